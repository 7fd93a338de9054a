import Casework
import Foundation
import GRDB
import Resiliency

/// How the plan of an employee stands, noted on the activated incidents that it answers: until it is begun its initiation is
/// asked for (`SRV-017:III.C.4`), and once it has ended the closing of the case. An employee has one open plan at a time
/// (`SRV-017:IV.G`), so one plan answers every incident that is activated by then.
enum AnsweringPlans {
    /// Notes what is not noted yet; a second time it changes nothing.
    ///
    /// - Returns: How many incidents it touched.
    @discardableResult
    static func note(_ subject: MemberID, _ following: Following, in db: Database) throws -> Int {
        var touched = 0
        let references = try String.fetchAll(
            db, sql: "SELECT reference FROM incident WHERE member = ? AND state = ? ORDER BY id",
            arguments: [subject.rawValue, IncidentState.activated.rawValue])
        for reference in references {
            guard let row = try IncidentLife.find(reference, in: db) else { continue }
            let file: CaseFile<IncidentLife> = try CaseLog.file(row, of: IncidentLife.self, Unsealing(following.keys, in: db), in: db)
            guard let activated = file.last(.activate)?.at, let standing = try standing(of: subject, since: activated, in: db) else { continue }
            guard file.planNote?.step != standing.step || file.planNote?.entered["plan"] != standing.plan else { continue }
            try CaseLog.play(standing.step, Entered(["plan": [standing.plan]]), on: row, of: IncidentLife.self, following, in: db)
            touched += 1
        }
        return touched
    }

    /// The same for everybody who has an activated incident.
    static func noteAll(_ following: Following, in db: Database) throws -> Int {
        let members = try Int64.fetchAll(
            db, sql: "SELECT DISTINCT member FROM incident WHERE state = ? ORDER BY member", arguments: [IncidentState.activated.rawValue])
        return try members.reduce(0) { touched, member in try touched + note(MemberID(rawValue: member), following, in: db) }
    }

    /// The plan that is open, or the latest that ended since the activation; one that was discarded only where there is no other.
    private static func standing(of subject: MemberID, since activated: Date, in db: Database) throws -> (step: IncidentStep, plan: String)? {
        let row = try Row.fetchOne(
            db, sql: """
                SELECT reference, state, closedAt IS NULL FROM resiliencyPlan WHERE member = ? AND (closedAt IS NULL OR closedAt >= ?)
                ORDER BY closedAt IS NULL DESC, state = ?, id DESC LIMIT 1
                """, arguments: [subject.rawValue, activated.timeIntervalSince1970, PlanState.discarded.rawValue])
        guard let row else { return nil }
        let (reference, state, isOpen): (String, String, Bool) = (row[0], row[1], row[2])
        let step: IncidentStep = isOpen ? .initiatePlan : state == PlanState.discarded.rawValue ? .planDiscarded : .planEnded
        return (step, reference)
    }
}
