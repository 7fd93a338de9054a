import Casework
import Directives

/// Who holds which role over what, from when to when and by whom (`D20-04:VII.C`). Fields of the filter: `role`, `unit`,
/// `person`, `standing`.
package struct GrantsPage: Screen {
    package var frame: Frame
    package var rows: [RoleRow]
    package var total: Int
    package var page: Int
    package var pages: Int
    package var filter: Filter
    package var mayGrant: Bool

    package struct Filter: Sendable {
        package var roles: [Choice]
        package var unit: String
        package var person: String
        package var standings: [Choice]
        package init(roles: [Choice], unit: String, person: String, standings: [Choice]) {
            self.roles = roles
            self.unit = unit
            self.person = person
            self.standings = standings
        }

        var isEmpty: Bool { unit.isEmpty && person.isEmpty && !roles.contains(where: \.selected) }
    }

    package init(frame: Frame, rows: [RoleRow], total: Int, page: Int, pages: Int, filter: Filter, mayGrant: Bool) {
        self.frame = frame
        self.rows = rows
        self.total = total
        self.page = page
        self.pages = pages
        self.filter = filter
        self.mayGrant = mayGrant
    }

    package var body: Node {
        Layout("Roles held", frame, section: .office, statement: false) {
            div(.class("heading")) {
                h1 { "Roles held" }
                if mayGrant { a(.class("button"), .href(Paths.newGrant)) { "Grant a role" } }
            }
            p(.class("lede")) { "A role counts between its days and over what is named here. Nothing is deleted: what ends gets its last day." }
            div(.class("filters")) { choices }
            if rows.isEmpty {
                p(.class("empty")) { filter.isEmpty ? "There is none in this list." : "Nobody holds that. Empty a field above to see more." }
            } else {
                table
            }
            Pager("Pages of roles held", page: page, pages: pages, total: total, many: "roles held") { number in
                Paths.grants.with([
                    ("role", filter.roles.first(where: \.selected)?.value ?? ""), ("unit", filter.unit), ("person", filter.person),
                    ("standing", filter.standings.first(where: \.selected)?.value ?? ""), ("page", number > 1 ? String(number) : ""),
                ])
            }
        }.body
    }

    private var choices: Node {
        form(.get, .action(Paths.grants), .class("filter-form"), .aria("label", "Filter the roles held")) {
            Choices(id: "role", title: "Role", all: "All roles", choices: filter.roles)
            TextField(id: "unit", title: "Unit", attributes: [.type("text"), .value(filter.unit)])
            TextField(id: "person", title: "Person or account", attributes: [.type("text"), .value(filter.person)])
            Choices(id: "standing", title: "Which", all: nil, choices: filter.standings)
            button(.type("submit"), .class("secondary")) { "Filter" }
        }
    }

    private var table: Node {
        DataTable(
            caption: "Roles held", captionShown: false,
            columns: [Column("Person"), Column("Role"), Column("Over"), Column("Days"), Column("Granted by")] + (mayGrant ? [Column("Change")] : []),
            rows: rows.map { row in
                var cells = [
                    Cell(Node.group([.text(row.person), span(.class("small block")) { row.account }])), Cell(RoleName(row: row)), Cell(row.over),
                    Cell(RoleDays(row: row, today: frame.wording.today)), Cell(row.by),
                ]
                if mayGrant {
                    cells.append(Cell(row.mayEnd ? a(.href(Paths.grant(row.id))) { "End it" } : span(.class("small")) { "none" }))
                }
                return cells
            }, browsable: true
        ).body
    }
}

/// Grants a role. Fields: `account`, `role`, `unit`, `from`, `to`; posted to `/grants`.
package struct GrantPage: Screen {
    package var frame: Frame
    package var entered: Entered
    package var accounts: [Choice]
    package var units: [Choice]
    package var problems: [FormProblem]

    /// What was typed, kept when something is wrong with it.
    package struct Entered: Sendable {
        package var account: String
        package var role: String
        package var unit: String
        package var from: String
        package var to: String
        package init(account: String, role: String, unit: String, from: String, to: String) {
            self.account = account
            self.role = role
            self.unit = unit
            self.from = from
            self.to = to
        }
    }

    package init(frame: Frame, entered: Entered, accounts: [Choice], units: [Choice], problems: [FormProblem] = []) {
        self.frame = frame
        self.entered = entered
        self.accounts = accounts
        self.units = units
        self.problems = problems
    }

    package var body: Node {
        Layout(problems.isEmpty ? "Grant a role" : "Error: Grant a role", frame, section: .office, statement: false) {
            p(.class("back")) { a(.href(Paths.grants)) { "← Roles held" } }
            div(.class("measure")) {
                ErrorSummary(problems: problems)
                h1 { "Grant a role" }
                fields
            }
            catalogue
        }.body
    }

    private var fields: Node {
        form(.post, .action(Paths.grants), .novalidate, .class("stack")) {
            CSRF(frame)
            TextField(
                id: "account", title: "Account", hint: "The name the person signs in with.", problem: problems.sentence(for: "account"),
                attributes: [.type("text"), .value(entered.account), .list("accounts"), .autocomplete("off"), .autocapitalize("none"), .spellcheck(false)])
            Suggestions(id: "accounts", choices: accounts)
            role
            TextField(
                id: "unit", title: "Unit", hint: "Only for a role held over a unit: its number or short name, such as 5 or area-1.",
                problem: problems.sentence(for: "unit"),
                attributes: [.type("text"), .value(entered.unit), .list("units"), .autocomplete("off"), .autocapitalize("none"), .spellcheck(false)])
            Suggestions(id: "units", choices: units)
            div(.class("side-by-side")) {
                TextField(
                    id: "from", title: "First day", problem: problems.sentence(for: "from"),
                    attributes: [.type("date"), .value(entered.from), .min(frame.wording.today.iso)])
                TextField(
                    id: "to", title: "Last day, if there is one", problem: problems.sentence(for: "to"),
                    attributes: [.type("date"), .value(entered.to), .min(frame.wording.today.iso)])
            }
            button(.type("submit")) { "Grant the role" }
        }
    }

    private var role: Node {
        let sentence = problems.sentence(for: "role")
        return div(.class(sentence == nil ? "field" : "field wrong")) {
            label(.for("role")) { "Role" }
            if let sentence { p(.class("field-error"), .id("role-error")) { "Error: " + sentence } }
            select(.id("role"), .name("role")) {
                option(.value("")) { "Choose a role" }
                for program in ProgramKey.allCases.filter(frame.programs.contains) {
                    for role in GrantPage.roles(program) {
                        if role.rawValue == entered.role {
                            option(.value(role.rawValue), .selected) { words(role) }
                        } else {
                            option(.value(role.rawValue)) { words(role) }
                        }
                    }
                }
            }
        }
    }

    private func words(_ role: Role) -> String { "\(role.program.title): \(role.title)" }

    /// Those that come with an item are not granted by themselves.
    static func roles(_ program: ProgramKey) -> [Role] { Role.grantable.filter { $0.program == program && $0.scope != .item } }

    private var catalogue: Node {
        details {
            summary { "What each role is held over, and the provision that names it" }
            DataTable(
                caption: "The roles that can be granted", captionShown: false,
                columns: [Column("Role"), Column("Program"), Column("Held over"), Column("Provision")],
                rows: ProgramKey.allCases.filter(frame.programs.contains).flatMap(GrantPage.roles).map { role in
                    [Cell(role.title), Cell(role.program.title), Cell(role.scope.title), Cell(CitationLink(role.cites))]
                }, dense: true)
        }
    }
}

/// Gives a role or a designation its last day. Field: `to`.
package struct EndRolePage: Screen {
    package var frame: Frame
    package var row: RoleRow
    /// Where the form goes, and the list to return to.
    package var action: Link
    package var back: Link
    package var to: String
    package var problems: [FormProblem]

    package init(frame: Frame, row: RoleRow, action: Link, back: Link, to: String, problems: [FormProblem] = []) {
        self.frame = frame
        self.row = row
        self.action = action
        self.back = back
        self.to = to
        self.problems = problems
    }

    package var body: Node {
        Layout(problems.isEmpty ? "End a role" : "Error: End a role", frame, section: .office, statement: false) {
            p(.class("back")) { a(.href(back)) { "← Back to the list" } }
            div(.class("measure")) {
                ErrorSummary(problems: problems)
                h1 { row.designeeOf == nil ? "End a role" : "End a designation" }
                SummaryList(rows: [
                    ("Person", .text("\(row.person) (\(row.account))")), ("Role", RoleName(row: row).body), ("Over", .text(row.over)),
                    ("Days", RoleDays(row: row, today: frame.wording.today).body), ("Granted by", .text(row.by)),
                ])
                form(.post, .action(action), .novalidate, .class("stack")) {
                    CSRF(frame)
                    TextField(
                        id: "to", title: "Last day", hint: "Today or later. On the last day the role still counts.",
                        problem: problems.sentence(for: "to") ?? problems.sentence(for: "account"),
                        attributes: [.type("date"), .value(to), .min(frame.wording.today.iso)])
                    button(.type("submit")) { "End it" }
                }
            }
        }.body
    }
}
