import Directives

/// The second step of signing in, after the right passphrase. Fields: `code`, `ticket`, `return-to`, `csrf`.
package struct SignInCodePage: Screen {
    package var frame: Frame
    /// What proves that the passphrase was right.
    package var ticket: String
    package var problem: Problem?
    package var returnTo: String?

    package enum Problem: Hashable, Sendable {
        case missing
        case wrong
    }

    package init(frame: Frame, ticket: String, problem: Problem? = nil, returnTo: String? = nil) {
        self.frame = frame
        self.ticket = ticket
        self.problem = problem
        self.returnTo = returnTo
    }

    package var body: Node {
        Layout(problem == nil ? "Your code" : "Error: Your code", frame, statement: false) {
            div(.class("narrow")) {
                ErrorSummary(problems: problems)
                h1 { "Your code" }
                form(.post, .action(Paths.signIn), .novalidate, .class("stack")) {
                    CSRF(frame)
                    input(.type("hidden"), .name("ticket"), .value(ticket))
                    if let returnTo { input(.type("hidden"), .name("return-to"), .value(returnTo)) }
                    CodeField(problem: problems.sentence(for: "code"))
                    button(.type("submit")) { "Sign in" }
                }
                p { a(.href(Paths.signIn)) { "Begin again" } }
                p(.class("small")) { "Without your device and without a recovery code, ask your administrator to reset the account." }
            }
        }.body
    }

    private var problems: [FormProblem] {
        switch problem {
        case nil: []
        case .missing: [FormProblem(field: "code", "Enter the code that your app shows")]
        case .wrong: [FormProblem(field: "code", "This code is not right, or was used already. Wait for the next one and try again")]
        }
    }
}

/// The field for a code of the second factor, or a recovery code.
struct CodeField: Component {
    var hint = "Six figures from your authenticator app, or one of your recovery codes."
    var problem: String?

    var body: Node {
        TextField(
            id: "code", title: "Code", hint: hint, problem: problem,
            attributes: [.type("text"), .autocomplete("one-time-code"), .autocapitalize("none"), .spellcheck(false), .required]
        ).body
    }
}
