import Casework
import Directives
import Foundation

/// The monthly runs, newest first.
package struct RunsPage: Screen {
    package var frame: Frame
    package var runs: [Row]

    package struct Row: Sendable {
        package enum State: Hashable, Sendable {
            case finished(Date)
            /// Still under way, as this job.
            case running(job: String)
            case failed(reason: String)
        }
        package var id: String
        package var month: Month
        package var asOf: Day
        package var state: State
        package var scored: Int
        package var items: Int
        package var startedBy: String

        package init(id: String, month: Month, asOf: Day, state: State, scored: Int, items: Int, startedBy: String) {
            self.id = id
            self.month = month
            self.asOf = asOf
            self.state = state
            self.scored = scored
            self.items = items
            self.startedBy = startedBy
        }
    }

    package init(frame: Frame, runs: [Row]) {
        self.frame = frame
        self.runs = runs
    }

    package var body: Node {
        Layout("Runs", frame, section: .runs) {
            div(.class("heading")) {
                h1 { "Runs" }
                if frame.permitted.contains(.startRun) { a(.class("button"), .href(Paths.startRun)) { "Run a month" } }
            }
            p(.class("lede")) {
                "Once a month the application looks at the department’s records and generates Work Items. Each run keeps what went in and how well it did. "
                CitationLink("D20-04:IV.C.NOTE", in: .sentence)
            }
            if runs.isEmpty {
                p(.class("empty")) { "No month has been run yet. Import the department’s records first, then run the month." }
            } else {
                DataTable(
                    caption: "Runs, newest first", captionShown: false,
                    columns: [
                        Column("Month"), Column("Records as of"), Column("State"), Column("Members scored", .figures),
                        Column("Work Items", .figures), Column("Started by"),
                    ],
                    rows: runs.map(cells), browsable: true)
            }
            p { a(.href(Paths.itemImports)) { "Items of members whom a model outside of Mainstay scored" } }
        }.body
    }

    private func cells(_ row: Row) -> [Cell] {
        let isFinished = if case .finished = row.state { true } else { false }
        return [
            Cell(a(.href(Paths.run(row.id))) { row.month.name }),
            Cell(row.asOf.short),
            Cell(state(row.state)),
            Cell(isFinished ? Figures.count(row.scored) : "–"),
            Cell(isFinished ? Figures.count(row.items) : "–"),
            Cell(row.startedBy),
        ]
    }

    private func state(_ state: Row.State) -> Node {
        switch state {
        case .finished(let at): .text("finished \(frame.wording.moment(at))")
        case .running(let job): a(.href(Paths.job(job))) { "under way" }
        case .failed(let reason): span(.class("wrong-words")) { "stopped: \(reason)" }
        }
    }
}
