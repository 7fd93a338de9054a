import Directives
import Foundation
import Pages
import Testing

@Suite("Figures")
struct FiguresTests {
    @Test("Thousands are separated", arguments: [(0, "0"), (7, "7"), (999, "999"), (1_000, "1,000"), (12_412, "12,412"), (1_234_567, "1,234,567"), (-1_000, "-1,000"), (-12, "-12")])
    func counts(number: Int, text: String) {
        #expect(Figures.count(number) == text)
    }

    @Test("One is not many")
    func plurals() {
        #expect(Figures.plural(1, "complaint") == "1 complaint")
        #expect(Figures.plural(0, "complaint") == "0 complaints")
        #expect(Figures.plural(1_200, "use of force", "uses of force") == "1,200 uses of force")
    }

    @Test(
        "Decimals are rounded, kept at their number of places, and never a negative zero",
        arguments: [(0.6719, 3, "0.672"), (0.7, 3, "0.700"), (1.005, 1, "1.0"), (9.96, 1, "10.0"), (-0.04, 1, "0.0"), (-2.25, 1, "-2.3"), (1_234.5, 1, "1,234.5"), (3.7, 0, "4"), (0.05, 2, "0.05")])
    func decimals(number: Double, places: Int, text: String) {
        #expect(Figures.decimal(number, places) == text)
    }

    @Test("What is not known is a dash, not a zero")
    func unknown() {
        #expect(Figures.decimal(nil, 2) == "–")
        #expect(Figures.decimal(.nan, 2) == "–")
        #expect(Figures.percent(nil) == "–")
        #expect(Figures.significance(nil) == "–")
    }

    @Test("Shares are whole from ten per cent on", arguments: [(0.0, "0%"), (0.019, "1.9%"), (0.0994, "9.9%"), (0.0996, "10%"), (0.42, "42%"), (1, "100%")])
    func percents(share: Double, text: String) {
        #expect(Figures.percent(share) == text)
    }

    @Test("A probability is so many in a hundred, or in a thousand where one in a hundred is too coarse")
    func frequencies() {
        #expect(Figures.frequency(0.08) == "8 in 100")
        #expect(Figures.frequency(0.018, of: 1_000) == "18 in 1,000")
        #expect(Figures.frequency(0.001) == "fewer than 1 in 100")
        #expect(Figures.frequency(0) == "0 in 100")
        #expect(Figures.denominator(for: [0.08, 0.02]) == 100)
        #expect(Figures.denominator(for: [0.08, 0.0042]) == 1_000)
        #expect(Figures.denominator(for: [0.08, 0]) == 100)
    }

    @Test("Sizes, durations and lists read as a person says them")
    func others() {
        #expect(Figures.size(1) == "1 byte")
        #expect(Figures.size(91_000) == "91 KB")
        #expect(Figures.size(8_400_000) == "8.4 MB")
        #expect(Figures.duration(0.08) == "0.08 s")
        #expect(Figures.duration(12.44) == "12.4 s")
        #expect(Figures.duration(200) == "3 min 20 s")
        #expect(Figures.duration(3_900) == "1 h 5 min")
        #expect(Figures.list([]) == "")
        #expect(Figures.list(["a"]) == "a")
        #expect(Figures.list(["a", "b", "c"]) == "a, b and c")
        #expect(Figures.significance(0.0001) == "< 0.001")
        #expect(Figures.significance(0.031) == "0.031")
    }
}

@Suite("Wording")
struct WordingTests {
    let calendar: WorkCalendar
    let wording: Wording

    init() throws {
        calendar = try WorkCalendar(zone: "America/Chicago", holidays: [:], years: 2018...2018)
        wording = Wording(now: calendar.instant(try day(2018, 1, 2), hour: 8), calendar: calendar)
    }

    private func at(_ month: Int, _ dayOfMonth: Int, _ hour: Int, _ minute: Int = 0) throws -> Date {
        calendar.instant(try day(2018, month, dayOfMonth), hour: hour, minute: minute)
    }

    @Test(
        "A deadline is said as a person would",
        arguments: [
            (2, 14, 20, "due today 14:20"), (2, 8, 0, "due today 08:00"), (2, 23, 59, "due by the end of today"), (3, 8, 0, "due tomorrow 08:00"),
            (3, 23, 59, "due by the end of tomorrow"), (4, 7, 0, "due in 2 days"), (12, 8, 0, "due in 10 days"), (2, 7, 40, "20 minutes overdue"),
            (2, 7, 0, "1 hour overdue"), (1, 8, 0, "24 hours overdue"),
        ])
    func due(dayOfMonth: Int, hour: Int, minute: Int, words: String) throws {
        #expect(wording.due(try at(1, dayOfMonth, hour, minute)) == words)
    }

    @Test("From two days on, lateness is counted in days")
    func late() {
        #expect(wording.due(wording.now.addingTimeInterval(-49 * 3_600)) == "2 days overdue")
        #expect(wording.due(wording.now.addingTimeInterval(-30)) == "less than a minute overdue")
    }

    @Test("A stopped clock says whether it was met, whatever the time is now")
    func stopped() throws {
        let rule = ClockRule(key: "validity", title: "Decide validity", holder: "OSU analyst", limit: .hours(48), cites: "D20-04:V.A.2")
        let start = try at(1, 1, 8)
        var clock = Clock(rule: rule, start: start, due: start.addingTimeInterval(48 * 3_600), stopped: start.addingTimeInterval(44 * 3_600))
        #expect(wording.state(of: clock) == "done 4 hours before it was due")
        clock.stopped = start.addingTimeInterval(100 * 3_600)
        #expect(wording.state(of: clock) == "done 2 days late")
        clock.stopped = nil
        #expect(wording.state(of: clock) == "due tomorrow 08:00")
    }

    @Test("Times are the department's, on both sides of a clock change")
    func zone() throws {
        #expect(wording.moment(wording.now) == "Tue 2 Jan 2018, 08:00")
        #expect(wording.machine(wording.now) == "2018-01-02T08:00")
        #expect(wording.moment(try at(3, 11, 1, 59)) == "Sun 11 Mar 2018, 01:59")
        #expect(wording.moment(try at(3, 11, 3)) == "Sun 11 Mar 2018, 03:00")
        #expect(try at(3, 11, 3).timeIntervalSince(try at(3, 11, 1, 59)) == 60)
        #expect(wording.moment(try at(7, 4, 0)) == "Wed 4 Jul 2018, 00:00")
    }

    @Test("What is past is told by how long ago it was")
    func past() throws {
        #expect(wording.ago(wording.now.addingTimeInterval(-20)) == "just now")
        #expect(wording.ago(wording.now.addingTimeInterval(-7_300)) == "2 hours ago")
        #expect(wording.ago(try at(1, 1, 14, 20)) == "yesterday 14:20")
        #expect(wording.ago(wording.now.addingTimeInterval(-6 * 86_400)) == "6 days ago")
    }

    @Test("A citation is written as people write it")
    func citations() {
        #expect(Citation("D20-04:V.A.2").words == "D20-04 V.A.2")
        #expect(Citation("D20-04:IV.C.NOTE").words == "D20-04 IV.C note")
        #expect(Citation("D20-04:IV.C.NOTE#2").words == "D20-04 IV.C note, part 2")
    }
}
