import Casework
import Directives
import Foundation
import OfficerSupport

/// The files of members whom a model outside of Mainstay scored, the newest first (ambiguity 2.27). No page of them names a
/// member.
package struct ItemImportsPage: Screen {
    package var frame: Frame
    package var imports: [Row]

    package struct Row: Sendable {
        package var id: Int64
        package var source: String
        package var asOf: Day
        package var file: String
        /// SHA-256 of the file, in hexadecimal.
        package var sha256: String
        package var at: Date
        package var by: String
        /// Nil where its items were made; otherwise how many things were wrong.
        package var problems: Int?
        package var rows: Int
        package var members: Int
        package var items: Int
        package var elsewhere: Int
        package var withoutUnit: Int
        /// References of its first item and its last.
        package var first: String?
        package var last: String?
        /// Through which day the department's records were complete, where that was before the day of the file.
        package var recordsThrough: Day?

        package init(
            id: Int64, source: String, asOf: Day, file: String, sha256: String, at: Date, by: String, problems: Int?, rows: Int, members: Int,
            items: Int, elsewhere: Int, withoutUnit: Int, first: String? = nil, last: String? = nil, recordsThrough: Day? = nil
        ) {
            self.id = id
            self.source = source
            self.asOf = asOf
            self.file = file
            self.sha256 = sha256
            self.at = at
            self.by = by
            self.problems = problems
            self.rows = rows
            self.members = members
            self.items = items
            self.elsewhere = elsewhere
            self.withoutUnit = withoutUnit
            self.first = first
            self.last = last
            self.recordsThrough = recordsThrough
        }
    }

    package init(frame: Frame, imports: [Row]) {
        self.frame = frame
        self.imports = imports
    }

    package var body: Node {
        Layout("Items scored elsewhere", frame, section: .runs) {
            p(.class("back")) { a(.href(Paths.runs)) { "← Runs" } }
            div(.class("heading")) {
                h1 { "Items scored elsewhere" }
                if frame.permitted.contains(.startRun) { a(.class("button"), .href(Paths.startItemImport)) { "Import scored items" } }
            }
            p(.class("lede")) {
                "Files of members whom a model outside of Mainstay scored. Every Work Item made of one says so, and shows that source’s words and no figure of Mainstay’s. "
                CitationLink("D20-04:IV.B", in: .sentence)
            }
            if imports.isEmpty {
                p(.class("empty")) { "No such file has been handed in." }
            } else {
                DataTable(
                    caption: "Files of items scored elsewhere, newest first", captionShown: false,
                    columns: [
                        Column("Source"), Column("As of"), Column("File"), Column("State"), Column("Rows", .figures), Column("Members", .figures),
                        Column("Work Items", .figures), Column("No item", .figures),
                    ],
                    rows: imports.map(cells), browsable: true)
                p(.class("small")) {
                    "No item: members of districts where the program is not on, and members without a unit on record. A file with a row that is wrong is refused whole; the files themselves are not kept, their names are."
                }
                if imports.contains(where: { $0.recordsThrough != nil }) {
                    p(.class("small")) {
                        "The Department’s data are updated monthly: where they were older than the day of a file, the profiles stored with its items are older too. "
                        CitationLink("D20-04:IV.C.NOTE#2", in: .sentence)
                    }
                }
            }
        }.body
    }

    private func cells(_ row: Row) -> [Cell] {
        [
            Cell(row.source),
            Cell(
                Node.group([
                    .text(row.asOf.short),
                    row.recordsThrough.map { day in span(.class("small block")) { "Records through \(day.short) only" } } ?? .nothing,
                ])),
            Cell(Node.group([.text(row.file), span(.class("small block")) { Digest(row.sha256) }])),
            Cell(state(row)), Cell(Figures.count(row.rows)), Cell(Figures.count(row.members)),
            Cell(items(row)), Cell(row.problems == nil ? Figures.count(row.elsewhere + row.withoutUnit) : "–"),
        ]
    }

    /// How many, and which they are.
    private func items(_ row: Row) -> Node {
        guard row.problems == nil else { return .text("–") }
        guard let first = row.first, let last = row.last else { return .text(Figures.count(row.items)) }
        let range = first == last ? first : "\(first) to \(last)"
        return .group([
            .text(Figures.count(row.items)),
            span(.class("small block")) {
                if frame.permitted.contains(.seeQueue) { a(.href(Paths.workItems.with([("sort", "-reference")]))) { range } } else { range }
            },
        ])
    }

    private func state(_ row: Row) -> Node {
        .group([
            row.problems.map { count in span(.class("wrong-words")) { "refused: \(Figures.plural(count, "thing")) wrong" } } ?? .text("imported"),
            span(.class("small block")) { "\(frame.wording.moment(row.at)), \(row.by)" },
        ])
    }
}

/// Hand in a file of members scored elsewhere. Fields: `file`, `source`, `as-of`, `do` (`import` or `check`), `csrf`; posted to
/// `/runs/elsewhere`.
package struct StartItemImportPage: Screen {
    package var frame: Frame
    package var source: String
    package var asOf: String
    /// Names of sources of before, to choose from: a name typed anew is another source.
    package var sources: [String]
    package var problems: [FormProblem]
    /// What is wrong in the file.
    package var faults: [Fault]
    /// How many there are, also those that are not shown.
    package var faultsTotal: Int
    /// What a file that was only checked would give.
    package var checked: [String]
    /// What is to be known of the department's records.
    package var warnings: [String]
    package var categories: [Category]
    package var mostMegabytes: Int
    package var mostRows: Int

    package struct Category: Sendable {
        /// As it is written in the file.
        package var key: String
        package var title: String
        package var cites: Citation
        package init(key: String, title: String, cites: Citation) {
            self.key = key
            self.title = title
            self.cites = cites
        }
    }

    package struct Fault: Sendable {
        package var line: Int?
        package var field: String?
        package var what: String
        package var advice: String
        package init(line: Int?, field: String?, what: String, advice: String) {
            self.line = line
            self.field = field
            self.what = what
            self.advice = advice
        }
    }

    package init(
        frame: Frame, source: String = "", asOf: String, sources: [String] = [], problems: [FormProblem] = [], faults: [Fault] = [], faultsTotal: Int = 0,
        checked: [String] = [], warnings: [String] = [], categories: [Category], mostMegabytes: Int, mostRows: Int
    ) {
        self.frame = frame
        self.source = source
        self.asOf = asOf
        self.sources = sources
        self.problems = problems
        self.faults = faults
        self.faultsTotal = faultsTotal
        self.checked = checked
        self.warnings = warnings
        self.categories = categories
        self.mostMegabytes = mostMegabytes
        self.mostRows = mostRows
    }

    private static let title = "Import items scored elsewhere"

    private var allProblems: [FormProblem] {
        guard faultsTotal > 0 else { return problems }
        return problems + [FormProblem(field: "faults", "The file was not taken: \(Figures.plural(faultsTotal, "thing")) wrong in it. No Work Item was made.")]
    }

    package var body: Node {
        Layout(allProblems.isEmpty ? Self.title : "Error: \(Self.title)", frame, section: .runs) {
            p(.class("back")) { a(.href(Paths.itemImports)) { "← Items scored elsewhere" } }
            ErrorSummary(problems: allProblems)
            h1 { Self.title }
            if !checked.isEmpty {
                div(.class("note"), .role("status")) {
                    p { strong { "The file is in order. Nothing was written." } }
                    ul { for line in checked { li { line } } }
                }
            }
            ItemImportWarnings(warnings: warnings)
            faultTable
            div(.class("two-thirds")) {
                div(.class("wide")) { entry }
                aside(.class("narrow-side"), .aria("labelledby", "format")) { format }
            }
        }.body
    }

    @Markup private var faultTable: Node {
        if !faults.isEmpty {
            section(.id("faults"), .class("faults"), .tabindex(-1), .aria("labelledby", "faults-heading")) {
                h2(.id("faults-heading")) { "What is wrong in the file" }
                DataTable(
                    caption: "What is wrong in the file", captionShown: false,
                    columns: [Column("Line", .figures), Column("Field"), Column("What is wrong"), Column("What to do")],
                    rows: faults.map { [Cell($0.line.map(Figures.count) ?? "–"), Cell($0.field ?? "–"), Cell($0.what), Cell($0.advice)] }, dense: true)
                if faultsTotal > faults.count { p(.class("small")) { "The first \(Figures.count(faults.count)) of \(Figures.count(faultsTotal)) are shown." } }
            }
        }
    }

    private var entry: Node {
        form(.post, .action(Paths.itemImports), .multipart, .novalidate, .class("stack")) {
            CSRF(frame)
            TextField(
                id: "source", title: "Who scored the members", hint: "The name and the version of the model. Every Work Item made of the file says it.",
                problem: problems.sentence(for: "source"), attributes: sourceAttributes)
            if !sources.isEmpty { Suggestions(id: "sources", choices: sources.map { Choice(value: $0, title: $0) }) }
            TextField(
                id: "as-of", title: "As of",
                hint: "The day before which the model had looked at the records. The Work Items are of its month, and hold the member’s profile as it was known then.",
                problem: problems.sentence(for: "as-of"), attributes: [.type("date"), .value(asOf), .max(frame.wording.today.iso)])
            TextField(
                id: "file", title: "File", hint: "CSV in UTF-8, up to \(mostMegabytes) MB and \(Figures.count(mostRows)) rows. It is read and not kept; its name is.",
                problem: problems.sentence(for: "file"), attributes: [.type("file"), .accept("text/csv,.csv")])
            h2 { "What will happen" }
            ol(.class("steps")) {
                li { "With a single row that is wrong no Work Item is made; everything that is wrong is told at once." }
                li { "Several rows of a member make one Work Item. Members of districts where the program is not on get none." }
                li {
                    "The analysts’ clocks start: \(Clocks.validity.limit.words) to decide validity "
                    CitationLink(Clocks.validity.cites, in: .sentence)
                    ", \(Clocks.forwarding.limit.words) to forward "
                    CitationLink(Clocks.forwarding.cites, in: .sentence)
                    "."
                }
                li { "The reasons are shown word for word to supervisors and to the member. They name nobody else." }
            }
            p(.class("actions")) {
                button(.type("submit"), .name("do"), .value("check")) { "Check the file" }
                button(.type("submit"), .name("do"), .value("import"), .class("secondary")) { "Import the file" }
            }
        }
    }

    private var sourceAttributes: [Attribute] {
        var attributes: [Attribute] = [.type("text"), .value(source), .autocomplete("off")]
        if !sources.isEmpty { attributes.append(.list("sources")) }
        return attributes
    }

    private var format: Node {
        .group([
            h2(.id("format")) { "The file" },
            p { "A header, and one row for each reason:" },
            dl(.class("written")) {
                for (name, meaning) in columns {
                    div {
                        dt { name }
                        dd { meaning }
                    }
                }
            },
            h3 { "The categories" },
            dl(.class("written")) {
                for category in categories {
                    div {
                        dt { category.key }
                        dd {
                            category.title + " "
                            CitationLink(category.cites)
                        }
                    }
                }
            },
        ])
    }

    private var columns: [(String, String)] {
        [
            ("member", "the number of the department’s records"), ("category", "one of the four below"),
            ("reason", "one sentence, which names nobody else"),
            ("score", "may be left out: a number, as the source means it, of up to 15 digits"), ("rank, of", "may be left out: the place among those scored"),
        ]
    }
}
