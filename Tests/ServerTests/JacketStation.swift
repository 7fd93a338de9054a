import Casework
import Directives
import Foundation
import Intake
import Logging
import Records
import SampleDepartment
import Testing
import Vault

@testable import Server

/// A department of two members whose files were read in as any department's are. The first has a record of every kind of
/// the jacket, the second has none; the Officer Support Unit opens both.
struct JacketStation: Sendable {
    let station: Station
    let member: MemberID
    let other: MemberID
    /// The session of an analyst, which all tests share.
    let session: String

    static let shared = Task { try await make() }

    private static func make() async throws -> JacketStation {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-jacket-\(UUID().uuidString)")
        let inbox = directory.appendingPathComponent("inbox")
        let files = inbox.appendingPathComponent("files")
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        for (name, text) in JacketFiles.all { try Data(text.utf8).write(to: files.appendingPathComponent("\(name).csv")) }
        let department = try StrictYAML.decode(Department.self, from: SampleDepartment.departmentFile, file: "department.yaml")
        let surroundings = Surroundings(now: { Station.now }, calendar: try department.calendar())
        let records = try Records(path: directory.appendingPathComponent("mainstay.sqlite").path, key: .generate())
        let report = try records.importDirectory(
            files, profile: nil, options: ImportOptions(dataDay: try #require(Day(2017, 12, 31))), surroundings: surroundings,
            for: try Station.asking())
        #expect(report.refused.isEmpty && report.rowsQuarantined == 0)
        var quiet = Logger(label: "test")
        quiet.logLevel = .critical
        var office = Office(
            records: records, department: department, surroundings: surroundings, machineNow: { Station.now },
            demonstration: DemonstrationClock(startingAt: Station.now, machineNow: { Station.now }),
            jobs: Jobs(executable: URL(fileURLWithPath: "/bin/false"), machineNow: { Station.now }, logger: quiet), inbox: inbox,
            secureCookies: false, limits: .none, logger: quiet)
        office.refusalStep = nil
        let station = Station(office: office, directory: directory)
        try await station.addAccount("jacket-analyst", roles: [.osuAnalyst])
        let session = LifePeople.Kept()
        try await station.visit { browser in
            try await browser.arrive(as: "jacket-analyst")
            session.text = try #require(browser.cookie("mainstay_session"))
        }
        return JacketStation(
            station: station, member: try #require(try await records.member(sourceID: "7")).id,
            other: try #require(try await records.member(sourceID: "8")).id, session: session.text)
    }

    func visit(_ body: @escaping @Sendable (Browser) async throws -> Void) async throws {
        try await station.visit { [session] browser in
            browser.setCookie("mainstay_session", session)
            try await body(browser)
        }
    }

    /// A record as the jacket's JSON gives it.
    struct Entry: Decodable, Sendable {
        var kind: String
        var cites: String
        var record: Int64
        var happenedOn: Day?
        var knownOn: Day
        var outcomeKnownOn: Day?
        var fields: [String: String]
    }

    /// Looks for the records of a kind in both forms in which the jacket is given. Each of `expected` is one record: the
    /// fields that its JSON has to hold, and words that a person reads in its row. There are no more of the kind, and the
    /// other member has none.
    func shows(_ kind: String, under paragraph: Citation, _ expected: [(fields: [String: String], words: [String])]) async throws {
        let (own, others) = (member.rawValue, other.rawValue)
        try await visit { browser in
            let entries = try await Self.entries(browser, own).filter { $0.kind == kind }
            #expect(entries.count == expected.count, "\(entries.count) records of \(kind)")
            #expect(entries.allSatisfy { $0.cites == paragraph.rawValue }, "\(kind) stands under another paragraph")
            let page = try await browser.get("/members/\(own)/jacket?kind=\(kind)")
            try #require(page.status == 200)
            for record in expected {
                let entry = try #require(
                    entries.first { entry in record.fields.allSatisfy { entry.fields[$0.key] == $0.value } }, "no \(kind) with \(record.fields)")
                let row = try #require(Self.row("\(kind)-\(entry.record)", of: page.text), "no row for \(record.fields)")
                for words in record.words { #expect(row.contains(words), "“\(words)” is not in “\(row)”") }
            }
            let foreign = try await Self.entries(browser, others).filter { $0.kind == kind }
            let foreignPage = try await browser.get("/members/\(others)/jacket?kind=\(kind)")
            #expect(foreign.isEmpty && foreignPage.status == 200 && !foreignPage.text.contains("id=\"\(kind)-"))
        }
    }

    static func entries(_ browser: Browser, _ member: Int64) async throws -> [Entry] {
        struct View: Decodable { var records: [Entry] }
        let answer = try await browser.get("/api/v1/members/\(member)/jacket")
        try #require(answer.status == 200)
        return try JSONDecoder().decode(View.self, from: Data(answer.text.utf8)).records
    }

    /// The words of the table's row of a record.
    private static func row(_ anchor: String, of page: String) -> String? {
        page.components(separatedBy: "<tr").first { $0.contains("id=\"\(anchor)\"") }.map(words)
    }

    /// What a person reads of a stretch of HTML.
    static func words(_ html: String) -> String {
        html.replacing(/<[^>]*>/, with: " ").replacingOccurrences(of: "&#39;", with: "'").replacingOccurrences(of: "&quot;", with: "\"")
            .replacingOccurrences(of: "&amp;", with: "&")
    }
}
