import Casework
import Foundation
import GRDB
import OfficerSupport
import Risk
import Vault

/// How a run's results are written: who and when in the clear, what was found sealed under the member's key.
extension KeyStore {
    func insert(_ score: SealedScore, run: Int64, member: MemberID, in db: Database) throws {
        try insert(into: ScoreTable.self, of: SubjectFile(.support, member: member), in: db) { row in
            row.set("run", run)
            row.set("member", member.rawValue)
            try row.seal(score, in: ScoreTable.figures)
        }
    }

    func insert(_ held: Generation.HeldBack, run: Int64, member: MemberID, in db: Database) throws {
        try insert(into: HeldBackTable.self, of: SubjectFile(.support, member: member), in: db) { row in
            row.set("run", run)
            try row.seal(held, in: HeldBackTable.words)
        }
    }

    func insert(_ item: WorkItem, run: Int64, in db: Database) throws { try insert(item, from: .run(run), in: db) }

    func insert(_ item: WorkItem, from origin: ItemOrigin, in db: Database) throws {
        try insert(into: WorkItemTable.self, of: SubjectFile(.support, member: item.member), in: db) { row in
            row.set("reference", item.reference)
            switch origin {
            case .run(let run): row.set("run", run)
            case .itemImport(let id): row.set("itemImport", id)
            }
            row.set("member", item.member.rawValue)
            row.set("district", item.district)
            row.set("unit", item.unit)
            row.set("firstUnit", item.unit)
            row.set("generatedAt", item.generatedAt.timeIntervalSince1970)
            row.set("validityDueAt", item.validityDueAt.timeIntervalSince1970)
            row.set("forwardDueAt", item.forwardDueAt.timeIntervalSince1970)
            row.set("state", item.state.rawValue)
            try row.seal(SealedList(item.snapshot.categories.filter(\.raised).map(\.outcome.key)), in: WorkItemTable.categories)
            try row.seal(
                item.snapshot.indicators.first { $0.raises }?.sentence ?? "No single kind of record stands out.", in: WorkItemTable.leading)
            try row.seal(item.snapshot, in: WorkItemTable.snapshot)
        }
    }
}

/// What made an item.
enum ItemOrigin: Hashable, Sendable {
    case run(Int64)
    /// An import of members whom a model outside of Mainstay scored.
    case itemImport(Int64)
}

/// The scores of a run as they are kept.
struct StoredScores: Sendable {
    private var scores: [MemberID: SealedScore] = [:]
    /// Members whose scores were changed from outside, so that they do not open.
    private var changed: Set<MemberID> = []

    init(of run: Int64, _ keys: KeyStore, in db: Database) throws {
        let unsealing = Unsealing(keys, in: db)
        let rows = try Row.fetchCursor(db, sql: "SELECT id, member, key, figures FROM score WHERE run = ?", arguments: [run])
        while let row = try rows.next() {
            let member = MemberID(rawValue: row["member"])
            // A figure that was changed from outside does not open: it differs from whatever is computed.
            do {
                scores[member] = try unsealing.open(ScoreTable.figures, of: row)
            } catch is VaultError {
                changed.insert(member)
            }
        }
    }

    /// How many members' scores are not, bit for bit, what was computed. One that was destroyed with the member's file can
    /// no longer be compared; the digest kept with the run covers it all the same.
    func differing(from computed: [MemberScore]) -> Int {
        var left = Set(scores.keys).union(changed)
        var differing = 0
        for score in computed {
            guard left.remove(score.member) != nil else { continue }
            let same = scores[score.member] == SealedScore(probabilities: score.probabilities, any: score.any)
            if !same { differing += 1 }
        }
        return differing + left.count
    }
}
