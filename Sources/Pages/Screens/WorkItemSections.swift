import Directives
import Foundation
import OfficerSupport
import Risk

extension WorkItemEvidence {
    /// What stands in the column of the page.
    var opening: Node {
        guard let elsewhere else { return .group([reasons, probabilities, purpose, reliability, further]) }
        return .group([reasons, given(elsewhere), purpose, worth(elsewhere), further])
    }

    // MARK: Why

    private var reasons: Node {
        section(.aria("labelledby", "reasons")) {
            h2(.id("reasons")) { "Why this Work Item was generated" }
            if let elsewhere { p { "\(Snapshot.scored(by: elsewhere.source)). These are the source’s own words:" } }
            ol(.class("reasons")) { for indicator in indicators { reason(indicator) } }
        }
    }

    private func reason(_ indicator: WorkItemPage.Indicator) -> Node {
        li {
            p {
                strong { elsewhere == nil ? indicator.sentence : "“\(indicator.sentence)”" }
                if let peers = indicator.peers { " " + peers }
            }
            if !indicator.outcomes.isEmpty {
                p(.class("small")) { "\(elsewhere == nil ? "Added to the probability of" : "Given for"): \(Figures.list(indicator.outcomes.map(\.lowercasedFirst)))." }
            }
            if !indicator.records.isEmpty { records(indicator) }
        }
    }

    private func records(_ indicator: WorkItemPage.Indicator) -> Node {
        details {
            summary {
                let count = indicator.records.count + indicator.more
                count == 1 ? "The record behind it" : "The \(Figures.count(count)) records behind it"
                span(.class("unseen")) { ": \(indicator.sentence)" }
            }
            ul(.class("small records")) {
                for record in indicator.records { li { a(.href(record.link)) { record.words } } }
                if indicator.more > 0 {
                    li {
                        a(.href(Paths.jacket(member, asOf: asOf, item: reference))) {
                            "and \(Figures.plural(indicator.more, "more record")) in the jacket"
                        }
                    }
                }
            }
        }
    }

    private var probabilities: Node {
        let denominator = Figures.denominator(for: categories.flatMap { [$0.probability, $0.forceWide] })
        return section(.aria("labelledby", "categories")) {
            h2(.id("categories")) { "What the application estimated" }
            p { "Of members with records like these, so many had the event in the \(horizon) months that followed." }
            DataTable(
                caption: "Estimates over \(horizon) months, of \(Figures.count(scored)) members scored", captionShown: false,
                columns: [
                    Column("Event"), Column("Members like this one", .figures), Column("Force-wide", .figures),
                    Column("Place of \(Figures.count(scored))", .figures), Column("Reason for this Work Item"),
                ],
                rows: categories.map { category in
                    [
                        Cell(Node.group([.text(category.title), .text(" "), CitationLink(category.cites).body])),
                        Cell(Figures.frequency(category.probability, of: denominator)),
                        Cell(Figures.frequency(category.forceWide, of: denominator)),
                        Cell(Figures.count(category.rank)),
                        Cell(category.raised ? "yes" : "no"),
                    ]
                })
            for category in categories { origins(of: category) }
        }
    }

    /// What an event can come from, where the directive says so.
    private func origins(of category: WorkItemPage.Category) -> Node {
        let origins = Outcome.allCases.first { $0.cites == category.cites }?.origins ?? []
        guard !origins.isEmpty else { return .nothing }
        return details {
            summary { "What it can come from: \(category.title.lowercasedFirst)" }
            ul(.class("small")) {
                for origin in origins {
                    li {
                        "\(origin.words) "
                        CitationLink(origin.cites, in: .sentence)
                    }
                }
            }
            p(.class("small")) {
                "The estimate counts complaints that ended in a suspension or a separation, whatever stood behind them: the records do not tell these apart."
            }
        }
    }

    // MARK: What it is worth

    private var purpose: Node {
        section(.class("columns"), .aria("labelledby", "purpose")) {
            h2(.id("purpose")) { "What these figures are for" }
            div {
                p {
                    strong { "For: " }
                    "starting a confidential conversation about support, with a look at the records first."
                }
                p {
                    strong { "Not for: " }
                    "discipline, evaluation, promotion, assignment, or comparing members with one another."
                    if elsewhere == nil { " Most members with such an estimate never have the event." }
                }
            }
        }
    }

    private var reliability: Node {
        guard let trust else { return .nothing }
        return section(.aria("labelledby", "trust")) {
            h2(.id("trust")) { "How far they can be trusted" }
            if let years = trust.newMemberYears {
                p(.class("note")) {
                    "This member has served for less than \(Figures.plural(years, "year")). For new members the application ranks hardly better than chance: rely on what the supervisor knows."
                }
            }
            p {
                "On past months, of 100 pairs of one member who later had the event and one who did not, the estimate was higher for the right one in "
                Figures.list(trust.pairs.map { "\($0.ofHundred) (\($0.outcome.lowercasedFirst))" })
                ". Pure chance is 50. "
                if let run = trust.run {
                    a(.href(Paths.run(run))) { "How the run of \(trust.runName) was made and tested" }
                    "."
                }
            }
        }
    }

    private var further: Node {
        p {
            a(.href(Paths.workItemFigures(reference))) {
                let stored = elsewhere == nil ? "every figure that the application saw" : "the profile that was stored with the item"
                seesJacket ? "The member’s timeline, and \(stored)" : stored.capitalizedFirst
            }
        }
    }
}
