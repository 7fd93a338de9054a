import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Risk

/// Why a month was not run. Nothing is changed by any of these.
package enum MonthProblem: Error, Equatable, CustomStringConvertible {
    case alreadyRun(Month, run: Int64)
    case notCome(Day)
    case noRecords
    case unreadableSettings(Int64)

    package var description: String {
        switch self {
        case .alreadyRun(let month, let run):
            "\(month.name) has been run already, as run \(run). A month is run once; `mainstay replay \(run)` computes it again and compares. Nothing was changed."
        case .notCome(let day): "\(day.long) has not come yet. A month is run on or after its as-of day. Nothing was changed."
        case .noRecords: "There are no records yet. Import the department's records first, with `mainstay import`. Nothing was changed."
        case .unreadableSettings(let run): "The settings stored with run \(run) cannot be read by this version of Mainstay."
        }
    }
}

/// What a replay found.
package struct ReplayOutcome: Sendable {
    package var run: RunRow
    package var digest: String
    package var fingerprint: String
    package var differing: Int
    package var scored: Int
    package var same: Bool { digest == run.scoresDigest && fingerprint == run.fingerprint && differing == 0 }
}

extension Records {
    /// Runs a month (`D20-04:IV.B`, `IV.C`): scores every active sworn member from what was known before `asOf`, and
    /// makes the Work Items. Everything is written in one transaction at the end, so an interrupted run leaves nothing.
    /// Blocks its thread for half a minute on a large department: call it from a thread of its own.
    package func runMonth(
        asOf: Day, department: Department, surroundings: Surroundings, programVersion: String, account: String?,
        progress: (String, Double) -> Void
    ) throws -> RunRow {
        let lock = try WorkLock(.working, in: URL(fileURLWithPath: path).deletingLastPathComponent())
        defer { withExtendedLifetime(lock) {} }
        do {
            return try runMonthHoldingLock(asOf, department, surroundings, programVersion, account, progress)
        } catch let error as DatabaseError {
            throw RecordsError(error, path: path)
        }
    }

    private func runMonthHoldingLock(
        _ asOf: Day, _ department: Department, _ surroundings: Surroundings, _ programVersion: String, _ account: String?,
        _ progress: (String, Double) -> Void
    ) throws -> RunRow {
        let started = surroundings.now()
        let month = Month(of: asOf)
        guard asOf <= surroundings.calendar.day(of: started) else { throw MonthProblem.notCome(asOf) }
        let source = try pool.read { db in
            if let run = try Int64.fetchOne(db, sql: "SELECT id FROM run WHERE month = ?", arguments: [month.iso]) {
                throw MonthProblem.alreadyRun(month, run: run)
            }
            return try Row.fetchOne(db, sql: "SELECT id, dataDay FROM import WHERE state = 'finished' AND EXISTS (SELECT 1 FROM importFile WHERE importFile.import = import.id AND importFile.state <> 'refused') ORDER BY id DESC LIMIT 1")
                .map { (id: $0["id"] as Int64, dataDay: Day(rawValue: $0["dataDay"])) }
        }
        guard let source else { throw MonthProblem.noRecords }

        var settings = RunSettings.standard
        settings.raise = RaiseRule(multiple: department.officerSupport.raise.multiple, share: department.officerSupport.raise.share)
        progress("Reading the records", 0)
        let (ledger, fingerprint) = try ledger(department, through: source.id)
        let result = try Risk.runMonth(ledger: ledger, asOf: asOf, settings: settings) { stage, share in
            progress(stage, 0.04 + 0.92 * share)
        }

        progress("Making the Work Items", 0.96)
        let matrix = features(of: ledger, asOf: asOf, settings: settings)
        let districtOf = try districts(on: asOf)
        let finished = surroundings.now()
        let generation = try Generation(
            result, ledger: ledger, matrix: matrix, department: department, calendar: surroundings.calendar, districtOf: districtOf,
            at: finished)
        let summary = RunSummary(
            result, ledger: ledger, generation: generation,
            itemsAt: itemsAtMultiples(result, department, districtOf), warnings: dataWarnings(source.dataDay, asOf: asOf),
            fairness: fairness(of: result, demographics: try demographics()))
        let row = RunRow(
            id: 0, month: month.iso, asOf: asOf, startedAt: started, finishedAt: finished, programVersion: programVersion,
            fingerprint: fingerprint, lastImport: source.id, dataDay: source.dataDay, scoresDigest: result.digest,
            scored: result.scores.count, raised: result.raised.count, items: generation.items.count, account: account)
        progress("Writing the run", 0.98)
        return try store(row, result, summary, generation.items)
    }

    /// Computes a run again from the records it had, with its settings, and compares every score bit for bit.
    package func replay(
        _ run: RunRow, department: Department, progress: (String, Double) -> Void
    ) throws -> ReplayOutcome {
        do {
            return try computeAgain(run, department, progress)
        } catch let error as DatabaseError {
            throw RecordsError(error, path: path)
        }
    }

    private func computeAgain(_ run: RunRow, _ department: Department, _ progress: (String, Double) -> Void) throws -> ReplayOutcome {
        let text = try pool.read { db in try String.fetchOne(db, sql: "SELECT settings FROM run WHERE id = ?", arguments: [run.id]) }
        // Settings that are no JSON at all were not written so by any version.
        if let text, (try? JSONSerialization.jsonObject(with: Data(text.utf8))) == nil { throw RecordsError.damaged(path: path) }
        guard let text, let settings = try? JSONDecoder().decode(RunSettings.self, from: Data(text.utf8)) else {
            throw MonthProblem.unreadableSettings(run.id)
        }
        progress("Reading the records", 0)
        let (ledger, fingerprint) = try ledger(department, through: run.lastImport)
        let result = try Risk.runMonth(ledger: ledger, asOf: run.asOf, settings: settings) { stage, share in
            progress(stage, 0.05 + 0.95 * share)
        }
        let stored = try pool.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM score WHERE run = ? ORDER BY member", arguments: [run.id]).map(StoredScore.init)
        }
        var differing = abs(stored.count - result.scores.count)
        for (old, new) in zip(stored, result.scores) {
            let same = old.member == new.member.rawValue && old.any == new.any && old.probabilities == new.probabilities
            if !same { differing += 1 }
        }
        return ReplayOutcome(
            run: run, digest: result.digest, fingerprint: fingerprint, differing: differing, scored: result.scores.count)
    }

    // MARK: What goes in

    package func ledger(_ department: Department, through importID: Int64?) throws -> (ledger: Ledger, fingerprint: String) {
        try ledger(ladder: department.ranks, roster: Ledger.Roster(rawValue: department.roster) ?? .appointment, through: importID)
    }

    /// From a unit to the district it is, or is part of, on the day.
    private func districts(on day: Day) throws -> Generation.DistrictOf {
        let rows = try pool.read { db in
            try Row.fetchAll(
                db, sql: "SELECT unit, kind, parent FROM unit WHERE coalesce(happenedOn, -1000000) <= ? ORDER BY id", arguments: [day.rawValue])
                .map { (unit: $0["unit"] as String, kind: $0["kind"] as String?, parent: $0["parent"] as String?) }
        }
        var kinds: [String: String] = [:]
        var parents: [String: String] = [:]
        for row in rows {
            kinds[row.unit] = row.kind
            parents[row.unit] = row.parent
        }
        return { unit in
            var current: String? = unit
            // A tree is a few levels deep; more than that is a circle in the data.
            for _ in 0..<16 {
                guard let key = current else { return nil }
                if kinds[key] == "district" { return key }
                current = parents[key]
            }
            return nil
        }
    }

    private func demographics() throws -> [Demographics] {
        try pool.read { db in
            // Later versions follow earlier ones and take their place.
            var latest: [Int64: Demographics] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT record, member, race, gender, birthYear FROM demographics ORDER BY version")
            while let row = try rows.next() {
                latest[row[0]] = Demographics(
                    member: MemberID(rawValue: row[1]), race: row[2], gender: row[3], birthYear: row[4])
            }
            return latest.values.sorted { $0.member < $1.member }
        }
    }

    /// `D20-04:IV.C.NOTE#2`: the data behind a run are updated monthly; a run on older data says so.
    private func dataWarnings(_ dataDay: Day, asOf: Day) -> [String] {
        guard dataDay < asOf.adding(days: -1) else { return [] }
        return [
            "The Department's data are updated monthly (D20-04:IV.C.NOTE#2). The last import is complete only through \(dataDay.short): what happened between then and \(asOf.short) counts as if it had not happened, so probabilities are too low and the ranking is older than it looks."
        ]
    }

    private func itemsAtMultiples(_ result: RunResult, _ department: Department, _ districtOf: Generation.DistrictOf) -> [Int] {
        let candidates = result.scores.map { RaiseRule.Candidate(member: $0.member, probabilities: $0.probabilities) }
        let bases = Outcome.allCases.map { outcome in result.outcomes.first { $0.outcome == outcome }?.baseRate ?? 0 }
        return result.whatIf.rows.map { row in
            RaiseRule(multiple: row.multiple, share: result.whatIf.share).raised(candidates, baseRates: bases).count { pick in
                guard let unit = result.scores[pick.index].unit, let district = districtOf(unit) else { return false }
                return department.officerSupport.isOn(district, result.asOf)
            }
        }
    }

    // MARK: What is kept

    private func store(_ row: RunRow, _ result: RunResult, _ summary: RunSummary, _ items: [WorkItem]) throws -> RunRow {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let settings = String(decoding: try encoder.encode(result.settings), as: UTF8.self)
        let document = String(decoding: try encoder.encode(summary), as: UTF8.self)
        let models = try result.models.encoded()
        let snapshots = try items.map { String(decoding: try encoder.encode($0.snapshot), as: UTF8.self) }
        do {
            return try pool.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO run(month, asOf, startedAt, finishedAt, programVersion, fingerprint, lastImport, dataDay, settings,
                            scoresDigest, scored, raised, items, account, summary, models)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        row.month, row.asOf.rawValue, row.startedAt.timeIntervalSince1970, row.finishedAt.timeIntervalSince1970,
                        row.programVersion, row.fingerprint, row.lastImport, row.dataDay.rawValue, settings, row.scoresDigest, row.scored,
                        row.raised, row.items, row.account, document, models,
                    ])
                let run = db.lastInsertedRowID
                let score = try db.makeStatement(
                    sql: "INSERT INTO score(run, member, force, suspension, offDuty, domesticOrSubstance, anyOutcome) VALUES (?, ?, ?, ?, ?, ?, ?)")
                for member in result.scores {
                    let p = member.probabilities
                    try score.execute(arguments: [run, member.member.rawValue, p[0], p[1], p[2], p[3], member.any])
                }
                for (item, snapshot) in zip(items, snapshots) { try Records.insert(item, snapshot: snapshot, run: run, in: db) }
                var stored = row
                stored.id = run
                return stored
            }
        } catch let error as DatabaseError {
            throw RecordsError(error, path: path)
        }
    }

    private static func insert(_ item: WorkItem, snapshot: String, run: Int64, in db: Database) throws {
        let raised = item.snapshot.categories.filter(\.raised).map(\.outcome.key)
        try db.execute(
            sql: """
                INSERT INTO workItem(reference, run, member, district, unit, generatedAt, validityDueAt, forwardDueAt, state, categories,
                    leading, snapshot) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                item.reference, run, item.member.rawValue, item.district, item.unit, item.generatedAt.timeIntervalSince1970,
                item.validityDueAt.timeIntervalSince1970, item.forwardDueAt.timeIntervalSince1970, item.state.rawValue,
                "|" + raised.joined(separator: "|") + "|",
                item.snapshot.indicators.first { $0.raises }?.sentence ?? "No single kind of record stands out.", snapshot,
            ])
    }
}

/// A score as stored, for comparison.
private struct StoredScore: Sendable {
    var member: Int64
    var probabilities: [Double]
    var any: Double

    init(_ row: Row) {
        member = row["member"]
        probabilities = [row["force"], row["suspension"], row["offDuty"], row["domesticOrSubstance"]]
        any = row["anyOutcome"]
    }
}
