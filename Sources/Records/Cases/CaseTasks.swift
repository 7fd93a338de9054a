import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Resiliency

/// What waits for somebody, by when, on which ground of which directive.
package struct DueItem: Sendable, Hashable, Codable {
    package var program: ProgramKey
    package var kind: CaseKind
    package var reference: String
    /// What is to be done, neutral: "Respond with an assessment".
    package var title: String
    package var cites: Citation
    package var since: Date
    /// Nil where the directive gives no figure.
    package var due: Date?
    /// The address of the record's page.
    package var path: String
    package var step: String
    package var unit: String
    /// The deadline behind the due date; nil where it has none of its own.
    package var rule: String?
    /// The deadline that it leads up to and whose due date it shows, where it has none of its own.
    package var toward: String?
    /// When that clock began.
    package var began: Date?

    /// The due date as a clock; nil where there is none.
    package var clock: Clock? {
        guard let due, let rule = Cases.rule(kind, rule ?? toward) else { return nil }
        return Clock(rule: rule, start: began ?? since, due: due)
    }
}

/// A page of what is due, and how many there are in all.
package struct DueList: Sendable, Hashable, Codable {
    package var items: [DueItem]
    package var total: Int
    package var overdue: Int
}

enum CaseTasks {
    /// Takes the place of what was to be done on the record before.
    static func write<Program: CaseProgram>(_ tasks: [CaseTask], of file: CaseFile<Program>, _ row: CaseRow, on day: Day, in db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM caseTask WHERE kind = ? AND record = ?").execute(arguments: [Program.kind.rawValue, row.id])
        let posts = file.posts
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO caseTask(program, kind, record, reference, subject, unit, step, title, cites, rule, since, due, holder, role, toward, began, notBy)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for task in tasks {
            // Posts that are filled go before roles: whoever the record was given to is asked, not everyone who could act.
            let accounts = Set(task.holders.compactMap { whom -> String? in if case .post(let post) = whom { posts[post] } else { nil } })
            let roles = task.holders.compactMap { whom -> Role? in if case .role(let role) = whom { role } else { nil } }
            // The area representative of the item is named when it is forwarded; the role stands in where nobody is.
            var holders = accounts.isEmpty ? roles.map { (nil as String?, $0.rawValue as String?) } : accounts.sorted().map { ($0, nil) }
            var title = task.title
            // What is due from a post that is empty is no less due: whoever is to fill it is told what, not how.
            var task = task
            if holders.isEmpty, let rule = task.rule ?? task.toward, let above = Program.standsIn.lazy.compactMap({ posts[$0] }).first,
                let deadline = Program.deadlines.first(where: { $0.rule.key == rule })
            {
                holders = [(above, nil)]
                title = deadline.rule.title
                (task.cites, task.rule, task.toward) = (deadline.rule.cites, rule, nil)
            }
            let notBy = try accounts.isEmpty ? notAsked(task.refused, of: roles, Program.self, over: file.unit, about: row.subject, on: day, in: db) : ""
            for (account, role) in holders {
                try statement.execute(arguments: [
                    Program.program.rawValue, Program.kind.rawValue, row.id, row.reference, row.subject.rawValue, file.unit, task.step, title, task.cites.rawValue, task.rule,
                    task.since.timeIntervalSince1970, task.due?.timeIntervalSince1970, account, role,
                    task.toward, task.began?.timeIntervalSince1970, notBy,
                ])
            }
        }
    }

    /// Those who hold the roles and are not asked: whoever would be refused, and of some roles everybody but the immediate
    /// supervisor. As long as somebody is left: what is asked of nobody is not done.
    private static func notAsked<Program: CaseProgram>(
        _ refused: Set<String>, of roles: [Role], _: Program.Type, over unit: String, about subject: MemberID, on day: Day, in db: Database
    ) throws -> String {
        guard !refused.isEmpty || !Program.ofImmediate.isDisjoint(with: roles) else { return "" }
        var holders: Set<String> = []
        var asked: Set<String> = []
        for role in roles {
            let all = try CaseLog.accounts(.role(role), [:], unit: unit, subject: subject, on: day, in: db)
            holders.formUnion(all)
            asked.formUnion(try CaseLog.nearest(all, of: role, about: subject, Program.self, on: day, in: db))
        }
        if !asked.isSubset(of: refused) { asked.subtract(refused) }
        let left = holders.subtracting(asked)
        return left.isEmpty ? "" : left.sorted().reduce("\n") { $0 + $1 + "\n" }
    }
}

// MARK: Who is asked, decided anew

/// A thing to do that roles are asked for.
private struct Asked: Hashable {
    var step: String
    var title: String
}

extension CaseTasks {
    /// Decides anew who is not asked of every program's records, after something changed who holds a role: a grant was made
    /// or ended, an account disabled or enabled. In the transaction of that change, so that nothing is asked of nobody.
    ///
    /// - Parameter roles: The roles that may have other holders now.
    static func askAnew(of roles: Set<Role>, on day: Day, _ keys: KeyStore, in db: Database) throws {
        guard !roles.isEmpty else { return }
        for program in Cases.programs { try askAnew(program, of: roles, on: day, keys, in: db) }
    }

    /// The same of one program's records. All that a role is asked for counts, also where everybody is asked: whoever
    /// would be refused is asked only as long as nobody else holds the role.
    ///
    /// - Parameter roles: Nil for all, since postings begin and end, too.
    static func askAnew<Program: CaseProgram>(_: Program.Type, of roles: Set<Role>? = nil, on day: Day, _ keys: KeyStore, in db: Database) throws {
        guard Program.choosesWhoIsAsked else { return }
        let wanted = try roles.map { String(decoding: try JSONEncoder().encode($0.map(\.rawValue)), as: UTF8.self) }
        let references = try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT DISTINCT reference FROM caseTask
                    WHERE kind = ?1 AND role IS NOT NULL AND (?2 IS NULL OR role IN (SELECT value FROM json_each(?2))) ORDER BY reference
                    """), arguments: [Program.kind.rawValue, wanted])
        for reference in references {
            guard let row = try Program.find(reference, in: db) else { continue }
            let file: CaseFile<Program> = try CaseLog.file(row, of: Program.self, Unsealing(keys, in: db), in: db)
            try askAnew(file, row, on: day, in: db)
        }
    }

    /// What is asked of roles stands in a row for each of them, with the same accounts in each.
    private static func askAnew<Program: CaseProgram>(_ file: CaseFile<Program>, _ row: CaseRow, on day: Day, in db: Database) throws {
        var tasks: [Asked: [Role]] = [:]
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT DISTINCT step, title, role FROM caseTask WHERE kind = ? AND record = ? AND role IS NOT NULL"),
            arguments: [Program.kind.rawValue, row.id])
        for found in rows {
            let asked = Asked(step: found[0], title: found[1])
            if let role = Role(rawValue: found[2]) { tasks[asked, default: []].append(role) }
        }
        let writing = try db.cachedStatement(
            sql: "UPDATE caseTask SET notBy = ?1 WHERE kind = ?2 AND record = ?3 AND step = ?4 AND title = ?5 AND role IS NOT NULL AND notBy <> ?1")
        for (asked, roles) in tasks {
            // A deadline that stands for itself has a title of its own and refuses nobody.
            let step = Program.Step(rawValue: asked.step).flatMap { $0.title == asked.title ? $0 : nil }
            let refused = step.map { Program.refused($0, file) } ?? []
            let notBy = try notAsked(refused, of: roles, Program.self, over: file.unit, about: row.subject, on: day, in: db)
            try writing.execute(arguments: [notBy, Program.kind.rawValue, row.id, asked.step, asked.title])
        }
    }
}

extension Records {
    /// What waits for whoever asks, what is due first before the rest: by name where a record was given to them, and by
    /// role where it waits for an office they hold. Never about themselves.
    package func due(for asking: Asking, offset: Int = 0, limit: Int = 50) async throws -> DueList {
        try await listing(.seeOwnWork, asking) { [kept] db in try Records.due(for: asking, offset, limit, kept, in: db) }
    }

    static func due(for asking: Asking, _ offset: Int, _ limit: Int, _ kept: Kept, in db: Database) throws -> DueList {
        try kept.answer(.due(asking.actor, asking.day, others: false, offset: offset, limit: limit), from: .work, in: db) {
            let (condition, arguments) = DueCondition.own(asking)
            return try DueStanding(condition, arguments, offset, limit, db)
        }.list(at: asking.now)
    }

    /// What waits for others on the records that whoever asks watches over: the command, the area, the department.
    package func dueOfOthers(for asking: Asking, offset: Int = 0, limit: Int = 50) async throws -> DueList {
        try await listing(.seeOwnWork, asking) { [kept] db in try Records.dueOfOthers(for: asking, offset, limit, kept, in: db) }
    }

    static func dueOfOthers(for asking: Asking, _ offset: Int, _ limit: Int, _ kept: Kept, in db: Database) throws -> DueList {
        try kept.answer(.due(asking.actor, asking.day, others: true, offset: offset, limit: limit), from: .work, in: db) {
            let (own, arguments) = DueCondition.own(asking)
            let others = DueCondition.others(asking)
            // What is asked of oneself is not also asked of others.
            return try DueStanding(others.sql, others.arguments, notFor: (own, arguments), offset, limit, db)
        }.list(at: asking.now)
    }

    /// How many things wait for somebody, for the head of every page.
    static func countDue(for actor: Actor, on day: Day, _ kept: Kept, in db: Database) throws -> Int {
        try kept.answer(.dueCount(actor, day), from: .work, in: db) {
            let (condition, arguments) = DueCondition.own(actor, day)
            return try Int.fetchOne(
                db.cachedStatement(sql: "SELECT count(*) FROM (SELECT DISTINCT kind, record, step FROM caseTask WHERE \(condition))"), arguments: arguments) ?? 0
        }
    }
}

private enum DueCondition {
    static let running = "instr(coalesce((SELECT value FROM setting WHERE name = '\(Records.programsSetting)'), '\(ProgramKey.allCases.map(\.rawValue).joined(separator: " "))'), caseTask.program) > 0"

    static func own(_ asking: Asking) -> (String, StatementArguments) { own(asking.actor, asking.day) }

    /// Rows of `caseTask` on records that somebody watches over. What waits in a layer tells of what is in it, a wish for
    /// counselling among it: for the layer's readers alone.
    static func others(_ asking: Asking) -> (sql: String, arguments: StatementArguments) {
        var ways: [String] = []
        var arguments: StatementArguments = []
        for program in Cases.programs {
            for part in parts(of: program) {
                let visible = Visibility(part.act, of: asking.actor, on: asking.day, in: program)
                guard visible.sql != "0" else { continue }
                let steps = part.steps.isEmpty ? "" : " AND caseTask.step \(part.isRest ? "NOT " : "")IN (\(part.steps.map { "'\($0)'" }.joined(separator: ", ")))"
                // Whoever sees every record is not asked to look each one up.
                let records = visible.isEverything ? "" : " AND caseTask.record IN (SELECT id FROM \(program.table) WHERE \(visible.sql))"
                ways.append("(caseTask.kind = '\(program.kind.rawValue)'\(steps)\(records))")
                arguments += visible.arguments
            }
        }
        return (ways.isEmpty ? "0" : ways.joined(separator: " OR "), arguments)
    }

    /// The steps of a program by the act that reads their layer. What no layer claims goes with the first.
    private static func parts<Program: CaseProgram>(of _: Program.Type) -> [(act: Act, steps: [String], isRest: Bool)] {
        var steps: [Layer: [String]] = [:]
        for step in Program.Step.allCases { steps[Program.layer(of: step), default: []].append(step.rawValue) }
        guard let first = Program.layerActs.first else { return [] }
        let others = Program.layerActs.dropFirst().compactMap { layer, act in steps[layer].map { (act: act, steps: $0, isRest: false) } }
        return [(act: first.act, steps: steps.filter { $0.key != first.layer }.values.flatMap { $0 }.sorted(), isRest: true)] + others
    }

    /// Rows of `caseTask` that are asked of an account. Each way is an index of its own.
    static func own(_ actor: Actor, _ day: Day) -> (String, StatementArguments) {
        var ways = ["caseTask.holder = ?"]
        var arguments: StatementArguments = [actor.account]
        for holding in actor.holdings where holding.covers(day) && holding.designeeOf == nil {
            switch holding.scope {
            case .department:
                ways.append("caseTask.role = ?")
                arguments += [holding.role.rawValue]
            case .unit:
                guard !holding.units.isEmpty else { continue }
                ways.append("caseTask.role = ? AND caseTask.unit IN (\(holding.units.map { _ in "?" }.joined(separator: ", ")))")
                arguments += [holding.role.rawValue]
                arguments += StatementArguments(holding.units.sorted())
            case .item(let reference):
                ways.append("caseTask.role = ? AND caseTask.reference = ?")
                arguments += [holding.role.rawValue, reference]
            }
        }
        let any = ways.map { "(\($0))" }.joined(separator: " OR ")
        // What is left of a program that the department runs no longer waits for nobody.
        return (
            "(\(any)) AND caseTask.subject IS NOT ? AND (caseTask.notBy = '' OR instr(caseTask.notBy, ?) = 0) AND \(running)",
            arguments + [actor.member?.rawValue, "\n\(actor.account)\n"])
    }
}

/// What is due, without the instant at which it is asked for.
private struct DueStanding: Sendable, Weighed {
    var items: [DueItem]
    var total: Int
    /// Seconds since 1970, the earliest first.
    var dues: [Double]

    var weight: Int { dues.count + 60 * items.count + 16 }

    func list(at now: Date) -> DueList {
        let seconds = now.timeIntervalSince1970
        // The first that is not before now: those ahead of it are overdue.
        var (low, high) = (0, dues.count)
        while low < high {
            let middle = (low + high) / 2
            if dues[middle] < seconds { low = middle + 1 } else { high = middle }
        }
        return DueList(items: items, total: total, overdue: low)
    }

    /// - Parameter mine: Lines with a row of which this holds are left out.
    init(
        _ condition: String, _ arguments: StatementArguments, notFor mine: (sql: String, arguments: StatementArguments)? = nil, _ offset: Int, _ limit: Int,
        _ db: Database
    ) throws {
        // Several holders of one thing to do are one line. All are counted and put in order by their numbers alone; words are
        // read for those that are shown.
        let lines = """
            SELECT min(rowid), due FROM caseTask WHERE \(condition) GROUP BY kind, record, step, title, due, rule, toward
            \(mine.map { "HAVING max(coalesce(\($0.sql), 0)) = 0" } ?? "")
            ORDER BY due IS NULL, due, since, reference, step
            """
        var (shown, total, times): ([Int64], Int, [Double]) = ([], 0, [])
        let rows = try Row.fetchCursor(db.cachedStatement(sql: lines), arguments: arguments + (mine?.arguments ?? []))
        while let row = try rows.next() {
            if (offset..<offset + limit).contains(total) { shown.append(row[0]) }
            total += 1
            if let due = row[1] as Double? { times.append(due) }
        }
        let words = try db.cachedStatement(
            sql: "SELECT program, kind, record, reference, unit, step, title, cites, rule, since, due, toward, began FROM caseTask WHERE rowid = ?")
        items = try shown.compactMap { try Row.fetchOne(words, arguments: [$0]).flatMap(DueItem.init) }
        (self.total, dues) = (total, times)
    }
}

extension DueItem {
    /// Nil for a program of another version.
    fileprivate init?(_ row: Row) {
        guard let program = ProgramKey(rawValue: row["program"]), let kind = CaseKind(rawValue: row["kind"]) else { return nil }
        let reference: String = row["reference"]
        self.init(
            program: program, kind: kind, reference: reference, title: row["title"], cites: Citation(rawValue: row["cites"]),
            since: Date(timeIntervalSince1970: row["since"]), due: (row["due"] as Double?).map(Date.init(timeIntervalSince1970:)),
            path: Cases.path(kind, reference), step: row["step"], unit: row["unit"], rule: row["rule"], toward: row["toward"],
            began: (row["began"] as Double?).map(Date.init(timeIntervalSince1970:)))
    }
}

/// The programs that play on the engine.
enum Cases {
    static let programs: [any CaseProgram.Type] = [
        WorkItemLife.self, PostingReviewLife.self, IncidentLife.self, PlanLife.self, ThirdIncidentLife.self, ReferralLife.self,
    ]

    static func rule(_ kind: CaseKind, _ key: String?) -> ClockRule? {
        if kind == .evaluation { return Evaluation.clock }
        return key.flatMap { rules[kind]?[$0] }
    }

    private static let rules: [CaseKind: [String: ClockRule]] = Dictionary(
        programs.map { program in (program.kind, Dictionary(rules(of: program).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })) },
        uniquingKeysWith: { first, _ in first })

    private static func rules<Program: CaseProgram>(of _: Program.Type) -> [ClockRule] { Program.deadlines.map(\.rule) }

    static func path(_ kind: CaseKind, _ reference: String) -> String {
        kind == .evaluation ? "/resiliency/evaluations/\(reference)" : programs.first { $0.kind == kind }?.path(reference) ?? "/"
    }
}
