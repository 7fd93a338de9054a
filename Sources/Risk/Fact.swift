import Directives
import Foundation

/// What the records say about one member and one kind of record, in words.
struct Fact: Sendable {
    var title: String
    var sentence: String
    var count: Int?
    var median: Double?
    var windowMonths: Int?
    var kind: String?
    var records: [Int64] = []
    /// How it stands to the others: above them, below them, or a plain statement that is neither.
    var standing: Standing = .neither

    enum Standing: Sendable { case above, level, below, neither }

    /// Whether the fact can be shown as a reason in that direction: only what stands above the others raises, and what
    /// stands above them does not lower.
    func bearsOut(raising: Bool) -> Bool {
        switch standing {
        case .neither: true
        case .above: raising
        case .below: !raising
        case .level: !raising
        }
    }
}

/// The wording of facts.
enum Wording {
    static func window(_ months: Int?) -> String {
        switch months {
        case nil: "over the career"
        case 60: "in 5 years"
        case 120: "in 10 years"
        case .some(let months): "in \(months) months"
        }
    }

    static func counted(_ count: Int, _ one: String, _ many: String) -> String {
        switch count {
        case 0: "No \(one)"
        case 1: "1 \(one)"
        default: "\(count) \(many)"
        }
    }

    static func number(_ value: Double) -> String {
        if value == value.rounded() { return String(Int(value)) }
        return String(format: "%.1f", value)
    }

    /// "2 years and 3 months", "5 months".
    static func time(from start: Day, to end: Day) -> String {
        var months = 0
        while start.adding(months: months + 12) <= end { months += 12 }
        while start.adding(months: months + 1) <= end { months += 1 }
        let (years, rest) = (months / 12, months % 12)
        let yearWords = years == 1 ? "1 year" : "\(years) years"
        let monthWords = rest == 1 ? "1 month" : "\(rest) months"
        if years == 0 { return monthWords }
        return rest == 0 || years >= 5 ? yearWords : "\(yearWords) and \(monthWords)"
    }

    static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
