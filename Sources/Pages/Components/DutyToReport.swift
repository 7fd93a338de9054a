import Directives
import Jacket

/// What sworn members report about themselves. The duty is told, and nothing follows from it here (ambiguity 2.30).
struct DutyToReport: Component {
    /// The kind of record in the jacket that it is about.
    var kind: RecordKind
    var what: String
    var cites: Citation

    static let all = [
        DutyToReport(kind: .criminalProceeding, what: "criminal proceedings against them", cites: "D20-04:III.C.8.NOTE"),
        DutyToReport(kind: .protectiveOrder, what: "restraining and protective orders against them", cites: "D20-04:III.C.12.NOTE"),
    ]

    /// What Mainstay does with it.
    static let nothingFollows = "Such a report is made where the Department takes it, not here. Mainstay opens no investigation and takes no disciplinary step."

    var body: Node {
        p {
            "Sworn members have a duty to report \(what); not doing so leads to a Log Number investigation. "
            CitationLink(cites, in: .sentence)
        }
    }
}
