import ArgumentParser
import Foundation
import Records
import Vault

/// `mainstay key fingerprint|new|rotate`
struct Key: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make, name and change the department key.",
        subcommands: [Fingerprint.self, New.self, Rotate.self])

    struct Fingerprint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print what tells this department key from another, and tells nothing about it.")
        @OptionGroup var data: DataOption

        func run() async throws {
            say(try data.key.given().read(beside: URL(fileURLWithPath: data.data, isDirectory: true)).fingerprint)
        }
    }

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a new department key into a file that only this account may read.",
            discussion: "It becomes the key of an installation with its first opening, or with `mainstay key rotate`.")
        @Argument(help: "The file to write; one that is there is never overwritten.") var file: String

        func run() async throws {
            let key = DepartmentKey.generate()
            try KeySource.write(key, to: file)
            say("\(file): a new department key, \(key.fingerprint).")
            say("  Keep a copy of it away from this machine, as on paper in a safe: without it nothing sealed is ever read again.")
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change the department key: wrap every key anew. No record is written, and no server may run.")
        @OptionGroup var data: DataOption
        @OptionGroup var showing: ProgressOptions
        @Option(name: .long, help: "The file with the new key, made by `mainstay key new`.") var newKeyFile: String?
        @Option(name: .long, help: "The environment variable with the new key.") var newKeyVariable: String?
        @Option(name: .long, help: "A command that prints the new key.") var newKeyCommand: String?

        func validate() throws {
            guard [newKeyFile, newKeyVariable, newKeyCommand].compactMap({ $0 }).count == 1 else {
                throw ValidationError("Name the new key once: with --new-key-file, --new-key-variable or --new-key-command.")
            }
        }

        private var source: KeySource {
            if let newKeyFile { return .file(newKeyFile) }
            if let newKeyVariable { return .environment(newKeyVariable) }
            return .command(newKeyCommand ?? "")
        }

        func run() async throws {
            let new = try source.read(ProcessInfo.processInfo.environment)
            let installation = try await Installation.open(data)
            let printer = ProgressPrinter(showing.progress)
            let count = try await onThread {
                try installation.records.changeDepartmentKey(to: new, for: installation.asking()) { printer.show("Wrapping the keys anew", $0) }
            }
            printer.finish()
            try installation.records.close()
            guard showing.progress != .lines else { return }
            say("The department key is now \(new.fingerprint): \(count) keys were wrapped anew, no record was written.")
            say("  From now on name it with \(hint). The old key opens nothing here any more.")
            say("  Backups of the keys made before still need the old key: make one now, and keep the old key until the last of them is deleted.")
        }

        private var hint: String {
            switch source {
            case .file(let path): "--key-file \(path) or MAINSTAY_KEY_FILE, or put that file in the place of the old one"
            case .environment(let name): name == "MAINSTAY_KEY" ? name : "MAINSTAY_KEY, with what \(name) holds"
            case .command: "--key-command or MAINSTAY_KEY_COMMAND"
            }
        }
    }
}
