import Casework
import Directives
import Foundation
import Testing

@testable import Resiliency

@Suite("The life of an incident")
struct IncidentTests {
    @Test("SRV-017:I.A SRV-017:I.A.2 From the worry to the closing without any disciplinary input")
    func whole() throws {
        let desk = try Desk()
        var file = try desk.metIncident()
        #expect(file.state == .criteriaMet && file.counts)
        #expect(desk.take(.contact, ["purpose": ["activation"], "with": ["ows"], "day": ["2026-03-09"]], on: &file, by: "sid") == [])
        let settled = ["supervisor": ["sid"], "member-of-section": ["ows"], "day": ["2026-03-10"], "words": ["A plan helps."]]
        #expect(desk.take(.activate, settled.merging(["outcome": ["plan"]]) { $1 }, on: &file, by: "ows") == [])
        #expect(file.state == .activated && file.marks.contains(.open))
        #expect(desk.take(.closeActivated, ["reason": ["Done."]], on: &file, by: "ows") == [])
        #expect(file.state == .closed && file.counts && !file.marks.contains(.open))
    }

    /// An activated incident, and what is to be done on it.
    private func activated(_ desk: Desk, outcome: String) throws -> CaseFile<IncidentLife> {
        var file = try desk.metIncident()
        _ = desk.take(.contact, ["purpose": ["activation"], "with": ["ows"], "day": ["2026-03-09"]], on: &file, by: "sid")
        let settled = ["supervisor": ["sid"], "member-of-section": ["ows"], "day": ["2026-03-10"], "words": ["Settled."], "outcome": [outcome]]
        #expect(desk.take(.activate, settled, on: &file, by: "ows") == [])
        return file
    }

    private func tasks(_ file: CaseFile<IncidentLife>, _ desk: Desk) throws -> [String] {
        try Engine.tasks(file, desk.calendar).map { "\($0.step) \($0.holders) \($0.due == nil)" }
    }

    @Test("SRV-017:III.C.4 SRV-017:IV.E A recommended plan is asked of the supervisor until it is begun, and the closing of the section once it has ended")
    func asked() throws {
        let desk = try Desk()
        var file = try activated(desk, outcome: "plan")
        let initiate = ["initiatePlan \([Telling.Whom.post(.employeesSupervisor)]) true"]
        let close = ["closeActivated \([Telling.Whom.role(.owsSupervisor), .role(.owsAdministrativeCoordinator)]) true"]
        #expect(try tasks(file, desk) == initiate)
        #expect(desk.take(.initiatePlan, ["plan": ["P-1"]], on: &file, by: "mainstay") == [])
        #expect(try tasks(file, desk) == [])
        // One that is discarded before it took effect is still owed.
        #expect(desk.take(.planDiscarded, ["plan": ["P-1"]], on: &file, by: "mainstay") == [])
        #expect(try tasks(file, desk) == initiate)
        #expect(desk.take(.initiatePlan, ["plan": ["P-2"]], on: &file, by: "mainstay") == [])
        #expect(desk.take(.planEnded, ["plan": ["P-2"]], on: &file, by: "mainstay") == [])
        #expect(try tasks(file, desk) == close)
        #expect(desk.take(.closeActivated, ["reason": ["Done."]], on: &file, by: "ows") == [])
        #expect(try tasks(file, desk) == [])
    }

    @Test("SRV-017:III.C.3 Where assistance without a plan is what is needed, no plan is asked for")
    func assisted() throws {
        let desk = try Desk()
        #expect(try tasks(try activated(desk, outcome: "assistance"), desk) == [])
    }

    @Test("SRV-017:I.A Nobody who has left is written about")
    func left() throws {
        let desk = try Desk()
        var world = desk.world
        world.isEmployed = false
        var file = desk.blankIncident()
        #expect(desk.take(.document, Desk.facts(.crash), on: &file, by: "sid", world).map(\.cites) == ["SRV-017:I.A"])
    }

    @Test("SRV-017:IV.A#2 It cannot be submitted before it was discussed, and the discussion lies after the incident")
    func discussed() throws {
        let desk = try Desk()
        var file = desk.blankIncident()
        #expect(desk.take(.document, Desk.facts(.crash), on: &file, by: "sid") == [])
        #expect(!desk.take(.submit, ["evaluated": ["yes"], "reasoning": ["Weighed."]], on: &file, by: "sid").isEmpty)
        #expect(desk.take(.discuss, ["discussed": ["2026-02-27"], "discussed-by": ["sid"]], on: &file, by: "sid").map(\.field) == ["discussed"])
        #expect(desk.take(.discuss, ["discussed": ["2026-03-11"], "discussed-by": ["sid"]], on: &file, by: "sid").map(\.field) == ["discussed"])
        #expect(desk.take(.discuss, ["discussed": ["2026-03-02"], "discussed-by": ["nobody"]], on: &file, by: "sid").map(\.field) == ["discussed-by"])
        #expect(desk.take(.discuss, ["discussed": ["2026-03-02"], "discussed-by": ["sid"]], on: &file, by: "sid") == [])
        #expect(file.marks.contains(.discussed))
    }

    @Test("SRV-017:II.G It is submitted only with a confirmed evaluation and its reasoning")
    func evaluated() throws {
        let desk = try Desk()
        var file = desk.blankIncident()
        _ = desk.take(.document, Desk.facts(.crash), on: &file, by: "sid")
        _ = desk.take(.discuss, ["discussed": ["2026-03-02"], "discussed-by": ["sid"]], on: &file, by: "sid")
        #expect(Set(desk.take(.submit, on: &file, by: "sid").compactMap(\.field)) == ["evaluated", "reasoning"])
        #expect(desk.take(.submit, ["evaluated": ["yes"], "reasoning": ["Weighed."]], on: &file, by: "sid") == [])
        #expect(file.marks.contains(.underDetermination))
    }

    @Test("SRV-017:IV.B Whoever wrote it down does not determine it; the determination comes before the contact")
    func determined() throws {
        let desk = try Desk()
        var file = desk.blankIncident()
        _ = desk.take(.document, Desk.facts(.crash), on: &file, by: "sid")
        _ = desk.take(.discuss, ["discussed": ["2026-03-02"], "discussed-by": ["sid"]], on: &file, by: "sid")
        _ = desk.take(.submit, ["evaluated": ["yes"], "reasoning": ["Weighed."]], on: &file, by: "sid")
        #expect(!desk.take(.contact, ["purpose": ["support"], "with": ["ows"], "day": ["2026-03-09"]], on: &file, by: "sid").isEmpty)
        #expect(desk.take(.findMet, ["reason": ["Mine."]], on: &file, by: "sid").map(\.cites) == ["SRV-017:IV.B"])
        #expect(desk.take(.findNotMet, ["reason": ["No."]], on: &file, by: "lee") == [])
        #expect(file.state == .criteriaNotMet && !file.counts && !file.marks.contains(.underDetermination))
        #expect(desk.take(.closeNotMet, on: &file, by: "sid") == [])
        #expect(file.state == .closed && !file.counts)
    }

    @Test("SRV-017:III.C.2 The section can be contacted early, before any determination")
    func early() throws {
        let desk = try Desk()
        var file = desk.blankIncident()
        _ = desk.take(.document, Desk.facts(.crash), on: &file, by: "sid")
        #expect(desk.take(.contactEarly, ["purpose": ["guidance"], "with": ["ows"], "day": ["2026-03-09"]], on: &file, by: "sid") == [])
        #expect(file.state == .draft)
        #expect(Set(desk.take(.contactEarly, on: &file, by: "sid").compactMap(\.field)) == ["purpose", "with", "day"])
    }

    @Test("SRV-017:III.C.3 The joint determination names both sides, and one person is not both")
    func joint() throws {
        let desk = try Desk()
        var file = try desk.metIncident()
        _ = desk.take(.contact, ["purpose": ["support"], "with": ["ows"], "day": ["2026-03-09"]], on: &file, by: "sid")
        #expect(Set(desk.take(.settleNoAction, ["day": ["2026-03-10"], "words": ["Watch."]], on: &file, by: "ows").compactMap(\.field)) == ["supervisor", "member-of-section"])
        var world = desk.world
        world.section.append(NamedPerson(account: "sid", name: "Sid", office: "OWS"))
        let both = ["supervisor": ["sid"], "member-of-section": ["sid"], "day": ["2026-03-10"], "words": ["Watch."]]
        #expect(desk.take(.settleNoAction, both, on: &file, by: "ows", world).map(\.field) == ["member-of-section"])
    }

    @Test("SRV-017:IV.B#2 SRV-017:IV.B#3 Where no action is needed it is watched, with entries, reports and a clock")
    func watched() throws {
        var desk = try Desk()
        var file = try desk.metIncident()
        _ = desk.take(.contact, ["purpose": ["support"], "with": ["ows"], "day": ["2026-03-09"]], on: &file, by: "sid")
        let settled = ["supervisor": ["sid"], "member-of-section": ["ows"], "day": ["2026-03-10"], "words": ["Watch."]]
        #expect(desk.take(.settleNoAction, settled, on: &file, by: "ows") == [])
        #expect(file.state == .monitoring)
        let first = try #require(try file.clocks(desk.calendar).first)
        // Over the clock change of 8 March and the end of the month: 30 days, to the end of the day.
        #expect(first.clock.rule.key == "monitoring" && first.clock.due == desk.end("2026-04-09"))
        desk.now = desk.now.addingTimeInterval(20 * 86_400)
        #expect(desk.take(.noteMonitoring, ["day": ["2026-03-29"], "words": ["Calm."]], on: &file, by: "sid") == [])
        #expect(try file.clocks(desk.calendar).filter { $0.clock.stopped == nil }.map(\.clock.due) == [desk.end("2026-04-29")])
        #expect(desk.take(.reportRelated, ["day": ["2026-03-28"], "words": ["Late again."]], on: &file, by: "sid") == [])
        let tells = try #require(Engine.row(.reportRelated, IncidentLife.self)).tells
        #expect(tells.contains { $0.whom == .role(.owsSupervisor) } && tells.contains { $0.whom == .role(.owsAdministrativeCoordinator) })
        #expect(desk.take(.closeMonitored, ["reason": ["A calm year."]], on: &file, by: "sid") == [])
        #expect(file.state == .closed && file.counts)
    }

    @Test("SRV-017:IV.B#2 How often an entry is due is the department's to set")
    func interval() throws {
        var desk = try Desk()
        var file = try desk.metIncident()
        _ = desk.take(.contact, ["purpose": ["support"], "with": ["ows"], "day": ["2026-03-09"]], on: &file, by: "sid")
        let settled = ["supervisor": ["sid"], "member-of-section": ["ows"], "day": ["2026-03-10"], "words": ["Watch."]]
        #expect(desk.take(.settleNoAction, settled, on: &file, by: "ows") == [])
        desk.calendar.intervals["monitoring"] = 7
        let clock = try #require(try file.clocks(desk.calendar).first)
        #expect(clock.clock.due == desk.end("2026-03-17") && clock.clock.rule.limit == .days(7))
    }

    @Test("SRV-017:III.A.3 The section notes what was said about which service, and no entry is ever changed")
    func communications() throws {
        let desk = try Desk()
        var file = try desk.metIncident()
        #expect(Set(desk.take(.logCommunication, on: &file, by: "ows").compactMap(\.field)) == ["day", "parties", "service", "words"])
        #expect(desk.take(.logCommunication, ["day": ["2026-03-10"], "parties": ["Section and employee"], "service": ["EAP"], "words": ["Told how to reach it."]], on: &file, by: "ows") == [])
        #expect(IncidentLife.layer(of: .logCommunication) == .contacts)
    }

    @Test("SRV-017:IV.A.7 A complaint that was later found unfounded is withdrawn and stops counting (ambiguity 3.12)")
    func withdrawn() throws {
        let desk = try Desk()
        var file = try desk.metIncident()
        #expect(desk.take(.withdraw, ["reason": ["unfounded"]], on: &file, by: "ows") == [])
        #expect(file.state == .withdrawn && !file.counts)
    }

    @Test("SRV-017:IV.A.7 It is withdrawn also after it was closed, but not what never counted")
    func withdrawnLate() throws {
        let desk = try Desk()
        var file = try desk.metIncident()
        _ = desk.take(.contact, ["purpose": ["support"], "with": ["ows"], "day": ["2026-03-09"]], on: &file, by: "sid")
        _ = desk.take(.settleNoAction, ["supervisor": ["sid"], "member-of-section": ["ows"], "day": ["2026-03-10"], "words": ["Watch."]], on: &file, by: "ows")
        _ = desk.take(.closeMonitored, ["reason": ["Calm."]], on: &file, by: "sid")
        #expect(file.counts)
        #expect(desk.take(.withdraw, ["reason": ["exonerated"]], on: &file, by: "ows") == [])
        #expect(!file.counts && file.state == .withdrawn)
    }

    @Test("SRV-017:III.C.1 The chain of command goes downwards: nobody writes about whoever outranks them")
    func downwards() throws {
        let desk = try Desk()
        var world = desk.world
        world.isAbove = true
        var file = desk.blankIncident()
        #expect(desk.take(.document, Desk.facts(.crash), on: &file, by: "sid", world).map(\.cites) == ["SRV-017:III.C.1"])
    }

    @Test("SRV-017:IV.A#2 A draft that was discussed cannot be dated after its discussion")
    func redated() throws {
        let desk = try Desk()
        var file = desk.blankIncident()
        _ = desk.take(.document, Desk.facts(.crash), on: &file, by: "sid")
        _ = desk.take(.discuss, ["discussed": ["2026-03-02"], "discussed-by": ["sid"]], on: &file, by: "sid")
        #expect(desk.take(.amend, Desk.facts(.crash, occurred: "2026-03-05"), on: &file, by: "sid").map(\.field) == ["occurred"])
    }

    @Test("SRV-017:III.A.2 Two reports of one event become one")
    func merged() throws {
        let desk = try Desk()
        var world = desk.world
        world.others = [Prompt.Choice("R-2", "R-2")]
        var file = try desk.metIncident()
        #expect(desk.take(.merge, ["other": ["R-9"]], on: &file, by: "ows", world).map(\.field) == ["other"])
        #expect(desk.take(.merge, ["other": ["R-2"]], on: &file, by: "ows", world) == [])
        #expect(!file.counts)
    }

    @Test("SRV-017:IV.I When the employee moves, the former supervisor holds no post from then on")
    func moved() throws {
        let desk = try Desk()
        var file = try desk.metIncident()
        #expect(desk.take(.move, ["unit": ["6"]], on: &file, by: "mainstay") == [])
        #expect(file.unit == "6" && file.posts[.employeesSupervisor] == nil && file.marks.contains(.vacant))
        #expect(desk.take(.takeOver, on: &file, by: "sol") == [])
        #expect(file.posts[.employeesSupervisor] == "sol" && !file.marks.contains(.vacant))
    }
}
