import Directives

/// The sign-in form. Fields: `username`, `passphrase`, `return-to`, `csrf`.
package struct SignInPage: Screen {
    package var frame: Frame
    /// Kept from the last attempt.
    package var username: String
    package var problem: Problem?
    /// Where to go afterwards: a path of this installation, checked by the server.
    package var returnTo: String?

    package enum Problem: Hashable, Sendable {
        case missing
        case wrong
        /// Too many attempts; the next is heard after so many seconds.
        case throttled(seconds: Int)
        case expired
    }

    package init(frame: Frame, username: String = "", problem: Problem? = nil, returnTo: String? = nil) {
        self.frame = frame
        self.username = username
        self.problem = problem
        self.returnTo = returnTo
    }

    package var body: Node {
        Layout(problem == nil ? "Sign in" : "Error: Sign in", frame, statement: false) {
            div(.class("narrow")) {
                ErrorSummary(problems: problems)
                h1 { "Sign in" }
                p(.class("lede")) { "Officer support at \(frame.department)." }
                signInForm
                demonstration
            }
        }.body
    }

    private var signInForm: Node {
        form(.post, .action(Paths.signIn), .novalidate, .class("stack")) {
            CSRF(frame)
            if let returnTo { input(.type("hidden"), .name("return-to"), .value(returnTo)) }
            TextField(
                id: "username", title: "User name", problem: problems.sentence(for: "username"),
                attributes: [
                    .type("text"), .value(username), .autocomplete("username"), .autocapitalize("none"), .spellcheck(false), .required,
                ])
            TextField(
                id: "passphrase", title: "Passphrase", problem: problems.sentence(for: "passphrase"),
                attributes: [.type("password"), .autocomplete("current-password"), .required])
            button(.type("submit")) { "Sign in" }
        }
    }

    private var demonstration: Node {
        guard frame.demonstration else { return .nothing }
        return p {
            "This is the demonstration: "
            a(.href(Paths.demoAccounts)) { "choose one of its accounts" }
            " instead."
        }
    }

    private var problems: [FormProblem] {
        switch problem {
        case nil: []
        case .missing: [FormProblem(field: "username", "Enter your user name and your passphrase")]
        case .wrong:
            [FormProblem(field: "username", "This user name and passphrase do not belong together. Check both and try again")]
        case .throttled(let seconds):
            [
                FormProblem(
                    "Too many attempts. Nothing more is checked for \(frame.wording.span(Double(max(60, seconds)))); then try again, or ask your administrator for a new passphrase.")
            ]
        case .expired: [FormProblem("You were signed out because nothing happened for a while. Sign in to go on where you were.")]
        }
    }
}
