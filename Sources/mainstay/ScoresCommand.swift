import ArgumentParser
import Casework
import Foundation
import Records
import Server

/// `mainstay scores RUN`
struct Scores: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write every scored member's probabilities of a run as CSV.",
        discussion: "One row for each scored member: the source's number, the four probabilities over 24 months, and the probability of at least one of the four.")

    @OptionGroup var data: DataOption
    @Argument(help: "The run: its number, or its month as 2018-01.") var run: String
    @Option(name: .long, help: "The file to write; standard output without it.") var output: String?

    func run() async throws {
        let installation = try await Installation.open(data)
        let found = try await installation.records.run(named: run, for: installation.asking())
        let text = ScoreRow.csv(try await installation.records.scores(of: found.id, for: installation.asking()))
        guard let output else {
            FileHandle.standardOutput.write(Data(text.utf8))
            return
        }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
        } catch {
            throw CommandProblem("The file \(output) cannot be written. Check the folder, the permissions and the free space.")
        }
        say("\(output): \(found.scored) members of the run of \(found.month).")
    }
}

/// There is no such run.
struct NoSuchRun: Error, CustomStringConvertible {
    var name: String
    var known: [String]
    var description: String {
        known.isEmpty
            ? "There is no run \(name): no month has been run yet. Run one with `mainstay month`."
            : "There is no run \(name). The runs are \(known.joined(separator: ", "))."
    }
}

extension Records {
    /// A run by its number or its month.
    func run(named name: String, for asking: Asking) async throws -> RunRow {
        let runs = try await runs(for: asking)
        if let found = runs.first(where: { String($0.id) == name || $0.month == name }) { return found }
        throw NoSuchRun(name: name, known: runs.map { "\($0.id) (\($0.month))" })
    }
}
