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
        /// The supervisor who wrote an incident down or took it over, and the commander asked to approve a plan.
        case employeesSupervisor, approver

        package var title: String {
            switch self {
            case .overseer: "Overseer of the item"
            case .assignedSupervisor: "Assigned supervisor"
            case .representative: "Area representative of the item"
            case .author: "Author"
            case .employeesSupervisor: "Supervisor of the employee"
            case .approver: "Commander or Division head"
            }
        }
    }

    /// A fact of a record's life that opens or closes a layer.
    package enum Mark: String, CaseIterable, Sendable {
        case open, forwarded, memberNotified, duplicative, planSubmitted, sharedWithRepresentative, auditSample
        /// Of an incident: that it was talked over with the employee, and that the chain of command looks at it now. Of a plan:
        /// that it was put into effect, and that an approval is asked for.
        case discussed, underDetermination, implemented, awaitsApproval
        /// That nobody answers for it since the employee's unit or supervisor changed; that a commander was asked to look.
        case vacant, commanderAsked
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
            case .auditSample: "while it is in the sample of a recorded audit"
            case .discussed: "once it was discussed with the employee"
            case .underDetermination: "while the chain of command looks at it"
            case .implemented: "once the plan was put into effect"
            case .awaitsApproval: "while an approval is asked for"
            case .vacant: "while no supervisor answers for it"
            case .commanderAsked: "once the commander was asked"
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
            case .auditSample: "while it is in no sample of an audit"
            case .discussed: "before it was discussed with the employee"
            case .underDetermination: "unless the chain of command looks at it"
            case .implemented: "before the plan was put into effect"
            case .awaitsApproval: "unless an approval is asked for"
            case .vacant: "once a supervisor answers for it"
            case .commanderAsked: "before the commander was asked"
            case .setAside: "unless it is kept by a hold alone"
            }
        }
    }
}
