import Directives
import Foundation
import Testing

@Suite("A day without a time")
struct DayTests {
    @Test("The parts of a day come back as they went in, and the next day follows without a gap")
    func roundTrip() throws {
        var previous = try #require(Day(1899, 12, 31))
        for year in 1900...2100 {
            for month in 1...12 {
                for number in 1...Day.length(ofMonth: month, year: year) {
                    let day = try #require(Day(year, month, number))
                    #expect(day.rawValue == previous.rawValue + 1)
                    #expect(day.parts == (year, month, number))
                    previous = day
                }
            }
        }
    }

    @Test("Days are counted from 1 January 1970", arguments: [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2018-01-01", 17_532), ("0001-01-01", -719_162),
    ] as [(String, Int32)])
    func number(iso: String, number: Int32) throws {
        #expect(try #require(Day(iso: iso)).rawValue == number)
        #expect(Day(rawValue: number).iso == iso)
    }

    @Test("Weekdays", arguments: [
        ("1970-01-01", Weekday.thursday), ("1969-12-31", .wednesday), ("2000-02-29", .tuesday), ("2018-01-01", .monday),
        ("2024-02-29", .thursday), ("1900-01-01", .monday), ("2017-12-31", .sunday),
    ])
    func weekday(iso: String, weekday: Weekday) throws {
        #expect(try #require(Day(iso: iso)).weekday == weekday)
    }

    @Test("February has 29 days every fourth year, not in 1900 and 2100, and again in 2000", arguments: [
        (1900, 28), (2000, 29), (2016, 29), (2017, 28), (2100, 28), (2400, 29),
    ])
    func february(year: Int, length: Int) {
        #expect(Day.length(ofMonth: 2, year: year) == length)
        #expect((Day(year, 2, 29) != nil) == (length == 29))
    }

    @Test("Days that do not exist are refused", arguments: [
        (2018, 2, 29), (2018, 4, 31), (2018, 13, 1), (2018, 0, 1), (2018, 1, 0), (0, 1, 1), (10_000, 1, 1),
    ])
    func refused(year: Int, month: Int, day: Int) {
        #expect(Day(year, month, day) == nil)
    }

    @Test("Only the ten characters of an ISO date are read", arguments: [
        "", "2017-12-1", "2017-1-01", "2017/12/31", "20171231", "2017-12-31 ", " 2017-12-31", "2017-02-30", "2017-00-10", "2017-12-00",
        "12-31-2017", "2017-12-3１", "+017-12-31", "2017-12-31T00:00", "0000-01-01", "today", "-017-01-01",
    ])
    func isoRefused(text: String) {
        #expect(Day(iso: text) == nil)
    }

    @Test("Months are added to the same date, or to the last of a month that is too short", arguments: [
        ("2018-01-31", 1, "2018-02-28"), ("2016-01-31", 1, "2016-02-29"), ("2018-03-31", -1, "2018-02-28"),
        ("2018-08-31", 1, "2018-09-30"), ("2018-12-15", 1, "2019-01-15"), ("2018-01-15", -1, "2017-12-15"),
        ("2018-01-15", -13, "2016-12-15"), ("2018-10-31", 24, "2020-10-31"), ("2018-05-31", 0, "2018-05-31"),
    ])
    func months(start: String, months: Int, end: String) throws {
        #expect(try #require(Day(iso: start)).adding(months: months).iso == end)
    }

    @Test("Years are added to the same date; 29 February becomes the 28th", arguments: [
        ("2016-02-29", 1, "2017-02-28"), ("2016-02-29", 4, "2020-02-29"), ("2017-02-28", -1, "2016-02-28"), ("2018-07-04", 2, "2020-07-04"),
    ])
    func years(start: String, years: Int, end: String) throws {
        #expect(try #require(Day(iso: start)).adding(years: years).iso == end)
    }

    @Test("Days between two dates are those added to the first to reach the second")
    func difference() throws {
        let start = try #require(Day(2015, 12, 30))
        for count in -800...800 {
            let other = start.adding(days: count)
            #expect(other.days(since: start) == count)
            #expect((other < start) == (count < 0))
        }
    }

    @Test("Dates are written in words and in ISO form")
    func words() throws {
        let day = try #require(Day(2018, 1, 2))
        #expect(day.short == "Tue 2 Jan 2018")
        #expect(day.long == "Tuesday 2 January 2018")
        #expect("\(day)" == "2018-01-02")
        #expect("\(Day.never)" == "never")
        #expect(Month(of: day).iso == "2018-01")
        #expect(Month(of: day).name == "January 2018")
        #expect(try #require(Day(2018, 1, 31)).firstOfMonth == Day(2018, 1, 1))
    }

    @Test("JSON holds the ISO form and refuses anything else")
    func json() throws {
        let day = try #require(Day(2017, 12, 31))
        #expect(String(decoding: try JSONEncoder().encode([day]), as: UTF8.self) == #"["2017-12-31"]"#)
        #expect(try JSONDecoder().decode([Day].self, from: Data(#"["2017-12-31"]"#.utf8)) == [day])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Day].self, from: Data(#"["31.12.2017"]"#.utf8)) }
    }
}
