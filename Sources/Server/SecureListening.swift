import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import Synchronization
import UnixSignals

/// Where the server listens and how browsers reach it.
package struct Listening: Sendable {
    package var host: String
    package var port: Int
    /// Set when the server itself ends TLS.
    package var certificate: ServerCertificate?
    /// Where plain HTTP is answered with the way to TLS, and with nothing else.
    package var redirectPort: Int?
    package var limits = ConnectionLimits()

    package init(host: String, port: Int, certificate: ServerCertificate? = nil, redirectPort: Int? = nil) {
        (self.host, self.port, self.certificate, self.redirectPort) = (host, port, certificate, redirectPort)
    }

    package var scheme: String { certificate == nil ? "http" : "https" }
}

/// HTTP over TLS, each new connection with the certificate that was read last.
struct SecuredChannel<Base: HTTPChannelHandler>: ServerChildChannel {
    var base: Base
    var certificate: ServerCertificate

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: certificate.context))
        }.flatMap { base.setup(channel: channel, logger: logger) }
    }

    func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}

extension Listening {
    /// The channels of the server: limits of size and time, TLS where there is a certificate.
    func server(secure: Bool, countAddresses: Bool) -> HTTPServerBuilder {
        let open = countAddresses ? OpenConnections(most: limits.connectionsByAddress) : nil
        let (limits, certificate) = (limits, certificate)
        let configuration = HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionPace(limits, secure: secure, open: open)], idleTimeout: limits.idle,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.headerFieldBytes, maxHeaderListSize: limits.headerBytes, maxHeaderFieldCount: limits.headerFields))
        return HTTPServerBuilder { responder in
            let channel = HTTP1Channel(responder: responder, configuration: configuration)
            guard let certificate else { return channel }
            return SecuredChannel(base: channel, certificate: certificate)
        }
    }
}

/// Takes a renewed certificate when the process is sent SIGHUP, and by itself within a minute of a change of the
/// files. Once a day it warns of one that expires soon.
struct CertificateRenewal: Service {
    var certificate: ServerCertificate
    var logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await _ in await UnixSignalsSequence(trapping: .sighup) { reload(asked: true) }
                }
                group.addTask {
                    var minutes = 0
                    var told: CertificateProblem?
                    while (try? await Task.sleep(for: .seconds(60))) != nil {
                        minutes += 1
                        told = reload(asked: false, told: told)
                        if minutes % 1_440 == 0 { warn() }
                    }
                }
            }
        }
    }

    /// - Returns: what is wrong with the files, so that it is said once and not every minute.
    @discardableResult private func reload(asked: Bool, told: CertificateProblem? = nil) -> CertificateProblem? {
        do {
            if try certificate.reload() {
                logger.notice("the renewed certificate is in use for new connections")
            } else if asked {
                logger.notice("the files of the certificate are as they were")
            }
            return nil
        } catch {
            let problem = error as? CertificateProblem
            if asked || problem != told { logger.error("the certificate was not renewed; the one before stays in use. \(error)") }
            return problem
        }
    }

    private func warn() {
        if let days = certificate.daysLeft { logger.warning("the certificate expires in \(days) days; renew its files") }
    }
}

/// The port of the pages, which is known only when they are served if a free one was asked for.
final class SecurePort: Sendable {
    private let known: Atomic<Int>

    init(_ asked: Int) { known = Atomic(asked) }

    var number: Int {
        get { known.load(ordering: .relaxed) }
        set { known.store(newValue, ordering: .relaxed) }
    }
}

/// Answers plain HTTP with the same address over TLS, and with nothing else.
struct WayToTLS: RouterMiddleware {
    /// Where the pages are, once they are served.
    var pages: SecurePort

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let host = host(of: request), request.uri.string.hasPrefix("/") else { return Response(status: .badRequest) }
        let port = pages.number
        // 443 goes without saying.
        let place = port == 443 ? host : "\(host):\(port)"
        return Response(status: .permanentRedirect, headers: [.location: "https://\(place)\(request.uri.string)", .connection: "close"])
    }

    /// The name the browser asked for without its port, if it can be one.
    private func host(of request: Request) -> String? {
        guard let authority = request.head.authority,
            let parts = authority.wholeMatch(of: /([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?/)
        else { return nil }
        return String(parts.1)
    }

    /// The second, plain listener.
    static func application(_ listening: Listening, on port: Int, to pages: SecurePort, logger: Logger) -> some ApplicationProtocol {
        let router = Router(context: Context.self)
        router.add(middleware: WayToTLS(pages: pages))
        var plain = Listening(host: listening.host, port: port)
        plain.limits = listening.limits
        return Application(
            router: router, server: plain.server(secure: false, countAddresses: true),
            configuration: ApplicationConfiguration(address: .hostname(listening.host, port: port), serverName: "mainstay"), logger: logger)
    }
}
