import Casework
import Directives
import Foundation
import Pages
import Records
import Resiliency

/// The pages of the Resiliency Support System and of its records.
extension Office {
    static let resiliencyRoutes: [Route] =
        Route.both(Paths.resiliency.target, .seeResiliency, { try await $0.office.records.resiliencyCases(for: $0.asking) }) { visit, rows in
            .page(try await visit.office.resiliencyPage(visit, rows, isRegister: false))
        }
        + Route.both(
            Paths.resiliencyRegister.target, .seeResiliencyRegister,
            { visit in
                try await visit.office.records.resiliencyRegister(of: visit.query["member"].flatMap(Int64.init).map(MemberID.init(rawValue:)), for: visit.asking)
            }
        ) { visit, rows in .page(try await visit.office.resiliencyPage(visit, rows, isRegister: true)) }
        + Route.both(Paths.ownResiliency.target, .seeOwnCase, { try await $0.office.ownResiliency($0) }) { visit, own in
            .page(visit.office.ownResiliencyPage(visit, own))
        }
        + Route.page(Paths.Template.incident, .seeResiliencyCase) { try await $0.office.incidentPage($0) }
        + Route.page(Paths.Template.incidentStep, .seeResiliencyCase) { try await ResiliencyDoors.incident.form($0) }
        + Route.change(Paths.Template.incidentStep, .seeResiliencyCase) { try await ResiliencyDoors.incident.take($0) }
        + Route.page(Paths.Template.resiliencyPlan, .seeRSSPlan) { try await $0.office.resiliencyPlanPage($0) }
        + Route.page(Paths.Template.resiliencyPlanStep, .seeRSSPlan) { try await ResiliencyDoors.plan.form($0) }
        + Route.change(Paths.Template.resiliencyPlanStep, .seeRSSPlan) { try await ResiliencyDoors.plan.take($0) }
        + Route.page(Paths.Template.mandatoryPlan, .seeThirdIncident) { try await $0.office.mandatoryPlanPage($0) }
        + Route.page(Paths.Template.mandatoryPlanStep, .seeThirdIncident) { try await ResiliencyDoors.mandatoryPlan.form($0) }
        + Route.change(Paths.Template.mandatoryPlanStep, .seeThirdIncident) { try await ResiliencyDoors.mandatoryPlan.take($0) }
        + Route.page(Paths.Template.referral, .seeReferral) { try await $0.office.referralPage($0) }
        + Route.page(Paths.Template.referralStep, .seeReferral) { try await ResiliencyDoors.referral.form($0) }
        + Route.change(Paths.Template.referralStep, .seeReferral) { try await ResiliencyDoors.referral.take($0) }

    /// The same as JSON, under the addresses of the pages.
    static let resiliencyJSONRoutes: [Route] =
        ResiliencyDoors.incident.json(at: Paths.Template.incident, reading: .seeResiliencyCase, step: .seeResiliencyCase)
        + ResiliencyDoors.plan.json(at: Paths.Template.resiliencyPlan, reading: .seeRSSPlan, step: .seeRSSPlan)
        + ResiliencyDoors.mandatoryPlan.json(at: Paths.Template.mandatoryPlan, reading: .seeThirdIncident, step: .seeThirdIncident)
        + ResiliencyDoors.referral.json(at: Paths.Template.referral, reading: .seeReferral, step: .seeReferral)

    // MARK: Lists

    private func resiliencyPage(_ visit: Visit, _ rows: [ResiliencyRow], isRegister: Bool) async throws -> ResiliencyPage {
        let units = try await caches.unitNames(self)
        func asks(_ act: Act) -> Bool { Access.ask(act, by: visit.actor, on: visit.day) != nil }
        var begins: [(words: String, link: Link)] = []
        var links: [(words: String, link: Link)] = []
        if !isRegister {
            if asks(.documentIncident) {
                begins.append(("Document an incident", Paths.newIncident))
                begins.append(("Initiate an action plan", Paths.newResiliencyPlan))
            }
            if asks(.referToSection) { begins.append(("Report an internal investigation", Paths.newReferral)) }
            if asks(.seeResiliencyRegister) { links.append(("Register", Paths.resiliencyRegister)) }
            if asks(.changeResiliencyLists) { links.append(("Criteria and resources", Paths.resiliencyLists)) }
            if asks(.seeFiledEvaluation) { links.append(("Yearly evaluations", Paths.evaluations)) }
            if try await records.hasOwnResiliency(for: visit.asking) { links.append(("Your own resiliency support", Paths.ownResiliency)) }
        }
        return ResiliencyPage(
            frame: visit.frame(), isRegister: isRegister,
            rows: rows.map { row in
                ResiliencyPage.Row(
                    title: "\(Self.noun(row.kind)) \(row.reference)", link: Self.link(row.kind, row.reference), name: row.name, unit: units.title(row.unit), state: row.state,
                    isOpen: row.isOpen, occurred: row.occurredOn, opened: row.openedAt,
                    all: isRegister ? Paths.resiliencyRegister.with([("member", String(row.member.rawValue))]) : nil)
            }, only: visit.query["member"] == nil ? nil : rows.first?.name ?? "an employee without records", begins: begins, links: links)
    }

    private static func noun(_ kind: CaseKind) -> String {
        switch kind {
        case .incident: "Incident"
        case .resiliencyPlan: "Action plan"
        case .thirdIncident: "Mandatory plan"
        case .referral: "Referral"
        case .workItem, .postingReview, .evaluation: ""
        }
    }

    private static func link(_ kind: CaseKind, _ reference: String) -> Link {
        switch kind {
        case .resiliencyPlan: Paths.resiliencyPlan(reference)
        case .thirdIncident: Paths.mandatoryPlan(reference)
        case .referral: Paths.referral(reference)
        case .incident, .workItem, .postingReview, .evaluation: Paths.incident(reference)
        }
    }

    // MARK: One's own

    /// Absent where there is nothing: that somebody has no record is said in the same way as that there is none to see.
    private func ownResiliency(_ visit: Visit) async throws -> OwnResiliency {
        let own = try await records.ownResiliency(for: visit.asking)
        guard !own.discussions.isEmpty || !own.plans.isEmpty else { throw Problem.notFound }
        return own
    }

    private func ownResiliencyPage(_ visit: Visit, _ own: OwnResiliency) -> OwnResiliencyPage {
        OwnResiliencyPage(
            frame: visit.frame(),
            plans: own.plans.map { ("RSS action plan \($0.reference)", $0.state, Paths.resiliencyPlan($0.reference)) },
            discussions: own.discussions.map { talk in
                "An incident of \(talk.occurredOn?.short ?? "an earlier day") was discussed with you\(talk.discussedOn.map { " on \($0.short)" } ?? "")\(talk.with.isEmpty ? "" : " by \(talk.with)")."
            })
    }

    // MARK: One record

    private func incidentPage(_ visit: Visit) async throws -> Answer {
        let door = ResiliencyDoors.incident
        guard let view = try await door.opens(visit.parameters["reference"] ?? "", visit) else { throw Problem.notFound }
        var notes: [ResiliencyCasePage.Note] = []
        if view.file.state == .activated, !view.file.isThroughItsPlan, !view.world.hasOpenPlan,
            Access.decide(.initiatePlan, view.file.facts, by: visit.actor, on: visit.day).ground != nil
        {
            notes.append(
                ResiliencyCasePage.Note(
                    view.file.awaitsPlan
                        ? "The incident is activated and a plan is recommended: it is initiated from here."
                        : "The incident is activated. Where a plan is recommended, it is initiated from here.", cites: "SRV-017:III.C.4",
                    way: ("Initiate an action plan", Paths.new(Paths.newResiliencyPlan, about: view.file.subject.rawValue))))
        }
        let entered = view.file.written?.entered ?? Entered()
        let asked = (Engine.row(.document, IncidentLife.self)?.asks ?? []).filter { $0.isAsked(entered) }
        let rows: [(name: String, lines: [String])] =
            view.layers.contains(.incident)
            ? asked.compactMap { prompt in door.answer(entered, prompt, view, visit).map { (name: $0.asks, lines: $0.words) } } : []
        return .page(
            try await page(
                door, view, visit, notes: notes,
                waiting: view.file.awaitsPlan ? "The supervisor is to initiate an RSS action plan. Mainstay notes it here by itself." : nil,
                content: ResiliencyCasePage.Content(heading: "The incident", rows: rows)))
    }

    private func resiliencyPlanPage(_ visit: Visit) async throws -> Answer {
        let door = ResiliencyDoors.plan
        guard let view = try await door.opens(visit.parameters["reference"] ?? "", visit) else { throw Problem.notFound }
        var links: [(words: String, link: Link)] = []
        if let incident = view.file.answers, view.file.subject != visit.actor.member { links.append(("Incident \(incident)", Paths.incident(incident))) }
        return .page(
            try await page(
                door, view, visit, links: links,
                content: view.layers.contains(.rssPlan) ? ResiliencyCasePage.Content(heading: "The plan", rows: planRows(view)) : nil))
    }

    private func planRows(_ view: CaseView<PlanLife>) -> [(name: String, lines: [String])] {
        let content = view.file.content
        var rows: [(name: String, lines: [String])] = []
        func add(_ name: String, _ lines: [String]) { if !lines.isEmpty { rows.append((name, lines)) } }
        add("Criteria to be met", content.criteria.map { "\($0.words)\($0.met.map { " – met on \($0.short)" } ?? " – not yet met")" })
        add("Period", [content.start, content.end].compactMap { $0?.short }.count == 2 ? ["\(content.start?.short ?? "") to \(content.end?.short ?? "")"] : [])
        func standing(_ key: String) -> String { content.standings[key].map { " – \($0.title.lowercasedFirst)" } ?? "" }
        add(
            "Measures",
            content.measures.filter { $0 != .referral }.map { measure in
                let more: String? =
                    switch measure {
                    case .training: [content.entered["course"], content.entered.day("course-day").map { "by \($0.short)" }].compactMap { $0 }.joined(separator: ", ")
                    case .accompaniedDuty: content.entered["accompanied-by"]
                    case .other: content.entered["other-measure"]
                    case .mentoring, .referral, .administrativeDuties: nil
                    }
                return "\(measure.title)\(more.map { ": \($0)" } ?? "")\(standing(measure.rawValue))"
            } + content.resources.map { "\(view.world.resourceTitles[$0] ?? $0)\(standing($0))" })
        add("The employee’s input", [content.entered["input"]].compactMap { $0 } + view.file.all(.giveInput).compactMap { $0.entered["words"] })
        add("Memorandum", [view.file.last(.complete)?.entered["memorandum"]].compactMap { $0 })
        return rows
    }

    private func mandatoryPlanPage(_ visit: Visit) async throws -> Answer {
        let door = ResiliencyDoors.mandatoryPlan
        guard let view = try await door.opens(visit.parameters["reference"] ?? "", visit) else { throw Problem.notFound }
        var notes: [ResiliencyCasePage.Note] = []
        if view.file.isOpen {
            let mayBegin = Access.decide(.initiatePlan, view.file.facts, by: visit.actor, on: visit.day).ground != nil
            notes.append(
                ResiliencyCasePage.Note(
                    "Three incidents that meet the criteria took place within 12 months, so an RSS action plan is to be initiated; while one is running, its review or extension answers this.",
                    cites: "SRV-017:III.C.5",
                    way: mayBegin ? ("Initiate an action plan", Paths.new(Paths.newResiliencyPlan, about: view.file.subject.rawValue)) : nil))
        }
        return .page(
            try await page(
                door, view, visit, notes: notes,
                waiting: view.file.isOpen ? "An RSS action plan is to be initiated, or the running one reviewed. Mainstay notes it here by itself." : nil,
                content: ResiliencyCasePage.Content(
                    heading: "The incidents, by date and criterion", rows: [("Within 12 months", view.file.last(.raise)?.entered.all("incidents") ?? [])].filter { !$0.1.isEmpty })))
    }

    private func referralPage(_ visit: Visit) async throws -> Answer {
        let door = ResiliencyDoors.referral
        guard let view = try await door.opens(visit.parameters["reference"] ?? "", visit) else { throw Problem.notFound }
        var notes: [ResiliencyCasePage.Note] = []
        if view.file.posts[.employeesSupervisor] == visit.actor.account {
            notes.append(
                ResiliencyCasePage.Note(
                    "The section asks you to weigh whether to document an incident.", cites: "SRV-017:III.B",
                    way: ("Document an incident", Paths.new(Paths.newIncident, about: view.file.subject.rawValue))))
        }
        return .page(try await page(door, view, visit, notes: notes))
    }

    private func page<Program: Workflow>(
        _ door: CaseDoor<Program>, _ view: CaseView<Program>, _ visit: Visit, links: [(words: String, link: Link)] = [],
        notes: [ResiliencyCasePage.Note] = [], waiting: String? = nil, content: ResiliencyCasePage.Content? = nil
    ) async throws -> ResiliencyCasePage {
        let units = try await caches.unitNames(self)
        var frame = visit.frame()
        frame.banner = door.banner(view, visit)
        var standing = door.standing(view, visit)
        if let waiting { standing.waiting = waiting }
        return ResiliencyCasePage(
            frame: frame, title: "\(door.noun) \(view.file.reference)",
            name: view.file.subject == visit.actor.member ? "Your plan" : try await visit.employee(view.file.subject), status: view.file.state.title,
            facts: [units.title(view.file.unit), "begun \(visit.wording.moment(view.file.opened))"], links: links, notes: notes,
            standing: standing, content: content, grounds: Grounds(sentence: view.ground.sentence, cites: view.ground.cites))
    }
}
