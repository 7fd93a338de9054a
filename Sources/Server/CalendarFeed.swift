import Crypto
import Foundation

/// What is due for one account, as a calendar that other programs subscribe to (RFC 5545, RFC 7986).
///
/// The titles are neutral, as in letters: a reference and what to do. A pure function: the same entries at the same
/// instant give the same bytes.
struct CalendarFeed: Sendable {
    struct Entry: Sendable, Hashable {
        var program: String
        /// `W-2026-11-003`
        var reference: String
        /// "Respond to the item"
        var title: String
        /// The provision behind the limit: `D20-04:VI.A.3`
        var cites: String
        var due: Date
        /// A path inside Mainstay.
        var path: String
    }

    var entries: [Entry]
    var now: Date
    /// The public address of Mainstay; without it an entry has no link.
    var link: String?

    var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Mainstay//Due//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "NAME:Mainstay",
            "X-WR-CALNAME:Mainstay", "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        ]
        for entry in entries { lines += event(entry) }
        // A calendar needs something in it, and a list of nothing due is a calendar too.
        if entries.isEmpty { lines += CalendarFeed.zone }
        lines.append("END:VCALENDAR")
        return lines.map(CalendarFeed.folded).joined()
    }

    private func event(_ entry: Entry) -> [String] {
        var lines = [
            "BEGIN:VEVENT", "UID:\(CalendarFeed.identity(entry))@mainstay", "DTSTAMP:\(CalendarFeed.instant(now))",
            "DTSTART:\(CalendarFeed.instant(entry.due))", "SUMMARY:\(CalendarFeed.escaped("Mainstay: \(entry.reference), \(entry.title)"))",
            "DESCRIPTION:\(CalendarFeed.escaped("Due by this time (\(entry.cites))."))", "CLASS:PRIVATE", "TRANSP:TRANSPARENT",
        ]
        if let link { lines.append("URL:\(LetterText.address(entry.path, at: link))") }
        return lines + ["END:VEVENT"]
    }

    /// The same as long as it is the same limit on the same record, also when its due date moves; it tells nothing.
    private static func identity(_ entry: Entry) -> String {
        let digest = SHA256.hash(data: Data("\(entry.program)|\(entry.reference)|\(entry.cites)|\(entry.title)".utf8))
        return digest.prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static let zone = [
        "BEGIN:VTIMEZONE", "TZID:Etc/UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000",
        "END:STANDARD", "END:VTIMEZONE",
    ]

    /// `20261121T150257Z`
    static func instant(_ date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        func digits(_ number: Int?, _ count: Int) -> String {
            let text = String(number ?? 0)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        return digits(parts.year, 4) + digits(parts.month, 2) + digits(parts.day, 2) + "T" + digits(parts.hour, 2) + digits(parts.minute, 2)
            + digits(parts.second, 2) + "Z"
    }

    /// Section 3.3.11; what is no character of a text goes.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case ";": result += "\\;"
            case ",": result += "\\,"
            case "\n": result += "\\n"
            default: if scalar.properties.generalCategory != .control { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }

    /// A line in pieces of at most 75 bytes, none of which cuts a character in two (section 3.1).
    static func folded(_ line: String) -> String {
        var result = ""
        var room = 75
        for scalar in line.unicodeScalars {
            let size = UTF8.width(scalar)
            if size > room {
                result += "\r\n "
                room = 74
            }
            result.unicodeScalars.append(scalar)
            room -= size
        }
        return result + "\r\n"
    }
}
