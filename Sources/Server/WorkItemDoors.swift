import Casework
import Directives
import Foundation
import OfficerSupport
import Pages
import Records

/// The steps of a Work Item, from the item's page and from the member's own.
extension Office {
    static let stepRoutes: [Route] =
        Route.page(Paths.Template.workItemStep, .seeStatus) { try await WorkItemDoors.item.form($0) }
        + Route.change(Paths.Template.workItemStep, .seeStatus) { try await WorkItemDoors.item.take($0) }
        + Route.page(Paths.Template.ownStep, .answerOwnItem) { try await WorkItemDoors.own.form($0) }
        + Route.change(Paths.Template.ownStep, .answerOwnItem) { try await WorkItemDoors.own.take($0) }
        + WorkItemDoors.item.json(at: Paths.Template.workItem, reading: .seeStatus, step: .seeStatus)
        + WorkItemDoors.own.json(at: Paths.Template.ownItem, reading: .seeOwnItem, step: .answerOwnItem)
}

/// The two ways to a Work Item.
enum WorkItemDoors {
    static let item = CaseDoor<WorkItemLife>(
        noun: "Work Item",
        opens: { reference, visit in try await visit.office.records.life(of: reference, visit.office.rules, for: visit.asking) },
        takes: { step, entered, reference, version, form, visit in
            try await visit.office.records.take(step, entered, on: reference, version: version, form: form, visit.office.rules, for: visit.asking)
        },
        pageLink: { Paths.workItem($0) }, stepLink: { Paths.workItemStep($0, $1.rawValue) },
        // Closing as duplicative has a page of its own, with the comparison; the member acts from the own page.
        has: { $0.act != .answerOwnItem && $0.step != .closeDuplicative },
        layer: { WorkItemLife.layer(of: $0) }, clockLayer: { WorkItemLife.layer(ofClock: $0) },
        filled: { step, file in step == .resubmitPlan ? planAsSubmitted(file) : Entered() },
        titles: { value, view in view.world.supportTitles[value] ?? view.names[value] },
        way: { objection, view in
            objection.cites == "D20-04:VI.B.1#2"
                ? (words: "Open the jacket.", link: Paths.jacket(view.file.subject.rawValue, item: view.file.reference)) : nil
        },
        about: { view, visit in try await visit.memberName(view) },
        helps: { step, view in
            switch step {
            case .schedule, .holdConversation: [(words: "The guide for the conversation, on one page", link: Paths.guideSheet(view.file.reference))]
            case .reviewPlanAsOverseer, .reviewPlanAsRepresentative, .returnPlan:
                [(words: "Read the Action Plan", link: Paths.workItem(view.file.reference).at("plan"))]
            case .submitPlan, .resubmitPlan: [(words: "Opportunities for officer support: the current list", link: Paths.supports)]
            default: []
            }
        },
        isPast: { WorkItemLife.isPast($0, $1) })

    /// The member's own way: nothing is said there of the unit's work.
    static let own = CaseDoor<WorkItemLife>(
        noun: "Work Item",
        opens: { reference, visit in try await visit.office.records.ownLife(of: reference, visit.office.rules, for: visit.asking) },
        takes: { step, entered, reference, version, form, visit in
            try await visit.office.records.take(step, entered, on: reference, version: version, form: form, visit.office.rules, for: visit.asking)
        },
        pageLink: { Paths.ownItem($0) }, stepLink: { Paths.ownStep($0, $1.rawValue) }, has: { $0.act == .answerOwnItem },
        layer: { WorkItemLife.layer(of: $0) }, clockLayer: { WorkItemLife.layer(ofClock: $0) }, filled: { _, _ in Entered() },
        titles: { _, _ in nil }, way: { _, _ in nil }, about: { _, _ in nil }, helps: { _, _ in [] }, postsTold: [.assignedSupervisor, .overseer])

    /// A corrected plan begins with what was submitted: nothing is typed twice.
    private static func planAsSubmitted(_ file: CaseFile<WorkItemLife>) -> Entered {
        var answers = file.plan?.entered.answers ?? [:]
        answers["corrections"] = nil
        return Entered(answers)
    }
}

extension Visit {
    /// The member's name, for those of the unit and for whoever works on the item. Roles that look in from outside know the
    /// item by its reference.
    func memberName(_ view: CaseView<WorkItemLife>) async throws -> String? { try await memberName(view, view.file.facts, nil) }

    /// The same where the record's facts, and perhaps the member, are known already.
    func memberName(_ view: CaseView<WorkItemLife>, _ facts: RecordFacts, _ known: Member?) async throws -> String? {
        guard knowsByName(facts) else { return nil }
        var member = known
        if member == nil { member = try await office.records.member(view.file.subject) }
        return member.flatMap { memberName(facts, $0) }
    }

    /// The same where nothing of the record's life is read.
    func memberName(_ facts: RecordFacts, _ member: Member) -> String? {
        guard knowsByName(facts) else { return nil }
        return member.name.isEmpty ? member.sourceID : member.name
    }

    private func knowsByName(_ facts: RecordFacts) -> Bool {
        var inside = actor
        inside.holdings.removeAll { $0.role == .auditDivision }
        return Access.decide(.seeStatus, facts, by: inside, on: day).ground != nil
    }
}
