import Casework
import Directives
import Foundation
import HTTPTypes
import Pages
import Records
import Resiliency

/// The forms that begin a record: first whom it is about, then what happened.
extension Office {
    static let resiliencyBeginningRoutes: [Route] =
        ResiliencyBeginnings.incident.routes(Paths.newIncident.target, .documentIncident)
        + ResiliencyBeginnings.plan.routes(Paths.newResiliencyPlan.target, .initiatePlan)
        + ResiliencyBeginnings.referral.routes(Paths.newReferral.target, .referToSection)
        + Route.page(Paths.referralReceipt.target, .referToSection) { .page(ReferralReceiptPage(frame: $0.frame())) }
}

enum ResiliencyBeginnings {
    static let incident = CaseBeginning<IncidentLife>(
        step: .document, form: Paths.newIncident,
        blank: { member, visit in try await visit.office.records.blankIncident(about: member, visit.office.rules, for: visit.asking) },
        begins: { entered, member, form, visit in
            try await visit.office.records.documentIncident(entered, about: member, form: form, visit.office.rules, for: visit.asking)
        }, then: { Paths.incident($0) })

    static let plan = CaseBeginning<PlanLife>(
        step: .initiate, form: Paths.newResiliencyPlan,
        blank: { member, visit in try await visit.office.records.blankPlan(about: member, visit.office.rules, for: visit.asking) },
        begins: { entered, member, form, visit in
            try await visit.office.records.initiatePlan(entered, about: member, form: form, visit.office.rules, for: visit.asking)
        }, then: { Paths.resiliencyPlan($0) })

    static let referral = CaseBeginning<ReferralLife>(
        step: .refer, form: Paths.newReferral,
        blank: { member, visit in try await visit.office.records.blankReferral(about: member, visit.office.rules, for: visit.asking) },
        begins: { entered, member, form, visit in
            try await visit.office.records.referToSection(entered, about: member, form: form, visit.office.rules, for: visit.asking)
        },
        // Whoever reported it reads nothing of what it became.
        then: { _ in Paths.referralReceipt })
}

/// A record that begins with somebody's step, as pages.
struct CaseBeginning<Program: Workflow>: Sendable {
    var step: Program.Step
    var form: Link
    var blank: @Sendable (MemberID, Visit) async throws -> CaseView<Program>?
    var begins: @Sendable (Entered, MemberID, _ form: String, Visit) async throws -> BegunRecord
    var then: @Sendable (String) -> Link

    func routes(_ path: String, _ act: Act) -> [Route] {
        Route.page(path, act) { try await self.page($0, act) } + Route.change(path, act) { try await self.take($0, act) }
    }

    private func page(_ visit: Visit, _ act: Act) async throws -> Answer {
        guard let row = Engine.row(step, Program.self) else { throw Problem.notFound }
        guard let member = visit.query["member"].flatMap(Int64.init).map(MemberID.init(rawValue:)) else { return .page(try await choice(visit, act, row)) }
        guard let view = try await blank(member, visit) else { throw Problem.notFound }
        return .page(try await stepPage(view, row, visit, fresh: true))
    }

    private func take(_ visit: Visit, _ act: Act) async throws -> Answer {
        guard let row = Engine.row(step, Program.self), let member = visit.query["member"].flatMap(Int64.init).map(MemberID.init(rawValue:)) else {
            throw Problem.notFound
        }
        guard visit.form["show"] == nil else {
            guard let view = try await blank(member, visit) else { throw Problem.notFound }
            return .page(try await stepPage(view, row, visit))
        }
        do {
            let begun = try await begins(visit.form.entered(row.asks), member, visit.form.raw("once"), visit)
            let link = then(begun.reference)
            return .seeOther(link == Paths.referralReceipt ? link : link.with([("done", String(begun.taken.number))]))
        } catch let problem as CaseProblem {
            let objections: [Objection] =
                switch problem {
                case .refused(let objections): objections
                case .oldForm: [Objection("This form is from before you signed in, or was not made by Mainstay. Nothing was done. Send it once more from here.", cites: row.cites)]
                case .changed: []
                }
            // Whoever may not begin one about this person is told so, and sees no form.
            guard let view = try await blank(member, visit) else { throw Problem.refused(objections.map(\.sentence).joined(separator: " ")) }
            return .page(.unprocessableContent, try await stepPage(view, row, visit, objections).html)
        }
    }

    private func choice(_ visit: Visit, _ act: Act, _ row: WorkflowRow<Program>) async throws -> ChooseEmployeePage {
        let search = visit.query["q"] ?? ""
        let found = try await visit.office.records.employees(act, matching: search, for: visit.asking, limit: 26)
        return ChooseEmployeePage(
            frame: visit.frame(), title: row.step.title, says: row.says, cites: row.cites, form: form, search: search,
            found: found.prefix(25).map { .init(name: $0.name, number: $0.sourceID, link: Paths.new(form, about: $0.id.rawValue)) }, isCut: found.count > 25)
    }

    private func stepPage(
        _ view: CaseView<Program>, _ row: WorkflowRow<Program>, _ visit: Visit, _ problems: [Objection] = [], fresh: Bool = false
    ) async throws -> StepPage {
        let once = visit.form.raw("once")
        let obstacles = view.offers.first { $0.row.step == row.step }?.obstacles ?? []
        let roles = visit.actor.holdings.filter { $0.covers(visit.day) && $0.reaches(view.file.facts) }.map { AccessRow.Who.role($0.role) }
        let own = roles + row.takes.map { AccessRow.Who.post($0) }
        var page = StepPage(
            frame: visit.frame(),
            record: StepPage.Record(title: "Resiliency Support", link: Paths.resiliency, about: try await visit.employee(view.file.subject)),
            title: row.step.title, says: row.says, cites: row.cites,
            fields: CaseForm.fields(
                row, view.file, view.world, typed: fresh ? nil : visit.form, filled: Entered(), readers: Readers(own: Set(own), marks: [.open]), today: visit.day),
            action: Paths.new(form, about: view.file.subject.rawValue), version: 0,
            form: once.wholeMatch(of: /[A-Za-z0-9_-]{16,64}/) != nil ? once : Random.token(), standing: obstacles.isEmpty ? .open : .notYet(obstacles.map { StepPage.Obstacle($0) }),
            problems: problems, grounds: Grounds(sentence: view.ground.sentence, cites: view.ground.cites))
        page.program = Program.program
        page.asksMore = row.asks.contains { $0.onlyIf != nil }
        return page
    }
}
