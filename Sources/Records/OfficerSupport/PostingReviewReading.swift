import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Risk

/// One Work Item of a member who is new to a command, as its commander may know of it: no indicator, no plan, no word of what
/// was said (`D20-04:VI.D.3.a`, ambiguity 2.17).
package struct PastWorkItem: Hashable, Sendable, Codable {
    package var reference: String
    package var raised: Date
    package var closed: Date?
    package var isOpen: Bool
    /// Where it stands.
    package var state: String
    package var unit: String
    /// The risk categories that raised it, by title.
    package var categories: [String]
    /// Who scored the member, where it was not Mainstay.
    package var source: String?
}

extension Records {
    /// A review for one reader; nil where there is none for them.
    package func postingReview(_ reference: String, _ rules: DepartmentRules, for asking: Asking) async throws -> CaseView<PostingReviewLife>? {
        try await openCase(reference, of: PostingReviewLife.self, by: .seePostingReview, rules, for: asking)
    }

    /// The Work Item history of the member whom a review is about, newest first, while the review is open; each reading is a
    /// line of the trail. What was never forwarded, or closed as duplicative, is not in it (`D20-04:IV.D`).
    package func arrivalHistory(of reference: String, for asking: Asking) async throws -> [PastWorkItem]? {
        let opened = try await open(.seeArrivalHistory, asking, locate: { db in try Records.locate(PostingReviewLife.self, reference, in: db) }) {
            [keys] db -> [PastWorkItem]? in
            guard let review = try PostingReviewLife.find(reference, in: db) else { return nil }
            return try Records.history(of: review.subject, keys, in: db)
        }
        return opened?.value
    }

    private static func history(of member: MemberID, _ keys: KeyStore, in db: Database) throws -> [PastWorkItem] {
        let unsealing = Unsealing(keys, in: db)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, key, categories, reference, generatedAt, closedAt, state, unit,
                    (SELECT source FROM itemImport WHERE itemImport.id = workItem.itemImport) AS source FROM workItem
                WHERE member = ? AND marks & 10 = 2 ORDER BY generatedAt DESC, id DESC
                """, arguments: [member.rawValue])
        return try rows.map { row in
            let closed: Double? = row["closedAt"]
            let categories = try unsealing.open(WorkItemTable.categories, of: row)?.elements ?? []
            return PastWorkItem(
                reference: row["reference"], raised: Date(timeIntervalSince1970: row["generatedAt"]), closed: closed.map(Date.init(timeIntervalSince1970:)),
                isOpen: closed == nil, state: WorkItemState(rawValue: row["state"])?.title ?? "", unit: row["unit"],
                categories: Outcome.allCases.filter { categories.contains($0.key) }.map(\.title), source: row["source"])
        }
    }

    /// Takes a step of a review, or says all that stands in the way.
    @discardableResult
    package func take(
        _ step: PostingReviewStep, _ entered: Entered, on reference: String, version: Int?, form: String, _ rules: DepartmentRules, for asking: Asking
    ) async throws -> TakenStep {
        // Mainstay raises it and lets it lapse by itself; nobody does by hand.
        guard step != .raise, step != .lapse else { throw NotThere() }
        return try await take(step, entered, on: reference, of: PostingReviewLife.self, version: version, form: form, rules, for: asking)
    }
}
