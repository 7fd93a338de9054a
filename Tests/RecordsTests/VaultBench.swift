import Casework
import Directives
import Foundation
import GRDB
import Testing
import Vault

@testable import Records

/// A database with its key store and a department key, opened, closed and tampered with by one test, gone with it.
final class VaultBench {
    let folder: URL
    var key: DepartmentKey
    let day = Day(rawValue: 17_531)  // 31 December 2017

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("vault-\(UUID().uuidString)")
        key = .generate()
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("data"), withIntermediateDirectories: true)
        try Data("name: Sample\n".utf8).write(to: data.appendingPathComponent("department.yaml"))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var data: URL { folder.appendingPathComponent("data") }
    var database: String { data.appendingPathComponent("mainstay.sqlite").path }
    var store: String { data.appendingPathComponent("mainstay.keys").path }
    func place(_ name: String) -> URL { folder.appendingPathComponent(name) }

    func open() throws -> Records { try Records(path: database, key: key) }

    /// Opens, does something, and closes, so that the files are whole.
    @discardableResult
    func opened<Result>(_ body: (Records) throws -> Result) throws -> Result {
        let records = try open()
        let result = try body(records)
        try records.close()
        return result
    }

    func asking(_ days: Int = 0) -> Asking {
        Asking(
            actor: Actor(account: "console:bench", name: "bench", roles: [.console], member: nil),
            now: Date(timeIntervalSince1970: Double(day.rawValue) * 86_400 + Double(days) * 86_400), day: day.adding(days: days), from: "terminal")
    }

    /// SQL on a file, without the program.
    func tamper(_ path: String, _ statements: String...) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in for statement in statements { try db.execute(sql: statement) } }
        try queue.close()
    }

    func file(_ member: Int64) -> SubjectFile { SubjectFile(.support, member: MemberID(rawValue: member)) }

    /// Makes the key of a member's file and seals something with it: the number and what was sealed.
    func seal(_ member: Int64, in records: Records) throws -> (number: Int64, sealed: Data) {
        try records.pool.write { db in
            let key = try records.keys.makeKey(of: self.file(member), in: db)
            return (key.id, try key.seal("About member \(member).", at: VaultBench.note))
        }
    }

    static let note = SubjectKey.Place("note", row: 1, "body")

    func read(_ member: Int64, _ sealed: Data, in records: Records) throws -> String? {
        try records.pool.read { db in try records.keys.key(of: self.file(member), in: db)?.openText(sealed, at: VaultBench.note) }
    }

    func copy(_ path: String, to name: String) throws { try FileManager.default.copyItem(atPath: path, toPath: place(name).path) }

    func put(_ name: String, back path: String) throws {
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
        try FileManager.default.copyItem(atPath: place(name).path, toPath: path)
    }

    /// A batch that destroyed a key, as the database keeps it.
    func destroy(_ number: Int64, in records: Records) throws {
        try records.pool.write { db in
            try db.execute(sql: "INSERT OR IGNORE INTO destructionBatch(id, kind, state, proposedAt, proposedBy) VALUES (1, 'k', 'destroyed', 0, 'a')")
            try db.execute(sql: "INSERT INTO destroyedKey(id, batch) VALUES (?, 1)", arguments: [number])
            try db.execute(sql: "DELETE FROM vault.subjectKey WHERE id = ?", arguments: [number])
        }
    }
}
