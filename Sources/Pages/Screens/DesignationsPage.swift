import Casework
import Directives

/// Names designees for one's own roles, where a directive allows it (ambiguity 7.8). Fields: `holding`, `account`,
/// `from`, `to`, `confirmed`; posted to `/designations`.
package struct DesignationsPage: Screen {
    package var frame: Frame
    /// The reader's own roles for which a designee may be named.
    package var roles: [RoleRow]
    package var made: [RoleRow]
    package var entered: Entered
    package var problems: [FormProblem]

    package struct Entered: Sendable {
        package var holding: String
        package var account: String
        package var from: String
        package var to: String
        package var confirmed: Bool
        package init(holding: String, account: String, from: String, to: String, confirmed: Bool) {
            self.holding = holding
            self.account = account
            self.from = from
            self.to = to
            self.confirmed = confirmed
        }
    }

    package init(frame: Frame, roles: [RoleRow], made: [RoleRow], entered: Entered, problems: [FormProblem] = []) {
        self.frame = frame
        self.roles = roles
        self.made = made
        self.entered = entered
        self.problems = problems
    }

    package var body: Node {
        Layout(problems.isEmpty ? "Designees" : "Error: Designees", frame, section: .office, statement: false) {
            ErrorSummary(problems: problems)
            h1 { "Designees" }
            p(.class("lede")) {
                "Somebody you name here acts in your place in what the directive says “or designee” of. It ends with its last day, or when your own role does. A designee names none."
            }
            if made.isEmpty { p(.class("empty")) { "You have named no designee." } } else { table }
            if !roles.isEmpty { naming }
        }.body
    }

    private var table: Node {
        DataTable(
            caption: "Designees you named", captionShown: false,
            columns: [Column("Designee"), Column("Role"), Column("Over"), Column("Days"), Column("Change")],
            rows: made.map { row in
                [
                    Cell(Node.group([.text(row.person), span(.class("small block")) { row.account }])), Cell(RoleName(row: row)), Cell(row.over),
                    Cell(RoleDays(row: row, today: frame.wording.today)),
                    Cell(row.mayEnd ? a(.href(Paths.designation(row.id))) { "End it" } : span(.class("small")) { "none" }),
                ]
            }
        ).body
    }

    private var naming: Node {
        Pages.section(.class("measure")) {
            h2 { "Name a designee" }
            form(.post, .action(Paths.designations), .novalidate, .class("stack")) {
                CSRF(frame)
                Radios(
                    name: "holding", question: "For which of your roles?",
                    rows: roles.map { row in
                        Radios.Row(
                            value: String(row.id), title: "\(row.role.title), \(row.over)",
                            hint: row.role.designeeCondition.map { "The designee must be \($0.title)." },
                            chosen: roles.count == 1 || entered.holding == String(row.id))
                    }, problem: problems.sentence(for: "holding") ?? problems.sentence(for: "role"))
                TextField(
                    id: "account", title: "Account of the designee", hint: "The name the person signs in with.",
                    problem: problems.sentence(for: "account"),
                    attributes: [.type("text"), .value(entered.account), .autocomplete("off"), .autocapitalize("none"), .spellcheck(false)])
                div(.class("side-by-side")) {
                    TextField(
                        id: "from", title: "First day", problem: problems.sentence(for: "from"),
                        attributes: [.type("date"), .value(entered.from), .min(frame.wording.today.iso)])
                    TextField(
                        id: "to", title: "Last day, at most a year on", problem: problems.sentence(for: "to"),
                        attributes: [.type("date"), .value(entered.to), .min(frame.wording.today.iso)])
                }
                if roles.contains(where: { $0.role.designeeCondition != nil }) {
                    Checkbox(
                        id: "confirmed", title: "I confirm that the designee is what the directive asks for",
                        problem: problems.sentence(for: "confirmed"), checked: entered.confirmed)
                }
                button(.type("submit")) { "Name the designee" }
            }
        }
    }
}
