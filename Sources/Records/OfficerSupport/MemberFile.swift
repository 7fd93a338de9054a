import Casework
import Directives
import Foundation
import GRDB
import Jacket
import OfficerSupport

/// What the jacket's page shows, read at one moment.
package struct MemberFile: Sendable {
    package var member: Member
    package var records: [JacketRecord]
    /// The member's Work Items that the asker may know of, oldest first: reference and date.
    package var items: [(reference: String, generatedAt: Date)]
}

extension Records {
    /// A member's jacket as of the end of a day, with what a page says around it. `kinds` spares the tables that are
    /// known to be empty.
    ///
    /// - Parameter item: The Work Item from which it is opened: who answers the item has reviewed the jacket then
    ///   (`D20-04:VI.B.1#2`).
    package func memberFile(
        _ id: MemberID, asOf: Day, kinds: [RecordKind] = Records.jacketKinds, from item: String? = nil, for asking: Asking
    ) async throws -> Opened<MemberFile>? {
        let opened = try await memberFile(id, asOf, kinds, asking)
        if let item, opened != nil { try await noteJacketOpened(from: item, of: id, for: asking) }
        return opened
    }

    private func memberFile(_ id: MemberID, _ asOf: Day, _ kinds: [RecordKind], _ asking: Asking) async throws -> Opened<MemberFile>? {
        try await open(.seeJacket, asking, locate: { db in try Records.locate(jacket: id, on: asking.day, in: db) }) { [keys] db in
            try Records.memberFile(id, asOf: asOf, kinds, for: asking, keys, in: db)
        }
    }

    /// The same, once it is granted.
    static func memberFile(
        _ id: MemberID, asOf: Day, _ kinds: [RecordKind], for asking: Asking, _ keys: KeyStore, in db: Database
    ) throws -> MemberFile? {
        guard let member = try MemberReading.member(id, asOf: asOf, in: db) else { return nil }
        let isSetAside = try Holds.isSetAside(SubjectFile(.support, member: id), for: asking, keys, in: db)
        let items = try isSetAside ? [] : Row.fetchAll(
            db.cachedStatement(sql: "SELECT reference, generatedAt FROM workItem WHERE member = ? ORDER BY generatedAt"),
            arguments: [id.rawValue]
        ).map { (reference: $0[0] as String, generatedAt: Date(timeIntervalSince1970: $0[1])) }.filter { item in
            let facts = try Records.locate(workItem: item.reference, in: db)?.facts
            return Access.decide(.seeStatus, facts, by: asking.actor, on: asking.day).ground != nil
        }
        let records = try kinds.flatMap { try JacketReading.records($0, of: id, asOf: asOf, in: db) }
        return MemberFile(member: member, records: records, items: items)
    }

    /// What the decision about a jacket needs to know: where the member works on the day, and what became of their open
    /// items. One statement whether or not there is such a member, so that both take the same work.
    static func locate(jacket id: MemberID, on day: Day, in db: Database) throws -> Found? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT EXISTS (SELECT 1 FROM member WHERE record = ?1),
                    (SELECT group_concat(marks) FROM workItem WHERE member = ?1 AND marks & 1),
                    (SELECT k.unit FROM posting k WHERE k.member = ?1 AND k.knownOn <= ?2 AND k.happenedOn <= ?2
                        AND (k.outcomeKnownOn IS NULL OR k.outcomeKnownOn >= ?2)
                        AND NOT EXISTS (SELECT 1 FROM posting later
                            WHERE later.sourceKey = k.sourceKey AND later.version > k.version AND later.knownOn <= ?2)
                        ORDER BY k.kind = 'detail' DESC, k.happenedOn DESC, k.unit DESC LIMIT 1)
                """)
        guard let row = try Row.fetchOne(statement, arguments: [id.rawValue, day.rawValue]), row[0] as Bool else { return nil }
        let marks = (row[1] as String? ?? "").split(separator: ",").compactMap { Int64($0) }.map(MarkBits.marks)
        let posts = try Records.posts(onOpenItemsOf: id, in: db)
        return Found(
            facts: RecordFacts(subject: id, unit: row[2], posts: posts, marks: marks.reduce([]) { $0.union($1) }),
            file: SubjectFile(.support, member: id), record: "member/\(id.rawValue)", isKeptInFile: false)
    }

    /// Who answers an open item of the member: they see the jacket behind it (`D20-04:VI.B.1#2`).
    private static func posts(onOpenItemsOf member: MemberID, in db: Database) throws -> [RecordFacts.Post: Set<String>] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT post, account FROM casePost WHERE kind = 'workItem' AND record IN (SELECT id FROM workItem WHERE member = ? AND marks & 1)
                """)
        var posts: [RecordFacts.Post: Set<String>] = [:]
        let rows = try Row.fetchCursor(statement, arguments: [member.rawValue])
        while let row = try rows.next() {
            if let post = RecordFacts.Post(rawValue: row[0]) { posts[post, default: []].insert(row[1]) }
        }
        return posts
    }
}
