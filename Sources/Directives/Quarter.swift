/// A quarter of the calendar year, in which a "quarterly" duty is done once (ambiguity 1.5).
package struct Quarter: Hashable, Comparable, Sendable {
    package let year: Int
    /// 1 to 4.
    package let number: Int

    package init(of day: Day) {
        let parts = day.parts
        year = parts.year
        number = (parts.month + 2) / 3
    }

    private init(index: Int) {
        year = index / 4
        number = index % 4 + 1
    }

    private var index: Int { year * 4 + number - 1 }

    package var first: Day { Day(year, number * 3 - 2, 1) ?? Day(rawValue: 0) }

    /// The last day on which something of this quarter is on time.
    package var last: Day { next.first.adding(days: -1) }

    package var next: Quarter { Quarter(index: index + 1) }
    package var previous: Quarter { Quarter(index: index - 1) }

    /// `2018-Q1`
    package var iso: String { "\(first.iso.prefix(4))-Q\(number)" }

    /// `first quarter of 2018`
    package var name: String { "\(["first", "second", "third", "fourth"][number - 1]) quarter of \(year)" }

    package static func < (left: Quarter, right: Quarter) -> Bool { left.index < right.index }
}

extension Quarter: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let match = text.wholeMatch(of: /([0-9]{4})-Q([1-4])/), let year = Int(match.1), let number = Int(match.2) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\"\(text)\" is not a quarter like 2018-Q1.")
        }
        self.init(index: year * 4 + number - 1)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }
}
