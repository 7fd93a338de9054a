import ArgumentParser
import Foundation
import Logging
import Records
import Server

/// `mainstay serve`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the pages of a data directory.",
        discussion: """
            Without further options the pages are there for this machine alone. For others, give a certificate and its key, or put a proxy \
            that ends TLS in front and give --behind-tls. Sent SIGHUP, the server reads a renewed certificate again; it also looks by itself \
            every minute.
            """)

    @OptionGroup var data: DataOption
    @OptionGroup var listening: ListeningOptions

    func run() async throws {
        try await serve(try await Installation.open(data), listening)
    }
}

/// Serves an opened installation until it is told to stop.
func serve(_ installation: Installation, _ options: ListeningOptions) async throws {
    let listening = try options.listening()
    let lock = try WorkLock(.serving, in: installation.directory)
    var logger = Logger(label: "mainstay")
    logger.logLevel = .notice
    try installation.records.markInterruptedImports()
    // The program that runs now, wherever it was started from.
    let executable = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    let office = Office(
        records: installation.records, department: installation.department, surroundings: installation.surroundings,
        machineNow: Installation.machineNow, demonstration: installation.demonstration,
        jobs: Jobs(
            executable: executable, environment: installation.key.forChildren(beside: installation.directory),
            machineNow: Installation.machineNow, logger: logger),
        inbox: installation.directory.appendingPathComponent("inbox"),
        secureCookies: options.behindTls || listening.certificate != nil, proxied: options.behindTls,
        limits: RateLimits(perSecond: options.rateLimit.perSecond), mail: try Office.mailServer(of: installation.department), logger: logger)
    try await office.listen(listening) { port in
        let address = "\(listening.scheme)://\(listening.host):\(port)"
        // Written at once, not when a buffer is full: whoever started the server waits for this line.
        say("Serving \(address)")
        if office.demonstration != nil { say("Choose whom to be at \(address)/demo") }
    }
    try await installation.demonstration?.save(in: installation.records)
    withExtendedLifetime(lock) {}
}
