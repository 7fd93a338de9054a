import Directives

/// The tables of `Access` in words, for `docs/access.md`, the page and the command: one line for each right.
package struct AccessLine: Hashable, Sendable, Codable {
    package var acts: [String]
    package var layer: String?
    package var who: [String]
    /// What must have happened to the record, and what must not; always when there is nothing.
    package var when: [String]
    package var unless: [String]
    package var why: String
    package var cites: Citation
}

/// A role of the catalogue in words.
package struct RoleLine: Hashable, Sendable, Codable {
    package var title: String
    package var over: String
    package var cites: [Citation]
    /// "Allowed", or what the designee must be; nil where the directive names no designee.
    package var designee: String?
    package var designeeCites: Citation?
}

/// Who may see and do what in one program, and who its roles are.
package struct AccessTable: Hashable, Sendable, Codable {
    package var program: ProgramKey
    package var title: String
    package var lines: [AccessLine]
    package var roles: [RoleLine]

    /// The table of each program and of the office, in their order.
    package static let all = ProgramKey.allCases.map(AccessTable.init)

    package init(_ program: ProgramKey) {
        self.program = program
        title = program.title
        lines = Access.tables.filter { $0.program == program }.flatMap(\.rows).map(AccessLine.init)
        roles = Role.allCases.filter { $0.program == program }.map(RoleLine.init)
    }
}

extension AccessLine {
    init(_ row: AccessRow) {
        acts = row.acts.map(\.title)
        let layers = Set(row.acts.compactMap(\.layer))
        layer = Layer.allCases.filter(layers.contains).map(\.title).joined(separator: "; ").nilIfEmpty
        who = row.who.map { $0.words + (row.orDesignee && $0.mayHaveDesignee ? ", or designee" : "") }
        when = RecordFacts.Mark.allCases.filter(row.when.contains).map(\.title)
        unless = RecordFacts.Mark.allCases.filter(row.unless.contains).map(\.absence)
        why = row.sentence
        cites = row.cites
    }
}

extension RoleLine {
    init(_ role: Role) {
        title = role.title
        over = role.scope.title
        cites = [role.cites] + role.also
        designee = role.designee.map { _ in role.designeeCondition?.title ?? "allowed" }
        designeeCites = role.designee
    }
}

extension AccessRow.Who {
    /// Who it is, as a reader of the table would say it.
    package var words: String {
        switch self {
        case .role(let role): role.title
        case .post(let post): "\(post.title), by name on the record"
        case .subject: "The member it is about"
        case .everyone: "Everyone who signs in"
        }
    }

    fileprivate var mayHaveDesignee: Bool { if case .role(let role) = self { role.designee != nil } else { false } }
}

extension String {
    fileprivate var nilIfEmpty: String? { isEmpty ? nil : self }
}
