import Directives

/// A program's table in words, written from the rows that the engine plays: what `mainstay workflow` prints and what
/// `docs/workflows` holds.
package struct WorkflowDocument: Sendable {
    /// One step as the document says it.
    package struct Line: Sendable {
        package var title: String
        package var from: String
        package var to: String?
        package var provided: String?
        package var who: [String]
        package var guards: [String]
        package var stops: [String]
        package var starts: [String]
        package var told: [String]
        package var cites: [Citation]
        package var says: String
    }

    package struct Row: Sendable {
        package var title: String
        package var within: String
        package var from: String
        package var until: String
        package var holders: String
        package var cites: Citation
    }

    package var title: String
    /// In their order, those from which nothing follows last.
    package var states: [String]
    package var ends: Set<String>
    package var lines: [Line]
    package var deadlines: [Row]
    /// The lines that lead from one state to another, by the places of both in `states`.
    package var moves: [(from: Int, to: Int, line: Int)]

    package init<Program: Workflow>(_: Program.Type) {
        title = Program.title
        let order = Program.State.allCases.filter { !Program.ends.contains($0) } + Program.State.allCases.filter(Program.ends.contains).reversed()
        let place = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($0.element, $0.offset) })
        states = order.map(\.title)
        ends = Set(Program.ends.map(\.title))
        lines = Program.rows.map { row in
            Line(
                title: row.step.title, from: Self.words(row.from, order), to: row.to?.title, provided: row.provided?.title,
                who: Access.rows(row.act).flatMap(\.who).map(\.words).withoutRepetition, guards: row.when.map(\.title),
                stops: Program.deadlines.filter { $0.stops.contains(row.step) }.map(\.rule.words),
                starts: Program.deadlines.filter { $0.starts.contains(.step(row.step)) || $0.starts.contains(.happened(row.step)) }.map(\.rule.words),
                told: row.tells.map(\.whom.words).withoutRepetition, cites: ([row.cites] + row.also).withoutRepetition, says: row.says)
        }
        deadlines = Program.deadlines.map { deadline in
            Row(
                title: deadline.rule.title, within: deadline.rule.limit.words, from: deadline.starts.map(\.words).joined(separator: "; "),
                until: Program.Step.allCases.filter(deadline.stops.contains).map(\.done).joined(separator: "; "),
                holders: deadline.holders.map(\.words).joined(separator: "; "), cites: deadline.rule.cites)
        }
        moves = Program.rows.enumerated().flatMap { index, row in
            order.filter { row.from.contains($0) && row.to != nil && row.to != $0 }.compactMap { from in
                row.to.flatMap { to in place[from].flatMap { first in place[to].map { (from: first, to: $0, line: index) } } }
            }
        }
    }

    /// States in a row are told by the first and the last.
    private static func words<State: WorkflowWord>(_ states: Set<State>, _ order: [State]) -> String {
        var spans: [(first: Int, last: Int)] = []
        for (index, state) in order.enumerated() where states.contains(state) {
            if let last = spans.last, last.last == index - 1 { spans[spans.count - 1].last = index } else { spans.append((index, index)) }
        }
        return spans.map { span in
            switch span.last - span.first {
            case 0: order[span.first].title
            case 1: "\(order[span.first].title); \(order[span.last].title)"
            default: "\(order[span.first].title) … \(order[span.last].title)"
            }
        }.joined(separator: "; ")
    }

    // MARK: As a document

    /// - Parameter command: How the document is printed, for its first lines.
    package func text(command: String) -> String {
        var text = [
            "# \(title)", "",
            "This document is written from the table that Mainstay plays; `\(command)` prints it, and a test fails when it is stale. Who may take a step is decided by the table of rights (docs/access.md) and nowhere else. All conditions that fail are told at once. Clocks never pause.",
            "", "## States", "",
        ]
        text += states.enumerated().map { "\($0.offset + 1). \($0.element)\(ends.contains($0.element) ? " (nothing follows)" : "")" }
        text += ["", "## Steps", "", "| step | from | to | who | what must hold | clocks | who is told | provision |", "|---|---|---|---|---|---|---|---|"]
        text += lines.map { line in
            row([
                "**\(line.title)**<br>\(line.says)", line.from, line.to.map { $0 + (line.provided.map { ", once \($0)" } ?? "") } ?? "stays", line.who.joined(separator: "; "),
                line.guards.joined(separator: "; "), (line.stops.map { "■ \($0)" } + line.starts.map { "▶ \($0)" }).joined(separator: "<br>"), line.told.joined(separator: "; "),
                line.cites.map(\.rawValue).joined(separator: ", "),
            ])
        }
        text += ["", "▶ a clock that begins with the step, ■ one that ends with it.", "", "## Clocks", ""]
        text += ["| what | within | from | until | who | provision |", "|---|---|---|---|---|---|"]
        text += deadlines.map { row([$0.title, $0.within, $0.from, $0.until, $0.holders, $0.cites.rawValue]) }
        return text.joined(separator: "\n") + "\n"
    }

    private func row(_ cells: [String]) -> String {
        "| " + cells.map { $0.isEmpty ? "–" : $0.split(separator: "|").joined(separator: "\\|") }.joined(separator: " | ") + " |"
    }
}

extension ClockRule {
    fileprivate var words: String { "\(title) (\(limit.words))" }
}

extension Telling.Whom {
    fileprivate var words: String {
        switch self {
        case .role(let role): role.title
        case .post(let post): post.title
        case .subject: "The member it is about"
        }
    }
}

extension Deadline.Start {
    fileprivate var words: String {
        switch self {
        case .opening: "the beginning of the record"
        case .step(let step): step.done
        case .happened(let step): "\(step.done), on the day it took place"
        }
    }
}

extension Array where Element: Hashable {
    fileprivate var withoutRepetition: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
