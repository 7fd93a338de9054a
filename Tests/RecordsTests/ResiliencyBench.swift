import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Resiliency
import Testing

@testable import Records

/// The people of District 5 with the offices of the Resiliency Support System, in a real database, and a clock set by hand.
///
/// Wren (member 1) and Merlin (6) are employees of District 5; Sid and Sam supervise there, Sol in District 6; Lee is the
/// chain of command above, Comm the work unit Commander and Hedda the Division head; Oz leads the Officer Wellness Section and
/// Cora coordinates it; Dina is of the DII and Chester is Chief of Staff.
final class ResiliencyBench {
    let base: CaseBench
    var records: Records { base.records }
    var rules: DepartmentRules { base.rules }
    var now: Date {
        get { base.now }
        set { base.now = newValue }
    }
    var today: Day { rules.calendar.day(of: now) }

    init() async throws {
        base = try await CaseBench()
        for (name, roles) in [
            ("sid", [(Role.resiliencySupervisor, Scope.unit("5"))]), ("sam", [(.resiliencySupervisor, .unit("5"))]), ("sol", [(.resiliencySupervisor, .unit("6"))]),
            ("lee", [(.resiliencyChain, .unit("5"))]), ("lou", [(.resiliencyChain, .unit("6"))]),
        ] { for (role, scope) in roles { try await base.grant(role, scope, to: name) } }
        for (name, member, role, scope) in [
            ("commander", nil as Int64?, Role.workUnitCommander, Scope.unit("5")), ("commander6", nil, .workUnitCommander, .unit("6")),
            ("hedda", nil, .divisionHead, .unit("patrol")), ("oz", nil, .owsSupervisor, .department), ("coordinator", nil, .owsAdministrativeCoordinator, .department),
            ("dina", nil, .dii, .department), ("chester", nil, .chiefOfStaff, .department), ("merlin", 6, .member, .department),
        ] {
            try await base.bench.addAccount(name, member: member)
            try await base.grant(role, scope, to: name)
        }
    }

    func asking(_ name: String) async throws -> Asking { try await base.asking(name) }
    func moves(_ days: Int) { now = rules.calendar.instant(today.adding(days: days), hour: 9, minute: 0) }

    static func facts(_ occurred: Day, _ words: String = "It happened at work.") -> [String: [String]] {
        ["occurred": [occurred.iso], "event": [words], "criteria": ["seriousIncident"], "seriousIncident-statement": ["It worries me."]]
    }

    // MARK: Incidents

    func document(_ occurred: Day, of member: Int64 = 1, by account: String = "sid", words: String = "It happened at work.") async throws -> String {
        try await records.documentIncident(
            Entered(Self.facts(occurred, words)), about: MemberID(rawValue: member), form: base.newForm(), rules, for: try await asking(account)
        ).reference
    }

    func take(_ step: IncidentStep, on reference: String, by account: String, _ answers: [String: [String]] = [:]) async throws {
        try await records.take(step, Entered(answers), on: reference, version: nil, form: base.newForm(), rules, for: try await asking(account))
    }

    /// Written down and found to meet the criteria.
    @discardableResult
    func met(_ occurred: Day, of member: Int64 = 1, by account: String = "sid", chain: String = "lee", words: String = "It happened at work.") async throws -> String {
        let reference = try await document(occurred, of: member, by: account, words: words)
        try await take(.discuss, on: reference, by: account, ["discussed": [today.iso], "discussed-by": [account]])
        try await take(.submit, on: reference, by: account, ["evaluated": ["yes"], "reasoning": ["Weighed."]])
        try await take(.findMet, on: reference, by: chain, ["reason": ["It does."]])
        return reference
    }

    func contact(_ reference: String, by account: String = "sid") async throws {
        try await take(.contact, on: reference, by: account, ["purpose": ["activation"], "with": ["oz"], "day": [today.iso]])
    }

    func settle(_ step: IncidentStep, _ reference: String, with account: String = "sid") async throws {
        var answers = ["supervisor": [account], "member-of-section": ["oz"], "day": [today.iso], "words": ["Settled."]]
        if step == .activate { answers["outcome"] = ["plan"] }
        try await take(step, on: reference, by: "oz", answers)
    }

    @discardableResult
    func activated(_ occurred: Day, of member: Int64 = 1, by account: String = "sid", chain: String = "lee", words: String = "It happened at work.") async throws -> String {
        let reference = try await met(occurred, of: member, by: account, chain: chain, words: words)
        try await contact(reference, by: account)
        try await settle(.activate, reference, with: account)
        return reference
    }

    // MARK: Plans

    func planAnswers(_ incident: String) -> [String: [String]] {
        ["case": [incident], "criteria": ["Is in time for four weeks"], "start": [today.iso], "end": [today.adding(days: 90).iso], "measures": ["referral"], "resources": ["eap"],
            "input": ["I will try."]]
    }

    func initiate(_ incident: String, of member: Int64 = 1, by account: String = "sid") async throws -> String {
        try await records.initiatePlan(
            Entered(planAnswers(incident)), about: MemberID(rawValue: member), form: base.newForm(), rules, for: try await asking(account)
        ).reference
    }

    func carry(_ step: PlanStep, on reference: String, by account: String, _ answers: [String: [String]] = [:]) async throws {
        try await records.take(step, Entered(answers), on: reference, version: nil, form: base.newForm(), rules, for: try await asking(account))
    }

    func running(_ incident: String, of member: Int64 = 1, by account: String = "sid", approvedBy commander: String = "commander") async throws -> String {
        let plan = try await initiate(incident, of: member, by: account)
        try await carry(.assist, on: plan, by: "oz", ["assistance": ["Read it over."]])
        try await carry(.submit, on: plan, by: account, ["checked": ["yes"]])
        try await carry(.approve, on: plan, by: commander)
        try await carry(.start, on: plan, by: account, ["started": [today.iso], "told": ["yes"]])
        return plan
    }

    func complete(_ plan: String, by account: String = "sid") async throws {
        try await carry(.markCriteria, on: plan, by: account, ["met": ["Is in time for four weeks"], "day": [today.iso]])
        try await carry(.complete, on: plan, by: account, ["memorandum": ["All is met."]])
    }

    // MARK: What is there

    /// What is refused, by its provisions; nil for somebody who has no right to it.
    func refusal(_ body: () async throws -> Void) async throws -> [Citation]? {
        do {
            try await body()
            return []
        } catch CaseProblem.refused(let objections) {
            return objections.map(\.cites)
        } catch is NotThere {
            return nil
        }
    }

    func count(_ table: String, _ condition: String = "1") async throws -> Int {
        try await records.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table) WHERE \(condition)") ?? -1 }
    }

    func waiting(_ member: Int64 = 1) async throws -> [String] {
        try await records.read { db in try String.fetchAll(db, sql: "SELECT reference FROM thirdIncident WHERE member = ? AND state = 'waiting'", arguments: [member]) }
    }

    func due(_ account: String) async throws -> [String] { try await records.due(for: try await asking(account)).items.filter { $0.program == .resiliency }.map(\.title) }

    func sweep() async throws {
        let surroundings = asking()
        try await records.followEmployees(rules, for: surroundings)
        try await records.keepEvaluationDuties(rules.calendar, for: surroundings)
    }

    /// Mainstay itself, on its schedule.
    func asking() -> Asking {
        Asking(
            actor: Actor(account: "mainstay", name: "mainstay", roles: [.console], member: nil), now: now, day: today, from: "schedule", zone: rules.calendar.zone)
    }

    func tallies() async throws -> [Tally] { try await records.read { db in try Tallies.all(in: db) } }
    func tally(_ measure: Tally.Measure, _ key: String = "") async throws -> Int {
        try await tallies().filter { $0.measure == measure && (key.isEmpty || $0.key == key) }.reduce(0) { $0 + $1.count }
    }
}
