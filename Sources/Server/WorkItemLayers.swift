import Casework
import Directives
import Foundation
import OfficerSupport
import Pages
import Records

/// The layers of an item beside its indicators: the plan, its stressors, the conversation (ambiguity 2.17).
extension Office {
    func plan(_ visit: Visit, _ life: CaseView<WorkItemLife>) -> WorkItemPlan? {
        guard life.layers.contains(.plan), let plan = life.file.plan, let row = Engine.row(.submitPlan, WorkItemLife.self) else { return nil }
        let recommended: Set<String> = ["supports", "services", "training"]
        func kind(_ key: String) -> String {
            if plan.entered.all("training").contains(key) { return "Training" }
            return plan.entered.all("services").contains(key) ? "Service" : "Support"
        }
        return WorkItemPlan(
            version: plan.version, submitted: plan.submitted, by: life.names[plan.by] ?? plan.by,
            supports: life.file.supports.map { support in
                WorkItemPlan.Support(
                    title: life.world.supportTitles[support.key] ?? support.key, kind: kind(support.key), state: support.state.title, since: support.since,
                    hasEnded: support.state.hasEnded)
            },
            answers: row.asks.filter { $0.layer == .plan && !recommended.contains($0.key) }
                .compactMap { WorkItemDoors.item.answer(plan.entered, $0, life, visit) },
            stressors: life.layers.contains(.stressors) ? plan.entered["stressors"] : nil, corrections: life.file.openCorrections)
    }

    /// What was written about the conversation and around it, newest first.
    func conversation(_ visit: Visit, _ life: CaseView<WorkItemLife>) -> [CaseEntry]? {
        guard life.layers.contains(.conversation) else { return nil }
        return life.file.events.reversed().map { WorkItemDoors.item.entry($0, life, visit, only: [.conversation]) }.filter { !$0.answers.isEmpty }
    }
}

/// The item as JSON gives it: the same layers as the page.
extension Office.WorkItemView: ToldAs {
    struct Shape: Codable {
        var reference: String
        var unit: String
        var state: WorkItemState
        var stateTitle: String
        var opened: Date
        var version: Int
        var posts: [String: String]
        var clocks: [RunningClock]
        var events: [Event]
        var steps: [Step]
        var item: WorkItem?
        var member: Member?
        var run: Int64?
        var ground: String

        struct Step: Codable {
            var step: String
            var title: String
            var cites: String
            var leadsOn: Bool
            var obstacles: [Objection]
        }

        struct RunningClock: Codable {
            var key: String
            var title: String
            var cites: String
            var holder: String
            var start: Date
            var due: Date
            var stopped: Date?
            var circumstance: String?
        }

        struct Event: Codable {
            var number: Int
            var step: String
            var title: String
            var at: Date
            var happened: Date
            var account: String
            var designeeOf: String?
            var answers: [String: [String]]
        }
    }

    var shape: Shape {
        Shape(
            reference: life.file.reference, unit: life.file.unit, state: life.file.state, stateTitle: life.file.state.title, opened: life.file.opened,
            version: life.file.version, posts: Dictionary(uniqueKeysWithValues: life.file.posts.map { ($0.key.rawValue, $0.value) }),
            clocks: standing.clocks.map {
                Shape.RunningClock(
                    key: $0.rule.key, title: $0.rule.title, cites: $0.rule.cites.rawValue, holder: $0.rule.holder, start: $0.start, due: $0.due,
                    stopped: $0.stopped, circumstance: $0.circumstance)
            }, events: events, steps: steps, item: file?.item, member: file?.member, run: file?.run, ground: life.ground.sentence)
    }

    private var events: [Shape.Event] {
        life.file.events.filter { life.layers.contains(WorkItemLife.layer(of: $0.step)) }.map {
            Shape.Event(
                number: $0.number, step: $0.step.rawValue, title: $0.step.done, at: $0.at, happened: $0.happened, account: $0.account,
                designeeOf: $0.designeeOf, answers: $0.entered.answers)
        }
    }

    private var steps: [Shape.Step] {
        life.offers.filter { WorkItemDoors.item.has($0.row) }.map {
            Shape.Step(
                step: $0.row.step.rawValue, title: $0.row.step.title, cites: $0.row.cites.rawValue,
                leadsOn: WorkItemLife.leadsOn($0.row.step, life.file), obstacles: $0.obstacles)
        }
    }
}
