import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Synchronization
import Testing

@testable import Records

@Suite("Litigation holds: they stop destruction, and nobody but the custodian learns of them")
struct HoldTests {
    private func hold(_ scope: HoldScope, from: Day, review: Day? = nil, to: Day? = nil) -> Hold {
        Hold(
            reference: "18 C 1234", authority: "General Counsel", matter: "A matter of geese", scope: scope, from: from,
            reviewOn: review ?? from.adding(days: 90), to: to)
    }

    private func place(_ bench: RetentionBench, _ scope: HoldScope = HoldScope(), member: String? = "771") async throws -> Int64 {
        try await bench.records.placeHold(
            HoldRequest(hold: hold(scope, from: try bench.today), memberNumber: member), for: try bench.custodian)
    }

    @Test("A hold reaches what meets every one of its conditions, and must name one")
    func scope() throws {
        let day = try #require(Day(2017, 3, 1))
        let member = MemberID(rawValue: 7)
        let records = [KeptRecord(reference: "W-1", from: day, to: day.adding(days: 10), counted: day, isOpen: false)]
        func reaches(_ scope: HoldScope) -> Bool { scope.reaches(.support, member, records) }
        #expect(reaches(HoldScope(member: member)))
        #expect(!reaches(HoldScope(member: MemberID(rawValue: 8))))
        #expect(reaches(HoldScope(program: .support)))
        #expect(!reaches(HoldScope(member: member, program: .resiliency)))
        #expect(reaches(HoldScope(record: "W-1")))
        #expect(!reaches(HoldScope(record: "W-2")))
        #expect(reaches(HoldScope(from: day.adding(days: 10))))
        #expect(!reaches(HoldScope(from: day.adding(days: 11))))
        #expect(reaches(HoldScope(to: day)))
        #expect(!reaches(HoldScope(to: day.adding(days: -1))))
        #expect(!reaches(HoldScope(record: "W-1", to: day.adding(days: -1))))
        #expect(HoldScope().isEmpty)
    }

    @Test("A hold between proposal and confirmation stops the destruction; the program learns only that it is on hold")
    func between() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        let batch = try await bench.confirmedBatch()
        _ = try await place(bench)
        let certificate = try #require(try await bench.records.confirmDestructionSecond(of: batch, for: try bench.custodian))
        #expect(certificate.files == 0)
        #expect(certificate.leftOut == [.init(title: "on hold", count: 1)])
        #expect(try await bench.records.destructionOutlook(for: try bench.supervisor).kinds.first?.due.map(\.state) == [.onHold])
        await #expect(throws: NotThere.self) { try await bench.records.holds(for: try bench.supervisor) }
    }

    @Test("What is due and only held is out of everybody's sight at once: item, jacket's list, scores; and comes back to nobody")
    func setAside() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        let analyst = try bench.analyst
        #expect(try await bench.records.workItem("W-2016-01-001", for: analyst) != nil)
        let id = try await place(bench)
        func isGone() async throws {
            #expect(try await bench.records.workItem("W-2016-01-001", for: analyst) == nil)
            let jacket = try #require(try await bench.records.memberFile(MemberID(rawValue: 1), asOf: try bench.today, for: analyst))
            #expect(jacket.value.items.isEmpty)
            #expect(try await bench.records.scores(of: 1, for: analyst).map(\.sourceID) == ["772", "773"])
            var closed = QueueQuery()
            closed.state = .closedDuplicative
            let list = try await bench.records.queue(closed, for: analyst)
            #expect(list.rows.map(\.reference) == ["W-2017-10-001"] && list.total == 1)
            #expect(list.byDistrict.map(\.count) == [1])
        }
        try await isGone()
        // Nor does a notice tell of it any more, nor count.
        try await bench.records.write { db in
            try db.execute(sql: "INSERT INTO account(name, title, salt, hash) VALUES ('analyst', 'Analyst', x'00', x'00')")
            try Records.post(["W-2016-01-001", "W-2017-10-001"].map {
                Notice(account: "analyst", program: .support, reference: $0, words: "Work Item \($0) was closed.", path: "/work", at: analyst.now)
            }, in: db)
        }
        let notices = try await bench.records.ownNotices(for: analyst)
        #expect(notices.notices.map(\.reference) == ["W-2017-10-001"] && notices.total == 1 && notices.unread == 1)
        // The custodian sees it, with what it says.
        let view = try #require(try await bench.records.hold(id, for: try bench.custodian))
        let file = try #require(view.files.first)
        #expect(file.setAside)
        #expect(file.records == ["W-2016-01-001", "W-2016-04-001"])
        let parts = try #require(try await bench.records.heldContents(id, file: file.mark, for: try bench.custodian))
        #expect(parts.first { $0.title == "Notes" }?.rows.first?["text"] == "the first thing noted")

        // Lifted, it stays out of sight until the first batch after.
        try await bench.records.liftHold(id, reason: "Settled", for: try bench.custodian)
        try await isGone()
        #expect(try await bench.destroyAll()?.files == 1)
        try await isGone()
    }

    @Test("A hold hides nothing that is not due, and a new Work Item brings a due file back to work")
    func notDue() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        _ = try await place(bench, HoldScope(program: .support), member: nil)
        let analyst = try bench.analyst
        #expect(try await bench.records.workItem("W-2017-10-001", for: analyst) != nil)
        #expect(try await bench.records.workItem("W-2016-01-002", for: analyst) != nil)
        #expect(try await bench.records.workItem("W-2016-01-001", for: analyst) == nil)
        try bench.addItem("W-2018-01-009", member: 1, from: try bench.today, closed: nil)
        #expect(try await bench.records.workItem("W-2016-01-001", for: analyst) != nil)
    }

    @Test("D20-04:VI.B.4.c A hold opens nothing: the custodian reads what only a hold keeps, and no record that still has its own readers")
    func opensNothing() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        let id = try await place(bench, HoldScope(program: .support), member: nil)
        let files = try #require(try await bench.records.hold(id, for: try bench.custodian)).files
        #expect(files.map(\.setAside) == [true, false, false])
        for file in files {
            let parts = try await bench.records.heldContents(id, file: file.mark, for: try bench.custodian)
            #expect((parts != nil) == file.setAside, "\(file.records)")
        }
    }

    @Test("Whoever is refused anyway is refused with the same steps where there is a hold as where there is no such record")
    func sameSteps() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        _ = try await place(bench)
        let outsider = bench.asking([.supervisor], "outsider", on: try bench.today)
        func steps(_ reference: String) async throws -> [String] {
            let told = Mutex<[String]>([])
            try await bench.records.pool.write { db in db.trace { event in told.withLock { $0.append(String("\(event)".prefix(40))) } } }
            #expect(try await bench.records.workItem(reference, for: outsider) == nil)
            try await bench.records.pool.write { db in db.trace(options: []) }
            return told.withLock { $0 }
        }
        let (refused, absent) = (try await steps("W-2016-01-001"), try await steps("W-none"))
        #expect(refused == absent && refused.contains { $0.hasPrefix("INSERT INTO trail") })
    }

    @Test("Nothing of a hold stands in the database in the clear, nor in the trail")
    func sealed() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        let id = try await place(bench)
        try await bench.records.liftHold(id, reason: "The geese have flown", for: try bench.custodian)
        _ = try await bench.records.hold(id, for: try bench.custodian)
        try bench.checkpoint()
        let bytes = try bench.bytes()
        for words in ["18 C 1234", "General Counsel", "matter of geese", "geese have flown"] {
            #expect(bytes.range(of: Data(words.utf8)) == nil, "\(words)")
        }
        let auditor = bench.asking([.auditor], "auditor", on: try bench.today)
        var query = TrailQuery()
        query.kind = .hold
        let lines = try await bench.records.trail(query, for: auditor).lines.map(\.entry)
        #expect(Set(lines.map(\.act)) == ["placeHold", "liftHold", "seeHolds"])
        #expect(lines.allSatisfy { $0.record.count == 24 })
        #expect(Set(lines.map(\.record)).count == 1)
    }

    @Test("A hold that names nothing, nobody known or no record, or whose dates cannot be, is refused with a reason")
    func refused() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        let today = try bench.today
        func problem(_ scope: HoldScope, _ member: String? = nil, review: Day? = nil, to: Day? = nil) async throws -> HoldProblem? {
            do {
                _ = try await bench.records.placeHold(
                    HoldRequest(hold: hold(scope, from: today, review: review, to: to), memberNumber: member), for: try bench.custodian)
                return nil
            } catch let problem as HoldProblem {
                return problem
            }
        }
        #expect(try await problem(HoldScope()) == .noScope)
        #expect(try await problem(HoldScope(), "999") == .noSuchMember("999"))
        #expect(try await problem(HoldScope(record: "W-none")) == .noSuchRecord("W-none"))
        #expect(try await problem(HoldScope(from: today, to: today.adding(days: -1))) == .dates(.span(from: today)))
        #expect(try await problem(HoldScope(program: .support), review: today) == .dates(.review(from: today)))
        #expect(try await problem(HoldScope(program: .support), to: today.adding(days: -1)) == .dates(.end(from: today)))
        #expect(try bench.count("hold") == 0)
    }

    @Test("No custodian holds, sees or lifts a hold about themselves; a lifted one is not lifted again")
    func oneself() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        let own = bench.asking([.legalCustodian], "own", on: try bench.today, member: 1)
        await #expect(throws: HoldProblem.oneself) {
            try await bench.records.placeHold(HoldRequest(hold: hold(HoldScope(), from: try bench.today), memberNumber: "771"), for: own)
        }
        let id = try await place(bench)
        #expect(try await bench.records.holds(for: own).isEmpty)
        #expect(try await bench.records.hold(id, for: own) == nil)
        await #expect(throws: NotThere.self) { try await bench.records.liftHold(id, reason: "x", for: own) }
        try await bench.records.liftHold(id, reason: "Settled", for: try bench.custodian)
        await #expect(throws: HoldProblem.alreadyLifted) { try await bench.records.liftHold(id, reason: "Again", for: try bench.custodian) }
    }

    @Test("A hold whose last day is past keeps nothing back")
    func ended() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        let day = try bench.today
        let past = asking(bench, on: day.adding(days: -30))
        _ = try await bench.records.placeHold(
            HoldRequest(hold: hold(HoldScope(), from: day.adding(days: -30), to: day.adding(days: -1)), memberNumber: "771"), for: past)
        #expect(try await bench.destroyAll()?.files == 1)
    }

    private func asking(_ bench: RetentionBench, on day: Day) -> Asking { bench.asking([.legalCustodian], "custodian", on: day) }
}
