import ArgumentParser
import Directives
import Foundation
import OfficerSupport
import Records

/// `mainstay items import FILE.csv --source "NAME AND VERSION" --as-of 2018-01-01`
struct ItemCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "items", abstract: "Work Items of members whom a model outside of Mainstay scored.", subcommands: [ImportItems.self])
}

struct ImportItems: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make the Work Items of a file of members whom a model outside of Mainstay scored (D20-04 IV).",
        discussion: """
            A CSV file with a header and one row for each reason: member, category, reason, and as the source likes score, rank, of \
            (docs/import.md). One file is one transaction: with a row that is wrong nothing is made, and the exit code is 2. Every such item \
            says who scored the member.
            """)

    @OptionGroup var data: DataOption
    @OptionGroup var showing: ProgressOptions
    @Argument(help: "The file.") var file: String
    @Option(name: .long, help: "The name and version of the model that scored the members.") var source: String
    @Option(name: .long, help: "The day before which the source looked at the records, as 2018-01-01.") var asOf: String
    @Flag(name: .long, help: "Read the file and say what would come of it; write nothing.") var check = false

    func run() async throws {
        guard let day = Day(iso: asOf) else { throw ValidationError("\"\(asOf)\" is no day. Write it as 2018-01-01.") }
        let content = try Self.content(of: file)
        let installation = try await Installation.open(data)
        let printer = ProgressPrinter(showing.progress)
        let name = URL(fileURLWithPath: file).lastPathComponent
        let (model, onlyCheck, account) = (source, check, showing.account)
        let report = try await onThread {
            try installation.records.importItems(
                content, named: name, source: model, asOf: day, onlyCheck: onlyCheck,
                department: installation.department, surroundings: installation.surroundings, for: installation.asking(by: account)
            ) { printer.show($0, $1) }
        }
        printer.finish(result: report.entry.map { "itemImport/\($0.id)" })
        for warning in report.warnings { complain("To be kept in mind: \(warning)") }
        guard report.problems.isEmpty else {
            for problem in report.problems { complain(problem.sentence) }
            complain("\(name) was refused: \(Self.count(report.problems.count, "thing")) wrong. No Work Item was made.")
            throw ImportItems.refused
        }
        guard showing.progress != .lines else { return }
        say("\(report.entry.map { "Items import \($0.id)" } ?? "Checked, nothing was written"), \(Month(of: day).name), as of \(day.short):")
        say("  \(Self.count(report.rows, "row")), \(Self.count(report.members, "member")), \(Self.count(report.items, "Work Item")) in districts where the program is on.")
        if report.elsewhere > 0 { say("  \(Self.count(report.elsewhere, "member")) of districts where the program is not on: no Work Item.") }
        for number in report.withoutUnit {
            say("  Held back: member \(number). No unit is on record, so there is no district to which the item could go.")
        }
    }

    /// The file was refused; nothing was made.
    private static let refused = ExitCode(2)

    private static func count(_ number: Int, _ thing: String) -> String { "\(number) \(thing)\(number == 1 ? "" : "s")" }

    /// As much of the file as tells that it is too large.
    private static func content(of file: String) throws -> Data {
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
            defer { try? handle.close() }
            return try handle.read(upToCount: ScoredFile.mostBytes + 1) ?? Data()
        } catch {
            throw CommandProblem("The file \(file) cannot be read. Check the path and the permissions. Nothing was changed.")
        }
    }
}
