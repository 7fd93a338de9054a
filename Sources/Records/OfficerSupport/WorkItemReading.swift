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
    /// The member's item of the same source before this one, if the asker may see that too.
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

    /// The member's item before this one, with its snapshot: of the same source, because items of two models are not
    /// successive items of one algorithm (`D20-04:V.A.3.NOTE`, ambiguity 2.6), and of a day that is not later, so that what is
    /// called before lies before. It is decided about by itself: the member may have worked elsewhere then, where the asker
    /// has no say.
    static func preceding(_ item: WorkItem, _ unsealing: Unsealing, for asking: Asking, in db: Database) throws -> WorkItem? {
        let items = try Row.fetchAll(db.cachedStatement(sql: itemsOfMember), arguments: [item.member.rawValue]).map(Successive.init)
        guard let own = items.first(where: { $0.reference == item.reference }), let before = items.first(where: { $0.precedes(own) }),
            let facts = try locate(workItem: before.reference, in: db)?.facts,
            Access.decide(.seeWorkItem, facts, by: asking.actor, on: asking.day).ground != nil,
            let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM workItem WHERE reference = ?"), arguments: [before.reference])
        else { return nil }
        // Two items are compared by their profiles; the figures are no part of it (ambiguity 2.6).
        return try WorkItem(row, unsealing, figures: false)
    }

    /// With the day of the records that each saw, the latest first.
    private static let itemsOfMember = """
        SELECT workItem.reference, workItem.generatedAt, coalesce(run.asOf, itemImport.asOf) AS day, itemImport.source AS source
        FROM workItem LEFT JOIN run ON run.id = workItem.run LEFT JOIN itemImport ON itemImport.id = workItem.itemImport
        WHERE workItem.member = ? ORDER BY day DESC, workItem.generatedAt DESC, workItem.id DESC
        """

    private static func permitted(_ reference: String, _ asking: Asking, in db: Database) throws -> Set<Act> {
        let facts = try locate(workItem: reference, in: db)?.facts
        return [Act.seeReviewNotes, .writeReviewNote, .closeDuplicative].filter {
            Access.decide($0, facts, by: asking.actor, on: asking.day).ground != nil
        }.reduce(into: []) { $0.insert($1) }
    }
}

/// One of a member's items, as far as its place among them goes.
private struct Successive {
    var reference: String
    var generatedAt: Double
    /// The day as of which its run or its source looked at the records.
    var day: Int
    /// Nil for Mainstay's own.
    var source: String?

    init(_ row: Row) {
        reference = row["reference"]
        generatedAt = row["generatedAt"]
        day = row["day"]
        source = row["source"]
    }

    /// Two names that read alike are one source: Swift compares them canonically, which SQLite would not.
    func precedes(_ other: Successive) -> Bool { source == other.source && generatedAt < other.generatedAt && day <= other.day }
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
