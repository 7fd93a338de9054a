import Casework
import Directives
import Foundation
import GRDB
import Resiliency
import Testing

@testable import Records

@Suite("The Resiliency Support System, in the database")
struct ResiliencyTests {
    @Test("SRV-017:III.C.1 SRV-017:I.A A supervisor writes about employees of the own chain of command, and about nobody else")
    func chain() async throws {
        let bench = try await ResiliencyBench()
        _ = try await bench.document(bench.today.adding(days: -3))
        // Of another unit, and about oneself: refused with the citation, and nothing is kept.
        #expect(try await bench.refusal { _ = try await bench.document(bench.today, of: 9, by: "sid") } == ["SRV-017:III.C.1"])
        #expect(try await bench.refusal { _ = try await bench.document(bench.today, of: 2, by: "sid") } == ["SRV-017:III.C.1"])
        #expect(try await bench.refusal { _ = try await bench.document(bench.today, of: 1, by: "sol") } == ["SRV-017:III.C.1"])
        // Whoever writes none at all learns nothing.
        #expect(try await bench.refusal { _ = try await bench.document(bench.today, of: 1, by: "oz") } == nil)
        #expect(try await bench.count("incident") == 1)
        #expect(try await bench.count("incidentEvent") == 1)
    }

    @Test("A form that is sent twice makes one incident")
    func twice() async throws {
        let bench = try await ResiliencyBench()
        let (form, asking) = (bench.base.newForm(), try await bench.asking("sid"))
        let entered = Entered(ResiliencyBench.facts(bench.today))
        let first = try await bench.records.documentIncident(entered, about: MemberID(rawValue: 1), form: form, bench.rules, for: asking)
        let second = try await bench.records.documentIncident(entered, about: MemberID(rawValue: 1), form: form, bench.rules, for: asking)
        #expect(first.reference == second.reference && !first.taken.again && second.taken.again)
        #expect(try await bench.count("incident") == 1)
    }

    @Test("SRV-017:IV.B SRV-017:IV.A#2 SRV-017:IV.E From the incident to the completed plan, with what is due at each step")
    func whole() async throws {
        let bench = try await ResiliencyBench()
        let incident = try await bench.document(bench.today.adding(days: -2))
        #expect(try await bench.due("sid") == ["Record the discussion with the employee"])
        try await bench.take(.discuss, on: incident, by: "sid", ["discussed": [bench.today.iso], "discussed-by": ["sid"]])
        try await bench.take(.submit, on: incident, by: "sid", ["evaluated": ["yes"], "reasoning": ["Weighed."]])
        // SRV-017:IV.B: the chain of command above is asked.
        #expect(try await bench.due("lee").sorted() == ["Determine that the criteria are met", "Determine that the criteria are not met"])
        try await bench.take(.findMet, on: incident, by: "lee", ["reason": ["It does."]])
        #expect(try await bench.due("sid") == ["Contact the Officer Wellness Section"])
        try await bench.contact(incident)
        #expect(try await bench.due("oz").count == 2)
        try await bench.settle(.activate, incident)
        // SRV-017:III.C.4: the recommended plan is asked of the supervisor; the closing is nobody's yet.
        #expect(try await bench.due("sid") == ["Initiate an RSS action plan"])
        #expect(try await bench.due("oz") == [])
        let plan = try await bench.running(incident)
        #expect(try await bench.due("sid") == ["Write a monitoring note"])
        #expect(try await bench.due("oz") == [])
        try await bench.complete(plan)
        // The open incident keeps everything from being destroyed, so its closing is asked for.
        #expect(try await bench.due("oz") == ["Close the activated case"])
        #expect(try await bench.due("coordinator") == ["Close the activated case"])
        // SRV-017:IV.E: the memorandum is with the OWS Supervisor.
        let notices = try await bench.records.read { db in
            try String.fetchAll(db, sql: "SELECT words FROM notice JOIN account ON account.id = notice.account WHERE account.name = 'oz'")
        }
        #expect(notices.contains("RSS action plan \(plan) was completed: the memorandum is there."))
        let view = try #require(try await bench.records.resiliencyPlan(plan, bench.rules, for: try await bench.asking("oz")))
        #expect(view.file.last(.complete)?.entered["memorandum"] == "All is met.")
        #expect(try await bench.due("sid") == [])
        try await bench.take(.closeActivated, on: incident, by: "oz", ["reason": ["The plan is completed."]])
        #expect(try await bench.count("caseTask", "program = 'resiliency'") == 0)
    }

    // MARK: Who sees what

    @Test("SRV-017:IV.I SRV-017:IV.H SRV-017:III.A.2 The readers of workflows 1.4 and nobody else, at each state")
    func sight() async throws {
        let bench = try await ResiliencyBench()
        let incident = try await bench.document(bench.today.adding(days: -2))
        func readers() async throws -> Set<String> {
            var seen: Set<String> = []
            for name in ["sid", "sam", "sol", "lee", "lou", "commander", "hedda", "oz", "coordinator", "dina", "chester", "wren", "ana", "uma", "rep", "audit", "ada"] {
                if try await bench.records.incident(incident, bench.rules, for: try await bench.asking(name)) != nil { seen.insert(name) }
            }
            return seen
        }
        #expect(try await readers() == ["sid", "oz", "coordinator"])
        try await bench.take(.discuss, on: incident, by: "sid", ["discussed": [bench.today.iso], "discussed-by": ["sid"]])
        try await bench.take(.submit, on: incident, by: "sid", ["evaluated": ["yes"], "reasoning": ["Weighed."]])
        #expect(try await readers() == ["sid", "oz", "coordinator", "lee", "commander", "hedda"])
        try await bench.take(.findMet, on: incident, by: "lee", ["reason": ["It does."]])
        #expect(try await readers() == ["sid", "oz", "coordinator"])
        // The employee knows that it was discussed, and reads nothing else.
        let own = try await bench.records.ownResiliency(for: try await bench.asking("wren"))
        #expect(own.discussions.map { $0.with.lowercased() } == ["sid"] && own.plans.isEmpty)
        #expect(try await bench.records.ownResiliency(for: try await bench.asking("merlin")).discussions.isEmpty)
        // SRV-017:II.C: a Regional Coordinator has no part in it (ambiguity 3.15).
        #expect(Access.tables.first { $0.program == .resiliency }?.rows.flatMap(\.who).contains(.role(.owsRegionalCoordinator)) == false)
        // The contacts are not the chain's to read.
        try await bench.contact(incident)
        let asOz = try #require(try await bench.records.incident(incident, bench.rules, for: try await bench.asking("oz")))
        #expect(asOz.file.last(.contact)?.entered["purpose"] == "activation" && asOz.layers == [.status, .incident, .contacts])
    }

    @Test("SRV-017:IV.J.1 SRV-017:III.A.1 SRV-017:III.A.2 The register opens for the section alone, and each look is a line of the trail")
    func register() async throws {
        let bench = try await ResiliencyBench()
        let incident = try await bench.activated(bench.today.adding(days: -2))
        let plan = try await bench.initiate(incident)
        let lines = try await bench.count("trail", "act = 'seeResiliencyRegister'")
        #expect(Set(try await bench.records.resiliencyRegister(for: try await bench.asking("oz")).map(\.reference)) == [incident, plan])
        #expect(Set(try await bench.records.resiliencyRegister(of: MemberID(rawValue: 6), for: try await bench.asking("coordinator")).map(\.reference)) == [])
        #expect(try await bench.count("trail", "act = 'seeResiliencyRegister'") == lines + 2)
        for name in ["sid", "lee", "commander", "dina", "chester", "wren", "ana", "ada"] {
            await #expect(throws: NotThere()) { _ = try await bench.records.resiliencyRegister(for: try await bench.asking(name)) }
        }
        // Outside the section a list has what its reader may open one by one.
        #expect(Set(try await bench.records.resiliencyCases(for: try await bench.asking("sid")).map(\.reference)) == [incident, plan])
        #expect(try await bench.records.resiliencyCases(for: try await bench.asking("sam")).isEmpty)
        #expect(try await bench.records.resiliencyCases(for: try await bench.asking("lee")).map(\.reference) == [plan])
    }

    @Test("SRV-017:IV.C#2 The employee reads the own plan from its start, writes input, and reads no note (ambiguity 3.14)")
    func ownPlan() async throws {
        let bench = try await ResiliencyBench()
        let incident = try await bench.activated(bench.today.adding(days: -2))
        let plan = try await bench.initiate(incident)
        #expect(try await bench.records.resiliencyPlan(plan, bench.rules, for: try await bench.asking("wren")) == nil)
        try await bench.carry(.assist, on: plan, by: "oz", ["assistance": ["A private remark."]])
        try await bench.carry(.submit, on: plan, by: "sid", ["checked": ["yes"]])
        try await bench.carry(.approve, on: plan, by: "commander", ["words": ["Another remark."]])
        try await bench.carry(.start, on: plan, by: "sid", ["started": [bench.today.iso], "told": ["yes"]])
        try await bench.carry(.note, on: plan, by: "sid", ["day": [bench.today.iso], "words": ["A third remark."]])
        let view = try #require(try await bench.records.resiliencyPlan(plan, bench.rules, for: try await bench.asking("wren")))
        #expect(view.layers == [.status, .rssPlan] && view.file.content.criteria.map(\.words) == ["Is in time for four weeks"])
        #expect(!"\(view.file.events)".contains("remark"))
        #expect(view.offers.map(\.row.step) == [.giveInput])
        try await bench.carry(.giveInput, on: plan, by: "wren", ["words": ["It helps."]])
        #expect(try await bench.refusal { try await bench.carry(.note, on: plan, by: "wren", ["day": [bench.today.iso], "words": ["Mine."]]) } == nil)
        #expect(try await bench.records.ownResiliency(for: try await bench.asking("wren")).plans.map(\.reference) == [plan])
        #expect(try await bench.records.resiliencyPlan(plan, bench.rules, for: try await bench.asking("merlin")) == nil)
    }

    // MARK: Three within 12 months

    @Test("SRV-017:III.C.5 SRV-017:IV.D.4 The third within 12 months, over three units' supervisors, raises one duty with dates and criteria alone")
    func third() async throws {
        let bench = try await ResiliencyBench()
        try await bench.met(bench.today.adding(days: -300), by: "sid", words: "The first, in secret.")
        try await bench.met(bench.today.adding(days: -200), by: "sam", words: "The second, in secret.")
        #expect(try await bench.waiting() == [])
        let last = try await bench.document(bench.today.adding(days: -1))
        try await bench.take(.discuss, on: last, by: "sid", ["discussed": [bench.today.iso], "discussed-by": ["sid"]])
        try await bench.take(.submit, on: last, by: "sid", ["evaluated": ["yes"], "reasoning": ["Weighed."]])
        // A draft and one under determination do not count.
        #expect(try await bench.waiting() == [])
        try await bench.take(.findMet, on: last, by: "lee", ["reason": ["It does."]])
        let duty = try #require(try await bench.waiting().first)
        // Sid is Wren's supervisor in the register; Sam supervises in the unit as well, and can see it.
        for name in ["sid", "oz", "coordinator"] { #expect(try await bench.due(name).contains("Initiate or review an RSS action plan"), "\(name)") }
        let view = try #require(try await bench.records.thirdIncident(duty, bench.rules, for: try await bench.asking("sam")))
        let lines = view.file.last(.raise)?.entered.all("incidents") ?? []
        #expect(lines.count == 3 && !lines.joined().contains("secret") && lines.allSatisfy { $0.contains("SRV-017:IV.A.6") })
        // A fourth raises no second duty.
        try await bench.met(bench.today, by: "sam")
        #expect(try await bench.waiting() == [duty])
        // Only an initiated plan closes it.
        #expect(try await bench.refusal { try await bench.records.take(ThirdIncidentStep.initiatePlan, Entered(), on: duty, version: nil, form: bench.base.newForm(), bench.rules, for: try await bench.asking("sid")) } == nil)
        try await bench.contact(last)
        try await bench.settle(.activate, last)
        _ = try await bench.initiate(last)
        #expect(try await bench.waiting() == [])
        #expect(try await bench.count("thirdIncident", "state = 'answered'") == 1)
    }

    @Test("SRV-017:III.C.5 What is withdrawn or merged does not count, and a waiting duty lapses (ambiguity 3.12)")
    func lapses() async throws {
        let bench = try await ResiliencyBench()
        try await bench.met(bench.today.adding(days: -300))
        try await bench.met(bench.today.adding(days: -200))
        let third = try await bench.met(bench.today.adding(days: -1))
        #expect(try await bench.waiting().count == 1)
        try await bench.take(.withdraw, on: third, by: "oz", ["reason": ["unfounded"]])
        #expect(try await bench.waiting() == [])
        #expect(try await bench.count("thirdIncident", "state = 'lapsed'") == 1)
        // Two supervisors report one event: one incident (ambiguity 3.1).
        let again = try await bench.met(bench.today.adding(days: -1), by: "sam")
        #expect(try await bench.waiting().count == 1)
        let twin = try await bench.document(bench.today.adding(days: -1), by: "sid")
        try await bench.take(.merge, on: again, by: "oz", ["other": [twin]])
        #expect(try await bench.waiting() == [])
    }

    @Test("SRV-017:IV.F#2 SRV-017:IV.G While a plan runs, an incident is a recurrence, and the review of the plan answers a third")
    func recurrence() async throws {
        let bench = try await ResiliencyBench()
        try await bench.met(bench.today.adding(days: -300))
        let second = try await bench.activated(bench.today.adding(days: -200))
        let plan = try await bench.running(second)
        bench.moves(10)
        _ = try await bench.met(bench.today, by: "sam")
        let view = try #require(try await bench.records.resiliencyPlan(plan, bench.rules, for: try await bench.asking("oz")))
        #expect(view.file.events.filter { $0.step == .noteRecurrence }.count == 1)
        #expect(try await bench.waiting().count == 1)
        try await bench.carry(.reviewAfterThree, on: plan, by: "sid", ["words": ["It goes on."]])
        #expect(try await bench.waiting() == [])
        // SRV-017:IV.G: the extension of a running plan asks for both grounds and the approval again.
        try await bench.carry(.requestExtension, on: plan, by: "sid", ["end": [bench.today.adding(days: 200).iso], "non-compliance": ["No course."], "problem": ["A complaint."]])
        #expect(try await bench.due("commander") == ["Approve the extension"])
        try await bench.carry(.approveExtension, on: plan, by: "commander")
    }

    @Test("SRV-017:III.C.5 No plan is owed for an employee who has left, and the section hears of what is still open (ambiguity 3.17)")
    func left() async throws {
        let bench = try await ResiliencyBench()
        for days in [-300, -200, -1] { try await bench.met(bench.today.adding(days: days)) }
        #expect(try await bench.waiting().count == 1)
        bench.moves(3)
        let day = bench.today.adding(days: -1).rawValue
        try await bench.records.write { db in
            try db.execute(
                sql: "INSERT INTO member(record, version, sourceKey, digest, import, knownOn, name, outcomeKnownOn) VALUES (1, 2, 'm1', 1, 1, ?, 'Wren Alder', ?)", arguments: [day, day])
        }
        try await bench.sweep()
        #expect(try await bench.waiting() == [])
        let told = try await bench.count("notice", "cause = 'separated' AND account = (SELECT id FROM account WHERE name = 'oz')")
        #expect(told == 3)
        try await bench.sweep()
        #expect(try await bench.count("notice", "cause = 'separated' AND account = (SELECT id FROM account WHERE name = 'oz')") == told)
    }

    @Test("SRV-017:II.F SRV-017:IV.I Only whoever answers for an activated incident begins its plan, and the form tells others nothing")
    func whoBegins() async throws {
        let bench = try await ResiliencyBench()
        let incident = try await bench.activated(bench.today.adding(days: -2))
        let lines = try await bench.count("trail", "actor = 'sam'")
        let blank = try #require(try await bench.records.blankPlan(about: MemberID(rawValue: 1), bench.rules, for: try await bench.asking("sam")))
        #expect(blank.world.cases.isEmpty && blank.offers.first?.obstacles.map(\.cites) == ["SRV-017:II.F"])
        // That the form was opened is written down.
        #expect(try await bench.count("trail", "actor = 'sam'") == lines + 1)
        #expect(try await bench.refusal { _ = try await bench.initiate(incident, by: "sam") }?.contains("SRV-017:II.F") == true)
        let own = try #require(try await bench.records.blankPlan(about: MemberID(rawValue: 1), bench.rules, for: try await bench.asking("sid")))
        #expect(own.world.cases.map(\.value) == [incident])
    }

    @Test("Duties of a program that the department runs no longer vanish, and come back with it")
    func switchedOff() async throws {
        let bench = try await ResiliencyBench()
        _ = try await bench.document(bench.today.adding(days: -2))
        for (programs, count) in [("support office", 0), ("support resiliency office", 1), ("resiliency office", 1)] {
            try await bench.records.setSetting(Records.programsSetting, to: programs, by: nil, at: bench.now)
            #expect(try await bench.due("sid").count == count, "\(programs)")
        }
    }

    @Test("SRV-017:IV.D.4 Where no plan comes the section asks the Commander, who then sees the duty (ambiguity 3.2)")
    func asked() async throws {
        let bench = try await ResiliencyBench()
        for days in [-300, -200, -1] { try await bench.met(bench.today.adding(days: days)) }
        let duty = try #require(try await bench.waiting().first)
        #expect(try await bench.records.thirdIncident(duty, bench.rules, for: try await bench.asking("commander")) == nil)
        try await bench.records.take(
            .askCommander, Entered(["words": ["Please see to it."]]), on: duty, version: nil, form: bench.base.newForm(), bench.rules, for: try await bench.asking("oz"))
        #expect(try await bench.records.thirdIncident(duty, bench.rules, for: try await bench.asking("commander")) != nil)
    }

    // MARK: Moving

    @Test("SRV-017:III.C.4 SRV-017:IV.I When the employee moves, the former supervisor is shut out and the new one takes over (ambiguity 3.16)")
    func moved() async throws {
        let bench = try await ResiliencyBench()
        let incident = try await bench.activated(bench.today.adding(days: -2))
        let plan = try await bench.running(incident)
        let closed = try await bench.document(bench.today.adding(days: -3))
        try await bench.take(.discard, on: closed, by: "sid", ["reason": ["Not needed."]])
        bench.moves(30)
        try await bench.base.transfer(1, to: "6")
        try await bench.sweep()
        let sid = try await bench.asking("sid")
        #expect(try await bench.records.incident(incident, bench.rules, for: sid) == nil)
        #expect(try await bench.records.resiliencyPlan(plan, bench.rules, for: sid) == nil)
        #expect(try await bench.records.incident(closed, bench.rules, for: sid) == nil)
        #expect(try await bench.due("sid") == [])
        #expect(try await bench.due("sol").contains("Take over as the employee’s supervisor"))
        // Before taking over only the state can be seen, not the incident.
        let before = try #require(try await bench.records.incident(incident, bench.rules, for: try await bench.asking("sol")))
        #expect(before.layers == [.status] && before.file.written?.entered["event"] == nil)
        // What is closed stays with the section.
        #expect(try await bench.records.incident(closed, bench.rules, for: try await bench.asking("sol")) == nil)
        try await bench.carry(.takeOver, on: plan, by: "sol")
        try await bench.carry(.note, on: plan, by: "sol", ["day": [bench.today.iso], "words": ["Settled in."]])
        let touched = try await bench.records.followEmployees(bench.rules, for: bench.asking())
        #expect(touched == 0)
    }

    @Test("SRV-017:IV.I A supervisor whose role ends is shut out with the next sweep")
    func ended() async throws {
        let bench = try await ResiliencyBench()
        let incident = try await bench.document(bench.today.adding(days: -2))
        try await bench.records.write { db in
            try db.execute(sql: "DELETE FROM holding WHERE role = 'resiliencySupervisor' AND account = (SELECT id FROM account WHERE name = 'sid')")
        }
        try await bench.sweep()
        #expect(try await bench.records.incident(incident, bench.rules, for: try await bench.asking("sid")) == nil)
        #expect(try await bench.due("sam").contains("Take over as the employee’s supervisor"))
    }

    // MARK: The DII

    @Test("SRV-017:III.B The DII reports, gets its receipt, and can read nothing, not even what it wrote")
    func referral() async throws {
        let bench = try await ResiliencyBench()
        let asking = try await bench.asking("dina")
        let begun = try await bench.records.referToSection(
            Entered(["reference": ["I-77"], "day": [bench.today.iso]]), about: MemberID(rawValue: 1), form: bench.base.newForm(), bench.rules, for: asking)
        #expect(try await bench.records.referral(begun.reference, bench.rules, for: asking) == nil)
        #expect(try await bench.records.resiliencyCases(for: asking).isEmpty)
        #expect(try await bench.count("incident") == 0)
        #expect(try await bench.due("oz").sorted() == ["Pass to the employee’s supervisor", "Set aside"])
        try await bench.records.take(
            .pass, Entered(["supervisor": ["sam"], "words": ["Please weigh it."]]), on: begun.reference, version: nil, form: bench.base.newForm(), bench.rules,
            for: try await bench.asking("oz"))
        #expect(try await bench.records.referral(begun.reference, bench.rules, for: try await bench.asking("sam")) != nil)
        #expect(try await bench.records.referral(begun.reference, bench.rules, for: try await bench.asking("sid")) == nil)
        #expect(try await bench.records.referral(begun.reference, bench.rules, for: asking) == nil)
    }

    // MARK: Counts

    @Test("SRV-017:IV.J.2#2 SRV-017:III.C.2 SRV-017:IV.J.2#3 Contacts, activations, plans and measures are counted when they happen")
    func counted() async throws {
        let bench = try await ResiliencyBench()
        let draft = try await bench.document(bench.today)
        try await bench.take(.contactEarly, on: draft, by: "sid", ["purpose": ["guidance"], "with": ["oz"], "day": [bench.today.iso]])
        let incident = try await bench.activated(bench.today.adding(days: -2))
        let plan = try await bench.running(incident)
        try await bench.carry(.recordMeasure, on: plan, by: "sid", ["measure": ["eap"], "standing": ["offered"], "day": [bench.today.iso]])
        try await bench.complete(plan)
        let tallies = Set(try await bench.tallies().map { "\($0.measure.rawValue) \($0.key): \($0.count)" })
        #expect(tallies == [
            "contact guidance: 1", "contact activation: 1", "activated : 1", "activatedBy seriousIncident: 1", "trigger single: 1", "planStarted : 1", "planCompleted : 1",
            "resource eap/offered: 1",
        ])
    }

    @Test("SRV-017:IV.G#2 SRV-017:IV.J.2#4 A plan that ends without completion is counted so; one that never ran is not")
    func incomplete() async throws {
        let bench = try await ResiliencyBench()
        let incident = try await bench.activated(bench.today.adding(days: -2))
        let never = try await bench.initiate(incident)
        try await bench.carry(.separate, on: never, by: "oz", ["day": [bench.today.iso]])
        #expect(try await bench.tally(.planNotCompleted) == 0)
        let plan = try await bench.running(incident)
        try await bench.carry(.endNotCompleted, on: plan, by: "sid", ["reason": ["Not followed."], "commander": ["commander"]])
        #expect(try await bench.tally(.planNotCompleted) == 1)
    }
}
