import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Testing
import Vault

@testable import Records

/// An empty installation, and the Officer Support Unit at its desk.
final class SupportsBench: Sendable {
    let url: URL
    let records: Records
    static let start = Date(timeIntervalSince1970: 1_514_901_600)

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("supports-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        records = try Records(path: url.appendingPathComponent("mainstay.sqlite").path, key: .generate())
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    static func form(_ number: Int) -> String { "a-form-of-its-own-\(1_000 + number)" }

    var stamp: SupportsDraft.Stamp { SupportsDraft.Stamp(account: "r.sandpiper", name: "Rowan Sandpiper", at: Self.start) }

    func asking(
        _ roles: Set<Role> = [.osuSupervisor], account: String = "r.sandpiper", member: MemberID? = nil, at now: Date = SupportsBench.start,
        on day: Day = Day(rawValue: 17_533)
    ) -> Asking {
        Asking(actor: Actor(account: account, name: account == "r.sandpiper" ? "Rowan Sandpiper" : account, roles: roles, member: member), now: now, day: day, from: "test")
    }

    func support(_ title: String, contact: String = "555-0101") -> Support {
        Support(
            key: title.lowercased().replacing(" ", with: "-"), title: title, kind: .medical, description: "What it is.", contact: contact,
            eligibility: "Every member", isConfidential: true, confidentiality: "Nobody is told.")
    }

    @discardableResult
    func change(_ change: SupportsChange) async throws -> String? { try await records.changeSupports(change, for: asking()) }

    func entry(_ key: String) async throws -> SupportsDraft.Entry? { try await records.supportsDraft(for: asking()).draft[key] }

    func publish(_ changes: String, on day: String = "2018-01-02") async throws -> Int {
        let version = try await records.supportsDraft(for: asking()).draft.version
        return try await records.publishSupports(changes, version: version, for: asking(on: try #require(Day(iso: day))))
    }

    /// Publishes an edition of these; gives the draft after it.
    func publishFirst(_ titles: [String]) async throws -> SupportsDraft {
        for (index, title) in titles.enumerated() { try await change(.add(support(title), form: Self.form(index + 100))) }
        _ = try await publish("The first.")
        return try await records.supportsDraft(for: asking()).draft
    }

    func count(_ table: String) async throws -> Int {
        try await records.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0 }
    }

    /// Every row of every table of both files.
    func contents() async throws -> [String] {
        try await records.read { db in
            try ["main", "vault"].flatMap { file in
                try String.fetchAll(db, sql: "SELECT name FROM \(file).sqlite_master WHERE type = 'table' ORDER BY name").flatMap { table in
                    try Row.fetchAll(db, sql: "SELECT * FROM \(file).\"\(table)\"").map { "\(table) \($0)" }
                }
            }
        }
    }
}
