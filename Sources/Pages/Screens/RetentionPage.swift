import Casework
import Directives

/// How long each kind of record is kept, counted from what, on whose word (ambiguity 7.2).
package struct RetentionPage: Screen {
    package var frame: Frame
    package var rows: [Row]
    package var secondPerson: Bool
    package var authorityRequired: Bool
    /// Whether the reader may set schedules and file authorities.
    package var sets: Bool

    package struct Row: Sendable {
        package var kind: RetentionKind
        package var schedule: RetentionSchedule?
        /// The custodian's own note on the schedule, for the custodian alone.
        package var note: String?
        package var authorities: [Authority]
        /// Whether records of the kind are kept in this installation.
        package var isKept: Bool
        package init(kind: RetentionKind, schedule: RetentionSchedule?, note: String? = nil, authorities: [Authority], isKept: Bool) {
            self.kind = kind
            self.schedule = schedule
            self.note = note
            self.authorities = authorities
            self.isKept = isKept
        }
    }

    package struct Authority: Sendable {
        package var id: Int64
        package var authority: DisposalAuthority
        package var note: String?
        package init(id: Int64, authority: DisposalAuthority, note: String? = nil) {
            self.id = id
            self.authority = authority
            self.note = note
        }
    }

    package init(frame: Frame, rows: [Row], secondPerson: Bool, authorityRequired: Bool, sets: Bool) {
        self.frame = frame
        self.rows = rows
        self.secondPerson = secondPerson
        self.authorityRequired = authorityRequired
        self.sets = sets
    }

    package var body: Node {
        Layout("Retention", frame, section: .office, statement: false) {
            h1 { "Retention" }
            p(.class("lede")) {
                "How long each kind of record is kept, counted from what, and on whose word. Where no directive gives a period, records are kept until the department sets a schedule."
            }
            next
            scheduled
            unscheduled
            rules
        }.body
    }

    /// What to do first, while nothing is set.
    private var next: Node {
        let waiting = rows.filter { $0.isKept && $0.schedule == nil && entry($0).rule == .noSchedule }
        guard !waiting.isEmpty else { return .nothing }
        return div(.class("note")) {
            p {
                "\(Figures.list(waiting.map { entry($0).title })) \(waiting.count == 1 ? "have" : "all have") no schedule, so they are kept. "
                sets
                    ? "Ask the department’s records officer for the schedule that covers them, then set it here with its reference."
                    : "The legal custodian sets a schedule here, with its reference."
            }
        }
    }

    private func entry(_ row: Row) -> RetentionEntry { RetentionTable.entry(row.kind) }

    // MARK: Kinds that come to an end

    private var scheduled: Node {
        .group(rows.filter { row in
            switch entry(row).rule {
            case .period, .noSchedule: true
            case .keep, .purged: false
            }
        }.map(kind))
    }

    private func kind(_ row: Row) -> Node {
        let entry = entry(row)
        return section(.aria("labelledby", entry.kind.rawValue)) {
            h2(.id(entry.kind.rawValue)) { entry.title }
            SummaryList(rows: [
                ("Program", .text(entry.program.title)), ("What it is", .text(entry.what + (row.isKept ? "" : " None are kept here yet."))),
                ("Kept for", period(row)), ("Counted from", .text(entry.countedFrom)),
                ("Why", .group([.text(entry.reason + " "), CitationLink(entry.cites, in: .sentence).body])),
                ("Disposal authority", authorities(row)),
                ("A batch is confirmed by", .text(entry.confirmedBy.map { "\($0.title)\(row.kind == .workItems ? ", until the department names another" : "")" } ?? "nobody is named yet")),
            ])
            if sets {
                p(.class("actions")) {
                    if entry.rule == .noSchedule {
                        a(.href(Paths.newSchedule(row.kind.rawValue))) { row.schedule == nil ? "Set a schedule" : "Set another schedule" }
                        " "
                    }
                    a(.href(Paths.newAuthority(row.kind.rawValue))) { "File a disposal authority" }
                    span(.class("unseen")) { " for \(entry.title)" }
                }
            }
        }
    }

    private func period(_ row: Row) -> Node {
        if case .period(let months) = entry(row).rule { return .text(Retention.words(months: months)) }
        guard let schedule = row.schedule else { return .text("no schedule: kept") }
        let note = row.note.map { words in p(.class("small")) { "Note: \(words)" } } ?? Node.nothing
        return .group([
            .text(
                "\(Retention.words(months: schedule.months)) (\(schedule.authority); \(schedule.citation)), from \(schedule.from.short) on"),
            note,
        ])
    }

    private func authorities(_ row: Row) -> Node {
        guard !row.authorities.isEmpty else {
            return .text(authorityRequired ? "none on file: nothing is destroyed" : "none on file")
        }
        return ul(.class("plain")) {
            for filed in row.authorities {
                li {
                    "\(filed.authority.reference), issued by \(filed.authority.issuedBy), \(validity(filed.authority))"
                    if let note = filed.note { p(.class("small")) { "Note: \(note)" } }
                    if sets, filed.authority.to.map({ $0 >= frame.wording.today }) ?? true {
                        form(.post, .action(Paths.authorityEnd(filed.id))) {
                            CSRF(frame)
                            button(.type("submit"), .class("quiet")) {
                                "End it today"
                                span(.class("unseen")) { ": \(filed.authority.reference)" }
                            }
                        }
                    }
                }
            }
        }
    }

    private func validity(_ authority: DisposalAuthority) -> String {
        let end = authority.to.map { $0 < frame.wording.today ? "ended \($0.short)" : "valid to \($0.short)" } ?? "no end"
        return "valid from \(authority.from.short), \(end)"
    }

    // MARK: Kinds that are kept, or end by themselves

    private var unscheduled: Node {
        let kinds = rows.compactMap { row -> [Cell]? in
            let entry = entry(row)
            let words: String? =
                switch entry.rule {
                case .keep: "for good"
                case .purged(let after): "\(after) from \(entry.countedFrom)"
                case .period, .noSchedule: nil
                }
            return words.map { [Cell(entry.title), Cell(entry.what), Cell($0), Cell(entry.reason), Cell(CitationLink(entry.cites))] }
        }
        return section(.aria("labelledby", "others")) {
            h2(.id("others")) { "Kept for good, or ended by the program itself" }
            DataTable(
                caption: "Kinds that no batch touches", captionShown: false,
                columns: [Column("Kind"), Column("What it is"), Column("Kept"), Column("Why"), Column("Provision")], rows: kinds)
        }
    }

    // MARK: Rules

    private var rules: Node {
        section(.aria("labelledby", "rules")) {
            h2(.id("rules")) { "Rules of destruction" }
            p {
                "Whether the law of the place asks for a disposal authority, and for a second person, is for counsel to say; no directive settles it. "
                CitationLink("SRV-017:IV.J.1#2", in: .sentence)
            }
            if sets {
                form(.post, .action(Paths.destructionRules), .class("stack measure")) {
                    CSRF(frame)
                    Checkbox(id: "authority", title: "Nothing is destroyed without a disposal authority on file", checked: authorityRequired)
                    Checkbox(id: "second", title: "A second person confirms each batch", checked: secondPerson)
                    button(.type("submit"), .class("secondary")) { "Save the rules" }
                }
            } else {
                ul {
                    li { authorityRequired ? "Nothing is destroyed without a disposal authority on file." : "No disposal authority is asked for." }
                    li { secondPerson ? "A second person, the legal custodian, confirms each batch." : "The program’s coordinator confirms alone." }
                }
            }
        }
    }
}
