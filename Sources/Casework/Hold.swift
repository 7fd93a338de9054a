import Directives

/// What a litigation hold reaches: every condition that is named must be met.
package struct HoldScope: Hashable, Sendable, Codable {
    package var member: MemberID?
    package var program: ProgramKey?
    /// One record by its reference; the whole file it lies in is held with it.
    package var record: String?
    /// A span of dates that a record of the file touches.
    package var from: Day?
    package var to: Day?

    package init(member: MemberID? = nil, program: ProgramKey? = nil, record: String? = nil, from: Day? = nil, to: Day? = nil) {
        self.member = member
        self.program = program
        self.record = record
        self.from = from
        self.to = to
    }

    /// A hold that names nothing would hold everything by mistake.
    package var isEmpty: Bool { member == nil && program == nil && record == nil && from == nil && to == nil }

    package func reaches(_ program: ProgramKey, _ member: MemberID?, _ records: [KeptRecord]) -> Bool {
        if let own = self.program, own != program { return false }
        if let own = self.member, own != member { return false }
        guard record != nil || from != nil || to != nil else { return true }
        return records.contains { kept in
            if let record, kept.reference != record { return false }
            if let to, kept.from > to { return false }
            if let from, let last = kept.to, last < from { return false }
            return true
        }
    }
}

/// A litigation hold, as the legal custodian places it (ambiguity 7.1): it stops destruction and nothing else.
package struct Hold: Hashable, Sendable, Codable {
    package var reference: String
    package var authority: String
    /// What it is about, for the custodian's own memory.
    package var matter: String
    package var scope: HoldScope
    package var from: Day
    package var reviewOn: Day
    /// The last day; nil until it is lifted.
    package var to: Day?

    package init(reference: String, authority: String, matter: String, scope: HoldScope, from: Day, reviewOn: Day, to: Day?) {
        self.reference = reference
        self.authority = authority
        self.matter = matter
        self.scope = scope
        self.from = from
        self.reviewOn = reviewOn
        self.to = to
    }

    package func covers(_ day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }
}
