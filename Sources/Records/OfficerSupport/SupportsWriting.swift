import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport

extension Records {
    /// Changes the draft of the next edition (`D20-04:IV.A.2`); the published one stays as it is.
    ///
    /// - Returns: The key of the support concerned.
    /// - Throws: `SupportsProblem`; whoever comes second to the same support is told by whom it was changed.
    @discardableResult
    package func changeSupports(_ change: SupportsChange, for asking: Asking) async throws -> String? {
        try await act(.draftSupports, asking, kind: .act, record: "supports", word: change.word) { db, _ in
            var draft = try SupportsTables.draft(in: db)
            let key = try draft.apply(change, by: asking.stamp, taken: try SupportsTables.keys(in: db))
            try SupportsTables.keep(draft, in: db)
            return key
        }
    }

    /// Makes the draft the edition that holds: all of it or nothing, with its line of the trail. The same form sent twice
    /// publishes once.
    ///
    /// - Parameter version: The draft that the form showed: nothing is published that its sender has not seen.
    /// - Returns: The number of the edition.
    @discardableResult
    package func publishSupports(_ changes: String, version: Int, for asking: Asking) async throws -> Int {
        try await act(.publishSupports, asking, kind: .act, record: "supports", word: "supportsPublished") { db, _ in
            let earlier = try Row.fetchOne(
                db, sql: "SELECT number, publishedBy, changes FROM supportsEdition WHERE draftVersion = ?", arguments: [version])
            if let earlier {
                if (earlier["publishedBy"] as String) == asking.actor.account, (earlier["changes"] as String) == changes { return earlier["number"] }
                throw SupportsProblem.published(earlier["number"])
            }
            let current = try SupportsTables.newest(in: db)
            let draft = try SupportsTables.draft(in: db)
            if let problem = SupportsProblem.Field("changes", changes, atMost: SupportsEdition.longestChanges, missing: "Say in a sentence what changed.") {
                throw SupportsProblem.fields([problem])
            }
            if draft.version != version { throw draft.latest.map(SupportsProblem.changedMeanwhile) ?? .oldForm }
            if draft.entries.isEmpty { throw SupportsProblem.noSupports }
            if let current, SupportsDifference(from: current, to: draft).isEmpty { throw SupportsProblem.nothingChanged(since: current.number) }
            let edition = SupportsEdition(
                number: (current?.number ?? 0) + 1, publishedAt: asking.now, publishedOn: asking.day, publishedBy: asking.actor.name,
                changes: changes, supports: draft.supports.inOrder, recommendations: draft.recommendations, selfAssessment: draft.selfAssessment)
            try SupportsTables.insert(edition, account: asking.actor.account, draft: version, in: db)
            try SupportsTables.keep(SupportsDraft(after: edition, version: draft.version + 1), in: db)
            return edition.number
        }
    }

    /// Records that the document was reviewed and needs no change: that too does the quarter's duty
    /// (`D20-04:IV.A.2.NOTE`). A second one in the same quarter adds nothing.
    package func noteSupportsReviewed(_ note: String, for asking: Asking) async throws {
        if let problem = SupportsProblem.Field("note", note, atMost: SupportsEdition.longestChanges, missing: nil) { throw SupportsProblem.fields([problem]) }
        try await act(.publishSupports, asking, kind: .act, record: "supports", word: "supportsReviewed") { db, _ in
            guard let current = try Int.fetchOne(db, sql: "SELECT max(number) FROM supportsEdition") else { throw SupportsProblem.noEdition }
            try db.execute(
                sql: """
                    INSERT INTO supportsReview(quarter, edition, reviewedAt, reviewedOn, reviewedBy, reviewedByName, note)
                    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(quarter) DO NOTHING
                    """,
                arguments: [
                    Quarter(of: asking.day).iso, current, asking.now.timeIntervalSince1970, asking.day.rawValue, asking.actor.account,
                    asking.actor.name, note,
                ])
        }
    }

    /// Publishes the invented list where no edition is kept yet: for demonstrations and tests.
    package func addExampleSupports(for asking: Asking) async throws {
        let missing = try await act(.publishSupports, asking, kind: .act, record: "supports", word: "supportsDrafted") { db, _ in
            guard try SupportsTables.newest(in: db) == nil else { return nil as Int? }
            var draft = try SupportsTables.draft(in: db)
            draft.begin(with: ExampleSupports.supports, recommending: ExampleSupports.recommendations(on: asking.day), by: asking.stamp)
            try SupportsTables.keep(draft, in: db)
            return draft.version
        }
        if let missing { try await publishSupports(ExampleSupports.changes, version: missing, for: asking) }
    }
}

extension Asking {
    fileprivate var stamp: SupportsDraft.Stamp { SupportsDraft.Stamp(account: actor.account, name: actor.name, at: now) }
}

extension SupportsChange {
    /// How the trail names it.
    fileprivate var word: String {
        switch self {
        case .add: "supportAdded"
        case .change: "supportChanged"
        case .takeOut: "supportTakenOut"
        case .recommend: "supportRecommended"
        case .takeBack: "recommendationTakenBack"
        case .ask: "selfAssessmentChanged"
        }
    }
}

extension [Support] {
    /// By kind, and within a kind as they were added.
    fileprivate var inOrder: [Support] { SupportsEdition.groups(self).flatMap(\.supports) }
}
