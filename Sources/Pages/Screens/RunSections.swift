import Directives

extension RunPage {
    var warningList: Node {
        guard !warnings.isEmpty else { return .nothing }
        return div(.class("note")) {
            h2 { "To be kept in mind" }
            ul { for warning in warnings { li { warning } } }
        }
    }

    var contents: Node {
        nav(.class("contents"), .aria("label", "On this page")) {
            ul {
                li { a(.href(Paths.here("went-in"))) { "What went in" } }
                li { a(.href(Paths.here("how-well"))) { "How well it did" } }
                li { a(.href(Paths.here("line"))) { "Where the line was drawn" } }
                li { a(.href(Paths.here("fairness"))) { "Fairness" } }
                li { a(.href(Paths.here("again"))) { "Computing it again" } }
            }
        }
    }

    var wentIn: Node {
        section(.aria("labelledby", "went-in")) {
            h2(.id("went-in")) { "What went in" }
            DataTable(
                caption: "Records known before \(asOf.short)", captionShown: true,
                columns: [Column("Kind"), Column("Records", .figures), Column("First"), Column("Last")],
                rows: input.sources.map {
                    [Cell($0.kind), Cell(Figures.count($0.records)), Cell($0.first?.short ?? "–"), Cell($0.last?.short ?? "–")]
                }, dense: true)
            details {
                summary { "Fingerprint, version and settings" }
                SummaryList(
                    rows: [
                        ("Fingerprint of the input", Digest(input.fingerprint).body),
                        ("Program", .text(input.programVersion)), ("Seed", .text(input.seed)),
                    ] + input.settings.map { ($0.name, .text($0.value)) })
            }
        }
    }

    var howWell: Node {
        section(.aria("labelledby", "how-well")) {
            h2(.id("how-well")) { "How well it did on past months" }
            p(.class("measure")) {
                "For each past year the application was trained on what was known then and tested on the \(horizon) months that followed. Beside it stand two simple rivals on the same members. An area of 0.5 is chance, 1 is perfect; with honest dates about 0.7 is what records like these give."
            }
            for outcome in outcomes { RunOutcome(outcome: outcome) }
        }
    }

    var drawn: Node {
        section(.aria("labelledby", "line")) {
            h2(.id("line")) { "Where the line was drawn" }
            p(.class("measure")) {
                line.rule + " "
                CitationLink(line.cites, in: .sentence)
            }
            RunWhatIf(run: id, line: line)
        }
    }

    var again: Node {
        section(.aria("labelledby", "again")) {
            h2(.id("again")) { "Computing it again" }
            SummaryList(
                rows: [
                    ("Finished", .text("\(frame.wording.moment(finished)), started by \(startedBy)")),
                    ("Digest of every score", Digest(replay.digest).body),
                    ("Last checked", .text(checked)),
                ])
            DataTable(
                caption: "Time taken", columns: [Column("Stage"), Column("Time", .figures)],
                rows: stages.map { [Cell($0.title), Cell(Figures.duration($0.seconds))] }, dense: true)
            if mayFetchScores {
                p { a(.href(Paths.runScores(id)), .download) { "Fetch every member’s estimates as CSV" } }
            }
        }
    }

    var checked: String {
        guard let at = replay.checked else { return "not yet; `mainstay replay \(id)` computes the run again and compares every score" }
        return "\(frame.wording.moment(at)): \(replay.same ? "every score was the same, bit for bit" : "the scores differed")"
    }
}
