import Directives

/// Single events as dots on one time axis, a row for each kind.
package struct Strip: Sendable {
    package struct Event: Hashable, Sendable {
        package var day: Day
        package var words: String
        /// Drawn hollow: nothing has come of it yet.
        package var open: Bool
        package init(_ day: Day, _ words: String, open: Bool = false) {
            self.day = day
            self.words = words
            self.open = open
        }
    }

    package struct Row: Sendable {
        package var title: String
        package var events: [Event]
        package init(title: String, events: [Event]) {
            self.title = title
            self.events = events
        }
    }

    /// A day that runs through all rows, such as the day of the Work Item.
    package struct Mark: Hashable, Sendable {
        package var day: Day
        package var words: String
        package init(_ day: Day, _ words: String) {
            self.day = day
            self.words = words
        }
    }

    package var axis: TimeAxis
    package var rows: [Row]
    package var marks: [Mark]

    package init(axis: TimeAxis, rows: [Row], marks: [Mark]) {
        self.axis = axis
        self.rows = rows
        self.marks = marks
    }
}

extension Strip {
    func chart(title: String, sentence: String) -> Chart {
        Chart(
            title: title, sentence: sentence,
            drawing: div(.class("rows strip")) {
                for row in rows {
                    div(.class("row")) {
                        span(.class("row-title")) { row.title }
                        span(.class("row-total")) { Figures.count(row.events.count) }
                        drawing(row)
                    }
                }
                div(.class("row")) { axis.labels }
                legend
            },
            table: table(title), tableTitle: "Every event of this timeline as a table")
    }

    private func drawing(_ row: Row) -> Node {
        var shapes = axis.rules(height: 20)
        for mark in marks {
            let x = axis.x(mark.day)
            shapes.append(SVG.line(.class("mark"), .x1(x), .y1(0), .x2(x), .y2(20)) { SVG.title { mark.words } })
        }
        for event in row.events {
            let x = axis.x(event.day)
            let dot = SVG.path(.class(event.open ? "dot hollow" : "dot"), .d("M\(Coordinate(x)) 10h.01")) {
                SVG.title { "\(event.day.short): \(event.words)" }
            }
            shapes.append(dot)
            // The hole of a hollow dot: the same point, narrower, in the colour of the paper.
            if event.open { shapes.append(SVG.path(.class("hole"), .d("M\(Coordinate(x)) 10h.01"))) }
        }
        let words = Figures.plural(row.events.count, "event")
        return Stretched(
            title: "\(row.title): \(words), \(axis.years.lowerBound) to \(axis.years.upperBound)", className: "plot", height: 20,
            shapes: shapes
        ).body
    }

    private var legend: Node {
        let hollow = rows.contains { $0.events.contains { $0.open } }
        return p(.class("small legend")) {
            if hollow { "A hollow dot is still open: nothing is known yet of what came of it. " }
            for mark in marks { "Vertical line: \(mark.words), \(mark.day.short). " }
        }
    }

    private func table(_ title: String) -> DataTable {
        let all = rows.flatMap { row in row.events.map { (row.title, $0) } }.sorted { $0.1.day > $1.1.day }
        return DataTable(
            caption: title, captionShown: false, columns: [Column("Date"), Column("Kind"), Column("What")],
            rows: all.map { [Cell($0.1.day.short), Cell($0.0), Cell($0.1.words)] }, dense: true)
    }
}
