import Casework
import Directives
import Foundation
import GRDB
import Resiliency

/// Why an evaluation was not written or filed.
package enum EvaluationProblem: Error, Hashable, CustomStringConvertible {
    case filed(Int)
    /// Everything that stands in the way, at once.
    case refused([Evaluation.Obstacle])
    /// Somebody else wrote meanwhile; what stands there now.
    case changedMeanwhile([Evaluation.Section: String])

    package var description: String {
        switch self {
        case .filed(let year): "The evaluation of \(year) is filed and does not change any more."
        case .refused(let obstacles): obstacles.map(\.sentence).joined(separator: " ")
        case .changedMeanwhile: "Somebody else changed the draft while you wrote. Nothing was changed yet."
        }
    }
}

/// Why a count was not corrected, with the field it is about.
package enum CorrectionProblem: String, Error, Hashable, CustomStringConvertible {
    case noReason, noDifference, noSuchCount, belowZero, tooLong

    package var description: String {
        switch self {
        case .noReason: "Give the reason. It stands in the report."
        case .noDifference: "Write the difference as a whole number that is not zero, such as 1 or -2."
        case .noSuchCount: "Choose what was counted wrongly."
        case .belowZero: "Less than nothing cannot have been counted: the difference is larger than the count."
        case .tooLong: "Use at most 500 characters."
        }
    }

    package var field: String {
        switch self {
        case .noReason, .tooLong: "reason"
        case .noDifference, .belowZero: "difference"
        case .noSuchCount: "count"
        }
    }
}

extension Records {
    /// The years that have an evaluation or are to have one, newest first: from the first that was counted until the last that
    /// is over, and the present one.
    package func evaluations(for asking: Asking) async throws -> [Evaluation] {
        try await reading(.seeEvaluation, asking) { db in
            let tallies = try Tallies.all(in: db)
            let present = asking.day.year
            let first = min(tallies.map(\.year).min() ?? present, try Int.fetchOne(db, sql: "SELECT min(year) FROM resiliencyEvaluation") ?? present)
            return try (first...present).reversed().map { try Records.evaluation($0, tallies, asking, in: db) }
        }
    }

    /// One year's, as far as it is written. The trail tells who read or took away which.
    package func evaluation(_ year: Int, kind: TrailEntry.Kind = .read, for asking: Asking) async throws -> EvaluationReport {
        guard Records.years(until: asking.day).contains(year) else { throw try await noSuchEvaluation(.seeEvaluation, asking) }
        return try await readingLogged(.seeEvaluation, asking, record: "resiliency/evaluation/\(year)", kind: kind) { db in
            try Records.report(try Records.evaluation(year, try Tallies.all(in: db), asking, in: db), in: db)
        }
    }

    /// Those that were filed, for the Chief of Staff (`SRV-017:IV.J.2`).
    package func filedEvaluations(for asking: Asking) async throws -> [Evaluation] {
        try await reading(.seeFiledEvaluation, asking) { db in
            try Int.fetchAll(db, sql: "SELECT year FROM resiliencyEvaluation WHERE state = 'filed' ORDER BY year DESC").map {
                try Records.evaluation($0, [], asking, in: db)
            }
        }
    }

    /// One that was filed; nothing else is there for the Chief of Staff.
    package func filedEvaluation(_ year: Int, kind: TrailEntry.Kind = .read, for asking: Asking) async throws -> EvaluationReport {
        guard try await read({ db in try Records.isFiled(year, in: db) }) else { throw try await noSuchEvaluation(.seeFiledEvaluation, asking) }
        return try await readingLogged(.seeFiledEvaluation, asking, record: "resiliency/evaluation/\(year)", kind: kind) { db in
            try Records.report(try Records.evaluation(year, [], asking, in: db), in: db)
        }
    }

    /// Nothing is there for whoever asks: the trail tells that they knocked, as where they may not.
    private func noSuchEvaluation(_ act: Act, _ asking: Asking) async throws -> NotThere {
        try await noteRefusal(act, for: asking)
        return NotThere()
    }

    /// The years of which there can be an evaluation.
    private static func years(until day: Day) -> ClosedRange<Int> { 2000...max(2000, day.year) }

    /// Keeps what was written so far.
    ///
    /// - Parameter seen: The mark of what the form showed (`Evaluation.mark(of:)`); nil where it does not matter.
    package func draftEvaluation(_ year: Int, _ sections: [Evaluation.Section: String], seen: String? = nil, for asking: Asking) async throws {
        try await act(.writeEvaluation, asking, kind: .act, record: "resiliency/evaluation/\(year)") { db, _ in
            let obstacles = try Records.faults(of: sections, in: db)
            try Records.keepDraft(year, sections, seen: seen, asking, in: db)
            guard obstacles.isEmpty else { throw EvaluationProblem.refused(obstacles) }
        }
    }

    /// Files it: its figures and words never change again (`SRV-017:IV.J.2`).
    package func fileEvaluation(
        _ year: Int, _ sections: [Evaluation.Section: String], seen: String? = nil, confirmed: Bool = true, _ calendar: WorkCalendar, for asking: Asking
    ) async throws {
        try await act(.fileEvaluation, asking, kind: .act, record: "resiliency/evaluation/\(year)") { db, _ in
            try Records.keepDraft(year, sections, seen: seen, asking, in: db)
            let evaluation = try Records.evaluation(year, try Tallies.all(in: db), asking, in: db)
            var obstacles = evaluation.obstacles(on: asking.day) + (try Records.faults(of: sections, in: db))
            if !confirmed { obstacles.append(Evaluation.Obstacle(nil, Evaluation.finality)) }
            guard obstacles.isEmpty else { throw EvaluationProblem.refused(obstacles) }
            try db.execute(
                sql: "UPDATE resiliencyEvaluation SET state = 'filed', figures = ?, filedAt = ?, filedBy = ? WHERE year = ?",
                arguments: [
                    String(decoding: try JSONEncoder().encode(Frozen(figures: evaluation.figures, corrections: evaluation.corrections)), as: UTF8.self),
                    asking.now.timeIntervalSince1970, asking.actor.name, year,
                ])
            try Records.keepEvaluationDuties(asking, calendar, in: db)
            try Records.post(try Records.notices(ofFiled: year, asking, in: db), in: db)
        }
    }

    /// A count that was wrong is corrected by an entry of its own (ambiguity 3.8).
    ///
    /// - Throws: `CorrectionProblem`, or `EvaluationProblem` where the year is filed or the reason names somebody.
    package func correctTally(_ correction: TallyCorrection, for asking: Asking) async throws {
        try await act(.writeEvaluation, asking, kind: .act, record: "resiliency/evaluation/\(correction.year)") { db, _ in
            guard Records.years(until: asking.day).contains(correction.year) else { throw NotThere() }
            if try Records.isFiled(correction.year, in: db) { throw EvaluationProblem.filed(correction.year) }
            let tallies = try Tallies.all(in: db)
            let report = try Records.report(try Records.evaluation(correction.year, tallies, asking, in: db), in: db)
            guard report.counted.contains(where: { $0.measure == correction.measure && $0.key == correction.key }) else { throw CorrectionProblem.noSuchCount }
            guard correction.difference != 0, (-100_000...100_000).contains(correction.difference) else { throw CorrectionProblem.noDifference }
            guard !Entered.isBlank(correction.reason) else { throw CorrectionProblem.noReason }
            guard correction.reason.count <= 500 else { throw CorrectionProblem.tooLong }
            let names = try NamesInText.found(in: correction.reason, db)
            guard names.isEmpty else { throw EvaluationProblem.refused(names.map { Evaluation.Obstacle(nil, Records.sentence(onName: $0)) }) }
            let present = tallies.first { $0.year == correction.year && $0.measure == correction.measure && $0.key == correction.key }?.count ?? 0
            guard present + correction.difference >= 0 else { throw CorrectionProblem.belowZero }
            try db.execute(
                sql: "INSERT INTO resiliencyTallyCorrection(year, measure, key, difference, reason, at, account) VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    correction.year, correction.measure.rawValue, correction.key, correction.difference, correction.reason, asking.now.timeIntervalSince1970,
                    asking.actor.account,
                ])
        }
    }

    /// Writes down which evaluations are owed, so that they stand on the coordinator's list with their day (`SRV-017:I.B`,
    /// `SRV-017:IV.J.2`). Run every day; a second time it changes nothing.
    package func keepEvaluationDuties(_ calendar: WorkCalendar, for asking: Asking) async throws {
        guard Access.decide(.followEmployee, by: asking.actor, on: asking.day).ground != nil else { throw NotThere() }
        try await write { db in try Records.keepEvaluationDuties(asking, calendar, in: db) }
    }

    // MARK: Parts

    private struct Frozen: Codable {
        var figures: EvaluationFigures
        var corrections: [TallyCorrection]
    }

    static func isFiled(_ year: Int, in db: Database) throws -> Bool {
        try String.fetchOne(db, sql: "SELECT state FROM resiliencyEvaluation WHERE year = ?", arguments: [year]) == "filed"
    }

    /// The evaluation with the words for what it counts.
    private static func report(_ evaluation: Evaluation, in db: Database) throws -> EvaluationReport {
        func titles(_ table: String) throws -> [String: String] {
            Dictionary(try Row.fetchAll(db, sql: "SELECT key, title FROM \(table)").map { ($0[0] as String, $0[1] as String) }, uniquingKeysWith: { first, _ in first })
        }
        return EvaluationReport(evaluation, criteria: try titles("resiliencyCriterion"), resources: try titles("resiliencyResource"))
    }

    /// Why words cannot be kept: they are too long, or they name somebody (`SRV-017:IV.I`).
    private static func faults(of sections: [Evaluation.Section: String], in db: Database) throws -> [Evaluation.Obstacle] {
        try Evaluation.Section.allCases.flatMap { section in
            let text = sections[section] ?? ""
            guard text.count <= Evaluation.longest else {
                return [Evaluation.Obstacle(section, "“\(section.title)” takes at most \(Evaluation.longest) characters; these are \(text.count).")]
            }
            return try NamesInText.found(in: text, db).map { Evaluation.Obstacle(section, sentence(onName: $0)) }
        }
    }

    static func sentence(onName name: String) -> String { "“\(name)” is the name of a member. The report names nobody; say it in other words." }

    private static func keepDraft(_ year: Int, _ sections: [Evaluation.Section: String], seen: String?, _ asking: Asking, in db: Database) throws {
        guard years(until: asking.day).contains(year) else { throw NotThere() }
        if try isFiled(year, in: db) { throw EvaluationProblem.filed(year) }
        let present = try evaluation(year, [], asking, in: db).sections
        if let seen, seen != Evaluation.mark(of: present) { throw EvaluationProblem.changedMeanwhile(present) }
        let words = Dictionary(uniqueKeysWithValues: sections.map { ($0.key.rawValue, $0.value) })
        try db.execute(
            sql: """
                INSERT INTO resiliencyEvaluation(year, state, sections) VALUES (?, 'draft', ?)
                ON CONFLICT(year) DO UPDATE SET state = 'draft', sections = excluded.sections
                """, arguments: [year, String(decoding: try JSONEncoder().encode(words), as: UTF8.self)])
    }

    private static func evaluation(_ year: Int, _ tallies: [Tally], _ asking: Asking, in db: Database) throws -> Evaluation {
        let corrections = try Row.fetchAll(
            db, sql: "SELECT year, measure, key, difference, reason FROM resiliencyTallyCorrection WHERE year = ? ORDER BY id", arguments: [year]
        ).compactMap { row in
            Tally.Measure(rawValue: row[1]).map { TallyCorrection(year: row[0], measure: $0, key: row[2], difference: row[3], reason: row[4]) }
        }
        guard let row = try Row.fetchOne(db, sql: "SELECT state, sections, figures, filedAt, filedBy FROM resiliencyEvaluation WHERE year = ?", arguments: [year])
        else { return Evaluation(year: year, state: .open, sections: [:], figures: EvaluationFigures(year: year, tallies), corrections: corrections) }
        let words = (try? JSONDecoder().decode([String: String].self, from: Data((row[1] as String).utf8))) ?? [:]
        var sections: [Evaluation.Section: String] = [:]
        for (key, text) in words { if let section = Evaluation.Section(rawValue: key) { sections[section] = text } }
        let frozen = try (row[2] as String?).map { try JSONDecoder().decode(Frozen.self, from: Data($0.utf8)) }
        return Evaluation(
            year: year, state: Evaluation.State(rawValue: row[0]) ?? .draft, sections: sections,
            figures: frozen?.figures ?? EvaluationFigures(year: year, tallies), corrections: frozen?.corrections ?? corrections,
            filedOn: (row[3] as Double?).map { asking.day(of: Date(timeIntervalSince1970: $0)) }, filedBy: row[4])
    }

    private static func keepEvaluationDuties(_ asking: Asking, _ calendar: WorkCalendar, in db: Database) throws {
        try db.execute(sql: "DELETE FROM caseTask WHERE kind = 'evaluation'")
        let first = try Int.fetchOne(db, sql: "SELECT min(year) FROM resiliencyTally") ?? asking.day.year
        for year in first..<max(first, asking.day.year) {
            guard try !isFiled(year, in: db), let day = Evaluation.due(year), let january = Day(iso: "\(year + 1)-01-01") else { continue }
            try db.execute(
                sql: """
                    INSERT INTO caseTask(program, kind, record, reference, subject, unit, step, title, cites, rule, since, due, role)
                    VALUES ('resiliency', 'evaluation', ?, ?, 0, '', 'file', ?, 'SRV-017:IV.J.2', 'evaluation', ?, ?, ?)
                    """,
                arguments: [
                    year, String(year), "File the program evaluation of \(year) with the \(Evaluation.recipient)", calendar.end(of: january.adding(days: -1)).timeIntervalSince1970 + 1, calendar.end(of: day).timeIntervalSince1970,
                    Role.owsAdministrativeCoordinator.rawValue,
                ])
            try post(try reminders(of: year, due: day, asking, in: db), in: db)
        }
    }

    private static func notices(ofFiled year: Int, _ asking: Asking, in db: Database) throws -> [Notice] {
        try holders(of: .chiefOfStaff, asking, in: db).map {
            notice(to: $0, year, "The RSS program evaluation of \(year) was filed with you.", cause: "filed", asking)
        }
    }

    /// Reminders before the day, and a word after it; each is said once, whenever the day's run comes by.
    private static func reminders(of year: Int, due: Day, _ asking: Asking, in db: Database) throws -> [Notice] {
        let left = due.days(since: asking.day)
        let (cause, words): (String, String) =
            switch left {
            case ..<0: ("overdue", "is overdue since \(due.iso)")
            case ...7: ("week", "is due within a week, by \(due.iso)")
            case ...31: ("month", "is due within a month, by \(due.iso)")
            default: ("open", "can be written; it is due by \(due.iso)")
            }
        return try holders(of: .owsAdministrativeCoordinator, asking, in: db).map { notice(to: $0, year, "The RSS program evaluation of \(year) \(words).", cause: cause, asking) }
    }

    private static func notice(to account: String, _ year: Int, _ words: String, cause: String, _ asking: Asking) -> Notice {
        Notice(
            account: account, program: .resiliency, reference: String(year), words: words, path: "/resiliency/evaluations/\(year)", at: asking.now, cause: cause)
    }

    private static func holders(of role: Role, _ asking: Asking, in db: Database) throws -> [String] {
        try String.fetchAll(
            db, sql: """
                SELECT DISTINCT account.name FROM holding JOIN account ON account.id = holding.account
                WHERE holding.role = ? AND account.disabled = 0 AND holding.fromDay <= ? AND coalesce(holding.toDay, ?) >= ?
                """, arguments: [role.rawValue, asking.day.rawValue, Day.never.rawValue, asking.day.rawValue])
    }
}
