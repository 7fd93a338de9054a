import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport

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
    package func runs(for asking: Asking) async throws -> [RunRow] {
        try await reading(.seeRuns, asking) { db in try Row.fetchAll(db, sql: "SELECT \(RunRow.columns) FROM run ORDER BY asOf DESC, id DESC").map(RunRow.init) }
    }

    package func run(_ id: Int64, for asking: Asking) async throws -> RunRow? {
        try await reading(.seeRuns, asking) { db in try Row.fetchOne(db, sql: "SELECT \(RunRow.columns) FROM run WHERE id = ?", arguments: [id]).map(RunRow.init) }
    }

    package func run(ofMonth month: Month, for asking: Asking) async throws -> RunRow? {
        try await reading(.seeRuns, asking) { db in
            try Row.fetchOne(db, sql: "SELECT \(RunRow.columns) FROM run WHERE month = ?", arguments: [month.iso]).map(RunRow.init)
        }
    }

    /// Whether the month has been run: all that the program's own clockwork needs to know.
    package func hasRun(_ month: Month) async throws -> Bool {
        try await read { db in try Bool.fetchOne(db, sql: "SELECT count(*) > 0 FROM run WHERE month = ?", arguments: [month.iso]) ?? false }
    }

    /// What the run stored beside its row: settings and summary, as JSON text.
    package func runDocuments(_ id: Int64, for asking: Asking) async throws -> (settings: String, summary: String)? {
        try await reading(.seeRuns, asking) { db in
            try Row.fetchOne(db, sql: "SELECT settings, summary FROM run WHERE id = ?", arguments: [id]).map { ($0["settings"], $0["summary"]) }
        }
    }

    /// The members a run could make no item for, with the reason; nobody's own.
    package func heldBack(of run: Int64, for asking: Asking) async throws -> [Generation.HeldBack] {
        let viewer = asking.actor.member
        return try await reading(.seeScores, asking) { [keys] db in
            let unsealing = Unsealing(keys, in: db)
            let own = try viewer.flatMap { try String.fetchOne(db, sql: "SELECT sourceKey FROM member WHERE record = ?", arguments: [$0.rawValue]) }
            let hidden = try Holds.keysSetAside(.support, for: asking, keys, in: db)
            return try Row.fetchAll(db, sql: "SELECT id, key, words FROM heldBack WHERE run = ? ORDER BY id", arguments: [run])
                .filter { !hidden.contains($0["key"]) }.compactMap { try unsealing.open(HeldBackTable.words, of: $0) }.filter { $0.sourceID != own }
        }
    }

    /// Every score of a run, in the order of the members; nobody's own. A file that leaves Mainstay, so an export.
    package func scores(of run: Int64, for asking: Asking) async throws -> [ScoreRow] {
        let viewer = asking.actor.member
        return try await readingLogged(.seeScores, asking, record: "run/\(run)", kind: .export) { [keys] db in
            let hidden = try Holds.keysSetAside(.support, for: asking, keys, in: db)
            let unsealing = Unsealing(keys, in: db)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT score.id, score.key, score.figures, person.sourceKey
                    FROM score JOIN member AS person ON person.record = score.member AND person.version = 1
                    WHERE score.run = ? AND score.member IS NOT ? ORDER BY score.member
                    """, arguments: [run, viewer?.rawValue]
            ).filter { !hidden.contains($0["key"]) }.compactMap { row in
                try unsealing.open(ScoreTable.figures, of: row).map {
                    ScoreRow(sourceID: row["sourceKey"], probabilities: $0.probabilities, any: $0.any)
                }
            }
        }
    }
}
