import Casework
import Directives
import Foundation

/// An Action Plan as it was last submitted (`D20-04:I.C`, `D20-04:VI.B.5`). It belongs to one Work Item and is read off its
/// log, each version as a step.
package struct Plan: Hashable, Sendable {
    package var submitted: Date
    package var by: String
    /// 1 for the first.
    package var version: Int
    package var entered: Entered

    /// What is recommended, by catalogue key or in words; the order does not count.
    package var recommendations: Set<String> { Plan.recommendations(entered) }

    static func recommendations(_ entered: Entered) -> Set<String> {
        Set(entered.all("supports").map { "support:\($0)" } + entered.all("services").map { "service:\($0)" } + entered.all("training").map { "training:\($0)" })
    }
}

/// A support of the plan, and how far it came (`D20-04:III.A.5`).
package struct PlannedSupport: Hashable, Sendable {
    /// The catalogue's key, or the words of a service or training.
    package var key: String
    package var state: State
    /// When it came to this state.
    package var since: Date
    package var madeAvailable: Date?

    package enum State: String, Hashable, Sendable, CaseIterable {
        case identified, offered, connected, completionReported, completionVerified, declined, ended

        package var title: String {
            switch self {
            case .identified: "Identified"
            case .offered: "Made available"
            case .connected: "Connected"
            case .completionReported: "Reported as completed"
            case .completionVerified: "Completion verified"
            case .declined: "Declined"
            case .ended: "Ended"
            }
        }
        package var hasEnded: Bool { self == .completionVerified || self == .declined || self == .ended }
    }
}

extension CaseFile where Program == WorkItemLife {
    /// The plan as last submitted.
    package var plan: Plan? { plans.last }

    package var plans: [Plan] {
        events.filter { [.submitPlan, .resubmitPlan].contains($0.step) }.enumerated().map {
            Plan(submitted: $0.element.at, by: $0.element.account, version: $0.offset + 1, entered: $0.element.entered)
        }
    }

    /// The supports, services and training of the plan last submitted, with what happened to each since it was first named.
    package var supports: [PlannedSupport] {
        guard let plan else { return [] }
        return (plan.entered.all("supports") + plan.entered.all("services") + plan.entered.all("training")).map { key in
            var support = PlannedSupport(key: key, state: .identified, since: plan.submitted)
            for event in events {
                guard let state = WorkItemLife.supportStates[event.step], event.entered.all(WorkItemLife.supportKey).contains(key) else { continue }
                support.state = state
                support.since = event.at
                if state == .offered { support.madeAvailable = event.happened }
            }
            return support
        }
    }

    /// The corrections named when the plan was last returned.
    package var openCorrections: [String] { state == .planReturned ? last(.returnPlan)?.entered.all("corrections") ?? [] : [] }

    /// Whose supervisors the member was not at ease with.
    var declinedSupervisors: Set<String> {
        var declined: Set<String> = []
        for (index, event) in events.enumerated() {
            let leaves = event.step == .askForAnother || ([.reassign, .changeSupervisor].contains(event.step) && event.entered["reason"] == "uncomfortable")
            guard leaves else { continue }
            var before = self
            before.events = Array(events[..<index])
            if let supervisor = before.posts[.assignedSupervisor] { declined.insert(supervisor) }
        }
        return declined
    }

    /// What happened since the item was last given to a supervisor.
    func since(lastAssignment file: CaseFile) -> ArraySlice<CaseEvent<WorkItemLife>> {
        let index = events.lastIndex { [.assignSupervisor, .reassign, .changeSupervisor].contains($0.step) }
        return events[(index.map { $0 + 1 } ?? 0)...]
    }

    /// Whether the item was opened to the member by the in-person notice.
    package var memberNotified: CaseEvent<WorkItemLife>? { last(.notifyMember) }

    /// The meeting that is agreed and not yet held.
    package func appointment(_ calendar: WorkCalendar) -> (at: Date, place: String)? {
        guard state == .conversationScheduled, let event = last(.schedule), let at = event.entered.moment("meeting", calendar) else { return nil }
        return (at, event.entered["place"] ?? "")
    }
}
