import Casework
import Directives
import GRDB
import Jacket
import Risk

extension Records {
    /// Who held which rank in which unit at the end of `day`, by what was known then. Members who had left, or who by
    /// the roster's rule were not serving, hold none. Reads the whole force; keep the result for a page or a run.
    package func personnel(on day: Day, ladder: [Rank], roster: Ledger.Roster) async throws -> Personnel {
        try await read { db in try PersonnelReading(db, on: day).personnel(ladder: ladder, roster: roster) }
    }
}

private struct PersonnelReading {
    let db: Database
    let day: Day

    init(_ db: Database, on day: Day) {
        self.db = db
        self.day = day
    }

    func personnel(ladder: [Rank], roster: Ledger.Roster) throws -> Personnel {
        let gone = try separated()
        let ranks = try ranksHeld(roster).filter { !gone.contains($0.key) }
        var units: [MemberID: String] = [:]
        for (member, postings) in try postings() where ranks[member] != nil {
            if let posting = Personnel.place(postings, on: day) { units[member] = posting.unit }
        }
        return Personnel(
            ranks: Dictionary(ladder.map { ($0.key, $0) }) { first, _ in first }, units: try self.units(), rankOf: ranks,
            unitOf: units, namedSupervisor: try supervisors())
    }

    /// The condition that picks, of each record, the version known at the end of the day. Takes the day twice.
    private func asKnown(_ kind: RecordKind) -> String {
        """
        FROM \(kind.key) k WHERE k.knownOn <= ? AND NOT EXISTS (
            SELECT 1 FROM \(kind.key) later
            WHERE later.sourceKey = k.sourceKey AND later.version > k.version AND later.knownOn <= ?)
        """
    }

    private func rows(_ columns: String, _ kind: RecordKind, and condition: String = "") throws -> StatementReader {
        try StatementReader(db, "SELECT \(columns) \(asKnown(kind)) \(condition)", [day.rawValue, day.rawValue])
    }

    private func separated() throws -> Set<MemberID> {
        var result: Set<MemberID> = []
        let row = try rows("k.record", .member, and: "AND k.outcomeKnownOn <= \(day.rawValue)")
        while try row.next() { result.insert(MemberID(rawValue: row.int64(0))) }
        return result
    }

    private func ranksHeld(_ roster: Ledger.Roster) throws -> [MemberID: String] {
        let since = roster == .payrollYear ? Day(day.year - 1, 1, 1) : nil
        var from: [MemberID: Day] = [:]
        var result: [MemberID: String] = [:]
        let row = try rows(
            "k.member, k.happenedOn, k.rank", .rankHeld,
            and: "AND k.happenedOn <= \(day.rawValue)" + (since.map { " AND k.happenedOn >= \($0.rawValue)" } ?? ""))
        while try row.next() {
            let member = MemberID(rawValue: row.int64(0))
            guard let start = row.day(1), from[member].map({ $0 <= start }) ?? true else { continue }
            from[member] = start
            result[member] = row.text(2)
        }
        return result
    }

    private func postings() throws -> [MemberID: [Posting]] {
        var result: [MemberID: [Posting]] = [:]
        let row = try rows(
            "k.member, k.unit, k.kind, k.happenedOn, k.outcomeKnownOn", .posting,
            and: "AND k.happenedOn <= \(day.rawValue) AND (k.outcomeKnownOn IS NULL OR k.outcomeKnownOn >= \(day.rawValue))")
        while try row.next() {
            guard let start = row.day(3) else { continue }
            let posting = Posting(
                member: MemberID(rawValue: row.int64(0)), unit: row.text(1), kind: row.text(2) == "detail" ? .detail : .assignment,
                start: start, end: row.day(4).flatMap { $0 <= day ? $0 : nil })
            result[posting.member, default: []].append(posting)
        }
        return result
    }

    /// A unit without a first day has always been there, whenever its record came in.
    private func units() throws -> [String: Unit] {
        var result: [String: Unit] = [:]
        let row = try StatementReader(
            db,
            """
            SELECT k.unit, k.name, k.kind, k.parent, k.happenedOn, k.outcomeKnownOn FROM unit k
            WHERE (k.knownOn <= ? OR (k.version = 1 AND k.happenedOn IS NULL)) AND NOT EXISTS (
                SELECT 1 FROM unit later WHERE later.sourceKey = k.sourceKey AND later.version > k.version AND later.knownOn <= ?)
            ORDER BY k.happenedOn, k.id
            """, [day.rawValue, day.rawValue])
        while try row.next() {
            let ended = row.day(5)
            if let start = row.day(4), start > day { continue }
            if let ended, ended < day { continue }
            let key = row.text(0)
            result[key] = Unit(
                key: key, name: row.text(1), kind: Unit.Kind(rawValue: row.text(2)) ?? .unit,
                parent: row.isNull(3) ? nil : row.text(3), from: row.day(4), to: ended.flatMap { $0 <= day ? $0 : nil })
        }
        return result
    }

    private func supervisors() throws -> [MemberID: MemberID] {
        var result: [MemberID: MemberID] = [:]
        let row = try rows(
            "k.member, k.supervisor", .supervision,
            and: """
                AND k.happenedOn <= \(day.rawValue) AND (k.outcomeKnownOn IS NULL OR k.outcomeKnownOn >= \(day.rawValue))
                ORDER BY k.happenedOn, k.id
                """)
        while try row.next() { result[MemberID(rawValue: row.int64(0))] = MemberID(rawValue: row.int64(1)) }
        return result
    }
}
