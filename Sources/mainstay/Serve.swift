import ArgumentParser
import Foundation
import Logging
import Records
import Server

/// `mainstay serve`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the pages of a data directory.")

    @OptionGroup var data: DataOption
    @OptionGroup var listening: ListeningOptions

    func run() async throws {
        try await serve(try await Installation.open(data.data), listening)
    }
}

struct ListeningOptions: ParsableArguments {
    @Option(name: .long, help: "The address to listen on.") var host: String = "127.0.0.1"
    @Option(name: .long, help: "The port to listen on; 0 takes a free one.") var port: Int = 8080
    @Flag(name: .long, help: "Browsers come through TLS, ended by a proxy in front: send cookies over it alone.")
    var behindTls = false
}

/// Serves an opened installation until it is told to stop.
func serve(_ installation: Installation, _ options: ListeningOptions) async throws {
    guard (0...65_535).contains(options.port) else { throw ValidationError("A port is a number from 0 to 65535.") }
    let lock = try WorkLock(.serving, in: installation.directory)
    var logger = Logger(label: "mainstay")
    logger.logLevel = .notice
    try installation.records.markInterruptedImports()
    // The program that runs now, wherever it was started from.
    let executable = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    let office = Office(
        records: installation.records, department: installation.department, surroundings: installation.surroundings,
        machineNow: Installation.machineNow, demonstration: installation.demonstration,
        jobs: Jobs(executable: executable, machineNow: Installation.machineNow, logger: logger), inbox: installation.directory.appendingPathComponent("inbox"),
        secureCookies: options.behindTls, logger: logger)
    try await office.listen(host: options.host, port: options.port) { port in
        // Written at once, not when a buffer is full: whoever started the server waits for this line.
        say("Serving http://\(options.host):\(port)")
        if office.demonstration != nil { say("Choose whom to be at http://\(options.host):\(port)/demo") }
    }
    try await installation.demonstration?.save(in: installation.records)
    withExtendedLifetime(lock) {}
}
