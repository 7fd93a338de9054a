import Casework
import Crypto
import Directives
import Foundation
import GRDB
import Vault

/// A hold as it stands: what was placed, and how it ended.
package struct PlacedHold: Sendable, Hashable, Codable {
    package var id: Int64
    /// How the trail names it: it leads to nothing without the custody key.
    package var mark: String
    package var hold: Hold
    package var placedAt: Date
    package var placedBy: String
    package var lifting: Lifting?

    package struct Lifting: Sendable, Hashable, Codable {
        package var on: Day
        package var at: Date
        package var by: String
        package var reason: String
    }

    /// The last day on which it holds; nil while that is open.
    var lastDay: Day? {
        guard let lifting else { return hold.to }
        let lifted = lifting.on.adding(days: -1)
        return hold.to.map { min($0, lifted) } ?? lifted
    }

    package func holds(on day: Day) -> Bool { hold.from <= day && (lastDay.map { day <= $0 } ?? true) }
}

/// What stands against placing a hold.
package enum HoldProblem: Error, Equatable, CustomStringConvertible {
    case noScope
    case noSuchMember(String)
    case noSuchRecord(String)
    case oneself
    case dates(Dates)
    case alreadyLifted

    /// Dates that cannot be: the end before the beginning, by the first day.
    package enum Dates: Equatable, Sendable {
        case span(from: Day)
        case review(from: Day)
        case end(from: Day)
    }

    package var description: String {
        switch self {
        case .noScope: "Say what is held: a member, a program, a record or a span of dates."
        case .noSuchMember(let number): "There is no member with the number \(number). Look it up in the department’s own records."
        case .noSuchRecord(let reference): "There is no record \(reference). Write the reference as the program gives it."
        case .oneself: "Nobody holds or releases records about themselves. Another legal custodian does it."
        case .dates(.span(let from)): "The span of dates ends before it begins. The last day must be \(from.short) or later."
        case .dates(.review(let from)): "The review must be after the first day of the hold, \(from.short)."
        case .dates(.end(let from)): "The hold ends before it begins. The last day must be \(from.short) or later."
        case .alreadyLifted: "This hold has been lifted already."
        }
    }
}

/// Holds as they are stored: sealed whole, so that the database itself does not tell whom one is about.
enum Holds {
    private struct Content: Codable {
        var mark: String
        var hold: Hold
    }

    private struct LiftingContent: Codable {
        var on: Day
        var reason: String
    }

    /// Every hold ever placed; most days there is none, and then nothing is unsealed.
    static func all(_ keys: KeyStore, in db: Database) throws -> [PlacedHold] {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT id, content, placedAt, placedBy, lifting, liftedAt, liftedBy FROM hold ORDER BY id"))
        guard !rows.isEmpty else { return [] }
        let custody = try keys.house(.custody, in: db)
        return try rows.map { row in
            let id: Int64 = row[0]
            let content = try JSONDecoder().decode(
                Content.self, from: try custody.open(row[1], at: SubjectKey.Place("hold", row: id, "content")))
            var lifting: PlacedHold.Lifting?
            if let sealed: Data = row[4] {
                let words = try JSONDecoder().decode(
                    LiftingContent.self, from: try custody.open(sealed, at: SubjectKey.Place("hold", row: id, "lifting")))
                lifting = PlacedHold.Lifting(on: words.on, at: Date(timeIntervalSince1970: row[5]), by: row[6], reason: words.reason)
            }
            return PlacedHold(
                id: id, mark: content.mark, hold: content.hold, placedAt: Date(timeIntervalSince1970: row[2]), placedBy: row[3],
                lifting: lifting)
        }
    }

    static func insert(_ hold: Hold, for asking: Asking, _ keys: KeyStore, in db: Database) throws -> PlacedHold {
        try db.execute(
            sql: "INSERT INTO hold(content, placedAt, placedBy) VALUES (zeroblob(0), ?, ?)",
            arguments: [asking.now.timeIntervalSince1970, asking.actor.account])
        let id = db.lastInsertedRowID
        let custody = try keys.house(.custody, in: db)
        let mark = Base32.text(custody.code(for: Data("hold/\(id)".utf8)).prefix(15))
        let content = try JSONEncoder().encode(Content(mark: mark, hold: hold))
        try db.execute(
            sql: "UPDATE hold SET content = ? WHERE id = ?",
            arguments: [try custody.seal(content, at: SubjectKey.Place("hold", row: id, "content")), id])
        return PlacedHold(id: id, mark: mark, hold: hold, placedAt: asking.now, placedBy: asking.actor.account, lifting: nil)
    }

    static func lift(_ id: Int64, reason: String, for asking: Asking, _ keys: KeyStore, in db: Database) throws {
        let content = try JSONEncoder().encode(LiftingContent(on: asking.day, reason: reason))
        let sealed = try keys.house(.custody, in: db).seal(content, at: SubjectKey.Place("hold", row: id, "lifting"))
        try db.execute(
            sql: "UPDATE hold SET lifting = ?, liftedAt = ?, liftedBy = ? WHERE id = ? AND lifting IS NULL",
            arguments: [sealed, asking.now.timeIntervalSince1970, asking.actor.account, id])
        guard db.changesCount > 0 else { throw HoldProblem.alreadyLifted }
    }

    // MARK: What a hold does

    /// Whether destruction of the file is stopped on the day.
    static func keepsBack(_ holds: [PlacedHold], _ file: SubjectFile, _ records: [KeptRecord], on day: Day) -> Bool {
        holds.contains { $0.holds(on: day) && $0.hold.scope.reaches(file.program, file.member, records) }
    }

    /// Whether a file that is due has left ordinary view: a hold keeps it, or kept it when it fell due and it has not been
    /// destroyed since (ambiguity 7.1).
    static func setsAside(_ holds: [PlacedHold], _ file: SubjectFile, _ records: [KeptRecord], due: Day, on day: Day) -> Bool {
        guard due <= day else { return false }
        return holds.contains { placed in
            placed.hold.from <= day && (placed.lastDay.map { due <= $0 } ?? true)
                && placed.hold.scope.reaches(file.program, file.member, records)
        }
    }

    static func isSetAside(_ file: SubjectFile, for asking: Asking, _ keys: KeyStore, in db: Database) throws -> Bool {
        let holds = try all(keys, in: db)
        guard !holds.isEmpty, let destroyable = Destroyable.of(file.program),
            let months = try Schedules.months(destroyable.kind, on: asking.day, in: db)
        else { return false }
        let records = try destroyable.records(of: file, for: asking, in: db)
        guard let due = Retention.due(records, months: months) else { return false }
        return setsAside(holds, file, records, due: due, on: asking.day)
    }

    /// The keys of the files of a program that have left ordinary view, for lists.
    static func keysSetAside(_ program: ProgramKey, for asking: Asking, _ keys: KeyStore, in db: Database) throws -> Set<Int64> {
        let holds = try all(keys, in: db)
        guard !holds.isEmpty, let destroyable = Destroyable.of(program),
            let months = try Schedules.months(destroyable.kind, on: asking.day, in: db)
        else { return [] }
        return Set(
            try destroyable.records(nil, asking, db).compactMap { file, records in
                guard let due = Retention.due(records, months: months), setsAside(holds, file, records, due: due, on: asking.day) else { return nil }
                return try keys.key(of: file, in: db)?.id
            })
    }
}
