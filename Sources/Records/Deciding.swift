import Casework
import Directives
import Foundation
import GRDB
import Vault

/// What a reading or an act is about, as storage found it: the facts the decision needs, and how the trail names it.
/// Nothing of what the record says: that is read after the decision.
struct Found: Sendable {
    var facts: RecordFacts
    /// The file whose key makes the opaque mark; nil for what is about nobody.
    var file: SubjectFile?
    /// The record's name inside Mainstay: `workItem/W-2018-01-007`, `run/3`.
    var record: String
    /// The word of a closed list by which the trail names what is done, where the act alone says too little.
    var word: String? = nil
    /// Whether it is a part of the file and shares its fate; a jacket is only marked with the file's key.
    var isKeptInFile = true
}

/// Something confidential that was opened: the value, and on what ground.
package struct Opened<Value: Sendable>: Sendable {
    package var value: Value
    package var ground: Ground

    package init(value: Value, ground: Ground) {
        self.value = value
        self.ground = ground
    }
}

/// Refused, said the same way as "there is no such thing" (ambiguity 7.4).
package struct NotThere: Error, Equatable {
    package init() {}
}

extension Records {
    /// Reads what is about no single person: decides, then reads. Nothing is written down. A role that is held over a
    /// part of the department does not open a list of the whole.
    func reading<Value: Sendable>(
        _ act: Act, _ asking: Asking, _ body: @Sendable @escaping (Database) throws -> Value
    ) async throws -> Value {
        guard Access.decide(act, by: asking.actor, on: asking.day).ground != nil else { throw NotThere() }
        return try await read(body)
    }

    /// Reads a list or a file that is confidential as a whole: decides, as `reading` does, writes the trail, reads.
    func readingLogged<Value: Sendable>(
        _ act: Act, _ asking: Asking, record: String, kind: TrailEntry.Kind = .read, _ body: @Sendable @escaping (Database) throws -> Value
    ) async throws -> Value {
        let ground = Access.decide(act, by: asking.actor, on: asking.day).ground
        let entry = TrailEntry(asking, kind: kind, act: act.rawValue, outcome: ground == nil ? .refused : .done, record: record, ground: ground)
        try await writeLine { [trail] db in try trail.append(entry, in: db) }
        guard ground != nil else { throw NotThere() }
        return try await read(body)
    }

    /// Reads a list: whoever holds the right over anything may ask for it, and `body` gives the lines they may see. With
    /// `record` the trail tells that it was read.
    func listing<Value: Sendable>(
        _ act: Act, _ asking: Asking, record: String? = nil, _ body: @Sendable @escaping (Database) throws -> Value
    ) async throws -> Value {
        let ground = Access.ask(act, by: asking.actor, on: asking.day)
        if let record {
            let entry = TrailEntry(
                asking, kind: .read, act: act.rawValue, outcome: ground == nil ? .refused : .done, record: record, ground: ground)
            try await writeLine { [trail] db in try trail.append(entry, in: db) }
        }
        guard ground != nil else { throw NotThere() }
        return try await read(body)
    }

    /// Writes down that something on a page that is open anyway was shown.
    package func noteReading(_ act: Act, _ record: String, for asking: Asking) async throws {
        _ = try await readingLogged(act, asking, record: record) { _ in true }
    }

    /// Writes down that somebody knocked at a door that is shut to them.
    package func noteRefusal(_ act: Act, for asking: Asking) async throws {
        try await writeLine { [trail] db in
            try trail.append(TrailEntry(asking, kind: .read, act: act.rawValue, outcome: .refused), in: db)
        }
    }

    /// Opens one confidential record: finds it, decides about it, writes the trail, and only then reads it.
    ///
    /// Absent and refused take the same steps, one line of the trail included, and give the same nil.
    func open<Value: Sendable>(
        _ act: Act, _ asking: Asking, kind: TrailEntry.Kind = .read, locate: @Sendable @escaping (Database) throws -> Found?,
        read body: @Sendable @escaping (Database) throws -> Value?
    ) async throws -> Opened<Value>? {
        let found = try await read(locate)
        let ground = try await writeLine { [self] db in try decide(act, asking, kind: kind, about: found, in: db) }
        guard let ground, let value = try await read(body) else { return nil }
        return Opened(value: value, ground: ground)
    }

    /// Does something to one record, or refuses it, in one transaction with its line of the trail.
    ///
    /// - Throws: `NotThere` when there is no such record for the asker; whatever `body` throws undoes everything.
    func act<Result: Sendable>(
        _ act: Act, _ asking: Asking, kind: TrailEntry.Kind = .act, on locate: @Sendable @escaping (Database) throws -> Found?,
        _ body: @Sendable @escaping (Database, Ground) throws -> Result
    ) async throws -> Result {
        let result: Result? = try await write { [self] db in
            guard let ground = try decide(act, asking, kind: kind, about: try locate(db), in: db) else { return nil }
            return try body(db, ground)
        }
        guard let result else { throw NotThere() }
        return result
    }

    /// Decides about a record and writes the line of the trail, in the caller's transaction.
    func decide(_ act: Act, _ asking: Asking, kind: TrailEntry.Kind, about found: Found?, in db: Database) throws -> Ground? {
        var ground = found.flatMap { Access.decide(act, $0.facts, by: asking.actor, on: asking.day).ground }
        // Holds are looked at for nobody who is refused anyway: that would take longer than what is not there.
        if ground != nil, var facts = found?.facts, let file = found?.file, found?.isKeptInFile == true,
            try Holds.isSetAside(file, for: asking, keys, in: db)
        {
            facts.marks.insert(.setAside)
            ground = Access.decide(act, facts, by: asking.actor, on: asking.day).ground
        }
        try trail.append(
            TrailEntry(
                asking, kind: kind, act: ground == nil ? act.rawValue : found?.word ?? act.rawValue, outcome: ground == nil ? .refused : .done,
                record: ground == nil ? "" : try mark(of: found, in: db), ground: ground),
            in: db)
        return ground
    }

    /// Does something that is about no person's record, in one transaction with its line of the trail.
    func act<Result: Sendable>(
        _ act: Act, _ asking: Asking, kind: TrailEntry.Kind, record: String, word: String? = nil,
        _ body: @Sendable @escaping (Database, Ground) throws -> Result
    ) async throws -> Result {
        let ground = Access.decide(act, by: asking.actor, on: asking.day).ground
        let result: Result? = try await write { [trail] db in
            let result = if let ground { try body(db, ground) } else { nil as Result? }
            try trail.append(
                TrailEntry(
                    asking, kind: kind, act: word ?? act.rawValue, outcome: ground == nil ? .refused : .done,
                    record: ground == nil ? "" : record, ground: ground),
                in: db)
            return result
        }
        guard let result else { throw NotThere() }
        return result
    }

    /// How the trail names a record. A refused one leaves no mark: the trail must not tell what stands at an address
    /// that somebody guessed, nor differ between absent and forbidden.
    func mark(of found: Found?, in db: Database) throws -> String {
        guard let found else { return "" }
        guard let file = found.file else { return found.record }
        return try keys.makeKey(of: file, in: db).mark(of: found.record)
    }
}
