import Crypto
import Foundation

/// The digest that chains a line of the trail to all before it: SHA-256 of the digest before, the number, and every
/// field with its length in front, so that no two lines read the same (docs/trail.md has the recipe).
struct LineDigest {
    static let length = 32
    /// What the first line is chained to.
    static let origin = Data(SHA256.hash(data: Data("mainstay trail 1".utf8)))

    private var bytes: [UInt8] = []

    /// Forgets the line before, and begins the next one.
    mutating func begin(_ number: Int64, after previous: Data) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: previous)
        add(String(number))
    }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add($0) }
    }

    mutating func add(_ field: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: String(field.count).utf8)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: field)
    }

    /// A field that is not there, which is another thing than an empty one.
    mutating func addNothing() { bytes.append(contentsOf: "-:".utf8) }

    var value: Data { Data(SHA256.hash(data: bytes)) }
}

extension TrailEntry {
    func digest(number: Int64, after previous: Data) -> Data {
        var digest = LineDigest()
        digest.begin(number, after: previous)
        digest.add(String(milliseconds))
        digest.add(actor)
        if let designeeOf { digest.add(designeeOf) } else { digest.addNothing() }
        for field in [kind.rawValue, act, outcome.rawValue, record, ground, from] { digest.add(field) }
        return digest.value
    }

    /// Since 1970: the trail keeps no finer time.
    package var milliseconds: Int64 { Int64((at.timeIntervalSince1970 * 1_000).rounded()) }
}
