import Casework
import Directives
import Foundation

/// One batch: what is in it, which step comes next, and, once it is over, its certificate.
package struct DestructionBatchPage: Screen {
    package var frame: Frame
    package var id: Int64
    package var kind: RetentionKind
    package var state: String
    package var steps: [Step]
    package var files: [File]
    package var next: Next
    package var certificate: Certificate?
    package var problems: [FormProblem]

    package struct Step: Sendable {
        package var title: String
        package var words: String
        package init(title: String, words: String) {
            self.title = title
            self.words = words
        }
    }

    package struct File: Sendable {
        package var mark: String
        package var dueOn: Day
        package init(mark: String, dueOn: Day) {
            self.mark = mark
            self.dueOn = dueOn
        }
    }

    /// What the reader can do now.
    package enum Next: Sendable {
        case nothing(String)
        case print
        /// Confirm; `destroys` when no second person is asked for.
        case confirm(destroys: Bool)
        case second
    }

    package struct Certificate: Sendable {
        package var rows: [(name: String, value: String)]
        package var nothing: Bool
        package init(rows: [(name: String, value: String)], nothing: Bool) {
            self.rows = rows
            self.nothing = nothing
        }
    }

    package init(
        frame: Frame, id: Int64, kind: RetentionKind, state: String, steps: [Step], files: [File], next: Next, certificate: Certificate?,
        problems: [FormProblem] = []
    ) {
        self.frame = frame
        self.id = id
        self.kind = kind
        self.state = state
        self.steps = steps
        self.files = files
        self.next = next
        self.certificate = certificate
        self.problems = problems
    }

    package var body: Node {
        let title = certificate.map { $0.nothing ? "Batch \(id)" : "Certificate of destruction, batch \(id)" } ?? "Batch \(id)"
        return Layout(problems.isEmpty ? title : "Error: \(title)", frame, section: .office, statement: false) {
            p(.class("back")) { a(.href(Paths.destruction)) { "← Destruction" } }
            ErrorSummary(problems: problems)
            h1 { title }
            p(.class("lede")) { "\(RetentionTable.entry(kind).title): \(state)." }
            if let certificate { proof(certificate) }
            section(.aria("labelledby", "steps")) {
                h2(.id("steps")) { "Steps" }
                SummaryList(rows: steps.map { ($0.title, .text($0.words)) })
            }
            action
            waiting
        }.body
    }

    private func proof(_ certificate: Certificate) -> Node {
        section(.aria("labelledby", "certificate")) {
            h2(.id("certificate")) { certificate.nothing ? "What was found" : "Certificate" }
            if certificate.nothing { p { "At the last moment no file of this batch was due any more. Nothing was destroyed." } }
            SummaryList(rows: certificate.rows.map { ($0.name, .text($0.value)) })
            if !certificate.nothing {
                p {
                    "It names nobody, and it stays. "
                    a(.href(Paths.certificateText(id)), .download) { "Save it as text" }
                    ". It prints on one page."
                }
            }
        }
    }

    // MARK: The next step

    @Markup private var action: Node {
        switch next {
        case .nothing(let words): p(.class("note")) { words }
        case .print:
            div(.class("note")) {
                p { "Print the list of papers first. Once the batch is destroyed nobody can say whose papers they were." }
                p { a(.class("button"), .href(Paths.paperList(id))) { "List of papers" } }
            }
        case .confirm(let destroys): confirmation(destroys: destroys)
        case .second: secondConfirmation
        }
    }

    private func confirmation(destroys: Bool) -> Node {
        form(.post, .action(Paths.batchConfirmation(id)), .novalidate, .class("stack measure")) {
            h2 { destroys ? "Confirm and destroy" : "Confirm" }
            p { a(.href(Paths.paperList(id))) { "List of papers" } }
            CSRF(frame)
            Checkbox(
                id: "papers", title: "The papers on the list have been found and go to be destroyed with this batch",
                problem: problems.sentence(for: "papers"))
            Checkbox(
                id: "final", title: "I know that this cannot be undone", problem: problems.sentence(for: "final"))
            button(.type("submit")) { destroys ? "Destroy the batch" : "Confirm the batch" }
            if !destroys { p(.class("hint")) { "The legal custodian then confirms as the second person, and the batch is destroyed." } }
        }
    }

    private var secondConfirmation: Node {
        div(.class("measure")) {
            form(.post, .action(Paths.batchSecond(id)), .novalidate, .class("stack")) {
                h2 { "Confirm as the second person" }
                p { "Every file is checked once more at that moment. One that was opened again, or is on hold by then, stays and is counted on the certificate." }
                CSRF(frame)
                Checkbox(id: "final", title: "I know that this cannot be undone", problem: problems.sentence(for: "final"))
                button(.type("submit")) { "Destroy the batch" }
            }
            form(.post, .action(Paths.batchReturn(id)), .class("stack")) {
                CSRF(frame)
                button(.type("submit"), .class("secondary")) { "Send it back unconfirmed" }
            }
        }
    }

    @Markup private var waiting: Node {
        if !files.isEmpty {
            section(.aria("labelledby", "files")) {
                h2(.id("files")) { "Files in it (\(Figures.count(files.count)))" }
                DataTable(
                    caption: "Files by their opaque marks", captionShown: false, columns: [Column("Mark"), Column("Due since")],
                    rows: files.map { [Cell($0.mark), Cell($0.dueOn.short)] }, dense: true)
            }
        }
    }
}

/// The list of papers that go with a batch, made to be printed. It names members, because somebody has to find the paper.
package struct PaperListPage: Screen {
    package var frame: Frame
    package var id: Int64
    package var kind: RetentionKind
    package var lines: [Line]

    package struct Line: Sendable {
        package var mark: String
        package var member: String
        package var papers: [String]
        package init(mark: String, member: String, papers: [String]) {
            self.mark = mark
            self.member = member
            self.papers = papers
        }
    }

    package init(frame: Frame, id: Int64, kind: RetentionKind, lines: [Line]) {
        self.frame = frame
        self.id = id
        self.kind = kind
        self.lines = lines
    }

    package var body: Node {
        Layout("Papers of batch \(id)", frame, section: .office, statement: false) {
            p(.class("back")) { a(.href(Paths.batch(id))) { "← Batch \(id)" } }
            h1 { "Papers of batch \(id)" }
            p(.class("lede")) {
                "Print this page, find the papers, and destroy them together with the batch and with this list. "
                CitationLink("SRV-017:IV.J.1#2", in: .sentence)
            }
            if lines.isEmpty {
                p(.class("empty")) { "No file is left in this batch." }
            } else {
                DataTable(
                    caption: "Papers, by member", captionShown: false,
                    columns: [Column("Member"), Column("Papers to find"), Column("Mark"), Column("Found")],
                    rows: lines.map { line in
                        [
                            Cell(line.member), Cell(ul(.class("plain")) { for paper in line.papers { li { paper } } }), Cell(line.mark),
                            Cell("☐"),
                        ]
                    })
            }
        }.body
    }
}
