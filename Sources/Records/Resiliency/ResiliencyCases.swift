import Casework
import Directives
import Foundation
import GRDB
import Resiliency

/// A record of the Resiliency Support System: all four kinds stand in tables of one shape.
protocol ResiliencyCase: BegunByStep, PlainCase {
    /// What the row keeps beside state, unit and marks.
    static func kept(_ file: CaseFile<Self>, _ calendar: WorkCalendar) -> ResiliencyKept
}

/// The days by which incidents are counted and plans answer them.
struct ResiliencyKept {
    var occurred: Day?
    var counts = false
    var answered: Day?
}

extension ResiliencyCase {
    static func keep(_ file: CaseFile<Self>, _ row: CaseRow, _ calendar: WorkCalendar, _: KeyStore, in db: Database) throws {
        let kept = kept(file, calendar)
        try db.cachedStatement(
            sql: "UPDATE \(table) SET state = ?, unit = ?, marks = ?, closedAt = ?, occurredOn = ?, counts = ?, answeredOn = ? WHERE id = ?"
        ).execute(arguments: [
            file.state.rawValue, file.unit, MarkBits.number(file.marks), file.isOpen ? nil : file.ended?.timeIntervalSince1970, kept.occurred?.rawValue, kept.counts,
            kept.answered?.rawValue, row.id,
        ])
    }

    static func kept(_ file: CaseFile<Self>, _ calendar: WorkCalendar) -> ResiliencyKept { ResiliencyKept() }

    static func objection(aboutOneself: Bool) -> Objection {
        aboutOneself
            ? Objection("Nobody writes a record about themselves. Somebody else in the chain of command does.", cites: "SRV-017:III.C.1", field: "member")
            : Objection("This employee is not in your chain of command.", cites: "SRV-017:III.C.1", field: "member")
    }

    static func ownPath(_ reference: String) -> String { path(reference) }
}

extension CaseFile {
    /// When the record ended; what Mainstay notes afterwards does not end it again.
    var ended: Date? { events.first { Program.ends.contains($0.state) }?.at }
}

extension IncidentLife: ResiliencyCase {
    typealias Events = IncidentEventTable
    typealias Rows = IncidentTable
    static let letter = "R"
    static let noun = "RSS incident"
    static let layerActs: [(layer: Layer, act: Act)] = [(.status, .seeResiliencyCase), (.incident, .seeIncident), (.contacts, .seeContacts)]
    static func path(_ reference: String) -> String { "/resiliency/incidents/\(reference)" }
    static let choosesWhoIsAsked = true

    static func kept(_ file: CaseFile<IncidentLife>, _ calendar: WorkCalendar) -> ResiliencyKept {
        ResiliencyKept(occurred: file.occurred, counts: file.counts)
    }
}

extension PlanLife: ResiliencyCase {
    typealias Events = ResiliencyPlanEventTable
    typealias Rows = ResiliencyPlanTable
    static let letter = "P"
    static let noun = "RSS action plan"
    static let layerActs: [(layer: Layer, act: Act)] = [(.status, .seeRSSPlan), (.rssPlan, .seeRSSPlan), (.planNotes, .seePlanNotes)]
    static func path(_ reference: String) -> String { "/resiliency/plans/\(reference)" }
    static let choosesWhoIsAsked = true

    /// A plan answers three incidents when it is initiated, and while it runs by its review or extension (ambiguity 3.1).
    static func kept(_ file: CaseFile<PlanLife>, _ calendar: WorkCalendar) -> ResiliencyKept {
        file.state == .discarded ? ResiliencyKept() : ResiliencyKept(answered: file.last(of: [.initiate, .reviewAfterThree, .approveExtension]).map { calendar.day(of: $0.at) })
    }
}

extension ThirdIncidentLife: ResiliencyCase {
    typealias Events = ThirdIncidentEventTable
    typealias Rows = ThirdIncidentTable
    static let letter = "T"
    static let noun = "Mandatory plan"
    /// The duty is the present supervisor's (`SRV-017:III.C.5`).
    static let ofImmediate: Set<Role> = [.resiliencySupervisor]
    static let layerActs: [(layer: Layer, act: Act)] = [(.status, .seeThirdIncident)]
    static func path(_ reference: String) -> String { "/resiliency/mandatory-plans/\(reference)" }

    static func world(
        _ file: CaseFile<ThirdIncidentLife>, _ row: CaseRow, _ rules: DepartmentRules, _ asking: Asking, _ keys: KeyStore, in db: Database
    ) throws -> World { World() }
}

extension ReferralLife: ResiliencyCase {
    typealias Events = ReferralEventTable
    typealias Rows = ReferralTable
    static let letter = "D"
    static let noun = "Referral"
    static func objection(aboutOneself: Bool) -> Objection {
        Objection("Nobody reports an investigation of themselves. Somebody else of the division does.", cites: "SRV-017:III.B", field: "member")
    }
    static let layerActs: [(layer: Layer, act: Act)] = [(.status, .seeReferral), (.incident, .seeReferral)]
    static func path(_ reference: String) -> String { "/resiliency/referrals/\(reference)" }
}
