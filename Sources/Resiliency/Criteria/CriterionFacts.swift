import Casework
import Directives

/// The facts that each criterion needs before it can support an incident. None asks for a penalty, a charge or a diagnosis
/// (`SRV-017:I.A.1`).
enum CriterionFacts {
    static let key = "criteria"

    /// The questions of one criterion, asked where it is chosen.
    static func asks(_ criterion: Criterion) -> [Prompt] { (own(criterion) + [statement(criterion)]).map { $0.onlyIf(key, criterion.rawValue) } }

    static func statementKey(_ criterion: String) -> String { "\(criterion)-statement" }
    static func occurrencesKey(_ criterion: Criterion) -> String { "\(criterion.rawValue)-occurrences" }

    /// Each criterion has a statement of its own that supports it (`SRV-017:IV.A`).
    private static func statement(_ criterion: Criterion) -> Prompt {
        let (asks, hint): (String, String) =
            switch criterion {
            case .crash: ("The unusual or questionable circumstances", "What was unusual or questionable.")
            case .seriousIncident: ("What happened, and why it may indicate a problem", "What you documented yourself, with its date.")
            case .substances: ("The behavior you observed", "What was seen, heard or smelled. No diagnosis.")
            case .other: ("Why this warrants support", "The list of criteria is open; say what justifies adding this.")
            default: ("How this supports your belief: \(criterion.title.prefix(1).lowercased() + criterion.title.dropFirst())", "In a sentence or two.")
            }
        return Prompt(statementKey(criterion.rawValue), asks, .text, in: .incident, hint: hint, cites: criterion == .other ? "SRV-017:IV.A#3" : criterion.cites)
    }

    private static func own(_ criterion: Criterion) -> [Prompt] {
        let cites = criterion.cites
        func ask(_ name: String, _ asks: String, _ kind: Prompt.Kind, hint: String? = nil) -> Prompt {
            Prompt("\(criterion.rawValue)-\(name)", asks, kind, in: .incident, hint: hint, cites: cites)
        }
        func finding(_ choices: [Prompt.Choice]) -> Prompt { ask("finding", "Recorded finding", .one(choices)) }
        switch criterion {
        case .excessiveForce, .biasedTreatment:
            return [
                ask("reference", "Number of the complaint", .line),
                ask("finding", "The recorded finding is “sustained”", .confirmation, hint: "A complaint with another finding, or with none yet, does not meet this criterion."),
            ]
        case .pursuit:
            return [
                ask("initiated", "The employee began the pursuit", .confirmation), ask("violation", "It was found to be in violation of policy", .confirmation),
            ]
        case .crash:
            return [
                ask("preventable", "The crash was found preventable", .confirmation), ask("state-vehicle", "It was in a state vehicle", .confirmation),
            ]
        case .evaluation:
            return [
                ask("rating", "Overall rating", .one([.init("belowExpectations", "Below expectations"), .init("unsatisfactory", "Unsatisfactory")])),
                ask("day", "Date of the evaluation", .day),
            ]
        case .sickTime:
            return [
                ask("pattern", "Pattern", .one([
                    .init("unusual", "An unusual pattern in the use of sick time"), .init("daysOff", "Excessive sick time joined to days off"),
                    .init("tardiness", "Excessive tardiness with a pattern of abuse"),
                ])),
                ask("occurrences", "Dates that show it, one a line", .lines, hint: "At least two, as 2026-03-14. The incident is dated at the last."),
            ]
        case .complaint:
            return [
                ask("kind", "What it is", .one([.init("citizen", "A citizen’s complaint"), .init("dii", "An investigation by the DII")])),
                ask("reference", "Its number", .line),
                finding([
                    .init("pending", "Pending"), .init("sustained", "Sustained"), .init("notSustained", "Not sustained"), .init("unfounded", "Unfounded"),
                    .init("exonerated", "Exonerated"),
                ]),
            ]
        case .recordings:
            return [ask("occurrences", "Dates on which it was not used, one a line", .lines, hint: "At least two, as 2026-03-14. The incident is dated at the last.")]
        case .seriousIncident, .substances, .other: return []
        }
    }
}
