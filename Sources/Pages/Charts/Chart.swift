import Directives

/// A drawing with its title, a sentence of what it shows, and its figures in a table.
struct Chart: Component {
    var title: String
    var sentence: String
    var drawing: Node
    var table: DataTable
    /// Names the figures behind the drawing: "The figures by quarter".
    var tableTitle: String

    var body: Node {
        figure(.class("chart")) {
            figcaption {
                p(.class("chart-title")) { title }
                p(.class("chart-sentence")) { sentence }
            }
            drawing
            details {
                summary { tableTitle }
                Scrolling(tableTitle, table)
            }
        }
    }
}

/// A drawing one row high that takes whatever width there is. Only horizontal lengths stretch, so it holds no text.
struct Stretched: Component {
    /// Read aloud in place of the drawing.
    var title: String
    var className: String
    var height: Double
    var shapes: [Node]

    /// The width of every stretched drawing in its own units.
    static let width = 1_000.0

    var body: Node {
        SVG.svg(
            .class(className), .viewBox(Stretched.width, height), .preserveAspectRatio("none"), .role("img"), .focusable(false)
        ) {
            SVG.title { title }
            shapes
        }
    }
}

/// Whole years side by side, each as wide as its days.
package struct TimeAxis: Hashable, Sendable {
    package var years: ClosedRange<Int>

    package init(years: ClosedRange<Int>) { self.years = years }

    /// The years that hold the two days.
    package init(from first: Day, to last: Day) {
        years = min(first.year, last.year)...max(first.year, last.year)
    }

    var first: Day { Day(years.lowerBound, 1, 1) ?? Day(rawValue: 0) }
    var end: Day { Day(years.upperBound + 1, 1, 1) ?? Day(rawValue: 1) }

    /// Where a day lies, from 0 to the width of a stretched drawing.
    func x(_ day: Day) -> Double {
        let share = Double(day.days(since: first)) / Double(max(1, end.days(since: first)))
        return min(max(share, 0), 1) * Stretched.width
    }

    /// Thin lines between the years.
    func rules(height: Double) -> [Node] {
        years.dropFirst().map { year in
            let x = Double(year - years.lowerBound) / Double(years.count) * Stretched.width
            return SVG.line(.class("rule"), .x1(x), .y1(0), .x2(x), .y2(height))
        }
    }

    /// The years in words under a chart. The chart's own sentence names the period, so they are not read aloud.
    var labels: Node {
        let every = years.count > 10 ? 5 : years.count > 6 ? 2 : 1
        return div(.class("axis"), .aria("hidden", "true")) {
            for year in years {
                if year % every == 0 {
                    span { String(year) }
                } else {
                    span(.class("minor")) { String(year) }
                }
            }
        }
    }

    /// Periods of equal length within the years: 4 for quarters, 12 for months.
    package func count(perYear: Int) -> Int { years.count * perYear }

    /// How many of the days fall in each period. Days outside the years are left out.
    package func counts(of days: some Sequence<Day>, perYear: Int) -> [Int] {
        var result = [Int](repeating: 0, count: count(perYear: perYear))
        for day in days {
            let parts = day.parts
            guard years.contains(parts.year) else { continue }
            result[(parts.year - years.lowerBound) * perYear + (parts.month - 1) * perYear / 12] += 1
        }
        return result
    }

    /// `2016`, `2nd quarter of 2016`, `May 2016`
    func name(period: Int, perYear: Int) -> String {
        let year = years.lowerBound + period / perYear
        let part = period % perYear
        switch perYear {
        case 1: return String(year)
        case 4: return "\(["1st", "2nd", "3rd", "4th"][part]) quarter of \(year)"
        case 12: return "\(Month.names[part]) \(year)"
        default: return "\(year), part \(part + 1)"
        }
    }
}
