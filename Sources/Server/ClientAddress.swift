import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

#if canImport(Glibc)
    import Glibc
#endif

/// Where a request came from.
struct ClientAddress: Sendable, Equatable {
    /// As the trail writes it: `10.4.17.3`.
    var text: String
    /// What counts as one place: an IPv4 address, or the /64 network of an IPv6 address, of which one machine may use
    /// all.
    var network: [UInt8]

    /// Nil when the text is no address.
    init?(_ text: String) {
        var four = [UInt8](repeating: 0, count: 4)
        var sixteen = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &four) == 1 {
            network = four
        } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
            let mapped = sixteen.prefix(10).allSatisfy { $0 == 0 } && sixteen[10] == 0xFF && sixteen[11] == 0xFF
            network = mapped ? Array(sixteen.suffix(4)) : Array(sixteen.prefix(8))
        } else {
            return nil
        }
        self.text = text
    }

    private init(unknown text: String) {
        self.text = text
        network = []
    }

    /// A connection that has no address, as in a test.
    static let unknown = ClientAddress(unknown: "unknown")
}

extension Listening {
    /// Whether a name or an address given with --host is this machine's own and nobody else's.
    package static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" { return true }
        guard let address = ClientAddress(host) else { return false }
        return address.network.count == 4 ? address.network[0] == 127 : host == "::1"
    }
}

extension Office {
    /// The browser's address. Behind a proxy it is what the proxy wrote last; anything before that came with the
    /// request and may be invented. Without a proxy the header is not looked at.
    func address(of request: Request, _ context: Context) -> ClientAddress {
        if proxied, let line = request.headers[values: .forwardedFor].last,
            let last = line.split(separator: ",").last, let address = ClientAddress(String(last.filter { $0 != " " && $0 != "\t" })) {
            return address
        }
        return context.remoteAddress?.ipAddress.flatMap(ClientAddress.init) ?? .unknown
    }
}
