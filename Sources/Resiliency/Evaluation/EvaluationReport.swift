import Casework
import Directives

/// An evaluation with the words for what it counts: what the page, the spreadsheet and the file are made from.
package struct EvaluationReport: Hashable, Sendable {
    package var evaluation: Evaluation
    /// Titles of criteria and of resources that the section added, by their keys.
    package var criteria: [String: String]
    package var resources: [String: String]

    package init(_ evaluation: Evaluation, criteria: [String: String], resources: [String: String]) {
        self.evaluation = evaluation
        self.criteria = criteria
        self.resources = resources
    }

    package var figures: EvaluationFigures { evaluation.figures }

    /// One part of the report: what is counted, on whose word, and its rows.
    package struct Table: Hashable, Sendable {
        package var part: Part
        package var columns: [String]
        package var rows: [[Cell]]
        /// Whether not even the names of its rows can be shown.
        package var isWithheld = false
    }

    package enum Part: String, CaseIterable, Sendable, Codable {
        case contacts, plans, activations, criteria, triggers, purposes, resources

        package var title: String {
            switch self {
            case .contacts: "RSS contacts"
            case .plans: "RSS action plans"
            case .activations: "Activated cases, year by year"
            case .criteria: "Activations by criterion"
            case .triggers: "Activations by trigger"
            case .purposes: "Contacts by purpose"
            case .resources: "Measures and resources"
            }
        }

        package var cites: Citation {
            switch self {
            case .contacts, .purposes: "SRV-017:IV.J.2#2"
            case .plans: "SRV-017:IV.J.2#3"
            case .activations: "SRV-017:IV.J.2#5"
            case .criteria, .triggers: "SRV-017:IV.J.2#6"
            case .resources: "SRV-017:IV.J.2#7"
            }
        }
    }

    package enum Cell: Hashable, Sendable {
        case words(String)
        case count(Int)
        /// With its sign.
        case difference(Int)
        case percent(Int)
        case withheld
        /// Nothing to say: the first year has no year before it.
        case none

        /// As a person reads it.
        package var words: String {
            switch self {
            case .words(let text): text
            case .count(let count): String(count)
            case .difference(let count): count > 0 ? "+\(count)" : count < 0 ? "−\(-count)" : "0"
            case .percent(let percent): percent > 0 ? "+\(percent)%" : percent < 0 ? "−\(-percent)%" : "0%"
            case .withheld: "withheld"
            case .none: "–"
            }
        }
    }

    package static let withheldNote =
        "Totals are exact. In what they are broken down by, figures below five are withheld, and with them as many others as are needed so that nobody can work them out."

    // MARK: Tables

    package var tables: [Table] { Part.allCases.map(table) }

    package func table(_ part: Part) -> Table {
        let figures = evaluation.figures
        switch part {
        case .contacts: return Table(part: part, columns: ["Counted", "Contacts"], rows: [[.words("Contacts with the Officer Wellness Section"), .count(figures.contacts)]])
        case .plans:
            return Table(
                part: part, columns: ["Counted", "Plans"],
                rows: [
                    [.words("Completed successfully"), .count(figures.completed)],
                    [.words("Incomplete: running at the end of the year"), .count(figures.running)],
                    [.words("Incomplete: ended in the year without completion"), .count(figures.notCompleted)],
                    [.words("Incomplete in all"), .count(figures.incomplete)],
                ])
        case .activations:
            return Table(
                part: part, columns: ["Year", "Activated cases", "Difference", "In percent"],
                rows: figures.activations.map { year in
                    [.words(String(year.year)), .count(year.count), year.difference.map(Cell.difference) ?? .none, year.percent.map(Cell.percent) ?? .none]
                })
        case .criteria: return breakdown(part, "Criterion", "Activations", figures.byCriterion, title(ofCriterion:))
        case .triggers: return breakdown(part, "Trigger", "Activations", figures.byTrigger, EvaluationReport.title(ofTrigger:))
        case .purposes: return breakdown(part, "Purpose", "Contacts", figures.byPurpose, EvaluationReport.title(ofPurpose:))
        case .resources:
            func cell(_ count: Int?) -> Cell { count.map(Cell.count) ?? .withheld }
            return Table(
                part: part, columns: ["Measure or resource"] + MeasureStanding.allCases.map(\.title),
                rows: figures.resources.map { use in
                    [.words(title(ofResource: use.key)), cell(use.offered), cell(use.accepted), cell(use.declined), cell(use.done)]
                })
        }
    }

    private func breakdown(_ part: Part, _ named: String, _ counted: String, _ breakdown: Breakdown, _ title: (String) -> String) -> Table {
        Table(
            part: part, columns: [named, counted],
            rows: breakdown.parts.map { [.words(title($0.key)), $0.count.map(Cell.count) ?? .withheld] }, isWithheld: breakdown.isWithheld)
    }

    // MARK: Titles

    package func title(ofCriterion key: String) -> String {
        let title = Criterion.title(key, added: criteria)
        return Criterion(rawValue: key).map { "\(title) (\($0.cites.rawValue))" } ?? title
    }

    package func title(ofResource key: String) -> String { Measure(rawValue: key)?.title ?? resources[key] ?? key }

    package static func title(ofTrigger key: String) -> String {
        switch key {
        case "single": "A single incident"
        case "third": "One of three incidents within 12 months"
        default: key
        }
    }

    static let purposes: [Prompt.Choice] = if case .one(let choices) = IncidentAsk.purpose.kind { choices } else { [] }

    package static func title(ofPurpose key: String) -> String {
        key == "employee" ? "Contact by the employee" : purposes.first { $0.value == key }?.title ?? key
    }

    // MARK: What is counted

    /// Everything that is counted, for a correction to choose from.
    package var counted: [Counted] {
        var counted = EvaluationReport.purposes.map { Counted(.contact, $0.value, $0.title) }
        counted.append(Counted(.activated, "", "all"))
        let added = criteria.keys.sorted().map { Counted(.activatedBy, $0, title(ofCriterion: $0)) }
        counted += Criterion.allCases.map { Counted(.activatedBy, $0.rawValue, title(ofCriterion: $0.rawValue)) } + added
        counted += ["single", "third"].map { Counted(.trigger, $0, EvaluationReport.title(ofTrigger: $0)) }
        counted += [Tally.Measure.planStarted, .planCompleted, .planNotCompleted].map { Counted($0, "", "all") }
        let measures = Measure.allCases.filter { $0 != .referral }.map(\.rawValue) + resources.keys.sorted()
        for measure in measures {
            counted += MeasureStanding.allCases.map { Counted(.resource, "\(measure)/\($0.rawValue)", "\(title(ofResource: measure)), \($0.title.lowercased())") }
        }
        return counted
    }

    package struct Counted: Hashable, Sendable {
        package var measure: Tally.Measure
        package var key: String
        package var title: String

        init(_ measure: Tally.Measure, _ key: String, _ words: String) {
            self.measure = measure
            self.key = key
            title = words == "all" ? measure.title : "\(measure.title): \(words)"
        }
    }

    /// The words for what a correction corrected.
    package func title(of correction: TallyCorrection) -> String {
        counted.first { $0.measure == correction.measure && $0.key == correction.key }?.title ?? correction.measure.title
    }
}
