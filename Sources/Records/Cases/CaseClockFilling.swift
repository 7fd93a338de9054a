import Casework
import Directives
import Foundation
import GRDB

/// Clocks and things to do of records that were last written by other limits than hold now.
extension Records {
    private static let filled = "caseClocksFilled"
    /// Counted up where older records get other things to do than were written for them.
    private static let tables = "2"
    /// How many records one transaction takes, so that whoever waits to write gets a turn.
    private static let recordsAtOnce = 100

    /// What the department sets itself stands behind that number, so that a change holds for every record.
    private static func filling(_ rules: DepartmentRules) -> String {
        ([tables] + rules.calendar.intervals.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }).joined(separator: " ")
    }

    /// Records that were made before there were rows for clocks, by an earlier table or with other intervals, get theirs,
    /// once. The mark that it is done comes last: after a stop it is done again from the beginning, to the same end.
    func fillClocks(_ rules: DepartmentRules, at now: Date) async throws {
        let filling = Records.filling(rules)
        let before = try await setting(Records.filled)
        guard before != filling else { return }
        let isInterval = before.map { $0 == Records.tables || $0.hasPrefix(Records.tables + " ") } ?? false
        for program in Cases.programs { try await fillClocks(program, isInterval: isInterval, rules, at: now) }
        try await setSetting(Records.filled, to: filling, by: nil, at: now)
    }

    /// - Parameter isInterval: Nothing but the department's intervals has changed.
    private func fillClocks<Program: CaseProgram>(_: Program.Type, isInterval: Bool, _ rules: DepartmentRules, at now: Date) async throws {
        let keys = Program.deadlines.map(\.rule).filter(\.isInterval).map(\.key)
        guard !isInterval || !keys.isEmpty else { return }
        // A closed record without such a clock stays as it is.
        let which = """
            closedAt IS NULL OR EXISTS (
                SELECT 1 FROM caseClock WHERE kind = '\(Program.Events.recordKind)' AND record = \(Program.table).id
                    AND rule IN (\(keys.map { "'\($0)'" }.joined(separator: ", "))))
            """
        let condition = isInterval ? which : "1"
        var last: Int64 = 0
        while let reached = try await write({ [last] db in try self.fillNext(Program.self, after: last, where: condition, rules, at: now, in: db) }) {
            last = reached
        }
    }

    /// - Returns: The last record that was written; nil when there was none left.
    private func fillNext<Program: CaseProgram>(
        _: Program.Type, after last: Int64, where condition: String, _ rules: DepartmentRules, at now: Date, in db: Database
    ) throws -> Int64? {
        let references = try String.fetchAll(
            db.cachedStatement(sql: "SELECT reference FROM \(Program.table) WHERE id > ? AND (\(condition)) ORDER BY id LIMIT ?"),
            arguments: [last, Records.recordsAtOnce])
        let unsealing = Unsealing(keys, in: db)
        var reached: Int64?
        for reference in references {
            guard let row = try Program.find(reference, in: db) else { continue }
            let file: CaseFile<Program> = try CaseLog.file(row, of: Program.self, unsealing, in: db)
            try CaseTasks.write(try Engine.tasks(file, rules.calendar), of: file, row, on: rules.calendar.day(of: now), in: db)
            try CaseClocks.write(file, row, rules.calendar, anew: true, in: db)
            reached = row.id
        }
        return reached
    }
}

extension ClockRule {
    /// Whether the department sets the limit itself.
    fileprivate var isInterval: Bool { if case .interval = limit { true } else { false } }
}
