import Directives

/// Mainstay's own number of a member. It means nothing outside this installation; sources use `Member.sourceID`.
package struct MemberID: RawRepresentable, Hashable, Comparable, Sendable, Codable {
    package var rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
    package static func < (left: MemberID, right: MemberID) -> Bool { left.rawValue < right.rawValue }
}

/// A person the department employs or employed. Race, gender and year of birth are not here: they live in
/// `Demographics`, which only the fairness report may read.
package struct Member: Hashable, Sendable, Codable {
    package var id: MemberID
    /// The number the department's own systems use, as text.
    package var sourceID: String
    package var name: String
    package var appointed: Day?
    /// The day the member left, known from that day on.
    package var separated: Day?

    package init(id: MemberID, sourceID: String, name: String, appointed: Day?, separated: Day?) {
        self.id = id
        self.sourceID = sourceID
        self.name = name
        self.appointed = appointed
        self.separated = separated
    }
}

/// What the fairness report compares and no score may ever read. The features of `Risk` are computed from a type
/// that has no place for these three values.
package struct Demographics: Hashable, Sendable, Codable {
    package var member: MemberID
    package var race: String?
    package var gender: String?
    package var birthYear: Int?

    package init(member: MemberID, race: String?, gender: String?, birthYear: Int?) {
        self.member = member
        self.race = race
        self.gender = gender
        self.birthYear = birthYear
    }
}

/// A rank of the department's ladder. Titles on one level are equals, as police officer and detective
/// (ambiguity 2.13).
package struct Rank: Hashable, Sendable, Codable {
    package var key: String
    package var title: String
    /// 1 is the lowest. "Higher rank" means a higher level.
    package var level: Int
    package var sworn: Bool
    /// Whether holders of this rank supervise others.
    package var supervises: Bool

    package init(key: String, title: String, level: Int, sworn: Bool, supervises: Bool) {
        self.key = key
        self.title = title
        self.level = level
        self.sworn = sworn
        self.supervises = supervises
    }
}

/// A rank a member was seen to hold, from a payroll row or a promotion order.
package struct RankHeld: Hashable, Sendable, Codable {
    package var member: MemberID
    package var rank: String
    /// The first day of the period for which the source states this rank.
    package var from: Day
    /// The day from which the department's records show it.
    package var knownOn: Day
    /// The day of promotion, where the source gives it.
    package var since: Day?

    package init(member: MemberID, rank: String, from: Day, knownOn: Day, since: Day?) {
        self.member = member
        self.rank = rank
        self.from = from
        self.knownOn = knownOn
        self.since = since
    }
}

/// A unit of the department. Its place in the tree is dated: areas are redrawn and districts move.
package struct Unit: Hashable, Sendable, Codable {
    package var key: String
    package var name: String
    package var kind: Kind
    package var parent: String?
    package var from: Day?
    package var to: Day?

    package enum Kind: String, Sendable, Codable, CaseIterable {
        case department, bureau, area, region, district, section, unit
    }

    package init(key: String, name: String, kind: Kind, parent: String?, from: Day?, to: Day?) {
        self.key = key
        self.name = name
        self.kind = kind
        self.parent = parent
        self.from = from
        self.to = to
    }
}

/// An assignment or detail of a member to a unit (`D20-04:III.C.20`).
package struct Posting: Hashable, Sendable, Codable {
    package var member: MemberID
    package var unit: String
    package var kind: Kind
    package var start: Day
    /// The last day; known from that day on.
    package var end: Day?

    package enum Kind: String, Sendable, Codable { case assignment, detail }

    package init(member: MemberID, unit: String, kind: Kind, start: Day, end: Day?) {
        self.member = member
        self.unit = unit
        self.kind = kind
        self.start = start
        self.end = end
    }

    package func covers(_ day: Day) -> Bool { start <= day && (end.map { day <= $0 } ?? true) }
}

/// A named supervisor of a member between two days, where the department's source states it.
package struct Supervision: Hashable, Sendable, Codable {
    package var member: MemberID
    package var supervisor: MemberID
    package var start: Day
    package var end: Day?

    package init(member: MemberID, supervisor: MemberID, start: Day, end: Day?) {
        self.member = member
        self.supervisor = supervisor
        self.start = start
        self.end = end
    }
}
