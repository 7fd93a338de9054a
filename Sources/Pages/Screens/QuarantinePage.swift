import Directives

/// The rows an import did not take in, each with its place and the reason.
package struct QuarantinePage: Screen {
    package var frame: Frame
    package var id: String
    package var importName: String
    package var files: [Choice]
    package var rows: [Row]
    package var total: Int
    package var page: Int
    package var pages: Int

    package struct Row: Sendable {
        package var file: String
        package var line: Int
        package var column: String
        package var value: String
        package var reason: String
        package init(file: String, line: Int, column: String, value: String, reason: String) {
            self.file = file
            self.line = line
            self.column = column
            self.value = value
            self.reason = reason
        }
    }

    package init(
        frame: Frame, id: String, importName: String, files: [Choice], rows: [Row], total: Int, page: Int, pages: Int
    ) {
        self.frame = frame
        self.id = id
        self.importName = importName
        self.files = files
        self.rows = rows
        self.total = total
        self.page = page
        self.pages = pages
    }

    package var body: Node {
        Layout("Quarantine of \(importName)", frame, section: .imports, statement: false) {
            p(.class("back")) { a(.href(Paths.import(id))) { "← \(importName)" } }
            h1 { "Rows in quarantine" }
            p(.class("lede")) {
                rows.isEmpty
                    ? "No row is in quarantine: all were taken in."
                    : "\(Figures.plural(total, "row was", "rows were")) not taken in. Correct them in the source and import again; what was right is already here."
            }
            if files.count > 1 { div(.class("filters")) { filter } }
            if !rows.isEmpty { table }
            Pager("Pages of rows", page: page, pages: pages, total: total, many: "rows") { number in
                Paths.quarantine(id).with([("file", chosen), ("page", number > 1 ? String(number) : "")])
            }
        }.body
    }

    private var chosen: String { files.first(where: \.selected)?.value ?? "" }

    private var filter: Node {
        form(.get, .action(Paths.quarantine(id)), .class("filter-form"), .aria("label", "Filter the rows")) {
            Choices(id: "file", title: "File", all: "All files", choices: files)
            button(.type("submit"), .class("secondary")) { "Filter" }
        }
    }

    private var table: Node {
        DataTable(
            caption: "Rows in quarantine", captionShown: false,
            columns: [Column("File"), Column("Line", .figures), Column("Column"), Column("Value"), Column("Why")],
            rows: rows.map { row in
                [
                    Cell(row.file), Cell(Figures.count(row.line)), Cell(row.column),
                    Cell(row.value.isEmpty ? span(.class("small")) { "empty" } : .element(Element("code", [], [.text(row.value)]))),
                    Cell(row.reason),
                ]
            }, dense: true, browsable: true
        ).body
    }
}
