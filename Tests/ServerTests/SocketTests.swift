import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing

@testable import Server

#if canImport(Glibc)
    import Glibc
#endif

/// A connection as somebody with bad intentions would hold it.
final class Wire: Sendable {
    private let descriptor: Int32

    struct Refused: Error {}

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        guard inet_pton(AF_INET, "127.0.0.1", &address.sin_addr) == 1 else { throw Refused() }
        let outcome = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard outcome == 0 else { throw Refused() }
    }

    deinit { close(descriptor) }

    /// Whether the other end still takes bytes.
    @discardableResult func send(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) } == bytes.count
    }

    @discardableResult func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Everything until the other end closes; nil when it is still open after ten seconds.
    func rest() async throws -> String? {
        try await offPool { [self] in
            var all: [UInt8] = []
            var bytes = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = recv(descriptor, &bytes, bytes.count, 0)
                if count > 0 { all += bytes.prefix(count) } else if count < 0, errno == EAGAIN { return nil } else { break }
            }
            return String(decoding: all, as: UTF8.self)
        }
    }

    /// The first bytes that come.
    func some() async throws -> String {
        try await offPool { [self] in
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = recv(descriptor, &bytes, bytes.count, 0)
            return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        }
    }
}

/// Limits of size and time, on real sockets of a real server.
@Suite("Connections that take their time, or too much")
struct SocketTests {
    /// A server that loses patience sooner than the real one.
    /// Long enough for a machine that is busy with other tests; what is refused here is refused for its size.
    private static let patiently: @Sendable (inout ConnectionLimits) -> Void = { limits in
        limits.idle = .seconds(5)
        limits.sending = .seconds(5)
        limits.answer = .seconds(5)
    }

    private func serve(_ change: (inout ConnectionLimits) -> Void = { _ in }, _ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        let station = try await Station.shared.value
        var listening = Listening(host: "127.0.0.1", port: 0)
        listening.limits.idle = .milliseconds(400)
        listening.limits.sending = .milliseconds(400)
        listening.limits.answer = .milliseconds(800)
        change(&listening.limits)
        try await station.office.application(listening) { _ in }.test(.live) { client in
            try await body(try #require(client.port))
        }
    }

    @Test("Whatever comes in, nothing of it is logged, neither by us nor by the web framework, not even at level trace")
    func silentLog() async throws {
        let station = try await Station.shared.value
        let log = CapturedLog()
        let office = station.office { $0.logger = log.logger() }
        var listening = Listening(host: "127.0.0.1", port: 0)
        listening.limits.idle = .milliseconds(300)
        try await office.application(listening) { _ in }.test(.live) { client in
            let port = try #require(client.port)
            for text in [
                "GET /members/17/jacket HTTP/1.1\r\nHost: localhost\r\nCookie: mainstay_session=zq7x\r\n\r\n", "zq7x zq7x zq7x\r\n\r\n",
                "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 30\r\n\r\nusername=zq7x",
                "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzq7x\r\n",
                "GET /zq7x HTTP/1.1\r\nHost: localhost\r\n\r\nGET /zq7x",
            ] {
                let wire = try Wire(port: port)
                wire.send(text)
                _ = try await wire.rest()
            }
        }
        let told = log.lines.filter { $0.contains("zq7x") || $0.contains("/members") || $0.contains("cookie") }
        #expect(told.isEmpty, "\(told.prefix(5))")
    }

    private func headers(_ answer: String?) -> HTTPFields {
        var fields: HTTPFields = [:]
        for line in (answer ?? "").components(separatedBy: "\r\n\r\n")[0].components(separatedBy: "\r\n").dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2, let name = HTTPField.Name(String(parts[0])) { fields[name] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        return fields
    }

    @Test("A connection that says nothing, or half a head, is closed")
    func silent() async throws {
        try await serve { port in
            #expect(try await Wire(port: port).rest() == "")
            let wire = try Wire(port: port)
            wire.send("GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
            #expect(try await wire.rest() == "")
        }
    }

    @Test("A head that comes byte by byte is not waited for, nor is a body")
    func drip() async throws {
        try await serve { port in
            for (start, drop) in [
                ("GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "a"),
                ("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n", "a"),
            ] {
                let wire = try Wire(port: port)
                wire.send(start)
                var taken = 0
                // Twenty seconds of drops; the server lets them go on for one at most.
                while taken < 200, wire.send(drop) {
                    taken += 1
                    try await Task.sleep(for: .milliseconds(100))
                }
                #expect(taken < 100, "\(start.prefix(20))")
            }
        }
    }

    @Test("A reader who does not take the answer is not waited for")
    func slowReader() async throws {
        try await serve { port in
            let wire = try Wire(port: port)
            // More answers than the buffers between here and there hold.
            let ask = Array(String(repeating: "GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 500).utf8)
            var open = true
            for _ in 0..<100 where open {
                open = try await offPool { wire.send(ask) }
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(!open)
        }
    }

    @Test("Whoever asks for another protocol has an answer over this one, and the connection ends with it instead of falling silent", arguments: [
        "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Upgrade\r\nUpgrade: h2c\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /health HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: tls/1.3\r\n\r\n",
    ])
    func anotherProtocol(request: String) async throws {
        try await serve(Self.patiently) { port in
            let wire = try Wire(port: port)
            wire.send(request)
            wire.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let answer = try #require(try await wire.rest(), "the connection is still open")
            let asked = request.components(separatedBy: " HTTP/1.1").count - 1
            #expect(answer.components(separatedBy: "HTTP/1.1 200 ").count - 1 == asked, "\(answer)")
            #expect(answer.lowercased().components(separatedBy: "connection: close").count - 1 == 1)
        }
    }

    @Test("A form over 1 MB is refused before it is read, in words, and the connection ends")
    func largeForm() async throws {
        try await serve(Self.patiently) { port in
            let wire = try Wire(port: port)
            wire.send("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99000000\r\n\r\n")
            let answer = try await wire.rest()
            #expect(answer?.hasPrefix("HTTP/1.1 413 ") == true)
            #expect(answer?.contains("larger than a form may be") == true)
            #expect(HeaderTests.missing(headers(answer)) == [])
            // The same when nothing says how much will come.
            let chunked = try Wire(port: port)
            chunked.send("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            try await offPool {
                let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 0x61, count: 65_536) + Array("\r\n".utf8)
                for _ in 0..<17 { chunked.send(chunk) }
            }
            // Whoever goes on sending after the refusal may have it cut off by the network; more than the refusal never comes.
            let refusal = try await chunked.some()
            #expect(refusal.isEmpty || refusal.hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test("An address or a header of more than 16 KB, headers of more than 32 KB or more than a hundred are refused", arguments: [
        "GET /\(String(repeating: "a", count: 20_000)) HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\nX: \(String(repeating: "a", count: 20_000))\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\n\(String(repeating: "X: \(String(repeating: "a", count: 3_000))\r\n", count: 20))\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\n\(String(repeating: "X: a\r\n", count: 200))\r\n",
    ])
    func largeHead(request: String) async throws {
        try await serve(Self.patiently) { port in
            let wire = try Wire(port: port)
            wire.send(request)
            let answer = try await wire.rest()
            #expect(answer?.hasPrefix("HTTP/1.1 400 ") == true)
            #expect(HeaderTests.missing(headers(answer)) == [])
        }
    }

    @Test("What is no HTTP, or two requests in one, gets a plain refusal", arguments: [
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}", "GET /health\r\n\r\n", "GET /health HTTP/9.9\r\n\r\n", "G\0T /health HTTP/1.1\r\n\r\n",
        "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /work HTTP/1.1\r\n\r\n",
        "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
        "GET /health HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\0\r\n\r\n",
    ])
    func noHTTP(bytes: String) async throws {
        try await serve { port in
            let wire = try Wire(port: port)
            wire.send(bytes)
            let answer = try #require(try await wire.rest())
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 400 ") || answer.hasPrefix("HTTP/1.1 422 "), "\(answer.prefix(200))")
            #expect(answer.components(separatedBy: "HTTP/1.1 ").count <= 2, "one answer, not two")
        }
    }

    @Test("No more connections than allowed are open from one address, and a closed one makes room")
    func connections() async throws {
        try await serve({ $0.connectionsByAddress = 4; $0.idle = .seconds(20) }) { port in
            let ask = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
            // The test's own client may hold one.
            var held: [Wire] = []
            for _ in 0..<3 {
                let wire = try Wire(port: port)
                wire.send(ask)
                #expect(try await wire.some().contains("200 OK"))
                held.append(wire)
            }
            var refused = 0
            for _ in 0..<3 {
                let wire = try Wire(port: port)
                wire.send(ask)
                if try await !wire.some().contains("200 OK") { refused += 1 } else { held.append(wire) }
            }
            #expect(refused >= 2)
            held = []
            try await Task.sleep(for: .milliseconds(200))
            let wire = try Wire(port: port)
            wire.send(ask)
            #expect(try await wire.some().contains("200 OK"))
        }
    }

    @Test("Twenty clients that share a session and ask as fast as they can are all answered where no limit is set")
    func shared() async throws {
        try await serve { port in
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        let wire = try Wire(port: port)
                        wire.send(String(repeating: "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 50))
                        return try await wire.rest()?.components(separatedBy: "200 OK").count ?? 0
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(counts == Array(repeating: 51, count: 20))
        }
    }
}
