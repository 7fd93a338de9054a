import Casework
import Foundation
import GRDB
import Testing
import Vault

@testable import Records

@Suite("Database and key store are one although they are two files")
struct KeyStoreTests {
    // MARK: What the machine may do to them

    @Test("A key store that lost its last step, because the machine stopped between the two files, gets the keys back that the database saw in use")
    func lostStep() throws {
        let bench = try VaultBench()
        try bench.opened { _ in }
        try bench.copy(bench.store, to: "before")
        let sealed = try bench.opened { (records: Records) throws in try (1...5).map { try bench.seal($0, in: records) } }
        try bench.put("before", back: bench.store)
        try bench.opened { (records: Records) throws in
            for (index, item) in sealed.enumerated() {
                #expect(try bench.read(Int64(index + 1), item.sealed, in: records) == "About member \(index + 1).")
            }
            // The next file gets a number of its own.
            #expect(try bench.seal(6, in: records).number > sealed.map(\.number).max() ?? 0)
            #expect(try records.check(all: true, for: bench.asking()) { _, _ in }.allSatisfy { $0.state == .ok })
        }
    }

    @Test("A large piece of work that was prepared loses no key either")
    func lostLargeStep() throws {
        let bench = try VaultBench()
        try bench.opened { (records: Records) throws in try records.keys.reserve(1_000) }
        try bench.copy(bench.store, to: "before")
        let sealed = try bench.opened { (records: Records) throws in
            try records.pool.write { db in
                try (1...1_000).map { member in
                    try records.keys.makeKey(of: bench.file(Int64(member)), in: db).seal("About member \(member).", at: VaultBench.note)
                }
            }
        }
        try bench.put("before", back: bench.store)
        try bench.opened { (records: Records) throws in
            for member in [1, 500, 1_000] { #expect(try bench.read(Int64(member), sealed[member - 1], in: records) == "About member \(member).") }
        }
    }

    @Test("A key that was destroyed stays destroyed when an older key store is put back, and its number is never given again")
    func destroyedStays() throws {
        let bench = try VaultBench()
        let (number, sealed) = try bench.opened { (records: Records) throws in try bench.seal(1, in: records) }
        try bench.copy(bench.store, to: "before")
        try bench.opened { (records: Records) throws in try bench.destroy(number, in: records) }
        try bench.put("before", back: bench.store)
        try bench.opened { (records: Records) throws in
            #expect(try records.pool.read { db in try KeyStore.missing(in: db) }.isEmpty)
            #expect(try bench.read(1, sealed, in: records) == nil)
            let again = try bench.seal(1, in: records)
            #expect(again.number != number)
            #expect(throws: VaultError.self) { try bench.read(1, sealed, in: records) }
        }
    }

    @Test("Beside an older database a destroyed key is known as destroyed, not as lost")
    func olderDatabase() throws {
        let bench = try VaultBench()
        let number = try bench.opened { (records: Records) throws in try bench.seal(1, in: records).number }
        try bench.copy(bench.database, to: "older")
        try bench.opened { (records: Records) throws in try bench.destroy(number, in: records) }
        try bench.put("older", back: bench.database)
        try bench.opened { (records: Records) throws in #expect(try records.pool.read { db in try KeyStore.missing(in: db) }.isEmpty) }
    }

    // MARK: Stores that do not fit

    @Test("A missing key store, a missing database, and the store of another installation are refused, and nothing is made or changed")
    func misfits() throws {
        let bench = try VaultBench()
        try bench.opened { (records: Records) throws in _ = try bench.seal(1, in: records) }
        let other = try VaultBench()
        // The same key, as when a department runs a trial beside the real one.
        other.key = bench.key
        try other.opened { _ in }

        try bench.copy(bench.store, to: "own")
        try bench.copy(bench.database, to: "database")
        try FileManager.default.removeItem(atPath: bench.store)
        #expect(throws: VaultError.noKeyStore(bench.store)) { try bench.open() }
        #expect(!FileManager.default.fileExists(atPath: bench.store))

        try FileManager.default.copyItem(atPath: other.store, toPath: bench.store)
        let before = try Data(contentsOf: URL(fileURLWithPath: bench.store))
        #expect(throws: VaultError.foreignKeyStore(bench.store)) { try bench.open() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: bench.store)) == before)

        try bench.put("own", back: bench.store)
        try FileManager.default.removeItem(atPath: bench.database)
        #expect(throws: RecordsError.missing(path: bench.database, keys: bench.store)) { try bench.open() }
        #expect(!FileManager.default.fileExists(atPath: bench.database))
        try bench.put("database", back: bench.database)
        try bench.opened { _ in }
    }

    @Test("Another department key is refused by its fingerprint, and the store is not touched", arguments: [false, true])
    func wrongKey(fingerprintEdited: Bool) throws {
        let bench = try VaultBench()
        try bench.opened { _ in }
        let wrong = DepartmentKey.generate()
        if fingerprintEdited { try bench.tamper(bench.store, "UPDATE departmentKey SET fingerprint = '\(wrong.fingerprint)'") }
        let before = try Data(contentsOf: URL(fileURLWithPath: bench.store))
        let expected: VaultError =
            fingerprintEdited
            ? .cannotUnwrap("houseKey/accounts") : .wrongDepartmentKey(expected: bench.key.fingerprint, found: wrong.fingerprint)
        #expect(throws: expected) { try Records(path: bench.database, key: wrong) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: bench.store)) == before)
    }

    @Test("A key store that is cut off or no database at all is called damaged, by its own name", arguments: [0.5, 0.1, 0])
    func truncated(share: Double) throws {
        let bench = try VaultBench()
        try bench.opened { _ in }
        let url = URL(fileURLWithPath: bench.store)
        let content = try Data(contentsOf: url)
        try (share == 0 ? Data(repeating: 65, count: 9_000) : content.prefix(Int(Double(content.count) * share))).write(to: url)
        #expect(throws: VaultError.damagedKeyStore(bench.store)) { try bench.open() }
    }

    @Test("A key of the house that is gone from the store is refused, not made anew")
    func houseKeyGone() throws {
        let bench = try VaultBench()
        try bench.opened { _ in }
        try bench.tamper(bench.store, "DELETE FROM houseKey WHERE purpose = 'custody'")
        #expect(throws: VaultError.cannotUnwrap("houseKey/custody")) { try bench.open() }
    }

    @Test("A file that is no database is not touched, and gets no key store beside it")
    func noDatabase() throws {
        let bench = try VaultBench()
        let text = String(repeating: "This is a letter and no database.\n", count: 200)
        try Data(text.utf8).write(to: URL(fileURLWithPath: bench.database))
        #expect(throws: RecordsError.notADatabase(path: bench.database)) { try bench.open() }
        #expect(try String(contentsOfFile: bench.database, encoding: .utf8) == text)
        #expect(try FileManager.default.contentsOfDirectory(atPath: bench.data.path).sorted() == ["department.yaml", "mainstay.sqlite"])
    }

    @Test("A newer database is refused before its key store is opened")
    func newer() throws {
        let bench = try VaultBench()
        try bench.opened { _ in }
        try bench.tamper(bench.database, "INSERT INTO grdb_migrations VALUES ('2999-01 of the next version')")
        try Data("not to be looked at".utf8).write(to: URL(fileURLWithPath: bench.store))
        #expect(throws: RecordsError.newerVersion(path: bench.database)) { try bench.open() }
    }

    @Test("The key store is open to its own account alone")
    func permissions() throws {
        let bench = try VaultBench()
        try bench.opened { _ in }
        #expect(try FileManager.default.attributesOfItem(atPath: bench.store)[.posixPermissions] as? Int == 0o600)
    }

    // MARK: What is sealed, and where

    @Test("Every column of bytes in the database is known as sealed, with its key, or as no secret")
    func columns() throws {
        let bench = try VaultBench()
        try bench.opened { (records: Records) throws in
            let found = try records.pool.read { db in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT sqlite_master.name, pragma_table_info.name FROM sqlite_master, pragma_table_info(sqlite_master.name)
                        WHERE sqlite_master.type = 'table' AND pragma_table_info.type = 'BLOB'
                        """
                ).map { "\($0[0] as String).\($0[1] as String)" }
            }
            let sealed = Set(SealedField.all.map { "\($0.table).\($0.column)" })
            #expect(Set(found) == sealed.union(SealedField.plain))
            #expect(sealed.isDisjoint(with: SealedField.plain))
        }
    }

    @Test("SRV-017:IV.J.1#2 The database does not tell of whom a key was: the name of a file is sealed under the key itself")
    func names() throws {
        let bench = try VaultBench()
        try bench.opened { (records: Records) throws in _ = try bench.seal(4_711, in: records) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: bench.database)).range(of: Data("member/4711".utf8)) == nil)
        #expect(try Data(contentsOf: URL(fileURLWithPath: bench.store)).range(of: Data("member/4711".utf8)) != nil)
    }

    // MARK: Checking

    private func faults(_ bench: VaultBench) throws -> [CheckLine] {
        try bench.opened { (records: Records) throws in try records.check(all: true, for: bench.asking()) { _, _ in }.filter { $0.state == .fault } }
    }

    @Test("The check finds a sealed field that was changed or moved, a key that was changed, and one that is gone")
    func check() throws {
        let bench = try VaultBench()
        let numbers = try bench.opened { (records: Records) throws in try (1...3).map { try bench.seal($0, in: records).number } }
        #expect(try faults(bench).isEmpty)
        try bench.copy(bench.database, to: "database")
        try bench.copy(bench.store, to: "store")

        try bench.tamper(bench.database, "UPDATE sealedFile SET name = (SELECT name FROM sealedFile WHERE key = \(numbers[0])) WHERE key = \(numbers[1])")
        let moved = try #require(try faults(bench).first)
        #expect(moved.subject == "sealed" && moved.says.contains("sealedFile.name") && moved.says.contains("\(numbers[1])") && moved.remedy != nil)
        try bench.put("database", back: bench.database)

        try bench.tamper(
            bench.database,
            """
            UPDATE sealedFile SET name = CAST(substr(name, 1, 20) || iif(substr(name, 21, 1) = x'00', x'01', x'00') || substr(name, 22) AS BLOB)
            WHERE key = \(numbers[2])
            """)
        #expect(try faults(bench).map(\.subject) == ["sealed"])
        try bench.put("database", back: bench.database)

        try bench.tamper(bench.store, "UPDATE subjectKey SET wrapped = zeroblob(60) WHERE id = \(numbers[0])")
        let changed = try faults(bench)
        #expect(changed.contains { $0.subject == "keys" && $0.says.contains("1 of") && $0.says.contains("unwrap") })
        try bench.put("store", back: bench.store)

        try bench.tamper(bench.store, "DELETE FROM subjectKey WHERE id = \(numbers[0])")
        #expect(try faults(bench).contains { $0.says.contains("no destruction in this database accounts for") })
        try bench.put("store", back: bench.store)

        try bench.tamper(bench.store, "DROP TRIGGER subjectKeyGone", "DELETE FROM subjectKey WHERE id = \(numbers[0])")
        #expect(try faults(bench).contains { $0.says.contains("missing that were never destroyed") && $0.says.contains("\(numbers[0])") })
        try bench.put("store", back: bench.store)
        #expect(try faults(bench).isEmpty)
    }

    @Test("The check finds rows that name others which are not there")
    func dangling() throws {
        let bench = try VaultBench()
        try bench.opened { _ in }
        try bench.tamper(
            bench.database, "PRAGMA foreign_keys = OFF",
            "INSERT INTO session(token, account, csrf, createdAt, seenAt, device, address) VALUES (x'00', 99, 'c', 0, 0, 'd', 'a')")
        #expect(try faults(bench).contains { $0.subject == "database" && $0.says.contains("session") })
    }

    // MARK: Changing the department key

    @Test("Changing the department key writes no record; the old key opens nothing afterwards, the new one everything, and the trail says so")
    func rotation() throws {
        let bench = try VaultBench()
        let (_, sealed) = try bench.opened { (records: Records) throws in try bench.seal(1, in: records) }
        let old = bench.key
        let new = DepartmentKey.generate()
        let wrapped = try bench.opened { (records: Records) throws in
            #expect(throws: VaultError.sameDepartmentKey) { try records.changeDepartmentKey(to: old, for: bench.asking()) { _ in } }
            let wrapped = try Data(contentsOf: URL(fileURLWithPath: bench.store))
            _ = try records.changeDepartmentKey(to: new, for: bench.asking()) { _ in }
            return wrapped
        }
        #expect(throws: VaultError.wrongDepartmentKey(expected: new.fingerprint, found: old.fingerprint)) { try bench.open() }
        bench.key = new
        try bench.opened { (records: Records) throws in
            #expect(try bench.read(1, sealed, in: records) == "About member 1.")
            let line = try records.pool.read { db in try Row.fetchOne(db, sql: "SELECT kind, act, record FROM trail ORDER BY id DESC") }
            #expect(line?[0] == "key" && line?[1] == "departmentKeyChanged" && line?[2] == "key/\(new.fingerprint)")
            #expect(try records.check(all: true, for: bench.asking()) { _, _ in }.allSatisfy { $0.state == .ok })
        }
        // No wrapping under the old key is left in the file.
        let after = try Data(contentsOf: URL(fileURLWithPath: bench.store))
        #expect(after != wrapped)
        let queue = try DatabaseQueue(path: bench.store)
        let blobs = try queue.read { db in try Data.fetchAll(db, sql: "SELECT wrapped FROM spareKey UNION ALL SELECT wrapped FROM subjectKey") }
        #expect(blobs.count > 200 && blobs.allSatisfy { wrapped.range(of: $0) == nil })
    }

    @Test("A command that opened before the key was changed cannot make a key under the old one")
    func slippedIn() throws {
        let bench = try VaultBench()
        let early = try bench.open()
        let new = DepartmentKey.generate()
        try bench.opened { (records: Records) throws in _ = try records.changeDepartmentKey(to: new, for: bench.asking()) { _ in } }
        #expect(throws: VaultError.self) { try bench.seal(1, in: early) }
        try early.close()
        bench.key = new
        try bench.opened { (records: Records) throws in
            _ = try bench.seal(1, in: records)
            #expect(try records.check(all: true, for: bench.asking()) { _, _ in }.allSatisfy { $0.state == .ok })
        }
    }

    @Test("While a server or an import holds the data directory, the key is not changed")
    func locked() throws {
        let bench = try VaultBench()
        try bench.opened { (records: Records) throws in
            for purpose in [WorkLock.Purpose.serving, .working] {
                let lock = try WorkLock(purpose, in: bench.data)
                #expect(throws: WorkLock.Held.self) { try records.changeDepartmentKey(to: .generate(), for: bench.asking()) { _ in } }
                withExtendedLifetime(lock) {}
            }
        }
        try bench.opened { _ in }
    }
}
