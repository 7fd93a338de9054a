import Casework
import Directives
import Foundation
import OfficerSupport
import Testing

@testable import Records

@Suite("The quarterly update of the supports document")
struct QuarterlyUpdateTests {
    /// Days on which something was done, the day of asking, and how the quarters stand, the newest first: + done, o open,
    /// - missed.
    @Test(
        "D20-04:IV.A.2.NOTE One update is due in each calendar quarter, and a quarter without one is overdue until the next",
        arguments: [
            ([], "2018-01-02", "o", 0), (["2018-01-01"], "2018-01-01", "+", 0), (["2017-12-31"], "2017-12-31", "+", 0),
            (["2017-12-31"], "2018-01-01", "o+", 0), (["2017-12-31"], "2018-03-31", "o+", 0), (["2017-12-31"], "2018-04-01", "o-+", 1),
            (["2017-10-01"], "2018-12-31", "o---+", 3), (["2017-10-01", "2018-12-31"], "2018-12-31", "+---+", 0),
            (["2017-10-01", "2018-12-31"], "2019-01-01", "o+---+", 0), (["2020-02-29"], "2020-03-31", "+", 0), (["2020-02-29"], "2020-04-01", "o+", 0),
            (["2019-12-31", "2020-06-30"], "2020-02-29", "o+", 0), (["2018-01-05", "2018-02-05"], "2018-03-05", "+", 0),
        ])
    func standings(days: [String], today: String, expected: String, overdue: Int) throws {
        let fulfilments = try days.map { QuarterlyUpdate.Fulfilment(on: try #require(Day(iso: $0)), by: "Rowan Sandpiper", edition: 1) }
        let update = QuarterlyUpdate(fulfilments, today: try #require(Day(iso: today)))
        #expect(update.standings.map { ["done": "+", "open": "o", "missed": "-"][$0.state.rawValue] ?? "" }.joined() == expected)
        #expect(update.overdue.count == overdue)
        if overdue > 0 { #expect(update.overdue.first?.lastDay == update.present?.quarter.previous.last) }
    }

    @Test("D20-04:IV.A.2.NOTE An edition or a review that changes nothing closes the quarter, in its first and its last second in Chicago", arguments: [
        (2018, 3, 31, 23, 59, 59, "2018-Q1"), (2018, 4, 1, 0, 0, 0, "2018-Q2"), (2018, 12, 31, 23, 59, 59, "2018-Q4"), (2019, 1, 1, 0, 0, 0, "2019-Q1"),
        (2020, 2, 29, 12, 0, 0, "2020-Q1"),
    ])
    func seconds(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, quarter: String) async throws {
        let bench = try SupportsBench()
        try await bench.records.addExampleSupports(for: bench.asking(on: try #require(Day(2018, 1, 1))))
        let calendar = try WorkCalendar(zone: "America/Chicago", holidays: [:], years: 2018...2020)
        let now = calendar.instant(try #require(Day(year, month, day)), hour: hour, minute: minute, second: second)
        let asking = bench.asking(at: now, on: calendar.day(of: now))
        try await bench.records.noteSupportsReviewed("All numbers called.", for: asking)
        let present = try #require(try await bench.records.supportsShelf(for: asking).update?.present)
        #expect(present.quarter.iso == quarter && present.state == .done)
        // Another one in the same quarter adds nothing.
        try await bench.records.noteSupportsReviewed("Again.", for: asking)
        #expect(try await bench.count("supportsReview") == 1)
        let later = calendar.instant(Quarter(of: asking.day).next.first, hour: 0)
        let next = try await bench.records.supportsDraft(for: bench.asking(at: later, on: calendar.day(of: later))).update
        #expect(next.present?.state == .open)
        let closed = try #require(next.standings.first { $0.quarter.iso == quarter })
        #expect(closed.state == .done && (quarter == "2018-Q1" ? closed.fulfilment?.edition == 1 : closed.fulfilment?.note == "All numbers called."))
    }
}
