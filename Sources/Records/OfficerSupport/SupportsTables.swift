import Directives
import Foundation
import GRDB
import OfficerSupport

/// The supports document as it is stored.
enum SupportsTables {
    // MARK: Editions

    static func newest(in db: Database) throws -> SupportsEdition? {
        try Int.fetchOne(db, sql: "SELECT max(number) FROM supportsEdition").flatMap { try edition($0, in: db) }
    }

    static func edition(_ number: Int, in db: Database) throws -> SupportsEdition? {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM supportsEdition WHERE number = ?", arguments: [number]) else { return nil }
        return SupportsEdition(
            number: row["number"], publishedAt: Date(timeIntervalSince1970: row["publishedAt"]),
            publishedOn: Day(rawValue: row["publishedOn"]), publishedBy: row["publishedByName"], changes: row["changes"],
            supports: try supports(of: number, in: db), recommendations: try recommendations(of: number, in: db),
            selfAssessment: try JSONDecoder().decode(SelfAssessment.self, from: Data((row["selfAssessment"] as String).utf8)))
    }

    /// Every edition, the newest first.
    static func lines(in db: Database) throws -> [SupportsEditionLine] {
        try Row.fetchAll(db, sql: "SELECT number, publishedOn, publishedByName, changes FROM supportsEdition ORDER BY number DESC").map {
            SupportsEditionLine(number: $0[0], publishedOn: Day(rawValue: $0[1]), publishedBy: $0[2], changes: $0[3])
        }
    }

    static func supports(of number: Int, in db: Database) throws -> [Support] {
        try Row.fetchAll(db, sql: "SELECT * FROM support WHERE edition = ? ORDER BY place", arguments: [number]).map { row in
            Support(
                key: row["key"], title: row["title"], kind: Support.Kind(rawValue: row["kind"]) ?? .other, description: row["description"],
                contact: row["contact"], eligibility: row["eligibility"], isConfidential: row["isConfidential"],
                confidentiality: row["confidentiality"])
        }
    }

    private static func recommendations(of number: Int, in db: Database) throws -> [Recommendation] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT mark.support, mark.stressor, mark.basis, mark.onDay FROM supportRecommendation AS mark
                JOIN support ON support.edition = mark.edition AND support.key = mark.support
                WHERE mark.edition = ? ORDER BY support.place, mark.stressor
                """, arguments: [number]
        ).compactMap { row in
            Stressor(rawValue: row[1]).map { Recommendation(support: row[0], stressor: $0, basis: row[2], on: Day(rawValue: row[3])) }
        }
    }

    /// The entries go first and the edition closes them.
    static func insert(_ edition: SupportsEdition, account: String, draft version: Int, in db: Database) throws {
        for (place, support) in edition.supports.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO support(edition, place, key, title, kind, description, contact, eligibility, isConfidential, confidentiality)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    edition.number, place, support.key, support.title, support.kind.rawValue, support.description, support.contact,
                    support.eligibility, support.isConfidential, support.confidentiality,
                ])
        }
        for mark in edition.recommendations {
            try db.execute(
                sql: "INSERT INTO supportRecommendation(edition, support, stressor, basis, onDay) VALUES (?, ?, ?, ?, ?)",
                arguments: [edition.number, mark.support, mark.stressor.rawValue, mark.basis, mark.on.rawValue])
        }
        try db.execute(
            sql: """
                INSERT INTO supportsEdition(number, publishedAt, publishedOn, publishedBy, publishedByName, changes, selfAssessment, draftVersion)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                edition.number, edition.publishedAt.timeIntervalSince1970, edition.publishedOn.rawValue, account, edition.publishedBy,
                edition.changes, try json(edition.selfAssessment), version,
            ])
    }

    /// The keys of every edition; none is ever given to another support.
    static func keys(in db: Database) throws -> Set<String> { try String.fetchSet(db, sql: "SELECT DISTINCT key FROM support") }

    // MARK: The draft

    /// The draft as it stands, or a fresh copy of the newest edition where nobody has touched one.
    static func draft(in db: Database) throws -> SupportsDraft {
        if let content = try String.fetchOne(db, sql: "SELECT content FROM supportsDraft WHERE id = 1") {
            return try JSONDecoder().decode(SupportsDraft.self, from: Data(content.utf8))
        }
        return SupportsDraft(after: try newest(in: db), version: 1)
    }

    static func keep(_ draft: SupportsDraft, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO supportsDraft(id, version, content) VALUES (1, ?, ?)
                ON CONFLICT(id) DO UPDATE SET version = excluded.version, content = excluded.content
                """, arguments: [draft.version, try json(draft)])
    }

    // MARK: The quarterly duty

    static func update(on day: Day, in db: Database) throws -> QuarterlyUpdate {
        let editions = try lines(in: db).map { QuarterlyUpdate.Fulfilment(on: $0.publishedOn, by: $0.publishedBy, edition: $0.number) }
        let reviews = try Row.fetchAll(db, sql: "SELECT reviewedOn, reviewedByName, note FROM supportsReview").map {
            QuarterlyUpdate.Fulfilment(on: Day(rawValue: $0[0]), by: $0[1], edition: nil, note: $0[2])
        }
        return QuarterlyUpdate(editions + reviews, today: day)
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
