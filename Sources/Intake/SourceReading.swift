import Directives
import Foundation
import Jacket

/// Reads one file from its first byte to its last and hands over batches of checked rows.
package struct SourceReading {
    package let source: ImportProfile.Source
    package let url: URL
    package let dataDay: Day
    package let rejectShare: Double

    package init(source: ImportProfile.Source, url: URL, dataDay: Day, rejectShare: Double) {
        self.source = source
        self.url = url
        self.dataDay = dataDay
        self.rejectShare = rejectShare
    }

    /// What is known of a file when it has been read.
    package struct Result: Sendable {
        package var sha256 = ""
        package var rowsRead = 0
        package var rowsBad = 0
        package var rowsLeftOut = 0
        package var strangers: [String] = []
        package var coverage: [KindCoverage] = []
        /// Why nothing of the file may be kept.
        package var refusal: FileProblem?
        /// The first bad rows of a refused file, for the person who has to repair it.
        package var examples: [QuarantineEntry] = []

        package init(refusal: FileProblem? = nil) { self.refusal = refusal }
    }

    private static let rowsInBatch = 2048
    private static let textInBatch = 384 * 1024
    private static let examplesKept = 100

    /// Reads the file. Rows that are handed over must not be kept when the result carries a refusal.
    package func run(
        members: inout MemberIndex, emit: (consuming IntakeBatch) throws -> Void
    ) throws -> Result {
        var result = Result()
        let known = members
        do {
            try read(&result, &members, emit)
        } catch let problem as FileProblem {
            result.refusal = problem
        }
        if result.refusal == nil, Double(result.rowsBad) > rejectShare * Double(result.rowsRead) {
            result.refusal = .tooManyBadRows(bad: result.rowsBad, rows: result.rowsRead, share: rejectShare)
        }
        if result.refusal != nil { members = known }
        return result
    }

    private func read(
        _ result: inout Result, _ members: inout MemberIndex, _ emit: (consuming IntakeBatch) throws -> Void
    ) throws {
        let bytes = try FileBytes(url)
        let rows = CSVReader(bytes)
        guard try rows.next() else { throw FileProblem.empty }
        let plan = try SourcePlan(source, headers: (0..<rows.count).map { rows.text($0) })
        result.strangers = plan.strangers
        var reader = RowReader(plan, dataDay: dataDay)
        var batch = IntakeBatch()

        while try rows.next() {
            result.rowsRead += 1
            do {
                try reader.read(rows, into: &batch, members: &members)
            } catch {
                result.rowsBad += 1
                let entry = SourceReading.entry(error, rows, plan)
                if result.examples.count < SourceReading.examplesKept { result.examples.append(entry) }
                batch.quarantine.append(entry)
            }
            if batch.rows.count + batch.quarantine.count >= SourceReading.rowsInBatch || batch.text.count >= SourceReading.textInBatch {
                try hand(&batch, over: emit, &result, bytes)
            }
        }
        try hand(&batch, over: emit, &result, bytes)
        result.coverage = reader.coverage
        result.sha256 = bytes.sha256
    }

    private func hand(
        _ batch: inout IntakeBatch, over emit: (consuming IntakeBatch) throws -> Void, _ result: inout Result, _ bytes: FileBytes
    ) throws {
        batch.rowsRead = result.rowsRead
        batch.bytesRead = bytes.position
        result.rowsLeftOut += batch.leftOut
        let full = batch
        batch = IntakeBatch()
        // The next will be about as large; growing it step by step would copy it several times.
        batch.rows.reserveCapacity(full.rows.count + 8)
        batch.cells.reserveCapacity(full.cells.count + full.cells.count / 8)
        batch.text.reserveCapacity(full.text.count + full.text.count / 8)
        try emit(full)
    }

    private static func entry(_ bad: BadRow, _ row: CSVReader, _ plan: SourcePlan) -> QuarantineEntry {
        let named = plan.headers.indices.contains(bad.column)
        return QuarantineEntry(
            line: row.line, column: named ? plan.headers[bad.column] : "",
            value: named && bad.column < row.count ? String(row.text(bad.column).prefix(120)) : "",
            reason: bad.problem.description + (bad.note.isEmpty ? "." : " (\(bad.note))."))
    }
}
