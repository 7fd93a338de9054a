import Casework
import Directives
import Foundation
import GRDB
import Vault

/// What the custodian asks to be held, as written on the form.
package struct HoldRequest: Sendable, Hashable {
    package var hold: Hold
    /// The department's number of the member, where one is named.
    package var memberNumber: String?
    package init(hold: Hold, memberNumber: String?) {
        self.hold = hold
        self.memberNumber = memberNumber
    }
}

/// One file that a hold reaches.
package struct HeldFile: Sendable, Hashable, Codable {
    package var mark: String
    package var kind: RetentionKind
    package var memberNumber: String
    package var memberName: String
    package var records: [String]
    package var isOpen: Bool
    package var dueOn: Day?
    /// Due, and out of everybody else's sight.
    package var setAside: Bool
}

package struct HoldView: Sendable, Hashable, Codable {
    package var placed: PlacedHold
    package var memberNumber: String?
    package var files: [HeldFile]
}

/// The custodian's own desk. Every reading and every act leaves a line that names the hold by an opaque mark.
extension Records {
    package func holds(for asking: Asking) async throws -> [PlacedHold] {
        try await readingLogged(.seeHolds, asking, record: "holds", kind: .hold) { [keys] db in
            try Holds.all(keys, in: db).filter { !$0.isAbout(asking) }
        }
    }

    /// One hold with every file it reaches; nil where there is none for the asker.
    package func hold(_ id: Int64, for asking: Asking) async throws -> HoldView? {
        try await holdStep(.seeHolds, asking) { [self] db in
            guard let placed = try visible(id, asking, in: db) else { return nil }
            let number = try placed.hold.scope.member.map { try Records.memberWords($0, in: db).number }
            return (placed.mark, HoldView(placed: placed, memberNumber: number, files: try heldFiles(placed, asking, in: db)))
        }
    }

    package func placeHold(_ request: HoldRequest, for asking: Asking) async throws -> Int64 {
        let id: Int64? = try await holdStep(.placeHold, asking) { [keys] db in
            var hold = request.hold
            hold.scope.member = try request.memberNumber.map { try Records.memberToHold($0, asking, in: db) }
            try hold.check()
            if let reference = hold.scope.record, try !Records.isKept(reference, asking, in: db) {
                throw HoldProblem.noSuchRecord(reference)
            }
            let placed = try Holds.insert(hold, for: asking, keys, in: db)
            return (placed.mark, placed.id)
        }
        guard let id else { throw NotThere() }
        return id
    }

    package func liftHold(_ id: Int64, reason: String, for asking: Asking) async throws {
        let lifted: Bool? = try await holdStep(.liftHold, asking) { [self] db in
            guard let placed = try visible(id, asking, in: db) else { return nil }
            guard placed.lifting == nil else { throw HoldProblem.alreadyLifted }
            try Holds.lift(id, reason: reason, for: asking, keys, in: db)
            return (placed.mark, true)
        }
        guard lifted == true else { throw NotThere() }
    }

    /// Everything in a file that only a hold keeps, unsealed, for counsel: an export, and a line of the trail. What is not
    /// due yet keeps its own readers: a hold freezes destruction and opens nothing (ambiguity 7.1, `D20-04:VI.B.4.c`).
    package func heldContents(_ id: Int64, file mark: String, for asking: Asking) async throws -> [HeldPart]? {
        try await holdStep(.seeHolds, asking, kind: .export) { [self] db in
            guard let placed = try visible(id, asking, in: db) else { return nil }
            let all = try Holds.all(keys, in: db)
            for destroyable in Destroyable.all {
                let months = try Schedules.months(destroyable.kind, on: asking.day, in: db)
                for (file, records) in try destroyable.records(nil, asking, db)
                where placed.hold.scope.reaches(file.program, file.member, records) && file.member != asking.actor.member {
                    let key = try keys.makeKey(of: file, in: db)
                    guard FileMark.of(key) == mark else { continue }
                    guard let due = months.flatMap({ Retention.due(records, months: $0) }),
                        Holds.setsAside(all, file, records, due: due, on: asking.day)
                    else { return nil }
                    return (mark, try destroyable.contents(of: file, key: key, in: db))
                }
            }
            return nil
        }
    }

    // MARK: Steps

    /// Decides, does, and writes the line of the trail in one transaction; nothing found reads like a refusal.
    private func holdStep<Value: Sendable>(
        _ act: Act, _ asking: Asking, kind: TrailEntry.Kind = .hold,
        _ body: @Sendable @escaping (Database) throws -> (mark: String, value: Value)?
    ) async throws -> Value? {
        let ground = Access.decide(act, by: asking.actor, on: asking.day).ground
        return try await write { [trail] db in
            let found = try ground == nil ? nil : body(db)
            try trail.append(
                TrailEntry(
                    asking, kind: kind, act: act.rawValue, outcome: found == nil ? .refused : .done, record: found?.mark ?? "",
                    ground: found == nil ? nil : ground),
                in: db)
            return found?.value
        }
    }

    private func visible(_ id: Int64, _ asking: Asking, in db: Database) throws -> PlacedHold? {
        try Holds.all(keys, in: db).first { $0.id == id && !$0.isAbout(asking) }
    }

    private func heldFiles(_ placed: PlacedHold, _ asking: Asking, in db: Database) throws -> [HeldFile] {
        var found: [HeldFile] = []
        let all = try Holds.all(keys, in: db)
        for destroyable in Destroyable.all {
            let months = try Schedules.months(destroyable.kind, on: asking.day, in: db)
            for (file, records) in try destroyable.records(nil, asking, db)
            where placed.hold.scope.reaches(file.program, file.member, records) && file.member != asking.actor.member {
                let due = months.flatMap { Retention.due(records, months: $0) }
                let words = try file.member.map { try Records.memberWords($0, in: db) }
                found.append(
                    HeldFile(
                        mark: FileMark.of(try keys.makeKey(of: file, in: db)), kind: destroyable.kind, memberNumber: words?.number ?? "",
                        memberName: words?.name ?? "", records: records.map(\.reference), isOpen: records.contains(where: \.isOpen), dueOn: due,
                        setAside: due.map { Holds.setsAside(all, file, records, due: $0, on: asking.day) } ?? false))
            }
        }
        return found.sorted { ($0.memberNumber, $0.mark) < ($1.memberNumber, $1.mark) }
    }

    /// The member's number and name as the newest version of the department's record has them.
    static func memberWords(_ member: MemberID, in db: Database) throws -> (number: String, name: String) {
        let row = try Row.fetchOne(
            db, sql: "SELECT sourceKey, name FROM member WHERE record = ? ORDER BY version DESC LIMIT 1", arguments: [member.rawValue])
        return (row?[0] ?? "", row?[1] ?? "")
    }

    private static func memberToHold(_ number: String, _ asking: Asking, in db: Database) throws -> MemberID {
        guard let record = try Int64.fetchOne(db, sql: "SELECT record FROM member WHERE sourceKey = ? LIMIT 1", arguments: [number]) else {
            throw HoldProblem.noSuchMember(number)
        }
        guard record != asking.actor.member?.rawValue else { throw HoldProblem.oneself }
        return MemberID(rawValue: record)
    }

    private static func isKept(_ reference: String, _ asking: Asking, in db: Database) throws -> Bool {
        try Destroyable.all.contains { destroyable in
            try destroyable.records(nil, asking, db).values.contains { $0.contains { $0.reference == reference } }
        }
    }
}

extension PlacedHold {
    fileprivate func isAbout(_ asking: Asking) -> Bool { hold.scope.member.map { $0 == asking.actor.member } ?? false }
}

extension Hold {
    fileprivate func check() throws(HoldProblem) {
        guard !scope.isEmpty else { throw .noScope }
        if let first = scope.from, let last = scope.to, last < first { throw .dates(.span(from: first)) }
        guard reviewOn > from else { throw .dates(.review(from: from)) }
        if let to, to < from { throw .dates(.end(from: from)) }
    }
}

/// The opaque name of a subject's file: it comes from the file's own key, and leads to nobody once that is destroyed.
enum FileMark {
    static func of(_ key: SubjectKey) -> String { key.mark(of: "file") }
}
