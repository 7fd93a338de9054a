import Foundation
import GRDB
import Vault

/// Proves the chain, line by line, without holding more than one line at a time.
struct TrailChain {
    let key: HouseKey
    /// Without: only the digests are proved, where the key that made the codes is lost.
    let withCodes: Bool

    init(_ key: HouseKey, withCodes: Bool = true) {
        self.key = key
        self.withCodes = withCodes
    }

    /// How far the chain held.
    struct Outcome {
        var end: Trail.End
        var finding: TrailFinding?
        var gaps: [TrailProof.Noted] = []
        /// The first line without the code of the present key, as long as nothing vouches for it.
        fileprivate var uncoded: Int64?
        /// The last line that tells of a restore with new keys: what stands before it bears codes of the key that is lost.
        var renewed: Int64 = 0
    }

    /// Walks from behind `start` to the line `last`, or to the end. `passing` sees how the trail stood after each line.
    func check(
        after start: Trail.End, through last: Int64 = .max, in db: Database, passing: (Trail.End) -> TrailFinding? = { _ in nil }
    ) throws -> Outcome {
        var outcome = Outcome(end: start)
        do {
            let reader = try StatementReader(
                db, "SELECT \(Trail.columns), code FROM main.trail WHERE id > ? AND id <= ? ORDER BY id", [start.entries == 0 ? Int64.min : start.entries, last])
            var digest = LineDigest()
            while try reader.next() {
                let number = outcome.end.entries + 1
                let found = reader.int64(0)
                guard found == number else {
                    // Mainstay counts from one: a line before that is somebody else's.
                    outcome.finding = found < number ? TrailFinding(found, .foreign) : TrailFinding(number, .missing(through: found - 1))
                    return outcome
                }
                digest.begin(number, after: outcome.end.hash)
                TrailChain.add(reader, to: &digest)
                let stood = Trail.End(entries: number, hash: digest.value)
                guard reader.blob(10) == stood.hash else {
                    outcome.finding = try TrailFinding(outcome.uncoded ?? number, misfit(number, after: outcome.end, outcome.uncoded, in: db))
                    return outcome
                }
                if let foreign = vouch(stood, reader, &outcome) {
                    outcome.finding = foreign
                    return outcome
                }
                if let noted = TrailChain.noted(reader, number) { outcome.gaps.append(noted) }
                outcome.end = stood
                if let finding = passing(stood) {
                    outcome.finding = finding
                    return outcome
                }
            }
            outcome.finding = outcome.uncoded.map { TrailFinding($0, .foreign) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB {
            outcome.finding = TrailFinding(outcome.end.entries + 1, .unreadable)
        }
        return outcome
    }

    /// The fields of a line in the order of its digest, as they are stored, so that nothing is lost in translation.
    private static func add(_ reader: StatementReader, to digest: inout LineDigest) {
        digest.add(String(reader.int64(1)))
        for column: Int32 in 2...9 {
            if column == 3, reader.isNull(column) { digest.addNothing() } else { digest.add(reader.bytes(column)) }
        }
    }

    /// A line whose digest does not fit. Lines without their code before it were somebody else's work already.
    private func misfit(_ number: Int64, after before: Trail.End, _ uncoded: Int64?, in db: Database) throws -> TrailFinding.Fault {
        if uncoded != nil { return .foreign }
        if let place = try place(of: number, after: before, in: db), place != number { return .outOfOrder(standsAs: place) }
        return .altered
    }

    /// Whether the line bears its code. One that does not may still be vouched for: after a restore with new keys the
    /// first line under them stands for all before it, to which it is chained.
    private func vouch(_ stood: Trail.End, _ reader: StatementReader, _ outcome: inout Outcome) -> TrailFinding? {
        guard withCodes else { return nil }
        guard key.proves(reader.blob(11), for: stood.asLine) else {
            outcome.uncoded = outcome.uncoded ?? stood.entries
            return nil
        }
        guard let uncoded = outcome.uncoded else { return nil }
        guard reader.bytes(4).elementsEqual(TrailEntry.Kind.backup.rawValue.utf8), reader.bytes(5).elementsEqual(TrailChain.renewal.utf8) else {
            return TrailFinding(uncoded, .foreign)
        }
        outcome.uncoded = nil
        outcome.renewed = stood.entries
        return nil
    }

    /// The word of the line that begins the trail again under new keys.
    static let renewal = "restoredWithNewKeys"

    /// Where the line stands that belongs behind `before`: the one whose own digest fits there.
    private func place(of number: Int64, after before: Trail.End, in db: Database) throws -> Int64? {
        let reader = try StatementReader(db, "SELECT \(Trail.columns), code FROM main.trail WHERE id > ? ORDER BY id", [before.entries])
        var digest = LineDigest()
        while try reader.next() {
            digest.begin(number, after: before.hash)
            TrailChain.add(reader, to: &digest)
            let fitting = Trail.End(entries: number, hash: digest.value)
            // The code tells whether Mainstay wrote this line for this place; it may have been moved without its digest.
            if reader.blob(10) == fitting.hash || key.proves(reader.blob(11), for: fitting.asLine) { return reader.int64(0) }
        }
        return nil
    }

    private static func noted(_ reader: StatementReader, _ number: Int64) -> TrailProof.Noted? {
        guard reader.bytes(4).elementsEqual(TrailEntry.Kind.trail.rawValue.utf8), reader.bytes(5).elementsEqual(TrailGap.act.utf8) else {
            return nil
        }
        return TrailGap(record: reader.text(7)).map { TrailProof.Noted(line: number, gap: $0) }
    }
}
