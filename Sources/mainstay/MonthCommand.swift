import ArgumentParser
import Casework
import Directives
import Foundation
import OfficerSupport
import Records
import Risk

/// `mainstay month --as-of 2018-01-01`
struct RunMonth: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "month", abstract: "Run a month: score every active sworn member and make the Work Items (D20-04 IV).",
        discussion: "Only what was known before the as-of day is read. A month is run once.")

    @OptionGroup var data: DataOption
    @OptionGroup var showing: ProgressOptions
    @Option(name: .long, help: "The as-of day, as 2018-01-01; without it, the first of the present month.") var asOf: String?
    @Flag(name: .long, help: "Print how long each stage took.") var timings = false

    func run() async throws {
        let installation = try await Installation.open(data)
        var day = installation.surroundings.today.firstOfMonth
        if let asOf {
            guard let parsed = Day(iso: asOf) else { throw ValidationError("\"\(asOf)\" is no day. Write it as 2018-01-01.") }
            day = parsed
        }
        let run = try await runMonth(asOf: day, in: installation, showing: showing)
        guard showing.progress != .lines else { return }
        say("Run \(run.id), \(Month(of: run.asOf).name), from what was known before \(run.asOf.short):")
        say("  \(run.scored) members scored, \(run.raised) over the line, \(run.items) Work Items in districts where the program is on.")
        say("  Scores \(run.scoresDigest.prefix(16))…, input \(run.fingerprint.prefix(16))…")
        guard let document = try await installation.records.runDocuments(run.id, for: installation.asking()),
            let summary = try? JSONDecoder().decode(RunSummary.self, from: Data(document.summary.utf8))
        else { return }
        for warning in summary.warnings { say("  Note: \(warning)") }
        let heldBack = try await installation.records.heldBack(of: run.id, for: installation.asking())
        for held in heldBack { say("  Held back: member \(held.sourceID). \(held.reason)") }
        if timings {
            for time in summary.timings { say("  \(time.stage): \((time.seconds * 1_000).rounded() / 1_000) s") }
        }
    }
}

func runMonth(asOf: Day, in installation: Installation, showing: ProgressOptions) async throws -> RunRow {
    let printer = ProgressPrinter(showing.progress)
    let run = try await onThread {
        try installation.records.runMonth(
            asOf: asOf, department: installation.department, surroundings: installation.surroundings,
            programVersion: Mainstay.version, for: installation.asking(by: showing.account)
        ) { printer.show($0, $1) }
    }
    printer.finish(result: "run/\(run.id)")
    return run
}

/// `mainstay replay RUN`
struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compute a run again from the records it had, and say whether every score is the same bit for bit.")

    @OptionGroup var data: DataOption
    @OptionGroup var showing: ProgressOptions
    @Argument(help: "The run: its number, or its month as 2018-01.") var run: String

    func run() async throws {
        let installation = try await Installation.open(data)
        let found = try await installation.records.run(named: run, for: installation.asking())
        let printer = ProgressPrinter(showing.progress)
        let outcome = try await onThread {
            try installation.records.replay(found, department: installation.department, for: installation.asking()) { printer.show($0, $1) }
        }
        printer.finish()
        if outcome.same {
            say("The same: every one of \(outcome.scored) scores of run \(found.id) (\(found.month)) is equal bit for bit.")
            return
        }
        if outcome.fingerprint != found.fingerprint {
            say("The input is not what it was: \(outcome.fingerprint.prefix(16))… now, \(found.fingerprint.prefix(16))… then. Records of the run's imports were altered.")
        }
        say("Different: \(outcome.differing) of \(found.scored) scores of run \(found.id) (\(found.month)) are not equal.")
        if found.programVersion != Mainstay.version {
            say("The run was made by version \(found.programVersion), this is \(Mainstay.version).")
        }
        throw ExitCode(3)
    }
}
