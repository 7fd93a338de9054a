import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Testing

@testable import Records

@Suite("The supports document")
struct SupportsTests {
    @Test("D20-04:IV.A.2 An edition is published whole, with number and date, and the one before stays readable by its number")
    func editions() async throws {
        let bench = try SupportsBench()
        #expect(try await bench.records.supportsShelf(for: bench.asking()).current == nil)
        let first = try await bench.publishFirst(["Sleep clinic", "Peer line"])
        try await bench.change(.change(bench.support("Sleep clinic", contact: "555-0199"), version: first.version))
        let second = try await bench.publish("New hours.", on: "2018-04-03")
        #expect(second == 2)
        let shelf = try await bench.records.supportsShelf(for: bench.asking([]))
        #expect(shelf.current?.number == 2 && shelf.current?.publishedOn == Day(2018, 4, 3) && shelf.current?.quarter.iso == "2018-Q2")
        #expect(shelf.current?.publishedBy == "Rowan Sandpiper" && shelf.current?.changes == "New hours.")
        #expect(shelf.editions.map(\.number) == [2, 1])
        #expect(shelf.current?.supports.first?.contact == "555-0199")
        let old = try #require(try await bench.records.supportsEdition(1, for: bench.asking([])))
        #expect(old.supports.map(\.contact) == ["555-0101", "555-0101"] && old.supports.map(\.key) == ["sleep-clinic", "peer-line"])
        #expect(try await bench.records.supportsEdition(3, for: bench.asking()) == nil)
        #expect(try await bench.records.supportsEdition(0, for: bench.asking()) == nil)
    }

    @Test(
        "D20-04:IV.A.2 Nothing in a published edition is ever changed, by no statement",
        arguments: [
            "UPDATE supportsEdition SET changes = 'x'", "DELETE FROM supportsEdition", "UPDATE support SET contact = 'x'", "DELETE FROM support",
            "REPLACE INTO support SELECT edition, place, key, 'x', kind, description, contact, eligibility, isConfidential, confidentiality FROM support",
            "INSERT INTO support SELECT edition, 99, 'another', title, kind, description, contact, eligibility, isConfidential, confidentiality FROM support LIMIT 1",
            "UPDATE supportRecommendation SET basis = 'x'", "DELETE FROM supportRecommendation",
            "INSERT INTO supportRecommendation SELECT edition, support, 'money', 'x', 1 FROM supportRecommendation LIMIT 1",
            "REPLACE INTO supportsEdition SELECT number, publishedAt, publishedOn, publishedBy, publishedByName, 'x', selfAssessment, draftVersion FROM supportsEdition",
            "UPDATE supportsReview SET note = 'x'", "DELETE FROM supportsReview",
        ])
    func unchangeable(statement: String) async throws {
        let bench = try SupportsBench()
        try await bench.records.addExampleSupports(for: bench.asking())
        try await bench.records.noteSupportsReviewed("All called.", for: bench.asking())
        let before = try await bench.records.supportsEdition(1, for: bench.asking())
        await #expect(throws: RecordsError.self) { try await bench.records.write { db in try db.execute(sql: statement) } }
        #expect(try await bench.records.supportsEdition(1, for: bench.asking()) == before)
    }

    @Test("D20-04:IV.A.2 Only the Officer Support Unit drafts, publishes and records a review", arguments: Role.allCases)
    func unitOnly(role: Role) async throws {
        let bench = try SupportsBench()
        try await bench.records.addExampleSupports(for: bench.asking())
        let asking = bench.asking([role])
        let isUnit = role == .osuAnalyst || role == .osuSupervisor
        #expect(try await bench.records.supportsShelf(for: asking).update != nil || !isUnit)
        if isUnit {
            _ = try await bench.records.supportsDraft(for: asking)
            try await bench.records.noteSupportsReviewed("", for: asking)
        } else {
            #expect(try await bench.records.supportsShelf(for: asking).update == nil)
            await #expect(throws: NotThere()) { _ = try await bench.records.supportsDraft(for: asking) }
            await #expect(throws: NotThere()) { try await bench.records.changeSupports(.takeOut("chaplains", version: 2), for: asking) }
            await #expect(throws: NotThere()) { try await bench.records.publishSupports("x", version: 2, for: asking) }
            await #expect(throws: NotThere()) { try await bench.records.noteSupportsReviewed("", for: asking) }
        }
    }

    @Test("D20-04:III.B Reading the newest edition or an older one writes nothing at all, whoever reads and whatever they ask for")
    func noTrace() async throws {
        let bench = try SupportsBench()
        try await bench.records.addExampleSupports(for: bench.asking())
        let before = try await bench.contents()
        for roles in [[], [.member], [.supervisor], [.osuAnalyst], Set(Role.allCases)] as [Set<Role>] {
            let asking = bench.asking(roles, account: "juniper.alder", member: MemberID(rawValue: 7))
            _ = try await bench.records.supportsShelf(for: asking)
            for number in [-1, 0, 1, 2, Int.max] { _ = try await bench.records.supportsEdition(number, for: asking) }
        }
        let changes = try await bench.records.write { db in db.totalChangesCount }
        #expect(try await bench.contents() == before)
        _ = try await bench.records.supportsShelf(for: bench.asking())
        #expect(try await bench.records.write { db in db.totalChangesCount } == changes)
    }

    @Test("Publishing is one step with its line of the trail: where the line cannot be written, nothing is published")
    func oneTransaction() async throws {
        let bench = try SupportsBench()
        let draft = try await bench.publishFirst(["Sleep clinic"])
        try await bench.change(.takeOut("sleep-clinic", version: draft.version))
        try await bench.change(.add(bench.support("Peer line"), form: SupportsBench.form(9)))
        try await bench.records.write { db in
            try db.execute(sql: "CREATE TRIGGER fault BEFORE INSERT ON trail BEGIN SELECT RAISE(ABORT, 'no'); END")
        }
        await #expect(throws: RecordsError.trailNotWritten) { _ = try await bench.publish("A peer line.") }
        #expect(try await bench.count("supportsEdition") == 1)
        #expect(try await bench.count("support") == 1)
        try await bench.records.write { db in try db.execute(sql: "DROP TRIGGER fault") }
        #expect(try await bench.publish("A peer line.") == 2)
        var query = TrailQuery()
        query.actor = "r.sandpiper"
        let lines = try await bench.records.trail(query, for: bench.asking([.auditor], account: "auditor")).lines.map(\.entry)
        #expect(lines.filter { $0.act == "supportsPublished" && $0.kind == .act && $0.ground == "D20-04:IV.A.2" }.count == 2)
        #expect(lines.allSatisfy { $0.record == "supports" })
    }

    @Test("The same form sent twice publishes once; another person with the same draft is told, and so is a stale one")
    func publishedOnce() async throws {
        let bench = try SupportsBench()
        try await bench.change(.add(bench.support("Sleep clinic"), form: SupportsBench.form(1)))
        let version = try await bench.records.supportsDraft(for: bench.asking()).draft.version
        for _ in 0..<3 { #expect(try await bench.records.publishSupports("First.", version: version, for: bench.asking()) == 1) }
        await #expect(throws: SupportsProblem.published(1)) {
            try await bench.records.publishSupports("First.", version: version, for: bench.asking(account: "l.heron"))
        }
        await #expect(throws: SupportsProblem.published(1)) { try await bench.records.publishSupports("Another.", version: version, for: bench.asking()) }
        let next = try await bench.records.supportsDraft(for: bench.asking()).draft.version
        await #expect(throws: SupportsProblem.nothingChanged(since: 1)) { try await bench.records.publishSupports("Same.", version: next, for: bench.asking()) }
        try await bench.change(.add(bench.support("Peer line"), form: SupportsBench.form(2)))
        await #expect(throws: SupportsProblem.changedMeanwhile(bench.stamp)) { try await bench.records.publishSupports("Old.", version: next, for: bench.asking()) }
        #expect(try await bench.count("supportsEdition") == 1)
    }

    @Test("Twenty people who publish the same draft at once make one edition")
    func atOnce() async throws {
        let bench = try SupportsBench()
        try await bench.change(.add(bench.support("Sleep clinic"), form: SupportsBench.form(1)))
        let version = try await bench.records.supportsDraft(for: bench.asking()).draft.version
        let numbers = await withTaskGroup(of: Int?.self) { group in
            for index in 0..<20 {
                group.addTask { try? await bench.records.publishSupports("First.", version: version, for: bench.asking(account: "person-\(index % 4)")) }
            }
            return await group.reduce(into: [Int?]()) { $0.append($1) }
        }
        #expect(numbers.compactMap { $0 }.count == 5 && Set(numbers.compactMap { $0 }) == [1])
        #expect(try await bench.count("supportsEdition") == 1)
    }

    @Test("What is missing is said, all at once, and nothing empty is published or reviewed")
    func refusals() async throws {
        let bench = try SupportsBench()
        let empty = Support(title: " ", kind: .other, description: "", contact: "", eligibility: "\n", isConfidential: false, confidentiality: "")
        await #expect {
            try await bench.change(.add(empty, form: SupportsBench.form(1)))
        } throws: { error in
            guard case .fields(let fields) = error as? SupportsProblem else { return false }
            return fields.map(\.name) == ["title", "description", "contact", "eligibility", "confidentiality"]
        }
        await #expect(throws: SupportsProblem.oldForm) { try await bench.change(.add(bench.support("A"), form: "short")) }
        await #expect(throws: SupportsProblem.noEdition) { try await bench.records.noteSupportsReviewed("", for: bench.asking()) }
        await #expect(throws: SupportsProblem.noSupports) { _ = try await bench.publish("Nothing.") }
        try await bench.change(.add(bench.support("Sleep clinic"), form: SupportsBench.form(1)))
        await #expect(throws: (any Error).self) { _ = try await bench.publish("") }
        await #expect(throws: (any Error).self) { _ = try await bench.publish(String(repeating: "x", count: 601)) }
        #expect(try await bench.count("supportsEdition") == 0)
        #expect(throws: SupportsProblem.noEdition) { try bench.records.pool.read { db in try Records.currentSupports(in: db) } }
    }

    @Test("D20-04:V.B.4, D20-04:VI.B.3.c Plans are offered the supports of the newest edition alone, and titles of every edition stay known")
    func forPlans() async throws {
        let bench = try SupportsBench()
        let draft = try await bench.publishFirst(["Sleep clinic", "Peer line"])
        try await bench.change(.takeOut("peer-line", version: draft.version))
        var renamed = bench.support("Sleep clinic")
        renamed.title = "Clinic for sleep"
        try await bench.change(.change(renamed, version: draft.version))
        // The draft is nobody's list yet.
        #expect(try await bench.records.read { db in try Records.currentSupports(in: db).edition } == 1)
        _ = try await bench.publish("Renamed.")
        let (edition, keys, titles) = try await bench.records.read { db in
            let current = try Records.currentSupports(in: db)
            return (current.edition, current.supports.map(\.key), try Records.supportTitles(in: db))
        }
        #expect(edition == 2 && keys == ["sleep-clinic"])
        #expect(titles == ["sleep-clinic": "Clinic for sleep", "peer-line": "Peer line"])
    }

    @Test("A key is given once: not to another support of the same name, nor after the first was taken out")
    func keys() async throws {
        let bench = try SupportsBench()
        let draft = try await bench.publishFirst(["Sleep clinic"])
        try await bench.change(.takeOut("sleep-clinic", version: draft.version))
        #expect(try await bench.change(.add(bench.support("Sleep clinic"), form: SupportsBench.form(2))) == "sleep-clinic-2")
        #expect(try await bench.change(.add(bench.support("SLEEP, clinic!"), form: SupportsBench.form(3))) == "sleep-clinic-3")
        #expect(try await bench.change(.add(bench.support("שינה 😴"), form: SupportsBench.form(4))) == "support")
        #expect(try await bench.change(.add(bench.support("new"), form: SupportsBench.form(5))) == "new-2", "an address of its own is no key")
        // The same form again is the same support.
        #expect(try await bench.change(.add(bench.support("Sleep clinic"), form: SupportsBench.form(2))) == "sleep-clinic-2")
        #expect(try await bench.records.supportsDraft(for: bench.asking()).draft.entries.count == 4)
    }

    @Test("D20-04:VI.B.5.NOTE A support is marked as recommended for a stressor, with basis and date; the mark stands in the edition")
    func recommendations() async throws {
        let bench = try SupportsBench()
        let draft = try await bench.publishFirst(["Sleep clinic"])
        let mark = Recommendation(support: "sleep-clinic", stressor: .sleep, basis: "Feedback of the spring.", on: try #require(Day(2018, 1, 2)))
        try await bench.change(.recommend(mark, version: draft.version))
        let marked = try #require(try await bench.entry("sleep-clinic"))
        #expect(marked.recommendations == [mark])
        await #expect(throws: SupportsProblem.changedMeanwhile(bench.stamp)) {
            try await bench.change(.recommend(Recommendation(support: "sleep-clinic", stressor: .grief, basis: "x", on: mark.on), version: draft.version))
        }
        await #expect(throws: (any Error).self) {
            try await bench.change(.recommend(Recommendation(support: "sleep-clinic", stressor: .grief, basis: "  ", on: mark.on), version: marked.change.version))
        }
        #expect(try await bench.records.supportsDraft(for: bench.asking()).difference.recommended.map(\.key) == ["sleep-clinic"])
        _ = try await bench.publish("Marked.")
        #expect(try await bench.records.supportsShelf(for: bench.asking([])).current?.recommendations == [mark])
        #expect(try await bench.records.supportsEdition(1, for: bench.asking())?.recommendations == [])
        let copy = try #require(try await bench.entry("sleep-clinic"))
        try await bench.change(.takeBack(.sleep, of: "sleep-clinic", version: copy.change.version))
        #expect(try await bench.entry("sleep-clinic")?.recommendations == [])
    }

    @Test("Two people at one draft: the second to the same support is told by whom, the same words twice are no conflict, and other supports are free")
    func twoAtOnce() async throws {
        let bench = try SupportsBench()
        let draft = try await bench.publishFirst(["Sleep clinic", "Peer line"])
        let (mine, yours) = (bench.support("Sleep clinic", contact: "555-0111"), bench.support("Sleep clinic", contact: "555-0122"))
        try await bench.change(.change(mine, version: draft.version))
        try await bench.change(.change(mine, version: draft.version))
        await #expect(throws: SupportsProblem.changedMeanwhile(bench.stamp)) { try await bench.change(.change(yours, version: draft.version)) }
        await #expect(throws: SupportsProblem.changedMeanwhile(bench.stamp)) { try await bench.change(.takeOut("sleep-clinic", version: draft.version)) }
        try await bench.change(.change(bench.support("Peer line", contact: "555-0133"), version: draft.version))
        try await bench.change(.takeOut("peer-line", version: try #require(try await bench.entry("peer-line")).change.version))
        try await bench.change(.takeOut("peer-line", version: 1))
        await #expect(throws: SupportsProblem.takenOut) { try await bench.change(.change(bench.support("Peer line"), version: draft.version)) }
        let asked = SelfAssessment(introduction: "", questions: ["How are you?"], closing: "")
        try await bench.change(.ask(asked, version: draft.version))
        await #expect(throws: SupportsProblem.changedMeanwhile(bench.stamp)) {
            try await bench.change(.ask(SelfAssessment(introduction: "", questions: ["And you?"], closing: ""), version: draft.version))
        }
        // A form from before an edition fits no draft after it.
        let before = try #require(try await bench.entry("sleep-clinic")).change.version
        _ = try await bench.publish("New numbers.")
        await #expect(throws: SupportsProblem.published(2)) { try await bench.change(.change(yours, version: before)) }
        #expect(try await bench.entry("sleep-clinic")?.support.contact == "555-0111")
    }

    @Test("Whatever is typed comes back to the letter, and no statement is made of it", arguments: [
        "'; DROP TABLE support; --", "<script>alert(1)</script>", "שלום עולם", "🧑‍🧑‍🧒 e\u{301}", "a\tb \\u0000 \"quoted\"", "%s ${x} {{y}}",
    ])
    func hostile(text: String) async throws {
        let bench = try SupportsBench()
        let support = Support(title: text, kind: .other, description: text, contact: text, eligibility: text, isConfidential: true, confidentiality: text)
        let key = try #require(try await bench.change(.add(support, form: SupportsBench.form(1))))
        try await bench.change(.ask(SelfAssessment(introduction: text, questions: [text], closing: text), version: 1))
        _ = try await bench.publish(text)
        let edition = try #require(try await bench.records.supportsShelf(for: bench.asking([])).current)
        let found = try #require(edition.supports.first)
        #expect([found.title, found.description, found.contact, found.eligibility, found.confidentiality, edition.changes] == Array(repeating: text, count: 6))
        #expect(edition.selfAssessment.questions == [text])
        #expect(key.wholeMatch(of: /[a-z0-9-]+/) != nil)
    }
}
