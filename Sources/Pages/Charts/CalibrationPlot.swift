/// Predicted against observed shares: points on the diagonal were right.
package struct CalibrationPlot: Sendable {
    package struct Point: Sendable {
        /// The mean predicted probability of a group of members.
        package var predicted: Double
        /// The share of them for whom the outcome came.
        package var observed: Double
        package var members: Int
        package init(predicted: Double, observed: Double, members: Int) {
            self.predicted = predicted
            self.observed = observed
            self.members = members
        }
    }

    package var points: [Point]
    package init(points: [Point]) { self.points = points }
}

extension CalibrationPlot {
    private static let side = 200.0
    private static let left = 40.0
    private static let below = 36.0

    /// `id` tells this drawing's title and description from those of others on the page.
    func chart(title: String, sentence: String, id: String) -> Chart {
        Chart(
            title: title, sentence: sentence, drawing: drawing(title, sentence, id),
            table: DataTable(
                caption: title, captionShown: false,
                columns: [Column("Predicted", .figures), Column("Observed", .figures), Column("Members", .figures)],
                rows: points.map {
                    [Cell(Figures.percent($0.predicted, places: 2)), Cell(Figures.percent($0.observed, places: 2)), Cell(Figures.count($0.members))]
                }, dense: true),
            tableTitle: "The same figures as a table")
    }

    private var top: Double {
        let highest = points.map { max($0.predicted, $0.observed) }.max() ?? 0
        return [0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.16, 0.2, 0.3, 0.4, 0.6, 0.8, 1].first { $0 >= highest } ?? 1
    }

    private func drawing(_ title: String, _ sentence: String, _ id: String) -> Node {
        let side = CalibrationPlot.side
        let left = CalibrationPlot.left
        let top = top
        func x(_ share: Double) -> Double { left + share / top * side }
        func y(_ share: Double) -> Double { 8 + side - share / top * side }
        return SVG.svg(
            .class("calibration"), .viewBox(left + side + 12, side + 8 + CalibrationPlot.below), .role("img"),
            .aria("labelledby", "\(id)-title \(id)-desc"), .focusable(false)
        ) {
            SVG.title(.id("\(id)-title")) { title }
            SVG.desc(.id("\(id)-desc")) { sentence }
            for share in [0, top / 2, top] {
                SVG.line(.class("rule"), .x1(left), .y1(y(share)), .x2(left + side), .y2(y(share)))
                SVG.text(.class("tick"), .x(left - 6), .y(y(share) + 4), .textAnchor("end")) { tick(share) }
                SVG.text(.class("tick"), .x(x(share)), .y(side + 24), .textAnchor(share == 0 ? "start" : share == top ? "end" : "middle")) { tick(share) }
            }
            SVG.line(.class("diagonal"), .x1(x(0)), .y1(y(0)), .x2(x(top)), .y2(y(top)))
            SVG.path(.class("curve"), .d(curve(x, y)))
            for point in points {
                SVG.circle(.class("point"), .cx(x(point.predicted)), .cy(y(point.observed)), .r(3)) {
                    SVG.title {
                        "Predicted \(Figures.percent(point.predicted)), observed \(Figures.percent(point.observed)) of \(Figures.plural(point.members, "member"))"
                    }
                }
            }
            SVG.text(.class("tick"), .x(left + side / 2), .y(side + 40), .textAnchor("middle")) { "predicted" }
            SVG.text(.class("tick"), .x(left + 6), .y(24)) { "observed" }
        }
    }

    private func tick(_ share: Double) -> String { Coordinate.text(share * 100) + "%" }

    private func curve(_ x: (Double) -> Double, _ y: (Double) -> Double) -> String {
        var path = ""
        for point in points {
            path += "\(path.isEmpty ? "M" : "L")\(Coordinate(x(point.predicted))) \(Coordinate(y(point.observed)))"
        }
        return path
    }
}
