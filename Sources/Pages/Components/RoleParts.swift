import Casework
import Directives

/// One grant or designation, in the words of a list.
package struct RoleRow: Sendable {
    package var id: Int64
    package var account: String
    package var person: String
    package var role: Role
    /// "The whole department", "005th District".
    package var over: String
    package var from: Day
    package var to: Day?
    /// The name of the principal, for a designation.
    package var designeeOf: String?
    package var condition: Role.DesigneeCondition?
    package var by: String
    /// Whether the reader may end it.
    package var mayEnd: Bool

    package init(
        id: Int64, account: String, person: String, role: Role, over: String, from: Day, to: Day?, designeeOf: String? = nil,
        condition: Role.DesigneeCondition? = nil, by: String, mayEnd: Bool
    ) {
        self.id = id
        self.account = account
        self.person = person
        self.role = role
        self.over = over
        self.from = from
        self.to = to
        self.designeeOf = designeeOf
        self.condition = condition
        self.by = by
        self.mayEnd = mayEnd
    }
}

/// A role with the provision that names it, and in whose place it is held.
struct RoleName: Component {
    var row: RoleRow

    var body: Node {
        .group([
            .text(row.role.title),
            span(.class("small block")) {
                if let principal = row.designeeOf { "designee of \(principal)\(row.condition.map { ", as \($0.title)" } ?? "") " }
                CitationLink(row.designeeOf == nil ? row.role.cites : row.role.designee ?? row.role.cites)
            },
        ])
    }
}

/// Between which days a role is held.
struct RoleDays: Component {
    var row: RoleRow
    var today: Day

    var body: Node {
        .group([
            .text(row.from > today ? "from \(row.from.short)" : "since \(row.from.short)"),
            span(.class("small block")) { end },
        ])
    }

    private var end: String {
        guard let to = row.to else { return "no last day" }
        return to < today ? "ended \(to.short)" : "last day \(to.short)"
    }
}
