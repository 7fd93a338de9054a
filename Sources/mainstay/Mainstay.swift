import ArgumentParser

/// The whole program: the server and every command.
@main
struct Mainstay: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "mainstay",
        abstract: "The officer support and early intervention system that a department runs itself.",
        version: version,
        subcommands: [
            Initialize.self, ImportRecords.self, RunMonth.self, Replay.self, Scores.self, Serve.self, Demonstrate.self,
            Accounts.self, WriteSample.self, TimeFeatures.self,
        ])
}

/// The data directory, asked for by every command that touches records.
struct DataOption: ParsableArguments {
    @Option(name: .long, help: "The data directory, made by `mainstay init`.")
    var data: String = "mainstay-data"
}
