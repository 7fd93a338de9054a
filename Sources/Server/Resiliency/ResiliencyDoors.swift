import Casework
import Directives
import Foundation
import Pages
import Records
import Resiliency

/// The ways to the records of the Resiliency Support System: four kinds, one door each.
enum ResiliencyDoors {
    static let incident = door(
        noun: "RSS incident", IncidentLife.self,
        opens: { reference, visit in try await visit.office.records.incident(reference, visit.office.rules, for: visit.asking) },
        takes: { step, entered, reference, version, form, visit in
            try await visit.office.records.take(step, entered, on: reference, version: version, form: form, visit.office.rules, for: visit.asking)
        },
        pageLink: Paths.incident, has: { ![.document, .initiatePlan, .planEnded, .planDiscarded, .move, .leave].contains($0.step) },
        filled: { step, file in step == .amend ? file.written?.entered ?? Entered() : Entered() },
        titles: { value, view in Criterion(rawValue: value)?.title ?? view.world.added[value] ?? view.names[value] })

    static let plan = door(
        noun: "RSS action plan", PlanLife.self,
        opens: { reference, visit in try await visit.office.records.resiliencyPlan(reference, visit.office.rules, for: visit.asking) },
        takes: { step, entered, reference, version, form, visit in
            try await visit.office.records.take(step, entered, on: reference, version: version, form: form, visit.office.rules, for: visit.asking)
        },
        pageLink: Paths.resiliencyPlan, has: { ![.initiate, .noteRecurrence, .move, .leave].contains($0.step) },
        filled: { step, file in
            switch step {
            case .edit: file.content.entered
            // The memorandum is made from the plan; the supervisor reads it over before sending it.
            case .complete: Entered(["memorandum": [memorandum(file)]])
            default: Entered()
            }
        },
        titles: { value, view in Measure(rawValue: value)?.title ?? view.world.resourceTitles[value] ?? view.names[value] })

    static let mandatoryPlan = door(
        noun: "Mandatory plan", ThirdIncidentLife.self,
        opens: { reference, visit in try await visit.office.records.thirdIncident(reference, visit.office.rules, for: visit.asking) },
        takes: { step, entered, reference, version, form, visit in
            try await visit.office.records.take(step, entered, on: reference, version: version, form: form, visit.office.rules, for: visit.asking)
        },
        // Mainstay notes the rest by itself.
        pageLink: Paths.mandatoryPlan, has: { $0.step == .askCommander }, filled: { _, _ in Entered() }, titles: { _, _ in nil })

    static let referral = door(
        noun: "Referral", ReferralLife.self,
        opens: { reference, visit in try await visit.office.records.referral(reference, visit.office.rules, for: visit.asking) },
        takes: { step, entered, reference, version, form, visit in
            try await visit.office.records.take(step, entered, on: reference, version: version, form: form, visit.office.rules, for: visit.asking)
        },
        pageLink: Paths.referral, has: { [.pass, .putAside].contains($0.step) }, filled: { _, _ in Entered() }, titles: { value, view in view.names[value] })

    private static func door<Program: Workflow>(
        noun: String, _: Program.Type, opens: @escaping @Sendable (String, Visit) async throws -> CaseView<Program>?,
        takes: @escaping @Sendable (Program.Step, Entered, String, Int, String, Visit) async throws -> TakenStep,
        pageLink: @escaping @Sendable (String) -> Link, has: @escaping @Sendable (WorkflowRow<Program>) -> Bool,
        filled: @escaping @Sendable (Program.Step, CaseFile<Program>) -> Entered, titles: @escaping @Sendable (String, CaseView<Program>) -> String?
    ) -> CaseDoor<Program> {
        CaseDoor(
            noun: noun, opens: opens, takes: takes, pageLink: pageLink, stepLink: { Paths.step($1.rawValue, of: pageLink($0)) }, has: has,
            layer: { Program.layer(of: $0) }, clockLayer: { Program.layer(ofClock: $0) }, filled: filled, titles: titles, way: { _, _ in nil },
            about: { view, visit in try await visit.employee(view.file.subject) }, helps: { _, _ in [] })
    }

    /// What `SRV-017:IV.E` asks for, in words that the supervisor may change.
    private static func memorandum(_ file: CaseFile<PlanLife>) -> String {
        let content = file.content
        let met = content.criteria.map { "– \($0.words)\($0.met.map { ", met on \($0.iso)" } ?? "")" }
        let period = [content.start, content.end].compactMap { $0?.iso }.joined(separator: " to ")
        return (["To the OWS Supervisor: the employee has completed the goals of RSS action plan \(file.reference) (\(period)).", "", "The criteria of the plan:"] + met)
            .joined(separator: "\n")
    }
}

extension Visit {
    /// The employee's name; the number where the register has none.
    func employee(_ member: MemberID) async throws -> String? {
        guard let known = try await office.records.member(member) else { return nil }
        return known.name.isEmpty ? known.sourceID : known.name
    }
}
