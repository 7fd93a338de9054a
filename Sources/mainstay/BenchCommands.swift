import ArgumentParser
import Directives
import Foundation
import Records
import Risk
import SampleDepartment

/// `mainstay sample DIR`
struct WriteSample: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Write the files of a department that does not exist, for trials and benchmarks.")

    @Argument(help: "The directory to write.") var directory: String
    @Option(name: .long, help: "How many members ever served.") var members = 400
    @Option(name: .long, help: "Years of records.") var years = 8
    @Option(name: .long, help: "About how many rows all files have together.") var records: Int?
    @Option(name: .long, help: "The same seed gives the same bytes.") var seed: UInt64 = 2_004
    @Option(name: .long, help: "The last day of the records.") var through = "2017-12-31"

    func run() async throws {
        guard let day = Day(iso: through) else { throw ValidationError("\"\(through)\" is no day. Write it as 2017-12-31.") }
        let target = URL(fileURLWithPath: directory, isDirectory: true)
        let sample = SampleDepartment(members: members, years: years, records: records, seed: seed, endsOn: day)
        let counts = try await onThread { try sample.write(to: target) }
        do {
            try Data(SampleDepartment.departmentFile.utf8).write(to: target.appendingPathComponent("department.yaml"))
        } catch {
            throw ValidationError("\(directory) cannot be written. Check the permissions and the free space.")
        }
        say("\(directory): \(counts.total) rows of \(members) members, complete through \(day.short).")
    }
}

/// `mainstay features --as-of DAY --repeat K`
struct TimeFeatures: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "features", abstract: "Time the features of one as-of day for the whole force.", shouldDisplay: false)

    @OptionGroup var data: DataOption
    @Option(name: .long, help: "The as-of day.") var asOf: String
    @Option(name: .customLong("repeat"), help: "How many times.") var count = 5

    func run() async throws {
        guard let day = Day(iso: asOf) else { throw ValidationError("\"\(asOf)\" is no day. Write it as 2018-01-01.") }
        let installation = try await Installation.open(data)
        let count = count
        try await onThread {
            let (ledger, _) = try installation.records.ledger(installation.department, through: nil, for: installation.asking())
            let settings = RunSettings.standard
            let index = LedgerIndex(ledger, settings: settings)
            let layout = FeatureLayout(ledger, index)
            for _ in 0..<count {
                let began = ContinuousClock.now
                let matrix = layout.matrix(ledger, index, asOf: day)
                let time = began.duration(to: .now).components
                let milliseconds = Double(time.seconds) * 1_000 + Double(time.attoseconds) / 1e15
                say("\(matrix.count) members x \(matrix.width) features: \((milliseconds * 10).rounded() / 10) ms")
            }
        }
    }
}

/// `mainstay opening --notes 50`
struct TimeOpening: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opening", abstract: "Time the opening of a case's sealed notes.", shouldDisplay: false)

    @Option(name: .long, help: "How many notes.") var notes = 50
    @Option(name: .long, help: "The characters of each.") var characters = 2_000
    @Option(name: .customLong("repeat"), help: "How many times.") var count = 200

    func run() async throws {
        let bench = try SealingBench(notes: notes, characters: characters)
        for _ in 0..<count {
            let timing = try bench.time()
            say("\(notes) notes of \(characters) characters: \(milliseconds(timing.opening)) ms opening, \(milliseconds(timing.whole)) ms whole")
        }
    }

    private func milliseconds(_ duration: Duration) -> Double {
        let parts = duration.components
        return ((Double(parts.seconds) * 1_000 + Double(parts.attoseconds) / 1e15) * 1_000).rounded() / 1_000
    }
}
