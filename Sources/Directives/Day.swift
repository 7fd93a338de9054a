/// A date without a time of day, in the department's zone: the number of days since 1 January 1970.
///
/// `Day` and an instant (`Foundation.Date`) are different types on purpose: a record "known on 3 May" and a clock
/// that runs out "at 14:20" are not compared by accident. The proleptic Gregorian calendar is used throughout.
package struct Day: RawRepresentable, Hashable, Comparable, Sendable {
    package var rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// The day `year`-`month`-`day`; nil when there is no such day, as 30 February.
    package init?(_ year: Int, _ month: Int, _ day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        self.rawValue = Day.number(year, month, day)
    }

    /// Reads `2017-12-31`, nothing else.
    package init?(iso text: some StringProtocol) {
        var copy = String(text)
        let parsed = copy.withUTF8 { Day(isoBytes: $0) }
        guard let parsed else { return nil }
        self = parsed
    }

    /// Reads the ten bytes of `2017-12-31`. This is the path a file with millions of dates takes.
    package init?(isoBytes bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        func digits(_ from: Int, _ count: Int) -> Int? {
            var value = 0
            for index in from..<(from + count) {
                let digit = Int(bytes[index]) - 0x30
                guard digit >= 0, digit <= 9 else { return nil }
                value = value * 10 + digit
            }
            return value
        }
        guard let year = digits(0, 4), let month = digits(5, 2), let day = digits(8, 2) else { return nil }
        self.init(year, month, day)
    }

    package static func < (left: Day, right: Day) -> Bool { left.rawValue < right.rawValue }

    /// Later than every day of a record; stands for "not yet" and "has not ended" inside calculations, never on a page.
    package static let never = Day(rawValue: Int32.max)

    // MARK: Parts

    package var parts: (year: Int, month: Int, day: Int) {
        // Days are counted from 1 March of year 0, so that the leap day is the last of its year.
        let shifted = Int(rawValue) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    package var year: Int { parts.year }
    package var month: Int { parts.month }
    package var day: Int { parts.day }

    package var weekday: Weekday {
        // 1 January 1970 was a Thursday.
        let index = ((Int(rawValue) + 3) % 7 + 7) % 7
        return Weekday.allCases[index]
    }

    /// `2017-12-31`
    package var iso: String {
        let (year, month, day) = parts
        func padded(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    // MARK: Arithmetic

    package func adding(days: Int) -> Day { Day(rawValue: rawValue + Int32(days)) }

    /// The same day of a later (or earlier) month; the last of that month where it is too short (ambiguity 1.3).
    package func adding(months: Int) -> Day {
        let (year, month, day) = parts
        let index = year * 12 + (month - 1) + months
        let newYear = index >= 0 ? index / 12 : (index - 11) / 12
        let newMonth = index - newYear * 12 + 1
        let newDay = Swift.min(day, Day.length(ofMonth: newMonth, year: newYear))
        return Day(rawValue: Day.number(newYear, newMonth, newDay))
    }

    package func adding(years: Int) -> Day { adding(months: years * 12) }

    package func days(since earlier: Day) -> Int { Int(rawValue) - Int(earlier.rawValue) }

    package var firstOfMonth: Day {
        let (year, month, _) = parts
        return Day(rawValue: Day.number(year, month, 1))
    }

    package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }
}

extension Day: CustomStringConvertible {
    package var description: String { self == .never ? "never" : iso }
}

extension Day: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let day = Day(iso: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\"\(text)\" is not a date like 2017-12-31.")
        }
        self = day
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }
}

package enum Weekday: String, CaseIterable, Codable, Sendable {
    case monday = "Monday"
    case tuesday = "Tuesday"
    case wednesday = "Wednesday"
    case thursday = "Thursday"
    case friday = "Friday"
    case saturday = "Saturday"
    case sunday = "Sunday"

    package var isWeekend: Bool { self == .saturday || self == .sunday }
}

/// A calendar month, as in "the run of January 2018".
package struct Month: Hashable, Comparable, Sendable {
    package var year: Int
    package var number: Int

    package init(of day: Day) {
        let parts = day.parts
        year = parts.year
        number = parts.month
    }

    package static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// `2018-01`
    package var iso: String { String(first.iso.prefix(7)) }

    /// `January 2018`
    package var name: String { "\(Month.names[number - 1]) \(year)" }

    package var first: Day { Day(year, number, 1) ?? Day(rawValue: 0) }

    package static func < (left: Month, right: Month) -> Bool { (left.year, left.number) < (right.year, right.number) }
}

extension Day {
    /// `Tue 2 Jan 2018`, the short form of lists and clocks.
    package var short: String {
        let (year, month, day) = parts
        return "\(weekday.rawValue.prefix(3)) \(day) \(Month.names[month - 1].prefix(3)) \(year)"
    }

    /// `Tuesday 2 January 2018`, the long form of headings.
    package var long: String {
        let (year, month, day) = parts
        return "\(weekday.rawValue) \(day) \(Month.names[month - 1]) \(year)"
    }
}
