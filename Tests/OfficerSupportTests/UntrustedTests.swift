import Casework
import Directives
import Foundation
import OfficerSupport
import Testing

@Suite("Answers that no form would send")
struct UntrustedTests {
    @Test("What is typed by hand into a form is refused at its field, whatever the step", arguments: [
        ["no"], ["9999-99-99"], ["2026-02-30"], ["2026-03-08T02:30"], ["2026-11-05T25:00"], ["2026-11-05T09:60"], ["' OR 1=1 --"], ["\u{0}"], ["\u{200B}\u{FEFF}"], ["\u{202E}"],
        [String(repeating: "x", count: 9_000)], ["eap", "eap"], ["a\nb", "c"], ["１２"], [""],
    ])
    func everyField(answers: [String]) throws {
        for state in WorkItemState.allCases where !WorkItemLife.ends.contains(state) && state != .planReturned {
            let story = Story.upTo(state)
            for row in WorkItemLife.rows where row.from.contains(state) {
                for prompt in row.asks where prompt.isRequired && !accepts(prompt, answers) {
                    var given = story.answers(row.step)
                    given[prompt.key] = answers
                    guard case .refused(let objections) = Engine.attempt(
                        row.step, Entered(given), on: story.file, story.world, by: Story.actor("sergeant"), at: story.now, Story.calendar)
                    else {
                        Issue.record("\(row.step) took \(answers) as \(prompt.key)")
                        continue
                    }
                    #expect(objections.contains { $0.field == prompt.key }, "\(row.step), \(prompt.key): \(objections)")
                }
            }
        }
    }

    /// What is a fair answer to a prompt, by its kind.
    private func accepts(_ prompt: Prompt, _ answers: [String]) -> Bool {
        let seen = answers.filter { !Entered.isBlank($0) }
        guard let first = seen.first else { return false }
        return switch prompt.kind {
        case .line: !first.contains("\n") && first.count <= Prompt.longestLine
        case .text: first.count <= Prompt.longestText
        case .lines: seen.allSatisfy { $0.count <= 500 }
        default: false
        }
    }

    @Test("A choice that is not offered is refused, also where a list allows several", arguments: ["eap ", "EAP", "eap,peer", "other", "'"])
    func choices(_ choice: String) throws {
        let story = Story.upTo(.conversationHeld)
        var answers = story.plan()
        answers["supports"] = ["peer", choice]
        // Space around a choice is nobody's intention.
        #expect(story.refuses(.submitPlan, "sergeant", answers) == (choice == "eap " ? [] : ["D20-04:VI.B.5.b"]))
        #expect(story.refuses(.submitPlan, "sergeant", story.plan(["peer", "peer"])) == ["D20-04:VI.B.5.b"])
    }

    @Test("A text of 8,000 characters is taken and one of 8,001 refused with their number; a line ends at 200, a list at 40 lines of 500")
    func lengths() throws {
        let story = Story.upTo(.supervisorAssigned)
        var ready = story
        ready.world.jacketOpenedBy = ["sergeant"]
        func respond(_ count: Int) -> [Objection]? { ready.would(.respond, "sergeant", ["assessment": [String(repeating: "é", count: count)]]) }
        #expect(respond(8_000) == [] && respond(8_001)?.map(\.sentence).first?.contains("8001 characters") == true && respond(9_000)?.count == 1)
        let plan = Story.upTo(.conversationHeld)
        func services(_ lines: [String]) -> Int? { plan.would(.submitPlan, "sergeant", plan.plan().merging(["services": lines]) { $1 })?.count }
        #expect(services([Array(repeating: "A mentor", count: 40).joined(separator: "\n")]) == 0)
        #expect(services([Array(repeating: "A mentor", count: 41).joined(separator: "\r\n")]) == 1)
        #expect(services([String(repeating: "x", count: 500)]) == 0 && services([String(repeating: "x", count: 501)]) == 1)
    }

    @Test("What no prompt asks for is not kept, nor a second answer where one is asked for")
    func notKept() throws {
        var story = Story()
        story.does(.review, "analyst", ["finding": ["Read.", String(repeating: "x", count: 90_000)], "state": ["closed"], "supervisor": ["member"], "happened": ["2026-11-05T09:10"]])
        #expect(story.file.events.last?.entered == Entered(["finding": ["Read."]]))
        #expect(story.file.state == .generated && story.file.posts.isEmpty && story.file.events.last?.happened == story.now)
    }

    @Test("A time inside the hour that a clock change skips does not exist; one that comes twice is the first", arguments: [
        ("2026-03-08T01:59", true), ("2026-03-08T02:00", false), ("2026-03-08T02:30", false), ("2026-03-08T02:59", false), ("2026-03-08T03:00", true),
        ("2026-11-01T01:30", true), ("2028-02-29T12:00", true), ("2027-02-29T12:00", false), ("2026-11-05T24:00", false), ("2026-11-05 09:00", true),
        ("2026-11-5T09:00", false), ("2026-11-05T9:00", false), ("2026-11-05T09:00:00", false), ("2026-11-05T09:00Z", false), (" 2026-11-05T09:00 ", true),
    ])
    func moments(text: String, exists: Bool) throws {
        let moment = Entered(["meeting": [text]]).moment("meeting", Story.calendar)
        #expect((moment != nil) == exists)
        if text == "2026-11-01T01:30" { #expect(moment == Story.at(2026, 11, 1, 1, 30)) }
        let story = Story.upTo(.responded, Story.at(2026, 1, 5, 9))
        var ready = story
        ready.goes(.contactUnit, "sergeant")
        let ahead = moment.map { $0 > ready.now } ?? false
        #expect(ready.refuses(.schedule, "sergeant", ["meeting": [text], "place": ["Room 2"]]) == (ahead ? [] : ["D20-04:VI.B.3"]))
    }

    @Test("A step that the state does not know is refused with its provision and the state's name, and changes nothing")
    func outsideTheTable() throws {
        for state in WorkItemState.allCases where state != .planReturned && state != .closedDuplicative {
            let story = Story.upTo(state)
            for row in WorkItemLife.rows where !row.from.contains(state) {
                guard case .refused(let objections) = Engine.attempt(
                    row.step, Entered(story.answers(row.step)), on: story.file, story.world, by: Story.actor("sergeant"), at: story.now, Story.calendar)
                else {
                    Issue.record("\(row.step) was taken in \(state)")
                    continue
                }
                #expect(objections.map(\.cites) == [row.cites] && objections[0].sentence.contains(state.title))
            }
        }
    }
}
