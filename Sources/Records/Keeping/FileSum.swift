import Crypto
import Foundation

/// SHA-256 of files, and lists of such sums as `sha256sum` writes them.
enum FileSum {
    static let listName = "SHA256SUMS"

    static func sha256(of file: URL, progress: (Int64) -> Void = { _ in }) throws -> (sum: String, bytes: Int64) {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        var digest = SHA256()
        var bytes: Int64 = 0
        while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
            digest.update(data: chunk)
            bytes += Int64(chunk.count)
            progress(bytes)
        }
        return (hex(Data(digest.finalize())), bytes)
    }

    static func hex(_ bytes: Data) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// From the name of a file to its sum.
    static func list(_ text: String) -> [String: String] {
        var sums: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            guard parts.count == 2 else { continue }
            sums[parts[1].trimmingCharacters(in: CharacterSet(charactersIn: " *"))] = String(parts[0])
        }
        return sums
    }
}
