import Casework
import Foundation
import GRDB
import Vault

/// The append-only, hash-chained log of who did what.
///
/// Each line is chained to the one before and bears a code that only the holder of the department key can make; the key
/// store holds the anchor, how long the trail is and how it ends, under another such code. So an edit breaks the chain, a
/// chain made anew lacks the codes, and a trail cut short no longer fits its anchor. A line is written in the transaction
/// of what it tells: if the trail cannot be written, the act does not happen.
struct Trail: Sendable {
    /// Read once, at opening: it is the same key for as long as the key store lives, whatever wraps it.
    let key: HouseKey

    init(_ keys: KeyStore, in db: Database) throws { key = try keys.house(.trail, in: db) }

    static let tables = """
        CREATE TABLE trail (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            designeeOf TEXT,
            kind TEXT NOT NULL,
            act TEXT NOT NULL,
            outcome TEXT NOT NULL,
            record TEXT NOT NULL,
            ground TEXT NOT NULL,
            origin TEXT NOT NULL,
            hash BLOB NOT NULL,
            code BLOB NOT NULL
        ) STRICT;
        CREATE INDEX trailActor ON trail(actor, id);
        CREATE INDEX trailRecord ON trail(record, id) WHERE record <> '';
        CREATE INDEX trailAt ON trail(at);
        CREATE TRIGGER trailKeepsRows BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;
        CREATE TRIGGER trailKeepsWords BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END;
        """

    static let columns = "id, at, actor, designeeOf, kind, act, outcome, record, ground, origin, hash"

    /// How the trail ends, or stood after some line: the number of lines and the digest of the last.
    struct End: Hashable, Sendable {
        var entries: Int64
        var hash: Data

        /// Before the first line.
        static let beginning = End(entries: 0, hash: LineDigest.origin)

        /// What the code of a line and that of the anchor are made over. They differ, so that the code of an old line is
        /// no anchor for a trail cut short behind it.
        var asLine: Data { Data("line|\(entries)|".utf8) + hash }
        var asAnchor: Data { Data("anchor|\(entries)|".utf8) + hash }
    }

    /// The anchor of a new trail. From then on there always is one, and a trail without it was tampered with.
    func begin(in db: Database) throws { try anchor(.beginning, in: db) }

    /// Adds a line, in the caller's transaction.
    ///
    /// - Throws: `RecordsError.trailNotWritten` when the line cannot be written; the caller's transaction must not go on.
    func append(_ entry: TrailEntry, in db: Database) throws {
        do {
            var last = try end(in: db)
            if let gap = try gap(before: last, in: db) { last = try write(gap.entry(at: entry.at), after: last, in: db) }
            try anchor(try write(entry, after: last, in: db), in: db)
        } catch let error as DatabaseError where Trail.isOfTheTrail(error) {
            throw RecordsError.trailNotWritten
        }
    }

    func end(in db: Database) throws -> End {
        let statement = try db.cachedStatement(sql: "SELECT id, hash FROM trail ORDER BY id DESC LIMIT 1")
        guard let row = try Row.fetchOne(statement) else { return .beginning }
        return End(entries: row[0], hash: row[1])
    }

    /// The anchor as it stands in the key store; nil when it was removed.
    func anchor(in db: Database) throws -> (end: End, isOurs: Bool)? {
        let statement = try db.cachedStatement(sql: "SELECT entries, hash, code FROM vault.trailAnchor WHERE id = 1")
        guard let row = try Row.fetchOne(statement) else { return nil }
        let end = End(entries: row[0], hash: row[1])
        return (end, key.proves(row[2], for: end.asAnchor))
    }

    private func write(_ entry: TrailEntry, after last: End, in db: Database) throws -> End {
        let (number, overflow) = last.entries.addingReportingOverflow(1)
        guard !overflow else { throw RecordsError.trailNotWritten }
        let next = End(entries: number, hash: entry.digest(number: number, after: last.hash))
        let statement = try db.cachedStatement(
            sql: "INSERT INTO trail(\(Trail.columns), code) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        try statement.execute(arguments: [
            number, entry.milliseconds, entry.actor, entry.designeeOf, entry.kind.rawValue, entry.act, entry.outcome.rawValue,
            entry.record, entry.ground, entry.from, next.hash, key.code(for: next.asLine),
        ])
        return next
    }

    func anchor(_ end: End, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO vault.trailAnchor(id, entries, hash, code) VALUES (1, ?, ?, ?)
                ON CONFLICT(id) DO UPDATE SET entries = excluded.entries, hash = excluded.hash, code = excluded.code
                """)
        try statement.execute(arguments: [end.entries, end.hash, key.code(for: end.asAnchor)])
    }

    /// Faults that any write could meet keep their own words.
    private static func isOfTheTrail(_ error: DatabaseError) -> Bool {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CORRUPT, .SQLITE_INTERRUPT: false
        default: true
        }
    }
}

// MARK: What was done behind the program's back

extension Trail {
    /// The two files are committed one after the other, the database first and for good. A program that is killed in
    /// between, or a power cut that the key store's last steps did not outlive, leaves lines of which the key store has
    /// not heard. They bear their codes, and are never more than these.
    static let unheard: Int64 = 1_000

    /// How the end of the trail departs from what the key store knows of it. The next line to be written says so first:
    /// otherwise it would anchor the trail anew, and hide that lines were cut off.
    private func gap(before last: End, in db: Database) throws -> TrailGap? {
        guard let anchor = try anchor(in: db) else { return TrailGap(.anchorMissing, first: last.entries, last: last.entries) }
        guard anchor.isOurs else { return TrailGap(.anchorForged, first: last.entries, last: last.entries) }
        let known = anchor.end
        if known == last { return nil }
        if known.entries > last.entries { return TrailGap(.cutOff, first: last.entries + 1, last: known.entries) }
        if known.entries == last.entries { return TrailGap(.replaced, first: last.entries, last: last.entries) }
        if last.entries - known.entries <= Trail.unheard, try TrailChain(key).check(after: known, in: db).finding == nil { return nil }
        return TrailGap(.unheard, first: known.entries + 1, last: last.entries)
    }
}

/// A break that was found when the next line was written. It is a line of the trail itself, so it stays known.
package struct TrailGap: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Codable { case cutOff, replaced, unheard, anchorMissing, anchorForged }
    package var kind: Kind
    /// The lines concerned.
    package var first: Int64
    package var last: Int64

    static let act = "broken"

    init(_ kind: Kind, first: Int64, last: Int64) {
        self.kind = kind
        self.first = first
        self.last = last
    }

    /// As `cutOff/1041-1043`.
    init?(record: String) {
        let parts = record.split(separator: "/")
        guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])) else { return nil }
        let numbers = parts[1].split(separator: "-").compactMap { Int64($0) }
        guard numbers.count == 2 else { return nil }
        self.init(kind, first: numbers[0], last: numbers[1])
    }

    func entry(at: Date) -> TrailEntry {
        TrailEntry(
            at: at, actor: "mainstay", kind: .trail, act: TrailGap.act, outcome: .failed, record: "\(kind.rawValue)/\(first)-\(last)", from: "")
    }
}
