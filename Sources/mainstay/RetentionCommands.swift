import ArgumentParser
import Casework
import Directives
import Foundation
import Records

/// `mainstay destruction propose|list|certificate`
struct DestructionCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "destruction", abstract: "What falls due for destruction, and the certificates of what is gone.",
        discussion: "A batch is confirmed on the page, by the role the retention table names. Nothing is destroyed from here.",
        subcommands: [Propose.self, List.self, ShowCertificate.self])

    struct Propose: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Put what is due into a batch, as the server does each day.")
        @OptionGroup var data: DataOption

        func run() async throws {
            let installation = try await Installation.open(data)
            let batches = try await installation.records.proposeDestruction(for: installation.asking())
            if batches.isEmpty { say("Nothing is due that could go into a batch. `mainstay destruction list` says why.") }
            for batch in batches { say("Batch \(batch.id): \(batch.files) of \(RetentionTable.entry(batch.kind).title), \(batch.state.rawValue).") }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List what falls due within a month, and the batches.")
        @OptionGroup var data: DataOption

        func run() async throws {
            let installation = try await Installation.open(data)
            let outlook = try await installation.records.destructionOutlook(for: installation.asking())
            for kind in outlook.kinds {
                let period = kind.months.map { Retention.words(months: $0) } ?? "no schedule: kept"
                say("\(RetentionTable.entry(kind.kind).title): \(kind.files) files, \(period)")
                say("  open \(kind.open), without a schedule \(kind.noSchedule), due after \(outlook.until.short) \(kind.running)")
                for due in kind.due { say("  \(due.mark)\t\(due.dueOn.iso)\t\(due.state.rawValue)") }
            }
            for batch in try await installation.records.destructionBatches(for: installation.asking()) {
                say("Batch \(batch.id)\t\(RetentionTable.entry(batch.kind).title)\t\(batch.files) waiting\t\(batch.state.rawValue)")
            }
        }
    }

    struct ShowCertificate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "certificate", abstract: "Print the certificate of a batch.")
        @OptionGroup var data: DataOption
        @Argument(help: "The number of the batch.") var batch: Int64
        @Flag(name: .long, help: "As JSON.") var json = false

        func run() async throws {
            let installation = try await Installation.open(data)
            guard let certificate = try await installation.records.destructionBatch(batch, for: installation.asking())?.certificate else {
                throw ValidationError("Batch \(batch) has no certificate: it does not exist or is not over. `mainstay destruction list` shows the batches.")
            }
            guard !json else {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
                encoder.dateEncodingStrategy = .iso8601
                return say(String(decoding: try encoder.encode(certificate), as: UTF8.self))
            }
            let calendar = installation.surroundings.calendar
            let text = certificate.text(department: installation.department.name) { instant in
                let time = calendar.time(of: instant)
                return "\(calendar.day(of: instant).short), \(time.hour < 10 ? "0" : "")\(time.hour):\(time.minute < 10 ? "0" : "")\(time.minute)"
            }
            say(String(text.dropLast()))
        }
    }
}
