import Casework
import Foundation
import GRDB
import Vault

extension Records {
    /// Wraps every key anew under another department key, in one transaction of the key store. No record is written:
    /// the keys that seal stay what they are.
    ///
    /// Only while no server runs and no import or month is under way: they hold the old key. A command that slips in
    /// between cannot mix the two, because whatever makes or uses a key has first to unwrap one.
    ///
    /// - Returns: how many keys there are. The records must be opened anew with the new key.
    package func changeDepartmentKey(to new: DepartmentKey, for asking: Asking, progress: (Double) -> Void) throws -> Int {
        guard let ground = Access.decide(.changeKeys, by: asking.actor, on: asking.day).ground else { throw NotThere() }
        guard new.fingerprint != keys.department.fingerprint else { throw VaultError.sameDepartmentKey }
        let data = URL(fileURLWithPath: path).deletingLastPathComponent()
        let locks = try (WorkLock(.serving, in: data), WorkLock(.working, in: data))
        defer { withExtendedLifetime(locks) {} }
        defer { kept.empty() }
        do {
            return try pool.writeWithoutTransaction { db in
                // Whoever throws the old key away afterwards must not meet it again after a power cut.
                try db.execute(sql: "PRAGMA vault.synchronous = FULL")
                var count = 0
                try db.inTransaction(.immediate) {
                    let entry = TrailEntry(asking, kind: .key, act: "departmentKeyChanged", record: "key/\(new.fingerprint)", ground: ground)
                    try trail.append(entry, in: db)
                    count = try rewrap(under: new, in: db, progress: progress)
                    return .commit
                }
                // The old wrappings are gone from the log, too.
                try db.execute(sql: "PRAGMA vault.wal_checkpoint(TRUNCATE)")
                return count
            }
        } catch let error as DatabaseError {
            throw RecordsError(error, path: path)
        }
    }

    private func rewrap(under new: DepartmentKey, in db: Database, progress: (Double) -> Void) throws -> Int {
        let old = keys.department
        for purpose in HouseKey.Purpose.allCases {
            let wrapped = try keys.house(purpose, in: db).wrapped(under: new)
            try db.execute(sql: "UPDATE vault.houseKey SET wrapped = ? WHERE purpose = ?", arguments: [wrapped, purpose.rawValue])
        }
        let total = try Int.fetchOne(db, sql: "SELECT (SELECT count(*) FROM vault.subjectKey) + (SELECT count(*) FROM vault.spareKey)") ?? 0
        var done = 0
        for table in ["subjectKey", "spareKey"] {
            for id in try Int64.fetchAll(db, sql: "SELECT id FROM vault.\(table)") {
                guard let wrapped = try Data.fetchOne(db, sql: "SELECT wrapped FROM vault.\(table) WHERE id = ?", arguments: [id]) else { continue }
                try db.execute(
                    sql: "UPDATE vault.\(table) SET wrapped = ? WHERE id = ?",
                    arguments: [try SubjectKey(id: id, wrapped: wrapped, under: old).wrapped(under: new), id])
                done += 1
                progress(Double(done) / Double(total))
            }
        }
        try db.execute(sql: "UPDATE vault.departmentKey SET fingerprint = ?", arguments: [new.fingerprint])
        return total + HouseKey.Purpose.allCases.count
    }
}
