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

/// A database with two members and a run to hang items on, and the Officer Support Unit's eyes.
struct ReviewBench {
    let bench: ImportBench
    var records: Records { bench.records }
    let wren: MemberID
    let merlin: MemberID

    init() async throws {
        bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        try bench.importFiles()
        wren = try await bench.memberID("1")
        merlin = try await bench.memberID("2")
        _ = try await bench.records.write { db in
            try db.execute(
                sql: """
                    INSERT INTO run(id, month, asOf, startedAt, finishedAt, programVersion, fingerprint, lastImport, dataDay, settings, scoresDigest,
                        scored, raised, items, summary, models) VALUES (1, '2018-01', 17532, 0, 0, 'test', '', 1, 17531, '{}', '', 0, 0, 0, '{}', x'')
                    """)
        }
    }

    static let start = Date(timeIntervalSince1970: 1_514_901_600)

    func asking(_ roles: Set<Role> = [.osuAnalyst, .osuSupervisor], account: String = "w.hawthorn", member: MemberID? = nil, hours: Double = 1) -> Asking {
        Asking(
            actor: Actor(account: account, name: account, roles: roles, member: member), now: Self.start.addingTimeInterval(hours * 3_600),
            day: Day(rawValue: 17_533), from: "test")
    }

    /// Adds an item of a member; its months count from January 2018.
    func addItem(_ reference: String, of member: MemberID, month: Int = 0, complaints: Int = 4, sentence: String = "Four complaints.", raised: [Outcome] = [.suspension]) async throws {
        let generated = Self.start.addingTimeInterval(Double(month) * 31 * 86_400)
        let item = WorkItem(
            reference: reference, member: member, district: "5", unit: "5", generatedAt: generated, validityDueAt: generated.addingTimeInterval(172_800),
            forwardDueAt: generated.addingTimeInterval(259_200), state: .generated,
            snapshot: Snapshot(
                asOf: Day(rawValue: Int32(17_532 + 31 * month)), rank: "Police officer", yearsOfService: 3,
                categories: Outcome.allCases.map { Snapshot.Category(outcome: $0, probability: 0.1, baseRate: 0.01, rank: 1, of: 10, raised: raised.contains($0)) },
                indicators: [Snapshot.Indicator(outcome: .suspension, group: "complaints", sentence: sentence, weight: 0.5, raises: true, records: [])],
                profile: [
                    Snapshot.Field(key: "rank", title: "Rank", value: "Police officer"),
                    Snapshot.Field(key: "complaint", title: "Complaints", value: String(complaints)),
                ], figures: []))
        try await records.write { [keys = records.keys] db in try keys.insert(item, run: 1, in: db) }
    }

    var rules: DepartmentRules {
        get throws {
            let department = try StrictYAML.decode(Department.self, from: SampleDepartment.departmentFile, file: "department.yaml")
            return DepartmentRules(department, try department.calendar())
        }
    }

    /// Records the review that goes before a decision (`D20-04:V.A.1`).
    func reviewed(_ reference: String) async throws {
        try await records.take(
            .review, Entered(["finding": ["Compared."]]), on: reference, version: 0, form: "the one review of \(reference)", try rules, for: asking())
    }

    func notes(_ reference: String, _ numbers: Range<Int> = 0..<100) async throws -> [ReviewNote] {
        try #require(try await records.reviewFile(reference, notes: numbers, for: asking())).value.notes
    }

    /// Every byte of the database, its log and the key store.
    func bytes() throws -> [(name: String, bytes: Data)] {
        try FileManager.default.contentsOfDirectory(atPath: bench.url.path).filter { $0.hasPrefix("mainstay") }.map {
            ($0, try Data(contentsOf: bench.url.appendingPathComponent($0)))
        }
    }

    static let form = "a-form-of-its-own-0001"
}
