import ArgumentParser
import Casework
import Directives
import Foundation
import Intake
import Records
import Server

#if canImport(Glibc)
    import Glibc
#endif

/// `mainstay demo`
struct Demonstrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Make the demonstration, if it is not there yet, and serve it.",
        discussion: "Imports the records, runs the latest month and adds an account for each role. A second start takes seconds and keeps everything.")

    @OptionGroup var listening: ListeningOptions
    @OptionGroup var key: KeyOption
    @Option(name: .long, help: "Where the demonstration keeps its data.") var data: String = "mainstay-demo"
    @Option(name: .long, help: "The directory with the records, their profile.yaml and department.yaml.") var records: String = "Demo/chicago"
    @Option(name: .long, help: "The day through which the records are complete, where no profile says so.") var dataDay: String?
    @Flag(name: .long, help: "Throw the demonstration's data away and begin again.") var reset = false

    enum Problem: Error, CustomStringConvertible {
        case noRecords(String)
        case noDataDay(String)
        case notADemonstration(String)

        var description: String {
            switch self {
            case .noRecords(let path): "\(path) holds no department.yaml, so there is nothing to demonstrate. Name the directory with --records."
            case .noDataDay(let path): "Nothing says through which day the records in \(path) are complete. Name it with --data-day."
            case .notADemonstration(let path): "\(path) is not a demonstration, so it is neither thrown away nor changed. Choose another directory with --data."
            }
        }
    }

    func run() async throws {
        let source = URL(fileURLWithPath: records, isDirectory: true)
        // What cannot be served is told before half a minute of work, not after it.
        _ = try listening.listening()
        try Office.probe(host: listening.host, port: listening.port)
        let given = try key.given()
        if reset { try await throwAway(given) }
        var installation = try await existing(given)
        if installation == nil { installation = try await make(from: source, given) }
        guard let installation else { return }
        if try await fill(installation, from: source) { try beginAgainAsServer(installation) }
        try await serve(installation, listening)
    }

    /// An import and a run leave hundreds of megabytes behind in a process; a server has no use for them. The program
    /// replaces itself by one that only serves.
    private func beginAgainAsServer(_ installation: Installation) throws {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let words = [program, "serve", "--data", data] + listening.words
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] =
            installation.key.forChildren(beside: installation.directory).map { strdup("\($0.key)=\($0.value)") } + [nil]
        execve(program, &arguments, &environment)
        // Only reached where the program cannot be started again; this process then serves.
        for text in arguments + environment { free(text) }
    }

    // MARK: The data directory

    private func existing(_ given: GivenKey) async throws -> Installation? {
        guard FileManager.default.fileExists(atPath: data + "/department.yaml") else { return nil }
        let installation = try await Installation.open(data, given)
        guard installation.demonstration != nil else { throw Problem.notADemonstration(data) }
        return installation
    }

    private func throwAway(_ given: GivenKey) async throws {
        guard FileManager.default.fileExists(atPath: data) else { return }
        // Only a demonstration is ever thrown away, and only while no server runs on it.
        guard let installation = try await existing(given) else { throw Problem.notADemonstration(data) }
        let lock = try WorkLock(.serving, in: installation.directory)
        let work = try WorkLock(.working, in: installation.directory)
        try installation.records.close()
        try FileManager.default.removeItem(at: installation.directory)
        withExtendedLifetime((lock, work)) {}
    }

    private func make(from source: URL, _ given: GivenKey) async throws -> Installation {
        let file = source.appendingPathComponent("department.yaml")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { throw Problem.noRecords(records) }
        let last = try lastDay(of: source)
        // Made beside its place and moved there whole: an interrupted start leaves nothing that looks like one.
        let unfinished = data + ".unfinished"
        try? FileManager.default.removeItem(atPath: unfinished)
        try Installation.make(unfinished, department: text, given)
        let installation = try await Installation.open(unfinished, given)
        let calendar = installation.surroundings.calendar
        let first = try calendar.firstWorkingDay(of: Month(of: last.adding(days: 1)))
        let clock = DemonstrationClock(startingAt: calendar.instant(first, hour: 8), machineNow: Installation.machineNow)
        try await clock.save(in: installation.records)
        try installation.records.close()
        do {
            try FileManager.default.moveItem(atPath: unfinished, toPath: data)
        } catch {
            throw Installation.Problem.cannotMake(data)
        }
        return try await Installation.open(data, given)
    }

    private func lastDay(of source: URL) throws -> Day {
        if let dataDay {
            guard let day = Day(iso: dataDay) else { throw ValidationError("\"\(dataDay)\" is no day. Write it as 2017-12-31.") }
            return day
        }
        let file = source.appendingPathComponent("profile.yaml")
        guard FileManager.default.fileExists(atPath: file.path), let day = try ImportProfile(contentsOf: file).dataDay else {
            throw Problem.noDataDay(records)
        }
        return day
    }

    // MARK: What is in it

    /// Does whatever an earlier start has not finished, and says whether there was anything.
    private func fill(_ installation: Installation, from source: URL) async throws -> Bool {
        var worked = false
        let day = try lastDay(of: source)
        let showing = ProgressOptions.standard
        if try await installation.records.latestImport() == nil {
            worked = true
            say("Importing the records of \(source.lastPathComponent).")
            let report = try await importRecords(
                from: source, profile: nil, dataDay: dataDay == nil ? nil : day, into: installation, showing: showing)
            for line in report.summary { say("  " + line) }
        }
        let month = day.adding(days: 1).firstOfMonth
        if try await !installation.records.hasRun(Month(of: month)) {
            worked = true
            say("Running the month of \(Month(of: month).name).")
            let run = try await runMonth(asOf: month, in: installation, showing: showing)
            say("  \(run.scored) members scored, \(run.items) Work Items.")
        }
        try await installation.records.addDemonstrationAccounts(
            on: day, department: installation.department, for: installation.asking())
        try await addSupports(to: installation)
        try await addResiliency(to: installation)
        let link = installation.directory.appendingPathComponent("inbox/\(source.lastPathComponent)")
        if !FileManager.default.fileExists(atPath: link.path) {
            try? FileManager.default.createSymbolicLink(at: link, withDestinationURL: source.standardizedFileURL)
        }
        return worked
    }

    /// A year of the Resiliency Support System, invented from first to last and marked so.
    private func addResiliency(to installation: Installation) async throws {
        let account = try await installation.records.accounts(for: installation.asking()).first { $0.name == "member-005" }
        let cast = ResiliencyDemonstration.Cast(
            supervisor: "sergeant-005", chain: "lieutenant-005", commander: "commander-005", section: "ows-supervisor", coordinator: "ows-coordinator", unit: "5",
            member: account?.member)
        let rules = DepartmentRules(installation.department, installation.surroundings.calendar)
        let count = try await ResiliencyDemonstration(installation.records, rules, cast, until: installation.surroundings.now()).play()
        if count > 0 { say("  \(count) records of resiliency support, invented for the demonstration.") }
    }

    /// The first edition of the supports document, in the name of the demonstration's own unit.
    private func addSupports(to installation: Installation) async throws {
        guard let person = DemonstrationPerson.all.first(where: { $0.roles.contains(.osuSupervisor) }) else { return }
        var asking = installation.asking()
        asking.actor = Actor(account: person.account, name: person.name, roles: Set(person.roles), member: nil)
        try await installation.records.addExampleSupports(for: asking)
    }
}
