import Directives

/// The answer to a form that was sent after the session had ended by itself: what was typed waits in this page for the
/// passphrase of its owner. Fields: `passphrase`, `code`, `ticket`, `address`, each field of the form, `csrf`.
package struct LockedPage: Screen {
    package var frame: Frame
    /// The name of the person whose session it was.
    package var owner: String
    package var secondFactor: Bool
    /// What says whose form it is, sealed.
    package var ticket: String
    /// Where the form was going.
    package var address: Link
    package var typed: [Field]
    package var problem: Problem?

    /// A field of the form that was not sent.
    package struct Field: Hashable, Sendable {
        package var name: String
        package var value: String
        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package enum Problem: Hashable, Sendable {
        case wrong
        case throttled(seconds: Int)

        package func sentence(secondFactor: Bool) -> String {
            switch self {
            case .wrong:
                secondFactor
                    ? "The passphrase or the code is not right. A code is good once: wait for the next one and try again"
                    : "The passphrase is not right. Check it and try again"
            case .throttled(let seconds): "Too many attempts. Nothing more is checked for \(max(1, seconds / 60)) minutes; what you typed stays here."
            }
        }
    }

    package init(
        frame: Frame, owner: String, secondFactor: Bool, ticket: String, address: Link, typed: [Field], problem: Problem? = nil
    ) {
        self.frame = frame
        self.owner = owner
        self.secondFactor = secondFactor
        self.ticket = ticket
        self.address = address
        self.typed = typed
        self.problem = problem
    }

    package var body: Node {
        Layout(problem == nil ? "Your session was locked" : "Error: Your session was locked", frame, statement: false) {
            div(.class("narrow")) {
                ErrorSummary(problems: problems)
                h1 { "Your session was locked" }
                p(.class("lede")) { "Nothing happened for half an hour. What you typed has not been sent yet, and is not lost." }
                form(.post, .action(Paths.unlock), .novalidate, .class("stack")) {
                    CSRF(frame)
                    input(.type("hidden"), .name("ticket"), .value(ticket))
                    input(.type("hidden"), .name("address"), .value(address.target))
                    for field in typed { input(.type("hidden"), .name(field.name), .value(field.value)) }
                    TextField(
                        id: "passphrase", title: "Passphrase of \(owner)", problem: problems.sentence(for: "passphrase"),
                        attributes: [.type("password"), .autocomplete("current-password"), .required])
                    if secondFactor { CodeField(problem: nil) }
                    button(.type("submit")) { "Unlock" }
                }
                p(.class("small")) { "Somebody else? Close this page and sign in on another; nothing of this form is kept then." }
            }
        }.body
    }

    private var problems: [FormProblem] {
        guard let problem else { return [] }
        return [FormProblem(field: problem == .wrong ? "passphrase" : nil, problem.sentence(secondFactor: secondFactor))]
    }
}

/// After unlocking: what was typed, once more, and one button that sends it.
package struct KeptFormPage: Screen {
    package var frame: Frame
    package var address: Link
    package var typed: [LockedPage.Field]

    package init(frame: Frame, address: Link, typed: [LockedPage.Field]) {
        self.frame = frame
        self.address = address
        self.typed = typed
    }

    package var body: Node {
        Layout("What you typed", frame, statement: false) {
            div(.class("measure")) {
                h1 { "What you typed" }
                p(.class("lede")) { "You are signed in again. This has not been sent yet." }
                if typed.isEmpty {
                    p(.class("empty")) { "The form had no fields; sending it does what its button said." }
                } else {
                    SummaryList(
                        rows: typed.map { field in
                            (name: words(for: field.name), value: span(.class("typed")) { field.value.isEmpty ? "–" : field.value })
                        })
                }
                form(.post, .action(address), .class("stack")) {
                    CSRF(frame)
                    for field in typed { input(.type("hidden"), .name(field.name), .value(field.value)) }
                    button(.type("submit")) { "Send it now" }
                }
                p { a(.href(Paths.home)) { "Do not send it" } }
            }
        }.body
    }

    /// `in-person-notice` as "In person notice".
    private func words(for name: String) -> String {
        let words = name.map { $0 == "-" || $0 == "_" || $0 == "." ? " " : String($0) }.joined()
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
