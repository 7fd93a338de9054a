import Casework
import Directives
import Foundation
import GRDB

/// One monthly run as it is listed.
package struct RunRow: Sendable, Hashable, Codable {
    package var id: Int64
    package var month: String
    package var asOf: Day
    package var startedAt: Date
    package var finishedAt: Date
    package var programVersion: String
    package var fingerprint: String
    package var lastImport: Int64
    /// The day through which the records went when the run was made.
    package var dataDay: Day
    package var scoresDigest: String
    package var scored: Int
    /// Members over the line, in every district.
    package var raised: Int
    /// Work Items made, in the districts where the program is on.
    package var items: Int
    package var account: String?
}

extension RunRow {
    /// Named, so that the models and the summary, which are large, stay on the disk.
    static let columns =
        "id, month, asOf, startedAt, finishedAt, programVersion, fingerprint, lastImport, dataDay, scoresDigest, scored, raised, items, account"

    init(_ row: Row) {
        id = row["id"]
        month = row["month"]
        asOf = Day(rawValue: row["asOf"])
        startedAt = Date(timeIntervalSince1970: row["startedAt"])
        finishedAt = Date(timeIntervalSince1970: row["finishedAt"])
        programVersion = row["programVersion"]
        fingerprint = row["fingerprint"]
        lastImport = row["lastImport"]
        dataDay = Day(rawValue: row["dataDay"])
        scoresDigest = row["scoresDigest"]
        scored = row["scored"]
        raised = row["raised"]
        items = row["items"]
        account = row["account"]
    }
}

/// One scored member, for whoever judges the run from outside.
package struct ScoreRow: Sendable, Hashable {
    package var sourceID: String
    package var probabilities: [Double]
    package var any: Double
}

extension Records {
    package func runs() async throws -> [RunRow] {
        try await read { db in try Row.fetchAll(db, sql: "SELECT \(RunRow.columns) FROM run ORDER BY asOf DESC, id DESC").map(RunRow.init) }
    }

    package func run(_ id: Int64) async throws -> RunRow? {
        try await read { db in try Row.fetchOne(db, sql: "SELECT \(RunRow.columns) FROM run WHERE id = ?", arguments: [id]).map(RunRow.init) }
    }

    package func run(ofMonth month: Month) async throws -> RunRow? {
        try await read { db in try Row.fetchOne(db, sql: "SELECT \(RunRow.columns) FROM run WHERE month = ?", arguments: [month.iso]).map(RunRow.init) }
    }

    /// What the run stored beside its row: settings and summary, as JSON text.
    package func runDocuments(_ id: Int64) async throws -> (settings: String, summary: String)? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT settings, summary FROM run WHERE id = ?", arguments: [id]).map { ($0["settings"], $0["summary"]) }
        }
    }

    /// Every score of a run, in the order of the members.
    package func scores(of run: Int64, except viewer: MemberID? = nil) async throws -> [ScoreRow] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT score.*, person.sourceKey FROM score JOIN member AS person ON person.record = score.member AND person.version = 1
                    WHERE score.run = ? AND score.member IS NOT ? ORDER BY score.member
                    """, arguments: [run, viewer?.rawValue]
            ).map { row in
                ScoreRow(
                    sourceID: row["sourceKey"], probabilities: [row["force"], row["suspension"], row["offDuty"], row["domesticOrSubstance"]],
                    any: row["anyOutcome"])
            }
        }
    }
}
