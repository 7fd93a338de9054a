import Casework
import Directives
import Foundation
import GRDB
import Resiliency

/// Why an evaluation was not written or filed.
package enum EvaluationProblem: Error, Hashable, CustomStringConvertible {
    case filed(Int)
    case unfinished([String])
    case noReason
    case noSuchCount(String)

    package var description: String {
        switch self {
        case .filed(let year): "The evaluation of \(year) is filed and does not change any more."
        case .unfinished(let what): "It cannot be filed yet. \(what.joined(separator: " "))"
        case .noReason: "A correction needs its reason, and a difference that is not zero. Nothing was changed."
        case .noSuchCount(let words): "“\(words)” is none of the things that are counted. Nothing was changed."
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

    package func evaluation(_ year: Int, for asking: Asking) async throws -> Evaluation {
        try await reading(.seeEvaluation, asking) { db in
            guard (2000...asking.day.year).contains(year) else { throw NotThere() }
            return try Records.evaluation(year, try Tallies.all(in: db), asking, in: db)
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

    package func filedEvaluation(_ year: Int, for asking: Asking) async throws -> Evaluation {
        guard let evaluation = try await filedEvaluations(for: asking).first(where: { $0.year == year }) else { throw NotThere() }
        return evaluation
    }

    /// Keeps what was written so far.
    package func draftEvaluation(_ year: Int, _ sections: [Evaluation.Section: String], for asking: Asking) async throws {
        try await act(.writeEvaluation, asking, kind: .act, record: "resiliency/evaluation/\(year)") { db, _ in
            try Records.keepDraft(year, sections, asking, in: db)
        }
    }

    /// Files it: its figures and words never change again (`SRV-017:IV.J.2`).
    package func fileEvaluation(_ year: Int, _ sections: [Evaluation.Section: String], _ calendar: WorkCalendar, for asking: Asking) async throws {
        try await act(.fileEvaluation, asking, kind: .act, record: "resiliency/evaluation/\(year)") { db, _ in
            try Records.keepDraft(year, sections, asking, in: db)
            let evaluation = try Records.evaluation(year, try Tallies.all(in: db), asking, in: db)
            let obstacles = evaluation.obstacles(on: asking.day)
            guard obstacles.isEmpty else { throw EvaluationProblem.unfinished(obstacles) }
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
    package func correctTally(_ correction: TallyCorrection, for asking: Asking) async throws {
        try await act(.writeEvaluation, asking, kind: .act, record: "resiliency/evaluation/\(correction.year)") { db, _ in
            guard !Entered.isBlank(correction.reason), correction.difference != 0 else { throw EvaluationProblem.noReason }
            if try String.fetchOne(db, sql: "SELECT state FROM resiliencyEvaluation WHERE year = ?", arguments: [correction.year]) == "filed" {
                throw EvaluationProblem.filed(correction.year)
            }
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

    private static func keepDraft(_ year: Int, _ sections: [Evaluation.Section: String], _ asking: Asking, in db: Database) throws {
        guard (2000...asking.day.year).contains(year) else { throw NotThere() }
        if try String.fetchOne(db, sql: "SELECT state FROM resiliencyEvaluation WHERE year = ?", arguments: [year]) == "filed" { throw EvaluationProblem.filed(year) }
        let words = Dictionary(uniqueKeysWithValues: sections.map { ($0.key.rawValue, String($0.value.prefix(20_000))) })
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
            let filed = try String.fetchOne(db, sql: "SELECT state FROM resiliencyEvaluation WHERE year = ?", arguments: [year]) == "filed"
            guard !filed, let day = Evaluation.due(year), let january = Day(iso: "\(year + 1)-01-01") else { continue }
            try db.execute(
                sql: """
                    INSERT INTO caseTask(program, kind, record, reference, subject, unit, step, title, cites, rule, since, due, role)
                    VALUES ('resiliency', 'evaluation', ?, ?, 0, '', 'file', ?, 'SRV-017:IV.J.2', 'evaluation', ?, ?, ?)
                    """,
                arguments: [
                    year, String(year), "File the program evaluation of \(year) with the \(Evaluation.recipient)", calendar.end(of: january.adding(days: -1)).timeIntervalSince1970 + 1, calendar.end(of: day).timeIntervalSince1970,
                    Role.owsAdministrativeCoordinator.rawValue,
                ])
        }
    }

    private static func notices(ofFiled year: Int, _ asking: Asking, in db: Database) throws -> [Notice] {
        try String.fetchAll(
            db, sql: """
                SELECT DISTINCT account.name FROM holding JOIN account ON account.id = holding.account
                WHERE holding.role = ? AND account.disabled = 0 AND holding.fromDay <= ? AND coalesce(holding.toDay, ?) >= ?
                """, arguments: [Role.chiefOfStaff.rawValue, asking.day.rawValue, Day.never.rawValue, asking.day.rawValue]
        ).map {
            Notice(
                account: $0, program: .resiliency, reference: String(year), words: "The RSS program evaluation of \(year) was filed with you.",
                path: "/resiliency/evaluations/\(year)", at: asking.now, cause: "filed")
        }
    }
}
