import Casework
import Directives
import Foundation
import GRDB
import Resiliency

extension Records {
    /// Follows the personnel register: open records go with the employee to the new unit, and a supervisor who supervises
    /// there no longer is shut out (ambiguity 3.16). Run every day and after each import; a second time it changes nothing.
    ///
    /// - Returns: How many records it touched.
    @discardableResult
    package func followEmployees(_ rules: DepartmentRules, for asking: Asking) async throws -> Int {
        guard Access.decide(.followEmployee, by: asking.actor, on: asking.day).ground != nil else { throw NotThere() }
        return try await write { [keys] db in
            let following = Following(rules: rules, asking: asking, keys: keys)
            var count = 0
            for program in ResiliencyPrograms.all { count += try program.followAll(following, in: db) }
            // What was written down before incidents followed their plans.
            return try count + AnsweringPlans.noteAll(following, in: db)
        }
    }
}

extension ResiliencyCase {
    fileprivate static func followAll(_ following: Following, in db: Database) throws -> Int {
        let asking = following.asking
        try CaseTasks.askAnew(Self.self, on: asking.day, following.keys, in: db)
        if kind == .thirdIncident { try lapseOfSeparated(following, in: db) }
        guard let move = Step(rawValue: "move") ?? Step(rawValue: "leave") else { return 0 }
        let rows = try Row.fetchAll(
            db, sql: """
                SELECT \(table).reference, \(table).unit, \(table).member, \(table).closedAt IS NULL, casePost.account FROM \(table)
                LEFT JOIN casePost ON casePost.kind = '\(kind.rawValue)' AND casePost.record = \(table).id AND casePost.post = 'employeesSupervisor'
                WHERE \(table).closedAt IS NULL OR casePost.account IS NOT NULL
                """)
        var touched = 0
        for found in rows {
            let (reference, unit, isOpen): (String, String, Bool) = (found[0], found[1], found[3])
            let present = try UnitPeople.unit(of: MemberID(rawValue: found[2]), on: asking.day, in: db) ?? unit
            let supervises = try (found[4] as String?).map { try ResiliencySurroundings.supervises($0, present, on: asking.day, in: db) }
            guard present != unit && isOpen || supervises == false, let row = try find(reference, in: db) else { continue }
            let step = isOpen ? move : Step(rawValue: "leave")
            guard let step, let table = Engine.row(step, Self.self), try table.from.contains(CaseLog.file(row, of: Self.self, Unsealing(following.keys, in: db), in: db).state)
            else { continue }
            try CaseLog.play(step, Entered(["unit": [present]]), on: row, of: Self.self, following, in: db)
            touched += 1
        }
        return touched
    }
}

extension ResiliencyCase {
    /// No plan is owed for somebody who has left (ambiguity 3.17); the section hears of what is still open about them.
    private static func lapseOfSeparated(_ following: Following, in db: Database) throws {
        for found in try Row.fetchAll(db, sql: "SELECT reference, member, unit FROM thirdIncident WHERE state = 'waiting'") {
            let around = ResiliencySurroundings(MemberID(rawValue: found[1]), found[2], following.rules, following.asking, in: db)
            guard try !around.isEmployed(), let row = try ThirdIncidentLife.find(found[0], in: db) else { continue }
            try CaseLog.play(.lapse, on: row, of: ThirdIncidentLife.self, following, in: db)
        }
        var notices: [Notice] = []
        for (table, noun, path) in [("incident", IncidentLife.noun, IncidentLife.path), ("resiliencyPlan", PlanLife.noun, PlanLife.path)] as [(String, String, (String) -> String)] {
            for found in try Row.fetchAll(db, sql: "SELECT reference, member, unit FROM \(table) WHERE closedAt IS NULL") {
                let around = ResiliencySurroundings(MemberID(rawValue: found[1]), found[2], following.rules, following.asking, in: db)
                guard try !around.isEmployed() else { continue }
                let reference: String = found[0]
                notices += try around.section().map {
                    Notice(
                        account: $0.account, program: .resiliency, reference: reference, words: "\(noun) \(reference) is open, and the employee has left: see that it ends.",
                        path: path(reference), at: following.asking.now, cause: "separated")
                }
            }
        }
        try Records.post(notices, in: db)
    }
}

extension ResiliencySurroundings {
    /// Whether an account holds the supervisor's role over a unit on a day, by a grant of its own, and is not disabled.
    static func supervises(_ account: String, _ unit: String, on day: Day, in db: Database) throws -> Bool {
        let above = try UnitTree(on: day, in: db).above(unit)
        return try Bool.fetchOne(
            db,
            sql: """
                SELECT count(*) > 0 FROM holding JOIN account ON account.id = holding.account
                WHERE account.name = ? AND account.disabled = 0 AND holding.role = ? AND holding.designeeOf IS NULL
                    AND holding.fromDay <= ? AND coalesce(holding.toDay, ?) >= ?
                    AND (holding.scopeKind = 'department' OR (holding.scopeKind = 'unit' AND holding.scope IN (SELECT value FROM json_each(?))))
                """,
            arguments: [
                account, Role.resiliencySupervisor.rawValue, day.rawValue, Day.never.rawValue, day.rawValue,
                String(decoding: try JSONEncoder().encode(above), as: UTF8.self),
            ]) ?? false
    }
}
