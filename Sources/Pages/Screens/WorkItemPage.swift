import Casework
import Directives
import Foundation

/// A Work Item: what happens next, why it was generated, how far the figures can be trusted, the frozen snapshot.
package struct WorkItemPage: Screen {
    package var frame: Frame
    package var identity: Identity
    package var next: NextStep
    package var categories: [Category]
    /// The months the probabilities look ahead.
    package var horizon: Int
    /// How many members were scored in the run.
    package var scored: Int
    package var indicators: [Indicator]
    package var trust: Trust
    package var snapshot: [SnapshotGroup]
    package var timeline: Strip
    package var clocks: [Clock]
    package var grounds: Grounds
    /// The member's item before this one; nil for the first.
    package var comparison: WorkItemComparison?
    /// Whether the reader may close it as a repetition, if it is one.
    package var mayClose: Bool
    /// Notes and papers, for those who may see them.
    package var review: WorkItemReview?
    /// Set once it is closed.
    package var closed: Closed?

    package struct Identity: Sendable {
        package var reference: String
        package var member: Int64
        package var memberName: String
        package var memberNumber: String
        package var rank: String
        package var unit: String
        /// One adjective: "New".
        package var status: String
        package var generated: Date
        /// The day whose records the run looked at.
        package var asOf: Day

        package init(
            reference: String, member: Int64, memberName: String, memberNumber: String, rank: String, unit: String, status: String,
            generated: Date, asOf: Day
        ) {
            self.reference = reference
            self.member = member
            self.memberName = memberName
            self.memberNumber = memberNumber
            self.rank = rank
            self.unit = unit
            self.status = status
            self.generated = generated
            self.asOf = asOf
        }
    }

    package struct NextStep: Sendable {
        package var sentence: String
        package var cites: Citation
        package init(sentence: String, cites: Citation) {
            self.sentence = sentence
            self.cites = cites
        }
    }

    package struct Category: Sendable {
        package var title: String
        package var cites: Citation
        package var probability: Double
        /// The share of all scored members who had the outcome, by the same model.
        package var forceWide: Double
        /// 1 is the highest probability of all scored members.
        package var rank: Int
        /// Whether this outcome is why the Work Item was generated.
        package var raised: Bool

        package init(title: String, cites: Citation, probability: Double, forceWide: Double, rank: Int, raised: Bool) {
            self.title = title
            self.cites = cites
            self.probability = probability
            self.forceWide = forceWide
            self.rank = rank
            self.raised = raised
        }
    }

    package struct Indicator: Sendable {
        /// "4 complaints in 24 months."
        package var sentence: String
        /// "The median in the unit is 0."
        package var peers: String?
        /// The outcomes to whose probability it added.
        package var outcomes: [String]
        package var records: [RecordLink]
        /// Records behind it that are not listed.
        package var more: Int

        package init(sentence: String, peers: String?, outcomes: [String], records: [RecordLink], more: Int = 0) {
            self.sentence = sentence
            self.peers = peers
            self.outcomes = outcomes
            self.records = records
            self.more = more
        }
    }

    /// A record behind an indicator, as its place in the jacket.
    package struct RecordLink: Sendable {
        package var words: String
        package var link: Link
        package init(words: String, link: Link) {
            self.words = words
            self.link = link
        }
    }

    package struct Trust: Sendable {
        package var run: String
        package var runName: String
        /// How often the model puts a member with the outcome above one without, of 100 pairs, by outcome.
        package var pairs: [(outcome: String, ofHundred: Int)]
        /// Years of service below which ranking is near chance, when the member is one of them.
        package var newMemberYears: Int?

        package init(run: String, runName: String, pairs: [(outcome: String, ofHundred: Int)], newMemberYears: Int?) {
            self.run = run
            self.runName = runName
            self.pairs = pairs
            self.newMemberYears = newMemberYears
        }
    }

    package struct SnapshotGroup: Sendable {
        package var title: String
        package var figures: [(name: String, value: String, unit: String)]
        package init(title: String, figures: [(name: String, value: String, unit: String)]) {
            self.title = title
            self.figures = figures
        }
    }

    /// That it was closed as duplicative; by whom and why for those who may know.
    package struct Closed: Sendable {
        package var at: Date
        package var by: String?
        package var reason: String?
        package var earlier: String?
        package init(at: Date, by: String?, reason: String?, earlier: String?) {
            self.at = at
            self.by = by
            self.reason = reason
            self.earlier = earlier
        }
    }

    package init(
        frame: Frame, identity: Identity, next: NextStep, categories: [Category], horizon: Int, scored: Int, indicators: [Indicator],
        trust: Trust, snapshot: [SnapshotGroup], timeline: Strip, clocks: [Clock], grounds: Grounds, comparison: WorkItemComparison? = nil,
        mayClose: Bool = false, review: WorkItemReview? = nil, closed: Closed? = nil
    ) {
        self.frame = frame
        self.identity = identity
        self.next = next
        self.categories = categories
        self.horizon = horizon
        self.scored = scored
        self.indicators = indicators
        self.trust = trust
        self.snapshot = snapshot
        self.timeline = timeline
        self.clocks = clocks
        self.grounds = grounds
        self.comparison = comparison
        self.mayClose = mayClose
        self.review = review
        self.closed = closed
    }

    package var body: Node {
        Layout("Work Item \(identity.reference)", frame, section: .workItems) {
            IdentityBar(
                kind: "Work Item \(identity.reference)", status: identity.status, name: identity.memberName,
                facts: [identity.memberNumber, identity.rank, identity.unit],
                links: [("Jacket as of \(identity.asOf.short)", Paths.jacket(identity.member, asOf: identity.asOf))]
                    + (frame.permitted.contains(.seeAccessHistory) ? [("History of access", Paths.workItemAccess(identity.reference))] : []))
            div(.class("two-thirds")) {
                div(.class("wide")) {
                    nextStep
                    notesAndPapers
                    reasons
                    probabilities
                    purpose
                    reliability
                }
                aside(.class("narrow-side"), .aria("labelledby", "clocks")) {
                    h2(.id("clocks")) { "Clocks" }
                    ClockList(clocks: clocks, wording: frame.wording)
                }
            }
            h2 { "The member’s timeline" }
            timeline.chart(
                title: "Records by kind, \(timeline.axis.years.lowerBound) to \(timeline.axis.years.upperBound)",
                sentence: "Each dot is a record that was known on \(identity.asOf.short).")
            frozen
            grounds
        }.body
    }
}
