import Casework
import Directives
import Foundation
import GRDB

/// What stays of a batch (SRV-017:IV.J.1#2, ambiguity 3.7): numbers and proof, and nobody's identity.
package struct DestructionCertificate: Sendable, Hashable, Codable {
    package var batch: Int64
    package var kind: RetentionKind
    package var destroyedAt: Date
    /// Subject files destroyed, each with its key.
    package var files: Int
    package var counts: [Count]
    /// Files that were in the batch and stayed, by the reason that was found at the last moment.
    package var leftOut: [Count]
    package var schedule: String
    package var authority: String
    /// SHA-256 over the rows as they were stored, sealed, in order; hexadecimal.
    package var digest: String
    /// The line of the trail that tells of it.
    package var trailEntry: Int64
    package var confirmedBy: String
    package var secondBy: String?
    /// When the last backup of the keys is gone with which an older database could still be opened; nil when none lives.
    package var keysExpireAt: Date?
    /// Whether both files have been written anew without what is gone.
    package var erased: Bool

    package struct Count: Sendable, Hashable, Codable {
        package var title: String
        package var count: Int
    }

    static func of(_ batch: Int64, in db: Database) throws -> DestructionCertificate? {
        guard
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT destructionCertificate.*, kind, confirmedBy, secondBy FROM destructionCertificate
                    JOIN destructionBatch ON destructionBatch.id = destructionCertificate.batch WHERE batch = ?
                    """, arguments: [batch]),
            let kind = RetentionKind(rawValue: row["kind"])
        else { return nil }
        let grounds = try JSONDecoder().decode(Grounds.self, from: Data((row["authority"] as String).utf8))
        return DestructionCertificate(
            batch: batch, kind: kind, destroyedAt: Date(timeIntervalSince1970: row["destroyedAt"]), files: row["files"],
            counts: try counts(row["counts"]), leftOut: try counts(row["leftOut"]), schedule: grounds.schedule, authority: grounds.authority,
            digest: (row["digest"] as Data).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined(),
            trailEntry: row["trailEntry"], confirmedBy: row["confirmedBy"] ?? "", secondBy: row["secondBy"],
            keysExpireAt: (row["keysExpireAt"] as Double?).map(Date.init(timeIntervalSince1970:)), erased: row["erased"])
    }

    private static func counts(_ text: String) throws -> [Count] { try JSONDecoder().decode([Count].self, from: Data(text.utf8)) }

    /// On whose word it was done, as it stood on the day.
    struct Grounds: Codable {
        var schedule: String
        var authority: String
    }
}

extension DestructionCertificate {
    /// The certificate as plain text, for paper and for files.
    package func text(department: String, _ moment: (Date) -> String) -> String {
        let entry = RetentionTable.entry(kind)
        var lines = [
            "CERTIFICATE OF DESTRUCTION", department, "",
            "Batch            \(batch)",
            "Kind of record   \(entry.title) (\(entry.cites))",
            "Destroyed        \(moment(destroyedAt))",
            "Subject files    \(files), each with its key",
        ]
        lines += counts.map { "                 \($0.count) \($0.title)" }
        lines += leftOut.map { "Left out         \($0.count): \($0.title)" }
        lines += [
            "Schedule         \(schedule)", "Authority        \(authority)",
            "Confirmed by     \(confirmedBy)",
        ]
        if let secondBy { lines.append("Second person    \(secondBy)") }
        lines += [
            "SHA-256          \(digest)", "                 over the rows as they were stored, sealed, in order",
            "Trail            line \(trailEntry)",
            "Key backups      \(keysExpireAt.map { "the last that could still open it expires \(moment($0))" } ?? "none on record that could still open it")",
            "Files            \(erased ? "written anew; the write-ahead logs are empty" : "a reader was in the way; they are written anew as soon as it is gone, at the latest at the next start")",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
