import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport

/// What the page of one item shows, read at one moment.
package struct WorkItemFile: Sendable {
    package var item: WorkItem
    /// Nil where a model outside of Mainstay scored the member.
    package var run: Int64?
    package var member: Member
    /// The member's item before this one, if the asker may see that too.
    package var preceding: WorkItem?
    /// What else the asker may do with it: the unit's notes, closing it.
    package var permitted: Set<Act>
}

extension Records {
    /// One item with the run that raised it, whose it is and the member's item before it, if the asker may see it; the
    /// same nil where there is none. `act` is what the item is opened for.
    package func workItem(_ reference: String, to act: Act = .seeWorkItem, for asking: Asking) async throws -> Opened<WorkItemFile>? {
        try await open(act, asking, locate: { db in try Records.locate(workItem: reference, in: db) }) { [keys] db in
            try Records.workItemFile(reference, for: asking, keys, in: db)
        }
    }

    /// The same, once it is granted.
    static func workItemFile(
        _ reference: String, figures: Bool = true, for asking: Asking, _ keys: KeyStore, in db: Database
    ) throws -> WorkItemFile? {
        let unsealing = Unsealing(keys, in: db)
        guard
            let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM workItem WHERE reference = ?"), arguments: [reference]),
            let item = try WorkItem(row, unsealing, figures: figures), let member = try MemberReading.member(item.member, asOf: .never, in: db)
        else { return nil }
        return WorkItemFile(
            item: item, run: row["run"], member: member, preceding: try Records.preceding(item, unsealing, for: asking, in: db),
            permitted: try Records.permitted(reference, asking, in: db))
    }

    /// What the decision about an item needs to know of it.
    static func locate(workItem reference: String, in db: Database) throws -> Found? {
        try locate(WorkItemLife.self, reference, in: db)
    }

    /// The member's item before this one, with its snapshot. It is decided about by itself: the member may have worked
    /// elsewhere then, where the asker has no say.
    static func preceding(_ item: WorkItem, _ unsealing: Unsealing, for asking: Asking, in db: Database) throws -> WorkItem? {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM workItem WHERE member = ? AND generatedAt < ? ORDER BY generatedAt DESC, id DESC LIMIT 1"),
            arguments: [item.member.rawValue, item.generatedAt.timeIntervalSince1970])
        guard let row, let facts = try locate(workItem: row["reference"], in: db)?.facts,
            Access.decide(.seeWorkItem, facts, by: asking.actor, on: asking.day).ground != nil
        else { return nil }
        // Two items are compared by their profiles; the figures are no part of it (ambiguity 2.6).
        return try WorkItem(row, unsealing, figures: false)
    }

    private static func permitted(_ reference: String, _ asking: Asking, in db: Database) throws -> Set<Act> {
        let facts = try locate(workItem: reference, in: db)?.facts
        return [Act.seeReviewNotes, .writeReviewNote, .closeDuplicative].filter {
            Access.decide($0, facts, by: asking.actor, on: asking.day).ground != nil
        }.reduce(into: []) { $0.insert($1) }
    }
}

extension WorkItem {
    /// Nil when what led to the item was destroyed with its key.
    init?(_ row: Row, _ unsealing: Unsealing, figures: Bool = true) throws {
        let opened = try figures
            ? unsealing.open(WorkItemTable.snapshot, of: row) : unsealing.open(WorkItemTable.snapshotWithoutFigures, of: row)?.snapshot
        guard let snapshot = opened else { return nil }
        self.init(
            reference: row["reference"], member: MemberID(rawValue: row["member"]), district: row["district"], unit: row["unit"],
            generatedAt: Date(timeIntervalSince1970: row["generatedAt"]),
            validityDueAt: Date(timeIntervalSince1970: row["validityDueAt"]),
            forwardDueAt: Date(timeIntervalSince1970: row["forwardDueAt"]),
            state: State(rawValue: row["state"]) ?? .generated,
            closedAt: (row["closedAt"] as Double?).map(Date.init(timeIntervalSince1970:)), snapshot: snapshot)
    }
}
