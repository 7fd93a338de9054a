import Casework
import Directives
import Testing

@testable import Resiliency

@Suite("The criteria of an incident")
struct CriterionTests {
    @Test(
        "SRV-017:IV.A Each criterion with its facts supports an incident, and alone is enough",
        arguments: Criterion.allCases)
    func accepted(criterion: Criterion) throws {
        // SRV-017:IV.A.1 SRV-017:IV.A.2 SRV-017:IV.A.3 SRV-017:IV.A.4 SRV-017:IV.A.5 SRV-017:IV.A.6
        // SRV-017:IV.A.7 SRV-017:IV.A.8 SRV-017:IV.A.9 SRV-017:IV.A.10 SRV-017:IV.A#3
        let desk = try Desk()
        var file = desk.blankIncident()
        #expect(desk.take(.document, Desk.facts(criterion), on: &file, by: "sid") == [])
        #expect(file.state == .draft && file.criteria == [criterion.rawValue] && file.posts[.employeesSupervisor] == "sid")
    }

    @Test("SRV-017:IV.A Each fact that a criterion needs is asked for, with its citation", arguments: Criterion.allCases)
    func needed(criterion: Criterion) throws {
        let desk = try Desk()
        let whole = Desk.facts(criterion)
        for key in whole.keys where key.hasPrefix(criterion.rawValue) {
            var answers = whole
            answers[key] = nil
            var file = desk.blankIncident()
            let objections = desk.take(.document, answers, on: &file, by: "sid")
            #expect(objections.map(\.field) == [key], "\(key)")
            #expect(objections.first?.cites == criterion.cites && file.events.isEmpty)
        }
    }

    @Test("SRV-017:IV.A#3 SRV-017:II.E Without a criterion, a date or a description nothing is written down")
    func bare() throws {
        let desk = try Desk()
        var file = desk.blankIncident()
        let objections = desk.take(.document, on: &file, by: "sid")
        #expect(Set(objections.compactMap(\.field)) == ["occurred", "criteria", "event"])
    }

    @Test("SRV-017:IV.A.1 SRV-017:IV.A.10 A complaint with another finding than sustained does not meet the criterion", arguments: [Criterion.excessiveForce, .biasedTreatment])
    func sustained(criterion: Criterion) throws {
        let desk = try Desk()
        var answers = Desk.facts(criterion)
        answers["\(criterion.rawValue)-finding"] = ["notSustained"]
        var file = desk.blankIncident()
        #expect(desk.take(.document, answers, on: &file, by: "sid").map(\.field) == ["\(criterion.rawValue)-finding"])
    }

    @Test("SRV-017:IV.A.4 Only the two lowest ratings qualify")
    func rating() throws {
        let desk = try Desk()
        var answers = Desk.facts(.evaluation)
        answers["evaluation-rating"] = ["meetsExpectations"]
        var file = desk.blankIncident()
        #expect(desk.take(.document, answers, on: &file, by: "sid").map(\.field) == ["evaluation-rating"])
    }

    @Test("SRV-017:IV.A.7 A complaint counts whatever its finding (ambiguity 3.12)", arguments: ["pending", "sustained", "notSustained", "unfounded", "exonerated"])
    func anyFinding(finding: String) throws {
        let desk = try Desk()
        var answers = Desk.facts(.complaint)
        answers["complaint-finding"] = [finding]
        var file = desk.blankIncident()
        #expect(desk.take(.document, answers, on: &file, by: "sid") == [])
    }

    @Test("SRV-017:IV.A.5 SRV-017:IV.A.9 A pattern has two dates and is dated at its last", arguments: [Criterion.sickTime, .recordings])
    func pattern(criterion: Criterion) throws {
        let desk = try Desk()
        let key = "\(criterion.rawValue)-occurrences"
        func refused(_ lines: String, occurred: String = "2026-03-01") -> [String?] {
            var answers = Desk.facts(criterion, occurred: occurred)
            answers[key] = [lines]
            var file = desk.blankIncident()
            return desk.take(.document, answers, on: &file, by: "sid").map(\.field)
        }
        #expect(refused("2026-03-01") == [key])
        #expect(refused("2026-03-01\n2026-03-01") == [key])
        #expect(refused("2026-02-01\nyesterday") == [key])
        #expect(refused("2026-02-01\n2026-02-28") == ["occurred"])
        #expect(refused("2026-02-28\n2026-02-01", occurred: "2026-02-28") == [])
    }

    @Test("SRV-017:II.E The date of an incident has come; an old one may be entered late")
    func dated() throws {
        let desk = try Desk()
        var file = desk.blankIncident()
        #expect(desk.take(.document, Desk.facts(.seriousIncident, occurred: "2026-03-11"), on: &file, by: "sid").map(\.field) == ["occurred"])
        #expect(desk.take(.document, Desk.facts(.seriousIncident, occurred: "2024-12-01"), on: &file, by: "sid") == [])
    }

    @Test("SRV-017:IV.A#3 The department's own criterion needs a statement")
    func own() throws {
        let desk = try Desk()
        var world = desk.world
        world.added = ["own-1": "Repeated lost equipment"]
        var answers = Desk.facts(.seriousIncident)
        answers["criteria"] = ["own-1"]
        var file = desk.blankIncident()
        #expect(desk.take(.document, answers, on: &file, by: "sid", world).map(\.field) == ["added-statement"])
        answers["added-statement"] = ["Three radios."]
        #expect(desk.take(.document, answers, on: &file, by: "sid", world) == [])
    }

    @Test("SRV-017:I.A.1 No record has a field for a penalty, a charge or a sanction, and none for a diagnosis")
    func noDiscipline() {
        let asked =
            IncidentLife.rows.flatMap(\.asks).map { "\($0.key) \($0.asks)" } + PlanLife.rows.flatMap(\.asks).map { "\($0.key) \($0.asks)" }
            + ReferralLife.rows.flatMap(\.asks).map { "\($0.key) \($0.asks)" }
        for words in asked {
            for bad in ["penalt", "sanction", "charge", "suspen", "punish", "reprimand", "diagnos"] { #expect(!words.lowercased().contains(bad), "\(words)") }
        }
        #expect(IncidentLife.statement.contains("not designed as a tool for discipline"))
    }
}
