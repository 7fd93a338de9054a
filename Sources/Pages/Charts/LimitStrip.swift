/// One row for each deadline and one dot for each clock, along the share of the time given that it used; a line where the
/// limit is. What took more than twice the limit stands at the end.
package struct LimitStrip: Sendable {
    package struct Row: Sendable {
        package var title: String
        /// "9 of 12"
        package var total: String
        package var used: [Double]
        /// Which of them still run: drawn hollow.
        package var stillRuns: [Bool]
        package init(title: String, total: String, used: [Double], stillRuns: [Bool]) {
            self.title = title
            self.total = total
            self.used = used
            self.stillRuns = stillRuns
        }
    }

    package var rows: [Row]
    package init(rows: [Row]) { self.rows = rows }
}

extension LimitStrip {
    private static let limit = Stretched.width / 2

    var drawing: Node {
        div(.class("rows strip")) {
            for row in rows {
                div(.class("row")) {
                    span(.class("row-title")) { row.title }
                    span(.class("row-total")) { row.total }
                    drawing(row)
                }
            }
            div(.class("row")) {
                div(.class("axis ends"), .aria("hidden", "true")) {
                    span { "at once" }
                    span { "at the limit" }
                    span { "twice the limit" }
                }
            }
            p(.class("small legend")) { "Each dot is one clock; a hollow one still runs. The line is the limit." }
        }
    }

    private func drawing(_ row: Row) -> Node {
        var shapes = [SVG.line(.class("mark"), .x1(LimitStrip.limit), .y1(0), .x2(LimitStrip.limit), .y2(20))]
        for (used, runs) in zip(row.used, row.stillRuns) {
            let x = Coordinate(max(0, min(used, 2)) * LimitStrip.limit)
            shapes.append(SVG.path(.class(runs ? "dot hollow" : "dot"), .d("M\(x) 10h.01")))
            if runs { shapes.append(SVG.path(.class("hole"), .d("M\(x) 10h.01"))) }
        }
        let late = row.used.filter { $0 > 1 }.count
        return Stretched(
            title: "\(row.title): \(Figures.plural(row.used.count, "clock")), \(Figures.count(late)) past the limit", className: "plot", height: 20, shapes: shapes
        ).body
    }
}
