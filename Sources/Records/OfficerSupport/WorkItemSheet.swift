import Casework
import Directives
import Foundation
import GRDB
import Jacket
import OfficerSupport

/// Everything that the page of one Work Item shows one reader: each layer decided about by itself, every reading of it in
/// one commit of the trail, all of it one picture.
package struct WorkItemSheet: Sendable {
    package var life: CaseView<WorkItemLife>
    /// The item with its indicators, for those who may see them; without the figures of its snapshot.
    package var file: WorkItemFile?
    /// The unit's notes and papers, for those who may see them.
    package var review: ReviewFile?
    /// The records behind the indicators, for those who may see the jacket.
    package var behind: [JacketRecord]
}

/// Every figure of one item's snapshot, and the member's records up to it.
package struct WorkItemFigures: Sendable {
    package var file: WorkItemFile
    /// By what the reader was let in, and what tells whether they know the member by name.
    package var facts: RecordFacts
    /// For those who may see the jacket.
    package var jacket: MemberFile?
}

extension Records {
    /// The sheet of one item; nil where there is no such item for the asker.
    ///
    /// - Parameter notes: Which of the unit's notes to open, counted from the newest at 0.
    package func workItemSheet(
        _ reference: String, notes: Range<Int>, _ rules: DepartmentRules, for asking: Asking
    ) async throws -> WorkItemSheet? {
        guard let granted = try await writeLine({ [self] db in try grantSheet(reference, asking, in: db) }) else { return nil }
        return try await read { [keys, kept] db in
            guard let row = try WorkItemLife.find(reference, in: db) else { return nil }
            let sees = granted.layers.contains
            let file = sees(.indicators) ? try Records.workItemFile(reference, figures: false, for: asking, keys, in: db) : nil
            return WorkItemSheet(
                life: try Records.caseView(row, layers: granted.layers, ground: granted.ground, rules, asking, keys, onPage: kept, in: db), file: file,
                review: sees(.reviewNotes) ? try Records.reviewFile(reference, notes: notes, for: asking, keys, in: db) : nil,
                behind: granted.jacket ? try file.map { try Records.records(behind: $0.item, in: db) } ?? [] : [])
        }
    }

    /// All that the application saw when the item was made; nil where there is no such item for the asker.
    ///
    /// - Parameter kinds: The kinds of record to look for, which spares the tables known to be empty.
    package func workItemFigures(_ reference: String, kinds: [RecordKind], for asking: Asking) async throws -> Opened<WorkItemFigures>? {
        let granted = try await writeLine { [self] db -> (ground: Ground, facts: RecordFacts, jacket: Bool)? in
            let found = try Records.locate(workItem: reference, in: db)
            guard let ground = try decide(.seeWorkItem, asking, kind: .read, about: found, in: db), let facts = found?.facts, let subject = facts.subject
            else { return nil }
            return (ground, facts, try grantJacket(of: subject, asking, in: db))
        }
        guard let granted else { return nil }
        let figures = try await read { [keys] db -> WorkItemFigures? in
            guard let file = try Records.workItemFile(reference, for: asking, keys, in: db) else { return nil }
            let known = file.item.snapshot.asOf.adding(days: -1)
            return WorkItemFigures(
                file: file, facts: granted.facts,
                jacket: granted.jacket ? try Records.memberFile(file.item.member, asOf: known, kinds, for: asking, keys, in: db) : nil)
        }
        return figures.map { Opened(value: $0, ground: granted.ground) }
    }

    /// The records that stand behind an item's indicators, as they were known then.
    private static func records(behind item: WorkItem, in db: Database) throws -> [JacketRecord] {
        let kinds = Set(item.snapshot.indicators.filter(\.raises).flatMap(\.records).map(\.kind)).compactMap(RecordKind.named)
        return try kinds.flatMap { try JacketReading.records($0, of: item.member, asOf: item.snapshot.asOf.adding(days: -1), in: db) }
    }

    private struct SheetGrant: Sendable {
        var ground: Ground
        var layers: Set<Layer>
        var jacket: Bool
    }

    /// Decides about the item and about each of its layers, and writes the lines of what will be shown.
    private func grantSheet(_ reference: String, _ asking: Asking, in db: Database) throws -> SheetGrant? {
        let found = try Records.locate(workItem: reference, in: db)
        guard let ground = try decide(.seeStatus, asking, kind: .read, about: found, in: db), let found, let row = try WorkItemLife.find(reference, in: db)
        else { return nil }
        let layers = try grantLayers(of: found, row, WorkItemLife.self, by: .seeStatus, shown: [.indicators, .reviewNotes], asking, in: db)
        let jacket = try layers.contains(.indicators) && !isScoredElsewhere(row, in: db) && grantJacket(of: row.subject, asking, in: db)
        return SheetGrant(ground: ground, layers: layers, jacket: jacket)
    }

    /// Another source's reasons have no records behind them: nothing of the jacket is shown, so nothing of it is asked for.
    private func isScoredElsewhere(_ row: CaseRow, in db: Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT itemImport IS NOT NULL FROM workItem WHERE id = ?")
        return try Bool.fetchOne(statement, arguments: [row.id]) ?? false
    }

    /// Whether the member's records are shown with the item, with the line of the trail if they are.
    private func grantJacket(of member: MemberID, _ asking: Asking, in db: Database) throws -> Bool {
        guard let found = try Records.locate(jacket: member, on: asking.day, in: db),
            Access.decide(.seeJacket, found.facts, by: asking.actor, on: asking.day).ground != nil
        else { return false }
        return try decide(.seeJacket, asking, kind: .read, about: found, in: db) != nil
    }
}
