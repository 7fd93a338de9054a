import Casework
import Crypto
import Directives
import Foundation
import GRDB
import Vault

extension Records {
    /// Destroys a confirmed batch in the caller's transaction, rows and keys together. Each file goes through the gate once
    /// more: a new record, a new hold, an authority that has ended take it out, and the certificate counts why.
    func destroy(_ batch: DestructionBatch, _ asking: Asking, _ ground: Ground, in db: Database) throws -> DestructionCertificate? {
        guard let destroyable = Destroyable.of(batch.kind) else { throw NotThere() }
        let gate = try Gate(destroyable, for: asking, keys, in: db)
        var digest = SHA256()
        var counts: [String: Int] = [:]
        var leftOut: [String: Int] = [:]
        var destroyed: [Int64] = []
        for key in try Int64.fetchAll(db, sql: "SELECT key FROM destructionFile WHERE batch = ? ORDER BY key", arguments: [batch.id]) {
            guard let file = try keys.file(of: key, in: db) else { continue }
            if let reason = try gate.standing(of: file, in: db).state.reasonToStay {
                leftOut[reason, default: 0] += 1
                continue
            }
            let references = try destroyable.records(of: file, for: asking, in: db).map(\.reference)
            try Records.forgetNotices(of: references, destroyable.program, in: db)
            let rows = try destroyable.destroyRows(of: file, key: key, into: &digest, in: db)
            counts.merge(rows, uniquingKeysWith: +)
            destroyed.append(key)
        }
        try db.execute(sql: "DELETE FROM destructionFile WHERE batch = ?", arguments: [batch.id])
        for key in destroyed {
            try db.execute(sql: "INSERT INTO destroyedKey(id, batch) VALUES (?, ?)", arguments: [key, batch.id])
        }
        try keys.deleteDestroyed(in: db)
        try db.execute(
            sql: "UPDATE destructionBatch SET state = ? WHERE id = ?", arguments: [destroyed.isEmpty ? "nothing" : "destroyed", batch.id])
        try trail.append(
            TrailEntry(
                asking, kind: .destruction, act: destroyed.isEmpty ? "nothingDestroyed" : "destroyed", record: "batch/\(batch.id)", ground: ground),
            in: db)
        try certify(
            batch.id, gate, files: destroyed.count, counts: destroyable.ordered(counts), leftOut: leftOut.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
            digest: Data(digest.finalize()), at: asking.now, in: db)
        return try DestructionCertificate.of(batch.id, in: db)
    }

    private func certify(
        _ batch: Int64, _ gate: Gate, files: Int, counts: [(String, Int)], leftOut: [(String, Int)], digest: Data, at now: Date,
        in db: Database
    ) throws {
        func document(_ counts: [(String, Int)]) throws -> String {
            String(decoding: try JSONEncoder().encode(counts.map { DestructionCertificate.Count(title: $0.0, count: $0.1) }), as: UTF8.self)
        }
        let grounds = DestructionCertificate.Grounds(schedule: try gate.scheduleWords(in: db), authority: gate.authorityWords)
        try db.execute(
            sql: """
                INSERT INTO destructionCertificate(batch, destroyedAt, files, counts, leftOut, authority, digest, trailEntry, keysExpireAt, erased)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                batch, now.timeIntervalSince1970, files, try document(counts), try document(leftOut),
                String(decoding: try JSONEncoder().encode(grounds), as: UTF8.self), digest, try trail.end(in: db).entries,
                try Records.lastKeyBackupExpiry(after: now, in: db)?.timeIntervalSince1970, files == 0,
            ])
    }
}

extension Destroyable {
    /// The counts in the order of the parts, without those that have nothing. Parts of one title are counted together, and
    /// stand once.
    fileprivate func ordered(_ counts: [String: Int]) -> [(String, Int)] {
        var seen: Set<String> = []
        return parts.reversed().map(\.title).filter { seen.insert($0).inserted }.compactMap { title in
            counts[title].flatMap { $0 > 0 ? (title, $0) : nil }
        }
    }
}

extension Standing.State {
    /// Why a file of a confirmed batch stays after all; nil when it goes.
    fileprivate var reasonToStay: String? {
        switch self {
        case .due: nil
        case .open: "a record is open again, or new"
        case .running: "the period began again"
        case .noSchedule: "there is no schedule any more, or nothing left of it"
        case .noAuthority: "the disposal authority is no longer valid"
        case .onHold: "on hold"
        }
    }
}

extension Gate {
    fileprivate var authorityWords: String {
        guard let authority else { return "none on file; the department’s rules do not ask for one" }
        return "\(authority.reference), issued by \(authority.issuedBy), valid from \(authority.from.iso)\(authority.to.map { " to \($0.iso)" } ?? "")"
    }

    fileprivate func scheduleWords(in db: Database) throws -> String {
        let entry = RetentionTable.entry(destroyable.kind)
        let period = months.map { Retention.words(months: $0) } ?? "no period"
        if case .period = entry.rule { return "\(period) (\(entry.cites))" }
        guard let set = try Schedules.newest(destroyable.kind, nil, in: db)?.schedule else { return period }
        return "\(period) (\(set.authority); \(set.citation))"
    }
}
