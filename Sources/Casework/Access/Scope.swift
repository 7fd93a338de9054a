import Directives

/// What a role is held over.
package enum Scope: Hashable, Sendable, Codable {
    case department
    /// An area, district, Region or unit, by its key, with everything below it in the tree of units.
    case unit(String)
    /// One record, by its reference.
    case item(String)

    /// The kinds of scope, widest first.
    package enum Kind: String, CaseIterable, Sendable, Codable {
        case department, area, region, district, unit, item

        package var title: String {
            switch self {
            case .department: "The whole department"
            case .area: "An area"
            case .region: "A Region"
            case .district: "A district"
            case .unit: "A unit"
            case .item: "One item"
            }
        }

        /// Whether a role of this width can be held over a unit of the kind: one of these, or something inside it.
        package func reaches(_ kind: Unit.Kind) -> Bool {
            switch self {
            case .department, .item: false
            case .area: [.area, .district, .section, .unit].contains(kind)
            case .region: [.region, .district, .section, .unit].contains(kind)
            case .district: [.district, .section, .unit].contains(kind)
            case .unit: kind != .department
            }
        }
    }
}

/// A role somebody holds, over what, and between which days. Grants and designations ("or designee") are both
/// holdings; a designation names the account it comes from (ambiguity 7.8).
package struct Holding: Hashable, Sendable, Codable {
    package var role: Role
    package var scope: Scope
    /// The keys of every unit the scope reaches: the named one and all below it. Empty for the other scopes.
    package var units: Set<String>
    package var from: Day
    /// The last day; nil while it is open.
    package var to: Day?
    /// The account whose designee the holder is, and the member behind it.
    package var designeeOf: String?
    package var principal: MemberID?

    package init(
        role: Role, scope: Scope, units: Set<String> = [], from: Day, to: Day? = nil, designeeOf: String? = nil, principal: MemberID? = nil
    ) {
        self.role = role
        self.scope = scope
        self.units = units
        self.from = from
        self.to = to
        self.designeeOf = designeeOf
        self.principal = principal
    }

    package func covers(_ day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }

    /// Whether the record lies within what the role is held over. Where no single record is meant, the act is about the
    /// whole department, and so must the holding be.
    ///
    /// Nobody stands in for somebody on a record about that very person (ambiguity 7.7).
    package func reaches(_ record: RecordFacts?) -> Bool {
        guard let record else { return scope == .department }
        if let principal, record.subject == principal { return false }
        return switch scope {
        case .department: true
        case .unit: record.unit.map(units.contains) ?? false
        case .item(let reference): record.reference == reference
        }
    }
}
