import Directives

/// Counts by period, one row of bars for each kind, all on one time axis.
package struct SmallMultiples: Sendable {
    package struct Row: Sendable {
        package var title: String
        /// Where the row's records are listed.
        package var link: Link?
        /// One for each period of the axis.
        package var counts: [Int]
        /// The middle of the peers' counts in the same periods, where it is known.
        package var peers: [Double]?
        /// Said in place of bars when there is nothing to draw.
        package var remark: String?
        /// All there are, which may be more than the axis shows.
        package var total: Int

        package init(
            title: String, link: Link? = nil, counts: [Int], peers: [Double]? = nil, remark: String? = nil, total: Int? = nil
        ) {
            self.title = title
            self.link = link
            self.counts = counts
            self.peers = peers
            self.remark = remark
            self.total = total ?? counts.reduce(0, +)
        }
    }

    package var axis: TimeAxis
    /// 1, 4 or 12 periods a year.
    package var perYear: Int
    package var rows: [Row]
    package var marks: [Strip.Mark]
    /// Rows of unlike size are each drawn on their own scale, and the sentence must say so; otherwise all share one.
    package var ownScales: Bool

    package init(axis: TimeAxis, perYear: Int, rows: [Row], marks: [Strip.Mark] = [], ownScales: Bool = false) {
        self.axis = axis
        self.perYear = perYear
        self.rows = rows
        self.marks = marks
        self.ownScales = ownScales
    }
}

extension SmallMultiples {
    static let rowHeight = 24.0

    func chart(title: String, sentence: String, above: Node = .nothing) -> Chart {
        let sharedTop = rows.flatMap(\.counts).max() ?? 1
        return Chart(
            title: title, sentence: sentence,
            drawing: div(.class("rows bars")) {
                above
                for row in rows { line(row, top: ownScales ? row.counts.max() ?? 1 : sharedTop) }
                div(.class("row")) { axis.labels }
            },
            table: table(title), tableTitle: "The same figures by year as a table")
    }

    private func line(_ row: Row, top: Int) -> Node {
        div(.class("row")) {
            if let link = row.link {
                a(.class("row-title"), .href(link)) { row.title }
            } else {
                span(.class("row-title")) { row.title }
            }
            if let remark = row.remark {
                span(.class("row-total")) { "–" }
                span(.class("row-remark")) { remark }
            } else {
                span(.class("row-total")) { Figures.count(row.total) }
                drawing(row, top: top)
            }
        }
    }

    private func drawing(_ row: Row, top: Int) -> Node {
        let height = SmallMultiples.rowHeight
        let width = Stretched.width / Double(max(1, row.counts.count))
        let scale = (height - 2) / Double(max(3, top))
        var shapes = axis.rules(height: height)
        if let peers = row.peers { shapes.append(band(peers, width: width, scale: scale)) }
        for mark in marks {
            let x = axis.x(mark.day)
            shapes.append(SVG.line(.class("mark"), .x1(x), .y1(0), .x2(x), .y2(height)) { SVG.title { mark.words } })
        }
        for (period, count) in row.counts.enumerated() where count > 0 {
            let tall = max(1.5, Double(count) * scale)
            shapes.append(
                SVG.rect(.class("bar"), .x(Double(period) * width + width * 0.12), .y(height - tall), .width(width * 0.76), .height(tall)) {
                    SVG.title { "\(axis.name(period: period, perYear: perYear)): \(Figures.count(count))" }
                })
        }
        shapes.append(SVG.line(.class("base"), .x1(0), .y1(height), .x2(Stretched.width), .y2(height)))
        return Stretched(title: spoken(row), className: "plot", height: height, shapes: shapes).body
    }

    /// The peers' middle as one pale step line filled to the base.
    private func band(_ peers: [Double], width: Double, scale: Double) -> Node {
        let height = SmallMultiples.rowHeight
        var path = "M0 \(Coordinate(height))"
        for (period, value) in peers.enumerated() {
            path += "V\(Coordinate(height - value * scale))H\(Coordinate(Double(period + 1) * width))"
        }
        return SVG.path(.class("peers"), .d(path + "V\(Coordinate(height))Z"))
    }

    private func spoken(_ row: Row) -> String {
        let years = "\(axis.years.lowerBound) to \(axis.years.upperBound)"
        guard let most = row.counts.max(), most > 0, let period = row.counts.firstIndex(of: most) else {
            return "\(row.title): none, \(years)"
        }
        return "\(row.title): \(Figures.count(row.total)) in all, \(years); most in the \(axis.name(period: period, perYear: perYear)), \(most)"
    }

    private func table(_ title: String) -> DataTable {
        let shown = rows.filter { $0.remark == nil }
        return DataTable(
            caption: title, captionShown: false,
            columns: [Column("Year")] + shown.map { Column($0.title, .figures) },
            rows: axis.years.enumerated().map { index, year in
                [Cell(String(year))]
                    + shown.map { row in
                        Cell(Figures.count(row.counts.dropFirst(index * perYear).prefix(perYear).reduce(0, +)))
                    }
            }, dense: true)
    }
}
