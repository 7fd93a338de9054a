import Casework
import Directives
import Foundation

/// What led to a Work Item: the reasons, the estimates, how far they can be trusted. For those who may see its indicators.
package struct WorkItemEvidence: Sendable {
    package var member: Int64
    package var reference: String
    /// The day whose records the run looked at.
    package var asOf: Day
    package var categories: [WorkItemPage.Category]
    /// The months the probabilities look ahead.
    package var horizon: Int
    /// How many members were scored in the run.
    package var scored: Int
    package var indicators: [WorkItemPage.Indicator]
    /// Nil where a model outside of Mainstay scored the member.
    package var trust: WorkItemPage.Trust?
    /// Set where a model outside of Mainstay scored the member.
    package var elsewhere: Elsewhere?
    /// Whether the reader may see the member's jacket, and with it the timeline.
    package var seesJacket: Bool

    package init(
        member: Int64, reference: String, asOf: Day, categories: [WorkItemPage.Category], horizon: Int, scored: Int,
        indicators: [WorkItemPage.Indicator], trust: WorkItemPage.Trust?, elsewhere: Elsewhere? = nil, seesJacket: Bool = false
    ) {
        self.member = member
        self.reference = reference
        self.asOf = asOf
        self.categories = categories
        self.horizon = horizon
        self.scored = scored
        self.indicators = indicators
        self.trust = trust
        self.elsewhere = elsewhere
        self.seesJacket = seesJacket
    }
}

extension WorkItemPage {
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
        /// For whoever may see the run's page.
        package var run: String?
        package var runName: String
        /// How often the model puts a member with the outcome above one without, of 100 pairs, by outcome.
        package var pairs: [(outcome: String, ofHundred: Int)]
        /// Years of service below which ranking is near chance, when the member is one of them.
        package var newMemberYears: Int?

        package init(run: String?, runName: String, pairs: [(outcome: String, ofHundred: Int)], newMemberYears: Int?) {
            self.run = run
            self.runName = runName
            self.pairs = pairs
            self.newMemberYears = newMemberYears
        }
    }
}
