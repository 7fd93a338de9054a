import Casework
import Directives
import GRDB
import OfficerSupport

/// The newest edition with the list of all, for every reader; what the unit owes, for the unit.
package struct SupportsShelf: Hashable, Sendable, Codable {
    /// Nil before the first edition.
    package var current: SupportsEdition?
    /// The newest first.
    package var editions: [SupportsEditionLine]
    /// For the Officer Support Unit alone.
    package var update: QuarterlyUpdate?
}

/// The draft with what it would change.
package struct SupportsDraftView: Sendable {
    package var draft: SupportsDraft
    /// The edition that holds now.
    package var current: SupportsEdition?
    package var difference: SupportsDifference
    package var update: QuarterlyUpdate
}

extension Records {
    /// The supports document as it holds today. Nothing is written: that somebody read it leaves no record of any kind
    /// (`D20-04:III.B`).
    package func supportsShelf(for asking: Asking) async throws -> SupportsShelf {
        let isUnit = Access.decide(.draftSupports, by: asking.actor, on: asking.day).ground != nil
        return try await reading(.seeSupports, asking) { db in
            SupportsShelf(
                current: try SupportsTables.newest(in: db), editions: try SupportsTables.lines(in: db),
                update: isUnit ? try SupportsTables.update(on: asking.day, in: db) : nil)
        }
    }

    /// Any edition, for whoever reads a plan that was made under it; as silent as the newest.
    package func supportsEdition(_ number: Int, for asking: Asking) async throws -> SupportsEdition? {
        try await reading(.seeSupports, asking) { db in try SupportsTables.edition(number, in: db) }
    }

    package func supportsDraft(for asking: Asking) async throws -> SupportsDraftView {
        try await reading(.draftSupports, asking) { db in
            let (draft, current) = (try SupportsTables.draft(in: db), try SupportsTables.newest(in: db))
            return SupportsDraftView(
                draft: draft, current: current, difference: SupportsDifference(from: current, to: draft),
                update: try SupportsTables.update(on: asking.day, in: db))
        }
    }

    // MARK: For what refers to the document, in a transaction of its own

    /// The supports of the edition that holds, of which alone a plan can be made (`D20-04:V.B.4`).
    ///
    /// - Throws: `SupportsProblem.noEdition` before the first one.
    static func currentSupports(in db: Database) throws -> (edition: Int, supports: [Support]) {
        guard let number = try Int.fetchOne(db, sql: "SELECT max(number) FROM supportsEdition") else { throw SupportsProblem.noEdition }
        return (number, try SupportsTables.supports(of: number, in: db))
    }

    /// The current edition's number and the titles of supports, as a page needs them; nil before the first edition.
    static func supportWords(_ kept: Kept?, in db: Database) throws -> (edition: Int?, titles: [String: String]) {
        func read() throws -> SupportWords {
            SupportWords(edition: try Int.fetchOne(db, sql: "SELECT max(number) FROM supportsEdition"), titles: try supportTitles(in: db))
        }
        let words = try kept?.answer(.supportWords, from: .supports, in: db, read) ?? read()
        return (words.edition, words.titles)
    }

    private struct SupportWords: Sendable {
        var edition: Int?
        var titles: [String: String]
    }

    /// The title of every support that any edition ever had, by its key, so that an old plan can be read; the newest
    /// title where it changed.
    static func supportTitles(in db: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(db, sql: "SELECT key, title FROM support ORDER BY edition")
        return Dictionary(rows.map { ($0[0] as String, $0[1] as String) }, uniquingKeysWith: { _, newer in newer })
    }
}
