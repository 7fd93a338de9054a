import Casework
import Directives
import Foundation
import GRDB
import Testing
import Vault

@testable import Records

@Suite("Signed heads of the trail")
struct TrailHeadTests {
    /// Lines in December, January and February, and the February's operator.
    private func threeMonths() async throws -> TrailBench {
        let bench = try await TrailBench()
        for day in [(2017, 12, 30), (2018, 1, 5), (2018, 1, 31), (2018, 2, 1)] { try await bench.add("reader", at: day) }
        return bench
    }

    private func sign(_ month: String, _ bench: TrailBench) async throws -> TrailHead {
        let day = try #require(Day(iso: month + "-01"))
        return try await bench.records.signTrailHead(
            of: Month(of: day), department: "Sample Police Department", bench.calendar, for: bench.asking(2018, 2, 2))
    }

    @Test("D20-04:VII.D The head of a month covers its last line and none of the next month, and is signed once")
    func month() async throws {
        let bench = try await threeMonths()
        let due = try await bench.records.monthsWithoutHead(bench.calendar, for: bench.asking(2018, 2, 2))
        #expect(due.map(\.iso) == ["2017-12", "2018-01"])
        let december = try await sign("2017-12", bench)
        let january = try await sign("2018-01", bench)
        #expect(december.lines == 1 && january.lines == 3)
        #expect(january.isSigned)
        #expect(try await sign("2018-01", bench) == january)
        #expect(try await bench.records.monthsWithoutHead(bench.calendar, for: bench.asking(2018, 2, 2)).isEmpty)
        #expect(try await bench.prove(january).holds)
    }

    @Test("A head of the present month covers what there is, another one later covers more; one of the future is refused")
    func present() async throws {
        let bench = try await threeMonths()
        let first = try await sign("2018-02", bench)
        let second = try await sign("2018-02", bench)
        #expect(first.lines == 4 && second.lines == 5)
        await #expect(throws: TrailSigningProblem.future("March 2018")) { try await sign("2018-03", bench) }
        await #expect(throws: TrailSigningProblem.nothingYet("May 2017")) { try await sign("2017-05", bench) }
    }

    @Test("A head is the same after it was written to a file and read, also with other line ends")
    func file() async throws {
        let head = try await sign("2018-01", try await threeMonths())
        #expect(try TrailHead(text: head.text) == head)
        #expect(try TrailHead(text: head.text.replacingOccurrences(of: "\n", with: "\r\n") + "\r\n").isSigned)
        #expect(head.signedText.hasPrefix("mainstay trail head 1\ndepartment: Sample Police Department\nmonth: 2018-01\nlines: 3\ndigest: "))
    }

    @Test(
        "A head with anything changed in it is not signed, or is none",
        arguments: [
            ("lines: 3", "lines: 2"), ("month: 2018-01", "month: 2018-02"), ("Sample Police", "Simple Police"), ("digest: ", "digest: 00"),
            ("trail head 1", "trail head 2"), ("signature: ", "signature: A"), ("lines: 3\n", ""), ("instant: 2018", "instant: 2019"),
        ])
    func changed(from: String, to: String) async throws {
        let text = try await sign("2018-01", try await threeMonths()).text.replacingOccurrences(of: from, with: to)
        let head = try? TrailHead(text: text)
        #expect(head?.isSigned != true)
    }

    @Test("A name of two lines cannot shift the lines of the file")
    func twoLines() async throws {
        let bench = try await threeMonths()
        let head = try await bench.records.signTrailHead(
            of: Month(of: try #require(Day(2018, 1, 1))), department: "One\nlines: 99", bench.calendar, for: bench.asking(2018, 2, 2))
        #expect(head.department == "One lines: 99")
        #expect(try TrailHead(text: head.text) == head)
    }

    @Test("A head that was handed over betrays a trail made anew by somebody who holds the keys")
    func betrays() async throws {
        let bench = try await threeMonths()
        let january = try await sign("2018-01", bench)
        // A whole other past, with codes and anchor as good as Mainstay makes them, and without the heads.
        let entries = try await bench.records.trail(TrailQuery(), for: bench.asking()).lines.reversed().map(\.entry)
        try bench.tamper(
            "DELETE FROM trail", "DROP TRIGGER trailHeadKeepsRows", "DELETE FROM trailHead", "DELETE FROM vault.trailAnchor",
            String(try #require(TrailHead.tables.split(separator: "\n").first { $0.contains("trailHeadKeepsRows") })))
        try await bench.records.write { [trail = bench.records.trail] db in
            try trail.begin(in: db)
            for (index, entry) in entries.enumerated() {
                var entry = entry
                if index == 1 { entry.actor = "nobody" }
                try trail.append(entry, in: db)
            }
        }
        #expect(try await bench.prove().holds, "the files alone cannot tell")
        let proof = try await bench.prove(january)
        #expect(proof.finding == TrailFinding(3, .headDiffers(month: "2018-01")))
    }

    @Test("A trail restored from before a head was signed does not carry it")
    func beyond() async throws {
        let bench = try await threeMonths()
        let head = try await sign("2018-02", bench)
        let older = try await TrailBench(lines: 2)
        let ours = try await older.records.pool.read { [keys = older.records.keys] db in try keys.house(.signing, in: db) }
        let same = try TrailHead(department: head.department, month: head.month, end: Trail.End(entries: 9, hash: head.digest), at: head.at, with: ours)
        #expect(try await older.prove(same).finding == TrailFinding(9, .headBeyond(month: "2018-02")))
        #expect(try await older.prove(head).finding == TrailFinding(4, .headForeign(month: "2018-02")))
    }

    @Test("A head kept in the database with another digest is called forged")
    func forged() async throws {
        let bench = try await threeMonths()
        _ = try await sign("2018-01", bench)
        try bench.tamper(
            "DROP TRIGGER trailHeadKeepsWords", "UPDATE trailHead SET digest = zeroblob(32)",
            String(try #require(TrailHead.tables.split(separator: "\n").first { $0.contains("trailHeadKeepsWords") })))
        #expect(try await bench.prove().finding == TrailFinding(3, .headForged(month: "2018-01")))
    }

    @Test("A broken trail is not signed")
    func brokenIsNotSigned() async throws {
        let bench = try await threeMonths()
        _ = try await sign("2017-12", bench)
        try bench.tamper("UPDATE trail SET actor = 'nobody' WHERE id = 2")
        await #expect(throws: TrailSigningProblem.broken(TrailFinding(2, .altered))) { try await sign("2018-01", bench) }
        // Nor when what a head covers was changed since.
        let other = try await threeMonths()
        _ = try await sign("2017-12", other)
        try other.tamper("UPDATE trail SET actor = 'nobody' WHERE id = 1")
        await #expect(throws: TrailSigningProblem.broken(TrailFinding(1, .altered))) { try await sign("2018-01", other) }
    }

    @Test("A head stays good when the department key is changed: the key that signs is only wrapped anew")
    func rotation() async throws {
        let bench = try await threeMonths()
        let head = try await sign("2018-01", bench)
        try bench.records.close()
        let next = DepartmentKey.generate()
        let store = try DatabaseQueue(path: bench.store)
        try await store.write { [key = bench.key] db in
            for purpose in HouseKey.Purpose.allCases {
                let wrapped = try Data.fetchOne(db, sql: "SELECT wrapped FROM houseKey WHERE purpose = ?", arguments: [purpose.rawValue])
                let house = try HouseKey(purpose, wrapped: try #require(wrapped), under: key)
                try db.execute(sql: "UPDATE houseKey SET wrapped = ? WHERE purpose = ?", arguments: [try house.wrapped(under: next), purpose.rawValue])
            }
            try db.execute(sql: "UPDATE departmentKey SET fingerprint = ?", arguments: [next.fingerprint])
        }
        try store.close()
        let again = try Records(path: bench.database, key: next)
        #expect(try await again.proveTrail(against: head, for: bench.asking(2018, 2, 2)).holds)
        #expect(try await again.trailPublicKey(for: bench.asking()).bytes == head.publicKey)
    }
}
