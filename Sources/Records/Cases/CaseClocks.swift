import Casework
import Directives
import Foundation
import GRDB

/// The clocks of a record as rows beside its log: lists and figures over many records are read from them, and what is to be
/// said when one is nearly due or overdue. Worked out anew at each step, as what is due is.
enum CaseClocks {
    /// What is said of a clock or of a delay, once each.
    enum Warning: String {
        /// The last quarter of the time given has begun.
        case soon
        case overdue
        /// The return that a delay notice gave has come (`D20-04:VI.A.2.b#2`).
        case expectedReturn
    }

    /// - Parameter anew: Because a limit is another than before: what was said of a running clock whose due date has changed
    ///   is forgotten, so that the new date has its reminder.
    static func write<Program: CaseProgram>(
        _ file: CaseFile<Program>, _ row: CaseRow, _ calendar: WorkCalendar, anew: Bool = false, in db: Database
    ) throws {
        let kind = Program.Events.recordKind
        try db.cachedStatement(sql: "DELETE FROM caseClock WHERE kind = ? AND record = ?").execute(arguments: [kind, row.id])
        // What was said stays, so that it is said once; what was not yet is worked out anew.
        try db.cachedStatement(sql: "DELETE FROM caseWarning WHERE kind = ? AND record = ? AND said IS NULL").execute(arguments: [kind, row.id])
        let adding = try db.cachedStatement(
            sql: """
                INSERT INTO caseClock(kind, record, subject, unit, rule, turn, start, due, stopped, explained)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for clock in try file.clocks(calendar) {
            let of = clock.clock
            let explained = of.stopped.map { of.state(at: $0) == .missedExplained } ?? of.isExplained(at: of.due)
            try adding.execute(arguments: [
                kind, row.id, row.subject.rawValue, file.unit, of.rule.key, clock.turn, of.start.timeIntervalSince1970, of.due.timeIntervalSince1970,
                of.stopped?.timeIntervalSince1970, explained,
            ])
            guard of.stopped == nil else { continue }
            if anew {
                try db.cachedStatement(sql: "DELETE FROM caseWarning WHERE kind = ? AND record = ? AND rule = ? AND turn = ? AND start = ? AND due <> ?").execute(
                    arguments: [kind, row.id, of.rule.key, clock.turn, of.start.timeIntervalSince1970, of.due.timeIntervalSince1970])
            }
            try warn(.soon, at: of.soon, of: clock, row, kind, in: db)
            try warn(.overdue, at: of.due.addingTimeInterval(1), of: clock, row, kind, in: db)
        }
        guard file.isOpen else { return }
        for absence in Program.absences(file, calendar) {
            if let until = absence.until { try warn(.expectedReturn, at: until, row, kind, rule: "", turn: 0, start: until, due: until, in: db) }
        }
    }

    private static func warn(_ what: Warning, at: Date, of clock: CaseClock, _ row: CaseRow, _ kind: String, in db: Database) throws {
        try warn(what, at: at, row, kind, rule: clock.clock.rule.key, turn: clock.turn, start: clock.clock.start, due: clock.clock.due, in: db)
    }

    private static func warn(
        _ what: Warning, at: Date, _ row: CaseRow, _ kind: String, rule: String, turn: Int, start: Date, due: Date, in db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO caseWarning(kind, record, reference, rule, turn, start, what, at, due) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """
        ).execute(arguments: [
            kind, row.id, row.reference, rule, turn, start.timeIntervalSince1970, what.rawValue, at.timeIntervalSince1970, due.timeIntervalSince1970,
        ])
    }
}

// MARK: Saying it

extension Records {
    /// How many warnings one transaction takes, so that whoever waits to write gets a turn.
    private static let warningsAtOnce = 100

    /// Says what has become nearly due or overdue, and what return has come, of every program: once each, to whoever holds
    /// the clock and, when it is overdue, to those whom the directive makes answerable beside them. The notices and the
    /// mark that they were sent are one transaction, so a stop in between loses none and sends none twice.
    ///
    /// - Returns: How many notices were asked for.
    @discardableResult
    package func sayWhatIsDue(_ rules: DepartmentRules, at now: Date) async throws -> Int {
        try await fillClocks(rules, at: now)
        var said = 0
        while try await read({ db in
            try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM caseWarning WHERE said IS NULL AND at <= ?)"),
                arguments: [now.timeIntervalSince1970]) ?? false
        }) {
            said += try await write { db in try Records.sayNext(rules, at: now, in: db) }
        }
        return said
    }

    private static func sayNext(_ rules: DepartmentRules, at now: Date, in db: Database) throws -> Int {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT kind, record, reference, rule, turn, start, what, due FROM caseWarning WHERE said IS NULL AND at <= ? ORDER BY at, record LIMIT ?
                    """), arguments: [now.timeIntervalSince1970, warningsAtOnce])
        let marking = try db.cachedStatement(
            sql: "UPDATE caseWarning SET said = ? WHERE kind = ? AND record = ? AND rule = ? AND turn = ? AND start = ? AND what = ?")
        var notices: [Notice] = []
        for row in rows {
            try marking.execute(arguments: [
                now.timeIntervalSince1970, row[0] as String, row[1] as Int64, row[3] as String, row[4] as Int, row[5] as Double, row[6] as String,
            ])
            guard let program = Cases.programs.first(where: { $0.kind.rawValue == row[0] as String }) else { continue }
            notices += try Records.notices(of: row, program, rules, at: now, in: db)
        }
        try post(notices, in: db)
        return notices.count
    }

    private static func notices<Program: CaseProgram>(
        of warning: Row, _: Program.Type, _ rules: DepartmentRules, at now: Date, in db: Database
    ) throws -> [Notice] {
        let reference: String = warning[2]
        let due = Date(timeIntervalSince1970: warning[7])
        guard let what = CaseClocks.Warning(rawValue: warning[6]), let row = try Program.find(reference, in: db) else { return [] }
        let deadline = Program.deadlines.first { $0.rule.key == warning[3] }
        let whom: [Telling.Whom]
        let words: String
        switch what {
        // After a stop of the server it may be late by the time it would be said that it soon will be.
        case .soon:
            guard let deadline, now <= due else { return [] }
            (whom, words) = (deadline.holders, "“\(deadline.rule.title)” is due \(rules.calendar.words(for: due))")
        case .overdue:
            guard let deadline else { return [] }
            (whom, words) = (deadline.holders + deadline.overseen, "“\(deadline.rule.title)” (\(deadline.rule.holder)) was due \(rules.calendar.words(for: due)) and is overdue")
        case .expectedReturn:
            (whom, words) = (Program.toldOfReturn, "the return that a delay notice gave has come: go on, or report a further delay")
        }
        let posts = try Records.posts(of: row.id, Program.self, in: db)
        var accounts: Set<String> = []
        for one in whom {
            accounts.formUnion(
                try CaseLog.accounts(one, posts, unit: row.presentUnit, subject: row.subject, on: rules.calendar.day(of: now), in: db))
        }
        // What is due from a post that is empty is no less due: whoever is to fill it is told.
        if accounts.isEmpty, let above = Program.standsIn.lazy.compactMap({ posts[$0] }).first { accounts = [above] }
        return accounts.sorted().map { account in
            Notice(
                account: account, program: Program.program, reference: reference, words: "\(Program.noun) \(reference): \(words).",
                path: Program.path(reference), at: now, cause: "\(what.rawValue) \(warning[3] as String) \(warning[4] as Int) \(Int(warning[5] as Double))")
        }
    }

    private static func posts<Program: CaseProgram>(of record: Int64, _: Program.Type, in db: Database) throws -> [RecordFacts.Post: String] {
        try posts(Program.kind, record, in: db).compactMapValues(\.first)
    }
}

extension WorkCalendar {
    /// `Wed 3 Jan 2018, 09:00`, or the end of a day where it is due at the end of one.
    fileprivate func words(for due: Date) -> String {
        let (hour, minute) = time(of: due)
        if hour == 23, minute == 59 { return "by the end of \(day(of: due).short)" }
        return "\(day(of: due).short), \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
