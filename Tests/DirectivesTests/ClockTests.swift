import Directives
import Foundation
import Testing

@Suite("Clocks of a directive")
struct ClockTests {
    private let validity = ClockRule(
        key: "validity", title: "Decide validity", holder: "osuAnalyst", limit: .hours(48), cites: "D20-04:V.A.2")
    private let forwarding = ClockRule(
        key: "forwarding", title: "Forward", holder: "osuAnalyst", limit: .workingDays(3), cites: "D20-04:V.A.4")
    private let conversation = ClockRule(
        key: "conversation", title: "Hold the first conversation", holder: "supervisor", limit: .days(14), cites: "D20-04:VI.B.3#2")

    /// What a rule makes due, both in Chicago time written as UTC.
    private func expectDue(_ rule: ClockRule, from start: String, is due: String, _ comment: Comment) throws {
        #expect(try rule.due(from: utc(start), chicago()) == utc(due), comment)
    }

    @Test("D20-04:V.A.2: validity is due 48 hours after generation, through nights, weekends, holidays and clock changes")
    func hours() throws {
        try expectDue(validity, from: "2018-01-02T14:00:00Z", is: "2018-01-04T14:00:00Z", "Tue 2 Jan 08:00 to Thu 4 Jan 08:00")
        try expectDue(validity, from: "2018-01-05T14:00:00Z", is: "2018-01-07T14:00:00Z", "over a weekend")
        try expectDue(validity, from: "2018-07-03T13:00:00Z", is: "2018-07-05T13:00:00Z", "over a holiday")
        try expectDue(validity, from: "2018-03-10T14:00:00Z", is: "2018-03-12T14:00:00Z", "08:00 becomes 09:00 when an hour is skipped")
        try expectDue(validity, from: "2018-11-03T13:00:00Z", is: "2018-11-05T13:00:00Z", "08:00 becomes 07:00 when an hour comes twice")
    }

    @Test("48 hours across a clock change end an hour later or earlier by the clock on the wall")
    func hoursOnTheWall() throws {
        let calendar = try chicago()
        let spring = try validity.due(from: calendar.instant(day("2018-03-10"), hour: 8), calendar)
        #expect(calendar.time(of: spring) == (9, 0))
        let autumn = try validity.due(from: calendar.instant(day("2018-11-03"), hour: 8), calendar)
        #expect(calendar.time(of: autumn) == (7, 0))
    }

    @Test("D20-04:V.A.4: forwarding is due at the end of the third working day")
    func workingDays() throws {
        try expectDue(forwarding, from: "2018-01-02T14:00:00Z", is: "2018-01-06T05:59:59Z", "Tue 2 Jan to Fri 5 Jan 23:59:59")
        try expectDue(forwarding, from: "2026-07-02T21:00:00Z", is: "2026-07-09T04:59:59Z", "the 3rd is the observed holiday")
        try expectDue(forwarding, from: "2018-01-13T05:30:00Z", is: "2018-01-19T05:59:59Z", "Fri 12 Jan 23:30, Monday is a holiday")
    }

    @Test("D20-04:VI.B.3#2: 14 days are due at the end of the fourteenth, weekend or not")
    func days() throws {
        try expectDue(conversation, from: "2018-01-06T15:00:00Z", is: "2018-01-21T05:59:59Z", "Sat 6 Jan to Sat 20 Jan")
        try expectDue(conversation, from: "2018-03-01T15:00:00Z", is: "2018-03-16T04:59:59Z", "a clock change lies between")
    }

    @Test("A due date is never before its start")
    func neverBefore() throws {
        let calendar = try chicago()
        for offset in 0..<400 {
            let start = calendar.instant(try day("2018-01-01").adding(days: offset), hour: offset % 24)
            for rule in [validity, forwarding, conversation] { #expect(try rule.due(from: start, calendar) > start) }
        }
    }

    @Test("The state of a clock follows from its dates", arguments: [
        (0.0, Clock.State.running), (35.9, .running), (36, .dueSoon), (48, .dueSoon), (48.001, .overdue), (1_000, .overdue),
    ])
    func running(hours: Double, state: Clock.State) throws {
        #expect(try clock().state(at: start().addingTimeInterval(hours * 3_600)) == state)
    }

    @Test("A stopped clock was met or missed, and stays so", arguments: [(10.0, Clock.State.met), (48, .met), (48.001, .missed), (90, .missed)])
    func stopped(hours: Double, state: Clock.State) throws {
        var clock = try clock()
        clock.stopped = try start().addingTimeInterval(hours * 3_600)
        for later in [0.0, 48, 10_000] { #expect(try clock.state(at: start().addingTimeInterval(later * 3_600)) == state) }
    }

    @Test("The share of the time gone grows past one when overdue and stands still once stopped")
    func share() throws {
        var clock = try clock()
        func at(_ hours: Double) throws -> Date { try start().addingTimeInterval(hours * 3_600) }
        #expect(try clock.share(at: at(-5)) == 0)
        #expect(try clock.share(at: at(12)) == 0.25)
        #expect(try clock.share(at: at(96)) == 2)
        clock.stopped = try at(24)
        #expect(try clock.share(at: at(96)) == 0.5)
    }

    @Test("A limit is told in words", arguments: [
        (Limit.hours(48), "48 hours"), (.workingDays(3), "3 working days"), (.days(14), "14 days"),
    ])
    func words(limit: Limit, words: String) { #expect(limit.words == words) }

    private func start() throws -> Date { try utc("2018-01-02T14:00:00Z") }

    private func clock() throws -> Clock { Clock(rule: validity, start: try start(), due: try validity.due(from: start(), chicago())) }
}
