import Directives
import OfficerSupport

/// The supports document: the newest edition, or an older one, as a page to read and as a list to hand to a member.
///
/// It is the one page that says that reading it is written down nowhere (`D20-04:III.B`), so neither frame nor print tell
/// of the reader.
package struct SupportsPage: Screen {
    package var frame: Frame
    /// The title the department gives the document (`D20-04:III.A.5.NOTE`).
    package var title: String
    /// Nil before the first edition.
    package var edition: SupportsEdition?
    /// Every edition, the newest first.
    package var editions: [SupportsEditionLine]
    /// What the Officer Support Unit owes, for the unit alone.
    package var update: QuarterlyUpdate?

    package init(frame: Frame, title: String, edition: SupportsEdition?, editions: [SupportsEditionLine], update: QuarterlyUpdate? = nil) {
        self.frame = frame
        self.title = title
        self.edition = edition
        self.editions = editions
        self.update = update
    }

    package var body: Node {
        let windowTitle = edition.map { isNewest ? title : "Edition \($0.number) of \(title)" } ?? title
        return Layout(windowTitle, frame, section: .supports, reading: .unrecorded) {
            if !isNewest { p(.class("back")) { a(.href(Paths.supports)) { "← The list that holds today" } } }
            SupportsTitle(title: title)
            if let edition { document(edition) } else { none }
        }.body
    }

    private var isNewest: Bool { edition.map { $0.number == editions.first?.number } ?? true }

    private var none: Node {
        .group([
            p(.class("lede")) {
                "The list of supports is not here yet. The Officer Support Unit publishes the first edition; then it stands here for every member, at any time. "
                CitationLink("D20-04:IV.A.2", in: .sentence)
            },
            unit,
        ])
    }

    private func document(_ edition: SupportsEdition) -> Node {
        .group([
            p(.class("lede")) {
                "Help that is open to every member at any time, with or without a Work Item. You need nobody’s leave to call. "
                CitationLink("D20-04:III.B", in: .sentence)
            },
            imprint(edition),
            unit,
            contents(edition),
            .group(edition.groups.map { group($0.kind, $0.supports, edition) }),
            SelfAssessmentSection(assessment: edition.selfAssessment).body,
            others(edition),
        ])
    }

    private func imprint(_ edition: SupportsEdition) -> Node {
        div(.class("imprint")) {
            p {
                strong { "Edition \(edition.number)" }
                ", \(edition.publishedOn.long), published by \(edition.publishedBy). "
                CitationLink("D20-04:IV.A.2#2")
            }
            p { "What changed: \(edition.changes)" }
            if !isNewest, let newest = editions.first {
                p(.class("older")) { "This is an older edition, kept for the plans that were made under it. Since \(newest.publishedOn.short) edition \(newest.number) holds." }
            }
        }
    }

    @Markup private var unit: Node {
        if let update, isNewest {
            div(.class("note unit-note")) {
                UpdateStanding(update: update)
                p { a(.href(Paths.supportsDraft)) { editions.isEmpty ? "Write the first edition" : "Draft of the next edition, and the quarterly review" } }
            }
        }
    }

    private func contents(_ edition: SupportsEdition) -> Node {
        nav(.class("contents"), .aria("label", "On this page")) {
            ul {
                for (kind, supports) in edition.groups {
                    li { a(.href(Paths.here(kind.rawValue))) { "\(kind.title) (\(supports.count))" } }
                }
                li { a(.href(Paths.here("self-assessment"))) { "Questions to ask yourself" } }
            }
        }
    }

    private func group(_ kind: Support.Kind, _ supports: [Support], _ edition: SupportsEdition) -> Node {
        Pages.section(.class("supports"), .aria("labelledby", kind.rawValue)) {
            h2(.id(kind.rawValue)) { kind.title }
            for support in supports { SupportEntry(support: support, recommendations: edition.recommendations(of: support.key)) }
        }
    }

    private func others(_ edition: SupportsEdition) -> Node {
        let others = editions.filter { $0.number != edition.number }
        guard !others.isEmpty else { return .nothing }
        return Pages.section(.class("editions"), .aria("labelledby", "editions")) {
            h2(.id("editions")) { isNewest ? "Earlier editions" : "Other editions" }
            dl(.class("provisions")) {
                for line in others {
                    div {
                        dt { a(.href(line.number == editions.first?.number ? Paths.supports : Paths.supportsEdition(line.number))) { "Edition \(line.number), \(line.publishedOn.short)" } }
                        dd { line.changes }
                    }
                }
            }
        }
    }
}

/// The document's title; what follows the two dashes stands back.
struct SupportsTitle: Component {
    var title: String

    var body: Node {
        guard let dashes = title.firstRange(of: " -- ") else { return h1 { title } }
        return h1 {
            String(title[..<dashes.lowerBound]) + " "
            span(.class("subtitle")) { String(title[dashes.lowerBound...].dropFirst()) }
        }
    }
}

/// One support as a member reads it.
struct SupportEntry: Component {
    var support: Support
    var recommendations: [Recommendation]

    var body: Node {
        div(.class("support"), .id("support-" + support.key)) {
            div(.class("support-what")) {
                h3 { support.title }
                p(.class("typed")) { support.description }
                if !recommendations.isEmpty {
                    p(.class("small recommended")) {
                        "Often helps with: \(Figures.list(recommendations.map { $0.stressor.title.lowercasedFirst })). "
                        CitationLink("D20-04:VI.B.5.NOTE")
                    }
                }
            }
            dl(.class("support-how")) {
                div {
                    dt { "Contact" }
                    dd(.class("reach")) { support.contact }
                }
                div {
                    dt { "For whom" }
                    dd { support.eligibility }
                }
                div {
                    dt { support.isConfidential ? "Confidential" : "Not confidential" }
                    dd { support.confidentiality }
                }
            }
        }
    }
}

/// The self-assessment (`D20-04:III.A.5.NOTE`): there is no field on it.
struct SelfAssessmentSection: Component {
    var assessment: SelfAssessment

    var body: Node {
        section(.class("self-assessment"), .aria("labelledby", "self-assessment")) {
            h2(.id("self-assessment")) {
                "Questions to ask yourself "
                CitationLink("D20-04:III.A.5.NOTE")
            }
            if !assessment.introduction.isEmpty { p(.class("typed")) { assessment.introduction } }
            ul(.class("questions")) { for question in assessment.questions { li { question } } }
            if !assessment.closing.isEmpty { p(.class("typed closing")) { assessment.closing } }
        }
    }
}

/// How the quarter's duty stands, in a sentence (`D20-04:IV.A.2.NOTE`).
struct UpdateStanding: Component {
    var update: QuarterlyUpdate

    var body: Node {
        guard let present = update.present else { return .nothing }
        return p {
            if let late = update.overdue.first {
                strong(.class("wrong-words")) { "Overdue: the update of the \(late.quarter.name) was due by \(late.lastDay.short)." }
                " Publish an edition, or record that nothing needs to change. The \(present.quarter.name) ends on \(present.lastDay.short). "
            } else if let done = present.fulfilment {
                "Done for the \(present.quarter.name): \(done.words) on \(done.on.short). The next update is due by \(present.quarter.next.last.short). "
            } else {
                "The update of the \(present.quarter.name) is due by "
                strong { present.lastDay.short }
                ": a new edition, or a recorded review that changes nothing. "
            }
            CitationLink("D20-04:IV.A.2.NOTE", in: .sentence)
        }
    }
}

extension QuarterlyUpdate.Fulfilment {
    /// "edition 4", "reviewed without a change by Linden Heron"
    var words: String { edition.map { "edition \($0), published by \(by)," } ?? "reviewed without a change by \(by)" }
}
