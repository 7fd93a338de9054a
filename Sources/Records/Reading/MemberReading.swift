import Casework
import Directives
import GRDB
import Jacket

extension Records {
    /// A member as known at the end of `asOf`; the first version where nothing was known yet. A separation after the
    /// day is not shown. The register of personnel, not a record of any program.
    package func member(_ id: MemberID, asOf: Day = .never) async throws -> Member? {
        try await read { db in try MemberReading.member(id, asOf: asOf, in: db) }
    }

    /// The member with this number in the department's own systems.
    package func member(sourceID: String, asOf: Day = .never) async throws -> Member? {
        try await read { db in
            let id = try Int64.fetchOne(db, sql: "SELECT record FROM member WHERE sourceKey = ? LIMIT 1", arguments: [sourceID])
            return try id.flatMap { try MemberReading.member(MemberID(rawValue: $0), asOf: asOf, in: db) }
        }
    }

    /// Members whose number, or any word of whose name, begins with `text`, in the order of their names.
    package func members(beginningWith text: String, limit: Int = 50, asOf: Day = .never) async throws -> [Member] {
        let escaped = text.map { "%_\\".contains($0) ? "\\\($0)" : String($0) }.joined()
        return try await read { db in
            let ids = try Int64.fetchAll(
                db,
                sql: """
                    SELECT m.record FROM member m
                    WHERE (m.sourceKey LIKE ? ESCAPE '\\' OR m.name LIKE ? ESCAPE '\\' OR m.name LIKE ? ESCAPE '\\')
                        AND m.version = (SELECT max(version) FROM member l WHERE l.sourceKey = m.sourceKey)
                    ORDER BY m.name, m.sourceKey LIMIT ?
                    """, arguments: ["\(escaped)%", "\(escaped)%", "% \(escaped)%", limit])
            return try ids.compactMap { try MemberReading.member(MemberID(rawValue: $0), asOf: asOf, in: db) }
        }
    }
}

enum MemberReading {
    static func member(_ id: MemberID, asOf: Day, in db: Database) throws -> Member? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT sourceKey, name, happenedOn, outcomeKnownOn FROM member WHERE record = ? AND (knownOn <= ? OR version = 1)
                ORDER BY version DESC LIMIT 1
                """)
        guard let row = try Row.fetchOne(statement, arguments: [id.rawValue, asOf.rawValue]) else { return nil }
        let sourceID: String = row[0]
        let separated = (row[3] as Int32?).map(Day.init(rawValue:))
        return Member(
            id: id, sourceID: sourceID, name: row[1] ?? sourceID, appointed: (row[2] as Int32?).map(Day.init(rawValue:)),
            separated: separated.flatMap { $0 <= asOf ? $0 : nil })
    }
}
