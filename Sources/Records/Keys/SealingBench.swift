import Casework
import Foundation
import GRDB
import Vault

/// Times what opening a case costs: rows read from SQLite, their key unwrapped, their text opened. It works in memory, on
/// tables and keys of its own.
package struct SealingBench {
    package struct Timing: Sendable {
        /// Reading the rows, and opening them.
        package var whole: Duration
        /// Unwrapping the key and opening the texts, on rows that were read.
        package var opening: Duration
    }

    private enum NoteTable: SealedTable {
        static let name = "benchNote"
        static let program = ProgramKey.support
        static let text = SealedColumn<Self, String>("text")
    }

    private let keys: KeyStore
    private let queue: DatabaseQueue

    /// - Parameter characters: The length of each note.
    package init(notes: Int, characters: Int) throws {
        let keys = KeyStore(path: ":memory:", department: .generate())
        self.keys = keys
        queue = try DatabaseQueue()
        let text = String(String(repeating: "The records of the autumn were read again. ", count: characters / 43 + 1).prefix(characters))
        try queue.writeWithoutTransaction { db in
            try keys.attach(to: db)
            try db.execute(sql: "CREATE TABLE benchNote(id INTEGER PRIMARY KEY, key INTEGER NOT NULL, text BLOB NOT NULL) STRICT")
            let key = SubjectKey.generate(id: 1)
            try db.execute(sql: "CREATE TABLE vault.subjectKey(id INTEGER PRIMARY KEY, program TEXT, subject TEXT, wrapped BLOB)")
            let file = SubjectFile(.support, member: MemberID(rawValue: 1))
            try db.execute(
                sql: "INSERT INTO vault.subjectKey VALUES (1, ?, ?, ?)",
                arguments: [file.program.rawValue, file.subject, try key.wrapped(under: keys.department)])
            for _ in 0..<notes { try keys.insert(into: NoteTable.self, of: file, in: db) { row in try row.seal(text, in: NoteTable.text) } }
        }
    }

    package func time() throws -> Timing {
        try queue.read { [keys] db in
            let clock = ContinuousClock()
            let began = clock.now
            let rows = try Row.fetchAll(db.cachedStatement(sql: "SELECT id, key, text FROM benchNote ORDER BY id DESC"))
            let read = clock.now
            let unsealing = Unsealing(keys, in: db)
            for row in rows { _ = try unsealing.open(NoteTable.text, of: row) }
            let ended = clock.now
            return Timing(whole: began.duration(to: ended), opening: read.duration(to: ended))
        }
    }
}
