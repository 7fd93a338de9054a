import Casework
import Directives
import Foundation
import GRDB
import Resiliency
import Testing

@testable import Records

@Suite("What is to be done in the Resiliency Support System, and by whom")
struct ResiliencyTasksTests {
    @Test("SRV-017:III.C.4 SRV-017:IV.G One plan answers every activated incident of the employee, also one that is activated while it runs")
    func onePlan() async throws {
        let bench = try await ResiliencyBench()
        let first = try await bench.activated(bench.today.adding(days: -9))
        let second = try await bench.activated(bench.today.adding(days: -8), by: "sam")
        #expect(try await bench.due("sid") == ["Initiate an RSS action plan"])
        #expect(try await bench.due("sam") == ["Initiate an RSS action plan"])
        // Nobody notes it by hand.
        #expect(try await bench.refusal { try await bench.take(.initiatePlan, on: first, by: "sid", ["plan": ["P-1"]]) } == nil)
        #expect(try await bench.refusal { try await bench.take(.planEnded, on: first, by: "oz", ["plan": ["P-1"]]) } == nil)
        let discarded = try await bench.initiate(first)
        #expect(try await bench.due("sid").contains("Initiate an RSS action plan") == false)
        #expect(try await bench.due("sam") == [])
        try await bench.carry(.discard, on: discarded, by: "sid", ["reason": ["Begun in error."]])
        #expect(try await bench.due("sid") == ["Initiate an RSS action plan"])
        #expect(try await bench.due("sam") == ["Initiate an RSS action plan"])
        let plan = try await bench.running(first)
        let third = try await bench.activated(bench.today.adding(days: -7), by: "sam")
        #expect(try await bench.due("sam") == [])
        try await bench.complete(plan)
        #expect(try await bench.due("oz").filter { $0 == "Close the activated case" }.count == 3)
        for incident in [first, second, third] { try await bench.take(.closeActivated, on: incident, by: "oz", ["reason": ["The plan is completed."]]) }
        #expect(try await bench.due("oz").contains("Close the activated case") == false)
    }

    @Test("SRV-017:III.C.4 An incident that was activated before incidents followed their plans is caught up with by the sweep, once")
    func caughtUp() async throws {
        let bench = try await ResiliencyBench()
        let incident = try await bench.activated(bench.today.adding(days: -2))
        let plan = try await bench.running(incident)
        try await bench.complete(plan)
        try await bench.records.write { db in
            try db.execute(sql: "DELETE FROM incidentEvent WHERE step IN ('initiatePlan', 'planEnded')")
            try db.execute(sql: "DELETE FROM caseTask WHERE kind = 'incident'")
        }
        #expect(try await bench.records.followEmployees(bench.rules, for: bench.asking()) == 1)
        #expect(try await bench.due("oz") == ["Close the activated case"])
        #expect(try await bench.records.followEmployees(bench.rules, for: bench.asking()) == 0)
    }

    @Test("SRV-017:IV.B SRV-017:III.D Whoever would be refused the determination or the approval is not asked for it, as long as somebody else can do it")
    func notAsked() async throws {
        let bench = try await ResiliencyBench()
        // Sid writes it down, and holds the chain's office and the Commander's besides.
        try await bench.base.grant(.resiliencyChain, .unit("5"), to: "sid")
        try await bench.base.grant(.workUnitCommander, .unit("5"), to: "sid")
        let incident = try await bench.document(bench.today.adding(days: -2))
        try await bench.take(.discuss, on: incident, by: "sid", ["discussed": [bench.today.iso], "discussed-by": ["sid"]])
        try await bench.take(.submit, on: incident, by: "sid", ["evaluated": ["yes"], "reasoning": ["Weighed."]])
        let determination = ["Determine that the criteria are met", "Determine that the criteria are not met"]
        #expect(try await bench.due("sid") == [])
        for name in ["lee", "commander", "hedda"] { #expect(try await bench.due(name).sorted() == determination, "\(name)") }
        // What waits for the others is on the list of those.
        let others = try await bench.records.dueOfOthers(for: try await bench.asking("sid")).items.filter { $0.reference == incident }
        #expect(others.map(\.title).sorted() == determination)
        try await bench.take(.findMet, on: incident, by: "lee", ["reason": ["It does."]])
        try await bench.contact(incident)
        try await bench.settle(.activate, incident)
        let plan = try await bench.initiate(incident)
        try await bench.carry(.assist, on: plan, by: "oz", ["assistance": ["Read it over."]])
        try await bench.carry(.submit, on: plan, by: "sid", ["checked": ["yes"]])
        #expect(try await bench.due("sid") == [])
        #expect(try await bench.due("commander") == ["Approve the plan"])
    }

    @Test("SRV-017:IV.B Where nobody else holds an office of the chain, whoever wrote it down is asked still: what is asked of nobody is not done")
    func askedAlone() async throws {
        let bench = try await ResiliencyBench()
        try await bench.base.grant(.resiliencyChain, .unit("5"), to: "sid")
        let incident = try await bench.document(bench.today.adding(days: -2))
        try await bench.take(.discuss, on: incident, by: "sid", ["discussed": [bench.today.iso], "discussed-by": ["sid"]])
        try await bench.take(.submit, on: incident, by: "sid", ["evaluated": ["yes"], "reasoning": ["Weighed."]])
        #expect(try await bench.due("sid") == [])
        try await bench.records.write { db in
            try db.execute(
                sql: "DELETE FROM holding WHERE role IN ('resiliencyChain', 'workUnitCommander', 'divisionHead') AND account <> (SELECT id FROM account WHERE name = 'sid')")
        }
        try await bench.sweep()
        #expect(try await bench.due("sid").count == 2)
    }

    @Test("SRV-017:IV.B Whoever is asked because nobody else holds the office is relieved at once by a grant, and asked again at once when that account is disabled or the grant has ended")
    func relieved() async throws {
        let bench = try await ResiliencyBench()
        try await bench.base.grant(.resiliencyChain, .unit("5"), to: "sid")
        try await bench.base.bench.addAccount("relief")
        let offices = "role IN ('resiliencyChain', 'workUnitCommander', 'divisionHead') AND account <> (SELECT id FROM account WHERE name = 'sid')"
        try await bench.records.write { db in try db.execute(sql: "DELETE FROM holding WHERE \(offices)") }
        let incident = try await bench.document(bench.today.adding(days: -2))
        try await bench.take(.discuss, on: incident, by: "sid", ["discussed": [bench.today.iso], "discussed-by": ["sid"]])
        try await bench.take(.submit, on: incident, by: "sid", ["evaluated": ["yes"], "reasoning": ["Weighed."]])
        func asked() async throws -> [Int] {
            var counts: [Int] = []
            for name in ["sid", "relief"] { counts.append(try await bench.due(name).count) }
            return counts
        }
        #expect(try await asked() == [2, 0])
        let ada = try await bench.asking("ada")
        let holding = try await bench.records.grant(.resiliencyChain, to: "relief", over: .unit("5"), from: ada.day, to: nil, for: ada)
        #expect(try await asked() == [0, 2])
        try await bench.records.disableAccount(named: "relief", for: ada)
        #expect(try await bench.due("sid").count == 2)
        try await bench.records.enableAccount(named: "relief", for: ada)
        #expect(try await asked() == [0, 2])
        // The last day counts still; the next day's sweep asks again.
        try await bench.records.endHolding(holding, lastDay: ada.day, for: ada)
        #expect(try await asked() == [0, 2])
        bench.moves(1)
        try await bench.sweep()
        #expect(try await asked() == [2, 0])
    }

    @Test("SRV-017:III.C.5 The mandatory plan is asked of the supervisor whom the register names, and of every supervisor of the unit where that one cannot")
    func immediate() async throws {
        let bench = try await ResiliencyBench()
        // Sam is Merlin's supervisor in the register; Sid documents.
        for days in [-300, -200, -1] { try await bench.met(bench.today.adding(days: days), of: 6) }
        let duty = try #require(try await bench.waiting(6).first)
        let plan = "Initiate or review an RSS action plan"
        func asked() async throws -> Set<String> {
            var names: Set<String> = []
            for name in ["sid", "sam", "sol", "oz", "coordinator"] {
                if try await bench.due(name).contains(plan) { names.insert(name) }
            }
            return names
        }
        #expect(try await asked() == ["sam", "oz", "coordinator"])
        let told = try await bench.records.read { db in
            try String.fetchAll(db, sql: "SELECT account.name FROM notice JOIN account ON account.id = notice.account WHERE notice.words LIKE ?", arguments: ["%\(duty)%"])
        }
        #expect(Set(told) == ["sam", "oz", "coordinator"])
        // With the next sweep, once Sam does not supervise any more.
        try await bench.records.write { db in
            try db.execute(sql: "DELETE FROM holding WHERE role = 'resiliencySupervisor' AND account = (SELECT id FROM account WHERE name = 'sam')")
        }
        try await bench.sweep()
        #expect(try await asked() == ["sid", "oz", "coordinator"])
    }

    @Test("SRV-017:IV.F With a longer interval between entries the reminder comes again at the new date, once; with the same interval it does not")
    func longerInterval() async throws {
        let bench = try await ResiliencyBench()
        let incident = try await bench.activated(bench.today.adding(days: -2))
        _ = try await bench.running(incident)
        func say(_ rules: DepartmentRules) async throws -> Int {
            try await bench.records.sayWhatIsDue(rules, at: bench.now)
            return try await bench.count("notice", "words LIKE '%Write a monitoring note%is overdue.' AND account = (SELECT id FROM account WHERE name = 'sid')")
        }
        bench.moves(31)
        #expect(try await say(bench.rules) == 1)
        var longer = bench.rules
        longer.calendar.intervals["monitoring"] = 45
        #expect(try await say(longer) == 1)
        #expect(try await say(longer) == 1)
        bench.moves(15)
        #expect(try await say(longer) == 2)
        #expect(try await say(longer) == 2)
    }
}
