import Directives

/// Counts by day, one row of bars for each kind, each on its own scale.
package struct DayBars: Sendable {
    package struct Row: Sendable {
        package var title: String
        /// Narrows the list to this kind.
        package var link: Link
        /// One for each day.
        package var counts: [Int]
        package init(title: String, link: Link, counts: [Int]) {
            self.title = title
            self.link = link
            self.counts = counts
        }
    }

    package var first: Day
    package var days: Int
    package var rows: [Row]

    package init(first: Day, days: Int, rows: [Row]) {
        self.first = first
        self.days = days
        self.rows = rows
    }
}

extension DayBars {
    private static let height = 24.0
    private var last: Day { first.adding(days: days - 1) }

    func chart(title: String, sentence: String) -> Chart {
        Chart(
            title: title, sentence: sentence,
            drawing: div(.class("rows bars")) {
                for row in rows {
                    div(.class("row")) {
                        a(.class("row-title"), .href(row.link)) { row.title }
                        span(.class("row-total")) { Figures.count(row.counts.reduce(0, +)) }
                        drawing(row)
                    }
                }
                div(.class("row")) {
                    div(.class("axis ends"), .aria("hidden", "true")) {
                        span { first.short }
                        if days > 1 { span { last.short } }
                    }
                }
            },
            table: table(title), tableTitle: "The same figures by day as a table")
    }

    private func drawing(_ row: Row) -> Node {
        let width = Stretched.width / Double(max(1, days))
        let scale = (DayBars.height - 2) / Double(max(3, row.counts.max() ?? 1))
        var shapes: [Node] = []
        for (index, count) in row.counts.enumerated() where count > 0 {
            let tall = max(1.5, Double(count) * scale)
            shapes.append(
                SVG.rect(
                    .class("bar"), .x(Double(index) * width + width * 0.12), .y(DayBars.height - tall), .width(width * 0.76), .height(tall)
                ) {
                    SVG.title { "\(first.adding(days: index).short): \(Figures.count(count))" }
                })
        }
        shapes.append(SVG.line(.class("base"), .x1(0), .y1(DayBars.height), .x2(Stretched.width), .y2(DayBars.height)))
        return Stretched(title: spoken(row), className: "plot", height: DayBars.height, shapes: shapes).body
    }

    private func spoken(_ row: Row) -> String {
        guard let most = row.counts.max(), most > 0, let index = row.counts.firstIndex(of: most) else {
            return "\(row.title): none"
        }
        return "\(row.title): \(Figures.count(row.counts.reduce(0, +))) in all; most on \(first.adding(days: index).short), \(Figures.count(most))"
    }

    /// Days on which nothing happened are left out.
    private func table(_ title: String) -> DataTable {
        let busy = (0..<days).filter { index in rows.contains { $0.counts[index] > 0 } }
        return DataTable(
            caption: title, captionShown: false, columns: [Column("Day")] + rows.map { Column($0.title, .figures) },
            rows: busy.map { index in [Cell(first.adding(days: index).short)] + rows.map { Cell(Figures.count($0.counts[index])) } }, dense: true)
    }
}
