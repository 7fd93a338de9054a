import Casework
import Directives
import Foundation
import Testing

@testable import Resiliency

@Suite("The life of an RSS action plan")
struct PlanTests {
    @Test("SRV-017:II.F SRV-017:IV.C SRV-017:IV.D.1 A plan answers an activated incident, one is enough, and the section's assistance is named")
    func begun() throws {
        let desk = try Desk()
        var world = desk.planWorld
        world.cases = []
        var file = desk.blankPlan()
        #expect(desk.take(.initiate, Desk.plan, on: &file, by: "sid", world).map(\.cites).contains("SRV-017:II.F"))
        #expect(desk.take(.initiate, Desk.plan, on: &file, by: "sid") == [])
        #expect(file.posts[.employeesSupervisor] == "sid" && file.answers == "R-1")
        #expect(desk.take(.submit, ["checked": ["yes"]], on: &file, by: "sid").map(\.cites) == ["SRV-017:II.F"])
        #expect(desk.take(.assist, ["assistance": ["Read it over."]], on: &file, by: "ows") == [])
        #expect(desk.take(.submit, ["checked": ["yes"]], on: &file, by: "sid") == [])
    }

    @Test("SRV-017:IV.D.2 SRV-017:IV.D.2#2 SRV-017:IV.C#2 What a plan lacks is told all at once")
    func lacking() throws {
        let desk = try Desk()
        var file = desk.blankPlan()
        #expect(desk.take(.initiate, ["case": ["R-1"]], on: &file, by: "sid") == [])
        let cites = Set(desk.take(.submit, ["checked": ["yes"]], on: &file, by: "sid").map(\.cites))
        #expect(cites == ["SRV-017:IV.D.2", "SRV-017:IV.D.2#2", "SRV-017:II.F", "SRV-017:IV.C#2"])
        // A reason for none is enough.
        var answers = Desk.plan
        answers["input"] = nil
        answers["no-input"] = ["The employee wished to give none."]
        #expect(desk.take(.edit, answers, on: &file, by: "ows") == [])
        #expect(desk.take(.submit, ["checked": ["yes"]], on: &file, by: "sid").map(\.cites) == ["SRV-017:II.F"])
    }

    @Test("SRV-017:IV.D.2#2 The end lies after the start and is not over yet", arguments: [("2026-03-12", "2026-03-12"), ("2026-03-12", "2026-03-01"), ("2026-01-01", "2026-03-09")])
    func period(start: String, end: String) throws {
        let desk = try Desk()
        var answers = Desk.plan
        answers["start"] = [start]
        answers["end"] = [end]
        var file = desk.blankPlan()
        #expect(desk.take(.initiate, answers, on: &file, by: "sid").map(\.field) == ["end"])
    }

    @Test("SRV-017:IV.D.3 SRV-017:IV.D.3#2 Duty restriction and accompaniment are for sworn officers, and the accompanying supervisor is named")
    func sworn() throws {
        let desk = try Desk()
        var world = desk.planWorld
        world.isSworn = false
        var answers = Desk.plan
        answers["measures"] = ["administrativeDuties", "accompaniedDuty"]
        answers["accompanied-by"] = ["Sgt. Spruce"]
        var file = desk.blankPlan()
        #expect(desk.take(.initiate, answers, on: &file, by: "sid", world).map(\.cites) == ["SRV-017:IV.D.3", "SRV-017:IV.D.3#2"])
        answers["accompanied-by"] = nil
        #expect(desk.take(.initiate, answers, on: &file, by: "sid").map(\.field) == ["accompanied-by"])
        answers["accompanied-by"] = ["Sgt. Spruce"]
        #expect(desk.take(.initiate, answers, on: &file, by: "sid") == [])
    }

    @Test("SRV-017:IV.C.1 SRV-017:IV.C.2 SRV-017:IV.C.3 SRV-017:IV.C#3 Each measure asks for what it needs", arguments: [
        ("training", ["course", "course-day"]), ("mentoring", ["mentoring-told"]), ("referral", ["resources"]), ("other", ["other-measure"]), ("administrativeDuties", []),
    ])
    func measures(measure: String, asked: [String]) throws {
        let desk = try Desk()
        var answers = Desk.plan.filter { !["course", "course-day", "resources"].contains($0.key) }
        answers["measures"] = [measure]
        var file = desk.blankPlan()
        #expect(desk.take(.initiate, answers, on: &file, by: "sid").compactMap(\.field) == asked)
    }

    @Test("SRV-017:IV.C.3.a SRV-017:IV.C.3.b SRV-017:IV.C.3.c SRV-017:IV.C.3.d The directive's services are on the list, and one that is not vetted cannot be chosen")
    func resources() throws {
        #expect(Resource.seeds.map(\.cites) == ["SRV-017:IV.C.3.a", "SRV-017:IV.C.3.b", "SRV-017:IV.C.3.c", "SRV-017:IV.C.3.d"])
        #expect(Resource.seeds.map(\.source) == ["SRV-016", "PER-059", "PER-001", "https://www.100clubil.org"])
        let desk = try Desk()
        var answers = Desk.plan
        answers["resources"] = ["somebody"]
        var file = desk.blankPlan()
        #expect(desk.take(.initiate, answers, on: &file, by: "sid").map(\.field) == ["resources"])
        // Vetted when it was chosen, and not any more when it is submitted.
        #expect(desk.take(.initiate, Desk.plan, on: &file, by: "sid") == [])
        _ = desk.take(.assist, ["assistance": ["Read."]], on: &file, by: "ows")
        var world = desk.planWorld
        world.resources = []
        #expect(desk.take(.submit, ["checked": ["yes"]], on: &file, by: "sid", world).map(\.cites) == ["SRV-017:IV.C.3.d"])
    }

    @Test("SRV-017:III.D No author approves, and nothing starts before the approval")
    func approval() throws {
        let desk = try Desk()
        var file = desk.blankPlan()
        _ = desk.take(.initiate, Desk.plan, on: &file, by: "sid")
        _ = desk.take(.assist, ["assistance": ["Read."]], on: &file, by: "ows")
        #expect(desk.take(.edit, Desk.plan, on: &file, by: "comm") == [])
        _ = desk.take(.submit, ["checked": ["yes"]], on: &file, by: "sid")
        #expect(!desk.take(.start, ["started": ["2026-03-10"], "told": ["yes"]], on: &file, by: "sid").isEmpty)
        // A Commander who edited it is an author: the Division head approves (ambiguity 3.5).
        #expect(desk.take(.approve, on: &file, by: "comm").map(\.cites) == ["SRV-017:III.D"])
        #expect(desk.take(.sendBack, ["words": ["Shorter."]], on: &file, by: "head") == [])
        #expect(file.state == .returned)
        _ = desk.take(.submit, ["checked": ["yes"]], on: &file, by: "sid")
        #expect(desk.take(.approve, on: &file, by: "head") == [])
        #expect(desk.take(.start, ["started": ["2026-03-09"], "told": ["yes"]], on: &file, by: "sid").map(\.field) == ["started"])
    }

    @Test("SRV-017:III.C.4 SRV-017:IV.F Carrying it out starts its period and a clock for monitoring notes")
    func running() throws {
        let desk = try Desk()
        var file = try desk.runningPlan()
        #expect(file.marks.contains(.implemented) && PlanLife.tellsSubject(file))
        let clocks = try file.clocks(desk.calendar)
        #expect(clocks.first { $0.clock.rule.key == "period" }?.clock.due == desk.end("2026-06-12"))
        #expect(clocks.first { $0.clock.rule.key == "monitoring" }?.clock.due == desk.end("2026-04-09"))
        #expect(desk.take(.note, ["day": ["2026-03-10"], "words": ["Went well."]], on: &file, by: "sid") == [])
        // SRV-017:III.C.4: approved and not started stands on the supervisor's list.
        var waiting = desk.blankPlan()
        waiting.events = Array(file.events.prefix(4))
        #expect(waiting.state == .approved)
        #expect(try Engine.tasks(waiting, desk.calendar).map(\.title) == ["Start the plan"])
    }

    @Test("SRV-017:IV.C.3 A measure stands as offered, accepted, declined or done, and nothing more is asked")
    func standings() throws {
        let desk = try Desk()
        var file = try desk.runningPlan()
        #expect(desk.take(.recordMeasure, ["measure": ["eap"], "standing": ["accepted"], "day": ["2026-03-10"]], on: &file, by: "sid") == [])
        #expect(desk.take(.recordMeasure, ["measure": ["chaplain"], "standing": ["done"], "day": ["2026-03-10"]], on: &file, by: "sid").map(\.field) == ["measure"])
        #expect(file.content.standings == ["eap": .accepted])
        #expect(Engine.row(.recordMeasure, PlanLife.self)?.asks.map(\.key) == ["measure", "standing", "day"])
    }

    @Test("SRV-017:IV.C.2 Declining the Mentoring Program does not make the plan fail")
    func voluntary() throws {
        let desk = try Desk()
        var answers = Desk.plan
        answers["measures"] = ["mentoring"]
        answers["mentoring-told"] = ["yes"]
        var file = desk.blankPlan()
        _ = desk.take(.initiate, answers, on: &file, by: "sid")
        _ = desk.take(.assist, ["assistance": ["Read."]], on: &file, by: "ows")
        _ = desk.take(.submit, ["checked": ["yes"]], on: &file, by: "sid")
        _ = desk.take(.approve, on: &file, by: "comm")
        _ = desk.take(.start, ["started": ["2026-03-10"], "told": ["yes"]], on: &file, by: "sid")
        #expect(desk.take(.recordMeasure, ["measure": ["mentoring"], "standing": ["declined"], "day": ["2026-03-10"]], on: &file, by: "sid") == [])
        for words in file.content.criteria.map(\.words) { _ = desk.take(.markCriteria, ["met": [words], "day": ["2026-03-10"]], on: &file, by: "sid") }
        #expect(desk.take(.complete, ["memorandum": ["Done."]], on: &file, by: "sid") == [])
        #expect(file.state == .completed)
    }

    @Test("SRV-017:IV.E SRV-017:IV.D.2 It is completed by a memorandum, and not while a criterion is unmet")
    func completed() throws {
        let desk = try Desk()
        var file = try desk.runningPlan()
        #expect(desk.take(.complete, ["memorandum": ["Done."]], on: &file, by: "sid").count == 2)
        #expect(desk.take(.markCriteria, ["met": ["Finishes the course"], "day": ["2026-03-10"]], on: &file, by: "sid") == [])
        #expect(desk.take(.complete, ["memorandum": ["Done."]], on: &file, by: "sid").map(\.sentence) == ["Not yet marked as met: “Arrives in time for four weeks”."])
        #expect(desk.take(.markCriteria, ["met": ["Arrives in time for four weeks"], "day": ["2026-03-10"]], on: &file, by: "sid") == [])
        #expect(desk.take(.complete, on: &file, by: "sid").map(\.field) == ["memorandum"])
        #expect(desk.take(.complete, ["memorandum": ["Done."]], on: &file, by: "sid") == [])
        #expect(Engine.row(.complete, PlanLife.self)?.tells.contains { $0.whom == .role(.owsSupervisor) } == true)
    }

    @Test("SRV-017:IV.G An extension needs both grounds and a new approval, and keeps the old dates")
    func extended() throws {
        let desk = try Desk()
        var file = try desk.runningPlan()
        let both = ["end": ["2026-09-12"], "non-compliance": ["No course."], "problem": ["Two complaints."]]
        for key in both.keys {
            var answers = both
            answers[key] = nil
            #expect(desk.take(.requestExtension, answers, on: &file, by: "sid").map(\.field) == [key])
        }
        #expect(desk.take(.requestExtension, both.merging(["end": ["2026-06-01"]]) { $1 }, on: &file, by: "sid").map(\.field) == ["end"])
        #expect(desk.take(.requestExtension, both, on: &file, by: "sid") == [])
        #expect(file.content.end == Day(iso: "2026-06-12"))
        #expect(desk.take(.approveExtension, on: &file, by: "sid").map(\.cites) == ["SRV-017:III.D"])
        #expect(desk.take(.approveExtension, on: &file, by: "comm") == [])
        #expect(file.content.end == Day(iso: "2026-09-12") && file.state == .implementing)
        #expect(try file.clocks(desk.calendar).filter { $0.clock.rule.key == "period" && $0.clock.stopped == nil }.map(\.clock.due) == [desk.end("2026-09-12")])
        #expect(file.events.first?.entered["end"] == "2026-06-12")
    }

    @Test("SRV-017:IV.G#2 Ended as not completed with the Commander; what discipline brings is not asked")
    func notCompleted() throws {
        let desk = try Desk()
        var file = try desk.runningPlan()
        #expect(Set(desk.take(.endNotCompleted, on: &file, by: "sid").compactMap(\.field)) == ["reason", "commander"])
        #expect(desk.take(.endNotCompleted, ["reason": ["Not followed."], "commander": ["comm"], "referred-outside": ["yes"]], on: &file, by: "sid") == [])
        #expect(file.state == .notCompleted)
    }

    @Test("SRV-017:IV.D.1 A plan that was begun in error is discarded before it takes effect, and never once it runs", arguments: [1, 2, 3, 4])
    func discarded(steps: Int) throws {
        let desk = try Desk()
        var file = desk.blankPlan()
        let running = try desk.runningPlan()
        file.events = Array(running.events.prefix(steps))
        #expect(desk.take(.discard, on: &file, by: "sid").map(\.field) == ["reason"])
        #expect(desk.take(.discard, ["reason": ["Begun in error."]], on: &file, by: "sid") == [])
        #expect(file.state == .discarded && !file.marks.contains(.open) && !file.marks.contains(.awaitsApproval))
        var late = running
        #expect(!desk.take(.discard, ["reason": ["Begun in error."]], on: &late, by: "sid").isEmpty)
    }

    @Test("SRV-017:III.D SRV-017:IV.G#2 Nobody approves the extension they asked for, nor agrees with themselves")
    func twoPeople() throws {
        let desk = try Desk()
        var file = try desk.runningPlan()
        #expect(desk.take(.endNotCompleted, ["reason": ["Not followed."], "commander": ["comm"]], on: &file, by: "comm").map(\.field) == ["commander"])
        #expect(desk.take(.requestExtension, ["end": ["2026-09-12"], "non-compliance": ["No course."], "problem": ["A complaint."]], on: &file, by: "comm") == [])
        #expect(desk.take(.approveExtension, on: &file, by: "comm").map(\.cites) == ["SRV-017:III.D"])
    }

    @Test("SRV-017:I.A An employee who leaves ends the plan as separated (ambiguity 3.17)")
    func separated() throws {
        let desk = try Desk()
        var file = try desk.runningPlan()
        #expect(desk.take(.separate, ["day": ["2026-03-09"]], on: &file, by: "ows") == [])
        #expect(file.state == .separated)
    }

    @Test("SRV-017:III.C.5 A running plan is reviewed for a third incident only where one waits")
    func reviewed() throws {
        let desk = try Desk()
        var file = try desk.runningPlan()
        #expect(!desk.take(.reviewAfterThree, ["words": ["Goes on."]], on: &file, by: "sid").isEmpty)
        var world = desk.planWorld
        world.thirdIsOpen = true
        #expect(desk.take(.reviewAfterThree, ["words": ["Goes on."]], on: &file, by: "sid", world) == [])
    }
}
