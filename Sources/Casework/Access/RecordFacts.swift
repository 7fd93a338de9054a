/// What the decision needs to know of a record, and nothing that it says.
package struct RecordFacts: Hashable, Sendable {
    /// The member the record is about.
    package var subject: MemberID?
    /// The unit it belongs to: the member's, on the day the record was made.
    package var unit: String?
    package var reference: String?
    /// The accounts that hold a post on this one record: the overseer, the assigned supervisor, the author.
    package var posts: [Post: Set<String>]
    /// What has happened to it, as far as somebody's sight depends on it.
    package var marks: Set<Mark>

    package init(
        subject: MemberID?, unit: String? = nil, reference: String? = nil, posts: [Post: Set<String>] = [:], marks: Set<Mark> = []
    ) {
        self.subject = subject
        self.unit = unit
        self.reference = reference
        self.posts = posts
        self.marks = marks
    }

    /// The records of the whole department together: within the reach only of who holds a role over all of it.
    package static let whole = RecordFacts(subject: nil)

    /// A post somebody holds on one record by name, not by a role.
    package enum Post: String, CaseIterable, Sendable {
        case overseer, assignedSupervisor, representative, author

        package var title: String {
            switch self {
            case .overseer: "Overseer of the item"
            case .assignedSupervisor: "Assigned supervisor"
            case .representative: "Area representative of the item"
            case .author: "Author"
            }
        }
    }

    /// A fact of a record's life that opens or closes a layer.
    package enum Mark: String, CaseIterable, Sendable {
        case open, forwarded, memberNotified, duplicative, planSubmitted, sharedWithRepresentative, newlyAssigned, auditSample
        /// Due for destruction and only kept back by a hold (ambiguity 7.1).
        case setAside

        package var title: String {
            switch self {
            case .open: "while it is open"
            case .forwarded: "once it is forwarded"
            case .memberNotified: "after the in-person notice"
            case .duplicative: "closed as duplicative"
            case .planSubmitted: "once the plan is submitted"
            case .sharedWithRepresentative: "once it is shared with the representative"
            case .newlyAssigned: "for fourteen days after the member came to the unit"
            case .auditSample: "while it is in the sample of a recorded audit"
            case .setAside: "when it is kept by a hold alone"
            }
        }

        /// What is said where the fact shuts a layer.
        package var absence: String {
            switch self {
            case .open: "once it is closed"
            case .forwarded: "before it is forwarded"
            case .memberNotified: "before the in-person notice"
            case .duplicative: "unless it was closed as duplicative"
            case .planSubmitted: "before the plan is submitted"
            case .sharedWithRepresentative: "before it is shared with the representative"
            case .newlyAssigned: "from fourteen days after the member came to the unit"
            case .auditSample: "while it is in no sample of an audit"
            case .setAside: "unless it is kept by a hold alone"
            }
        }
    }
}
