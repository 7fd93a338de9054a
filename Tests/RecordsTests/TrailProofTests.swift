import Casework
import Directives
import Foundation
import GRDB
import Testing
import Vault

@testable import Records

@Suite("The trail is proved, and whatever is done behind the program's back is found and named")
struct TrailProofTests {
    /// An edit of the files, the line it is found at, and what it is called.
    struct Edit: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var sql: [String]
        var line: Int64
        var fault: TrailFinding.Fault

        static let all = [
            Edit(testDescription: "a line altered", sql: ["UPDATE trail SET actor = 'nobody' WHERE id = 7"], line: 7, fault: .altered),
            Edit(testDescription: "a time altered", sql: ["UPDATE trail SET at = at + 1 WHERE id = 1"], line: 1, fault: .altered),
            Edit(testDescription: "an outcome altered", sql: ["UPDATE trail SET outcome = 'refused' WHERE id = 20"], line: 20, fault: .altered),
            Edit(
                testDescription: "a designee struck out: nothing and the empty word are two things",
                sql: ["UPDATE trail SET designeeOf = '' WHERE id = 4"], line: 4, fault: .altered),
            Edit(testDescription: "a digest altered", sql: ["UPDATE trail SET hash = zeroblob(32) WHERE id = 5"], line: 5, fault: .altered),
            Edit(testDescription: "a line taken out", sql: ["DELETE FROM trail WHERE id = 9"], line: 9, fault: .missing(through: 9)),
            Edit(testDescription: "the first line taken out", sql: ["DELETE FROM trail WHERE id = 1"], line: 1, fault: .missing(through: 1)),
            Edit(testDescription: "some lines taken out", sql: ["DELETE FROM trail WHERE id BETWEEN 9 AND 11"], line: 9, fault: .missing(through: 11)),
            Edit(
                testDescription: "a line taken out and the rest moved up",
                sql: ["DELETE FROM trail WHERE id = 9", "UPDATE trail SET id = -id WHERE id > 9", "UPDATE trail SET id = -id - 1 WHERE id < 0"],
                line: 9, fault: .altered),
            Edit(
                testDescription: "two lines swapped",
                sql: ["UPDATE trail SET id = -1 WHERE id = 6", "UPDATE trail SET id = 6 WHERE id = 12", "UPDATE trail SET id = 12 WHERE id = -1"],
                line: 6, fault: .outOfOrder(standsAs: 12)),
            Edit(testDescription: "the end cut off", sql: ["DELETE FROM trail WHERE id > 17"], line: 18, fault: .cutOff(lines: 3)),
            Edit(testDescription: "everything cut off", sql: ["DELETE FROM trail"], line: 1, fault: .cutOff(lines: 20)),
            Edit(
                testDescription: "the end cut off and the anchor moved to it without the key",
                sql: [
                    "DELETE FROM trail WHERE id > 17",
                    "UPDATE vault.trailAnchor SET entries = 17, hash = (SELECT hash FROM trail WHERE id = 17)",
                ], line: 17, fault: .anchorForged),
            Edit(
                testDescription: "the end cut off and the anchor moved to it with the code of the line",
                sql: [
                    "DELETE FROM trail WHERE id > 17",
                    "UPDATE vault.trailAnchor SET (entries, hash, code) = (SELECT id, hash, code FROM trail WHERE id = 17)",
                ], line: 17, fault: .anchorForged),
            Edit(testDescription: "the anchor's code altered", sql: ["UPDATE vault.trailAnchor SET code = zeroblob(32)"], line: 20, fault: .anchorForged),
            Edit(testDescription: "the anchor taken away", sql: ["DELETE FROM vault.trailAnchor"], line: 20, fault: .anchorMissing),
            Edit(
                testDescription: "everything cut off and the anchor taken away", sql: ["DELETE FROM trail", "DELETE FROM vault.trailAnchor"],
                line: 0, fault: .anchorMissing),
            Edit(
                testDescription: "a line added at the end",
                sql: ["INSERT INTO trail SELECT 21, at, 'nobody', designeeOf, kind, act, outcome, record, ground, origin, hash, code FROM trail WHERE id = 20"],
                line: 21, fault: .beyondAnchor(lines: 1)),
            Edit(
                testDescription: "a line added before the first",
                sql: ["INSERT INTO trail SELECT 0, at, actor, designeeOf, kind, act, outcome, record, ground, origin, hash, code FROM trail WHERE id = 1"],
                line: 0, fault: .foreign),
        ]
    }

    @Test("D20-04:I.G Each edit of the SQLite files is found, and the first broken link named", arguments: Edit.all)
    func edits(edit: Edit) async throws {
        let bench = try await TrailBench(lines: 20)
        for statement in edit.sql { try bench.tamper(statement) }
        let proof = try await bench.prove()
        #expect(!proof.holds)
        #expect(proof.finding == TrailFinding(edit.line, edit.fault), "\(proof.finding?.description ?? "nothing found")")
        #expect(proof.finding?.description.hasSuffix(".") == true)
    }

    @Test("A whole trail holds, its proof is its next line, and proving it again counts that line")
    func whole() async throws {
        let bench = try await TrailBench(lines: 20)
        let first = try await bench.prove()
        #expect(first.holds && first.lines == 20 && first.unheard == 0)
        let second = try await bench.prove()
        #expect(second.holds && second.lines == 21)
        let found = try await bench.records.trail(TrailQuery(), for: bench.asking())
        #expect(found.lines.contains { $0.entry.act == "verified" && $0.entry.outcome == .done && $0.entry.record == "trail/20" })
    }

    @Test("A trail without a line holds too")
    func empty() async throws {
        let proof = try await TrailBench().prove()
        #expect(proof.holds && proof.lines == 0)
    }

    @Test("A chain made anew with fitting digests lacks the codes of the department's key", arguments: [1, 8] as [Int64])
    func rewritten(first: Int64) async throws {
        let bench = try await TrailBench(lines: 20)
        try bench.rechain(from: first) { $0.actor = "nobody" }
        #expect(try await bench.prove().finding == TrailFinding(first, .foreign))
    }

    @Test("A byte changed in the raw file is found")
    func rawBytes() async throws {
        let bench = try await TrailBench(lines: 20)
        try await bench.records.pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        try bench.records.close()
        var content = try Data(contentsOf: URL(fileURLWithPath: bench.database))
        // Of the copies of this word, the last in a page is in its first rows: those were written first.
        let place = try #require(content.range(of: Data("seeWorkItem".utf8)))
        content[place.lowerBound] = UInt8(ascii: "S")
        try content.write(to: URL(fileURLWithPath: bench.database))
        let again = try Records(path: bench.database, key: bench.key)
        let proof = try await again.proveTrail(for: bench.asking())
        #expect(proof.finding?.fault == .altered, "\(proof.finding?.description ?? "nothing found")")
    }

    @Test("A file whose pages were overwritten is called damaged, or its lines altered, and never whole")
    func damaged() async throws {
        let bench = try await TrailBench(lines: 400)
        try await bench.records.pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        let page = try await bench.records.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'trail'")
        }
        try bench.records.close()
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: bench.database))
        try file.seek(toOffset: UInt64((try #require(page) - 1) * 4_096))
        try file.write(contentsOf: Data(repeating: 0xA5, count: 4_096))
        try file.close()
        let again = try Records(path: bench.database, key: bench.key)
        let proof = try await again.proveTrail(for: bench.asking())
        #expect(proof.finding == TrailFinding(1, .unreadable))
    }

    @Test("Triggers that are gone are named, though every line is as it was")
    func unguarded() async throws {
        let bench = try await TrailBench(lines: 3)
        try await bench.records.write { db in try db.execute(sql: "DROP TRIGGER trailKeepsWords") }
        #expect(try await bench.prove().finding?.fault == .unguarded)
    }

    @Test("The table refuses to be changed by the program itself, also by a replacement")
    func appendOnly() async throws {
        let bench = try await TrailBench(lines: 3)
        for statement in [
            "UPDATE trail SET actor = 'nobody'", "DELETE FROM trail", "DELETE FROM trail WHERE id = 3",
            "REPLACE INTO trail SELECT id, at, 'nobody', designeeOf, kind, act, outcome, record, ground, origin, hash, code FROM trail WHERE id = 2",
        ] {
            await #expect(throws: RecordsError.self) { try await bench.records.write { db in try db.execute(sql: statement) } }
        }
        #expect(try await bench.prove().holds)
    }

    // MARK: A break stays known

    @Test("The next line does not hide that lines were cut off: it notes it first, and every later proof tells")
    func cutOffStays() async throws {
        let bench = try await TrailBench(lines: 20)
        try bench.tamper("DELETE FROM trail WHERE id > 17")
        try await bench.add("afterwards")
        let proof = try await bench.prove()
        #expect(proof.finding == nil && !proof.holds)
        let noted = try #require(proof.gaps.first)
        #expect(noted.line == 18 && noted.gap.kind == .cutOff && noted.gap.first == 18 && noted.gap.last == 20)
        #expect(noted.description.contains("lines 18 to 20 had been cut off"))
        #expect(try await !bench.prove().holds)
    }

    @Test("Cut off at the same place again, the trail notes it again")
    func cutOffTwice() async throws {
        let bench = try await TrailBench(lines: 20)
        for _ in 0..<2 {
            try bench.tamper("DELETE FROM trail WHERE id > 17")
            try await bench.add("afterwards")
        }
        let gaps = try await bench.prove().gaps
        #expect(gaps.map(\.line) == [18] && gaps.first?.gap.last == 19)
    }

    @Test("A forged or missing anchor is noted by the next line", arguments: ["UPDATE vault.trailAnchor SET entries = 3", "DELETE FROM vault.trailAnchor"])
    func anchorStays(sql: String) async throws {
        let bench = try await TrailBench(lines: 5)
        try bench.tamper(sql)
        try await bench.add("afterwards")
        let proof = try await bench.prove()
        #expect(proof.finding == nil)
        #expect(proof.gaps.map(\.gap.kind) == [sql.hasPrefix("UPDATE") ? .anchorForged : .anchorMissing])
    }

    @Test("A program killed between its two files leaves a trail that holds: the line bears its code, and the next one anchors it")
    func killedBetween() async throws {
        let bench = try await TrailBench(lines: 5)
        let old = try await bench.records.read { db in
            try Row.fetchOne(db, sql: "SELECT entries, hash, code FROM vault.trailAnchor").map { [$0[0] as DatabaseValue, $0[1], $0[2]] }
        }
        let anchor = StatementArguments(try #require(old))
        try await bench.add("the last before the kill")
        try await bench.records.write { db in try db.execute(sql: "UPDATE vault.trailAnchor SET entries = ?, hash = ?, code = ?", arguments: anchor) }
        let proof = try await bench.records.read { [trail = bench.records.trail] db in try trail.prove(publicKey: Data(), given: nil, in: db) }
        #expect(proof.holds && proof.unheard == 1)
        try await bench.add("the first after it")
        let after = try await bench.prove()
        #expect(after.holds && after.lines == 7)
    }

    @Test("Words that Mainstay never writes do not hide a line: its number is named")
    func unreadableLine() async throws {
        let bench = try await TrailBench(lines: 5)
        try bench.tamper("UPDATE trail SET kind = 'invisible' WHERE id = 3")
        let found = try await bench.records.trail(TrailQuery(), for: bench.asking())
        #expect(found.unreadable == [3])
        #expect(found.lines.count == 5)
    }
}
