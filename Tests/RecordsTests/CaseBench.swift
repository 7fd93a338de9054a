import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Risk
import SampleDepartment
import Testing
import Vault

@testable import Records

/// A database with the people of District 5 and of District 6, who they are, what they hold, and a clock set by hand.
///
/// Wren Alder (member 1) is the one it is about; Sid and Sam are sergeants, Sid the immediate supervisor; Lee is the watch
/// operations lieutenant. Lou and Sol work in District 6, which lies in the other area.
final class CaseBench {
    let bench: GrantBench
    let rules: DepartmentRules
    /// Tuesday 2 January 2018, 09:00 in Chicago.
    var now = Date(timeIntervalSince1970: 1_514_905_200)
    private var forms = 0
    /// What may be recommended, by key.
    private(set) var supports: [String] = []

    var records: Records { bench.records }

    static let people: [(name: String, member: Int64?, roles: [(Role, Scope)])] = [
        ("ana", 101, [(.osuAnalyst, .department)]), ("uma", nil, [(.osuSupervisor, .department)]), ("rep", nil, [(.areaRepresentative, .unit("area-1"))]),
        ("rep2", nil, [(.areaRepresentative, .unit("area-2"))]), ("lee", 4, [(.watchOperationsLieutenant, .unit("5"))]), ("sid", 2, [(.supervisor, .unit("5"))]),
        ("sam", 3, [(.supervisor, .unit("5"))]), ("cap", 5, [(.captain, .unit("5"))]), ("cora", nil, [(.ossCoordinator, .unit("5"))]),
        ("comm", nil, [(.unitCommander, .unit("5"))]), ("wren", 1, []), ("lou", 8, [(.watchOperationsLieutenant, .unit("6"))]), ("sol", 9, [(.supervisor, .unit("6"))]),
        ("audit", nil, [(.auditor, .department)]),
    ]

    init() async throws {
        bench = try await GrantBench()
        let department = try StrictYAML.decode(Department.self, from: SampleDepartment.departmentFile, file: "department.yaml")
        rules = DepartmentRules(department, try department.calendar())
        try await addRegister()
        for person in Self.people {
            try await bench.addAccount(person.name, member: person.member)
            for (role, scope) in person.roles { try await grant(role, scope, to: person.name) }
        }
        try await publishSupports()
    }

    func grant(_ role: Role, _ scope: Scope, to account: String) async throws {
        let from = bench.today
        try await records.write { db in
            let id = try #require(try Int64.fetchOne(db, sql: "SELECT id FROM account WHERE name = ?", arguments: [account]))
            try Holdings.add(Holding(role: role, scope: scope, from: from), to: id, by: "test", at: Date(timeIntervalSince1970: 0), in: db)
        }
    }

    /// Members, ranks, units and who supervises whom, as an import would leave them.
    private func addRegister() async throws {
        let people: [(Int64, String, String, String, Int64?)] = [
            (1, "Wren Alder", "police_officer", "5", 2), (2, "Sid Spruce", "sergeant", "5", 4), (3, "Sam Osier", "sergeant", "5", 4), (4, "Lee Larch", "lieutenant", "5", nil),
            (5, "Cap Cedar", "captain", "5", nil), (6, "Merlin Oak", "police_officer", "5", 3), (8, "Lou Lime", "lieutenant", "6", nil), (9, "Sol Sorrel", "sergeant", "6", 8),
            (101, "Ana Ash", "police_officer", "6", 9),
        ]
        try await records.write { db in
            try db.execute(
                sql: """
                    INSERT INTO run(id, month, asOf, startedAt, finishedAt, programVersion, fingerprint, lastImport, dataDay, settings, scoresDigest,
                        scored, raised, items, summary, models) VALUES (1, '2018-01', 17532, 0, 0, 'test', '', 1, 17531, '{}', '', 0, 0, 0, '{}', x'')
                    """)
            for (id, name, rank, unit, supervisor) in people {
                try db.execute(
                    sql: "INSERT INTO member(record, version, sourceKey, digest, import, knownOn, name) VALUES (?, 1, ?, 0, 1, 0, ?)", arguments: [id, "m\(id)", name])
                func add(_ table: String, _ values: [String: any DatabaseValueConvertible]) throws {
                    let columns = values.keys.sorted()
                    try db.execute(
                        sql: """
                            INSERT INTO \(table)(record, version, sourceKey, digest, import, member, happenedOn, knownOn, \(columns.joined(separator: ", ")))
                            VALUES (?, 1, ?, 0, 1, ?, 16000, 16000, \(columns.map { _ in "?" }.joined(separator: ", ")))
                            """, arguments: StatementArguments([id, "\(table)-\(id)", id] as [(any DatabaseValueConvertible)?]) + StatementArguments(columns.map { values[$0] }))
                }
                try add("rankHeld", ["rank": rank])
                try add("posting", ["unit": unit, "kind": "assignment"])
                if let supervisor { try add("supervision", ["supervisor": supervisor]) }
            }
        }
    }

    private func publishSupports() async throws {
        let asking = try await asking("uma")
        for (number, title) in ["Employee Assistance Program", "Sleep clinic", "Peer support"].enumerated() {
            let support = Support(
                key: "s\(number)", title: title, kind: .medical, description: "What it is.", contact: "555-0101", eligibility: "Every member", isConfidential: true,
                confidentiality: "Nobody is told.")
            _ = try await records.changeSupports(.add(support, form: "a-form-of-supports-\(number)"), for: asking)
        }
        let version = try await records.supportsDraft(for: asking).draft.version
        _ = try await records.publishSupports("The first.", version: version, for: asking)
        supports = try await records.read { db in try Records.currentSupports(in: db).supports.map(\.key) }
    }

    /// A transfer, as the personnel register would show it from the day.
    func transfer(_ member: Int64, to unit: String) async throws {
        let day = rules.calendar.day(of: now).rawValue
        try await records.write { db in
            try db.execute(
                sql: """
                    INSERT INTO posting(record, version, sourceKey, digest, import, member, happenedOn, knownOn, unit, kind)
                    VALUES (900, 1, 'transfer', 0, 1, ?, ?, ?, ?, 'assignment')
                    """, arguments: [member, day, day, unit])
        }
    }

    // MARK: Who asks

    func asking(_ name: String, day: Day? = nil) async throws -> Asking {
        let day = day ?? rules.calendar.day(of: now)
        let actor = try await records.read { db -> Actor in
            let row = try #require(try Row.fetchOne(db, sql: "SELECT id, title, member FROM account WHERE name = ?", arguments: [name]))
            return Actor(account: name, name: row[1], holdings: try Holdings.of(row[0], on: day, in: db), member: (row[2] as Int64?).map(MemberID.init(rawValue:)))
        }
        return Asking(actor: actor, now: now, day: day, from: "test", zone: rules.calendar.zone)
    }

    // MARK: Items

    func addItem(_ reference: String, of member: Int64 = 1, unit: String = "5", complaints: Int = 4, sentence: String = "Four complaints.") async throws {
        let item = WorkItem(
            reference: reference, member: MemberID(rawValue: member), district: unit, unit: unit, generatedAt: now, validityDueAt: now.addingTimeInterval(172_800),
            forwardDueAt: now.addingTimeInterval(259_200), state: .generated,
            snapshot: Snapshot(
                asOf: rules.calendar.day(of: now), rank: "Police officer", yearsOfService: 3, categories: [],
                indicators: [Snapshot.Indicator(outcome: .suspension, group: "complaints", sentence: sentence, weight: 0.5, raises: true, records: [])],
                profile: [Snapshot.Field(key: "complaint", title: "Complaints", value: String(complaints))], figures: []))
        try await records.write { [keys = records.keys, calendar = rules.calendar] db in
            try keys.insert(item, run: 1, in: db)
            try CaseLog.begin(reference, of: WorkItemLife.self, calendar, keys, in: db)
        }
    }

    /// The whole log, as the engine reads it.
    func file(_ reference: String = "W-1") async throws -> CaseFile<WorkItemLife> {
        try await records.read { [keys = records.keys] db in
            let row = try #require(try WorkItemLife.find(reference, in: db))
            return try CaseLog.file(row, of: WorkItemLife.self, Unsealing(keys, in: db), in: db)
        }
    }

    func newForm() -> String {
        forms += 1
        return "a-form-of-its-own-\(10_000 + forms)"
    }

    /// Takes a step an hour later, on the page as it is now.
    @discardableResult
    func take(_ step: WorkItemStep, by account: String, _ answers: [String: [String]]? = nil, on reference: String = "W-1", form: String? = nil, after hours: Double = 1) async throws -> TakenStep {
        now = now.addingTimeInterval(hours * 3_600)
        let file = try await file(reference)
        return try await records.take(
            step, Entered(answers ?? self.answers(step, file)), on: reference, version: file.version, form: form ?? newForm(), rules, for: try await asking(account))
    }

    /// The provisions by which a step is refused; nil for somebody who has no right to it.
    func refusal(_ step: WorkItemStep, by account: String, _ answers: [String: [String]]? = nil, on reference: String = "W-1") async throws -> [Citation]? {
        do {
            try await take(step, by: account, answers, on: reference, after: 0)
            return []
        } catch CaseProblem.refused(let objections) {
            return objections.map(\.cites)
        } catch is NotThere {
            return nil
        }
    }

    func openJacket(_ account: String, of member: Int64 = 1, from reference: String = "W-1") async throws {
        let asking = try await asking(account)
        #expect(try await records.memberFile(MemberID(rawValue: member), asOf: asking.day, kinds: [], from: reference, for: asking) != nil)
    }

    /// The straight way, with whom.
    static let way: [(step: WorkItemStep, by: String)] = [
        (.review, "ana"), (.findValid, "ana"), (.forward, "ana"), (.reviewAsRepresentative, "rep"), (.assignOverseer, "rep"), (.guide, "uma"), (.reviewAsOverseer, "lee"),
        (.assignSupervisor, "lee"), (.notifyMember, "lee"), (.respond, "sid"), (.contactUnit, "sid"), (.schedule, "sid"), (.holdConversation, "sid"), (.writeNote, "sid"),
        (.submitPlan, "sid"), (.reviewPlanAsOverseer, "lee"), (.reviewPlanAsRepresentative, "rep"), (.makeAvailable, "sid"), (.startFollowUp, "sid"), (.followUp, "sid"),
        (.reportCompletion, "sid"), (.verifyCompletion, "rep"), (.endFollowUp, "sid"), (.close, "rep"),
    ]

    /// Goes the straight way up to a step, that one included.
    func go(through last: WorkItemStep, on reference: String = "W-1") async throws {
        let done = Set(try await file(reference).events.map(\.step))
        for (step, account) in Self.way {
            if !done.contains(step) {
                if step == .respond { try await openJacket(account, from: reference) }
                try await take(step, by: account, on: reference)
            }
            if step == last { break }
        }
    }

    // MARK: Answers

    /// Ten sentences that are nowhere to be read but by those they are for.
    static let planted = [
        "ouzel one reviewed", "ouzel two represented", "ouzel three guided", "ouzel four assessed", "ouzel five noted", "ouzel six was a stressor", "ouzel seven performs",
        "ouzel eight follows up", "ouzel nine goes on", "ouzel ten replied",
    ]

    func moment(_ instant: Date) -> String {
        let (hour, minute) = rules.calendar.time(of: instant)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(rules.calendar.day(of: instant).iso)T\(two(hour)):\(two(minute))"
    }

    func answers(_ step: WorkItemStep, _ file: CaseFile<WorkItemLife>) -> [String: [String]] {
        let when = moment(now)
        let today = rules.calendar.day(of: now)
        let open = file.supports.filter { !$0.state.hasEnded }.map(\.key)
        return switch step {
        case .review: ["finding": [Self.planted[0]]]
        case .reviewAsRepresentative: ["finding": [Self.planted[1]]]
        case .forward: ["representative": ["rep"]]
        case .assignOverseer: ["overseer": ["lee"]]
        case .guide: ["kind": ["conversation"], "guidance": [Self.planted[2]]]
        case .reviewAsOverseer: ["reviewed": ["yes"]]
        case .assignSupervisor: ["supervisor": ["sid"]]
        case .notifyMember: ["happened": [when], "in-person": ["yes"], "place": ["office"]]
        case .reassign, .changeSupervisor: ["supervisor": ["sam"], "reason": ["uncomfortable"]]
        case .reportDelay: ["delayed": ["response"], "delay": ["injury"], "from": [today.iso], "return-unknown": ["yes"]]
        case .respond: ["assessment": [Self.planted[3]]]
        case .contactUnit: ["person": ["ana"], "happened": [when]]
        case .schedule: ["meeting": [moment(now.addingTimeInterval(86_400))], "place": ["Room 2"]]
        case .holdConversation:
            ["happened": [when], "indicators": ["yes"], "contributors": ["yes"], "list-given": ["yes"], "edition": ["1"], "private": ["yes"], "on-duty": ["yes"],
                "confidential": ["yes"], "sharing-told": ["yes"], "non-disciplinary": ["yes"], "notes": [Self.planted[4]]]
        case .writeNote: ["note": [Self.planted[4] + " again"]]
        case .submitPlan, .resubmitPlan:
            ["stressors": [Self.planted[5]], "supports": Array(supports.prefix(2)), "performance": [Self.planted[6]], "follow-up": [Self.planted[7]], "worked-out": [today.iso],
                "corrections": file.openCorrections.indices.map { String($0 + 1) }]
        case .reviewPlanAsOverseer: ["answered": ["yes"], "appropriate": ["yes"]]
        case .reviewPlanAsRepresentative: ["needs-met": ["yes"]]
        case .returnPlan: ["corrections": ["Say how often."]]
        case .makeAvailable, .connect, .reportCompletion, .recordDeclined: ["support": open, "happened": [when]]
        case .verifyCompletion: ["support": file.supports.filter { $0.state == .completionReported }.map(\.key), "happened": [when], "basis": ["Told."]]
        case .endSupport: ["support": open, "reason": ["Not needed."]]
        case .followUp: ["progress": [Self.planted[8]]]
        case .recordRefusal, .meetAgain, .wishSession, .consultOnSession: ["happened": [when]]
        case .offerSession: ["session": [moment(now.addingTimeInterval(5 * 86_400))]]
        case .share: ["reason": ["To find the right support."]]
        case .move: ["unit": ["6"], "overseer": ["lou"], "representative": ["rep2"]]
        case .reply: ["reply": [Self.planted[9]]]
        case .closeDuplicative, .findValid, .goOnWithout, .letSupervisorTell, .startFollowUp, .endFollowUp, .close, .remind, .askForAnother: [:]
        }
    }

    // MARK: What is in the tables

    /// Every row of what a step may write, as text.
    func rows(_ tables: [String] = ["supportEvent", "casePost", "caseTask", "jacketOpening", "workItem", "notice", "letter"]) async throws -> [String] {
        try await records.read { db in try tables.flatMap { table in try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" } } }
    }

    func count(_ table: String, _ condition: String = "1") async throws -> Int {
        try await records.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table) WHERE \(condition)") ?? 0 }
    }

    func trail(of account: String) async throws -> [TrailEntry] {
        var query = TrailQuery()
        query.actor = account
        query.limit = 1_000
        return try await records.trail(query, for: bench.console()).lines.map(\.entry).reversed()
    }
}
