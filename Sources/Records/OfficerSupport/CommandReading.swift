import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport

/// The Work Items of one command as those who answer for it follow them: statuses, clocks, shares and figures, and nothing
/// that an item says (`D20-04:VI.C.1`, `D20-04:VI.D.1.b`, `D20-04:VI.D.2`, ambiguity 2.17).
package struct CommandSummary: Sendable, Codable {
    package var unit: String
    /// The units that the reader may look at.
    package var units: [String]
    /// The first day of the figures.
    package var since: Day
    /// What is open, overdue first.
    package var items: [Item]
    package var shares: [Share]
    /// Who keeps track of the items for the unit (`D20-04:VI.D.1`).
    package var coordinators: [String]
    package var figures: [Figure]

    package struct Item: Sendable, Codable, Hashable {
        package var reference: String
        package var state: WorkItemState
        /// Who has it now, and as what.
        package var with: String?
        package var post: String?
        /// The clock that is due next.
        package var rule: String?
        package var start: Date?
        package var due: Date?

        package var clock: Clock? {
            guard let rule = WorkItemLife.deadlines.first(where: { $0.rule.key == self.rule })?.rule, let start, let due else { return nil }
            return Clock(rule: rule, start: start, due: due)
        }
    }

    /// One supervisor's share (`D20-04:VI.D.2`, ambiguity 2.14).
    package struct Share: Sendable, Codable, Hashable {
        package var name: String
        package var office: String
        package var open: Int
        package var closed: Int
        /// Items of members whom the register shows under this supervisor, and how many of those went to them.
        package var own: Int
        package var ownTaken: Int
        /// Not one item, though a member they supervise had one (`D20-04:VI.D.2#2`).
        package var tookNoPart: Bool { own > 0 && open + closed == 0 }
    }

    /// What became of one deadline's clocks.
    package struct Figure: Sendable, Codable, Hashable {
        package var rule: String
        package var met: Int = 0
        package var explained: Int = 0
        package var late: Int = 0
        package var running: Int = 0
        package var overdue: Int = 0
        /// The share of the time given that each clock used, the oldest first; of one that runs, so far.
        package var used: [Double] = []
        /// Which of them still run.
        package var stillRuns: [Bool] = []

        package var stopped: Int { met + explained + late }
    }
}

extension Records {
    /// The command of a unit; the first that the reader answers for where none is named.
    ///
    /// - Throws: `NotThere` for a unit that is not the reader's.
    package func command(_ unit: String?, _ rules: DepartmentRules, for asking: Asking) async throws -> CommandSummary {
        let units = try await listing(.seeCommand, asking) { db in try CommandReading.units(of: asking, in: db) }
        guard let unit = unit ?? units.first else {
            return CommandSummary(unit: "", units: [], since: asking.day, items: [], shares: [], coordinators: [], figures: [])
        }
        let facts = RecordFacts(subject: nil, unit: unit)
        guard units.contains(unit), Access.decide(.seeCommand, facts, by: asking.actor, on: asking.day).ground != nil else {
            try await noteRefusal(.seeCommand, for: asking)
            throw NotThere()
        }
        return try await listing(.seeCommand, asking, record: "command/\(unit)") { [keys] db in
            try CommandReading(unit: unit, rules: rules, asking: asking, hidden: Holds.keysSetAside(.support, for: asking, keys, in: db), db: db).summary(units)
        }
    }
}

private struct CommandReading {
    let unit: String
    let rules: DepartmentRules
    let asking: Asking
    let hidden: Set<Int64>
    let db: Database

    /// The units with forwarded items, as far as the reader's holdings go, and those that are named in them.
    static func units(of asking: Asking, in db: Database) throws -> [String] {
        let withItems = try String.fetchAll(db, sql: "SELECT DISTINCT unit FROM workItem WHERE marks & 10 = 2")
        var units: Set<String> = []
        for holding in asking.actor.holdings where holding.covers(asking.day) && holding.designeeOf == nil {
            let one = Actor(account: asking.actor.account, name: "", holdings: [holding], member: nil)
            for unit in withItems + holding.units.sorted()
            where Access.decide(.seeCommand, RecordFacts(subject: nil, unit: unit), by: one, on: asking.day).ground != nil {
                if withItems.contains(unit) || holding.scope == .unit(unit) { units.insert(unit) }
            }
        }
        return units.sorted { ($0.count, $0) < ($1.count, $1) }
    }

    private var since: Day { asking.day.adding(months: -12) }
    private var now: Double { asking.now.timeIntervalSince1970 }

    /// Forwarded items of the unit that are not the reader's own. What the Officer Support Unit closed as duplicative never
    /// came to the district's knowledge (`D20-04:IV.D`).
    private var ofUnit: String {
        let apart = hidden.isEmpty ? "" : " AND workItem.key NOT IN (\(hidden.sorted().map(String.init).joined(separator: ", ")))"
        return "workItem.unit = ? AND workItem.marks & 10 = 2 AND workItem.member IS NOT ?\(apart)"
    }
    private var ofUnitArguments: StatementArguments { [unit, asking.actor.member?.rawValue] }

    /// The deadlines that everybody who follows an item may know of.
    private static let rules = WorkItemLife.deadlines.map(\.rule).filter { WorkItemLife.layer(ofClock: $0.key) == .status }
    private static let ruleList = rules.map { "'\($0.key)'" }.joined(separator: ", ")

    func summary(_ units: [String]) throws -> CommandSummary {
        let people = UnitPeople(day: asking.day, rules: rules, besides: nil, in: db)
        return CommandSummary(
            unit: unit, units: units, since: since, items: try items(), shares: try shares(people),
            coordinators: try people.holders(of: [.ossCoordinator], over: unit).map(\.name), figures: try figures())
    }

    private func items() throws -> [CommandSummary.Item] {
        let visible = Visibility(.seeStatus, of: asking.actor, on: asking.day)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT workItem.reference, workItem.state, clock.rule, clock.start, min(clock.due) AS due,
                    (SELECT coalesce(account.title, casePost.account) || '/' || casePost.post FROM casePost
                        LEFT JOIN account ON account.name = casePost.account
                        WHERE casePost.kind = 'workItem' AND casePost.record = workItem.id
                        ORDER BY casePost.post = 'assignedSupervisor' DESC, casePost.post = 'overseer' DESC LIMIT 1) AS post
                FROM workItem LEFT JOIN caseClock AS clock ON clock.kind = 'workItem' AND clock.record = workItem.id AND clock.stopped IS NULL
                    AND clock.rule IN (\(CommandReading.ruleList))
                WHERE \(ofUnit) AND workItem.marks & 1 AND \(visible.sql)
                GROUP BY workItem.id ORDER BY due IS NULL, due, workItem.reference
                """, arguments: ofUnitArguments + visible.arguments)
        return rows.compactMap { row in
            guard let state = WorkItemState(rawValue: row["state"]) else { return nil }
            let post = (row["post"] as String?).flatMap { text in text.lastIndex(of: "/").map { (text[..<$0], text[text.index(after: $0)...]) } }
            return CommandSummary.Item(
                reference: row["reference"], state: state, with: post.map { String($0.0) },
                post: post.flatMap { RecordFacts.Post(rawValue: String($0.1))?.title }, rule: row["rule"],
                start: (row["start"] as Double?).map(Date.init(timeIntervalSince1970:)), due: (row["due"] as Double?).map(Date.init(timeIntervalSince1970:)))
        }
    }

    /// How many of the unit's items each supervisor holds and held in the last twelve months.
    private func shares(_ people: UnitPeople) throws -> [CommandSummary.Share] {
        let first = rules.calendar.instant(since, hour: 0).timeIntervalSince1970
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT workItem.member, workItem.marks & 1, casePost.account, coalesce(account.title, casePost.account) FROM workItem
                LEFT JOIN casePost ON casePost.kind = 'workItem' AND casePost.record = workItem.id AND casePost.post = 'assignedSupervisor'
                LEFT JOIN account ON account.name = casePost.account
                WHERE \(ofUnit) AND (workItem.marks & 1 OR workItem.closedAt >= ?)
                """, arguments: ofUnitArguments + [first])
        let supervisors = try people.holders(of: UnitPeople.supervisors, over: unit)
        var shares: [String: CommandSummary.Share] = [:]
        for person in supervisors { shares[person.account] = CommandSummary.Share(name: person.name, office: person.office, open: 0, closed: 0, own: 0, ownTaken: 0) }
        for row in rows {
            let isOpen: Bool = row[1]
            let holder: String? = row[2]
            if let holder {
                var share = shares[holder] ?? CommandSummary.Share(name: row[3], office: "Not of the unit now", open: 0, closed: 0, own: 0, ownTaken: 0)
                if isOpen { share.open += 1 } else { share.closed += 1 }
                shares[holder] = share
            }
            guard let named = try people.namedSupervisor(of: MemberID(rawValue: row[0])),
                let immediate = supervisors.first(where: { $0.member == named })?.account
            else { continue }
            shares[immediate]?.own += 1
            if immediate == holder { shares[immediate]?.ownTaken += 1 }
        }
        return shares.values.sorted { (-$0.open, -$0.closed, $0.name) < (-$1.open, -$1.closed, $1.name) }
    }

    private func figures() throws -> [CommandSummary.Figure] {
        let first = rules.calendar.instant(since, hour: 0).timeIntervalSince1970
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT clock.rule, clock.start, clock.due, clock.stopped, clock.explained FROM caseClock AS clock
                JOIN workItem ON clock.kind = 'workItem' AND clock.record = workItem.id
                WHERE \(ofUnit) AND clock.due >= ? AND clock.rule IN (\(CommandReading.ruleList)) ORDER BY clock.start
                """, arguments: ofUnitArguments + [first])
        var figures = Dictionary(uniqueKeysWithValues: CommandReading.rules.map { ($0.key, CommandSummary.Figure(rule: $0.key)) })
        for row in rows {
            let (key, start, due): (String, Double, Double) = (row[0], row[1], row[2])
            let stopped: Double? = row[3]
            guard var figure = figures[key] else { continue }
            switch stopped {
            case nil: if now > due { figure.overdue += 1 } else { figure.running += 1 }
            case .some(let at): if at <= due { figure.met += 1 } else if row[4] { figure.explained += 1 } else { figure.late += 1 }
            }
            figure.used.append(due > start ? max(0, ((stopped ?? now) - start) / (due - start)) : 1)
            figure.stillRuns.append(stopped == nil)
            figures[key] = figure
        }
        return CommandReading.rules.compactMap { figures[$0.key] }
    }
}
