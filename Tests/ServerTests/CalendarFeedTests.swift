import Foundation
import Testing

@testable import Server

@Suite("The calendar of what is due")
struct CalendarFeedTests {
    private let now = Date(timeIntervalSince1970: 1_514_901_600)

    private func entry(_ number: Int = 1, title: String = "Respond to the item", due: Double = 172_800) -> CalendarFeed.Entry {
        CalendarFeed.Entry(
            program: "support", reference: "W-2018-01-00\(number)", title: title, cites: "D20-04:VI.A.3", due: now.addingTimeInterval(due),
            path: "/officer-support/work-items/W-2018-01-00\(number)")
    }

    private func lines(_ feed: CalendarFeed) -> [String] {
        feed.text.replacingOccurrences(of: "\r\n ", with: "").components(separatedBy: "\r\n")
    }

    @Test("An entry is a neutral title, an instant, a link and an identity that stays")
    func whole() throws {
        let feed = CalendarFeed(entries: [entry()], now: now, link: "https://mainstay.example.gov")
        let lines = lines(feed)
        #expect(lines.first == "BEGIN:VCALENDAR" && Array(lines.suffix(2)) == ["END:VCALENDAR", ""])
        for line in [
            "VERSION:2.0", "BEGIN:VEVENT", "DTSTAMP:20180102T140000Z", "DTSTART:20180104T140000Z", "SUMMARY:Mainstay: W-2018-01-001\\, Respond to the item",
            "DESCRIPTION:Due by this time (D20-04:VI.A.3).", "URL:https://mainstay.example.gov/officer-support/work-items/W-2018-01-001", "END:VEVENT",
        ] { #expect(lines.contains(line), "\(line)") }
        let identity = try #require(lines.first { $0.hasPrefix("UID:") })
        var later = feed
        later.entries[0].due += 3_600
        later.now += 86_400
        #expect(self.lines(later).contains(identity))
        #expect(!self.lines(CalendarFeed(entries: [entry(2)], now: now, link: nil)).contains(identity))
        #expect(!self.lines(CalendarFeed(entries: [entry()], now: now, link: nil)).contains { $0.hasPrefix("URL:") })
        #expect(feed.text == CalendarFeed(entries: [entry()], now: now, link: "https://mainstay.example.gov").text)
    }

    @Test("Lines are at most 75 bytes, end with CRLF, and no character is cut in two")
    func folding() {
        let title = String(repeating: "Gespräch führen \u{1F333}\u{5E9} ", count: 20)
        let feed = CalendarFeed(entries: [entry(title: title)], now: now, link: nil)
        for line in feed.text.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 75 && !line.contains("\n") && !line.contains("\r")) }
        #expect(String(validating: Array(feed.text.utf8), as: UTF8.self) != nil)
        #expect(lines(feed).contains { $0.contains(title.trimmingCharacters(in: .whitespaces)) })
    }

    @Test("What is written into a title begins no other line", arguments: ["a\r\nEND:VEVENT", "a\nATTENDEE:x", "a;b,c\\d", "a\0b\u{85}"])
    func injection(title: String) {
        let lines = lines(CalendarFeed(entries: [entry(title: title)], now: now, link: nil))
        #expect(lines.count == 19)
        #expect(lines.filter { $0 == "END:VEVENT" }.count == 1 && !lines.contains { $0.hasPrefix("ATTENDEE") })
        if title.contains(";") { #expect(lines.contains("SUMMARY:Mainstay: W-2018-01-001\\, a\\;b\\,c\\\\d")) }
    }

    @Test("A calendar with nothing due has a part all the same")
    func empty() {
        let lines = lines(CalendarFeed(entries: [], now: now, link: nil))
        #expect(lines.contains("BEGIN:VTIMEZONE") && !lines.contains("BEGIN:VEVENT"))
    }
}
