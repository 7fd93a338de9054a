import Casework
import Directives
import Foundation
import GRDB

/// A file of members whom a model outside of Mainstay scored, as it is listed. It names nobody.
package struct ItemImportRow: Sendable, Hashable, Codable {
    package enum State: String, Sendable, Codable, CaseIterable { case finished, refused }

    package var id: Int64
    /// Name and version of the model.
    package var source: String
    package var asOf: Day
    /// The file's name and its SHA-256; the file itself is not kept.
    package var file: String
    package var sha256: String
    package var at: Date
    package var account: String
    package var state: State
    package var rows: Int
    /// Members whom the rows name.
    package var members: Int
    package var items: Int
    /// Members of districts where the program is not on: they get no item.
    package var elsewhere: Int
    /// Members without a unit on record, for whom no item could be made.
    package var withoutUnit: Int
    /// What was wrong, where it was refused.
    package var problems: Int
    /// The day through which the department's records were complete; nil where it was not kept.
    package var dataDay: Day?
    /// The references of its first item and its last, of those that there are still.
    package var first: String?
    package var last: String?
}

extension ItemImportRow {
    /// What is to be known of the records behind its items.
    package var warnings: [String] { dataDay.map { Self.warnings($0, asOf: asOf) } ?? [] }

    /// `D20-04:IV.C.NOTE#2`, as a month says it: what an item shows of the records is no newer than they are.
    static func warnings(_ dataDay: Day, asOf: Day) -> [String] {
        guard Records.isBehind(dataDay, asOf: asOf) else { return [] }
        return [
            "\(Records.lastImportReaches(dataDay)): the profile stored with a Work Item says nothing of what happened between then and \(asOf.short)."
        ]
    }

    init(_ row: Row) {
        id = row["id"]
        source = row["source"]
        asOf = Day(rawValue: row["asOf"])
        file = row["file"]
        sha256 = row["sha256"]
        at = Date(timeIntervalSince1970: row["at"])
        account = row["account"]
        state = State(rawValue: row["state"]) ?? .refused
        rows = row["rowsRead"]
        members = row["members"]
        items = row["items"]
        elsewhere = row["elsewhere"]
        withoutUnit = row["withoutUnit"]
        problems = row["problems"]
        dataDay = (row["dataDay"] as Int32?).map(Day.init(rawValue:))
        first = row["firstItem"]
        last = row["lastItem"]
    }
}

extension Records {
    /// The files of members scored elsewhere, the newest first, with those that were refused.
    package func itemImports(for asking: Asking) async throws -> [ItemImportRow] {
        try await reading(.seeRuns, asking) { db in
            try Row.fetchAll(db, sql: "\(Records.itemImportRows) ORDER BY itemImport.id DESC").map(ItemImportRow.init)
        }
    }

    static let itemImportRows = """
        SELECT itemImport.*,
            (SELECT reference FROM workItem WHERE workItem.itemImport = itemImport.id ORDER BY workItem.id LIMIT 1) AS firstItem,
            (SELECT reference FROM workItem WHERE workItem.itemImport = itemImport.id ORDER BY workItem.id DESC LIMIT 1) AS lastItem
        FROM itemImport
        """
}
