import Casework
import Crypto
import Directives
import Foundation
import GRDB
import Intake
import OfficerSupport
import Risk

/// What came of a file of members whom a model outside of Mainstay scored.
package struct ItemImportReport: Sendable {
    /// Rows that were read.
    package var rows = 0
    /// Members whom they name.
    package var members = 0
    package var items = 0
    /// Members of districts where the program is not on.
    package var elsewhere = 0
    /// Members without a unit on record, by their numbers.
    package var withoutUnit: [String] = []
    /// The day through which the department's records were complete.
    package var dataDay: Day?
    /// What is to be known of the records behind it, though it stands in the way of nothing.
    package var warnings: [String] = []
    /// What is wrong; with one of them nothing is made.
    package var problems: [ScoredProblem] = []
    /// The line in the list of imports; nil where the file was only checked, or its source has no name.
    package var entry: ItemImportRow?
}

extension Records {
    /// Makes the Work Items of a file of members whom a model outside of Mainstay scored (`D20-04:IV.B`, `IV.C`; ambiguity
    /// 2.27). One file is one transaction: with a single row that is wrong no item is made, and the list of imports keeps
    /// that it was refused. Blocks its thread while the records are read: call it from a thread of its own.
    ///
    /// - Parameters:
    ///   - name: The file's name.
    ///   - typed: Name and version of the model, as somebody wrote it.
    ///   - day: Only what was known of the members before it goes into their profile; the items are of its month.
    ///   - onlyCheck: Whether to say what would come of it, and write nothing at all.
    package func importItems(
        _ content: Data, named name: String, source typed: String, asOf day: Day, onlyCheck: Bool = false, department: Department,
        surroundings: Surroundings, for asking: Asking, progress: (String, Double) -> Void = { _, _ in }
    ) throws -> ItemImportReport {
        guard let ground = Access.decide(.startRun, by: asking.actor, on: asking.day).ground else { throw NotThere() }
        let source: String
        switch ScoringSource.read(typed) {
        case .success(let name): source = name
        case .failure(let problem): return ItemImportReport(problems: [problem])
        }
        let lock: WorkLock? = try onlyCheck ? nil : WorkLock(.working, in: URL(fileURLWithPath: path).deletingLastPathComponent())
        defer { withExtendedLifetime(lock) {} }
        let delivery = ItemDelivery(
            source: source, asOf: day, file: ItemDelivery.tidied(name), sha256: Data(SHA256.hash(data: content)).hexadecimal, at: surroundings.now())
        do {
            progress("Reading the file", 0)
            let made = try make(of: content, delivery, department, surroundings, asking, progress)
            var report = made.report
            if onlyCheck { return report }
            progress("Writing the Work Items", 0.9)
            report.entry = try store(report, made.items, delivery, asking, ground, surroundings.calendar)
            return report
        } catch let error as DatabaseError {
            throw RecordsError(error, path: path)
        }
    }

    // MARK: Making

    private func make(
        of content: Data, _ delivery: ItemDelivery, _ department: Department, _ surroundings: Surroundings, _ asking: Asking,
        _ progress: (String, Double) -> Void
    ) throws -> (report: ItemImportReport, items: [WorkItem]) {
        let day = delivery.asOf
        let past = try pool.read { [keys] db in
            (
                last: try Row.fetchOne(db, sql: Self.lastImport).map { (id: $0["id"] as Int64, dataDay: Day(rawValue: $0["dataDay"])) },
                number: try Records.lastItemNumber(of: Month(of: day), in: db), again: try Records.finishedImport(delivery, in: db),
                known: try Records.members(withItemsOf: delivery, for: asking, keys, in: db)
            )
        }
        guard let last = past.last else { throw MonthProblem.noRecords }
        var problems: [ScoredProblem] = []
        if day > surroundings.calendar.day(of: delivery.at) {
            problems.append(
                ScoredProblem(field: "as-of", "\(day.long) has not come yet.", "Name the day through which the source had looked at the records."))
        }
        if let again = past.again {
            let on = surroundings.calendar.day(of: again.at).short
            problems.append(
                delivery.isLike(again)
                    ? ScoredProblem("This file was imported already on \(on), for the same source and day.", "Nothing is to be done: its Work Items are there.")
                    : ScoredProblem(
                        "This file was imported already on \(on), as scored by \(again.source), as of \(again.asOf.short).",
                        "A file is handed in once. Choose the other file, or see whether source and day are those of this one."))
        }
        let file = Self.scoredFile(content, &problems)
        guard let file else { return (ItemImportReport(dataDay: last.dataDay, problems: problems), []) }
        progress("Reading the records", 0.1)
        let (ledger, _) = try ledger(department, through: last.id, for: asking)
        progress("Making the Work Items", 0.8)
        // Its own items are not told as what stands in the way: that the file is there already says it.
        let made = try ScoredItems(
            file, source: delivery.source, asOf: day, ledger: ledger, department: department, calendar: surroundings.calendar,
            districtOf: try districts(on: day), asker: asking.actor.member, known: past.again.map(delivery.isLike) == true ? [] : past.known,
            after: past.number, at: delivery.at)
        let report = ItemImportReport(
            rows: file.rowsRead, members: made.members, items: problems.isEmpty ? made.items.count : 0, elsewhere: made.elsewhere,
            withoutUnit: made.withoutUnit, dataDay: last.dataDay, warnings: ItemImportRow.warnings(last.dataDay, asOf: day), problems: problems + made.problems)
        return (report, report.problems.isEmpty ? made.items : [])
    }

    private static let lastImport =
        "SELECT id, dataDay FROM import WHERE state = 'finished' AND EXISTS (SELECT 1 FROM importFile WHERE importFile.import = import.id AND importFile.state <> 'refused') ORDER BY id DESC LIMIT 1"

    /// Nil, with the problem, where the file cannot be read as a table at all.
    private static func scoredFile(_ content: Data, _ problems: inout [ScoredProblem]) -> ScoredFile? {
        guard content.count <= ScoredFile.mostBytes else {
            problems.append(
                ScoredProblem(
                    "The file is larger than \(ScoredFile.mostMegabytes) MB.", "Hand it in as several files, with all rows of a member in one of them."))
            return nil
        }
        guard !content.starts(with: [0x1F, 0x8B]) else {
            problems.append(ScoredProblem("The file is packed with gzip.", "Unpack it first."))
            return nil
        }
        do {
            let table = try PlainTable(content, mostRows: ScoredFile.mostRows)
            return ScoredFile(
                header: table.header, rows: table.rows.map { ScoredFile.Text(line: $0.line, values: $0.values, isMalformed: $0.isMalformed) })
        } catch {
            problems.append(ScoredProblem("The file cannot be read.", error.description))
            return nil
        }
    }

    /// The highest number that an item of the month ever had, whatever made it: a number is not given again where the item
    /// was destroyed.
    static func lastItemNumber(of month: Month, in db: Database) throws -> Int {
        let prefix = WorkItem.reference(1, of: month).dropLast(3)
        let next = month.first.adding(months: 1)
        return try Int.fetchOne(
            db,
            sql: """
                SELECT max(
                    coalesce((SELECT max(CAST(substr(reference, ?) AS INTEGER)) FROM workItem WHERE reference GLOB ?), 0),
                    coalesce((SELECT sum(items) FROM run WHERE month = ?), 0)
                        + coalesce((SELECT sum(items) FROM itemImport WHERE asOf >= ? AND asOf < ?), 0))
                """,
            arguments: [prefix.count + 1, "\(prefix)*", month.iso, month.first.rawValue, next.rawValue]) ?? 0
    }

    /// The import that took the same file; that of the same source and day before any other.
    private static func finishedImport(_ delivery: ItemDelivery, in db: Database) throws -> ItemImportRow? {
        let rows = try Row.fetchAll(
            db, sql: "\(itemImportRows) WHERE itemImport.state = 'finished' AND itemImport.sha256 = ? ORDER BY itemImport.id", arguments: [delivery.sha256]
        ).map(ItemImportRow.init)
        return rows.first(where: delivery.isLike) ?? rows.first
    }

    /// Members who have an item of the source and the day already. A file that is set aside under a hold is as good as
    /// destroyed: an item in it does not stand in the way, which would tell that it is there.
    private static func members(withItemsOf delivery: ItemDelivery, for asking: Asking, _ keys: KeyStore, in db: Database) throws -> Set<MemberID> {
        let imports = try Row.fetchAll(db, sql: "\(itemImportRows) WHERE itemImport.state = 'finished' AND itemImport.asOf = ?", arguments: [delivery.asOf.rawValue])
            .map(ItemImportRow.init).filter { $0.source == delivery.source }
        guard !imports.isEmpty else { return [] }
        let hidden = try Holds.keysSetAside(.support, for: asking, keys, in: db)
        var members: Set<MemberID> = []
        for row in imports {
            for item in try Row.fetchAll(db, sql: "SELECT member, key FROM workItem WHERE itemImport = ?", arguments: [row.id]) {
                if let key = item["key"] as Int64?, hidden.contains(key) { continue }
                members.insert(MemberID(rawValue: item["member"]))
            }
        }
        return members
    }

    // MARK: Writing

    private func store(
        _ report: ItemImportReport, _ items: [WorkItem], _ delivery: ItemDelivery, _ asking: Asking, _ ground: Ground, _ calendar: WorkCalendar
    ) throws -> ItemImportRow {
        let isTaken = report.problems.isEmpty
        let row = ItemImportRow(
            id: 0, source: delivery.source, asOf: delivery.asOf, file: delivery.file, sha256: delivery.sha256, at: delivery.at,
            account: asking.actor.account, state: isTaken ? .finished : .refused, rows: report.rows, members: report.members, items: items.count,
            elsewhere: isTaken ? report.elsewhere : 0, withoutUnit: isTaken ? report.withoutUnit.count : 0, problems: report.problems.count,
            dataDay: report.dataDay, first: items.first?.reference, last: items.last?.reference)
        let entry = TrailEntry(
            asking, kind: .import, act: isTaken ? "itemsImported" : "itemsRefused", outcome: isTaken ? .done : .failed, record: "", ground: ground)
        try keys.reserve(items.count)
        return try pool.write { [trail, keys] db in
            try db.execute(
                sql: """
                    INSERT INTO itemImport(source, asOf, file, sha256, at, account, state, rowsRead, members, items, elsewhere, withoutUnit, problems,
                        dataDay)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    row.source, row.asOf.rawValue, row.file, row.sha256, row.at.timeIntervalSince1970, row.account, row.state.rawValue, row.rows,
                    row.members, row.items, row.elsewhere, row.withoutUnit, row.problems, row.dataDay?.rawValue,
                ])
            let id = db.lastInsertedRowID
            for item in items {
                try keys.insert(item, from: .itemImport(id), in: db)
                try CaseLog.begin(item.reference, of: WorkItemLife.self, calendar, keys, in: db)
            }
            var entry = entry
            entry.record = "itemImport/\(id)"
            try trail.append(entry, in: db)
            var stored = row
            stored.id = id
            return stored
        }
    }
}

/// A file as it was handed in.
private struct ItemDelivery: Sendable {
    var source: String
    var asOf: Day
    var file: String
    var sha256: String
    var at: Date

    /// Whether the row is of the same source and day. Names are compared as they read, not by their bytes.
    func isLike(_ row: ItemImportRow) -> Bool { row.source == source && row.asOf == asOf }

    /// A file's name without its folders and without what cannot be seen.
    static func tidied(_ name: String) -> String {
        let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        let seen = String(last.filter { !ScoredFile.holdsHidden(String($0)) }.prefix(120))
        return seen.isEmpty ? "file" : seen
    }
}
