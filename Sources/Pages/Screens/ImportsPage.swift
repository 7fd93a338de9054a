import Casework
import Directives
import Foundation

/// Every import, newest first.
package struct ImportsPage: Screen {
    package var frame: Frame
    package var imports: [Row]
    package var freshness: [Freshness]

    package struct Row: Sendable {
        package enum State: Hashable, Sendable {
            case finished
            case running(job: String)
            case failed(reason: String)
        }
        package var id: String
        package var folder: String
        package var started: Date
        package var by: String
        package var state: State
        package var read: Int
        package var new: Int
        package var changed: Int
        package var quarantined: Int
        package var refusedFiles: Int

        package init(
            id: String, folder: String, started: Date, by: String, state: State, read: Int, new: Int, changed: Int, quarantined: Int,
            refusedFiles: Int
        ) {
            self.id = id
            self.folder = folder
            self.started = started
            self.by = by
            self.state = state
            self.read = read
            self.new = new
            self.changed = changed
            self.quarantined = quarantined
            self.refusedFiles = refusedFiles
        }
    }

    package init(frame: Frame, imports: [Row], freshness: [Freshness]) {
        self.frame = frame
        self.imports = imports
        self.freshness = freshness
    }

    package var body: Node {
        Layout("Imports", frame, section: .imports, statement: false) {
            div(.class("heading")) {
                h1 { "Imports" }
                if frame.permitted.contains(.startImport) { a(.class("button"), .href(Paths.startImport)) { "Import records" } }
            }
            p(.class("lede")) {
                "The department’s records are brought up to date each month, before the run. "
                CitationLink("D20-04:IV.C.NOTE", in: .sentence)
            }
            if imports.isEmpty {
                p(.class("empty")) { "Nothing has been imported yet. Put the department’s files into a folder of the inbox, then import them." }
            } else {
                list
                h2 { "How fresh the records are" }
                FreshnessList(sources: freshness)
            }
        }.body
    }

    private var list: Node {
        DataTable(
            caption: "Imports, newest first", captionShown: false,
            columns: [
                Column("Started"), Column("Folder"), Column("State"), Column("Rows read", .figures), Column("New", .figures),
                Column("Changed", .figures), Column("In quarantine", .figures), Column("Files refused", .figures), Column("By"),
            ],
            rows: imports.map(cells), browsable: true
        ).body
    }

    private func cells(_ row: Row) -> [Cell] {
        [
            Cell(a(.href(Paths.import(row.id))) { frame.wording.moment(row.started) }), Cell(row.folder), Cell(state(row.state)),
            Cell(Figures.count(row.read)), Cell(Figures.count(row.new)), Cell(Figures.count(row.changed)),
            Cell(Figures.count(row.quarantined)), Cell(Figures.count(row.refusedFiles)), Cell(row.by),
        ]
    }

    private func state(_ state: Row.State) -> Node {
        switch state {
        case .finished: .text("finished")
        case .running(let job): a(.href(Paths.job(job))) { "under way" }
        case .failed(let reason): span(.class("wrong-words")) { "stopped: \(reason)" }
        }
    }
}
