import Directives

/// A program's table as a drawing: the states from top to bottom, what leads from each beside it, arrows between them.
///
/// It is plain SVG with text that can be selected, searched and read aloud; its colours follow the reader's wish for light
/// or dark.
package struct WorkflowDiagram: Sendable {
    private let document: WorkflowDocument
    /// Where each state stands, and how high it is.
    private let places: [(top: Int, height: Int)]
    private let entries: [[Entry]]
    private let beside: [[String]]
    private let lanes: [(from: Int, to: Int, lane: Int)]

    private struct Entry: Sendable {
        var title: String
        var details: [String]
        var height: Int { 18 + details.count * lineHeight + 8 }
    }

    private static let lineHeight = 15
    private static let boxWidth = 230
    private static let width = 1_200
    /// How many characters of the small type fit beside the boxes.
    private static let characters = 118

    package init(_ document: WorkflowDocument) {
        self.document = document
        entries = document.states.indices.map { state in
            document.moves.filter { $0.from == state }.map { move in
                let line = document.lines[move.line]
                let facts = [line.who.joined(separator: ", ")] + line.stops.map { "■ \($0)" } + line.starts.map { "▶ \($0)" } + [line.cites.first?.rawValue ?? ""]
                let condition = line.provided.map { ["once \($0)"] } ?? []
                return Entry(
                    title: "\(line.title) → \(document.states[move.to])", details: Self.wrap((facts + condition).filter { !$0.isEmpty }.joined(separator: " · ")))
            }
        }
        var top = 70
        places = entries.map { entries in
            let height = max(44, entries.reduce(0) { $0 + $1.height })
            defer { top += height + 30 }
            return (top, height)
        }
        // What does not lead to the next state runs beside the boxes, each in a lane of its own.
        var used: [(first: Int, last: Int, lane: Int)] = []
        lanes = document.moves.filter { $0.to != $0.from + 1 }.map { move in
            let (first, last) = (min(move.from, move.to), max(move.from, move.to))
            var lane = 0
            while used.contains(where: { $0.lane == lane && $0.first <= last && first <= $0.last }) { lane += 1 }
            used.append((first, last, lane))
            return (move.from, move.to, lane)
        }
        beside = document.lines.filter { $0.to == nil }.map { line in
            let clocks = line.stops.map { "■ \($0)" } + line.starts.map { "▶ \($0)" }
            return [line.title] + Self.wrap(([line.from, line.who.joined(separator: ", ")] + clocks + [line.cites.first?.rawValue ?? ""]).joined(separator: " · "))
        }
    }

    private static func wrap(_ text: String) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + word.count < characters { lines[lines.count - 1] = last + " " + word } else { lines.append(String(word)) }
        }
        return lines
    }

    private var left: Int { 40 + ((lanes.map(\.lane).max() ?? -1) + 1) * 16 }
    private var right: Int { left + Self.boxWidth + 30 }

    package var svg: String {
        var parts: [String] = []
        var bottom = (places.last.map { $0.top + $0.height } ?? 70) + 50
        parts.append(text(document.title, 40, 40, "title"))
        for (index, place) in places.enumerated() { parts += box(index, place) }
        for index in document.states.indices.dropLast() where document.moves.contains(where: { $0.from == index && $0.to == index + 1 }) { parts.append(down(index)) }
        parts += lanes.map(around)
        parts.append(text("Beside the state, which stays as it is", 40, bottom, "heading"))
        for lines in beside {
            bottom += 24
            parts.append(text(lines[0], 40, bottom, "step"))
            for line in lines.dropFirst() {
                bottom += Self.lineHeight
                parts.append(text(line, 40, bottom, "small"))
            }
        }
        bottom += 40
        parts.append(text("▶ a clock that begins with the step, ■ one that ends with it. Clocks never pause.", 40, bottom, "small"))
        return opening(bottom + 30) + parts.joined(separator: "\n") + "\n</svg>\n"
    }

    private func opening(_ height: Int) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(height)" width="\(Self.width)" height="\(height)" role="img" aria-labelledby="title description">
        <title id="title">\(escaped(document.title))</title>
        <desc id="description">\(document.states.count) states and \(document.lines.count) steps: who takes each, which clocks it begins and ends, on what ground.</desc>
        <style>
        text { font: 12px system-ui, sans-serif; fill: #1c2530 } .title { font-size: 20px; font-weight: 600 } .heading { font-size: 15px; font-weight: 600 }
        .state, .step { font-weight: 600; font-size: 13px } .small { fill: #48535f } .box { fill: #eef2f6; stroke: #5b6876 } .end { stroke-width: 3 }
        .ground { fill: #ffffff } .arrow { fill: none; stroke: #5b6876; stroke-width: 1.3 } .head { fill: #5b6876 }
        @media (prefers-color-scheme: dark) { text { fill: #e6ebf0 } .small { fill: #b4bec9 } .box { fill: #26303b; stroke: #93a1b0 } .ground { fill: #161c23 } .arrow { stroke: #93a1b0 } .head { fill: #93a1b0 } }
        </style>
        <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>
        <rect class="ground" width="\(Self.width)" height="\(height)"/>

        """
    }

    private func box(_ index: Int, _ place: (top: Int, height: Int)) -> [String] {
        let state = document.states[index]
        var parts = [
            "<rect class=\"box\(document.ends.contains(state) ? " end" : "")\" x=\"\(left)\" y=\"\(place.top)\" width=\"\(Self.boxWidth)\" height=\"\(place.height)\" rx=\"6\"/>"
        ]
        let lines = Self.inBox(state)
        for (number, line) in lines.enumerated() { parts.append(text(line, left + 12, place.top + 26 + number * 16 - (lines.count - 1) * 6, "state")) }
        var y = place.top + 14
        for entry in entries[index] {
            parts.append(text(entry.title, right, y, "step"))
            for (number, line) in entry.details.enumerated() { parts.append(text(line, right, y + 16 + number * Self.lineHeight, "small")) }
            y += entry.height
        }
        return parts
    }

    /// A state's title in lines that fit its box.
    private static func inBox(_ title: String) -> [String] {
        var lines: [String] = []
        for word in title.split(separator: " ") {
            if let last = lines.last, last.count + word.count < 30 { lines[lines.count - 1] = last + " " + word } else { lines.append(String(word)) }
        }
        return lines
    }

    private func down(_ index: Int) -> String {
        let (from, to) = (places[index].top + places[index].height, places[index + 1].top)
        return "<path class=\"arrow\" marker-end=\"url(#head)\" d=\"M\(left + 40) \(from)V\(to - 1)\"/>"
    }

    private func around(_ lane: (from: Int, to: Int, lane: Int)) -> String {
        let x = left - 14 - lane.lane * 16
        let (from, to) = (places[lane.from], places[lane.to])
        // It leaves low and arrives high, so that arrows in and out of one box do not meet.
        let (start, end) = (from.top + from.height - 10 - lane.lane % 3 * 4, to.top + 10 + lane.lane % 3 * 6)
        return "<path class=\"arrow\" marker-end=\"url(#head)\" d=\"M\(left) \(start)H\(x)V\(end)H\(left - 1)\"/>"
    }

    private func text(_ words: String, _ x: Int, _ y: Int, _ kind: String) -> String { "<text class=\"\(kind)\" x=\"\(x)\" y=\"\(y)\">\(escaped(words))</text>" }

    private func escaped(_ words: String) -> String {
        words.reduce(into: "") { text, character in
            switch character {
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "&": text += "&amp;"
            default: text.append(character)
            }
        }
    }
}
