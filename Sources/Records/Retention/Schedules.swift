import Casework
import Directives
import Foundation
import GRDB
import Vault

/// A schedule as it was set, by whom; the note is the custodian's alone.
package struct SetSchedule: Sendable, Hashable, Codable {
    package var id: Int64
    package var schedule: RetentionSchedule
    package var setAt: Date
    package var setBy: String
    package var note: String?
}

package struct FiledAuthority: Sendable, Hashable, Codable {
    package var id: Int64
    package var authority: DisposalAuthority
    package var filedAt: Date
    package var filedBy: String
    package var note: String?
}

/// One kind's line of the retention table with what the department added to it.
package struct RetentionLine: Sendable, Hashable, Codable {
    package var kind: RetentionKind
    /// The months that hold on the day of asking: the directive's, or the department's.
    package var months: Int?
    /// The newest schedule set, in force or to come.
    package var schedule: SetSchedule?
    /// Newest first.
    package var authorities: [FiledAuthority]
    /// Whether records of the kind are kept here yet.
    package var isKept: Bool
}

/// How careful destruction is (ambiguities 3.7 and 9); both are on unless the custodian says otherwise.
package struct DestructionRules: Sendable, Hashable, Codable {
    package var secondPerson = true
    package var authorityRequired = true
    package init(secondPerson: Bool = true, authorityRequired: Bool = true) {
        self.secondPerson = secondPerson
        self.authorityRequired = authorityRequired
    }
}

package struct RetentionView: Sendable, Hashable, Codable {
    package var lines: [RetentionLine]
    package var rules: DestructionRules
}

/// What stands against a change to the retention table.
package enum RetentionProblem: Error, Equatable, CustomStringConvertible {
    case hasPeriod(RetentionKind)
    case notDestroyed(RetentionKind)
    case noAuthority

    package var description: String {
        switch self {
        case .hasPeriod(let kind): "A directive gives \(RetentionTable.entry(kind).title) its period; no other can be set."
        case .notDestroyed(let kind): "\(RetentionTable.entry(kind).title) are kept for good."
        case .noAuthority: "There is no such authority on file."
        }
    }
}

// MARK: Reading

extension Records {
    package func retention(for asking: Asking) async throws -> RetentionView {
        let opensNotes = Access.decide(.setRetention, by: asking.actor, on: asking.day).ground != nil
        return try await reading(.seeRetention, asking) { [keys] db in
            let custody = opensNotes ? try keys.house(.custody, in: db) : nil
            return RetentionView(
                lines: try RetentionKind.allCases.map { kind in
                    RetentionLine(
                        kind: kind, months: try Schedules.months(kind, on: asking.day, in: db),
                        schedule: try Schedules.newest(kind, custody, in: db), authorities: try Schedules.authorities(kind, custody, in: db),
                        isKept: Destroyable.of(kind) != nil)
                }, rules: try Schedules.rules(in: db))
        }
    }
}

/// Schedules, authorities and rules as they are stored.
enum Schedules {
    /// The months a kind is kept on a day: the directive's period, or the department's schedule in force; nil keeps it.
    static func months(_ kind: RetentionKind, on day: Day, in db: Database) throws -> Int? {
        switch RetentionTable.entry(kind).rule {
        case .period(let months): return months
        case .keep, .purged: return nil
        case .noSchedule:
            let statement = try db.cachedStatement(
                sql: "SELECT months FROM retentionSchedule WHERE kind = ? AND fromDay <= ? ORDER BY id DESC LIMIT 1")
            return try Int.fetchOne(statement, arguments: [kind.rawValue, day.rawValue])
        }
    }

    static func newest(_ kind: RetentionKind, _ custody: HouseKey?, in db: Database) throws -> SetSchedule? {
        try Row.fetchOne(db, sql: "SELECT * FROM retentionSchedule WHERE kind = ? ORDER BY id DESC LIMIT 1", arguments: [kind.rawValue])
            .map { row in
                SetSchedule(
                    id: row["id"],
                    schedule: RetentionSchedule(
                        months: row["months"], from: Day(rawValue: row["fromDay"]), authority: row["authority"], citation: row["citation"]),
                    setAt: Date(timeIntervalSince1970: row["setAt"]), setBy: row["setBy"],
                    note: try note(row, of: "retentionSchedule", custody))
            }
    }

    static func authorities(_ kind: RetentionKind, _ custody: HouseKey?, in db: Database) throws -> [FiledAuthority] {
        try Row.fetchAll(db, sql: "SELECT * FROM disposalAuthority WHERE kind = ? ORDER BY id DESC", arguments: [kind.rawValue]).map { row in
            FiledAuthority(
                id: row["id"],
                authority: DisposalAuthority(
                    reference: row["reference"], issuedBy: row["issuedBy"], from: Day(rawValue: row["fromDay"]),
                    to: (row["toDay"] as Int32?).map(Day.init(rawValue:))),
                filedAt: Date(timeIntervalSince1970: row["filedAt"]), filedBy: row["filedBy"],
                note: try note(row, of: "disposalAuthority", custody))
        }
    }

    /// The authority on which a kind may be destroyed on a day.
    static func authority(_ kind: RetentionKind, on day: Day, in db: Database) throws -> DisposalAuthority? {
        try authorities(kind, nil, in: db).map(\.authority).first { $0.covers(day) }
    }

    private static func note(_ row: Row, of table: String, _ custody: HouseKey?) throws -> String? {
        guard let custody, let sealed: Data = row["note"] else { return nil }
        return String(decoding: try custody.open(sealed, at: SubjectKey.Place(table, row: row["id"], "note")), as: UTF8.self)
    }

    static func seal(_ note: String, in table: String, row: Int64, _ custody: HouseKey, in db: Database) throws {
        let sealed = try custody.seal(Data(note.utf8), at: SubjectKey.Place(table, row: row, "note"))
        try db.execute(sql: "UPDATE \(table) SET note = ? WHERE id = ?", arguments: [sealed, row])
    }

    // MARK: Rules

    private static let secondPerson = "destructionSecondPerson"
    private static let authorityRequired = "disposalAuthorityRequired"

    static func rules(in db: Database) throws -> DestructionRules {
        func isOn(_ name: String) throws -> Bool {
            try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name]) != "no"
        }
        return DestructionRules(secondPerson: try isOn(secondPerson), authorityRequired: try isOn(authorityRequired))
    }

    static func keep(_ rules: DestructionRules, by account: String, at now: Date, in db: Database) throws {
        for (name, value) in [(secondPerson, rules.secondPerson), (authorityRequired, rules.authorityRequired)] {
            try db.execute(
                sql: """
                    INSERT INTO setting(name, value, changedAt, account) VALUES (?, ?, ?, ?)
                    ON CONFLICT(name) DO UPDATE SET value = excluded.value, changedAt = excluded.changedAt, account = excluded.account
                    """,
                arguments: [name, value ? "yes" : "no", now.timeIntervalSince1970, account])
        }
    }
}

// MARK: Setting

extension Records {
    /// Sets the period of a kind to which no directive gives one. Earlier schedules stay on record.
    package func setSchedule(_ schedule: RetentionSchedule, of kind: RetentionKind, note: String?, for asking: Asking) async throws {
        try await act(.setRetention, asking, kind: .setting, record: "retention/\(kind.rawValue)", word: "scheduleSet") { [keys] db, _ in
            guard case .noSchedule = RetentionTable.entry(kind).rule else { throw RetentionProblem.hasPeriod(kind) }
            try db.execute(
                sql: "INSERT INTO retentionSchedule(kind, months, fromDay, authority, citation, setAt, setBy) VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    kind.rawValue, schedule.months, schedule.from.rawValue, schedule.authority, schedule.citation,
                    asking.now.timeIntervalSince1970, asking.actor.account,
                ])
            if let note { try Schedules.seal(note, in: "retentionSchedule", row: db.lastInsertedRowID, keys.house(.custody, in: db), in: db) }
        }
    }

    /// Files the authority on which records of a kind may be destroyed (ambiguity 3.7).
    package func fileAuthority(_ authority: DisposalAuthority, of kind: RetentionKind, note: String?, for asking: Asking) async throws {
        try await act(.setRetention, asking, kind: .setting, record: "retention/\(kind.rawValue)", word: "authorityFiled") { [keys] db, _ in
            switch RetentionTable.entry(kind).rule {
            case .keep, .purged: throw RetentionProblem.notDestroyed(kind)
            case .period, .noSchedule: break
            }
            try db.execute(
                sql: "INSERT INTO disposalAuthority(kind, reference, issuedBy, fromDay, toDay, filedAt, filedBy) VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    kind.rawValue, authority.reference, authority.issuedBy, authority.from.rawValue, authority.to?.rawValue,
                    asking.now.timeIntervalSince1970, asking.actor.account,
                ])
            if let note { try Schedules.seal(note, in: "disposalAuthority", row: db.lastInsertedRowID, keys.house(.custody, in: db), in: db) }
        }
    }

    /// Ends an authority: nothing is destroyed on it from this day on.
    package func endAuthority(_ id: Int64, for asking: Asking) async throws {
        try await act(.setRetention, asking, kind: .setting, record: "authority/\(id)", word: "authorityEnded") { db, _ in
            try db.execute(
                sql: "UPDATE disposalAuthority SET toDay = ? WHERE id = ? AND (toDay IS NULL OR toDay >= ?)",
                arguments: [asking.day.adding(days: -1).rawValue, id, asking.day.rawValue])
            guard db.changesCount > 0 else { throw RetentionProblem.noAuthority }
        }
    }

    package func setDestructionRules(_ rules: DestructionRules, for asking: Asking) async throws {
        try await act(.setRetention, asking, kind: .setting, record: "destructionRules", word: "rulesSet") { db, _ in
            try Schedules.keep(rules, by: asking.actor.account, at: asking.now, in: db)
        }
    }
}
