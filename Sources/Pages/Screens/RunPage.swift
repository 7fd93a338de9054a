import Directives
import Foundation

/// A run: what went in, how well it did, where the line was drawn, whether it can be computed again.
package struct RunPage: Screen {
    package var frame: Frame
    package var id: String
    package var month: Month
    package var asOf: Day
    package var horizon: Int
    package var finished: Date
    package var startedBy: String
    package var scored: Int
    package var items: Int
    /// Members above the line in districts where the program is not on.
    package var elsewhere: Int
    package var input: Input
    package var warnings: [String]
    package var outcomes: [Outcome]
    package var line: Line
    package var fairness: Fairness
    package var stages: [(title: String, seconds: Double)]
    package var replay: Replay
    /// Whether the reader may fetch every member's scores.
    package var mayFetchScores: Bool

    package struct Input: Sendable {
        package var sources: [Source]
        /// SHA-256 of everything the run read, in hexadecimal.
        package var fingerprint: String
        package var programVersion: String
        package var seed: String
        package var settings: [(name: String, value: String)]
        package init(
            sources: [Source], fingerprint: String, programVersion: String, seed: String, settings: [(name: String, value: String)]
        ) {
            self.sources = sources
            self.fingerprint = fingerprint
            self.programVersion = programVersion
            self.seed = seed
            self.settings = settings
        }
    }

    package struct Source: Sendable {
        package var kind: String
        package var records: Int
        package var first: Day?
        package var last: Day?
        package init(kind: String, records: Int, first: Day?, last: Day?) {
            self.kind = kind
            self.records = records
            self.first = first
            self.last = last
        }
    }

    /// One of the four events, with the method used and its rivals on the same past months.
    package struct Outcome: Sendable {
        package var key: String
        package var title: String
        package var cites: Citation
        package var forceWide: Double
        /// The first is the one the run used.
        package var methods: [Method]
        package var calibration: CalibrationPlot
        /// The as-of days of the walk-forward evaluation.
        package var tested: [Day]

        package init(
            key: String, title: String, cites: Citation, forceWide: Double, methods: [Method], calibration: CalibrationPlot, tested: [Day]
        ) {
            self.key = key
            self.title = title
            self.cites = cites
            self.forceWide = forceWide
            self.methods = methods
            self.calibration = calibration
            self.tested = tested
        }
    }

    package struct Method: Sendable {
        package var name: String
        package var used: Bool
        /// Area under the ROC curve, with its standard error.
        package var auroc: Double
        package var aurocError: Double?
        package var averagePrecision: Double?
        /// Of the members in the top 2 %, the share with the outcome; of those with it, the share in the top 2 %.
        package var precision2: Double?
        package var recall2: Double?
        package var brier: Double?
        package var calibrationError: Double?

        package init(
            name: String, used: Bool, auroc: Double, aurocError: Double?, averagePrecision: Double? = nil, precision2: Double? = nil,
            recall2: Double? = nil, brier: Double? = nil, calibrationError: Double? = nil
        ) {
            self.name = name
            self.used = used
            self.auroc = auroc
            self.aurocError = aurocError
            self.averagePrecision = averagePrecision
            self.precision2 = precision2
            self.recall2 = recall2
            self.brier = brier
            self.calibrationError = calibrationError
        }
    }

    /// The rule by which members are raised, and what other lines would have done on past months.
    package struct Line: Sendable {
        package var rule: String
        package var cites: Citation
        package var multiple: Double
        package var steps: [Step]
        /// The past as-of days the shares come from.
        package var measuredOn: String
        /// The number on the slider: asked for in the address, else the run's own.
        package var shown: Double

        package init(rule: String, cites: Citation, multiple: Double, steps: [Step], measuredOn: String, shown: Double) {
            self.rule = rule
            self.cites = cites
            self.multiple = multiple
            self.steps = steps
            self.measuredOn = measuredOn
            self.shown = shown
        }
    }

    package struct Step: Sendable {
        package var multiple: Double
        /// Work Items this month with the line here.
        package var items: Int
        package var shareOfMembers: Double
        /// Of the members who later had any of the four events, the share that stood above the line.
        package var shareOfOutcomes: Double
        /// Of the members above the line, the share who later had any of the four events.
        package var precision: Double

        package init(multiple: Double, items: Int, shareOfMembers: Double, shareOfOutcomes: Double, precision: Double) {
            self.multiple = multiple
            self.items = items
            self.shareOfMembers = shareOfMembers
            self.shareOfOutcomes = shareOfOutcomes
            self.precision = precision
        }
    }

    package struct Fairness: Sendable {
        package var paragraph: String
        package var groups: [Group]
        package init(paragraph: String, groups: [Group]) {
            self.paragraph = paragraph
            self.groups = groups
        }
    }

    /// A group of members; a value that would rest on fewer than ten people is nil and shown as withheld.
    package struct Group: Sendable {
        /// "Race", "Gender", "Years of service"
        package var attribute: String
        package var name: String
        package var members: Int
        package var base: Double?
        package var raised: Double?
        package var precision: Double?
        package var recall: Double?
        package var falsePositive: Double?
        /// The share raised against the group with the highest, with the exact test's p.
        package var ratio: Double?
        package var p: Double?

        package init(
            attribute: String, name: String, members: Int, base: Double?, raised: Double?, precision: Double?, recall: Double?,
            falsePositive: Double?, ratio: Double?, p: Double?
        ) {
            self.attribute = attribute
            self.name = name
            self.members = members
            self.base = base
            self.raised = raised
            self.precision = precision
            self.recall = recall
            self.falsePositive = falsePositive
            self.ratio = ratio
            self.p = p
        }
    }

    package struct Replay: Sendable {
        /// SHA-256 of every score, in hexadecimal.
        package var digest: String
        /// When the run was last computed again, and whether every score was the same.
        package var checked: Date?
        package var same: Bool
        package init(digest: String, checked: Date? = nil, same: Bool = true) {
            self.digest = digest
            self.checked = checked
            self.same = same
        }
    }

    package init(
        frame: Frame, id: String, month: Month, asOf: Day, horizon: Int, finished: Date, startedBy: String, scored: Int, items: Int,
        elsewhere: Int, input: Input, warnings: [String], outcomes: [Outcome], line: Line, fairness: Fairness,
        stages: [(title: String, seconds: Double)], replay: Replay, mayFetchScores: Bool
    ) {
        self.frame = frame
        self.id = id
        self.month = month
        self.asOf = asOf
        self.horizon = horizon
        self.finished = finished
        self.startedBy = startedBy
        self.scored = scored
        self.items = items
        self.elsewhere = elsewhere
        self.input = input
        self.warnings = warnings
        self.outcomes = outcomes
        self.line = line
        self.fairness = fairness
        self.stages = stages
        self.replay = replay
        self.mayFetchScores = mayFetchScores
    }

    package var body: Node {
        Layout("Run of \(month.name)", frame, section: .runs) {
            h1 { "Run of \(month.name)" }
            p(.class("lede")) {
                "\(Figures.count(scored)) members scored on what was known before \(asOf.short); \(Figures.plural(items, "Work Item")) generated."
                    + (elsewhere > 0
                        ? " \(Figures.plural(elsewhere, "member")) above the line serve where the program is not on." : "")
            }
            warningList
            contents
            wentIn
            howWell
            drawn
            RunFairness(fairness: fairness)
            again
        }.body
    }
}
