import Casework
import Foundation
import GRDB
import Vault

/// Everything one program keeps about one subject: it has one key, and is destroyed as one (ambiguity 3.7).
package struct SubjectFile: Hashable, Sendable {
    package var program: ProgramKey
    /// `member/1042`; a person who is no member has a number of the program's own.
    package var subject: String

    package init(_ program: ProgramKey, member: MemberID) {
        self.program = program
        subject = "member/\(member.rawValue)"
    }

    init(program: ProgramKey, subject: String) {
        self.program = program
        self.subject = subject
    }

    var member: MemberID? {
        subject.hasPrefix("member/") ? Int64(subject.dropFirst(7)).map(MemberID.init(rawValue:)) : nil
    }
}

extension KeyStore {
    /// The key of a file, if it has one and it has not been destroyed.
    func key(of file: SubjectFile, in db: Database) throws -> SubjectKey? {
        let statement = try db.cachedStatement(sql: "SELECT id, wrapped FROM vault.subjectKey WHERE program = ? AND subject = ?")
        guard let row = try Row.fetchOne(statement, arguments: [file.program.rawValue, file.subject]) else { return nil }
        return try SubjectKey(id: row[0], wrapped: row[1], under: department)
    }

    /// The key that sealed something, by its number.
    func key(_ id: Int64, in db: Database) throws -> SubjectKey {
        let statement = try db.cachedStatement(sql: "SELECT wrapped FROM vault.subjectKey WHERE id = ?")
        guard let wrapped = try Data.fetchOne(statement, arguments: [id]) else { throw VaultError.keyDestroyed }
        return try SubjectKey(id: id, wrapped: wrapped, under: department)
    }

    /// The key of a file, made when it has none. Only inside a write.
    func makeKey(of file: SubjectFile, in db: Database) throws -> SubjectKey {
        if let key = try key(of: file, in: db) { return key }
        let key = try takeSpare(in: db)
        let making = try db.cachedStatement(sql: "INSERT INTO vault.subjectKey(id, program, subject, wrapped) VALUES (?, ?, ?, ?)")
        try making.execute(arguments: [key.id, file.program.rawValue, file.subject, try key.wrapped(under: department)])
        try noteFile(key, named: KeyStore.fileName(file.program.rawValue, file.subject), in: db)
        return key
    }
}
