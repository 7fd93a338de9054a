import Casework
import Directives

/// Set the period of a kind that has none. Fields: `kind`, `years`, `months`, `from`, `authority`, `citation`, `note`, `csrf`;
/// posted to `/retention/schedules`.
package struct SchedulePage: Screen {
    package var frame: Frame
    package var kind: RetentionKind
    package var typed: Typed
    package var problems: [FormProblem]

    package struct Typed: Sendable {
        package var years = ""
        package var months = ""
        package var from = ""
        package var authority = ""
        package var citation = ""
        package var note = ""
        package init() {}
    }

    package init(frame: Frame, kind: RetentionKind, typed: Typed, problems: [FormProblem] = []) {
        self.frame = frame
        self.kind = kind
        self.typed = typed
        self.problems = problems
    }

    package var body: Node {
        let entry = RetentionTable.entry(kind)
        let title = "Schedule for \(entry.title)"
        return Layout(problems.isEmpty ? title : "Error: \(title)", frame, section: .office, statement: false) {
            div(.class("measure")) {
                p(.class("back")) { a(.href(Paths.retention)) { "← Retention" } }
                ErrorSummary(problems: problems)
                h1 { title }
                p(.class("lede")) { "How long they are kept, counted from \(entry.countedFrom). Earlier schedules stay on record." }
                form(.post, .action(Paths.schedules), .novalidate, .class("stack")) {
                    CSRF(frame)
                    input(.type("hidden"), .name("kind"), .value(kind.rawValue))
                    div(.class("side-by-side")) {
                        TextField(
                            id: "years", title: "Years", problem: problems.sentence(for: "years"),
                            attributes: [.type("text"), .inputmode("numeric"), .value(typed.years)])
                        TextField(
                            id: "months", title: "and months", problem: problems.sentence(for: "months"),
                            attributes: [.type("text"), .inputmode("numeric"), .value(typed.months)])
                    }
                    TextField(
                        id: "from", title: "In force from", problem: problems.sentence(for: "from"),
                        attributes: [.type("date"), .value(typed.from)])
                    TextField(
                        id: "authority", title: "Reference of the schedule", hint: "The paper that sets the period, as the department files it.",
                        problem: problems.sentence(for: "authority"), attributes: [.type("text"), .value(typed.authority)])
                    TextField(
                        id: "citation", title: "The law or rule it rests on", hint: "For example 50 ILCS 205/7.",
                        problem: problems.sentence(for: "citation"), attributes: [.type("text"), .value(typed.citation)])
                    TextArea(
                        id: "note", title: "Note (optional)", hint: "Sealed; only the legal custodian reads it.",
                        problem: problems.sentence(for: "note"), rows: 5, value: typed.note)
                    button(.type("submit")) { "Set the schedule" }
                }
            }
        }.body
    }
}

/// File a disposal authority. Fields: `kind`, `reference`, `issuer`, `from`, `to`, `note`, `csrf`; posted to
/// `/retention/authorities`.
package struct AuthorityPage: Screen {
    package var frame: Frame
    package var kind: RetentionKind
    package var typed: Typed
    package var problems: [FormProblem]

    package struct Typed: Sendable {
        package var reference = ""
        package var issuer = ""
        package var from = ""
        package var to = ""
        package var note = ""
        package init() {}
    }

    package init(frame: Frame, kind: RetentionKind, typed: Typed, problems: [FormProblem] = []) {
        self.frame = frame
        self.kind = kind
        self.typed = typed
        self.problems = problems
    }

    package var body: Node {
        let title = "Disposal authority for \(RetentionTable.entry(kind).title)"
        return Layout(problems.isEmpty ? title : "Error: \(title)", frame, section: .office, statement: false) {
            div(.class("measure")) {
                p(.class("back")) { a(.href(Paths.retention)) { "← Retention" } }
                ErrorSummary(problems: problems)
                h1 { title }
                p(.class("lede")) {
                    "Records law may ask for an approved authority before anything is destroyed. It is named on each certificate. "
                    CitationLink("SRV-017:IV.J.1#2", in: .sentence)
                }
                form(.post, .action(Paths.authorities), .novalidate, .class("stack")) {
                    CSRF(frame)
                    input(.type("hidden"), .name("kind"), .value(kind.rawValue))
                    TextField(
                        id: "reference", title: "Reference", hint: "The number the issuing body gave it.",
                        problem: problems.sentence(for: "reference"), attributes: [.type("text"), .value(typed.reference)])
                    TextField(
                        id: "issuer", title: "Issued by", problem: problems.sentence(for: "issuer"),
                        attributes: [.type("text"), .value(typed.issuer)])
                    div(.class("side-by-side")) {
                        TextField(
                            id: "from", title: "Valid from", problem: problems.sentence(for: "from"),
                            attributes: [.type("date"), .value(typed.from)])
                        TextField(
                            id: "to", title: "to (optional)", problem: problems.sentence(for: "to"),
                            attributes: [.type("date"), .value(typed.to)])
                    }
                    TextArea(
                        id: "note", title: "Note (optional)", hint: "Sealed; only the legal custodian reads it.",
                        problem: problems.sentence(for: "note"), rows: 5, value: typed.note)
                    button(.type("submit")) { "File the authority" }
                }
            }
        }.body
    }
}
