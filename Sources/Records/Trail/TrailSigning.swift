import Casework
import Directives
import Foundation
import GRDB
import Vault

/// What can stand against signing a head.
package enum TrailSigningProblem: Error, Equatable, CustomStringConvertible {
    case future(String)
    case nothingYet(String)
    case broken(TrailFinding)

    package var description: String {
        switch self {
        case .future(let month): "\(month) has not begun. Name a month that has, as 2018-01."
        case .nothingYet(let month): "The trail has no line of \(month), so there is nothing to sign."
        case .broken(let finding): "The trail does not hold, so no head is signed. \(finding) Run `mainstay trail verify`."
        }
    }
}

extension Records {
    /// The signed heads, the newest first.
    package func trailHeads(for asking: Asking) async throws -> [TrailHead] {
        try await reading(.seeTrail, asking) { db in try TrailHead.all(in: db).reversed() }
    }

    /// The key with which anybody can check the heads.
    package func trailPublicKey(for asking: Asking) async throws -> TrailPublicKey {
        try await reading(.seeTrail, asking) { [keys] db in TrailPublicKey(bytes: try keys.house(.signing, in: db).publicKey()) }
    }

    /// One head, to be handed on; that it was fetched is written down.
    package func trailHead(_ month: String, lines: Int64, for asking: Asking) async throws -> TrailHead? {
        guard try await trailHeads(for: asking).contains(where: { $0.month == month && $0.lines == lines }) else { return nil }
        return try await readingLogged(.seeTrail, asking, record: "head/\(month)", kind: .export) { db in
            try TrailHead.all(in: db).first { $0.month == month && $0.lines == lines }
        }
    }

    /// The months that are over, have lines of their own and no head yet, the oldest first.
    package func monthsWithoutHead(_ calendar: WorkCalendar, for asking: Asking) async throws -> [Month] {
        let today = asking.day
        return try await reading(.seeTrail, asking) { db in
            let signed = try String.fetchOne(db, sql: "SELECT max(month) FROM trailHead WHERE closed = 1").flatMap { Day(iso: $0 + "-01") }
            guard let oldest = try Int64.fetchOne(db, sql: "SELECT min(at) FROM trail") else { return [] }
            let first = calendar.day(of: Date(timeIntervalSince1970: Double(oldest) / 1_000))
            var months: [Month] = []
            var month = Month(of: signed.map { $0.adding(months: 1) } ?? first)
            while month < Month(of: today) {
                let next = Month(of: month.first.adding(months: 1))
                let has = try Bool.fetchOne(
                    db, sql: "SELECT EXISTS (SELECT 1 FROM trail WHERE at >= ? AND at < ?)",
                    arguments: [calendar.milliseconds(month.first), calendar.milliseconds(next.first)])
                if has == true { months.append(month) }
                month = next
            }
            return months
        }
    }

    /// Signs the head of a month: how the trail stood after the month's last line. While the month lasts, how it stands
    /// now. A head that is there already is given back as it is.
    ///
    /// - Throws: `TrailSigningProblem`, among others when the trail is broken since the last head.
    package func signTrailHead(of month: Month, department: String, _ calendar: WorkCalendar, for asking: Asking) async throws -> TrailHead {
        let present = Month(of: asking.day)
        guard month <= present else { throw TrailSigningProblem.future(month.name) }
        let closed = month < present
        if closed, let signed = try await trailHeads(for: asking).first(where: { $0.month == month.iso && calendar.closes(month, at: $0.at) }) {
            return signed
        }
        let span: StatementArguments = [calendar.milliseconds(month.first), calendar.milliseconds(month.first.adding(months: 1))]
        return try await act(.signTrailHead, asking, kind: .trail, record: "head/\(month.iso)", word: "headSigned") { [self] db, _ in
            let own = try Int64.fetchOne(db, sql: "SELECT max(id) FROM trail WHERE at >= ? AND at < ?", arguments: span)
            guard let last = closed ? own : try trail.end(in: db).entries, last > 0 else { throw TrailSigningProblem.nothingYet(month.name) }
            let end = try proved(through: last, in: db)
            if let same = try TrailHead.all(in: db).first(where: { $0.month == month.iso && $0.lines == end.entries && !closed }) { return same }
            let head = try TrailHead(
                department: department, month: month.iso, end: end, at: asking.now, with: keys.house(.signing, in: db))
            try head.insert(closed: closed, in: db)
            return head
        }
    }

    /// How the trail stood after a line, proved from the last head before it.
    private func proved(through last: Int64, in db: Database) throws -> Trail.End {
        let heads = try TrailHead.all(in: db).filter { $0.lines <= last }
        let start = heads.last.map { Trail.End(entries: $0.lines, hash: $0.digest) } ?? .beginning
        // The line the last head was signed at is proved again: somebody may have changed it since.
        let before = start.entries == 0 ? start : try end(before: start.entries, in: db)
        let outcome = try TrailChain(trail.key).check(after: before, through: last, in: db) { stood in
            stood.entries == start.entries && stood.hash != start.hash
                ? TrailFinding(stood.entries, .headDiffers(month: heads.last?.month ?? "")) : nil
        }
        if let finding = outcome.finding { throw TrailSigningProblem.broken(finding) }
        guard outcome.end.entries == last else {
            throw TrailSigningProblem.broken(TrailFinding(outcome.end.entries + 1, .missing(through: last)))
        }
        return outcome.end
    }

    private func end(before line: Int64, in db: Database) throws -> Trail.End {
        guard line > 1 else { return .beginning }
        let hash = try Data.fetchOne(db, sql: "SELECT hash FROM trail WHERE id = ?", arguments: [line - 1])
        guard let hash else { throw TrailSigningProblem.broken(TrailFinding(line - 1, .missing(through: line - 1))) }
        return Trail.End(entries: line - 1, hash: hash)
    }
}

extension WorkCalendar {
    /// The first instant of a day, in milliseconds since 1970.
    func milliseconds(_ day: Day) -> Int64 { Int64(instant(day, hour: 0).timeIntervalSince1970 * 1_000) }

    /// Whether a month was over at an instant.
    fileprivate func closes(_ month: Month, at instant: Date) -> Bool { month < Month(of: day(of: instant)) }
}
