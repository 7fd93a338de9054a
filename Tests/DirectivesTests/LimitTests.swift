import Directives
import Foundation
import Testing

/// Limits in months, "the 7th", holidays in a row, and the time that is counted without an explained absence.
@Suite("Months, fixed days, holidays in a row, absences")
struct LimitTests {
    private func due(_ limit: Limit, _ from: String, _ calendar: WorkCalendar) throws -> Date {
        let parts = from.split(separator: " ")
        let time = parts[1].split(separator: ":").compactMap { Int($0) }
        let start = calendar.instant(try day(String(parts[0])), hour: time[0], minute: time[1])
        return try ClockRule(key: "k", title: "t", holder: "h", limit: limit, cites: "D20-04:VII.D").due(from: start, calendar)
    }

    @Test("Months end with the same day of the later month, or its last where it is too short (ambiguity 1.3)", arguments: [
        (1, "2018-01-31 10:00", "2018-02-28"), (1, "2024-01-31 10:00", "2024-02-29"), (12, "2024-02-29 00:00", "2025-02-28"),
        (12, "2023-02-28 23:59", "2024-02-28"), (12, "2018-01-02 08:00", "2019-01-02"), (3, "2026-11-30 12:00", "2027-02-28"),
        (1, "2026-02-08 12:00", "2026-03-08"), (1, "2026-10-01 12:00", "2026-11-01"), (1, "2026-12-31 23:59", "2027-01-31"), (48, "2024-02-29 10:00", "2028-02-29"),
    ])
    func months(count: Int, from: String, last: String) throws {
        let calendar = try chicago()
        #expect(try due(.months(count), from, calendar) == calendar.end(of: day(last)))
    }

    @Test("By the 7th is the end of the 7th of the month after, on whatever day it falls (ambiguity 4.4)", arguments: [
        ("2026-08-01 00:00", "2026-09-07"),  // Labor Day
        ("2026-08-31 23:59", "2026-09-07"), ("2026-09-01 00:00", "2026-10-07"), ("2026-10-15 09:00", "2026-11-07"),  // a Saturday
        ("2026-12-31 23:59", "2027-01-07"), ("2024-01-31 10:00", "2024-02-07"), ("2026-02-28 10:00", "2026-03-07"),
    ])
    func seventh(from: String, last: String) throws {
        let calendar = try chicago()
        #expect(try due(.dayOfNextMonth(7), from, calendar) == calendar.end(of: day(last)))
    }

    @Test("A fixed day that some month does not have is its 28th at most, and never before the first")
    func fixedDays() throws {
        let calendar = try chicago()
        #expect(try due(.dayOfNextMonth(31), "2026-01-15 10:00", calendar) == calendar.end(of: day("2026-02-28")))
        #expect(try due(.dayOfNextMonth(0), "2026-01-15 10:00", calendar) == calendar.end(of: day("2026-02-01")))
    }

    @Test("Limits are told in words", arguments: [
        (Limit.months(1), "1 month"), (.months(12), "12 months"), (.dayOfNextMonth(7), "day 7 of the next month"), (.hours(72), "72 hours"),
        (.interval(30), "30 days, or as the department sets it"),
    ])
    func words(limit: Limit, words: String) { #expect(limit.words == words) }

    @Test("The department's own holidays stand in a row with the federal ones and the weekend: nothing of it counts", arguments: [
        ("2026-11-25 10:00", 1, "2026-11-30"), ("2026-11-25 10:00", 3, "2026-12-02"), ("2026-12-22 10:00", 1, "2026-12-23"),
        ("2026-12-23 10:00", 1, "2026-12-28"), ("2026-12-30 10:00", 1, "2027-01-04"), ("2026-12-23 10:00", 3, "2026-12-30"), ("2026-12-23 10:00", 4, "2027-01-04"),
    ])
    func holidaysInARow(from: String, count: Int, last: String) throws {
        let years = 2026...2027
        var holidays = WorkCalendar.federalHolidays(years)
        for (iso, name) in [("2026-11-27", "Day after Thanksgiving"), ("2026-12-24", "Christmas Eve"), ("2026-12-31", "New Year's Eve")] { holidays[try day(iso)] = name }
        let calendar = try WorkCalendar(zone: "America/Chicago", holidays: holidays, years: years)
        #expect(try due(.workingDays(count), from, calendar) == calendar.end(of: day(last)))
    }

    // MARK: Without the explained absence

    private static let start = Date(timeIntervalSince1970: 1_000_000)
    private static func hour(_ hours: Double) -> Date { start.addingTimeInterval(hours * 3_600) }

    private static func clock(_ absences: [(Double, Double?)], stopped: Double?, delays: Set<String>? = nil) -> Clock {
        let rule = ClockRule(key: "k", title: "t", holder: "h", limit: .hours(48), cites: "D20-04:VI.A.3")
        return Clock(
            rule: rule, start: start, due: hour(48), stopped: stopped.map(hour),
            absences: absences.map { Clock.Absence(reason: "Furlough", from: hour($0.0), until: $0.1.map(hour), delays: delays) })
    }

    @Test("D20-04:VI.A.2.b Time without the explained absence: absences that overlap, lie in one another, reach over the edges or have no end count once", arguments: [
        ([], 100.0), ([(10, 20)], 90), ([(10, 20), (15, 30)], 80), ([(15, 30), (10, 20)], 80), ([(10, 40), (20, 30)], 70), ([(10, 20), (20, 30)], 80),
        ([(10, 20), (10, 20)], 90), ([(-50, 10)], 90), ([(90, 500)], 90), ([(-50, 500)], 0), ([(60, nil)], 60), ([(60, nil), (10, 70)], 10),
        ([(100, nil)], 100), ([(-20, 0)], 100), ([(30, 30)], 100), ([(40, 30)], 100), ([(-10, nil)], 0),
    ] as [([(Double, Double?)], Double)])
    func without(absences: [(Double, Double?)], hours: Double) {
        let clock = Self.clock(absences, stopped: 100)
        for later in [100.0, 5_000] {
            #expect(clock.used(at: Self.hour(later), withoutAbsences: false) == 100 * 3_600)
            #expect(clock.used(at: Self.hour(later), withoutAbsences: true) == hours * 3_600)
        }
    }

    @Test("Of a clock that runs, only what has gone is counted; before its start nothing")
    func running() {
        let clock = Self.clock([(10, nil)], stopped: nil)
        #expect(clock.used(at: Self.hour(30), withoutAbsences: true) == 10 * 3_600 && clock.used(at: Self.hour(30), withoutAbsences: false) == 30 * 3_600)
        #expect(clock.used(at: Self.hour(-5), withoutAbsences: false) == 0 && clock.used(at: Self.hour(-5), withoutAbsences: true) == 0)
        #expect(clock.state(at: Self.hour(49)) == .overdue)
    }

    @Test("D20-04:VI.A.2.b A miss is explained by an absence in the time that was given, and by no other", arguments: [
        ((0.0, 10.0 as Double?), Clock.State.missedExplained), ((-20, 1), .missedExplained), ((47, nil), .missedExplained), ((48, nil), .missedExplained),
        ((49, nil), .missed), ((-20, 0), .missed), ((-20, -10), .missed), ((60, 100), .missed),
    ] as [((Double, Double?), Clock.State)])
    func explained(absence: (Double, Double?), state: Clock.State) {
        #expect(Self.clock([absence], stopped: 72).state(at: .distantFuture) == state)
        #expect(Self.clock([absence], stopped: 72, delays: ["k", "other"]).state(at: .distantFuture) == state)
        #expect(Self.clock([absence], stopped: 72, delays: ["other"]).state(at: .distantFuture) == .missed)
        // In time is in time.
        #expect(Self.clock([absence], stopped: 48).state(at: .distantFuture) == .met)
    }

    @Test("The share of the time gone counts up to now, also where it is known when the clock will stop")
    func share() {
        let clock = Self.clock([], stopped: 24)
        #expect(clock.share(at: Self.hour(12)) == 0.25 && clock.share(at: Self.hour(24)) == 0.5 && clock.share(at: Self.hour(90)) == 0.5)
    }
}
