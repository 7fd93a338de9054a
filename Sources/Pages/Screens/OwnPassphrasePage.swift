import Directives

/// Changing one's own passphrase. Fields: `passphrase`, `new-passphrase`, `repeated-passphrase`, `csrf`.
package struct OwnPassphrasePage: Screen {
    package var frame: Frame
    /// Somebody else chose the present one: nothing else opens before.
    package var isFirst: Bool
    package var shortest: Int
    package var problems: [FormProblem]

    package init(frame: Frame, isFirst: Bool, shortest: Int, problems: [FormProblem] = []) {
        self.frame = frame
        self.isFirst = isFirst
        self.shortest = shortest
        self.problems = problems
    }

    private var title: String { isFirst ? "Choose your own passphrase" : "Change the passphrase" }

    package var body: Node {
        Layout(problems.isEmpty ? title : "Error: \(title)", frame, statement: false) {
            div(.class("measure")) {
                if !isFirst { p(.class("back")) { a(.href(Paths.ownAccount)) { "← Your account" } } }
                ErrorSummary(problems: problems)
                h1 { title }
                p(.class("lede")) {
                    isFirst
                        ? "Somebody else chose the one you have. Only you should know it, so this comes before anything else."
                        : "Every other browser in which you are signed in is signed out."
                }
                form(.post, .action(Paths.ownPassphrase), .novalidate, .class("stack")) {
                    CSRF(frame)
                    field("passphrase", isFirst ? "The one you were given" : "Present passphrase", "current-password")
                    field(
                        "new-passphrase", "New passphrase", "new-password",
                        hint: "At least \(shortest) characters: four or five words that do not belong together are easy to keep and hard to guess. Spaces count.")
                    field("repeated-passphrase", "New passphrase again", "new-password")
                    button(.type("submit")) { "Change the passphrase" }
                }
            }
        }.body
    }

    private func field(_ id: String, _ title: String, _ use: StaticString, hint: String? = nil) -> Node {
        TextField(
            id: id, title: title, hint: hint, problem: problems.sentence(for: id),
            attributes: [.type("password"), .autocomplete(use), .required]
        ).body
    }
}
