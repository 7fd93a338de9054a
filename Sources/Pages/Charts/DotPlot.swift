/// Estimates with their intervals, one row each, on one scale.
package struct DotPlot: Sendable {
    package struct Row: Sendable {
        package var title: String
        package var value: Double
        package var standardError: Double?
        /// The row the others are compared with is drawn in the accent colour.
        package var leading: Bool
        package init(title: String, value: Double, standardError: Double?, leading: Bool = false) {
            self.title = title
            self.value = value
            self.standardError = standardError
            self.leading = leading
        }
    }

    package var rows: [Row]
    package var scale: ClosedRange<Double>
    /// Values of the scale that are ruled and written below it.
    package var ticks: [Double]

    package init(rows: [Row], scale: ClosedRange<Double>, ticks: [Double]) {
        self.rows = rows
        self.scale = scale
        self.ticks = ticks
    }
}

extension DotPlot {
    func chart(title: String, sentence: String) -> Chart {
        Chart(
            title: title, sentence: sentence,
            drawing: div(.class("rows dots")) {
                for row in rows {
                    div(.class("row")) {
                        span(.class("row-title")) { row.title }
                        span(.class("row-total")) { Figures.decimal(row.value, 3) }
                        drawing(row)
                    }
                }
                div(.class("row")) {
                    div(.class("axis ends"), .aria("hidden", "true")) {
                        for tick in ticks { span { Figures.decimal(tick, 2) } }
                    }
                }
            },
            table: DataTable(
                caption: title, captionShown: false,
                columns: [Column("Method"), Column("Value", .figures), Column("Standard error", .figures)],
                rows: rows.map {
                    [Cell($0.title), Cell(Figures.decimal($0.value, 3)), Cell(Figures.decimal($0.standardError, 3))]
                }, dense: true),
            tableTitle: "The same figures as a table")
    }

    private func x(_ value: Double) -> Double {
        let share = (value - scale.lowerBound) / (scale.upperBound - scale.lowerBound)
        return min(max(share, 0), 1) * Stretched.width
    }

    private func drawing(_ row: Row) -> Node {
        var shapes = ticks.map { SVG.line(.class("rule"), .x1(x($0)), .y1(0), .x2(x($0)), .y2(20)) }
        let interval = row.standardError.map { (row.value - 1.96 * $0, row.value + 1.96 * $0) }
        if let (low, high) = interval {
            shapes.append(SVG.line(.class(row.leading ? "interval leading" : "interval"), .x1(x(low)), .y1(10), .x2(x(high)), .y2(10)))
        }
        shapes.append(SVG.path(.class(row.leading ? "dot leading" : "dot"), .d("M\(Coordinate(x(row.value))) 10h.01")))
        let words = interval.map { ", 95% interval \(Figures.decimal($0.0, 3)) to \(Figures.decimal($0.1, 3))" } ?? ""
        return Stretched(
            title: "\(row.title): \(Figures.decimal(row.value, 3))\(words)", className: "plot", height: 20, shapes: shapes
        ).body
    }
}
