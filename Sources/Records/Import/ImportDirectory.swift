import Casework
import Directives
import Foundation
import GRDB
import Intake
import Jacket

extension Records {
    /// Reads the files of `directory` into the database: one file, one transaction. A file that is refused leaves
    /// nothing but the note that it was; the others go on. Blocks its thread: call it from a thread of its own.
    ///
    /// One thread unpacks, parses and checks; the calling thread writes. `progress` is called on the calling thread.
    package func importDirectory(
        _ directory: URL, profile: ImportProfile?, options: ImportOptions = ImportOptions(), surroundings: Surroundings,
        for asking: Asking, progress: @Sendable (ImportProgress) -> Void = { _ in }
    ) throws -> ImportReport {
        guard let ground = Access.decide(.startImport, by: asking.actor, on: asking.day).ground else { throw NotThere() }
        let lock = try WorkLock(.working, in: URL(fileURLWithPath: path).deletingLastPathComponent())
        defer { withExtendedLifetime(lock) {} }
        let profile = profile ?? Layouts.profile
        let files = try ImportFiles(in: directory, profile: profile)
        let dataDay = options.dataDay ?? profile.dataDay ?? surroundings.today
        if dataDay > surroundings.today { throw ImportError.dataDayInFuture(dataDay) }
        do {
            try markInterruptedImportsHoldingLock()
            var run = try ImportRun(
                self, files: files, profile: profile, dataDay: dataDay, options: options, directory: directory.path,
                surroundings: surroundings, entry: TrailEntry(asking, kind: .import, act: "started", ground: ground))
            return try run.run(progress)
        } catch let error as DatabaseError {
            throw RecordsError(error, path: path)
        }
    }

    /// Imports that a process left under way when it died are marked `interrupted`; their finished files are whole.
    /// Does nothing while another process is importing.
    package func markInterruptedImports() throws {
        guard let lock = try? WorkLock(.working, in: URL(fileURLWithPath: path).deletingLastPathComponent()) else { return }
        defer { withExtendedLifetime(lock) {} }
        try markInterruptedImportsHoldingLock()
    }

    private func markInterruptedImportsHoldingLock() throws {
        try pool.write { db in try db.execute(sql: "UPDATE import SET state = 'interrupted' WHERE state = 'running'") }
    }
}

/// One import under way.
private struct ImportRun {
    private let records: Records
    private let files: ImportFiles
    private let profile: ImportProfile
    private let options: ImportOptions
    private let dataDay: Day
    private let surroundings: Surroundings
    private let began: Date
    private var entry: TrailEntry
    private let clock = ContinuousClock.now
    private var report: ImportReport
    private var coverage: [RecordKind: KindCoverage] = [:]

    init(
        _ records: Records, files: ImportFiles, profile: ImportProfile, dataDay: Day, options: ImportOptions, directory: String,
        surroundings: Surroundings, entry: TrailEntry
    ) throws {
        self.records = records
        self.entry = entry
        self.files = files
        self.profile = profile
        self.options = options
        self.dataDay = dataDay
        self.surroundings = surroundings
        began = surroundings.now()
        let values = (began.timeIntervalSince1970, directory, profile.name, Int64(dataDay.rawValue), entry.actor)
        let (id, latest) = try records.pool.write { [trail = records.trail] db in
            let latest = try Int32.fetchOne(db, sql: "SELECT max(dataDay) FROM import WHERE state = 'finished'")
            try db.execute(
                sql: "INSERT INTO import (startedAt, directory, profile, dataDay, state, account) VALUES (?, ?, ?, ?, 'running', ?)",
                arguments: [values.0, values.1, values.2, values.3, values.4])
            let id = db.lastInsertedRowID
            var entry = entry
            entry.record = "import/\(id)"
            try trail.append(entry, in: db)
            return (id, latest)
        }
        self.entry.record = "import/\(id)"
        report = ImportReport(id: id, directory: directory, profile: profile.name, dataDay: dataDay, seconds: 0)
        report.warnings = files.warnings
        if let latest, latest > dataDay.rawValue {
            report.warnings.append(
                "These files end on \(dataDay.short), before those of an earlier import (\(Day(rawValue: latest).short)).")
        }
    }

    mutating func run(_ progress: (ImportProgress) -> Void) throws -> ImportReport {
        do {
            try readAndWrite(progress)
            let dataDay = dataDay
            let quality = try records.pool.read { db in try QualityFigures(db, on: dataDay) }
            report.membersWithoutUnit = quality.membersWithoutUnit
            report.overlaps = quality.overlaps
            report.coverage = RecordKind.all.compactMap { kind in
                coverage[kind].flatMap { covered in
                    covered.months.map {
                        ImportReport.Coverage(
                            kind: kind.key, first: $0.first.iso, counts: $0.counts, latestKnown: covered.latestKnown)
                    }
                }
            }
            let elapsed = clock.duration(to: .now).components
            report.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
            try finish("finished")
            return report
        } catch {
            // Where even this cannot be written, the import stays "running" and the next one marks it interrupted.
            try? finish("failed")
            throw error
        }
    }

    private func finish(_ state: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let json = state == "finished" ? String(decoding: try encoder.encode(report), as: UTF8.self) : nil
        let (id, ended) = (report.id, surroundings.now().timeIntervalSince1970)
        var entry = entry
        entry.at = surroundings.now()
        entry.act = state
        entry.outcome = state == "finished" ? .done : .failed
        let line = entry
        try records.pool.write { [trail = records.trail] db in
            try db.execute(
                sql: "UPDATE import SET state = ?, finishedAt = ?, report = ? WHERE id = ?", arguments: [state, ended, json, id])
            try trail.append(line, in: db)
        }
    }

    // MARK: Two threads

    private mutating func readAndWrite(_ progress: (ImportProgress) -> Void) throws {
        let queue = BatchQueue(limit: 64)
        let reader = try FileReader(
            entries: files.entries, members: records.pool.read { db in try MemberIndex(in: db) }, dataDay: dataDay,
            share: { [options, profile] source in options.rejectShare ?? source.rejectShare ?? profile.rejectShare }, queue: queue)
        let thread = Thread { reader.run() }
        thread.name = "import reader"
        thread.start()
        defer { queue.cancel() }

        var done: Int64 = 0
        while true {
            switch queue.pop() {
            case .begin(let file):
                try write(file, from: queue, before: done, progress)
                done += files.entries[file].size
            case .finished(let error):
                if let error { throw error }
                return
            case .rows, .end: continue
            }
        }
    }

    /// Writes one file in one transaction, or nothing of it.
    private mutating func write(
        _ index: Int, from queue: BatchQueue, before: Int64, _ progress: (ImportProgress) -> Void
    ) throws {
        let entry = files.entries[index]
        let total = max(1, files.totalSize)
        let (id, count) = (report.id, files.entries.count)
        var outcome = FileOutcome()
        func tell(_ batch: IntakeBatch) {
            progress(
                ImportProgress(
                    file: entry.name, number: index + 1, files: count, rows: batch.rowsRead,
                    share: Double(before + batch.bytesRead) / Double(total)))
        }
        do {
            try records.pool.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    var writer = try FileWriter(db, import: id, file: entry.name, records: entry.source.records, dataDay: dataDay)
                    outcome = try writer.write(from: queue, tell)
                    return .commit
                }
            }
        } catch let refused as RefusedFile {
            outcome = FileOutcome(refused.result)
            let note = outcome
            try records.pool.write { db in
                try FileWriter.note(note, import: id, file: entry.name, records: entry.source.records, in: db)
            }
        }
        add(outcome, entry)
    }

    private mutating func add(_ outcome: FileOutcome, _ entry: ImportFiles.Entry) {
        var file = outcome.report(entry)
        if !outcome.result.strangers.isEmpty {
            let names = outcome.result.strangers.map { "\"\($0)\"" }.joined(separator: ", ")
            file.warnings.append("Columns that the profile does not name: \(names).")
        }
        report.files.append(file)
        guard outcome.result.refusal == nil else { return }
        for (record, covered) in zip(entry.source.records, outcome.result.coverage) {
            coverage[record.kind, default: KindCoverage()].add(covered)
        }
    }
}

/// The reading thread's work: each file in turn, as far ahead of the writer as the queue allows.
private struct FileReader: Sendable {
    var entries: [ImportFiles.Entry]
    var members: MemberIndex
    var dataDay: Day
    var share: @Sendable (ImportProfile.Source) -> Double
    var queue: BatchQueue

    func run() {
        var members = members
        do {
            for (index, entry) in entries.enumerated() {
                try queue.push(.begin(file: index))
                if entry.twice {
                    try queue.push(.end(SourceReading.Result(refusal: .both(entry.source.file))))
                    continue
                }
                let reading = SourceReading(source: entry.source, url: entry.url, dataDay: dataDay, rejectShare: share(entry.source))
                let result = try reading.run(members: &members) { batch in try queue.push(.rows(batch)) }
                try queue.push(.end(result))
            }
            try queue.push(.finished(nil))
        } catch is BatchQueue.Cancelled {
            // The writer has stopped and reports why.
        } catch {
            try? queue.push(.finished(error))
        }
    }
}
