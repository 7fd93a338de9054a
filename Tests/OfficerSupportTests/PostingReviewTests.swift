import Casework
import Directives
import Foundation
import OfficerSupport
import Testing

@Suite("The review of a member who is new to a command")
struct PostingReviewTests {
    private typealias File = CaseFile<PostingReviewLife>

    private static let elsewhere = PostingReviewWorld.Item(reference: "W-1", state: .overseerAssigned, unit: "5", unitTitle: "005th District")
    private static let here = PostingReviewWorld.Item(reference: "W-2", state: .overseerAssigned, unit: "6", unitTitle: "006th District")

    /// A review raised on the day the member came, at nine in the morning.
    private func raised(_ arrived: String = "2026-11-05") throws -> File {
        let day = try #require(Day(iso: arrived))
        var file = File(reference: "N-1", subject: MemberID(rawValue: 7), unit: "6", opened: Story.calendar.instant(day, hour: 0))
        let refused = take(.raise, ["arrival": [arrived], "kind": ["assignment"]], on: &file, at: Story.calendar.instant(day, hour: 9))
        try #require(refused.isEmpty)
        return file
    }

    /// A step, with the provisions by which it is refused.
    private func take(
        _ step: PostingReviewStep, _ answers: [String: [String]] = [:], on file: inout CaseFile<PostingReviewLife>, _ items: [PostingReviewWorld.Item] = [],
        at instant: Date? = nil
    ) -> [Citation] {
        let commander = Actor(account: "comm", name: "comm", roles: [.unitCommander], member: nil)
        let now = instant ?? file.opened.addingTimeInterval(100_000)
        switch Engine.attempt(step, Entered(answers), on: file, PostingReviewWorld(items: items), by: commander, at: now, Story.calendar) {
        case .taken(let event):
            file.events.append(event)
            return []
        case .refused(let objections): return objections.map(\.cites)
        }
    }

    // MARK: The steps

    @Test("D20-04:VI.D.3, D20-04:VI.D.3.a, D20-04:VI.D.3.b, D20-04:VI.D.3.c The three steps one after the other; with the third it is done and the clock stops")
    func steps() throws {
        var file = try raised()
        #expect(take(.assess, ["standing": ["none"]], on: &file) == ["D20-04:VI.D.3.a"])
        #expect(take(.settleReassignment, ["need": ["none"]], on: &file) == ["D20-04:VI.D.3.a", "D20-04:VI.D.3.b"])
        #expect(take(.viewHistory, on: &file) == ["D20-04:VI.D.3.a"])
        #expect(take(.viewHistory, ["seen": ["yes"]], on: &file).isEmpty)
        #expect(take(.assess, ["standing": ["none"]], on: &file).isEmpty)
        #expect(file.state == .open && file.isOpen)
        #expect(take(.settleReassignment, ["need": ["none"]], on: &file).isEmpty)
        #expect(file.state == .done && !file.isOpen)
        let clock = try #require(try file.clocks(Story.calendar).first?.clock)
        #expect(clock.stopped == file.events.last?.at && clock.state(at: .distantFuture) == .met)
        #expect(take(.viewHistory, ["seen": ["yes"]], on: &file) == ["D20-04:VI.D.3.a"])
        #expect(take(.lapse, on: &file) == ["D20-04:VI.D.3"])
    }

    @Test("D20-04:VI.D.3.b “None” is refused while an item is open, an assessment while none is; an assessment has words")
    func assessment() throws {
        var file = try raised()
        #expect(take(.viewHistory, ["seen": ["yes"]], on: &file).isEmpty)
        #expect(take(.assess, ["standing": ["none"]], on: &file, [Self.here]) == ["D20-04:VI.D.3.b"])
        #expect(take(.assess, ["standing": ["some"], "assessment": ["Late."]], on: &file) == ["D20-04:VI.D.3.b"])
        #expect(take(.assess, ["standing": ["some"]], on: &file, [Self.here]) == ["D20-04:VI.D.3.b"])
        #expect(take(.assess, ["standing": ["some"], "assessment": ["The plan is due."]], on: &file, [Self.here]).isEmpty)
    }

    @Test("D20-04:VI.D.3.c Open items of another unit are chosen for reassignment, or it is said why they stay; those of the unit need none")
    func reassignment() throws {
        var file = try raised()
        let both = [Self.elsewhere, Self.here]
        #expect(take(.viewHistory, ["seen": ["yes"]], on: &file).isEmpty)
        #expect(take(.assess, ["standing": ["some"], "assessment": ["Two."]], on: &file, both).isEmpty)
        let cites: [Citation] = ["D20-04:VI.D.3.c"]
        #expect(take(.settleReassignment, ["need": ["none"]], on: &file, both) == cites)
        #expect(take(.settleReassignment, ["need": ["asked"]], on: &file, both) == cites)
        #expect(take(.settleReassignment, ["need": ["asked"], "items": ["W-2"]], on: &file, both) == cites)
        #expect(take(.settleReassignment, ["need": ["none"], "items": ["W-1"], "words": ["No."]], on: &file, both) == cites)
        #expect(take(.settleReassignment, ["need": ["asked"]], on: &file, [Self.here]) == cites)
        var other = file
        #expect(take(.settleReassignment, ["need": ["asked"], "items": ["W-1"]], on: &file, both).isEmpty)
        #expect(file.state == .done)
        #expect(take(.settleReassignment, ["need": ["none"], "words": ["It closes tomorrow."]], on: &other, both).isEmpty)
        #expect(other.state == .done)
    }

    @Test("D20-04:VI.D.3 Each step is asked of the commander in its turn, due with the fourteen days; a member who goes on ends it")
    func tasks() throws {
        var file = try raised()
        let due = try #require(try file.clocks(Story.calendar).first?.clock.due)
        for (step, answers) in [("viewHistory", ["seen": ["yes"]]), ("assess", ["standing": ["none"]]), ("settleReassignment", ["need": ["none"]])] {
            let tasks = try Engine.tasks(file, Story.calendar)
            #expect(tasks.map(\.step) == [step] && tasks.first?.due == due)
            #expect(tasks.first?.holders == [.role(.unitCommander), .role(.commandingOfficer)])
            let taken = try #require(PostingReviewStep(rawValue: step))
            #expect(take(taken, answers, on: &file).isEmpty)
        }
        #expect(try Engine.tasks(file, Story.calendar).isEmpty)
        var gone = try raised()
        #expect(take(.lapse, on: &gone).isEmpty)
        #expect(gone.state == .lapsed)
        #expect(try Engine.tasks(gone, Story.calendar).isEmpty)
    }

    // MARK: The clock

    @Test("D20-04:VI.D.3 Fourteen days end with the fourteenth after the first day in the command, on whatever day it falls", arguments: [
        ("2026-11-07", "2026-11-21"),  // a Saturday
        ("2026-11-12", "2026-11-26"),  // Thanksgiving
        ("2026-12-11", "2026-12-25"),  // a holiday
        ("2026-12-24", "2027-01-07"),  // year end
        ("2026-02-22", "2026-03-08"),  // the day of 23 hours
        ("2026-03-08", "2026-03-22"),  // from it
        ("2026-10-18", "2026-11-01"),  // the day of 25
        ("2026-11-01", "2026-11-15"),  // from it
        ("2028-02-15", "2028-02-29"),  // the leap day
        ("2028-02-16", "2028-03-01"), ("2028-02-29", "2028-03-14"), ("2027-02-15", "2027-03-01"),
    ])
    func fourteenDays(arrived: String, last: String) throws {
        let file = try raised(arrived)
        let clocks = try file.clocks(Story.calendar).map(\.clock)
        let end = Story.calendar.end(of: try #require(Day(iso: last)))
        #expect(clocks.count == 1 && clocks.first?.due == end && clocks.first?.start == file.opened)
        for (instant, state) in [(end, Clock.State.met), (end.addingTimeInterval(1), .missed)] {
            var file = file
            #expect(take(.viewHistory, ["seen": ["yes"]], on: &file).isEmpty)
            #expect(take(.assess, ["standing": ["none"]], on: &file).isEmpty)
            #expect(take(.settleReassignment, ["need": ["none"]], on: &file, at: instant).isEmpty)
            #expect(try file.clocks(Story.calendar).first?.clock.state(at: .distantFuture) == state)
        }
    }

    @Test("D20-04:VI.D.3 The first day in the command counts, not the day it was entered: a late entry is overdue at once (ambiguity 2.23)")
    func late() throws {
        let day = try #require(Day(iso: "2026-11-05"))
        var file = File(reference: "N-1", subject: MemberID(rawValue: 7), unit: "6", opened: Story.calendar.instant(day, hour: 0))
        let entered = Story.calendar.instant(day.adding(days: 20), hour: 9)
        #expect(take(.raise, ["arrival": [day.iso], "kind": ["detail"]], on: &file, at: entered).isEmpty)
        let clock = try #require(try file.clocks(Story.calendar).first?.clock)
        #expect(clock.due == Story.calendar.end(of: day.adding(days: 14)) && clock.state(at: entered) == .overdue)
    }

    // MARK: Who came when

    @Test("D20-04:VI.D.3 Assignment, detail and return from a detail are an arrival on their first day; what changes no unit is none (ambiguity 2.23)")
    func arrivals() throws {
        let start = try #require(Day(iso: "2026-11-01"))
        func stay(_ unit: String, _ first: Int, _ last: Int? = nil, detail: Bool = false) -> Stay {
            Stay(unit: unit, isDetail: detail, first: start.adding(days: first), last: last.map { start.adding(days: $0) })
        }
        func arrival(_ stays: [Stay], _ day: Int) -> Arrival? { Arrival(stays, on: start.adding(days: day)) }
        let home = stay("5", -900)
        #expect(arrival([home, stay("6", 0)], 3)?.day == start && arrival([home, stay("6", 0)], 3)?.kind == .assignment)
        #expect(arrival([home, stay("6", 0)], -1)?.unit == "5")
        let detailed = [home, stay("6", 0, 4, detail: true)]
        #expect(arrival(detailed, 4)?.unit == "6" && arrival(detailed, 4)?.kind == .detail)
        #expect(arrival(detailed, 5)?.unit == "5" && arrival(detailed, 5)?.kind == .back && arrival(detailed, 9)?.day == start.adding(days: 5))
        // Assigned to where one is detailed already.
        let stays = [home, stay("6", 0, 4, detail: true), stay("6", 3)]
        #expect(arrival(stays, 9)?.day == start && arrival(stays, 9)?.unit == "6")
        // Another assignment in the same unit.
        #expect(arrival([home, stay("5", 0)], 3)?.day == start.adding(days: -900))
        #expect(arrival([stay("5", -900, -10)], 0) == nil)
        #expect(arrival([], 0) == nil)
    }
}
