import Casework
import Directives
import GRDB
import Jacket

extension Records {
    /// The kinds a jacket shows: those of D20-04 III.C, the ranks and assignments among them. Demographic data is not.
    package static let jacketKinds: [RecordKind] = RecordKind.jacket + [.rankHeld, .posting]

    /// A member's jacket as it stood at the end of `asOf`: of each record the version known by then, without what came
    /// of it unless that was known by then too. Newest first.
    func jacket(of member: MemberID, asOf: Day = .never) async throws -> [JacketRecord] {
        try await read { db in
            try Records.jacketKinds.flatMap { kind in try JacketReading.records(kind, of: member, asOf: asOf, in: db) }
                .sorted { ($0.date, $0.kind.key, $0.record) > ($1.date, $1.kind.key, $1.record) }
        }
    }

    /// The records of one kind of a member as of a day.
    func records(_ kind: RecordKind, of member: MemberID, asOf: Day = .never) async throws -> [JacketRecord] {
        try await read { db in try JacketReading.records(kind, of: member, asOf: asOf, in: db) }
    }
}

enum JacketReading {
    static func records(_ kind: RecordKind, of member: MemberID, asOf: Day, in db: Database) throws -> [JacketRecord] {
        // A later version may be about somebody else: then the record has left this member's jacket.
        let fields = kind.fields.map { ", k.\($0.name)" }.joined()
        let statement = try db.cachedStatement(
            sql: """
                SELECT k.record, k.version, k.sourceKey, k.happenedOn, k.knownOn, k.outcomeKnownOn\(fields) FROM \(kind.key) k
                WHERE k.member = ? AND k.knownOn <= ? AND NOT EXISTS (
                    SELECT 1 FROM \(kind.key) later
                    WHERE later.sourceKey = k.sourceKey AND later.version > k.version AND later.knownOn <= ?)
                """)
        let rows = try Row.fetchCursor(statement, arguments: [member.rawValue, asOf.rawValue, asOf.rawValue])
        var result: [JacketRecord] = []
        while let row = try rows.next() { result.append(record(kind, row, asOf: asOf)) }
        return result
    }

    private static func record(_ kind: RecordKind, _ row: Row, asOf: Day) -> JacketRecord {
        let outcome = day(row, 5).flatMap { $0 <= asOf ? $0 : nil }
        var values: [Value?] = []
        for (position, field) in kind.fields.enumerated() {
            values.append(field.part == .outcome && outcome == nil ? nil : value(field, row, position + 6))
        }
        return JacketRecord(
            kind: kind, record: row[0], version: row[1], sourceKey: row[2], happenedOn: day(row, 3),
            knownOn: Day(rawValue: row[4]), outcomeKnownOn: outcome, values: values)
    }

    private static func day(_ row: Row, _ position: Int) -> Day? {
        (row[position] as Int32?).map(Day.init(rawValue:))
    }

    private static func value(_ field: Field, _ row: Row, _ position: Int) -> Value? {
        switch field.type {
        case .day: (row[position] as Int32?).map { .day(Day(rawValue: $0)) }
        case .integer, .member: (row[position] as Int?).map { .integer($0) }
        case .decimal: (row[position] as Double?).map { .decimal($0) }
        case .flag: (row[position] as Int?).map { .flag($0 == 1) }
        case .code: (row[position] as String?).map { .code($0) }
        case .text: (row[position] as String?).map { .text($0) }
        }
    }
}
