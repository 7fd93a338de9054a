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
        asOf: Day, department: Department, surroundings: Surroundings, programVersion: String, for asking: Asking,
        progress: (String, Double) -> Void
    ) throws -> RunRow {
        guard let ground = Access.decide(.startRun, by: asking.actor, on: asking.day).ground else { throw NotThere() }
        let lock = try WorkLock(.working, in: URL(fileURLWithPath: path).deletingLastPathComponent())
        defer { withExtendedLifetime(lock) {} }
        do {
            return try runMonthHoldingLock(asOf, department, surroundings, programVersion, asking, ground, progress)
        } catch let error as DatabaseError {
            throw RecordsError(error, path: path)
        }
    }

    private func runMonthHoldingLock(
        _ asOf: Day, _ department: Department, _ surroundings: Surroundings, _ programVersion: String, _ asking: Asking,
        _ ground: Ground,
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
        let last = try pool.read { db in try Records.lastItemNumber(of: month, in: db) }
        let finished = surroundings.now()
        let generation = try Generation(
            result, ledger: ledger, matrix: matrix, department: department, calendar: surroundings.calendar, districtOf: districtOf,
            after: last, at: finished)
        let summary = RunSummary(
            result, ledger: ledger, generation: generation,
            itemsAt: itemsAtMultiples(result, department, districtOf), warnings: dataWarnings(source.dataDay, asOf: asOf),
            fairness: fairness(of: result, demographics: try demographics()))
        let row = RunRow(
            id: 0, month: month.iso, asOf: asOf, startedAt: started, finishedAt: finished, programVersion: programVersion,
            fingerprint: fingerprint, lastImport: source.id, dataDay: source.dataDay, scoresDigest: result.digest,
            scored: result.scores.count, raised: result.raised.count, items: generation.items.count, account: asking.actor.account)
        progress("Writing the run", 0.98)
        let entry = TrailEntry(asking, kind: .run, act: "finished", record: "", ground: ground)
        return try store(row, result, summary, generation.items, entry, surroundings.calendar)
    }

    /// Computes a run again from the records it had, with its settings, and compares every score bit for bit.
    package func replay(
        _ run: RunRow, department: Department, for asking: Asking, progress: (String, Double) -> Void
    ) throws -> ReplayOutcome {
        guard Access.decide(.startRun, by: asking.actor, on: asking.day).ground != nil else { throw NotThere() }
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
        let stored = try pool.read { [keys] db in try StoredScores(of: run.id, keys, in: db) }
        return ReplayOutcome(
            run: run, digest: result.digest, fingerprint: fingerprint, differing: stored.differing(from: result.scores),
            scored: result.scores.count)
    }

    // MARK: What goes in

    /// Everything a score reads, and the digest of it. For the program itself and its benchmarks.
    package func ledger(_ department: Department, through importID: Int64?, for asking: Asking) throws -> (ledger: Ledger, fingerprint: String) {
        guard Access.decide(.startRun, by: asking.actor, on: asking.day).ground != nil else { throw NotThere() }
        return try ledger(department, through: importID)
    }

    private func ledger(_ department: Department, through importID: Int64?) throws -> (ledger: Ledger, fingerprint: String) {
        try ledger(ladder: department.ranks, roster: Ledger.Roster(rawValue: department.roster) ?? .appointment, through: importID)
    }

    /// From a unit to the district it is, or is part of, on the day.
    func districts(on day: Day) throws -> Generation.DistrictOf {
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
        guard Records.isBehind(dataDay, asOf: asOf) else { return [] }
        return [
            "\(Records.lastImportReaches(dataDay)): what happened between then and \(asOf.short) counts as if it had not happened, so probabilities are too low and the ranking is older than it looks."
        ]
    }

    static func isBehind(_ dataDay: Day, asOf: Day) -> Bool { dataDay < asOf.adding(days: -1) }

    static func lastImportReaches(_ dataDay: Day) -> String {
        "The Department's data are updated monthly (D20-04:IV.C.NOTE#2). The last import is complete only through \(dataDay.short)"
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

    private func store(_ row: RunRow, _ result: RunResult, _ summary: RunSummary, _ items: [WorkItem], _ entry: TrailEntry, _ calendar: WorkCalendar) throws -> RunRow {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let settings = String(decoding: try encoder.encode(result.settings), as: UTF8.self)
        var unnamed = summary
        unnamed.heldBack = summary.heldBack.map(\.unnamed)
        let document = String(decoding: try encoder.encode(unnamed), as: UTF8.self)
        let models = try result.models.encoded()
        let members = Dictionary(result.scores.map { ($0.sourceID, $0.member) }, uniquingKeysWith: { first, _ in first })
        do {
            try keys.reserve(result.scores.count)
            return try pool.write { [trail, keys] db in
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
                for score in result.scores {
                    try keys.insert(SealedScore(probabilities: score.probabilities, any: score.any), run: run, member: score.member, in: db)
                }
                for item in items {
                    try keys.insert(item, run: run, in: db)
                    try CaseLog.begin(item.reference, of: WorkItemLife.self, calendar, keys, in: db)
                }
                for held in summary.heldBack {
                    if let member = members[held.sourceID] { try keys.insert(held, run: run, member: member, in: db) }
                }
                var stored = row
                stored.id = run
                var entry = entry
                entry.record = "run/\(run)"
                try trail.append(entry, in: db)
                return stored
            }
        } catch let error as DatabaseError {
            throw RecordsError(error, path: path)
        }
    }
}
