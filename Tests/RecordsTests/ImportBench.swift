import Casework
import Directives
import Foundation
import GRDB
import Intake
import Jacket
import Testing
import Vault

@testable import Records

/// A database and a directory of files for one test, gone with it.
final class ImportBench {
    let url: URL
    let files: URL
    let records: Records
    var day = Day(rawValue: 17_531)  // 31 December 2017
    private let calendar: WorkCalendar

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("import-\(UUID().uuidString)")
        files = url.appendingPathComponent("files")
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        records = try Records(path: url.appendingPathComponent("mainstay.sqlite").path, key: .generate())
        calendar = try WorkCalendar(zone: "America/Chicago", holidays: [:], years: 2017...2030)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: files.appendingPathComponent(name))
    }

    @discardableResult
    func importFiles(_ profile: ImportProfile? = nil, options: ImportOptions = ImportOptions()) throws -> ImportReport {
        let calendar = calendar
        let now = calendar.instant(day, hour: 12)
        return try records.importDirectory(
            files, profile: profile, options: options, surroundings: Surroundings(now: { now }, calendar: calendar),
            for: asking)
    }

    /// Whoever runs the commands, at noon of the bench's day.
    var asking: Asking {
        let now = calendar.instant(day, hour: 12)
        return .console(user: "bench", Surroundings(now: { now }, calendar: calendar))
    }

    func count(_ table: String) throws -> Int {
        try records.pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0 }
    }

    /// Every table of records as text, without ids of the import.
    func contents() throws -> [String] {
        try records.pool.read { db in
            try RecordKind.all.flatMap { kind in
                try Row.fetchAll(db, sql: "SELECT * FROM \(kind.key) ORDER BY id").map { "\(kind.key) \($0)" }
            }
        }
    }

    func memberID(_ number: String) async throws -> MemberID { try #require(try await records.member(sourceID: number)).id }

    /// The complaints of member 1 as of a day.
    func complaints(_ year: Int, _ month: Int, _ number: Int) async throws -> [JacketRecord] {
        try await records.records(.complaint, of: memberID("1"), asOf: #require(Day(year, month, number)))
    }

    static let members = "member,name,appointed,separated\n1,Wren Alder,2001-02-03,\n2,Merlin Oak,2005-06-07,2016-01-31\n"
    static let complaintHeader =
        "member,log_number,incident_date,filed_date,closed_date,nature,excessive_force,domestic,substance,finding,discipline,suspension_days\n"
}
