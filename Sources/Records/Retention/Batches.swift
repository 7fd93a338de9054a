import Casework
import Directives
import Foundation
import GRDB
import Vault

/// A batch on its way: proposed by the program, its paper list printed, confirmed by the role the retention table names,
/// where the rules say so by a second person, destroyed (SRV-017:IV.J.1#2, ambiguity 3.7).
package struct DestructionBatch: Sendable, Hashable, Codable {
    package enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case proposed, confirmed, destroyed
        /// At the moment of destruction no file of it was due any more.
        case nothing
        package var isOpen: Bool { self == .proposed || self == .confirmed }
    }

    /// Who took a step, when, and for whom where by a designee.
    package struct Step: Sendable, Hashable, Codable {
        package var at: Date
        package var by: String
        package var designeeOf: String?
    }

    package var id: Int64
    package var kind: RetentionKind
    package var state: State
    package var proposed: Step
    package var printed: Step?
    package var confirmed: Step?
    package var second: Step?
    /// Files that wait in it; of one that is over, its certificate counts them.
    package var files: Int
}

package struct BatchView: Sendable, Hashable, Codable {
    package var batch: DestructionBatch
    /// The opaque marks of the files that wait in it, with the day each fell due.
    package var files: [File]
    package var certificate: DestructionCertificate?
    package var secondPersonNeeded: Bool

    package struct File: Sendable, Hashable, Codable {
        package var mark: String
        package var dueOn: Day
    }
}

/// One line of the list of papers: this one names the member, because somebody has to find the paper.
package struct PaperListLine: Sendable, Hashable, Codable {
    package var mark: String
    package var memberNumber: String
    package var memberName: String
    package var papers: [String]
}

/// What stands against a step of a batch.
package enum DestructionProblem: Error, Equatable, CustomStringConvertible {
    case notPrinted
    case alreadyConfirmed
    case notConfirmed
    case over
    case samePerson
    case noSecondPerson

    package var description: String {
        switch self {
        case .notPrinted: "Print the list of papers first: it cannot be made once the batch is destroyed."
        case .alreadyConfirmed: "The batch has been confirmed already. It waits for the second person."
        case .notConfirmed: "The batch has not been confirmed by the program’s coordinator yet."
        case .over: "The batch is over. Its certificate says what was destroyed."
        case .samePerson: "The second confirmation must come from another person than the first."
        case .noSecondPerson: "The rules ask for no second person. The program’s coordinator destroys the batch alone."
        }
    }
}

// MARK: Proposing

extension Records {
    /// Puts what is due and has nothing against it into the open batch of its kind, or into a new one; takes out what is
    /// no longer due. A batch whose paper list was printed stays as it is.
    ///
    /// - Returns: The batches that wait for confirmation.
    @discardableResult
    package func proposeDestruction(for asking: Asking) async throws -> [DestructionBatch] {
        let kinds = RetentionTable.kinds(for: asking.actor, on: asking.day)
        guard Access.decide(.proposeDestruction, by: asking.actor, on: asking.day).ground != nil else {
            try await noteRefusal(.proposeDestruction, for: asking)
            throw NotThere()
        }
        return try await write { [self] db in
            for destroyable in Destroyable.all where kinds.contains(destroyable.kind) { try propose(destroyable, asking, in: db) }
            return try Batches.all(kinds, about: nil, in: db).filter(\.state.isOpen)
        }
    }

    private func propose(_ destroyable: Destroyable, _ asking: Asking, in db: Database) throws {
        let open = try Row.fetchOne(
            db, sql: "SELECT id, printedAt FROM destructionBatch WHERE kind = ? AND state IN ('proposed', 'confirmed')",
            arguments: [destroyable.kind.rawValue])
        if let open, open[1] != nil { return }
        let due = try Gate(destroyable, for: asking, keys, in: db).standings(in: db).filter { $0.state == .due }
        guard open != nil || !due.isEmpty else { return }
        var batch: Int64? = open?[0]
        if batch == nil {
            try db.execute(
                sql: "INSERT INTO destructionBatch(kind, state, proposedAt, proposedBy) VALUES (?, 'proposed', ?, ?)",
                arguments: [destroyable.kind.rawValue, asking.now.timeIntervalSince1970, asking.actor.account])
            batch = db.lastInsertedRowID
            try trail.append(
                TrailEntry(asking, kind: .destruction, act: Act.proposeDestruction.rawValue, record: "batch/\(db.lastInsertedRowID)"), in: db)
        }
        try db.execute(sql: "DELETE FROM destructionFile WHERE batch = ?", arguments: [batch])
        for standing in due {
            try db.execute(
                sql: "INSERT INTO destructionFile(batch, key, dueDay) VALUES (?, ?, ?)",
                arguments: [batch, try keys.makeKey(of: standing.file, in: db).id, standing.dueOn?.rawValue])
        }
        if due.isEmpty { try db.execute(sql: "UPDATE destructionBatch SET state = 'nothing' WHERE id = ?", arguments: [batch]) }
    }
}

// MARK: Reading

extension Records {
    /// The batches of the kinds that concern the asker, newest first.
    package func destructionBatches(for asking: Asking) async throws -> [DestructionBatch] {
        let kinds = RetentionTable.kinds(for: asking.actor, on: asking.day)
        return try await reading(.seeDestruction, asking) { [keys] db in
            try Batches.all(kinds, about: try Batches.ownKeys(asking, keys, in: db), in: db)
        }
    }

    package func destructionBatch(_ id: Int64, for asking: Asking) async throws -> BatchView? {
        let kinds = RetentionTable.kinds(for: asking.actor, on: asking.day)
        return try await readingLogged(.seeDestruction, asking, record: "batch/\(id)") { [keys] db in
            let own = try Batches.ownKeys(asking, keys, in: db)
            guard let batch = try Batches.one(id, kinds, about: own, in: db) else { return nil }
            let rows = try Row.fetchAll(
                db, sql: "SELECT key, dueDay FROM destructionFile WHERE batch = ? ORDER BY dueDay, key", arguments: [id])
            return BatchView(
                batch: batch,
                files: rows.compactMap { row in
                    guard !own.contains(row[0]), let key = try? keys.key(row[0], in: db) else { return nil }
                    return BatchView.File(mark: FileMark.of(key), dueOn: Day(rawValue: row[1]))
                },
                certificate: try DestructionCertificate.of(id, in: db), secondPersonNeeded: try Schedules.rules(in: db).secondPerson)
        }
    }

    /// The list of the papers that go with a batch, for whoever confirms it: it is printed before anything is destroyed,
    /// because afterwards nobody can say whose papers they were (ambiguity 3.7).
    package func paperList(of id: Int64, for asking: Asking) async throws -> [PaperListLine] {
        try await act(.confirmDestruction, asking, kind: .print, record: "batch/\(id)", word: "paperList") { [keys] db, ground in
            let own = try Batches.ownKeys(asking, keys, in: db)
            let batch = try Batches.toConfirm(id, asking, about: own, in: db)
            guard let destroyable = Destroyable.of(batch.kind) else { throw NotThere() }
            try db.execute(
                sql: "UPDATE destructionBatch SET printedAt = ?, printedBy = ? WHERE id = ? AND printedAt IS NULL",
                arguments: [asking.now.timeIntervalSince1970, asking.actor.account, id])
            let numbers = try Int64.fetchAll(db, sql: "SELECT key FROM destructionFile WHERE batch = ?", arguments: [id])
            return try numbers.filter { !own.contains($0) }.compactMap { number -> PaperListLine? in
                guard let file = try keys.file(of: number, in: db) else { return nil }
                let words = try file.member.map { try Records.memberWords($0, in: db) }
                return PaperListLine(
                    mark: FileMark.of(try keys.key(number, in: db)), memberNumber: words?.number ?? "", memberName: words?.name ?? "",
                    papers: try destroyable.papers(file, db))
            }.sorted { ($0.memberName, $0.memberNumber) < ($1.memberName, $1.memberNumber) }
        }
    }
}

// MARK: Confirming

extension Records {
    /// The program's coordinator confirms. Where no second person is needed, the batch is destroyed at once.
    ///
    /// - Returns: The certificate, once it is destroyed.
    package func confirmDestruction(of id: Int64, for asking: Asking) async throws -> DestructionCertificate? {
        let certificate = try await act(.confirmDestruction, asking, kind: .destruction, record: "batch/\(id)") { [self] db, ground in
            let own = try Batches.ownKeys(asking, keys, in: db)
            let batch = try Batches.toConfirm(id, asking, about: own, in: db)
            guard batch.printed != nil else { throw DestructionProblem.notPrinted }
            // Nobody destroys the file about themselves: it waits for a batch that another person confirms.
            for key in own { try db.execute(sql: "DELETE FROM destructionFile WHERE batch = ? AND key = ?", arguments: [id, key]) }
            try db.execute(
                sql: "UPDATE destructionBatch SET state = 'confirmed', confirmedAt = ?, confirmedBy = ?, confirmedFor = ? WHERE id = ?",
                arguments: [asking.now.timeIntervalSince1970, asking.actor.account, ground.designeeOf, id])
            return try Schedules.rules(in: db).secondPerson ? nil : try destroy(batch, asking, ground, in: db)
        }
        return try await erased(certificate)
    }

    /// A second person, not the first, confirms, and the batch is destroyed.
    package func confirmDestructionSecond(of id: Int64, for asking: Asking) async throws -> DestructionCertificate? {
        let certificate = try await act(.secondDestruction, asking, kind: .destruction, record: "batch/\(id)") { [self] db, ground in
            let own = try Batches.ownKeys(asking, keys, in: db)
            let batch = try Batches.toSecond(id, asking, about: own, in: db)
            guard let first = batch.confirmed, try !Batches.isSamePerson(first.by, asking, in: db) else {
                throw DestructionProblem.samePerson
            }
            for key in own { try db.execute(sql: "DELETE FROM destructionFile WHERE batch = ? AND key = ?", arguments: [id, key]) }
            try db.execute(
                sql: "UPDATE destructionBatch SET secondAt = ?, secondBy = ?, secondFor = ? WHERE id = ?",
                arguments: [asking.now.timeIntervalSince1970, asking.actor.account, ground.designeeOf, id])
            return try destroy(batch, asking, ground, in: db)
        }
        return try await erased(certificate)
    }

    /// The second person sends the batch back: its first confirmation and its printed list count no more.
    package func returnBatch(_ id: Int64, for asking: Asking) async throws {
        try await act(.secondDestruction, asking, kind: .destruction, record: "batch/\(id)", word: "returned") { db, _ in
            _ = try Batches.toSecond(id, asking, about: [], in: db)
            try db.execute(
                sql: """
                    UPDATE destructionBatch SET state = 'proposed', confirmedAt = NULL, confirmedBy = NULL, confirmedFor = NULL,
                        printedAt = NULL, printedBy = NULL WHERE id = ?
                    """, arguments: [id])
        }
    }
}

/// Batches as they are stored.
enum Batches {
    /// - Parameter about: The keys of the asker's own files, which are not counted for them.
    static func all(_ kinds: [RetentionKind], about own: Set<Int64>?, in db: Database) throws -> [DestructionBatch] {
        try Row.fetchAll(db, sql: "SELECT * FROM destructionBatch ORDER BY id DESC").compactMap { row in
            guard let batch = try DestructionBatch(row, about: own ?? [], in: db), kinds.contains(batch.kind) else { return nil }
            return batch
        }
    }

    static func one(_ id: Int64, _ kinds: [RetentionKind], about own: Set<Int64>, in db: Database) throws -> DestructionBatch? {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM destructionBatch WHERE id = ?", arguments: [id]),
            let batch = try DestructionBatch(row, about: own, in: db), kinds.contains(batch.kind)
        else { return nil }
        return batch
    }

    /// A batch that waits for the program's coordinator: the role that the retention table names, and no other program's.
    static func toConfirm(_ id: Int64, _ asking: Asking, about own: Set<Int64>, in db: Database) throws -> DestructionBatch {
        guard let batch = try one(id, RetentionKind.allCases, about: own, in: db),
            let role = RetentionTable.entry(batch.kind).confirmedBy, asking.actor.roles(on: asking.day).contains(role)
        else { throw NotThere() }
        switch batch.state {
        case .proposed: return batch
        case .confirmed: throw DestructionProblem.alreadyConfirmed
        case .destroyed, .nothing: throw DestructionProblem.over
        }
    }

    static func toSecond(_ id: Int64, _ asking: Asking, about own: Set<Int64>, in db: Database) throws -> DestructionBatch {
        guard let batch = try one(id, RetentionKind.allCases, about: own, in: db) else { throw NotThere() }
        switch batch.state {
        case .confirmed: return batch
        case .proposed: throw DestructionProblem.notConfirmed
        case .destroyed, .nothing: throw DestructionProblem.over
        }
    }

    /// The same account, or another account of the same member.
    static func isSamePerson(_ account: String, _ asking: Asking, in db: Database) throws -> Bool {
        if account == asking.actor.account { return true }
        guard let member = asking.actor.member else { return false }
        return try Int64.fetchOne(db, sql: "SELECT member FROM account WHERE name = ?", arguments: [account]) == member.rawValue
    }

    /// The keys of the files about the asker: they see and do nothing with those (ambiguity 7.7).
    static func ownKeys(_ asking: Asking, _ keys: KeyStore, in db: Database) throws -> Set<Int64> {
        guard let member = asking.actor.member else { return [] }
        return Set(try Destroyable.all.compactMap { try keys.key(of: SubjectFile($0.program, member: member), in: db)?.id })
    }
}

extension DestructionBatch {
    fileprivate init?(_ row: Row, about own: Set<Int64>, in db: Database) throws {
        guard let kind = RetentionKind(rawValue: row["kind"]), let state = State(rawValue: row["state"]) else { return nil }
        let id: Int64 = row["id"]
        let waiting = try Int64.fetchAll(db, sql: "SELECT key FROM destructionFile WHERE batch = ?", arguments: [id])
        self.init(
            id: id, kind: kind, state: state,
            proposed: Step(at: Date(timeIntervalSince1970: row["proposedAt"]), by: row["proposedBy"], designeeOf: nil),
            printed: Step(row, "printed", designee: false), confirmed: Step(row, "confirmed"), second: Step(row, "second"),
            files: waiting.count { !own.contains($0) })
    }
}

extension DestructionBatch.Step {
    fileprivate init?(_ row: Row, _ name: String, designee: Bool = true) {
        guard let at: Double = row[name + "At"], let by: String = row[name + "By"] else { return nil }
        self.init(at: Date(timeIntervalSince1970: at), by: by, designeeOf: designee ? row[name + "For"] : nil)
    }
}

extension KeyStore {
    /// The file that a key belongs to; nil once it is destroyed.
    func file(of key: Int64, in db: Database) throws -> SubjectFile? {
        try Row.fetchOne(db, sql: "SELECT program, subject FROM vault.subjectKey WHERE id = ?", arguments: [key]).flatMap { row in
            ProgramKey(rawValue: row[0]).map { SubjectFile(program: $0, subject: row[1]) }
        }
    }
}
