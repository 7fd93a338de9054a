import Casework
import Directives
import Foundation
import Risk

/// A computer-generated indicator that a member may benefit from support (`D20-04:I.B`).
///
/// A Work Item is made by the monthly run and by nothing else. It begins in the OSU analyst's queue as `generated`; the
/// analyst decides its validity within 48 hours and forwards a valid one within three working days (`D20-04:V.A`). What
/// led to it is frozen in its snapshot, so that it can be compared with the member's next one.
package struct WorkItem: Hashable, Sendable, Codable {
    /// `W-2018-01-007`: the month and a number, nothing about the person.
    package var reference: String
    package var member: MemberID
    package var district: String
    package var unit: String
    package var generatedAt: Date
    package var validityDueAt: Date
    package var forwardDueAt: Date
    package var state: State
    package var closedAt: Date?
    package var snapshot: Snapshot

    package typealias State = WorkItemState

    package init(
        reference: String, member: MemberID, district: String, unit: String, generatedAt: Date, validityDueAt: Date,
        forwardDueAt: Date, state: State, closedAt: Date? = nil, snapshot: Snapshot
    ) {
        self.reference = reference
        self.member = member
        self.district = district
        self.unit = unit
        self.generatedAt = generatedAt
        self.validityDueAt = validityDueAt
        self.forwardDueAt = forwardDueAt
        self.state = state
        self.closedAt = closedAt
        self.snapshot = snapshot
    }

    /// The clocks that run while the item is with the analyst. Closing it stops both: there is nothing left to forward.
    package var clocks: [Clock] {
        [
            Clock(rule: Clocks.validity, start: generatedAt, due: validityDueAt, stopped: closedAt),
            Clock(rule: Clocks.forwarding, start: generatedAt, due: forwardDueAt, stopped: closedAt),
        ]
    }
}

/// The deadlines of the Officer Support Unit.
package enum Clocks {
    package static let validity = ClockRule(
        key: "validity", title: "Decide validity", holder: "OSU analyst", limit: .hours(48), cites: "D20-04:V.A.2")
    package static let forwarding = ClockRule(
        key: "forwarding", title: "Forward to the area representative", holder: "OSU analyst", limit: .workingDays(3),
        cites: "D20-04:V.A.4")
}

/// What was known and worked out when the item was generated. It never changes.
package struct Snapshot: Hashable, Sendable, Codable {
    package var asOf: Day
    package var rank: String
    package var yearsOfService: Int?
    /// All four categories; those that raised the item are marked.
    package var categories: [Category]
    package var indicators: [Indicator]
    /// The member's profile data: how many records of each kind were known, and what had come of them. Two successive
    /// items are compared by these (`D20-04:V.A.3.NOTE`, ambiguity 2.6); time passing alone changes none of them.
    package var profile: [Field]
    /// Every input of the score in its own unit, as the models read it.
    package var figures: [Figure]

    /// The same without its figures, which are most of it: what pages show of an item that is not about each number.
    package struct WithoutFigures: Hashable, Sendable, Codable {
        package var snapshot: Snapshot

        package init(from decoder: any Decoder) throws {
            let stored = try decoder.container(keyedBy: CodingKeys.self)
            snapshot = Snapshot(
                asOf: try stored.decode(Day.self, forKey: .asOf), rank: try stored.decode(String.self, forKey: .rank),
                yearsOfService: try stored.decodeIfPresent(Int.self, forKey: .yearsOfService),
                categories: try stored.decode([Category].self, forKey: .categories), indicators: try stored.decode([Indicator].self, forKey: .indicators),
                profile: try stored.decode([Field].self, forKey: .profile), figures: [])
        }

        package func encode(to encoder: any Encoder) throws { try snapshot.encode(to: encoder) }
    }

    /// One comparable field of the profile.
    package struct Field: Hashable, Sendable, Codable {
        package var key: String
        package var title: String
        package var value: String
        package init(key: String, title: String, value: String) {
            self.key = key
            self.title = title
            self.value = value
        }
    }

    package struct Figure: Hashable, Sendable, Codable {
        package var group: String
        package var name: String
        package var unit: String
        package var value: Double
        package init(group: String, name: String, unit: String, value: Double) {
            self.group = group
            self.name = name
            self.unit = unit
            self.value = value
        }
    }

    package struct Category: Hashable, Sendable, Codable {
        package var outcome: Outcome
        /// Over the following 24 months.
        package var probability: Double
        /// The share of all scored members expected to have this outcome.
        package var baseRate: Double
        /// 1 is the highest probability of all scored members.
        package var rank: Int
        package var of: Int
        package var raised: Bool

        package init(outcome: Outcome, probability: Double, baseRate: Double, rank: Int, of: Int, raised: Bool) {
            self.outcome = outcome
            self.probability = probability
            self.baseRate = baseRate
            self.rank = rank
            self.of = of
            self.raised = raised
        }
    }

    package struct Indicator: Hashable, Sendable, Codable {
        /// The outcome whose probability it moves.
        package var outcome: Outcome
        package var group: String
        package var sentence: String
        /// The share of the outcome's score that this group of records accounts for, 0 to 1.
        package var weight: Double
        package var raises: Bool
        package var records: [Reference]

        package init(outcome: Outcome, group: String, sentence: String, weight: Double, raises: Bool, records: [Reference]) {
            self.outcome = outcome
            self.group = group
            self.sentence = sentence
            self.weight = weight
            self.raises = raises
            self.records = records
        }
    }

    /// A record behind an indicator.
    package struct Reference: Hashable, Sendable, Codable {
        package var kind: String
        package var record: Int64
        package init(kind: String, record: Int64) {
            self.kind = kind
            self.record = record
        }
    }

    package init(
        asOf: Day, rank: String, yearsOfService: Int?, categories: [Category], indicators: [Indicator], profile: [Field],
        figures: [Figure]
    ) {
        self.asOf = asOf
        self.rank = rank
        self.yearsOfService = yearsOfService
        self.categories = categories
        self.indicators = indicators
        self.profile = profile
        self.figures = figures
    }
}
