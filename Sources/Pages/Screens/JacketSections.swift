import Directives
import Jacket

extension JacketPage {
    var asOfControl: Node {
        form(.get, .action(Paths.jacket(member.id)), .class("as-of"), .data("submit-on-change", "")) {
            label(.for("as-of")) { "As known at the end of" }
            input(.type("date"), .id("as-of"), .name("as-of"), .value(asOf.iso), .max(today.iso))
            if let kind { input(.type("hidden"), .name("kind"), .value(kind)) }
            button(.type("submit"), .class("secondary")) { "Show" }
            p(.class("small")) {
                if asOf == today {
                    "This is what the department knows today, \(today.short)."
                } else {
                    "\(asOf.short). What became known later is left out. "
                    a(.href(Paths.jacket(member.id, kind: kind))) { "Show what is known today" }
                }
            }
        }
    }

    // MARK: Overview

    var overview: Node {
        section(.aria("labelledby", "overview")) {
            h2(.id("overview")) { "Twenty kinds of record" }
            multiples.chart(
                title: "Records by quarter, \(axis.years.lowerBound) to \(axis.years.upperBound)",
                sentence: sentence, above: ribbon)
            postingTable
        }
    }

    private var sentence: String {
        let peers = sections.contains { $0.kinds.contains { $0.peers != nil } }
        return "A bar is the number of records in a quarter. Each row has its own scale: compare along a row, not between rows."
            + (peers ? " The pale band is the median of members in the same unit." : "")
            + (marks.isEmpty ? "" : " A vertical line marks \(Figures.list(marks.map { "\($0.words), \($0.day.short)" })).")
    }

    private var multiples: SmallMultiples {
        SmallMultiples(
            axis: axis, perYear: 4,
            rows: sections.flatMap { section in section.kinds.map { row($0, of: section) } }, marks: marks, ownScales: true)
    }

    func row(_ kind: Kind, of section: Section) -> SmallMultiples.Row {
        let title = "\(section.number). \(kind.title)"
        if kind.total == 0 {
            return SmallMultiples.Row(title: title, counts: [], remark: kind.absent ?? "None known on this day.")
        }
        return SmallMultiples.Row(
            title: title, link: list(kind.key).at("records"), counts: kind.quarters, peers: kind.peers, total: kind.total)
    }

    // MARK: Postings

    /// Where the member worked, over the same axis: a change of unit explains steps in the rows below.
    private var ribbon: Node {
        div(.class("row")) {
            span(.class("row-title")) { "Postings" }
            span(.class("row-total")) { Figures.count(postings.count) }
            Stretched(title: spokenPostings, className: "plot ribbon", height: 18, shapes: axis.rules(height: 18) + stretches)
        }
    }

    private var stretches: [Node] {
        postings.sorted { $0.start < $1.start }.enumerated().map { index, posting in
            let from = axis.x(posting.start)
            let to = axis.x(min(posting.end ?? asOf, asOf))
            let tone = posting.detail ? "posting detail" : index % 2 == 0 ? "posting" : "posting odd"
            return SVG.rect(.class(tone), .x(from), .y(posting.detail ? 11 : 4), .width(max(1.5, to - from)), .height(posting.detail ? 5 : 10)) {
                SVG.title { "\(posting.unit), \(period(posting))" }
            }
        }
    }

    private var spokenPostings: String {
        "Postings: \(Figures.plural(postings.count, "posting")), last \(postings.max { $0.start < $1.start }?.unit ?? "none")"
    }

    private func period(_ posting: Posting) -> String {
        posting.end.map { "\(posting.start.short) to \($0.short)" } ?? "since \(posting.start.short)"
    }

    private var postingTable: Node {
        details {
            summary { "The postings as a table" }
            DataTable(
                caption: "Postings", captionShown: false, columns: [Column("Unit"), Column("Kind"), Column("From"), Column("To")],
                rows: postings.sorted { $0.start > $1.start }.map {
                    [Cell($0.unit), Cell($0.detail ? "Detail" : "Assignment"), Cell($0.start.short), Cell($0.end?.short ?? "–")]
                }, dense: true)
        }
    }

    // MARK: Records

    var table: Node {
        section(.aria("labelledby", "records")) {
            h2(.id("records")) { "Records" }
            kindFilter
            if rows.isEmpty {
                p(.class("empty")) { kind == nil ? "No record of this member was known on \(asOf.short)." : "No record of this kind was known on \(asOf.short)." }
            } else {
                duties
                DataTable(
                    caption: "\(Figures.plural(total, "record")), newest first",
                    columns: [Column("Date"), Column("Kind"), Column("What"), Column("Known since"), Column("What came of it")],
                    rows: rows.map(cells), dense: true, browsable: true)
                Pager("Pages of records", page: page, pages: pages, total: total, many: "records") { list(kind, page: $0).at("records") }
            }
        }
    }

    /// What members report themselves, told where such a record is shown.
    private var duties: Node {
        let told = DutyToReport.all.filter { duty in rows.contains { $0.kind == duty.kind.title } }
        guard !told.isEmpty else { return .nothing }
        return div(.class("note")) {
            for duty in told { duty }
            p(.class("small")) { DutyToReport.nothingFollows }
        }
    }

    private var kindFilter: Node {
        let kinds = sections.flatMap(\.kinds).filter { $0.total > 0 }
        return div(.class("filters")) {
            form(.get, .action(Paths.jacket(member.id)), .class("filter-form"), .aria("label", "Filter the records")) {
                if asOf != today { input(.type("hidden"), .name("as-of"), .value(asOf.iso)) }
                Choices(
                    id: "kind", title: "Kind of record", all: "All kinds",
                    choices: kinds.map { Choice(value: $0.key, title: $0.title, count: $0.total, selected: $0.key == kind) })
                button(.type("submit"), .class("secondary")) { "Filter" }
            }
            if let chosen = kinds.first(where: { $0.key == kind }) {
                ul(.class("tags"), .aria("label", "Filters in use")) {
                    li {
                        a(.href(list(nil).at("records"))) {
                            span(.class("unseen")) { "Remove the filter " }
                            chosen.title
                            span(.class("remove"), .aria("hidden", "true")) { " ×" }
                        }
                    }
                }
            }
        }
    }

    private func cells(_ row: Row) -> [Cell] {
        [
            Cell(span(.id(row.anchor), .class("nowrap")) { row.happened?.short ?? "not known" }),
            Cell(row.kind),
            Cell(
                Node.group([
                    .text(row.summary),
                    row.version > 1 ? span(.class("small block")) { "Corrected; this is version \(row.version)" } : .nothing,
                ])),
            Cell(span(.class("nowrap")) { row.known.short }),
            Cell(outcome(row)),
        ]
    }

    func outcome(_ row: Row) -> Node {
        if let outcome = row.outcome {
            return .group([
                .text(outcome), row.outcomeKnown.map { day in span(.class("small block nowrap")) { "known since \(day.short)" } } ?? .nothing,
            ])
        }
        return .text(row.final ? "–" : "open")
    }
}
