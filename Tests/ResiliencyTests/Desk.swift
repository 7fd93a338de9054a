import Casework
import Directives
import Foundation
import Testing

@testable import Resiliency

/// An incident or a plan played by the engine alone, in a world set by hand.
struct Desk {
    var calendar: WorkCalendar
    /// Tuesday 10 March 2026, 09:00 in Chicago.
    var now: Date

    init() throws {
        calendar = try WorkCalendar(zone: "America/Chicago", holidays: WorkCalendar.federalHolidays(2024...2028), years: 2024...2028)
        now = calendar.instant(try #require(Day(iso: "2026-03-10")), hour: 9, minute: 0)
    }

    /// The last second of a day.
    func end(_ iso: String) -> Date { calendar.end(of: Day(iso: iso)!) }

    static let member = MemberID(rawValue: 7)

    func actor(_ account: String, member: Int64? = nil) -> Actor { Actor(account: account, name: account, holdings: [], member: member.map(MemberID.init(rawValue:))) }

    // MARK: Incidents

    var world: IncidentWorld {
        var world = IncidentWorld()
        world.supervisors = [NamedPerson(account: "sid", name: "Sid", office: "Supervisor"), NamedPerson(account: "sam", name: "Sam", office: "Supervisor")]
        world.section = [NamedPerson(account: "ows", name: "Oz", office: "OWS Supervisor")]
        return world
    }

    func blankIncident() -> CaseFile<IncidentLife> { CaseFile(reference: "R-1", subject: Desk.member, unit: "5", opened: now) }

    /// A step, with what is refused as sentences.
    func take(
        _ step: IncidentStep, _ answers: [String: [String]] = [:], on file: inout CaseFile<IncidentLife>, by account: String, _ world: IncidentWorld? = nil
    ) -> [Objection] {
        switch Engine.attempt(step, Entered(answers), on: file, world ?? self.world, by: actor(account), at: now, calendar) {
        case .taken(let event):
            file.events.append(event)
            return []
        case .refused(let objections): return objections
        }
    }

    /// The answers that a criterion needs, all given.
    static func facts(_ criterion: Criterion, occurred: String = "2026-03-01") -> [String: [String]] {
        let key = criterion.rawValue
        var answers = ["occurred": [occurred], "event": ["It happened at work."], "criteria": [key], "\(key)-statement": ["It worries me."]]
        switch criterion {
        case .excessiveForce, .biasedTreatment: answers.merge(["\(key)-reference": ["C-1"], "\(key)-finding": ["yes"]]) { $1 }
        case .pursuit: answers.merge(["\(key)-initiated": ["yes"], "\(key)-violation": ["yes"]]) { $1 }
        case .crash: answers.merge(["\(key)-preventable": ["yes"], "\(key)-state-vehicle": ["yes"]]) { $1 }
        case .evaluation: answers.merge(["\(key)-rating": ["unsatisfactory"], "\(key)-day": ["2026-02-01"]]) { $1 }
        case .sickTime: answers.merge(["\(key)-pattern": ["tardiness"], "\(key)-occurrences": ["2026-02-01\n\(occurred)"]]) { $1 }
        case .complaint: answers.merge(["\(key)-kind": ["dii"], "\(key)-reference": ["I-1"], "\(key)-finding": ["pending"]]) { $1 }
        case .recordings: answers.merge(["\(key)-occurrences": ["2026-02-01\n\(occurred)"]]) { $1 }
        case .seriousIncident, .substances, .other: break
        }
        return answers
    }

    /// An incident that the chain of command found to meet the criteria.
    func metIncident() throws -> CaseFile<IncidentLife> {
        var file = blankIncident()
        #expect(take(.document, Desk.facts(.seriousIncident), on: &file, by: "sid").isEmpty)
        #expect(take(.discuss, ["discussed": ["2026-03-02"], "discussed-by": ["sid"]], on: &file, by: "sid").isEmpty)
        #expect(take(.submit, ["evaluated": ["yes"], "reasoning": ["Weighed."]], on: &file, by: "sid").isEmpty)
        #expect(take(.findMet, ["reason": ["It does."]], on: &file, by: "lee").isEmpty)
        return file
    }

    // MARK: Plans

    var planWorld: PlanWorld {
        var world = PlanWorld()
        world.cases = [Prompt.Choice("R-1", "R-1")]
        world.resources = Resource.seeds.map { Prompt.Choice($0.key, $0.title) }
        world.resourceTitles = Dictionary(uniqueKeysWithValues: Resource.seeds.map { ($0.key, $0.title) })
        world.commanders = [NamedPerson(account: "comm", name: "Comm", office: "Commander")]
        return world
    }

    func blankPlan() -> CaseFile<PlanLife> { CaseFile(reference: "P-1", subject: Desk.member, unit: "5", opened: now) }

    func take(
        _ step: PlanStep, _ answers: [String: [String]] = [:], on file: inout CaseFile<PlanLife>, by account: String, _ world: PlanWorld? = nil, at: Date? = nil
    ) -> [Objection] {
        switch Engine.attempt(step, Entered(answers), on: file, world ?? planWorld, by: actor(account), at: at ?? now, calendar) {
        case .taken(let event):
            file.events.append(event)
            return []
        case .refused(let objections): return objections
        }
    }

    static let plan: [String: [String]] = [
        "case": ["R-1"], "criteria": ["Arrives in time for four weeks\nFinishes the course"], "start": ["2026-03-12"], "end": ["2026-06-12"],
        "measures": ["training", "referral"], "course": ["Stress and sleep"], "course-day": ["2026-04-30"], "resources": ["eap"], "input": ["I want to sleep again."],
    ]

    /// A plan that is being carried out.
    func runningPlan() throws -> CaseFile<PlanLife> {
        var file = blankPlan()
        #expect(take(.initiate, Desk.plan, on: &file, by: "sid").isEmpty)
        #expect(take(.assist, ["assistance": ["Read it over."]], on: &file, by: "ows").isEmpty)
        #expect(take(.submit, ["checked": ["yes"]], on: &file, by: "sid").isEmpty)
        #expect(take(.approve, on: &file, by: "comm").isEmpty)
        #expect(take(.start, ["started": ["2026-03-10"], "told": ["yes"]], on: &file, by: "sid").isEmpty)
        return file
    }
}
