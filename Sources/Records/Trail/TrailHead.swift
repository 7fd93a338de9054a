import Crypto
import Foundation
import GRDB
import Vault

/// The head of the trail at the end of a month: so many lines, and the digest of the last, signed.
///
/// Handed to the union and the monitor it binds the department: no line up to it can be changed later, by anybody who
/// holds the machine and its keys, without the digest being another (`D20-04:VII.D`). It names nobody.
package struct TrailHead: Sendable, Hashable, Codable {
    package var department: String
    /// `2018-01`
    package var month: String
    package var lines: Int64
    package var digest: Data
    /// When it was signed, to the second.
    package var at: Date
    package var publicKey: Data
    package var signature: Data

    /// Signs how the trail stood after `end`.
    init(department: String, month: String, end: Trail.End, at: Date, with key: HouseKey) throws(VaultError) {
        // A name of two lines would shift the lines of the file.
        self.department = department.split(whereSeparator: \.isNewline).joined(separator: " ")
        self.month = month
        lines = end.entries
        digest = end.hash
        self.at = Date(timeIntervalSince1970: at.timeIntervalSince1970.rounded(.down))
        publicKey = try key.publicKey()
        signature = Data()
        signature = try key.sign(Data(signedText.utf8))
    }

    package var isSigned: Bool { HouseKey.verify(signature, of: Data(signedText.utf8), publicKey: publicKey) }

    package var key: TrailPublicKey { TrailPublicKey(bytes: publicKey) }

    package var digestText: String { digest.hexadecimal }

    /// `trail-head-2018-01-4711.txt`
    package var fileName: String { "trail-head-\(month)-\(lines).txt" }
}

/// The public half of the key that signs the heads. It stays the same when the department key is changed.
package struct TrailPublicKey: Sendable, Hashable {
    package var bytes: Data
    package var base64: String { bytes.base64EncodedString() }
    /// The first eight bytes of its digest, to be compared by eye or over the telephone.
    package var fingerprint: String { Data(SHA256.hash(data: bytes).prefix(8)).hexadecimal }
}

// MARK: As a file

extension TrailHead {
    private static let title = "mainstay trail head 1"

    /// The bytes that are signed: seven lines, each ended by a line feed.
    package var signedText: String {
        """
        \(TrailHead.title)
        department: \(department)
        month: \(month)
        lines: \(lines)
        digest: \(digest.hexadecimal)
        instant: \(at.formatted(.iso8601))
        public-key: \(publicKey.base64EncodedString())

        """
    }

    /// The file: what is signed, and the signature.
    package var text: String { signedText + "signature: \(signature.base64EncodedString())\n" }

    /// Reads such a file. Line ends that a mail program changed do no harm: what is signed has line feeds.
    ///
    /// - Throws: `TrailHeadProblem`. Whether the signature is good is another question (`isSigned`).
    package init(text: String) throws(TrailHeadProblem) {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        while lines.last?.isEmpty == true { lines.removeLast() }
        guard lines.first == Substring(TrailHead.title) else { throw .notAHead }
        let names = ["department", "month", "lines", "digest", "instant", "public-key", "signature"]
        guard lines.count == names.count + 1 else { throw .lines(lines.count) }
        var values: [String] = []
        for (name, line) in zip(names, lines.dropFirst()) {
            guard line.hasPrefix(name + ": ") else { throw .field(name) }
            values.append(String(line.dropFirst(name.count + 2)))
        }
        guard let count = Int64(values[2]), count >= 0 else { throw .field("lines") }
        guard let digest = Data(hexadecimal: values[3]), digest.count == LineDigest.length else { throw .field("digest") }
        guard let at = try? Date(values[4], strategy: .iso8601) else { throw .field("instant") }
        guard let publicKey = Data(base64Encoded: values[5]), publicKey.count == 32 else { throw .field("public-key") }
        guard let signature = Data(base64Encoded: values[6]), signature.count == 64 else { throw .field("signature") }
        (department, month, self.lines, self.digest) = (values[0], values[1], count, digest)
        (self.at, self.publicKey, self.signature) = (at, publicKey, signature)
    }
}

/// Why a file is no head of a trail.
package enum TrailHeadProblem: Error, Equatable, CustomStringConvertible {
    case notAHead
    case lines(Int)
    case field(String)

    package var description: String {
        switch self {
        case .notAHead: "This is no head of a trail: the first line is not \"mainstay trail head 1\". Give the file as it was downloaded."
        case .lines(let count): "A head of a trail has 8 lines, and this has \(count). Give the whole file as it was downloaded."
        case .field(let name): "The line \"\(name):\" is missing, out of its place, or has a value that cannot be read. Give the file as it was downloaded."
        }
    }
}

// MARK: In the database

extension TrailHead {
    static let tables = """
        CREATE TABLE trailHead (
            month TEXT NOT NULL,
            lines INTEGER NOT NULL,
            department TEXT NOT NULL,
            digest BLOB NOT NULL,
            at INTEGER NOT NULL,
            publicKey BLOB NOT NULL,
            signature BLOB NOT NULL,
            -- Whether the month was over: the head that is handed on.
            closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
            PRIMARY KEY (month, lines)
        ) STRICT;
        CREATE TRIGGER trailHeadKeepsRows BEFORE DELETE ON trailHead BEGIN SELECT RAISE(ABORT, 'a signed head stays'); END;
        CREATE TRIGGER trailHeadKeepsWords BEFORE UPDATE ON trailHead BEGIN SELECT RAISE(ABORT, 'a signed head stays'); END;
        """

    static let columns = "department, month, lines, digest, at, publicKey, signature"

    init(_ row: Row) {
        (department, month, lines, digest) = (row[0], row[1], row[2], row[3])
        (at, publicKey, signature) = (Date(timeIntervalSince1970: TimeInterval(row[4] as Int64)), row[5], row[6])
    }

    /// The oldest first.
    static func all(in db: Database) throws -> [TrailHead] {
        try Row.fetchAll(db, sql: "SELECT \(columns) FROM trailHead ORDER BY lines, month").map(TrailHead.init)
    }

    func insert(closed: Bool, in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO trailHead(\(TrailHead.columns), closed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [department, month, lines, digest, Int64(at.timeIntervalSince1970), publicKey, signature, closed])
    }
}
