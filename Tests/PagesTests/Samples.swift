import Casework
import Directives
import Foundation
import Pages

/// Invented values of the size and kind the demonstration has, one for each screen and state worth looking at.
struct Samples {
    let calendar: WorkCalendar
    let now: Date

    init() throws {
        calendar = try WorkCalendar(zone: "America/Chicago", holidays: WorkCalendar.federalHolidays(2016...2019), years: 2016...2019)
        now = calendar.instant(try day(2018, 1, 2), hour: 8)
    }

    func frame(_ permitted: Set<Act> = [.seeOwnWork, .seeQueue, .seeWorkItem, .seeJacket, .seeRuns, .startRun, .seeImports, .startImport]) -> Frame {
        Frame(
            department: "Chicago Police Department", reader: Frame.Reader(name: "Wren Hawthorn", role: "OSU analyst"),
            permitted: permitted, csrf: "c2FtcGxlLXRva2Vu", now: now, calendar: calendar, demonstration: true, waiting: 6, notices: 2)
    }

    var stranger: Frame {
        Frame(
            department: "Chicago Police Department", reader: nil, permitted: [], csrf: "c2FtcGxlLXRva2Vu", now: now, calendar: calendar,
            demonstration: true)
    }

    /// Every screen by the name under which the gallery keeps it.
    func screens() throws -> [(name: String, screen: any Screen)] {
        try signingIn() + ownAccount() + work() + reviewing() + life() + [("jacket", jacket()), ("jacket-new", emptyJacket())] + runs() + imports() + clockAndHelp() + errors() + office() + notices() + retention() + trail() + supports() + evaluations()
    }

    // MARK: Signing in

    private func signingIn() -> [(String, any Screen)] {
        [
            ("sign-in", SignInPage(frame: stranger)),
            ("sign-in-wrong", SignInPage(frame: stranger, username: "w.hawthorn", problem: .wrong, returnTo: "/work")),
            ("sign-in-throttled", SignInPage(frame: stranger, username: "w.hawthorn", problem: .throttled(seconds: 300))),
            (
                "demo-accounts",
                DemoAccountsPage(
                    frame: stranger,
                    accounts: zip(names, Role.grantable).map { name, role in
                        DemoAccountsPage.Account(
                            name: name, role: role.title, cites: role.cites,
                            can: "Receives and reviews every Work Item, decides its validity within 48 hours and forwards it to the area.",
                            username: role.rawValue.lowercased(), passphrase: "four trees by the river")
                    })
            ),
        ]
    }

    // MARK: Work

    func clock(_ title: String, _ cites: Citation, hours: Double, of whole: Double, stopped: Date? = nil) -> Clock {
        let due = now.addingTimeInterval(hours * 3_600)
        return Clock(
            rule: ClockRule(key: title, title: title, holder: "OSU analyst", limit: .hours(Int(whole)), cites: cites),
            start: due.addingTimeInterval(-whole * 3_600), due: due, stopped: stopped)
    }

    private func task(_ number: Int, hours: Double) -> MyWorkPage.Task {
        MyWorkPage.Task(
            title: "Decide validity of Work Item W-\(number)", link: Paths.workItem("W-\(number)"), about: names[number % names.count],
            program: "Officer support", clock: clock("Decide validity", "D20-04:V.A.2", hours: hours, of: 48))
    }

    private func work() throws -> [(String, any Screen)] {
        [
            (
                "my-work",
                MyWorkPage(
                    frame: frame(),
                    tasks: [task(2041, hours: -53), task(2042, hours: 5), task(2043, hours: 24), task(2044, hours: 47.9)]
                        + [task(2045, hours: 70), task(2046, hours: 200)],
                    done: [MyWorkPage.Done(title: "Forwarded Work Item W-2031", link: Paths.workItem("W-2031"), at: now.addingTimeInterval(-90_000))],
                    emptyReason: "")
            ),
            (
                "my-work-empty",
                MyWorkPage(
                    frame: frame([.seeOwnWork]), tasks: [],
                    emptyReason: "No Work Items are waiting for you. The next run is on Thu 1 Feb 2018; what concerns your area will appear here when it is forwarded.")
            ),
            ("work-items", queue(rows: 25)),
            ("work-items-empty", emptyQueue()),
            ("work-item", try workItem()),
        ]
    }

    func queue(rows: Int) -> WorkItemQueuePage {
        var frame = frame()
        frame.banner = Frame.Banner("Work Item W-2040 is valid. Forward it to the area representative by Fri 5 Jan 2018, 23:59.")
        return WorkItemQueuePage(
            frame: frame,
            rows: (0..<rows).map { index in
                WorkItemQueuePage.Row(
                    reference: "W-\(2041 + index)", memberName: names[index % names.count], memberNumber: "No. \(10_400 + index * 37)",
                    unit: "\(String(format: "%03d", index % 22 + 1)) District", categories: index % 3 == 0 ? ["Off-duty complaint"] : ["Suspension", "Domestic or substance abuse complaint"],
                    reason: "\(index % 5 + 2) complaints in 24 months; the median in the unit is 0.",
                    validity: clock("Decide validity", "D20-04:V.A.2", hours: Double(index) * 3 - 5, of: 48),
                    forwarding: clock("Forward", "D20-04:V.A.4", hours: Double(index) * 3 + 40, of: 87))
            }, total: 214, unfiltered: 214,
            districts: [Choice(value: "7", title: "007th District", count: 12, selected: true), Choice(value: "11", title: "011th District", count: 18)],
            categories: [Choice(value: "suspension", title: "Suspension", count: 77), Choice(value: "off_duty", title: "Off-duty complaint", count: 31)],
            sort: .usual, page: 2, pages: 9, emptyReason: "")
    }

    private func emptyQueue() -> WorkItemQueuePage {
        WorkItemQueuePage(
            frame: frame(), rows: [], total: 0, unfiltered: 0, districts: [], categories: [], sort: .usual, page: 1, pages: 1,
            emptyReason: "No Work Items are waiting. The next run is on Thu 1 Feb 2018.")
    }

    func workItem() throws -> WorkItemPage {
        WorkItemPage(
            frame: frame(), identity: try identity(), standing: try standing(), evidence: try evidence(),
            grounds: Grounds(sentence: "The Officer Support Unit receives and reviews every Work Item.", cites: "D20-04:V.A"),
            comparison: try comparison(changed: false), mayClose: true, review: review(notes: 3))
    }

    func identity() throws -> WorkItemPage.Identity {
        WorkItemPage.Identity(
            reference: "W-2041", memberName: "Juniper Alder", facts: ["No. 10,437", "Police officer", "007th District"],
            status: "New, waiting for the analyst’s review",
            links: [("Jacket as of Mon 1 Jan 2018", Paths.jacket(4711, asOf: try day(2018, 1, 1), item: "W-2041")), ("History of access", Paths.workItemAccess("W-2041"))])
    }

    private func evidence() throws -> WorkItemEvidence {
        WorkItemEvidence(
            member: 4711, reference: "W-2041", asOf: try day(2018, 1, 1),
            categories: [
                WorkItemPage.Category(title: "Sustained excessive force complaint", cites: "D20-04:IV.B.1", probability: 0.018, forceWide: 0.0042, rank: 181, raised: false),
                WorkItemPage.Category(title: "Suspension", cites: "D20-04:IV.B.2", probability: 0.083, forceWide: 0.021, rank: 31, raised: true),
                WorkItemPage.Category(title: "Off-duty complaint", cites: "D20-04:IV.B.3", probability: 0.061, forceWide: 0.031, rank: 1_204, raised: false),
                WorkItemPage.Category(title: "Domestic or substance abuse complaint", cites: "D20-04:IV.B.4", probability: 0.049, forceWide: 0.019, rank: 690, raised: false),
            ], horizon: 24, scored: 12_412,
            indicators: try indicators(),
            trust: WorkItemPage.Trust(
                run: "R-2018-01", runName: "January 2018", pairs: [("Sustained excessive force", 70), ("Suspension", 69), ("Off-duty", 70), ("Domestic or substance", 68)],
                newMemberYears: 3), seesJacket: true)
    }

    func figures() throws -> WorkItemFiguresPage {
        WorkItemFiguresPage(
            frame: frame(), identity: try identity(), generated: now.addingTimeInterval(-4 * 3_600), asOf: try day(2018, 1, 1), timeline: try strip(),
            groups: [
                WorkItemFiguresPage.Group(title: "Complaints", figures: [("Complaints, 24 months", "4", "complaints"), ("Complaints, with half-life 3 years", "5.21", "complaints")]),
                WorkItemFiguresPage.Group(title: "Service", figures: [("Years of service", "2.4", "years")]),
            ], grounds: Grounds(sentence: "The Officer Support Unit receives and reviews every Work Item.", cites: "D20-04:V.A"))
    }

    private func indicators() throws -> [WorkItemPage.Indicator] {
        let jacket = Paths.jacket(4711, asOf: try day(2018, 1, 1))
        return [
            WorkItemPage.Indicator(
                sentence: "4 complaints in 24 months.", peers: "The median in the unit is 0.", outcomes: ["Suspension", "Off-duty complaint"],
                records: [
                    WorkItemPage.RecordLink(words: "Complaint of Tue 3 Oct 2017, verbal abuse, open", link: jacket.at("r1")),
                    WorkItemPage.RecordLink(words: "Complaint of Wed 12 Apr 2017, search or arrest, not sustained", link: jacket.at("r2")),
                ], more: 2),
            WorkItemPage.Indicator(
                sentence: "9 uses of force in 12 months.", peers: "The median in the unit is 1.", outcomes: ["Sustained excessive force complaint"],
                records: [WorkItemPage.RecordLink(words: "Use of force of Sat 16 Dec 2017, take-down", link: jacket.at("r3"))]),
            WorkItemPage.Indicator(sentence: "Moved to this unit 5 months ago.", peers: nil, outcomes: ["Suspension"], records: []),
        ]
    }

    private func strip() throws -> Strip {
        Strip(
            axis: TimeAxis(years: 2014...2018),
            rows: [
                Strip.Row(title: "Complaints", events: try [(2015, 3, 2), (2016, 7, 19), (2017, 4, 12), (2017, 10, 3)].map { Strip.Event(try day($0.0, $0.1, $0.2), "Verbal abuse", open: $0.0 == 2017) }),
                Strip.Row(title: "Uses of force", events: try (1...9).map { Strip.Event(try day(2017, $0, 11), "Take-down") }),
                Strip.Row(title: "Awards and commendations", events: [Strip.Event(try day(2017, 8, 1), "Honorable mention")]),
            ], marks: [Strip.Mark(try day(2018, 1, 1), "this Work Item")])
    }
}

let names = [
    "Juniper Alder", "Wren Hawthorn", "Linden Heron", "Rowan Finch", "Hazel Plover", "Aspen Swift", "Laurel Kestrel", "Ash Sandpiper",
    "Willow Dunlin", "Cedar Thrush",
]

struct NoSuchDay: Error {}

func day(_ year: Int, _ month: Int, _ day: Int) throws -> Day {
    guard let day = Day(year, month, day) else { throw NoSuchDay() }
    return day
}
