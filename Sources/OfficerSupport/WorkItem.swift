import Casework
import Directives
import Foundation
import Risk

/// A computer-generated indicator that a member may benefit from support (`D20-04:I.B`).
///
/// A Work Item is made by the monthly run, or by an import of members whom a model outside of Mainstay scored
/// (`ScoredFile`), and by nothing else. It begins in the OSU analyst's queue as `generated`; the analyst decides its
/// validity within 48 hours and forwards a valid one within three working days (`D20-04:V.A`). What led to it is frozen in
/// its snapshot, so that it can be compared with the member's next one.
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

    /// The reference of the month's item with this number, wherever it comes from.
    package static func reference(_ number: Int, of month: Month) -> String {
        let digits = String(number)
        return "W-\(month.iso)-\(String(repeating: "0", count: max(0, 3 - digits.count)))\(digits)"
    }

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
    /// Mainstay's own scores: all four categories; those that raised the item are marked. Of another source: those that it
    /// names.
    package var categories: [Category]
    package var indicators: [Indicator]
    /// The member's profile data: how many records of each kind were known, and what had come of them. Two successive
    /// items are compared by these (`D20-04:V.A.3.NOTE`, ambiguity 2.6); time passing alone changes none of them.
    package var profile: [Field]
    /// Every input of the score in its own unit, as the models read it; none where somebody else scored the member.
    package var figures: [Figure]
    /// The name and version of the model that scored the member, where it was not Mainstay's (ambiguity 2.27), as whoever
    /// imported its items wrote it. Nil for Mainstay's own.
    package var source: String?

    /// The same without its figures, which are most of it: what pages show of an item that is not about each number.
    package struct WithoutFigures: Hashable, Sendable, Codable {
        package var snapshot: Snapshot

        package init(from decoder: any Decoder) throws {
            let stored = try decoder.container(keyedBy: CodingKeys.self)
            snapshot = Snapshot(
                asOf: try stored.decode(Day.self, forKey: .asOf), rank: try stored.decode(String.self, forKey: .rank),
                yearsOfService: try stored.decodeIfPresent(Int.self, forKey: .yearsOfService),
                categories: try stored.decode([Category].self, forKey: .categories), indicators: try stored.decode([Indicator].self, forKey: .indicators),
                profile: try stored.decode([Field].self, forKey: .profile), figures: [], source: try stored.decodeIfPresent(String.self, forKey: .source))
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

    /// A risk category: either as Mainstay's own models estimated it, or as another source named it. What the other source
    /// did not give is not there; nothing is put in its place.
    package struct Category: Hashable, Sendable, Codable {
        package let outcome: Outcome
        /// Over the following 24 months.
        private let probability: Double?
        /// The share of all scored members expected to have this outcome.
        private let baseRate: Double?
        /// 1 is the highest of all scored members.
        private let rank: Int?
        private let of: Int?
        package let raised: Bool
        /// What another source gave; its meaning is that source's.
        private let score: Double?

        /// What Mainstay's own models worked out.
        package struct Estimate: Hashable, Sendable {
            package var probability: Double
            package var baseRate: Double
            package var rank: Int
            package var of: Int
        }

        /// What another source said of the category, as far as it said anything.
        package struct Given: Hashable, Sendable {
            package var score: Double?
            package var place: Place?

            package init(score: Double? = nil, place: Place? = nil) {
                self.score = score
                self.place = place
            }
        }

        /// A place among those whom another source scored: 1 is the first.
        package struct Place: Hashable, Sendable {
            package var rank: Int
            package var of: Int
            package init(rank: Int, of: Int) {
                self.rank = rank
                self.of = of
            }
        }

        /// Nil where another source named the category.
        package var estimate: Estimate? {
            guard let probability, let baseRate, let rank, let of else { return nil }
            return Estimate(probability: probability, baseRate: baseRate, rank: rank, of: of)
        }

        /// Nil where Mainstay's own models estimated it.
        package var given: Given? {
            guard probability == nil else { return nil }
            return Given(score: score, place: rank.flatMap { rank in of.map { Place(rank: rank, of: $0) } })
        }

        package init(outcome: Outcome, probability: Double, baseRate: Double, rank: Int, of: Int, raised: Bool) {
            self.outcome = outcome
            self.probability = probability
            self.baseRate = baseRate
            self.rank = rank
            self.of = of
            self.raised = raised
            score = nil
        }

        /// As another source named it.
        package init(outcome: Outcome, given: Given) {
            self.outcome = outcome
            probability = nil
            baseRate = nil
            rank = given.place?.rank
            of = given.place?.of
            raised = true
            score = given.score
        }
    }

    package struct Indicator: Hashable, Sendable, Codable {
        /// The outcome whose probability it moves.
        package var outcome: Outcome
        package var group: String
        package var sentence: String
        /// The share of the outcome's score that this group of records accounts for, 0 to 1; nil for a reason in another
        /// source's words, of which nobody knows.
        package var weight: Double?
        package var raises: Bool
        package var records: [Reference]

        package init(outcome: Outcome, group: String, sentence: String, weight: Double?, raises: Bool, records: [Reference]) {
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
        figures: [Figure], source: String? = nil
    ) {
        self.asOf = asOf
        self.rank = rank
        self.yearsOfService = yearsOfService
        self.categories = categories
        self.indicators = indicators
        self.profile = profile
        self.figures = figures
        self.source = source
    }

    /// What raised the item, the strongest first; another source's reasons in the order in which they are kept.
    package var reasons: [Indicator] {
        indicators.filter(\.raises).enumerated().sorted { left, right in
            let (one, other) = (left.element.weight ?? 0, right.element.weight ?? 0)
            return one != other ? one > other : left.offset < right.offset
        }.map(\.element)
    }

    /// "Scored by NAME, not by Mainstay", said wherever such an item is shown.
    package static func scored(by source: String) -> String { "Scored by \(source), not by Mainstay" }
}
