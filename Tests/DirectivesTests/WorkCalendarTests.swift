import Directives
import Foundation
import Testing

/// The calendar of the tests: Chicago, federal holidays, 2015 to 2027.
func chicago() throws -> WorkCalendar {
    let years = 2015...2027
    return try WorkCalendar(zone: "America/Chicago", holidays: WorkCalendar.federalHolidays(years), years: years)
}

/// An instant written in UTC: `2018-03-11T08:00:00Z`.
func utc(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

func day(_ iso: String) throws -> Day { try #require(Day(iso: iso)) }

@Suite("The department's calendar")
struct WorkCalendarTests {
    @Test("A zone the machine does not know is an error that says what to set")
    func unknownZone() throws {
        let problem = WorkCalendar.Problem.unknownZone("America/Springfield")
        #expect(throws: problem) { try WorkCalendar(zone: "America/Springfield", holidays: [:], years: 2018...2018) }
        #expect(problem.description.contains("America/Chicago"))
    }

    // MARK: Clock changes of 2018 in Chicago: 11 March at 02:00 and 4 November at 02:00

    @Test("A wall-clock time is the right instant on both sides of a clock change", arguments: [
        ("2018-03-10", 12, 0, "2018-03-10T18:00:00Z"), ("2018-03-11", 1, 59, "2018-03-11T07:59:00Z"),
        ("2018-03-11", 3, 0, "2018-03-11T08:00:00Z"), ("2018-11-03", 12, 0, "2018-11-03T17:00:00Z"),
        ("2018-11-04", 0, 30, "2018-11-04T05:30:00Z"), ("2018-11-04", 2, 0, "2018-11-04T08:00:00Z"),
    ])
    func wallClock(date: String, hour: Int, minute: Int, instant: String) throws {
        #expect(try chicago().instant(day(date), hour: hour, minute: minute) == utc(instant))
    }

    @Test("A time that the spring change skips is the same time after it: 02:30 is 03:30")
    func skippedHour() throws {
        #expect(try chicago().instant(day("2018-03-11"), hour: 2, minute: 30) == utc("2018-03-11T08:30:00Z"))
    }

    @Test("A time that comes twice in autumn is the first of the two")
    func repeatedHour() throws {
        #expect(try chicago().instant(day("2018-11-04"), hour: 1, minute: 30) == utc("2018-11-04T06:30:00Z"))
    }

    @Test("Days last 23 and 25 hours when the clocks change, and end one second before the next", arguments: [
        ("2018-03-10", 24.0), ("2018-03-11", 23), ("2018-03-12", 24), ("2018-11-04", 25), ("2018-11-05", 24),
    ])
    func lengthOfDay(date: String, hours: Double) throws {
        let calendar = try chicago()
        let date = try day(date)
        let start = calendar.instant(date, hour: 0)
        #expect(calendar.end(of: date).timeIntervalSince(start) == hours * 3_600 - 1)
        #expect(calendar.end(of: date).addingTimeInterval(1) == calendar.instant(date.adding(days: 1), hour: 0))
    }

    @Test("An instant falls on its local day, not on the day in Greenwich", arguments: [
        ("2018-01-02T05:59:59Z", "2018-01-01", 23, 59), ("2018-01-02T06:00:00Z", "2018-01-02", 0, 0),
        ("2018-07-04T04:59:59Z", "2018-07-03", 23, 59), ("2018-07-04T05:00:00Z", "2018-07-04", 0, 0),
        ("2018-11-04T07:30:00Z", "2018-11-04", 1, 30), ("1969-12-31T23:00:00Z", "1969-12-31", 17, 0),
    ])
    func localDay(instant: String, date: String, hour: Int, minute: Int) throws {
        let calendar = try chicago()
        #expect(try calendar.day(of: utc(instant)) == day(date))
        #expect(try calendar.time(of: utc(instant)) == (hour, minute))
    }

    @Test("The day of a day's first and last second is that day, for ten years")
    func dayRoundTrip() throws {
        let calendar = try chicago()
        for offset in 0..<3_650 {
            let date = try day("2015-01-01").adding(days: offset)
            #expect(calendar.day(of: calendar.instant(date, hour: 0)) == date)
            #expect(calendar.day(of: calendar.end(of: date)) == date)
        }
    }

    // MARK: Holidays

    @Test("Federal holidays as observed (5 U.S.C. 6103)", arguments: [
        ("2018-01-01", "New Year's Day"), ("2018-01-15", "Martin Luther King Jr. Day"), ("2018-02-19", "Washington's Birthday"),
        ("2018-05-28", "Memorial Day"), ("2018-07-04", "Independence Day"), ("2018-09-03", "Labor Day"),
        ("2018-10-08", "Columbus Day"), ("2018-11-12", "Veterans Day"), ("2018-11-22", "Thanksgiving Day"),
        ("2018-12-25", "Christmas Day"), ("2017-01-02", "New Year's Day"), ("2021-12-31", "New Year's Day"),
        ("2021-06-18", "Juneteenth"), ("2022-06-20", "Juneteenth"), ("2026-07-03", "Independence Day"),
    ])
    func holiday(date: String, name: String) throws {
        #expect(try chicago().holidays[day(date)] == name)
    }

    @Test("These are not holidays", arguments: ["2018-06-19", "2020-06-19", "2018-11-11", "2017-01-01", "2022-01-01", "2021-06-19", "2018-11-23"])
    func noHoliday(date: String) throws {
        #expect(try chicago().holidays[day(date)] == nil)
    }

    @Test("Each year has ten holidays, eleven from 2021; New Year's Day counts in the year in which it is observed", arguments: [
        (2017, 10), (2018, 10), (2019, 10), (2020, 10), (2021, 12), (2022, 10), (2023, 11), (2026, 11), (2027, 12),
    ])
    func countOfHolidays(year: Int, count: Int) {
        #expect(WorkCalendar.federalHolidays(2015...2027).keys.filter { $0.year == year }.count == count)
    }

    // MARK: Working days

    @Test("Working days count from the day after (ambiguity 1.2)", arguments: [
        ("2018-01-02", 1, "2018-01-03"), ("2018-01-02", 3, "2018-01-05"), ("2018-01-05", 1, "2018-01-08"),
        ("2018-01-06", 1, "2018-01-08"), ("2018-01-12", 1, "2018-01-16"), ("2017-12-29", 1, "2018-01-02"),
        ("2026-07-02", 3, "2026-07-08"), ("2021-12-30", 1, "2022-01-03"), ("2018-01-03", 0, "2018-01-03"),
    ])
    func workingDays(start: String, count: Int, end: String) throws {
        #expect(try chicago().adding(workingDays: count, to: day(start)) == day(end))
    }

    @Test("n working days and then m are n and m together, and end on a working day after the start")
    func workingDaysAdd() throws {
        let calendar = try chicago()
        for offset in stride(from: 0, to: 730, by: 5) {
            let start = try day("2018-01-01").adding(days: offset)
            for (n, m) in [(1, 1), (1, 2), (3, 4), (5, 10), (21, 2)] {
                let once = try calendar.adding(workingDays: n + m, to: start)
                let twice = try calendar.adding(workingDays: m, to: calendar.adding(workingDays: n, to: start))
                #expect(once == twice)
                #expect(once > start)
                #expect(try calendar.isWorkingDay(once))
            }
        }
    }

    @Test("The first working day of a month", arguments: [
        ("2018-01-01", "2018-01-02"), ("2017-01-15", "2017-01-03"), ("2018-02-28", "2018-02-01"), ("2018-04-01", "2018-04-02"),
        ("2018-09-30", "2018-09-04"), ("2022-01-01", "2022-01-03"), ("2023-01-01", "2023-01-03"), ("2026-03-01", "2026-03-02"),
    ])
    func firstWorkingDay(month: String, first: String) throws {
        #expect(try chicago().firstWorkingDay(of: Month(of: day(month))) == day(first))
    }

    @Test("A year without listed holidays is an error, never a guess")
    func unlistedYear() throws {
        let calendar = try chicago()
        let problem = WorkCalendar.Problem.yearWithoutHolidays(2028, known: 2015...2027)
        #expect(throws: problem) { try calendar.isWorkingDay(day("2028-01-03")) }
        #expect(throws: problem) { try calendar.adding(workingDays: 1, to: day("2027-12-31")) }
        #expect(throws: WorkCalendar.Problem.yearWithoutHolidays(2014, known: 2015...2027)) {
            try calendar.firstWorkingDay(of: Month(of: day("2014-06-01")))
        }
        #expect(problem.description.contains("2015 to 2027"))
    }
}
