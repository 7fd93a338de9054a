import Foundation

/// A file sent to the browser beside the pages, read once. Its address holds a fingerprint of its bytes, so browsers
/// may keep it for ever and a new version is never mistaken for the old.
package enum Asset: String, CaseIterable, Sendable {
    case stylesheet = "mainstay.css"
    case script = "mainstay.js"
    /// For pages of somebody signed in.
    case lockScript = "lock.js"
    case printScript = "print.js"
    case noticeScript = "notices.js"
    case icon = "mainstay.svg"

    package var contentType: String {
        switch self {
        case .stylesheet: "text/css; charset=utf-8"
        case .script, .lockScript, .printScript, .noticeScript: "text/javascript; charset=utf-8"
        case .icon: "image/svg+xml"
        }
    }

    package var bytes: [UInt8] { Asset.loaded[self]?.bytes ?? [] }

    /// `mainstay-3f9c….css`
    package var fileName: String { Asset.loaded[self]?.fileName ?? rawValue }

    package var link: Link { Asset.loaded[self]?.link ?? Paths.asset(rawValue) }

    package static func named(_ fileName: String) -> Asset? { allCases.first { $0.fileName == fileName } }

    /// To be called when the server starts: says which file the installation lacks, before a page is served without it.
    package static func verify() throws(Missing) {
        for asset in allCases where loaded[asset] == nil { throw Missing(file: asset.rawValue) }
    }

    package struct Missing: Error, CustomStringConvertible {
        package var file: String
        package var description: String {
            "The file Assets/\(file) is missing from the installation beside the program. Install Mainstay again, or copy the folder mainstay_Pages.resources to where the program is."
        }
    }

    private struct File: Sendable {
        var bytes: [UInt8]
        var fileName: String
        var link: Link
    }

    private static let loaded: [Asset: File] = {
        var files: [Asset: File] = [:]
        for asset in allCases {
            let url = Bundle.module.bundleURL.appendingPathComponent("Assets").appendingPathComponent(asset.rawValue)
            guard let content = try? Data(contentsOf: url) else { continue }
            let bytes = [UInt8](content)
            let parts = asset.rawValue.split(separator: ".")
            let name = "\(parts[0])-\(fingerprint(bytes)).\(parts[1])"
            files[asset] = File(bytes: bytes, fileName: name, link: Paths.asset(name))
        }
        return files
    }()

    /// FNV-1a, 64 bits: enough to tell two versions of a file apart; nothing here is secret.
    private static func fingerprint(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
