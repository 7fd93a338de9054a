import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Resiliency

/// Reads what the guards of the program's records look at beside their logs.
struct ResiliencySurroundings {
    static let section: [Role] = [.owsSupervisor, .owsAdministrativeCoordinator]

    let subject: MemberID
    let unit: String
    let rules: DepartmentRules
    let asking: Asking
    let db: Database
    private let people: UnitPeople

    init(_ subject: MemberID, _ unit: String, _ rules: DepartmentRules, _ asking: Asking, in db: Database) {
        self.subject = subject
        self.unit = unit
        self.rules = rules
        self.asking = asking
        self.db = db
        people = UnitPeople(day: asking.day, rules: rules, besides: subject, in: db)
    }

    func isEmployed() throws -> Bool {
        guard let member = try MemberReading.member(subject, asOf: asking.day, in: db) else { return false }
        return member.separated.map { $0 > asking.day } ?? true
    }

    /// Sworn is whose rank the department's ladder says so; whoever holds none of its ranks is a code employee.
    func isSworn() throws -> Bool {
        let rank = try people.rank(of: subject)
        return rules.department.ranks.first { $0.key == rank }?.sworn ?? false
    }

    /// Whether the employee outranks whoever asks: a chain of command goes downwards. Unknown ranks stand in nobody's way.
    func isAbove() throws -> Bool {
        guard let member = asking.actor.member, let own = rules.level(try people.rank(of: member)), let theirs = rules.level(try people.rank(of: subject)) else { return false }
        return theirs > own
    }

    func holders(of roles: [Role]) throws -> [NamedPerson] {
        try people.holders(of: roles, over: unit).map { NamedPerson(account: $0.account, name: $0.name, office: $0.office) }
    }

    func supervisors() throws -> [NamedPerson] { try holders(of: [.resiliencySupervisor]) }
    func section() throws -> [NamedPerson] { try holders(of: ResiliencySurroundings.section) }

    /// The references of the employee's plans in some states.
    func plans(_ states: Set<PlanState>) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT reference FROM resiliencyPlan WHERE member = ? AND state IN (SELECT value FROM json_each(?)) ORDER BY id",
            arguments: [subject.rawValue, String(decoding: try JSONEncoder().encode(states.map(\.rawValue).sorted()), as: UTF8.self)])
    }
}

extension IncidentLife {
    static func world(
        _ file: CaseFile<IncidentLife>, _ row: CaseRow, _ rules: DepartmentRules, _ asking: Asking, _ keys: KeyStore, in db: Database
    ) throws -> IncidentWorld {
        let around = ResiliencySurroundings(row.subject, file.unit, rules, asking, in: db)
        var world = IncidentWorld()
        world.isEmployed = try around.isEmployed()
        world.isAbove = try around.isAbove()
        world.supervisors = try around.supervisors()
        world.section = try around.section()
        world.plans = try around.plans(PlanState.open.union([.completed]))
        world.hasOpenPlan = try openPlan(on: file.reference, row.subject, keys, in: db)
        for added in try Row.fetchAll(db, sql: "SELECT key, title FROM resiliencyCriterion WHERE active OR key IN (SELECT value FROM json_each(?))", arguments: [
            String(decoding: try JSONEncoder().encode(file.criteria), as: UTF8.self)
        ]) { world.added[added[0]] = added[1] }
        let others = try Row.fetchAll(
            db, sql: "SELECT reference, occurredOn FROM incident WHERE member = ? AND id <> ? AND closedAt IS NULL ORDER BY occurredOn", arguments: [row.subject.rawValue, row.id])
        world.others = others.map { other in
            let day = (other[1] as Int32?).map { Day(rawValue: $0).iso } ?? "no date"
            return Prompt.Choice(other[0], "\(other[0] as String), incident of \(day)")
        }
        return world
    }

    /// Whether an open plan answers this incident. Which one a plan answers is sealed with it.
    private static func openPlan(on reference: String, _ subject: MemberID, _ keys: KeyStore, in db: Database) throws -> Bool {
        let open = try String.fetchAll(db, sql: "SELECT reference FROM resiliencyPlan WHERE member = ? AND closedAt IS NULL", arguments: [subject.rawValue])
        return try open.contains { plan in
            guard let row = try PlanLife.find(plan, in: db) else { return false }
            let file: CaseFile<PlanLife> = try CaseLog.file(row, of: PlanLife.self, Unsealing(keys, in: db), in: db)
            return file.answers == reference
        }
    }
}

extension PlanLife {
    static func world(
        _ file: CaseFile<PlanLife>, _ row: CaseRow, _ rules: DepartmentRules, _ asking: Asking, _ keys: KeyStore, in db: Database
    ) throws -> PlanWorld {
        let around = ResiliencySurroundings(row.subject, file.unit, rules, asking, in: db)
        var world = PlanWorld()
        world.isEmployed = try around.isEmployed()
        world.isSworn = try around.isSworn()
        world.section = try around.section()
        world.commanders = try around.holders(of: [.workUnitCommander, .divisionHead])
        world.thirdIsOpen = try Bool.fetchOne(
            db, sql: "SELECT count(*) > 0 FROM thirdIncident WHERE member = ? AND state = 'waiting'", arguments: [row.subject.rawValue]) ?? false
        // Those for which whoever begins it answers. Where three within 12 months demand a plan, the present supervisor may
        // name any that counts, by its date alone (ambiguity 3.2).
        let cases = try Row.fetchAll(
            db,
            sql: """
                SELECT reference, occurredOn FROM incident WHERE member = ? AND ((state = 'activated' AND EXISTS (
                        SELECT 1 FROM casePost WHERE kind = 'incident' AND record = incident.id AND post = 'employeesSupervisor' AND account = ?))
                    OR (? AND counts)) ORDER BY state = 'activated' DESC, occurredOn DESC
                """, arguments: [row.subject.rawValue, asking.actor.account, world.thirdIsOpen])
        world.cases = cases.enumerated().map { place, incident in
            let day = (incident[1] as Int32?).map { Day(rawValue: $0).iso } ?? "no date"
            return Prompt.Choice(incident[0], "\(incident[0] as String), incident of \(day)", proposed: place == 0)
        }
        world.hasOpenPlan = try around.plans(PlanState.open).contains { $0 != file.reference }
        for resource in try Row.fetchAll(db, sql: "SELECT key, title, source, vetted, active FROM resiliencyResource ORDER BY outside, title") {
            world.resourceTitles[resource[0]] = resource[1]
            if resource[3], resource[4] { world.resources.append(Prompt.Choice(resource[0], resource[1], note: resource[2])) }
        }
        return world
    }
}

extension ReferralLife {
    static func world(
        _ file: CaseFile<ReferralLife>, _ row: CaseRow, _ rules: DepartmentRules, _ asking: Asking, _ keys: KeyStore, in db: Database
    ) throws -> ReferralWorld {
        // The employee may have moved since it was received.
        let unit = try UnitPeople.unit(of: row.subject, on: asking.day, in: db) ?? file.unit
        let around = ResiliencySurroundings(row.subject, unit, rules, asking, in: db)
        var world = ReferralWorld()
        world.isEmployed = try around.isEmployed()
        world.supervisors = try around.supervisors()
        return world
    }
}
