import Foundation
import Pages
import Testing

@Suite("What another model scored is shown as that model's")
struct ElsewhereTests {
    private static let scored = "Scored by Harbor Risk Model 4.2, not by Mainstay"

    private func main(_ screen: any Screen) -> String { Tree(screen.body).all("main").first?.text ?? "" }

    @Test("D20-04:IV.B, D20-04:V.A.3.NOTE An item page of another source quotes its words and its figures, shows none of Mainstay's, and is no repetition of an item of Mainstay's own")
    func item() throws {
        let samples = try Samples()
        let text = main(try samples.elsewhere())
        #expect(text.contains(Self.scored) && text.contains("“Complaints doubled in a year.”"))
        #expect(text.contains("0.31") && text.contains("12 of 340") && text.contains("not given"))
        for word in ["Force-wide", "Members like this one", "of 100 pairs", "in 100", "Added to the probability", "in 1,000"] {
            #expect(!text.contains(word), "\(word)")
        }
        #expect(text.contains("The two were not scored by the same model: the earlier one by Mainstay, this one by Harbor Risk Model 4.2."))
        #expect(!text.contains("Close as duplicative"))
        #expect(main(try samples.workItem()).contains("Close as duplicative"))
        #expect(!main(try samples.workItem()).contains("not by Mainstay"))
    }

    @Test("D20-04:VI.B.3.a, D20-04:VI.A.2 The guide for the conversation, the member's own page and the queue say who scored the member, and quote the words")
    func others() throws {
        let samples = try Samples()
        let pages: [(any Screen, String)] = [
            (samples.guideElsewhere(), "“4 complaints in 24 months.”"), (samples.ownElsewhere(), "“4 complaints in 24 months.”"),
            (samples.queueElsewhere(), "“2 complaints in 24 months; the median in the unit is 0.”"),
        ]
        for (page, words) in pages {
            let text = main(page)
            #expect(text.contains(Self.scored) && text.contains(words), "\(type(of: page))")
            #expect(!text.contains("What the application saw"))
        }
        #expect(!main(samples.guideSheet()).contains("not by Mainstay"))
        #expect(!main(samples.ownItem(full: true)).contains("not by Mainstay"))
    }

    @Test("D20-04:IV.B The page of what was stored with an item of another source says that it is the member's profile, and speaks of no figure of the application's")
    func stored() throws {
        let samples = try Samples()
        let page = try samples.figuresElsewhere()
        #expect(Tree(page.body).all("title").first?.text.hasPrefix("The profile stored with the item: Work Item") == true)
        let text = main(page)
        #expect(text.contains(Self.scored))
        for word in ["What the application saw", "what the application saw", "The member’s timeline", "Its own figures"] { #expect(!text.contains(word), "\(word)") }
    }

    @Test("D20-04:VI.B.1 The timeline is offered to those who may see the jacket, and the list of files to those who may see it")
    func links() throws {
        let samples = try Samples()
        var page = try samples.elsewhere()
        let (timeline, files) = ("The member’s timeline, and the profile that was stored with the item", "The files of items scored elsewhere")
        let seen = main(page)
        #expect(seen.contains(timeline) && seen.contains(files))
        page.evidence?.seesJacket = false
        page.evidence?.elsewhere?.opensImports = false
        let less = main(page)
        #expect(!less.contains("The member’s timeline") && less.contains("The profile that was stored with the item") && !less.contains(files))
    }

    @Test("A number of another source is shown with its value and without figures that it did not give")
    func numbers() {
        #expect([0.31, 17, -2.5, 1e20].map(Figures.given) == ["0.31", "17", "-2.5", "1e+20"])
        // As many digits as a file may give.
        #expect([0.123456789012345, 123_456_789.012345, 999_999_999_999_999].map(Figures.given) == ["0.123456789012345", "123456789.012345", "999999999999999"])
    }

    @Test("A file that was refused comes back with everything that is wrong as a table, and keeps what was typed")
    func refused() throws {
        let screens = try Samples().screens()
        let page = try #require(screens.first { $0.name == "item-import-refused" }).screen
        let tree = Tree(page.body)
        #expect(tree.all("title").first?.text.hasPrefix("Error: ") == true)
        #expect(tree.all(class: "errors").first?.inside.all("a").first?["href"] == "#faults")
        #expect(tree.all("input").first { $0["name"] == "source" }?["value"] == "Harbor <Risk> Model")
        #expect(tree.all("form").first { $0["action"] == "/runs/elsewhere" }?["enctype"] == "multipart/form-data")
        #expect(main(page).contains("It is no number."))
        let checked = try #require(screens.first { $0.name == "item-import-checked" }).screen
        #expect(main(checked).contains("Nothing was written.") && main(checked).contains("complete only through Fri 15 Dec 2017"))
        // Enter presses the first button of a form.
        let buttons = Tree(checked.body).all("button").filter { $0["name"] == "do" }.map { $0["value"] }
        #expect(buttons == ["check", "import"])
        let done = main(try #require(screens.first { $0.name == "item-import-done" }).screen)
        #expect(done.contains("20 Work Items made") && done.contains("Member 10005") && done.contains("Member 10007") && done.contains("cannot be opened again"))
        let list = try #require(screens.first { $0.name == "item-imports" }).screen
        #expect(main(list).contains("refused: 3 things wrong") && main(list).contains("imported"))
        #expect(main(list).contains("W-2018-01-042 to W-2018-01-061") && main(list).contains("Records through Fri 15 Dec 2017 only"))
    }
}
