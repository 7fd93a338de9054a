import ArgumentParser
import Server

/// Where and how the pages are served; the same for `mainstay serve` and `mainstay demo`.
struct ListeningOptions: ParsableArguments {
    @Option(name: .long, help: "The address to listen on.") var host: String = "127.0.0.1"
    @Option(name: .long, help: "The port to listen on; 0 takes a free one.") var port: Int = 8080
    @Option(name: .long, help: "The server's certificate in PEM form, its issuers' after it. TLS is then served directly.")
    var certificate: String?
    @Option(name: .long, help: "The key of the certificate, in PEM form and without a passphrase.") var key: String?
    @Option(name: .long, help: "A second port that answers plain HTTP with the way to TLS, and with nothing else.") var redirectPort: Int?
    @Flag(name: .long, help: "Browsers come through TLS, ended by a proxy in front: send cookies over it alone, and take from its X-Forwarded-For where a request came from.")
    var behindTls = false
    @Flag(name: .long, help: "Serve other machines without TLS. Whoever can read the network can then read everything and act as anybody.")
    var insecure = false
    @Option(name: .long, help: "Requests a second of one session, with five times as many at once; off for measurements.")
    var rateLimit: RateLimitOption = .standard

    /// A number, or `off`.
    struct RateLimitOption: ExpressibleByArgument {
        var perSecond: Int?

        static let standard = RateLimitOption(perSecond: RateLimits.requestsPerSecond)

        private init(perSecond: Int?) { self.perSecond = perSecond }

        init?(argument: String) {
            if argument == "off" { return }
            guard let number = Int(argument), (1...100_000).contains(number) else { return nil }
            perSecond = number
        }

        var defaultValueDescription: String { perSecond.map(String.init) ?? "off" }
    }

    enum Problem: Error, CustomStringConvertible {
        case openToOthers(String)

        var description: String {
            switch self {
            case .openToOthers(let host):
                "\(host) can be reached from other machines, and without TLS whoever can read the network can read everything that is shown and act as anybody. Give --certificate and --key, or --behind-tls if a proxy in front ends TLS. For a trial among people who may see everything there is --insecure."
            }
        }
    }

    func validate() throws {
        for (name, port) in [("port", port), ("redirect port", redirectPort ?? 0)] where !(0...65_535).contains(port) {
            throw ValidationError("A \(name) is a number from 0 to 65535.")
        }
        guard (certificate == nil) == (key == nil) else { throw ValidationError("--certificate and --key go together.") }
        guard certificate == nil || !behindTls else {
            throw ValidationError("Either the server ends TLS itself (--certificate, --key) or a proxy does (--behind-tls).")
        }
        guard redirectPort == nil || certificate != nil else {
            throw ValidationError("--redirect-port shows the way to TLS, so it needs --certificate and --key.")
        }
    }

    /// Reads the certificate, and refuses to show confidential pages to a network without TLS.
    func listening() throws -> Listening {
        var read: ServerCertificate?
        if let certificate, let key { read = try ServerCertificate(certificate: certificate, key: key, now: Installation.machineNow) }
        guard read != nil || behindTls || insecure || Listening.isLoopback(host) else { throw Problem.openToOthers(host) }
        return Listening(host: host, port: port, certificate: read, redirectPort: redirectPort)
    }

    /// The same options as words of a command line.
    var words: [String] {
        var words = ["--host", host, "--port", String(port), "--rate-limit", rateLimit.defaultValueDescription]
        for (name, value) in [("--certificate", certificate), ("--key", key), ("--redirect-port", redirectPort.map(String.init))] {
            if let value { words += [name, value] }
        }
        if behindTls { words.append("--behind-tls") }
        if insecure { words.append("--insecure") }
        return words
    }
}
