import Casework
import Directives
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Pages
import Records
import ServiceLifecycle

#if canImport(Glibc)
    import Glibc
#endif

package enum ListeningProblem: Error, CustomStringConvertible {
    case portTaken(host: String, port: Int)
    case cannotListen(host: String, port: Int)
    case unknownHost(String)

    package var description: String {
        switch self {
        case .portTaken(let host, let port):
            "Port \(port) on \(host) is taken by another program. Choose another with --port, or stop that program."
        case .cannotListen(let host, let port):
            "Mainstay cannot listen on \(host), port \(port). Ports below 1024 need special rights; choose another with --port."
        case .unknownHost(let host): "There is no address \(host). Give one of this machine's with --host, such as 127.0.0.1."
        }
    }
}

extension Office {
    /// Serves until the process is told to stop. `ready` is called with the port once pages can be opened.
    package func listen(_ listening: Listening, ready: @Sendable @escaping (Int) -> Void) async throws {
        try Asset.verify()
        try CommonPassphrases.verify()
        try Office.probe(host: listening.host, port: listening.port)
        let pages = SecurePort(listening.port)
        var application = application(listening) { port in
            pages.number = port
            ready(port)
        }
        if let certificate = listening.certificate {
            application.addServices(CertificateRenewal(certificate: certificate, logger: logger))
            if let days = certificate.daysLeft { logger.warning("the certificate expires in \(days) days; renew its files") }
        }
        if let port = listening.redirectPort {
            try Office.probe(host: listening.host, port: port)
            application.addServices(WayToTLS.application(listening, on: port, to: pages, logger: machineryLogger))
        }
        if let demonstration {
            application.addServices(DemonstrationClockKeeper(clock: demonstration, records: records))
        }
        application.addServices(TrailHeadSchedule(office: self))
        if department.officerSupport.scheduled {
            application.addServices(MonthlySchedule(office: self))
        }
        application.addServices(DailyRetention(office: self))
        application.addServices(DeadlineWatch(office: self))
        try await noteWhetherMailIsSetUp()
        try await noteProgramsThatRun()
        if let mail { application.addServices(LetterDelivery(office: self, server: mail)) }
        do {
            try await application.runService()
        } catch is SocketAddressError.UnknownHost {
            throw ListeningProblem.unknownHost(listening.host)
        }
    }

    /// The pages, ready to be served.
    func application(_ listening: Listening, ready: @Sendable @escaping (Int) -> Void) -> Application<RouterResponder<Context>> {
        let configuration = ApplicationConfiguration(
            address: .hostname(listening.host, port: listening.port), serverName: "mainstay",
            availableConnectionsDelegate: MaximumAvailableConnections(listening.limits.connections, logger: machineryLogger))
        return Application(
            router: router(), server: listening.server(secure: secureCookies, countAddresses: !proxied), configuration: configuration,
            onServerRunning: { channel in ready(channel.localAddress?.port ?? listening.port) }, logger: machineryLogger)
    }

    /// For the web framework, whatever level we log at ourselves: below a warning it writes errors out whole, and with
    /// them heads of requests, cookies included.
    var machineryLogger: Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return quiet
    }

    /// Tells a taken port before anything is started, in words.
    package static func probe(host: String, port: Int) throws {
        guard port != 0 else { return }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
        guard inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host, &address.sin_addr) == 1 else { return }
        let outcome = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard outcome != 0 else { return }
        throw errno == EADDRINUSE ? ListeningProblem.portTaken(host: host, port: port) : .cannotListen(host: host, port: port)
    }
}

/// Saves the demonstration's time every half minute and when the server stops, so that the clock stands in between.
private struct DemonstrationClockKeeper: Service {
    var clock: DemonstrationClock
    var records: Records

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(30))
                // While an import writes, the clock is saved the next time.
                try? await clock.save(in: records)
            }
        }
    }
}

/// Starts the month on its first working day at eight in the morning, once (`D20-04:IV.C.NOTE`, ambiguity 2.1). A month
/// whose day was missed, because the server was down, is started as soon as it is up.
private struct MonthlySchedule: Service {
    var office: Office

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    if let day = try await office.monthDue() { try await office.startScheduledMonth(asOf: day) }
                } catch {
                    office.logger.error("scheduled month could not start", metadata: ["error": "\(type(of: error))"])
                }
                try? await Task.sleep(for: .seconds(office.demonstration == nil ? 60 : 5))
            }
        }
    }
}

extension Office {
    /// The as-of day of the month whose run is due now and has not been made; nil when nothing is due.
    func monthDue() async throws -> Day? {
        let month = Month(of: today)
        let day = try calendar.firstWorkingDay(of: month)
        guard now >= calendar.instant(day, hour: 8) else { return nil }
        guard try await !records.hasRun(month) else { return nil }
        // Without records there is nothing to score, and one try a day is enough for a month that fails.
        guard try await records.latestImport() != nil else { return nil }
        // A month that failed, because an import was under way for instance, is tried again an hour later.
        let tried = try await records.setting("monthTried")
        return tried == thisHour ? nil : month.first
    }

    private var thisHour: String { "\(today.iso) \(calendar.time(of: now).hour)" }

    func startScheduledMonth(asOf day: Day) async throws {
        try await records.setSetting("monthTried", to: thisHour, by: nil, at: now)
        let job = try await startMonth(asOf: day, account: "schedule")
        await jobs.wait(for: job.id)
        if let ended = await jobs.job(job.id), ended.state == .failed {
            logger.error("scheduled month failed; the runs page says why", metadata: ["job": "\(job.id)"])
        }
    }

    func startMonth(asOf day: Day, account: String) async throws -> Jobs.Job {
        try await demonstration?.save(in: records)
        return try await jobs.start(
            .month, "The month of \(Month(of: day).name)", asOf: day, arguments: ["month", "--as-of", day.iso, "--data", dataDirectory], account: account, at: now)
    }

    func startImport(folder: URL, account: String) async throws -> Jobs.Job {
        try await demonstration?.save(in: records)
        return try await jobs.start(
            .import, "Import of \(folder.lastPathComponent)", arguments: ["import", folder.path, "--data", dataDirectory], account: account, at: now)
    }

    private var dataDirectory: String { URL(fileURLWithPath: records.path).deletingLastPathComponent().path }
}
