import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Testing
import Vault

@testable import Records

/// A department with three members and Work Items that were closed long ago, lately and not at all.
final class RetentionBench {
    let folder: URL
    let key = DepartmentKey.generate()
    private(set) var records: Records
    var path: String { folder.appendingPathComponent("mainstay.sqlite").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("retention-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        records = try Records(path: folder.appendingPathComponent("mainstay.sqlite").path, key: key)
        try records.pool.write { db in
            for number in 1...3 {
                try db.execute(
                    sql: "INSERT INTO member(record, version, sourceKey, digest, import, knownOn, name) VALUES (?, 1, ?, 0, 0, 0, ?)",
                    arguments: [number, "77\(number)", "Member \(number)"])
            }
            try db.execute(
                sql: """
                    INSERT INTO run(id, month, asOf, startedAt, finishedAt, programVersion, fingerprint, lastImport, dataDay, settings,
                        scoresDigest, scored, raised, items, summary, models)
                    VALUES (1, '2016-01', 16801, 0, 0, 'test', '', 0, 16800, '{}', '', 3, 3, 3, '{}', x'')
                    """)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    // MARK: Who asks

    func asking(_ roles: Set<Role>, _ account: String, on day: Day, member: Int64? = nil) -> Asking {
        Asking(
            actor: Actor(account: account, name: account, roles: roles, member: member.map(MemberID.init(rawValue:))),
            now: Date(timeIntervalSince1970: Double(day.rawValue) * 86_400 + 43_200), day: day, from: "test")
    }

    var supervisor: Asking { get throws { asking([.osuSupervisor], "supervisor", on: try today) } }
    var custodian: Asking { get throws { asking([.legalCustodian], "custodian", on: try today) } }
    var analyst: Asking { get throws { asking([.osuAnalyst], "analyst", on: try today) } }
    var today: Day { get throws { try #require(Day(2018, 1, 2)) } }

    // MARK: What is kept

    /// An item with one of the member's scores; closed on the day, if there is one.
    @discardableResult
    func addItem(_ reference: String, member: Int64, from: Day, closed: Day?) throws -> Int64 {
        let at = Date(timeIntervalSince1970: Double(from.rawValue) * 86_400)
        let item = WorkItem(
            reference: reference, member: MemberID(rawValue: member), district: "5", unit: "5", generatedAt: at, validityDueAt: at,
            forwardDueAt: at, state: closed == nil ? .generated : .closedDuplicative,
            snapshot: Snapshot(
                asOf: from, rank: "Police officer", yearsOfService: 3, categories: [], indicators: [], profile: [], figures: []))
        return try records.pool.write { [records] db in
            try records.keys.insert(item, run: 1, in: db)
            try db.execute(
                sql: "UPDATE workItem SET closedAt = ? WHERE reference = ?",
                arguments: [closed.map { Double($0.rawValue) * 86_400 }, reference])
            return try #require(try Int64.fetchOne(db, sql: "SELECT id FROM workItem WHERE reference = ?", arguments: [reference]))
        }
    }

    func addNote(_ text: String, to item: Int64, of member: Int64) throws {
        try records.pool.write { [records] db in
            let number = try Int.fetchOne(db, sql: "SELECT count(*) + 1 FROM workItemNote WHERE workItem = ?", arguments: [item]) ?? 1
            try records.keys.insert(into: WorkItemNoteTable.self, of: SubjectFile(.support, member: MemberID(rawValue: member)), in: db) { row in
                row.set("workItem", item)
                row.set("number", number)
                row.set("writtenAt", 0.0)
                row.set("author", "analyst")
                row.set("once", Data("\(item)/\(number)".utf8))
                try row.seal(text, in: WorkItemNoteTable.text)
            }
        }
    }

    func addScore(member: Int64) throws {
        try records.pool.write { [records] db in
            try records.keys.insert(
                SealedScore(probabilities: [0.1, 0.2, 0.3, 0.4], any: 0.5), run: 1, member: MemberID(rawValue: member), in: db)
        }
    }

    /// The notes that can be opened with the keys that are there.
    static func openNotes(_ records: Records) throws -> [String] {
        try records.pool.read { db in
            let unsealing = Unsealing(records.keys, in: db)
            return try Row.fetchAll(db, sql: "SELECT id, key, text FROM workItemNote ORDER BY id").compactMap {
                try unsealing.open(WorkItemNoteTable.text, of: $0)
            }
        }
    }

    func count(_ table: String, _ condition: String = "1") throws -> Int {
        try records.pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table) WHERE \(condition)") ?? 0 }
    }

    // MARK: The department's rules

    func setSchedule(months: Int = 12) async throws {
        try await records.setSchedule(
            RetentionSchedule(months: months, from: try #require(Day(2017, 1, 1)), authority: "RS-9", citation: "50 ILCS 205"), of: .workItems,
            note: nil, for: try custodian)
    }

    func fileAuthority() async throws {
        try await records.fileAuthority(
            DisposalAuthority(reference: "DA-14", issuedBy: "Local Records Commission", from: try #require(Day(2017, 1, 1)), to: nil),
            of: .workItems, note: nil, for: try custodian)
    }

    /// Member 1 closed in 2016 and due, member 2 closed last autumn, member 3 open.
    func standard() async throws {
        let first = try #require(Day(2016, 3, 1))
        let item = try addItem("W-2016-01-001", member: 1, from: first, closed: first.adding(days: 2))
        try addItem("W-2016-04-001", member: 1, from: first.adding(months: 3), closed: first.adding(months: 3))
        try addItem("W-2017-10-001", member: 2, from: try #require(Day(2017, 10, 2)), closed: try #require(Day(2017, 10, 3)))
        try addItem("W-2016-01-002", member: 3, from: first, closed: nil)
        for member in 1...3 as ClosedRange<Int64> { try addScore(member: member) }
        try addNote("the first thing noted", to: item, of: 1)
        try await setSchedule()
        try await fileAuthority()
    }

    /// Proposes, prints and confirms as the supervisor, then as the custodian.
    @discardableResult
    func destroyAll() async throws -> DestructionCertificate? {
        let batch = try await confirmedBatch()
        return try await records.confirmDestructionSecond(of: batch, for: try custodian)
    }

    func confirmedBatch() async throws -> Int64 {
        let batch = try #require(try await records.proposeDestruction(for: try supervisor).first)
        _ = try await records.paperList(of: batch.id, for: try supervisor)
        #expect(try await records.confirmDestruction(of: batch.id, for: try supervisor) == nil)
        return batch.id
    }

    // MARK: Files

    static let files = ["mainstay.sqlite", "mainstay.sqlite-wal", "mainstay.sqlite-shm", "mainstay.keys", "mainstay.keys-wal", "mainstay.keys-shm"]

    /// Every byte that lies on the disk.
    func bytes() throws -> Data {
        var all = Data()
        for name in RetentionBench.files { all += (try? Data(contentsOf: folder.appendingPathComponent(name))) ?? Data() }
        return all
    }

    /// Copies the files as they lie there at this moment: what a machine that stops now would find again.
    func copy(_ names: [String] = RetentionBench.files, to target: URL) throws { try RetentionBench.copy(names, of: folder, to: target) }

    static func copy(_ names: [String] = RetentionBench.files, of folder: URL, to target: URL) throws {
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        for name in names {
            let source = folder.appendingPathComponent(name)
            try? FileManager.default.removeItem(at: target.appendingPathComponent(name))
            if FileManager.default.fileExists(atPath: source.path) {
                try FileManager.default.copyItem(at: source, to: target.appendingPathComponent(name))
            }
        }
    }

    func place(_ name: String) -> URL { folder.appendingPathComponent(name) }

    func checkpoint() throws {
        try records.pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA main.wal_checkpoint(TRUNCATE)")
            try db.execute(sql: "PRAGMA vault.wal_checkpoint(TRUNCATE)")
        }
    }

    func reopen() throws {
        try records.close()
        records = try Records(path: path, key: key)
    }

    static func open(_ folder: URL, _ key: DepartmentKey) throws -> Records {
        try Records(path: folder.appendingPathComponent("mainstay.sqlite").path, key: key)
    }
}
