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

    /// From the name of a file to its sum. Nil where one line is not as it was written, or the last one has no end: what
    /// was cut short is not taken for whole.
    static func list(_ text: String) -> [String: String]? {
        guard text.hasSuffix("\n") else { return nil }
        var sums: [String: String] = [:]
        for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
            guard let match = line.wholeMatch(of: /([0-9a-f]{64})  ([^\/]+)/) else { return nil }
            sums[String(match.2)] = String(match.1)
        }
        return sums
    }
}
