import Casework
import Directives
import Foundation
import GRDB
import Resiliency

/// A believable year of the Resiliency Support System for the demonstration: invented from first to last, and marked so in
/// every text. Nothing in it rests on a record of the data.
package struct ResiliencyDemonstration: Sendable {
    /// The accounts that play it, by their parts.
    package struct Cast: Sendable {
        package var supervisor: String
        package var chain: String
        package var commander: String
        package var section: String
        package var coordinator: String
        package var unit: String
        /// The member who has an account and so an own page.
        package var member: MemberID?

        package init(supervisor: String, chain: String, commander: String, section: String, coordinator: String, unit: String, member: MemberID?) {
            self.supervisor = supervisor
            self.chain = chain
            self.commander = commander
            self.section = section
            self.coordinator = coordinator
            self.unit = unit
            self.member = member
        }
    }

    package static let mark = "Invented for the demonstration."

    var records: Records
    var rules: DepartmentRules
    var cast: Cast
    var until: Date

    package init(_ records: Records, _ rules: DepartmentRules, _ cast: Cast, until: Date) {
        self.records = records
        self.rules = rules
        self.cast = cast
        self.until = until
    }

    /// Plays the year, unless something of the program is there already.
    ///
    /// - Returns: How many records it made.
    @discardableResult
    package func play() async throws -> Int {
        let today = rules.calendar.day(of: until)
        guard try await records.read({ db in try Int.fetchOne(db, sql: "SELECT count(*) FROM incident") ?? 0 }) == 0 else { return 0 }
        try await backdate(to: today.adding(months: -30))
        guard try await everybodyHasTheirPart(on: today) else { return 0 }
        let people = try await employees(on: today)
        guard people.count >= 4 else { return 0 }
        // Cases that ended, over the year before: counted, and not yet due for destruction.
        for (index, member) in people.dropFirst(4).prefix(9).enumerated() {
            try await ended(member, today.adding(days: -330 + index * 33), criterion: Criterion.allCases[(index * 2) % 10], index)
        }
        // One that waits for the chain of command, one being watched, one with three within a year, and one with a running plan.
        try await waiting(people[0], today.adding(days: -6))
        try await watched(people[1], today.adding(days: -40))
        try await three(people[2], today)
        try await running(cast.member.flatMap { people.contains($0) ? $0 : nil } ?? people[3], today)
        try await records.keepEvaluationDuties(rules.calendar, for: console(today))
        return try await records.read { db in
            try Int.fetchOne(db, sql: "SELECT (SELECT count(*) FROM incident) + (SELECT count(*) FROM resiliencyPlan) + (SELECT count(*) FROM thirdIncident)") ?? 0
        }
    }

    // MARK: Stories

    private func ended(_ member: MemberID, _ occurred: Day, criterion: Criterion, _ index: Int) async throws {
        let incident = try await document(member, occurred, criterion, on: occurred.adding(days: 2))
        if index % 4 == 3 {
            try await determine(.findNotMet, incident, occurred.adding(days: 6))
            return try await take(.closeNotMet, incident, by: cast.supervisor, occurred.adding(days: 7))
        }
        try await determine(.findMet, incident, occurred.adding(days: 6))
        try await contact(incident, occurred.adding(days: 8))
        if index % 3 == 1 {
            try await settle(.settleNoAction, incident, occurred.adding(days: 10))
            try await take(.noteMonitoring, incident, by: cast.supervisor, occurred.adding(days: 24), ["day": [occurred.adding(days: 24).iso], "words": [words("Calm, on time.")]])
            return try await take(.closeMonitored, incident, by: cast.supervisor, occurred.adding(days: 27), ["reason": [words("Nothing related occurred.")]])
        }
        try await settle(.activate, incident, occurred.adding(days: 10))
        let plan = try await startedPlan(incident, member, occurred.adding(days: 11))
        try await carry(.recordMeasure, plan, by: cast.supervisor, occurred.adding(days: 16), ["measure": [index % 2 == 0 ? "eap" : "peer"], "standing": ["offered"], "day": [occurred.adding(days: 16).iso]])
        try await carry(.recordMeasure, plan, by: cast.supervisor, occurred.adding(days: 18), ["measure": [index % 2 == 0 ? "eap" : "peer"], "standing": [index % 3 == 0 ? "accepted" : "declined"], "day": [occurred.adding(days: 18).iso]])
        let last = min(occurred.adding(days: 28), rules.calendar.day(of: until).adding(days: -1))
        try await carry(.markCriteria, plan, by: cast.supervisor, last, ["met": Self.criteria, "day": [last.iso]])
        try await carry(.complete, plan, by: cast.supervisor, last, ["memorandum": [words("The employee has completed the goals of the plan.")]])
        try await take(.closeActivated, incident, by: cast.section, last, ["reason": [words("The plan is completed.")]])
    }

    private func waiting(_ member: MemberID, _ occurred: Day) async throws { _ = try await document(member, occurred, .substances, on: occurred.adding(days: 1)) }

    private func watched(_ member: MemberID, _ occurred: Day) async throws {
        let incident = try await document(member, occurred, .sickTime, on: occurred.adding(days: 2))
        try await determine(.findMet, incident, occurred.adding(days: 4))
        try await contact(incident, occurred.adding(days: 5))
        try await settle(.settleNoAction, incident, occurred.adding(days: 7))
        try await take(.noteMonitoring, incident, by: cast.supervisor, occurred.adding(days: 20), ["day": [occurred.adding(days: 20).iso], "words": [words("Two weeks without an absence.")]])
    }

    private func three(_ member: MemberID, _ today: Day) async throws {
        for (days, criterion) in [(-250, Criterion.crash), (-120, .complaint), (-12, .recordings)] {
            let occurred = today.adding(days: days)
            let incident = try await document(member, occurred, criterion, on: occurred.adding(days: 1))
            try await determine(.findMet, incident, occurred.adding(days: 4))
            try await contact(incident, occurred.adding(days: 6))
            // The last is activated: the plan is owed and not there yet.
            try await settle(days == -12 ? .activate : .settleNoAction, incident, occurred.adding(days: 8))
            guard days != -12 else { continue }
            for entry in [25, 50] {
                try await take(.noteMonitoring, incident, by: cast.supervisor, occurred.adding(days: entry), ["day": [occurred.adding(days: entry).iso], "words": [words("Nothing new.")]])
            }
            try await take(.closeMonitored, incident, by: cast.supervisor, occurred.adding(days: 70), ["reason": [words("Nothing related occurred.")]])
        }
    }

    private func running(_ member: MemberID, _ today: Day) async throws {
        let occurred = today.adding(days: -70)
        let incident = try await document(member, occurred, .evaluation, on: occurred.adding(days: 2))
        try await determine(.findMet, incident, occurred.adding(days: 5))
        try await contact(incident, occurred.adding(days: 6))
        try await settle(.activate, incident, occurred.adding(days: 8))
        let plan = try await startedPlan(incident, member, occurred.adding(days: 9), length: 120)
        try await carry(.note, plan, by: cast.supervisor, occurred.adding(days: 30), ["day": [occurred.adding(days: 30).iso], "words": [words("In time every day since the start.")]])
        try await carry(.recordMeasure, plan, by: cast.supervisor, occurred.adding(days: 31), ["measure": ["eap"], "standing": ["accepted"], "day": [occurred.adding(days: 31).iso]])
        try await carry(.markCriteria, plan, by: cast.supervisor, occurred.adding(days: 45), ["met": [Self.criteria[0]], "day": [occurred.adding(days: 45).iso]])
        try await carry(.note, plan, by: cast.supervisor, occurred.adding(days: 55), ["day": [occurred.adding(days: 55).iso], "words": [words("Speaks of sleeping better.")]], hour: 15)
    }

    // MARK: Steps

    private static let criteria = ["Arrives in time for four weeks", "Has spoken with the training unit"]

    private func words(_ text: String) -> String { "\(text) \(Self.mark)" }

    private func document(_ member: MemberID, _ occurred: Day, _ criterion: Criterion, on day: Day) async throws -> String {
        var answers: [String: [String]] = [
            "occurred": [occurred.iso], "criteria": [criterion.rawValue], "event": [words("An incident that a supervisor saw and weighed.")],
            "\(criterion.rawValue)-statement": [words("It is unlike this employee, and may point to strain.")],
        ]
        let key = criterion.rawValue
        let facts: [String: [String]] =
            switch criterion {
            case .excessiveForce, .biasedTreatment: ["\(key)-reference": ["DEMO-1"], "\(key)-finding": ["yes"]]
            case .pursuit: ["\(key)-initiated": ["yes"], "\(key)-violation": ["yes"]]
            case .crash: ["\(key)-preventable": ["yes"], "\(key)-state-vehicle": ["yes"]]
            case .evaluation: ["\(key)-rating": ["belowExpectations"], "\(key)-day": [occurred.iso]]
            case .sickTime: ["\(key)-pattern": ["daysOff"], "\(key)-occurrences": ["\(occurred.adding(days: -14).iso)\n\(occurred.iso)"]]
            case .complaint: ["\(key)-kind": ["citizen"], "\(key)-reference": ["DEMO-2"], "\(key)-finding": ["pending"]]
            case .recordings: ["\(key)-occurrences": ["\(occurred.adding(days: -9).iso)\n\(occurred.iso)"]]
            case .seriousIncident, .substances, .other: [:]
            }
        answers.merge(facts) { $1 }
        let begun = try await records.documentIncident(Entered(answers), about: member, form: form(), rules, for: try await asking(cast.supervisor, day, hour: 8))
        try await take(.discuss, begun.reference, by: cast.supervisor, day, ["discussed": [day.iso], "discussed-by": [cast.supervisor]], hour: 9)
        try await take(.submit, begun.reference, by: cast.supervisor, day, ["evaluated": ["yes"], "reasoning": [words("Weighed against the last months.")]], hour: 10)
        return begun.reference
    }

    private func determine(_ step: IncidentStep, _ incident: String, _ day: Day) async throws {
        try await take(step, incident, by: cast.chain, day, ["reason": [words(step == .findMet ? "The criteria are met." : "A single event with a plain cause.")]])
    }

    private func contact(_ incident: String, _ day: Day) async throws {
        try await take(.contact, incident, by: cast.supervisor, day, ["purpose": ["activation"], "with": [cast.section], "day": [day.iso]])
    }

    private func settle(_ step: IncidentStep, _ incident: String, _ day: Day) async throws {
        var answers = ["supervisor": [cast.supervisor], "member-of-section": [cast.section], "day": [day.iso], "words": [words("Settled in a call.")]]
        if step == .activate { answers["outcome"] = ["plan"] }
        try await take(step, incident, by: cast.section, day, answers)
    }

    private func startedPlan(_ incident: String, _ member: MemberID, _ day: Day, length: Int = 60) async throws -> String {
        let answers: [String: [String]] = [
            "case": [incident], "criteria": [Self.criteria.joined(separator: "\n")], "start": [day.adding(days: 3).iso], "end": [day.adding(days: 3 + length).iso],
            "measures": ["training", "referral"], "course": ["Stress and sleep"], "course-day": [day.adding(days: 20).iso], "resources": ["eap", "peer"],
            "input": [words("I would like earlier shifts for some weeks.")],
        ]
        let begun = try await records.initiatePlan(Entered(answers), about: member, form: form(), rules, for: try await asking(cast.supervisor, day, hour: 8))
        try await carry(.assist, begun.reference, by: cast.section, day, ["assistance": [words("Proposed the course and the referral.")]], hour: 11)
        try await carry(.submit, begun.reference, by: cast.supervisor, day.adding(days: 1), ["checked": ["yes"]])
        try await carry(.approve, begun.reference, by: cast.commander, day.adding(days: 2))
        try await carry(.start, begun.reference, by: cast.supervisor, day.adding(days: 3), ["started": [day.adding(days: 3).iso], "told": ["yes"]])
        return begun.reference
    }

    private func take(_ step: IncidentStep, _ reference: String, by account: String, _ day: Day, _ answers: [String: [String]] = [:], hour: Int = 14) async throws {
        try await records.take(step, Entered(answers), on: reference, version: nil, form: form(), rules, for: try await asking(account, day, hour: hour))
    }

    private func carry(_ step: PlanStep, _ reference: String, by account: String, _ day: Day, _ answers: [String: [String]] = [:], hour: Int = 14) async throws {
        try await records.take(step, Entered(answers), on: reference, version: nil, form: form(), rules, for: try await asking(account, day, hour: hour))
    }

    private func form() -> String { "demonstration-\(UUID().uuidString)" }

    // MARK: People

    /// The account as it is granted, at an earlier hour of the demonstration.
    private func asking(_ account: String, _ day: Day, hour: Int) async throws -> Asking {
        let actor = try await records.read { db -> Actor? in
            guard let row = try Row.fetchOne(db, sql: "SELECT id, title, member FROM account WHERE name = ?", arguments: [account]) else { return nil }
            return Actor(account: account, name: row[1], holdings: try Holdings.of(row[0], on: day, in: db), member: (row[2] as Int64?).map(MemberID.init(rawValue:)))
        }
        guard let actor else { throw NotThere() }
        return Asking(actor: actor, now: rules.calendar.instant(day, hour: hour), day: day, from: "demonstration", zone: rules.calendar.zone)
    }

    private func console(_ day: Day) -> Asking {
        Asking(
            actor: Actor(account: "mainstay", name: "Mainstay", roles: [.console], member: nil), now: until, day: day, from: "demonstration", zone: rules.calendar.zone)
    }

    /// A department without the district, or one whose accounts were made otherwise, has no year to play.
    private func everybodyHasTheirPart(on day: Day) async throws -> Bool {
        let parts: [(String, Role)] = [
            (cast.supervisor, .resiliencySupervisor), (cast.chain, .resiliencyChain), (cast.commander, .workUnitCommander), (cast.section, .owsSupervisor),
        ]
        return try await records.read { db in
            try parts.allSatisfy { account, role in
                try Bool.fetchOne(
                    db,
                    sql: """
                        SELECT EXISTS (SELECT 1 FROM holding JOIN account ON account.id = holding.account
                            WHERE account.name = ? AND holding.role = ? AND holding.toDay IS NULL AND account.disabled = 0)
                        """, arguments: [account, role.rawValue]) ?? false
            }
        }
    }

    /// The demonstration's own accounts held their parts all the while.
    private func backdate(to day: Day) async throws {
        let accounts = [cast.supervisor, cast.chain, cast.commander, cast.section, cast.coordinator]
        let roles: [Role] = [.resiliencySupervisor, .resiliencyChain, .workUnitCommander, .owsSupervisor, .owsAdministrativeCoordinator]
        try await records.write { db in
            for (account, role) in zip(accounts, roles) {
                try db.execute(
                    sql: "UPDATE holding SET fromDay = min(fromDay, ?) WHERE role = ? AND account = (SELECT id FROM account WHERE name = ? AND demonstration)",
                    arguments: [day.rawValue, role.rawValue, account])
            }
        }
    }

    /// Employees who have served in the unit all year, without those who play.
    private func employees(on day: Day) async throws -> [MemberID] {
        try await records.read { [cast] db in
            let playing = try Set(
                [cast.supervisor, cast.chain, cast.commander].compactMap { try Int64.fetchOne(db, sql: "SELECT member FROM account WHERE name = ?", arguments: [$0]) })
            var found: [MemberID] = []
            if let member = cast.member { found.append(member) }
            for id in try Int64.fetchAll(db, sql: "SELECT DISTINCT member FROM posting WHERE unit = ? ORDER BY member", arguments: [cast.unit]) where found.count < 16 {
                let member = MemberID(rawValue: id)
                guard !playing.contains(id), !found.contains(member) else { continue }
                let stays = try stride(from: -360, through: 0, by: 30).allSatisfy { try UnitPeople.unit(of: member, on: day.adding(days: $0), in: db) == cast.unit }
                let serves = try MemberReading.member(member, asOf: day, in: db).map { $0.separated == nil } ?? false
                if stays, serves { found.append(member) }
            }
            // The one with an own page has the running plan, so that there is something to see.
            if let member = cast.member, let place = found.firstIndex(of: member), found.count > 3 { found.swapAt(place, 3) }
            return found
        }
    }
}
