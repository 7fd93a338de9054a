import Casework
import Directives
import Foundation
import GRDB
import Resiliency

/// What a step of the program does beyond its own record: counts that name nobody, the duty of a third incident, plans that
/// hear of a recurrence. All of it in the step's own transaction.
extension IncidentLife {
    static func follow(_ event: CaseEvent<IncidentLife>, _ after: CaseFile<IncidentLife>, _ row: CaseRow, _ following: Following, in db: Database) throws {
        let year = following.rules.calendar.day(of: event.at).year
        switch event.step {
        case .document:
            // SRV-017:IV.F#2: with a plan open or completed, a new incident is a recurrence.
            for plan in try ResiliencySurroundings(row.subject, after.unit, following.rules, following.asking, in: db).plans(PlanState.open.union([.completed])) {
                guard let plan = try PlanLife.find(plan, in: db) else { continue }
                try CaseLog.play(.noteRecurrence, Entered(["incident": [row.reference]]), on: plan, of: PlanLife.self, following, in: db)
            }
        case .contact, .contactEarly: try Tallies.count(.contact, event.entered["purpose"] ?? "", try Tallies.year(event.entered, year, in: db), in: db)
        case .logCommunication where event.entered.confirms("by-employee"): try Tallies.count(.contact, "employee", try Tallies.year(event.entered, year, in: db), in: db)
        case .findMet: try ThirdIncidents.recount(row.subject, after.unit, following, in: db)
        case .withdraw, .merge: try ThirdIncidents.recount(row.subject, after.unit, following, in: db)
        case .activate:
            let year = try Tallies.year(event.entered, year, in: db)
            try Tallies.count(.activated, "", year, in: db)
            for criterion in after.criteria { try Tallies.count(.activatedBy, criterion, year, in: db) }
            let three = try after.occurred.map { try ThirdIncidents.isOneOfThree($0, of: row.subject, in: db) } ?? false
            try Tallies.count(.trigger, three ? "third" : "single", year, in: db)
            try AnsweringPlans.note(row.subject, following, in: db)
        default: break
        }
    }
}

extension PlanLife {
    static func follow(_ event: CaseEvent<PlanLife>, _ after: CaseFile<PlanLife>, _ row: CaseRow, _ following: Following, in db: Database) throws {
        let year = following.rules.calendar.day(of: event.at).year
        let ran = after.has(.start)
        switch event.step {
        case .initiate: try ThirdIncidents.answer(by: .initiatePlan, row, following, in: db)
        case .reviewAfterThree, .approveExtension: try ThirdIncidents.answer(by: .planReviewed, row, following, in: db)
        case .discard: try ThirdIncidents.recount(row.subject, after.unit, following, in: db)
        case .start: try Tallies.count(.planStarted, "", year, in: db)
        case .complete: try Tallies.count(.planCompleted, "", year, in: db)
        case .endNotCompleted: try Tallies.count(.planNotCompleted, "", year, in: db)
        // One that was never put into effect was never incomplete.
        case .separate where ran: try Tallies.count(.planNotCompleted, "", year, in: db)
        case .recordMeasure:
            guard let measure = event.entered["measure"], let standing = event.entered["standing"] else { break }
            try Tallies.count(.resource, "\(measure)/\(standing)", year, in: db)
        default: break
        }
        // The incidents that it answers wait for its beginning, and for their closing once it has ended.
        if event.step == .initiate || !after.isOpen { try AnsweringPlans.note(row.subject, following, in: db) }
    }
}

/// Anonymous counts (`SRV-017:IV.J.2`, ambiguity 3.8).
enum Tallies {
    static func count(_ measure: Tally.Measure, _ key: String, _ year: Int, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO resiliencyTally(year, measure, key, count) VALUES (?, ?, ?, 1)
                ON CONFLICT(year, measure, key) DO UPDATE SET count = count + 1
                """, arguments: [year, measure.rawValue, key])
    }

    /// The year of the day that was entered; that of the writing down where its report is filed already.
    static func year(_ entered: Entered, _ written: Int, in db: Database) throws -> Int {
        guard let year = entered.day("day")?.year, year < written else { return written }
        let isFiled = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM resiliencyEvaluation WHERE year = ? AND state = 'filed')", arguments: [year]) ?? false
        return isFiled ? written : year
    }

    /// Every count, with what was corrected.
    static func all(in db: Database) throws -> [Tally] {
        let rows = try Row.fetchAll(
            db, sql: """
                SELECT year, measure, key, sum(count) FROM (
                    SELECT year, measure, key, count FROM resiliencyTally UNION ALL SELECT year, measure, key, difference FROM resiliencyTallyCorrection)
                GROUP BY year, measure, key ORDER BY year, measure, key
                """)
        return rows.compactMap { row in
            Tally.Measure(rawValue: row[1]).map { Tally(year: row[0], measure: $0, key: row[2], count: row[3]) }
        }
    }
}

/// The duty that three incidents within 12 months give rise to (`SRV-017:III.C.5`, `SRV-017:IV.D.4`, ambiguities 3.1 and 3.2).
enum ThirdIncidents {
    /// The days of the employee's incidents that count, over all units.
    static func days(_ subject: MemberID, in db: Database) throws -> [Day] {
        try Int32.fetchAll(
            db, sql: "SELECT occurredOn FROM incident WHERE member = ? AND counts AND occurredOn IS NOT NULL", arguments: [subject.rawValue]
        ).map(Day.init(rawValue:))
    }

    /// Whether an incident of this day lies among three within 12 months.
    static func isOneOfThree(_ day: Day, of subject: MemberID, in db: Database) throws -> Bool {
        let days = try days(subject, in: db).sorted()
        return days.indices.dropLast(2).contains { index in
            (days[index]...days[index + 2]).contains(day) && TwelveMonths.demanded(Array(days[index...index + 2])) != nil
        }
    }

    /// Raises the duty where three demand a plan and none waits already; lets a waiting one lapse where they no longer do.
    static func recount(_ subject: MemberID, _ unit: String, _ following: Following, in db: Database) throws {
        let answered = try Int32.fetchOne(db, sql: "SELECT max(answeredOn) FROM resiliencyPlan WHERE member = ?", arguments: [subject.rawValue]).map(Day.init(rawValue:))
        let demanded = TwelveMonths.demanded(try days(subject, in: db), answered: answered)
        let waiting = try waiting(subject, in: db)
        if let demanded, waiting == nil {
            let row = try ThirdIncidentLife.make(about: subject, unit: unit, at: following.asking.now, following.keys, in: db)
            let lines = try describe(demanded, subject, following, in: db)
            try CaseLog.play(.raise, Entered(["incidents": lines]), on: row, of: ThirdIncidentLife.self, following, in: db)
        } else if demanded == nil, let waiting {
            try CaseLog.play(.lapse, on: waiting, of: ThirdIncidentLife.self, following, in: db)
        }
    }

    static func answer(by step: ThirdIncidentStep, _ plan: CaseRow, _ following: Following, in db: Database) throws {
        guard let waiting = try waiting(plan.subject, in: db) else { return }
        try CaseLog.play(step, Entered(["plan": [plan.reference]]), on: waiting, of: ThirdIncidentLife.self, following, in: db)
    }

    private static func waiting(_ subject: MemberID, in db: Database) throws -> CaseRow? {
        let reference = try String.fetchOne(db, sql: "SELECT reference FROM thirdIncident WHERE member = ? AND state = 'waiting'", arguments: [subject.rawValue])
        return try reference.flatMap { try ThirdIncidentLife.find($0, in: db) }
    }

    /// "2026-03-14: Performance evaluation …", and nothing else of the incident.
    private static func describe(_ days: [Day], _ subject: MemberID, _ following: Following, in db: Database) throws -> [String] {
        var lines: [String] = []
        let added = try Dictionary(
            uniqueKeysWithValues: Row.fetchAll(db, sql: "SELECT key, title FROM resiliencyCriterion").map { ($0[0] as String, $0[1] as String) })
        for reference in try String.fetchAll(
            db, sql: "SELECT reference FROM incident WHERE member = ? AND counts AND occurredOn BETWEEN ? AND ? ORDER BY occurredOn, id",
            arguments: [subject.rawValue, days.first?.rawValue, days.last?.rawValue])
        {
            guard let row = try IncidentLife.find(reference, in: db) else { continue }
            let file: CaseFile<IncidentLife> = try CaseLog.file(row, of: IncidentLife.self, Unsealing(following.keys, in: db), in: db)
            guard let day = file.occurred else { continue }
            let criteria = file.criteria.map { key in
                Criterion(rawValue: key).map { "\($0.title) (\($0.cites.rawValue))" } ?? Criterion.title(key, added: added)
            }
            lines.append(String("\(day.iso): \(criteria.joined(separator: ", "))".prefix(490)))
        }
        return lines
    }
}
