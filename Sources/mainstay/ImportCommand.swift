import ArgumentParser
import Directives
import Foundation
import Intake
import Records

/// `mainstay import DIR`
struct ImportRecords: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Read a directory of CSV or CSV.gz files into the records.",
        discussion: """
            A profile.yaml in the directory, or the one named with --profile, says what the columns and codes mean. Without a profile the files \
            must have the default layout (docs/import.md). Each file is one transaction; the same files twice change nothing. A file that cannot \
            be taken whole is refused and the others are read; the exit code is then 2.
            """)

    @OptionGroup var data: DataOption
    @OptionGroup var showing: ProgressOptions
    @Argument(help: "The directory with the files.") var directory: String
    @Option(name: .long, help: "The profile, if it is not profile.yaml in the directory.") var profile: String?
    @Option(name: .long, help: "The day through which the files are complete, as 2017-12-31.") var dataDay: String?

    func run() async throws {
        let day = try dataDay.map { text in
            guard let day = Day(iso: text) else { throw ValidationError("\"\(text)\" is no day. Write it as 2017-12-31.") }
            return day
        }
        let installation = try await Installation.open(data)
        let report = try await importRecords(
            from: URL(fileURLWithPath: directory, isDirectory: true), profile: profile.map { URL(fileURLWithPath: $0) }, dataDay: day,
            into: installation, showing: showing)
        if showing.progress != .lines { for line in report.summary { say(line) } }
        try await sayQuarantined(report, installation)
        guard report.refused.isEmpty else {
            for file in report.refused { complain("\(file.file) was refused. \(file.reason ?? "")") }
            throw ImportRecords.someRefused
        }
    }

    /// At least one file was refused; the others were read.
    private static let someRefused = ExitCode(2)

    /// The first rows that were not taken; the page of the import has them all.
    private func sayQuarantined(_ report: ImportReport, _ installation: Installation) async throws {
        guard showing.progress != .lines, report.rowsQuarantined > 0 else { return }
        let page = try await installation.records.quarantine(of: report.id, limit: 10, for: installation.asking())
        say("Rows not taken:")
        for row in page.rows {
            let place = row.column.isEmpty ? "" : ", \(row.column) \"\(row.value)\""
            say("  \(row.file) line \(row.line)\(place): \(row.reason)")
        }
        if page.total > page.rows.count { say("  … \(page.total) in all; the page of import \(report.id) lists them.") }
    }
}

/// Imports a directory with its profile, on a thread of its own, and shows how far it is.
func importRecords(
    from directory: URL, profile: URL?, dataDay: Day?, into installation: Installation, showing: ProgressOptions
) async throws -> ImportReport {
    let own = directory.appendingPathComponent("profile.yaml")
    let chosen = profile ?? (FileManager.default.fileExists(atPath: own.path) ? own : nil)
    let understood = try chosen.map { try ImportProfile(contentsOf: $0) }
    let printer = ProgressPrinter(showing.progress)
    let options = ImportOptions(dataDay: dataDay)
    let report = try await onThread {
        try installation.records.importDirectory(
            directory, profile: understood, options: options, surroundings: installation.surroundings,
            for: installation.asking(by: showing.account)
        ) { progress in
            printer.show("Reading \(progress.file)", progress.share)
        }
    }
    printer.finish(result: "import/\(report.id)")
    return report
}

/// Runs long, blocking work on a thread of its own with a stack that suits it, never on the concurrency pool.
func onThread<Value: Sendable>(_ work: @Sendable @escaping () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        let thread = Thread { continuation.resume(with: Result { try work() }) }
        thread.stackSize = 8 << 20
        thread.start()
    }
}
