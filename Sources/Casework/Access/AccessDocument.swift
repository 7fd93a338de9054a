import Directives

/// `docs/access.md`, written from the tables themselves: a union's representative or a monitor can be handed it.
package enum AccessDocument {
    /// The whole document, or the part of one program.
    package static func text(_ program: ProgramKey? = nil) -> String {
        let tables = AccessTable.all.filter { program == nil || $0.program == program }
        var lines = program == nil ? opening : []
        for table in tables { lines += rights(table) }
        if program == nil { lines += catalogueOpening }
        for table in tables where !table.roles.isEmpty { lines += roles(table, underHeading: program == nil) }
        if program == nil { lines += withoutRole }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let opening = [
        "# Who may see and do what",
        "",
        "This document is written from the tables by which Mainstay decides; `mainstay access` prints it and a test fails when it is stale. What no line grants is refused, and the refusal reads the same as \u{201C}there is no such thing\u{201D}: as a page, as JSON, in lists and in counts.",
        "",
        "Three rules hold over all lines. Nobody acts on, or reads by a role, a record about themselves: for those only the lines of \u{201C}the member it is about\u{201D} count. A role counts only between its first and its last day, and only over the unit it was granted for, with everything below that unit on the day. A designee counts only where the line says \u{201C}or designee\u{201D}, never on a record about the person they stand in for, and never longer than that person holds the role.",
        "",
    ]

    private static let catalogueOpening = [
        "# The roles",
        "",
        "Every role that the five directives name, and those of the office. That a role is listed here gives it nothing; what it may do stands above. A program whose table is empty shows nobody anything.",
        "",
    ]

    /// Those with a part and no role, so that a reader does not look for them in vain.
    private static let withoutRole: [String] = [
        "## Parts that are no role",
        "",
        "The member or employee a record is about (D20-04:VI.A.2, SRV-017:IV.C#2), the overseer and the assigned supervisor of a Work Item (D20-04:V.B.2, D20-04:VI.B) and the author of a document hold that part by the record itself. A candidate for Peer Support Advisor (PER-001:IV.B.1.a) has a part by the own declaration, and whoever seeks peer support (PER-001:IV.D.1) leaves no name. Prosecuting attorneys and courts (OPS-092:III.E.2, D20-04:VII.B) stand outside the department and sign in nowhere.",
    ]

    private static func rights(_ table: AccessTable) -> [String] {
        var lines = ["## \(table.title)", ""]
        guard !table.lines.isEmpty else { return lines + ["No line yet: nobody may see or do anything.", ""] }
        lines += ["| what | who | when | why | provision |", "|---|---|---|---|---|"]
        lines += table.lines.map { line in
            let what = line.acts.joined(separator: "; ") + (line.layer.map { "<br>*\($0)*" } ?? "")
            return row([what, line.who.joined(separator: "; "), (line.when + line.unless).joined(separator: "; "), line.why, line.cites.rawValue])
        }
        return lines + [""]
    }

    private static func roles(_ table: AccessTable, underHeading: Bool) -> [String] {
        [
            underHeading ? "## Roles: \(table.title)" : "## Roles", "", "| role | held over | named by | designee |", "|---|---|---|---|",
        ]
            + table.roles.map { role in
                let designee = role.designee.map { "\($0) (\(role.designeeCites?.rawValue ?? ""))" }
                return row([role.title, role.over, role.cites.map(\.rawValue).joined(separator: ", "), designee ?? "none"])
            } + [""]
    }

    private static func row(_ cells: [String]) -> String {
        "| " + cells.map { $0.isEmpty ? "–" : $0.split(separator: "|").joined(separator: "\\|") }.joined(separator: " | ") + " |"
    }
}
