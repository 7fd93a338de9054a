import Casework
import Directives
import Foundation
import Jacket
import SampleDepartment
import Testing

/// A folder that goes away with the test.
private final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("sample-\(UUID().uuidString)")
    deinit { try? FileManager.default.removeItem(at: url) }

    func rows(_ kind: RecordKind) throws -> [[String: String]] {
        let text = try String(contentsOf: url.appendingPathComponent(kind.file + ".csv"), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        let headers = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        // The kinds read here have no quoted values.
        return lines.dropFirst().map { line in
            let values = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(uniqueKeysWithValues: zip(headers, values))
        }
    }
}

@Suite("A sample department")
struct SampleDepartmentTests {
    private func sample(seed: UInt64 = 7, members: Int = 400, records: Int? = nil) throws -> SampleDepartment {
        SampleDepartment(members: members, years: 8, records: records, seed: seed, endsOn: try #require(Day(2017, 12, 31)))
    }

    @Test("The same seed gives the same bytes and another seed gives others")
    func deterministic() throws {
        let (one, two, three) = (Folder(), Folder(), Folder())
        _ = try sample().write(to: one.url)
        _ = try sample().write(to: two.url)
        _ = try sample(seed: 8).write(to: three.url)
        for kind in RecordKind.all {
            func bytes(_ folder: Folder) throws -> Data { try Data(contentsOf: folder.url.appendingPathComponent(kind.file + ".csv")) }
            #expect(try bytes(one) == bytes(two), "\(kind.key)")
            if kind != .unit { #expect(try bytes(one) != bytes(three), "\(kind.key)") }
        }
    }

    @Test("All twenty kinds of record of D20-04:III.C have rows, and so have the registers")
    func everyKind() throws {
        let folder = Folder()
        let counts = try sample(members: 60).write(to: folder.url)
        #expect(Set(RecordKind.all.compactMap(\.number)) == Set(1...20))
        for kind in RecordKind.all { #expect((counts.rows[kind.key] ?? 0) > 0, "\(kind.key)") }
    }

    @Test("The department's settings can be read, know every rank the files use and have the program on in District 5")
    func departmentFile() throws {
        let folder = Folder()
        _ = try sample().write(to: folder.url)
        let department = try StrictYAML.decode(Department.self, from: SampleDepartment.departmentFile, file: "department.yaml")
        #expect(department.ranks == SampleDepartment.ranks)
        #expect(Set(try folder.rows(.rankHeld).compactMap { $0["rank"] }).isSubset(of: Set(department.ranks.map(\.key))))
        #expect(department.officerSupport.isOn("5", try #require(Day(2018, 1, 1))))
        _ = try department.calendar()
    }

    @Test("Keys are not used twice, and no date is after the last day")
    func keysAndDates() throws {
        let folder = Folder()
        _ = try sample().write(to: folder.url)
        for kind in [RecordKind.complaint, .allegation, .useOfForce, .complaintWitness, .posting, .rankHeld, .supervision, .sickLeave] {
            let rows = try folder.rows(kind)
            #expect(Set(rows.compactMap { $0["key"] }).count == rows.count, "\(kind.key)")
            let dates = [kind.happened.header] + [kind.known, kind.outcomeKnown].compactMap { $0?.header }
            for row in rows {
                for header in dates { #expect((row[header] ?? "") <= "2017-12-31", "\(kind.key) \(row)") }
            }
        }
    }

    @Test("A complaint still open has no finding, and a closed one closed after it was filed")
    func outcomes() throws {
        let folder = Folder()
        _ = try sample().write(to: folder.url)
        let complaints = try folder.rows(.complaint)
        let open = complaints.filter { $0["closed_date"] == "" }
        #expect(!open.isEmpty)
        for complaint in open {
            #expect(complaint["finding"] == "" && complaint["discipline"] == "" && complaint["suspension_days"] == "")
        }
        for complaint in complaints where complaint["closed_date"] != "" {
            #expect(try #require(complaint["closed_date"]) >= #require(complaint["filed_date"]))
            #expect(complaint["finding"] != "")
        }
    }

    @Test("The people known by name are there with their records, whatever the seed", arguments: [7, 8, 99] as [UInt64])
    func knownPeople(seed: UInt64) throws {
        let folder = Folder()
        _ = try sample(seed: seed, members: 80).write(to: folder.url)
        let names = Dictionary(uniqueKeysWithValues: try folder.rows(.member).map { ($0["member"] ?? "", $0["name"] ?? "") })
        for person in SampleDepartment.knownPeople { #expect(names[person.sourceID] == person.name) }
        #expect(names.values.filter { $0 == "Juniper Alder" }.count == 1)
        let all = try folder.rows(.complaint)
        func complaints(of person: KnownPerson) -> [[String: String]] { all.filter { $0["member"] == person.sourceID } }
        let alder = complaints(of: SampleDepartment.juniperAlder)
        #expect(alder.count == 7)
        #expect(alder.filter { $0["sustained_excessive_force"] == "1" }.count == 2)
        #expect(complaints(of: SampleDepartment.oliveKestrel).allSatisfy { $0["off_duty"] == "1" })
        #expect(complaints(of: SampleDepartment.lindenSwift).isEmpty)
        let supervised = try folder.rows(.supervision).filter { $0["supervisor"] == SampleDepartment.wrenHawthorn.sourceID }
        #expect(supervised.contains { $0["member"] == SampleDepartment.juniperAlder.sourceID && $0["end"] == "" })
    }

    @Test("Asked for a number of records, the sample comes within three in a hundred of it", arguments: [60_000, 200_000])
    func size(records: Int) throws {
        let folder = Folder()
        let counts = try sample(members: 500, records: records).write(to: folder.url)
        #expect(abs(Double(counts.total) / Double(records) - 1) < 0.03, "\(counts.total)")
    }

    @Test("Risk carries over: members with complaints in one half of the years have more in the other")
    func riskCarriesOver() throws {
        let folder = Folder()
        _ = try sample(members: 2_000).write(to: folder.url)
        let complaints = try folder.rows(.complaint)
        var before: [String: Int] = [:]
        var after: [String: Int] = [:]
        for complaint in complaints {
            let member = complaint["member"] ?? ""
            if complaint["filed_date"] ?? "" < "2014-01-01" { before[member, default: 0] += 1 } else { after[member, default: 0] += 1 }
        }
        let members = try folder.rows(.member).filter { $0["appointed"] ?? "" < "2010-01-01" && $0["separated"] == "" }.compactMap { $0["member"] }
        func mean(_ chosen: [String]) -> Double { Double(chosen.reduce(0) { $0 + (after[$1] ?? 0) }) / Double(max(1, chosen.count)) }
        let many = members.filter { (before[$0] ?? 0) >= 3 }
        let none = members.filter { before[$0] == nil }
        #expect(many.count > 50 && none.count > 50)
        #expect(mean(many) > 2 * mean(none), "\(mean(many)) and \(mean(none))")
    }
}
