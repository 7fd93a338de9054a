import Casework
import Directives
import Foundation

/// The accounts that may sign in, for their administrator: no data of a member but the name (`D20-04:VII.C`).
package struct AccountsPage: Screen {
    package var frame: Frame
    package var rows: [Row]

    package struct Row: Sendable {
        package var name: String
        package var person: String
        package var disabled: Bool
        /// The member behind the account, by name and number; nil for an account without one.
        package var member: String?
        package var number: String?
        package var roles: [String]
        package var lastSignIn: Date?
        package init(name: String, person: String, disabled: Bool, member: String?, number: String?, roles: [String], lastSignIn: Date?) {
            self.name = name
            self.person = person
            self.disabled = disabled
            self.member = member
            self.number = number
            self.roles = roles
            self.lastSignIn = lastSignIn
        }
    }

    package init(frame: Frame, rows: [Row]) {
        self.frame = frame
        self.rows = rows
    }

    package var body: Node {
        Layout("Accounts", frame, section: .office, statement: false) {
            div(.class("heading")) {
                h1 { "Accounts" }
                a(.class("button"), .href(Paths.newAccount)) { "Add an account" }
            }
            p(.class("lede")) { "Who may sign in. An account alone opens nothing: what it may do, its roles say." }
            if rows.isEmpty { p(.class("empty")) { "There is no account yet." } } else { table }
        }.body
    }

    private var table: Node {
        DataTable(
            caption: "Accounts", captionShown: false,
            columns: [Column("Account"), Column("Person"), Column("State"), Column("Roles now"), Column("Last sign-in")],
            rows: rows.map { row in
                [
                    Cell(a(.href(Paths.account(row.name))) { row.name }),
                    Cell(Node.group([.text(row.person), span(.class("small block")) { row.member == nil ? "no member" : "a member" }])),
                    Cell(row.disabled ? "Disabled" : "Open"), Cell(row.roles.isEmpty ? "none" : row.roles.joined(separator: "; ")),
                    Cell(row.lastSignIn.map(frame.wording.moment) ?? "not known"),
                ]
            }, browsable: true
        ).body
    }
}

/// One account and what its administrator may change: disable, enable, a new passphrase, the member behind it. Fields:
/// `number`, posted to the account's `member`.
package struct AccountPage: Screen {
    package var frame: Frame
    package var row: AccountsPage.Row
    package var roles: [RoleRow]
    /// Nobody changes their own account here.
    package var own: Bool
    package var number: String
    package var problems: [FormProblem]

    package init(frame: Frame, row: AccountsPage.Row, roles: [RoleRow], own: Bool, number: String, problems: [FormProblem] = []) {
        self.frame = frame
        self.row = row
        self.roles = roles
        self.own = own
        self.number = number
        self.problems = problems
    }

    package var body: Node {
        Layout(problems.isEmpty ? "Account \(row.name)" : "Error: Account \(row.name)", frame, section: .office, statement: false) {
            p(.class("back")) { a(.href(Paths.accounts)) { "← Accounts" } }
            ErrorSummary(problems: problems)
            h1 { "Account \(row.name)" }
            SummaryList(rows: [
                ("Person", .text(row.person)), ("State", .text(row.disabled ? "Disabled: cannot sign in" : "Open")),
                ("Member", .text(row.member.map { "\($0), number \(row.number ?? "")" } ?? "none: an account without a member")),
                ("Last sign-in", .text(row.lastSignIn.map(frame.wording.moment) ?? "not known")),
            ])
            held
            if own {
                p(.class("note")) { "This is your own account. Another administrator changes it; your passphrase and second factor are on your account’s page." }
            } else {
                changes
            }
        }.body
    }

    private var held: Node {
        Pages.section {
            h2 { "Roles" }
            if roles.isEmpty {
                p(.class("empty")) { "It holds no role, so it opens nothing." }
            } else {
                DataTable(
                    caption: "Roles of the account", captionShown: false, columns: [Column("Role"), Column("Over"), Column("Days"), Column("Granted by")],
                    rows: roles.map { [Cell(RoleName(row: $0)), Cell($0.over), Cell(RoleDays(row: $0, today: frame.wording.today)), Cell($0.by)] })
            }
            if !row.disabled && !own { p { a(.href(Paths.newGrant.with([("account", row.name)]))) { "Grant a role to this account" } } }
        }
    }

    private var changes: Node {
        Pages.section(.class("measure")) {
            h2 { "Change" }
            h3 { "The member behind it" }
            form(.post, .action(Paths.accountChange(row.name, .member)), .novalidate, .class("stack")) {
                CSRF(frame)
                TextField(
                    id: "number", title: "Number of the member", hint: "As the department’s own systems have it; empty for nobody.",
                    problem: problems.sentence(for: "number"), attributes: [.type("text"), .value(number), .autocomplete("off")])
                button(.type("submit"), .class("secondary")) { "Link the account" }
            }
            if row.disabled {
                simple("Let it sign in again", .enabling, "Enable the account", "Its roles count again as far as their days have not ended.")
            } else {
                simple(
                    "New passphrase", .reset, "Reset the passphrase",
                    "Its sessions end. A passphrase for one sign-in is shown once, and the person chooses a new one with it.")
                simple("Shut it out", .disabling, "Disable the account", "Its sessions end at once, and it can sign in no more until it is enabled.")
            }
        }
    }

    private func simple(_ title: String, _ change: Paths.AccountChange, _ button: String, _ meaning: String) -> Node {
        .group([
            h3 { title },
            form(.post, .action(Paths.accountChange(row.name, change))) {
                CSRF(frame)
                p { meaning }
                Pages.button(.type("submit"), .class("secondary")) { button }
            },
        ])
    }
}

/// Adds an account without roles. Fields: `name`, `title`, `number`; posted to `/accounts`.
package struct NewAccountPage: Screen {
    package var frame: Frame
    package var name: String
    package var person: String
    package var number: String
    package var problems: [FormProblem]

    package init(frame: Frame, name: String, person: String, number: String, problems: [FormProblem] = []) {
        self.frame = frame
        self.name = name
        self.person = person
        self.number = number
        self.problems = problems
    }

    package var body: Node {
        Layout(problems.isEmpty ? "Add an account" : "Error: Add an account", frame, section: .office, statement: false) {
            p(.class("back")) { a(.href(Paths.accounts)) { "← Accounts" } }
            div(.class("measure")) {
                ErrorSummary(problems: problems)
                h1 { "Add an account" }
                form(.post, .action(Paths.accounts), .novalidate, .class("stack")) {
                    CSRF(frame)
                    TextField(
                        id: "name", title: "Name to sign in with", hint: "2 to 64 small letters, digits, dots, hyphens and underscores.",
                        problem: problems.sentence(for: "name"),
                        attributes: [.type("text"), .value(name), .autocomplete("off"), .autocapitalize("none"), .spellcheck(false)])
                    TextField(
                        id: "title", title: "Name of the person, as pages show it", problem: problems.sentence(for: "title"),
                        attributes: [.type("text"), .value(person), .autocomplete("off")])
                    TextField(
                        id: "number", title: "Number of the member, if the person is one",
                        hint: "As the department’s own systems have it. Nobody sees records about themselves by a role.",
                        problem: problems.sentence(for: "number"), attributes: [.type("text"), .value(number), .autocomplete("off")])
                    p { "The account begins without a role. A passphrase for one sign-in is shown on the next page, once." }
                    button(.type("submit")) { "Add the account" }
                }
            }
        }.body
    }
}

/// A passphrase for one sign-in, shown once and kept nowhere.
package struct OneTimePassphrasePage: Screen {
    package var frame: Frame
    package var name: String
    package var person: String
    package var passphrase: String
    package var added: Bool

    package init(frame: Frame, name: String, person: String, passphrase: String, added: Bool) {
        self.frame = frame
        self.name = name
        self.person = person
        self.passphrase = passphrase
        self.added = added
    }

    package var body: Node {
        Layout(added ? "Account added" : "New passphrase", frame, section: .office, statement: false) {
            div(.class("measure")) {
                h1 { added ? "The account \(name) was added" : "New passphrase for \(name)" }
                p(.class("lede")) { "Hand this to \(person) in person. It is shown once, is good for one sign-in, and must be changed then." }
                SummaryList(rows: [
                    ("Account", .text(name)), ("Passphrase", .element(Element("code", [.class("digest")], [.text(passphrase)]))),
                ])
                if added { p { a(.href(Paths.newGrant.with([("account", name)]))) { "Grant the account its first role" } } }
                p { a(.href(Paths.account(name))) { "Go to the account" } }
            }
        }.body
    }
}
