import Casework

/// Where the commander's review of a member who is new to the command stands.
package enum PostingReviewState: String, WorkflowWord {
    case begun, open, done, lapsed

    package var title: String {
        switch self {
        case .begun: "Being raised"
        case .open: "Waits for the commander"
        case .done: "Reviewed"
        case .lapsed: "Lapsed, the member went on"
        }
    }
}

package enum PostingReviewStep: String, WorkflowAct {
    case raise, viewHistory, assess, settleReassignment, lapse

    package var title: String {
        switch self {
        case .raise: "Raise the review"
        case .viewHistory: "Look at the Work Item history"
        case .assess: "Assess active and pending items and plans"
        case .settleReassignment: "Settle whether items are to be reassigned"
        case .lapse: "Let it lapse"
        }
    }

    package var done: String {
        switch self {
        case .raise: "The member came to the command"
        case .viewHistory: "The history was looked at"
        case .assess: "Active and pending items and plans were assessed"
        case .settleReassignment: "The reassignment was settled"
        case .lapse: "Lapsed"
        }
    }
}

/// What the guards of a review look at beside its log: the member's items that are open and came to a district's knowledge.
package struct PostingReviewWorld: Sendable {
    package struct Item: Hashable, Sendable {
        package var reference: String
        package var state: WorkItemState
        package var unit: String
        /// The unit by name.
        package var unitTitle: String

        package init(reference: String, state: WorkItemState, unit: String, unitTitle: String) {
            self.reference = reference
            self.state = state
            self.unit = unit
            self.unitTitle = unitTitle
        }
    }

    package var items: [Item]

    package init(items: [Item] = []) { self.items = items }
}
