import Casework
import Directives
import Foundation

/// What falls due within a month, and the batches that were and will be destroyed (ambiguity 3.7). Numbers and opaque
/// marks only: nobody is named here.
package struct DestructionPage: Screen {
    package var frame: Frame
    package var until: Day
    package var kinds: [Kind]
    package var batches: [Batch]

    package struct Kind: Sendable {
        package var kind: RetentionKind
        /// Nil while there is no schedule.
        package var months: Int?
        package var authority: DisposalAuthority?
        package var files: Int
        package var open: Int
        package var running: Int
        package var noSchedule: Int
        package var due: [Due]
        package init(
            kind: RetentionKind, months: Int?, authority: DisposalAuthority?, files: Int, open: Int, running: Int, noSchedule: Int, due: [Due]
        ) {
            self.kind = kind
            self.months = months
            self.authority = authority
            self.files = files
            self.open = open
            self.running = running
            self.noSchedule = noSchedule
            self.due = due
        }
    }

    package struct Due: Sendable {
        package var mark: String
        package var dueOn: Day
        package var records: Int
        /// "due, no authority", "on hold".
        package var state: String
        package init(mark: String, dueOn: Day, records: Int, state: String) {
            self.mark = mark
            self.dueOn = dueOn
            self.records = records
            self.state = state
        }
    }

    package struct Batch: Sendable {
        package var id: Int64
        package var kind: RetentionKind
        package var files: Int
        package var proposed: Date
        package var state: String
        package init(id: Int64, kind: RetentionKind, files: Int, proposed: Date, state: String) {
            self.id = id
            self.kind = kind
            self.files = files
            self.proposed = proposed
            self.state = state
        }
    }

    package init(frame: Frame, until: Day, kinds: [Kind], batches: [Batch]) {
        self.frame = frame
        self.until = until
        self.kinds = kinds
        self.batches = batches
    }

    package var body: Node {
        Layout("Destruction", frame, section: .office, statement: false) {
            div(.class("heading")) {
                h1 { "Destruction" }
                if frame.permitted.contains(.proposeDestruction), kinds.contains(where: { $0.months != nil }) {
                    form(.post, .action(Paths.destructionProposals)) {
                        CSRF(frame)
                        button(.type("submit"), .class("secondary")) { "Propose what is due" }
                    }
                }
            }
            p(.class("lede")) {
                "What falls due by \(until.short), and what stands against it. The program proposes a batch each day; nothing is destroyed before it is confirmed. "
                CitationLink("SRV-017:IV.J.1#2", in: .sentence)
            }
            if kinds.isEmpty { p(.class("empty")) { "No records that concern you are kept here." } }
            for kind in kinds { outlook(kind) }
            batchList
        }.body
    }

    private func outlook(_ kind: Kind) -> Node {
        let entry = RetentionTable.entry(kind.kind)
        return section(.aria("labelledby", kind.kind.rawValue)) {
            h2(.id(kind.kind.rawValue)) { entry.title }
            SummaryList(rows: [
                ("Kept for", .text(kind.months.map { "\(Retention.words(months: $0)) from \(entry.countedFrom)" } ?? "no schedule: kept")),
                ("Disposal authority", .text(kind.authority.map { "\($0.reference), issued by \($0.issuedBy)" } ?? "none on file")),
                ("Files kept", .text(Figures.count(kind.files))), ("Not due: a record is open", .text(Figures.count(kind.open))),
                ("Not due: no schedule", .text(Figures.count(kind.noSchedule))),
                ("Not due: the period runs beyond \(until.short)", .text(Figures.count(kind.running))),
            ])
            advice(kind)
            if !kind.due.isEmpty {
                months(kind)
                details {
                    summary { "The files, by their opaque marks (\(Figures.count(kind.due.count)))" }
                    marks(kind)
                }
            }
        }
    }

    @Markup private func advice(_ kind: Kind) -> Node {
        if kind.months == nil {
            p(.class("note")) {
                "Nothing falls due while there is no schedule. The legal custodian sets one on the "
                a(.href(Paths.retention)) { "retention page" }
                "."
            }
        } else if kind.due.isEmpty {
            p(.class("empty")) { "Nothing is due, and nothing falls due by \(until.short)." }
        }
    }

    private func months(_ kind: Kind) -> Node {
        struct Line: Hashable {
            var month: Month
            var state: String
        }
        var counts: [Line: Int] = [:]
        for due in kind.due { counts[Line(month: Month(of: due.dueOn), state: due.state), default: 0] += 1 }
        let lines = counts.sorted { ($0.key.month, $0.key.state) < ($1.key.month, $1.key.state) }
        return DataTable(
            caption: "Files by the month in which they fall due",
            columns: [Column("Falls due in"), Column("State"), Column("Files", .figures)],
            rows: lines.map { [Cell($0.key.month.name), Cell($0.key.state), Cell(Figures.count($0.value))] }
        ).body
    }

    private func marks(_ kind: Kind) -> Node {
        DataTable(
            caption: "Files that are due or fall due", captionShown: false,
            columns: [Column("Mark"), Column("Due on"), Column("Records", .figures), Column("State")],
            rows: kind.due.map { [Cell($0.mark), Cell($0.dueOn.short), Cell(Figures.count($0.records)), Cell($0.state)] }, dense: true
        ).body
    }

    private var batchList: Node {
        section(.aria("labelledby", "batches")) {
            h2(.id("batches")) { "Batches" }
            if batches.isEmpty {
                p(.class("empty")) { "No batch has been proposed yet." }
            } else {
                DataTable(
                    caption: "Batches, newest first", captionShown: false,
                    columns: [Column("Batch"), Column("Kind"), Column("Proposed"), Column("Files", .figures), Column("State")],
                    rows: batches.map { batch in
                        [
                            Cell(a(.href(Paths.batch(batch.id))) { "Batch \(batch.id)" }), Cell(RetentionTable.entry(batch.kind).title),
                            Cell(frame.wording.moment(batch.proposed)), Cell(Figures.count(batch.files)), Cell(batch.state),
                        ]
                    }, browsable: true)
            }
        }
    }
}
