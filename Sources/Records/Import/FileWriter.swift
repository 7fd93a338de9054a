import Directives
import Foundation
import GRDB
import Intake
import Jacket

/// Thrown inside a file's transaction so that it is rolled back.
struct RefusedFile: Error {
    var result: SourceReading.Result
}

/// What came of a file.
struct FileOutcome: Sendable {
    var result = SourceReading.Result()
    var kinds: [ImportReport.Kind] = []
    var rowsNew = 0
    var rowsChanged = 0
    var rowsUnchanged = 0

    init() {}
    init(_ result: SourceReading.Result) { self.result = result }

    var state: ImportReport.File.State {
        result.refusal != nil ? .refused : rowsNew + rowsChanged == 0 ? .unchanged : .imported
    }

    func report(_ entry: ImportFiles.Entry) -> ImportReport.File {
        var file = ImportReport.File(file: entry.name, state: state)
        file.kinds = kinds
        file.sha256 = result.sha256
        file.rowsRead = result.rowsRead
        file.rowsNew = rowsNew
        file.rowsChanged = rowsChanged
        file.rowsUnchanged = rowsUnchanged
        file.rowsQuarantined = result.rowsBad
        file.rowsLeftOut = result.rowsLeftOut
        file.latestKnown = result.coverage.compactMap(\.latestKnown).max()
        file.reason = result.refusal?.description
        return file
    }
}

/// Writes the rows of one file inside its transaction.
struct FileWriter {
    private let db: Database
    private let importID: Int64
    private let file: String
    private let records: [ImportProfile.Record]
    private var tables: [KindWriter] = []
    /// For each record of the source its table.
    private var tableOf: [Int] = []
    private var outcome = FileOutcome()
    private var row: RowStanding?

    /// A row of the file brings several records; it is new when all of them are.
    private struct RowStanding {
        var known = false
        var altered = false
    }

    init(_ db: Database, import importID: Int64, file: String, records: [ImportProfile.Record], dataDay: Day) throws {
        self.db = db
        self.importID = importID
        self.file = file
        self.records = records
        var kinds: [RecordKind] = []
        for record in records {
            if let known = kinds.firstIndex(of: record.kind) {
                tableOf.append(known)
            } else {
                kinds.append(record.kind)
                tableOf.append(tables.count)
                tables.append(try KindWriter(record.kind, in: db, import: importID, dataDay: dataDay))
            }
        }
    }

    /// Takes steps from the queue until the file ends; throws `RefusedFile` when nothing of it may be kept.
    mutating func write(from queue: BatchQueue, _ tell: (IntakeBatch) -> Void) throws -> FileOutcome {
        while true {
            switch queue.pop() {
            case .begin: continue
            case .rows(let batch):
                try write(batch)
                tell(batch)
            case .end(let result):
                if result.refusal != nil { throw RefusedFile(result: result) }
                settleRow()
                for table in tables { try table.finish() }
                outcome.result = result
                outcome.kinds = tables.map(\.counts)
                try FileWriter.note(outcome, import: importID, file: file, records: records, in: db)
                return outcome
            case .finished(let error): throw error ?? BatchQueue.Cancelled()
            }
        }
    }

    private mutating func write(_ batch: IntakeBatch) throws {
        try batch.text.withUnsafeBufferPointer { text in
            try batch.cells.withUnsafeBufferPointer { cells in
                for index in batch.rows.indices {
                    let new = batch.rows[index]
                    if new.first { settleRow() }
                    let standing = try tables[tableOf[Int(new.record)]].store(new, cells: cells, text: text)
                    row = row ?? RowStanding()
                    if standing != .new { row?.known = true }
                    if standing != .unchanged { row?.altered = true }
                }
            }
        }
        try quarantine(batch.quarantine)
    }

    private mutating func settleRow() {
        guard let standing = row else { return }
        row = nil
        if !standing.known {
            outcome.rowsNew += 1
        } else if standing.altered {
            outcome.rowsChanged += 1
        } else {
            outcome.rowsUnchanged += 1
        }
    }

    private func quarantine(_ entries: [QuarantineEntry]) throws {
        try FileWriter.quarantine(entries, import: importID, file: file, in: db)
    }

    private static func quarantine(_ entries: [QuarantineEntry], import importID: Int64, file: String, in db: Database) throws {
        guard !entries.isEmpty else { return }
        let statement = try db.cachedStatement(
            sql: "INSERT INTO quarantine (import, file, line, \"column\", value, reason) VALUES (?, ?, ?, ?, ?, ?)")
        for entry in entries {
            try statement.execute(arguments: [importID, file, entry.line, entry.column, entry.value, entry.reason])
        }
    }

    /// Notes what came of a file; of a refused one also its first bad rows.
    static func note(
        _ outcome: FileOutcome, import importID: Int64, file: String, records: [ImportProfile.Record], in db: Database
    ) throws {
        let result = outcome.result
        if result.refusal != nil { try quarantine(result.examples, import: importID, file: file, in: db) }
        var kinds: [String] = []
        for record in records where !kinds.contains(record.kind.key) { kinds.append(record.kind.key) }
        try db.execute(
            sql: """
                INSERT INTO importFile (import, file, kinds, sha256, state, rowsRead, rowsNew, rowsChanged, rowsUnchanged,
                    rowsQuarantined, rowsLeftOut, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                importID, file, kinds.joined(separator: " "), result.sha256, outcome.state.rawValue, result.rowsRead, outcome.rowsNew,
                outcome.rowsChanged, outcome.rowsUnchanged, result.rowsBad, result.rowsLeftOut, result.refusal?.description,
            ])
    }
}
