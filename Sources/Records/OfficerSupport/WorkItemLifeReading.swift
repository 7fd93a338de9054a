import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport

extension Records {
    /// The life of a Work Item for one reader, by the layers that are theirs; nil where there is no such item for them.
    package func life(of reference: String, _ rules: DepartmentRules, for asking: Asking) async throws -> CaseView<WorkItemLife>? {
        try await openCase(reference, of: WorkItemLife.self, by: .seeStatus, rules, for: asking)
    }

    /// One's own item, from the in-person notice on (`D20-04:VI.A.2`, ambiguity 2.18).
    package func ownLife(of reference: String, _ rules: DepartmentRules, for asking: Asking) async throws -> CaseView<WorkItemLife>? {
        try await openCase(reference, of: WorkItemLife.self, by: .seeOwnItem, rules, for: asking)
    }

    /// Takes a step on a Work Item, or says all that stands in the way.
    @discardableResult
    package func take(
        _ step: WorkItemStep, _ entered: Entered, on reference: String, version: Int, form: String, _ rules: DepartmentRules, for asking: Asking
    ) async throws -> TakenStep {
        try await take(step, entered, on: reference, of: WorkItemLife.self, version: version, form: form, rules, for: asking)
    }

    /// One's own items of which one was told, newest first. Whoever was told of none learns nothing, not even that.
    package func ownItems(for asking: Asking) async throws -> [String] {
        try await listing(.seeOwnWork, asking) { db in try Records.ownItems(for: asking, in: db) }
    }

    static func ownItems(for asking: Asking, in db: Database) throws -> [String] {
        guard let member = asking.actor.member else { return [] }
        return try String.fetchAll(
            db.cachedStatement(sql: "SELECT reference FROM workItem WHERE member = ? AND marks & 12 = 4 ORDER BY generatedAt DESC"),
            arguments: [member.rawValue])
    }

    /// Notes that the jacket was opened from an item, which a response to it needs (`D20-04:VI.B.1#2`).
    func noteJacketOpened(from reference: String, of member: MemberID, for asking: Asking) async throws {
        try await write { db in
            guard let row = try WorkItemLife.find(reference, in: db), row.subject == member,
                try Records.posts(.workItem, row.id, in: db)[.assignedSupervisor]?.contains(asking.actor.account) == true
            else { return }
            try db.execute(
                sql: """
                    INSERT INTO jacketOpening(program, record, account, at) VALUES ('support', ?, ?, ?)
                    ON CONFLICT(program, record, account) DO UPDATE SET at = excluded.at
                    """, arguments: [row.id, asking.actor.account, asking.now.timeIntervalSince1970])
        }
    }
}
