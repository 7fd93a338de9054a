import Directives
import GRDB
import Intake

/// What the report says of the department as it stands on the data day, after the import.
struct QualityFigures: Sendable {
    var membersWithoutUnit = ImportReport.Missing()
    var overlaps = ImportReport.Overlaps()

    private struct Assignment {
        var member: Int64
        var start: Int32
        var end: Int32
        var unit: String
        var detail: Bool
        var version: Int64
    }

    init(_ db: Database, on day: Day) throws {
        let numbers = try QualityFigures.active(db, on: day)
        let assignments = try QualityFigures.assignments(db)
        countMissing(numbers, assignments, on: day.rawValue)
        try countOverlaps(db, assignments)
    }

    /// The members appointed and not separated on the day, in the order of their ids.
    private static func active(_ db: Database, on day: Day) throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT m.record FROM member m
                WHERE m.version = (SELECT max(version) FROM member l WHERE l.sourceKey = m.sourceKey)
                    AND (m.happenedOn IS NULL OR m.happenedOn <= ?) AND (m.outcomeKnownOn IS NULL OR m.outcomeKnownOn > ?)
                ORDER BY m.record
                """, arguments: [day.rawValue, day.rawValue])
    }

    /// The latest version of each assignment, by member and start.
    private static func assignments(_ db: Database) throws -> [Assignment] {
        var list: [Assignment] = []
        var place: [Int64: Int] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT record, version, member, happenedOn, outcomeKnownOn, unit, kind = 'detail' FROM posting ORDER BY id")
        while let row = try rows.next() {
            let record: Int64 = row[0]
            let detail: Bool? = row[6]
            let assignment = Assignment(
                member: row[2], start: row[3] ?? Int32.min, end: row[4] ?? Int32.max, unit: row[5] ?? "", detail: detail ?? false,
                version: row[1])
            if assignment.version > 1, let index = place[record] {
                if list[index].version < assignment.version { list[index] = assignment }
            } else {
                place[record] = list.count
                list.append(assignment)
            }
        }
        return list.sorted { ($0.member, $0.start, $0.end) < ($1.member, $1.start, $1.end) }
    }

    private mutating func countMissing(_ active: [Int64], _ assignments: [Assignment], on day: Int32) {
        let placed = Set(assignments.lazy.filter { $0.start <= day && $0.end >= day }.map(\.member))
        membersWithoutUnit.active = active.count
        let without = active.filter { !placed.contains($0) }
        membersWithoutUnit.without = without.count
        examplesWithout = Array(without.prefix(QualityFigures.examples))
    }
    private var examplesWithout: [Int64] = []

    private static let examples = 20

    private mutating func countOverlaps(_ db: Database, _ assignments: [Assignment]) throws {
        var members: Set<Int64> = []
        var first: [(Assignment, Assignment)] = []
        for index in assignments.indices {
            let assignment = assignments[index]
            var other = index + 1
            while other < assignments.count, assignments[other].member == assignment.member,
                assignments[other].start < assignment.end
            {
                if assignments[other].detail == assignment.detail {
                    overlaps.pairs += 1
                    members.insert(assignment.member)
                    if first.count < QualityFigures.examples { first.append((assignment, assignments[other])) }
                }
                other += 1
            }
        }
        overlaps.members = members.count
        let number = try db.makeStatement(sql: "SELECT sourceKey FROM member WHERE id = ?")
        overlaps.examples = try first.map { left, right in
            ImportReport.Overlaps.Example(
                member: try String.fetchOne(number, arguments: [left.member]) ?? "", units: [left.unit, right.unit],
                from: Day(rawValue: right.start))
        }
        membersWithoutUnit.examples = try examplesWithout.map { try String.fetchOne(number, arguments: [$0]) ?? "" }
    }
}

extension MemberIndex {
    /// The members the database has.
    init(in db: Database) throws {
        var pairs: [(key: String, value: Int64)] = []
        let rows = try Row.fetchCursor(db, sql: "SELECT sourceKey, record FROM member WHERE version = 1")
        while let row = try rows.next() { pairs.append((row[0], row[1])) }
        let last = try Int64.fetchOne(db, sql: "SELECT max(id) FROM member") ?? 0
        self.init(pairs, nextID: last + 1)
    }
}
