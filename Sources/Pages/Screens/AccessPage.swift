import Casework
import Directives

/// Who may see and do what, for everybody who signs in: the same tables by which Mainstay decides (`D20-04:VII.C`).
package struct AccessPage: Screen {
    package var frame: Frame
    package var tables: [AccessTable]

    package init(frame: Frame, tables: [AccessTable]) {
        self.frame = frame
        self.tables = tables
    }

    package var body: Node {
        Layout("Who may see what", frame, section: .office, statement: false, sideways: true) {
            h1 { "Who may see what" }
            p(.class("lede")) {
                "These are the tables by which Mainstay decides. What no line grants is refused, and the refusal reads the same as “there is no such page”."
            }
            ul {
                li { "Nobody acts on, or reads by a role, a record about themselves." }
                li { "A role counts between its first and its last day, over the unit it was granted for and all below it." }
                li { "A designee counts only where a line says so, and never longer than the person they stand in for." }
            }
            nav(.class("contents"), .aria("label", "On this page")) {
                ul { for table in tables { li { a(.href(Paths.here(table.program.rawValue))) { table.title } } } }
            }
            for table in tables { part(table) }
        }.body
    }

    private func part(_ table: AccessTable) -> Node {
        Pages.section(.id(table.program.rawValue)) {
            h2 { table.title }
            if table.lines.isEmpty {
                p(.class("empty")) { "No line yet: nobody may see or do anything in this program." }
            } else {
                Scrolling("Rights: \(table.title)", rights(table))
            }
            h3 { "Its roles" }
            Scrolling("Roles: \(table.title)", roles(table))
        }
    }

    private func rights(_ table: AccessTable) -> DataTable {
        DataTable(
            caption: "Who may do what: \(table.title)", captionShown: false,
            columns: [Column("What"), Column("Who"), Column("When"), Column("Why"), Column("Provision")],
            rows: table.lines.map { line in
                let conditions = line.when + line.unless
                return [
                    Cell(Node.group([list(line.acts), layer(line)])),
                    Cell(list(line.who)), Cell(conditions.isEmpty ? "always" : conditions.joined(separator: "; ")), Cell(line.why),
                    Cell(CitationLink(line.cites)),
                ]
            }, dense: true)
    }

    private func layer(_ line: AccessLine) -> Node {
        guard let layer = line.layer else { return .nothing }
        return span(.class("small block")) { layer }
    }

    private func list(_ words: [String]) -> Node {
        guard words.count > 1 else { return .text(words.first ?? "") }
        return .group(words.map { block(.text($0)) })
    }

    private func block(_ content: Node) -> Node { span(.class("block")) { content } }

    private func roles(_ table: AccessTable) -> DataTable {
        DataTable(
            caption: "Roles: \(table.title)", captionShown: false,
            columns: [Column("Role"), Column("Held over"), Column("Named by"), Column("Designee")],
            rows: table.roles.map { role in
                [
                    Cell(role.title), Cell(role.over), Cell(Node.group(role.cites.map { block(CitationLink($0).body) })),
                    Cell(designee(role)),
                ]
            }, dense: true)
    }

    private func designee(_ role: RoleLine) -> Node {
        guard let words = role.designee, let cites = role.designeeCites else { return .text("none") }
        return .group([.text(words + " "), CitationLink(cites).body])
    }
}
