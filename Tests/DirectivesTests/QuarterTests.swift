import Directives
import Foundation
import Testing

@Suite("Quarters")
struct QuarterTests {
    @Test(
        "D20-04:IV.A.2.NOTE A day lies in its calendar quarter, whose last day is counted whole",
        arguments: [
            ("2018-01-01", "2018-Q1", "2018-03-31"), ("2018-03-31", "2018-Q1", "2018-03-31"), ("2018-04-01", "2018-Q2", "2018-06-30"),
            ("2020-02-29", "2020-Q1", "2020-03-31"), ("2019-09-30", "2019-Q3", "2019-09-30"), ("2017-12-31", "2017-Q4", "2017-12-31"),
        ])
    func days(day: String, quarter: String, last: String) throws {
        let found = Quarter(of: try #require(Day(iso: day)))
        #expect(found.iso == quarter)
        #expect(found.last.iso == last)
        #expect(found.first <= found.last && Quarter(of: found.first) == found && Quarter(of: found.last) == found)
        #expect(found.next.first == found.last.adding(days: 1) && found.next.previous == found && found < found.next)
        #expect(try JSONDecoder().decode(Quarter.self, from: JSONEncoder().encode(found)) == found)
    }

    @Test("The first and the last second of a quarter are Chicago's, on both sides of the clock changes", arguments: [(2017, 12, 31), (2018, 3, 31), (2020, 2, 29), (2018, 9, 30)])
    func seconds(year: Int, month: Int, day: Int) throws {
        let calendar = try WorkCalendar(zone: "America/Chicago", holidays: [:], years: 2017...2020)
        let day = try #require(Day(year, month, day))
        let quarter = Quarter(of: day)
        let last = calendar.end(of: quarter.last)
        #expect(Quarter(of: calendar.day(of: last)) == quarter)
        #expect(Quarter(of: calendar.day(of: last.addingTimeInterval(1))) == quarter.next)
        #expect(calendar.instant(quarter.next.first, hour: 0) == last.addingTimeInterval(1))
    }

    @Test("Quarters are named as people say them, and nothing else is read as one")
    func names() throws {
        #expect(Quarter(of: try #require(Day(2018, 5, 3))).name == "second quarter of 2018")
        for text in ["2018-Q5", "2018Q1", "Q1", "2018-Q0", "2018-Q1 "] {
            #expect(throws: DecodingError.self) { try JSONDecoder().decode([Quarter].self, from: JSONEncoder().encode([text])) }
        }
    }
}
