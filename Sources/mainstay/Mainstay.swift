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
            Initialize.self, ImportRecords.self, RunMonth.self, Replay.self, Scores.self, ItemCommands.self, Serve.self, Demonstrate.self,
            Accounts.self, Roles.self, PrintAccess.self, PrintWorkflow.self, PrintProvisions.self, TrailCommands.self, Backup.self, Restore.self, Check.self, Key.self, DestructionCommands.self,
            WriteSample.self, TimeFeatures.self, TimeOpening.self,
        ])
}
