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
    /// The item with its indicators, for those who may see them.
    package var file: WorkItemFile?
    /// The unit's notes and papers, for those who may see them.
    package var review: ReviewFile?
    /// The records behind the indicators, for those who may see the jacket.
    package var jacket: MemberFile?
}

extension Records {
    /// The sheet of one item; nil where there is no such item for the asker.
    ///
    /// - Parameters:
    ///   - notes: Which of the unit's notes to open, counted from the newest at 0.
    ///   - kinds: The kinds of record to look for, which spares the tables known to be empty.
    package func workItemSheet(
        _ reference: String, notes: Range<Int>, kinds: [RecordKind], _ rules: DepartmentRules, for asking: Asking
    ) async throws -> WorkItemSheet? {
        let found = try await read { db in try Records.locate(workItem: reference, in: db) }
        guard let granted = try await writeLine({ [self] db in try grantSheet(found, reference, asking, in: db) }) else { return nil }
        return try await read { [keys] db in
            guard let row = try WorkItemLife.find(reference, in: db) else { return nil }
            let sees = granted.layers.contains
            let file = sees(.indicators) ? try Records.workItemFile(reference, for: asking, keys, in: db) : nil
            return WorkItemSheet(
                life: try Records.caseView(row, layers: granted.layers, ground: granted.ground, rules, asking, keys, in: db), file: file,
                review: sees(.reviewNotes) ? try Records.reviewFile(reference, notes: notes, for: asking, keys, in: db) : nil,
                jacket: granted.jacket
                    ? try file.flatMap { file in
                        try Records.memberFile(file.item.member, asOf: file.item.snapshot.asOf.adding(days: -1), kinds, for: asking, keys, in: db)
                    } : nil)
        }
    }

    private struct SheetGrant: Sendable {
        var ground: Ground
        var layers: Set<Layer>
        var jacket: Bool
    }

    /// Decides about the item and about each of its layers, and writes the lines of what will be shown.
    private func grantSheet(_ found: Found?, _ reference: String, _ asking: Asking, in db: Database) throws -> SheetGrant? {
        guard let ground = try decide(.seeStatus, asking, kind: .read, about: found, in: db), let found, let row = try WorkItemLife.find(reference, in: db)
        else { return nil }
        let layers = try grantLayers(of: found, row, WorkItemLife.self, by: .seeStatus, shown: [.indicators, .reviewNotes], asking, in: db)
        var jacket = false
        if layers.contains(.indicators), let behind = try Records.locate(jacket: row.subject, on: asking.day, in: db),
            Access.decide(.seeJacket, behind.facts, by: asking.actor, on: asking.day).ground != nil
        {
            jacket = try decide(.seeJacket, asking, kind: .read, about: behind, in: db) != nil
        }
        return SheetGrant(ground: ground, layers: layers, jacket: jacket)
    }
}
