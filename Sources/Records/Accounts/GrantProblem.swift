import Casework
import Directives

/// What can stand against a grant or a designation, said so that a person can act on it. Nothing was changed then.
package enum GrantProblem: Error, Equatable, CustomStringConvertible {
    case noAccount(String)
    case disabled(String)
    case oneself
    case notGranted(Role)
    case comesWithItem(Role)
    case onlyDepartment(Role)
    case needsUnit(Role)
    case noUnit(String)
    case wrongUnit(Role, unit: String, kind: Casework.Unit.Kind)
    case past(Day)
    case endsBeforeItBegins
    case heldAlready(Role)
    case conflict(Role, with: Role)
    case lastAdministrator
    case endedAlready(Day)
    case ownDesignee
    case noLimit
    case longerThanAYear(Day)
    case beyondGrant(Day)
    case unconfirmed(Role.DesigneeCondition)

    /// The field of the form that is meant.
    package var field: String {
        switch self {
        case .noAccount, .disabled, .oneself, .conflict, .ownDesignee: "account"
        case .notGranted, .comesWithItem, .heldAlready: "role"
        case .onlyDepartment, .needsUnit, .noUnit, .wrongUnit: "unit"
        case .past: "from"
        case .endsBeforeItBegins, .noLimit, .longerThanAYear, .beyondGrant, .endedAlready, .lastAdministrator: "to"
        case .unconfirmed: "confirmed"
        }
    }

    package var description: String {
        switch self {
        case .noAccount(let name): "There is no account “\(name)”. Check the name in the list of accounts."
        case .disabled(let name): "The account \(name) is disabled. Enable it first, or choose another."
        case .oneself: "Nobody grants a role to themselves or ends their own. Ask another administrator."
        case .notGranted(let role): "The role “\(role.title)” is nobody's to grant: it belongs to whoever holds the machine."
        case .comesWithItem(let role): "The role “\(role.title)” comes with the item it is for, and is not granted by itself."
        case .onlyDepartment(let role): "The role “\(role.title)” is held over the whole department. Leave the unit empty."
        case .needsUnit(let role): "The role “\(role.title)” is held over a unit. Name the unit, such as 5 or area-1."
        case .noUnit(let key): "The department's register has no unit “\(key)” on that day. Write its number or short name as the register has it."
        case .wrongUnit(let role, let unit, let kind):
            "The role “\(role.title)” is held over \(role.scope.title.lowercased()) or something inside it; \(unit) is of the kind “\(kind.rawValue)”."
        case .past(let today): "The first day must not lie in the past. Choose \(today.short) or later."
        case .endsBeforeItBegins: "The last day must not lie before the first day, nor in the past."
        case .heldAlready(let role): "The account holds the role “\(role.title)” over the same already in those days. End that first, or choose other days."
        case .conflict(let role, let other):
            "“\(role.title)” and “\(other.title)” cannot be one person's: whoever checks or grants has no part in what is checked or granted. End the other role first, or choose another account."
        case .lastAdministrator: "This is the last administrator without a last day. Grant the role to somebody else first."
        case .endedAlready(let day): "This ends on \(day.short) already. It can be ended earlier, not later; for longer, make a new one."
        case .ownDesignee: "Nobody is their own designee. Name somebody else."
        case .noLimit: "A designation needs a last day."
        case .longerThanAYear(let day): "A designation lasts at most a year. Choose \(day.short) or earlier."
        case .beyondGrant(let day): "Your own role ends on \(day.short); the designation cannot last longer."
        case .unconfirmed(let condition): "The directive asks that the designee is \(condition.title). Confirm it, or name somebody else."
        }
    }
}
