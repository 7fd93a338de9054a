import Casework
import Directives
import Foundation
import Pages
import Testing

@Suite("Screens")
struct ScreenTests {
    let samples: Samples
    let screens: [(name: String, screen: any Screen)]

    init() throws {
        samples = try Samples()
        screens = try samples.screens()
    }

    @Test("Every screen is sound: headings, labels, captions, links, ids, charts, nothing inline")
    func sound() {
        for (name, screen) in screens {
            let faults = Faults(screen.body).all
            #expect(faults.isEmpty, "\(name): \(faults.joined(separator: "; "))")
        }
    }

    @Test("The checks themselves find what is wrong")
    func checksFind() {
        func node(_ name: StaticString, _ attributes: [Attribute] = [], _ children: [Node] = []) -> Node { .element(Element(name, attributes, children)) }
        #expect(Faults(.nothing).headings == ["there is not exactly one h1"])
        #expect(Faults(.group([node("h1", [], [.text("a")]), node("h3", [], [.text("b")])])).headings == ["the heading “b” skips a level"])
        #expect(Faults(.group([node("p", [.id("x")]), node("p", [.id("x")])])).identities == ["the id x is used 2 times"])
        #expect(Faults(node("input", [.name("day")])).forms == ["the field day has no label"])
        #expect(Faults(node("form", [.post, .action(Paths.signIn)])).forms == ["the form to /sign-in has no csrf field"])
        #expect(Faults(node("table")).tables == ["a table has no caption"])
        #expect(Faults(node("a", [.href(Paths.here("gone"))], [.text("x")])).links == ["#gone is not on the page"])
        #expect(Faults(node("a", [.href(Paths.help)])).links == ["the link to /help has no words"])
        #expect(Faults(node("svg")).drawings == ["a drawing has no title"])
        #expect(Faults(node("figure", [.class("chart")])).drawings.count == 2)
        #expect(Faults(node("script")).policy == ["a script is inline"])
    }

    @Test("Every page of the demonstration stays under 100 KB and says what it is first in its title")
    func size() throws {
        for (name, screen) in screens {
            #expect(screen.html.count < 100_000, "\(name)")
            let title = try #require(Tree(screen.body).all("title").first).text
            #expect(title.hasSuffix(" – Mainstay") && title.count > 12, "\(name): \(title)")
        }
    }

    @Test("The tone is support: no page calls a person flagged, high-risk or an offender")
    func tone() {
        for (name, screen) in screens {
            let words = String(decoding: screen.html, as: UTF8.self).lowercased()
            for word in ["flagged", "high-risk", "high risk", "offender", "risk score"] {
                #expect(!words.contains(word), "\(name) says “\(word)”")
            }
        }
    }

    @Test("Every page of the Officer Support System carries the non-disciplinary statement (D20-04:III)")
    func statement() {
        for (name, screen) in screens where ["my-work", "work-items", "work-item", "jacket", "run", "runs", "supports", "supports-draft"].contains(name) {
            #expect(Tree(screen.body).all(class: "statement").first?.text.contains("non-disciplinary") == true, "\(name)")
        }
    }

    @Test("The demonstration says on every page what it is and where its clock stands, and nowhere else")
    func demonstration() throws {
        for (name, screen) in screens {
            #expect(Tree(screen.body).all(class: "demonstration").first?.text.contains("Tue 2 Jan 2018, 08:00") == true, "\(name)")
        }
        var frame = samples.frame()
        frame.demonstration = false
        #expect(Tree(HelpPage(frame: frame, directives: []).body).all(class: "demonstration").isEmpty)
    }

    @Test("The navigation has at most seven words, only of what the reader may open")
    func navigation() {
        // For each role that can be granted, over the whole department: none has more than seven.
        let day = Day(rawValue: 17_533)
        for role in Role.grantable {
            let holder = Actor(account: "a", name: "", roles: [role, .member], member: nil)
            var frame = samples.frame(Set(Act.allCases.filter { Access.decide($0, by: holder, on: day).ground != nil }))
            frame.asks = Set(Act.allCases.filter { Access.ask($0, by: holder, on: day) != nil })
            let words = Tree(MyWorkPage(frame: frame, tasks: [], emptyReason: "").body).all(class: "sections").first?.inside.all("a").count ?? 0
            #expect((1...7).contains(words), "\(role): \(words)")
        }
        let member = Tree(MyWorkPage(frame: samples.frame([.seeOwnWork]), tasks: [], emptyReason: "").body)
        #expect(member.all(class: "sections").first?.inside.all("a").map { $0["href"] } == ["/work"])
        #expect(Tree(SignInPage(frame: samples.stranger).body).all(class: "sections").isEmpty)
    }

    @Test("Acts the reader may not do are absent")
    func actsAbsent() {
        func hasStart(_ permitted: Set<Act>) -> Bool {
            Tree(RunsPage(frame: samples.frame(permitted), runs: []).body).all("a").contains { $0["href"] == "/runs/new" }
        }
        #expect(hasStart([.seeRuns, .startRun]))
        #expect(!hasStart([.seeRuns]))
    }

    @Test("A page for somebody who is not allowed reads as one that does not exist, and shows no name")
    func absentAndForbidden() {
        let page = ErrorPage(frame: samples.frame(), problem: .notFound, reference: "A1")
        #expect(page.problem.status == 404)
        #expect(Tree(page.body).all("main").first?.text.contains("does not exist") == true)
    }

    @Test("A form sent back names its errors above, at the field and in the title, and keeps what was entered, but no passphrase")
    func errorsKept() throws {
        let tree = Tree(SignInPage(frame: samples.stranger, username: "w.<b>", problem: .wrong, returnTo: "/work").body)
        #expect(tree.all("title").first?.text.hasPrefix("Error: ") == true)
        #expect(tree.all(class: "errors").first?.inside.all("a").first?["href"] == "#username")
        let fields = tree.all("input")
        #expect(fields.first { $0["name"] == "username" }?["value"] == "w.<b>")
        #expect(fields.first { $0["name"] == "username" }?["aria-invalid"] == "true")
        #expect(fields.first { $0["name"] == "passphrase" }?["value"] == nil)
        #expect(fields.first { $0["name"] == "return-to" }?["value"] == "/work")
    }

    @Test("My work is ordered by what is due, in three bands, and says how much is overdue")
    func bands() {
        func task(_ name: String, _ hours: Double) -> MyWorkPage.Task {
            MyWorkPage.Task(
                title: name, link: Paths.help, about: nil, program: "Officer support",
                clock: samples.clock("Decide validity", "D20-04:V.A.2", hours: hours, of: 48))
        }
        let page = MyWorkPage(frame: samples.frame(), tasks: [task("late", 90), task("over", -1), task("next", 48), task("first", 2)], emptyReason: "")
        let tree = Tree(page.body)
        #expect(tree.all("h2").map(\.text) == ["Overdue (1)", "Due in the next two days (2)", "Later (1)"])
        #expect(tree.all("li").filter { $0["data-row"] != nil }.compactMap { $0.inside.all("a").first?.text } == ["over", "first", "next", "late"])
        #expect(tree.all(class: "lede").first?.text == "4 things are waiting for you. 1 is overdue.")
    }

    @Test("A deadline is shown as date and time, in words and as a bar")
    func threeTogether() throws {
        let tree = Tree(samples.queue(rows: 1).body)
        let due = try #require(tree.all(class: "due").first)
        #expect(due.inside.all("time").first?["datetime"] == "2018-01-02T03:00")
        #expect(due.text == "Tue 2 Jan 2018, 03:005 hours overdue")
        #expect(due["class"] == "due overdue")
        #expect(due.inside.all("svg").first?["aria-hidden"] == "true")
    }

    @Test("The queue's headers sort, keep the filters and tell the order to a screen reader")
    func sorting() {
        let headers = Tree(samples.queue(rows: 2).body).all("th").filter { $0["scope"] == "col" }
        #expect(headers.filter { $0["aria-sort"] != nil }.map { $0["aria-sort"] } == ["ascending"])
        let links = headers.compactMap { $0.inside.all("a").first?["href"] }
        #expect(links.contains("/officer-support/work-items?district=7&sort=-due"))
        #expect(links.contains("/officer-support/work-items?district=7&sort=member"))
    }

    @Test("A sort order survives its own query, and a strange one is none", arguments: WorkItemQueuePage.Sort.Key.allCases)
    func sortQuery(key: WorkItemQueuePage.Sort.Key) {
        for ascending in [true, false] {
            let sort = WorkItemQueuePage.Sort(key, ascending: ascending)
            #expect(WorkItemQueuePage.Sort(query: sort.query) == sort)
        }
        #expect(WorkItemQueuePage.Sort(query: "name; drop table") == nil)
    }

    @Test("A chosen filter is a tag that takes itself out and leaves the rest")
    func tags() {
        let tag = Tree(samples.queue(rows: 1).body).all(class: "tags").first?.inside.all("a").first
        #expect(tag?["href"] == "/officer-support/work-items")
        #expect(tag?.text.contains("Remove the filter 007th District") == true)
    }

    @Test("Estimates stand in a table as frequencies beside the force's, over one denominator")
    func estimates() throws {
        let table = try #require(Tree(try samples.workItem().body).all("table").first { $0.text.contains("Force-wide") })
        let suspension = try #require(table.inside.all("tr").first { $0.text.contains("Suspension") })
        #expect(suspension.inside.all("td").map(\.text) == ["83 in 1,000", "21 in 1,000", "31", "yes"])
    }

    @Test("D20-04:IV.B.2.NOTE, D20-04:IV.B.2.NOTE#2, D20-04:IV.B.2.NOTE#3, D20-04:IV.B.2.NOTE#4, D20-04:IV.B.2.NOTE#5 Beside the estimates stands what a suspension can come from, all five with their provisions, and that the records do not tell them apart")
    func origins() throws {
        let tree = Tree(try samples.workItem().body)
        let origins = tree.all("details").filter { $0.text.contains("What it can come from") }
        #expect(origins.count == 1)
        let details = try #require(origins.first)
        let list = details.inside.all("li").map(\.text)
        let words = ["sustained finding", "adverse judgment or a settlement", "COPA, BIA or the Superintendent", "unjustified or out of policy", "conviction of a crime"]
        try #require(list.count == words.count)
        for (number, (line, word)) in zip(list, words).enumerated() {
            #expect(line.contains(word), "\(line)")
            #expect(line.hasSuffix(number == 0 ? "D20-04 IV.B.2 note" : "D20-04 IV.B.2 note, part \(number + 1)"), "\(line)")
        }
        #expect(details.text.contains("the records do not tell these apart"))
    }

    @Test("D20-04:III.C.8.NOTE, D20-04:III.C.12.NOTE The member's own page says what members report themselves, and that Mainstay begins nothing")
    func duties() throws {
        let duties = try #require(Tree(samples.ownItem(full: true).body).all("details").first { $0.text.contains("What members report themselves") })
        #expect(duties.text.contains("duty to report criminal proceedings") && duties.text.contains("duty to report restraining and protective orders"))
        #expect(duties.text.contains("opens no investigation and takes no disciplinary step"))
        #expect(duties.inside.all("a").count == 2)
    }

    @Test("The jacket shows all twenty kinds of D20-04:III.C, and a kind without records says so")
    func twentyKinds() throws {
        let tree = Tree(try samples.jacket().body)
        let titles = tree.all(class: "row-title").map(\.text)
        for number in 1...20 { #expect(titles.contains { $0.hasPrefix("\(number). ") }) }
        #expect(tree.all(class: "row-remark").map(\.text).contains("This source has not been imported."))
    }

    @Test("The jacket's links keep the day it is looked at from")
    func asOfKept() throws {
        let tree = Tree(try samples.emptyJacket().body)
        let links = tree.all("a").compactMap { $0["href"] }.filter { $0.contains("kind=") }
        #expect(!links.isEmpty)
        #expect(links.filter { !$0.contains("as-of=2004-02-09") } == ["/members/4711/jacket?kind=kind0"])
        #expect(tree.all("input").first { $0["name"] == "as-of" }?["max"] == "2018-01-02")
    }

    @Test("A running job asks to be loaded again only where there is no script")
    func jobRefresh() throws {
        for (name, screen) in screens where name.hasPrefix("job") {
            let tree = Tree(screen.body)
            let refresh = tree.all("meta").filter { $0["http-equiv"] == "refresh" }
            #expect(refresh.count == (name == "job" ? 1 : 0), "\(name)")
            #expect(tree.all("noscript").flatMap { $0.inside.all("meta") }.count == refresh.count)
            #expect(tree.all("div").contains { $0["data-poll"] != nil } == (name == "job"), "\(name)")
        }
    }

    @Test("A figure that rests on fewer than ten members is withheld, not shown as zero")
    func withheld() throws {
        let run = try #require(screens.first { $0.name == "run" }).screen
        let row = Tree(run.body).all("tr").first { $0.text.hasPrefix("Native American") }
        #expect(row?.inside.all("td").dropFirst().first?.text == "withheld")
    }

    @Test("The slider shows the step nearest to the one asked for")
    func slider() throws {
        var run = try #require(screens.first { $0.name == "run" }?.screen as? RunPage)
        run.line.shown = 4.1
        let tree = Tree(run.body)
        #expect(tree.all("input").first { $0["name"] == "multiple" }?["value"] == "4")
        #expect(tree.all("strong").first { $0["data-figure"] == "items" }?.text == "118")
    }
}

@Suite("Time axes")
struct TimeAxisTests {
    @Test("Days fall into the quarters of their years, and others are left out")
    func quarters() throws {
        let axis = TimeAxis(years: 2016...2017)
        let days = [try day(2015, 12, 31), try day(2016, 1, 1), try day(2016, 3, 31), try day(2016, 4, 1), try day(2017, 12, 31), try day(2018, 1, 1)]
        #expect(axis.counts(of: days, perYear: 4) == [2, 1, 0, 0, 0, 0, 0, 1])
        #expect(axis.counts(of: days, perYear: 12).count == 24)
        #expect(axis.counts(of: days, perYear: 12)[2] == 1)
        #expect(axis.counts(of: days, perYear: 1) == [3, 1])
    }
}
