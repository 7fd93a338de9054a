import Casework
import Directives

/// What the guards of a Work Item look at beside its log: people, ranks, the unit's other items, the supports, the item
/// before it. Read in the transaction in which a step is taken.
package struct WorkItemWorld: Sendable {
    /// Somebody who can be named on a form, by account.
    package struct Person: Hashable, Sendable {
        package var account: String
        package var name: String
        package var member: MemberID?
        /// Why the person can be named: "Watch operations lieutenant of 005th District".
        package var office: String
        /// The level of the rank held today; nil where the register knows none.
        package var level: Int?
        package var isImmediate: Bool
        package var isCaptain: Bool

        package init(
            account: String, name: String, member: MemberID?, office: String, level: Int? = nil, isImmediate: Bool = false, isCaptain: Bool = false
        ) {
            self.account = account
            self.name = name
            self.member = member
            self.office = office
            self.level = level
            self.isImmediate = isImmediate
            self.isCaptain = isCaptain
        }
    }

    /// Another open item of the same unit, and whether its supervisor is the member's immediate one.
    package struct OtherItem: Hashable, Sendable {
        package var supervisor: String
        package var isImmediate: Bool
        package init(supervisor: String, isImmediate: Bool) {
            self.supervisor = supervisor
            self.isImmediate = isImmediate
        }
    }

    package var representatives: [Person] = []
    package var overseers: [Person] = []
    package var supervisors: [Person] = []
    package var supportUnit: [Person] = []
    /// Who could oversee in the unit in which the member works now, where that is another one.
    package var overseersOfNewUnit: [Person] = []
    package var representativesOfNewUnit: [Person] = []
    package var newUnit: (key: String, title: String)?
    /// Whether the personnel register names the member's immediate supervisor; where it names none, no reason is asked.
    package var immediateIsKnown = false
    /// Whether the unit has written a note of its review beside the log (`D20-04:V.A.1`).
    package var hasReviewNote = false
    /// The level of the rank that the member holds today.
    package var memberLevel: Int?
    package var othersOfUnit: [OtherItem] = []
    /// What stands in the way of closing as duplicative, whatever is entered.
    package var closing: [ClosingObstacle] = []
    package var preceding: String?
    package var editions: [Prompt.Choice] = []
    /// The supports of the current edition.
    package var supports: [Prompt.Choice] = []
    /// The titles of supports in any edition, so that an old plan can still be read.
    package var supportTitles: [String: String] = [:]
    /// Who opened the member's jacket from this item since it was given to them.
    package var jacketOpenedBy: Set<String> = []

    package init() {}

    func supervisor(_ account: String?) -> Person? { account.flatMap { account in supervisors.first { $0.account == account } } }
    func overseer(_ account: String?) -> Person? {
        account.flatMap { account in (overseers + overseersOfNewUnit).first { $0.account == account } }
    }
}
