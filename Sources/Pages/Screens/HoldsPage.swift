import Casework
import Directives
import Foundation

/// Every litigation hold, for the legal custodian alone (ambiguity 7.1).
package struct HoldsPage: Screen {
    package var frame: Frame
    package var holds: [Row]

    package struct Row: Sendable {
        package var id: Int64
        package var hold: Hold
        /// "holds", "from Tue 2 Jan 2018", "lifted Wed 3 Jan 2018", "ended …".
        package var state: String
        package var isOver: Bool
        package init(id: Int64, hold: Hold, state: String, isOver: Bool) {
            self.id = id
            self.hold = hold
            self.state = state
            self.isOver = isOver
        }
    }

    package init(frame: Frame, holds: [Row]) {
        self.frame = frame
        self.holds = holds
    }

    package var body: Node {
        Layout("Holds", frame, section: .office, statement: false) {
            div(.class("heading")) {
                h1 { "Holds" }
                a(.class("button"), .href(Paths.placeHold)) { "Place a hold" }
            }
            p(.class("lede")) {
                "A hold stops destruction and nothing else. Nobody but a legal custodian learns that there is one: a program sees “on hold” on what is due, never why. "
                CitationLink("SRV-017:IV.J.1#2", in: .sentence)
            }
            reviews
            if holds.isEmpty {
                p(.class("empty")) { "There is no hold. Place one as soon as litigation is to be expected, before the records fall due." }
            } else {
                list("In force", holds.filter { !$0.isOver }, empty: "No hold is in force.")
                let over = holds.filter(\.isOver)
                if !over.isEmpty { list("Over", over, empty: "") }
            }
        }.body
    }

    /// Those whose review has come, first of all.
    private var reviews: Node {
        let due = holds.filter { !$0.isOver && $0.hold.reviewOn <= frame.wording.today.adding(days: 14) }.sorted { $0.hold.reviewOn < $1.hold.reviewOn }
        guard !due.isEmpty else { return .nothing }
        return div(.class("note")) {
            h2 { "To review" }
            ul {
                for row in due {
                    li {
                        a(.href(Paths.hold(row.id))) { row.hold.reference }
                        row.hold.reviewOn <= frame.wording.today
                            ? ": the review was due on \(row.hold.reviewOn.short)" : ": review on \(row.hold.reviewOn.short)"
                    }
                }
            }
        }
    }

    private func list(_ title: String, _ rows: [Row], empty: String) -> Node {
        .group([
            h2 { title },
            rows.isEmpty
                ? p(.class("empty")) { empty }
                : DataTable(
                    caption: title, captionShown: false,
                    columns: [Column("Reference"), Column("Authority"), Column("From"), Column("Review"), Column("State")],
                    rows: rows.map { row in
                        [
                            Cell(a(.href(Paths.hold(row.id))) { row.hold.reference }), Cell(row.hold.authority), Cell(row.hold.from.short),
                            Cell(row.hold.reviewOn.short), Cell(row.state),
                        ]
                    }, browsable: true
                ).body,
        ])
    }
}

/// One hold, what it reaches, and lifting it. Field: `reason`; posted to `/holds/{hold}/lifting`.
package struct HoldPage: Screen {
    package var frame: Frame
    package var id: Int64
    package var hold: Hold
    package var memberNumber: String?
    package var state: String
    package var placed: String
    package var lifted: String?
    package var liftingReason: String?
    package var files: [File]
    package var typed: String
    package var problems: [FormProblem]

    package struct File: Sendable {
        package var mark: String
        package var member: String
        package var records: [String]
        package var state: String
        /// Only a hold keeps it: the custodian alone reads what it says.
        package var isSetAside: Bool
        package init(mark: String, member: String, records: [String], state: String, isSetAside: Bool) {
            self.mark = mark
            self.member = member
            self.records = records
            self.isSetAside = isSetAside
            self.state = state
        }
    }

    package init(
        frame: Frame, id: Int64, hold: Hold, memberNumber: String?, state: String, placed: String, lifted: String?, liftingReason: String?,
        files: [File], typed: String = "", problems: [FormProblem] = []
    ) {
        self.frame = frame
        self.id = id
        self.hold = hold
        self.memberNumber = memberNumber
        self.state = state
        self.placed = placed
        self.lifted = lifted
        self.liftingReason = liftingReason
        self.files = files
        self.typed = typed
        self.problems = problems
    }

    package var body: Node {
        let title = "Hold \(hold.reference)"
        return Layout(problems.isEmpty ? title : "Error: \(title)", frame, section: .office, statement: false) {
            p(.class("back")) { a(.href(Paths.holds)) { "← Holds" } }
            ErrorSummary(problems: problems)
            h1 { title }
            SummaryList(rows: facts)
            reached
            if lifted == nil { lifting }
        }.body
    }

    private var facts: [(name: String, value: Node)] {
        var rows: [(name: String, value: Node)] = [
            ("State", .text(state)), ("Authority", .text(hold.authority)), ("Reaches", .text(HoldWords.scope(hold.scope, memberNumber))),
            ("From", .text(hold.from.short)), ("Review", .text(hold.reviewOn.short)),
            ("Last day", .text(hold.to?.short ?? "until it is lifted")),
        ]
        if !hold.matter.isEmpty { rows.append(("Matter", .text(hold.matter))) }
        rows.append(("Placed", .text(placed)))
        if let lifted { rows.append(("Lifted", .text(lifted))) }
        if let liftingReason { rows.append(("Reason", .text(liftingReason))) }
        return rows
    }

    private var reached: Node {
        section(.aria("labelledby", "files")) {
            h2(.id("files")) { "What it reaches now" }
            if files.isEmpty {
                p(.class("empty")) { "No file is reached at present. One that comes to be within its terms will be held." }
            } else {
                DataTable(
                    caption: "Files it reaches", captionShown: false,
                    columns: [Column("Member"), Column("Records"), Column("State"), Column("Contents")],
                    rows: files.map { file in
                        [
                            Cell(file.member), Cell(file.records.joined(separator: ", ")), Cell(file.state),
                            file.isSetAside
                                ? Cell(
                                    a(.href(Paths.heldFile(id, file.mark)), .download) {
                                        "Save for counsel"
                                        span(.class("unseen")) { ": \(file.member)" }
                                    })
                                : Cell("With its own readers"),
                        ]
                    })
            }
        }
    }

    private var lifting: Node {
        form(.post, .action(Paths.holdLifting(id)), .novalidate, .class("stack measure")) {
            h2 { "Lift the hold" }
            p { "What is due by then is destroyed in the first batch after. It stays out of everybody’s sight until that." }
            CSRF(frame)
            TextArea(
                id: "reason", title: "Reason", hint: "Sealed; only the legal custodian reads it.", problem: problems.sentence(for: "reason"),
                rows: 5, value: typed)
            button(.type("submit"), .class("secondary")) { "Lift the hold" }
        }
    }
}

/// A hold's terms in words.
package enum HoldWords {
    package static func scope(_ scope: HoldScope, _ memberNumber: String?) -> String {
        var parts: [String] = []
        if let memberNumber { parts.append("member \(memberNumber)") }
        if let program = scope.program { parts.append(program.title) }
        if let record = scope.record { parts.append("the file that holds \(record)") }
        switch (scope.from, scope.to) {
        case (let from?, let to?): parts.append("records between \(from.short) and \(to.short)")
        case (let from?, nil): parts.append("records from \(from.short) on")
        case (nil, let to?): parts.append("records up to \(to.short)")
        case (nil, nil): break
        }
        return parts.joined(separator: "; ")
    }
}
