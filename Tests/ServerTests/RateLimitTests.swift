import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing

@testable import Server

/// A clock that is set by hand.
private final class Watch: Sendable {
    private let nanoseconds = Atomic<Int64>(1_000_000_000_000)
    var now: @Sendable () -> Int64 { { self.nanoseconds.load(ordering: .relaxed) } }
    func advance(seconds: Double) { nanoseconds.wrappingAdd(Int64(seconds * 1_000_000_000), ordering: .relaxed) }
}

@Suite("Requests a second")
struct RateLimitTests {
    @Test("A meter gives what may be had at once, then as much as has become free, and says how long to wait")
    func meter() {
        let watch = Watch()
        let meter = Meter(burst: 5, perSecond: 2, now: watch.now)
        for _ in 0..<5 { #expect(meter.take("a") == nil) }
        #expect(meter.take("a") == 1)
        watch.advance(seconds: 0.5)
        #expect(meter.take("a") == nil)
        #expect(meter.take("a") == 1)
        watch.advance(seconds: 3_600)
        for _ in 0..<5 { #expect(meter.take("a") == nil) }
        #expect(meter.take("a") != nil, "an hour of rest is worth no more than the burst")
    }

    @Test("A meter counts each key apart, gives back what is given back, and waits in whole seconds")
    func keys() {
        let watch = Watch()
        let meter = Meter(burst: 1, perSecond: 1.0 / 6, now: watch.now)
        #expect(meter.take("a") == nil)
        #expect(meter.take("a") == 6)
        meter.giveBack("a")
        #expect(meter.take("a") == nil)
        #expect((0..<40).filter { meter.take("key \($0)") == nil }.count >= 39, "forty others are not held up by it")
    }

    @Test("Whoever asks more often than allowed gets 429 with the time to wait, as page and as JSON, and is heard again after it")
    func session() async throws {
        let station = try await Station.shared.value
        let watch = Watch()
        let office = station.office { $0.limits = RateLimits(perSecond: 2, now: watch.now) }
        try await station.visit(office) { browser in
            browser.setCookie("mainstay_session", String(repeating: "s", count: 43))
            for _ in 0..<10 { #expect(try await browser.get("/health").status == 200) }
            let page = try await browser.get("/work")
            #expect(page.status == 429)
            #expect(page.headers[.retryAfter] == "1")
            #expect(page.text.contains("Wait 1 second and try again"))
            #expect(HeaderTests.missing(page.headers) == [])
            let json = try await browser.get("/api/v1/work")
            #expect(json.status == 429)
            #expect(json.headers[.contentType] == "application/json")
            #expect(json.text.contains("Wait 1 second"))
            // Somebody else with a session of their own is not held up.
            browser.setCookie("mainstay_session", String(repeating: "t", count: 43))
            #expect(try await browser.get("/health").status == 200)
            browser.setCookie("mainstay_session", String(repeating: "s", count: 43))
            watch.advance(seconds: 1)
            #expect(try await browser.get("/health").status == 200)
        }
    }

    @Test("New tokens for every request are no way around: all that comes from one address is counted too")
    func address() async throws {
        let station = try await Station.shared.value
        let watch = Watch()
        let office = station.office { $0.limits = RateLimits(perSecond: 1, now: watch.now) }
        try await station.visit(office) { browser in
            var heard = 0
            for number in 0..<70 {
                browser.setCookie("mainstay_session", "token-\(number)")
                if try await browser.get("/health").status == 200 { heard += 1 }
            }
            #expect(heard == 50)
        }
    }

    @Test("Ten wrong passphrases a minute from one address, whatever the name; right ones are not counted")
    func signIns() async throws {
        let station = try await Station.shared.value
        let watch = Watch()
        let office = station.office { $0.limits = RateLimits(perSecond: nil, now: watch.now) }
        try await station.visit(office) { browser in
            for number in 0..<10 {
                _ = try await browser.get("/sign-in")
                #expect(try await browser.post("/sign-in", ["username": "stranger-\(number)", "passphrase": ""]).status == 422)
            }
            let refused = try await browser.post("/sign-in", ["username": "stranger-11", "passphrase": ""])
            #expect(refused.status == 429)
            #expect(refused.headers[.retryAfter] == "6")
            for path in ["/sign-in/", "//sign-in", "/sign-in//", "/unlock"] {
                #expect(try await browser.post(path, ["username": "stranger-12", "passphrase": ""]).status == 429, "\(path)")
            }
            watch.advance(seconds: 6)
            _ = try await browser.get("/sign-in")
            for _ in 0..<3 { try await browser.signInAfresh("auditor") }
        }
    }

    @Test("Behind a proxy the address is what the proxy wrote last; without one the header is not believed")
    func forwarded() async throws {
        let station = try await Station.shared.value
        let field = try #require(HTTPField.Name("X-Forwarded-For"))
        for proxied in [false, true] {
            let watch = Watch()
            let office = station.office {
                $0.proxied = proxied
                $0.limits = RateLimits(perSecond: 1, now: watch.now)
            }
            try await station.visit(office) { browser in
                var statuses: [Int] = []
                for forwarded in (0..<5).map({ "10.0.0.\($0), 10.1.1.1" }) + ["10.0.0.9, 10.1.1.1", "10.1.1.1, 10.2.2.2", "no address"] {
                    statuses.append(try await browser.get("/health", headers: [field: forwarded]).status)
                }
                #expect(statuses == [200, 200, 200, 200, 200, 429] + (proxied ? [200, 200] : [429, 429]))
            }
        }
    }

    @Test("An IPv4 address in the clothes of IPv6 is itself; of IPv6 a whole /64 is one place", arguments: [
        ("10.4.17.3", "::ffff:10.4.17.3", true), ("10.4.17.3", "10.4.17.4", false), ("2001:db8::1", "2001:db8::ffff:1", true),
        ("2001:db8::1", "2001:db8:0:1::1", false),
    ])
    func networks(one: String, other: String, same: Bool) throws {
        let (one, other) = (try #require(ClientAddress(one)), try #require(ClientAddress(other)))
        #expect((one.network == other.network) == same)
    }

    @Test("What is no address is none", arguments: ["", "10.1.1", "10.1.1.1:80", "unknown", "\"10.1.1.1\"", "10.1.1.1\0"])
    func noAddress(text: String) { #expect(ClientAddress(text) == nil || text.hasSuffix("\0")) }

    @Test("Only this machine's own addresses are its own", arguments: [
        ("127.0.0.1", true), ("localhost", true), ("127.8.8.8", true), ("::1", true), ("0.0.0.0", false), ("::", false), ("10.0.0.1", false),
        ("example.org", false),
    ])
    func loopback(host: String, own: Bool) { #expect(Listening.isLoopback(host) == own) }
}

@Suite("Forms of other sites")
struct OwnPagesTests {
    private func answer(_ headers: HTTPFields, proxied: Bool = false) async throws -> Int {
        let station = try await Station.shared.value
        let office = station.office { $0.proxied = proxied }
        let application = Application(router: office.router())
        return try await application.test(.router) { client in
            let browser = Browser(client: client)
            try await browser.signIn("osu-analyst")
            var fields = headers
            fields[.cookie] = "mainstay_session=\(browser.cookie("mainstay_session") ?? "")"
            fields[.contentType] = "application/x-www-form-urlencoded"
            // With a token that is right, so that only the second wall can refuse; and a month that changes nothing.
            let body = ByteBuffer(string: "csrf=\(browser.csrf)&month=1900-01")
            return try await client.execute(uri: "/runs", method: .post, headers: fields, body: body).status.code
        }
    }

    @Test("With a stolen token a form is still refused when the browser says that it came from elsewhere", arguments: [
        ("same-origin", 422), ("none", 422), ("cross-site", 403), ("same-site", 403), ("anything", 403),
    ])
    func fetchSite(site: String, status: Int) async throws {
        let name = try #require(HTTPField.Name("Sec-Fetch-Site"))
        #expect(try await answer([name: site]) == status)
    }

    @Test("A browser that only sends Origin is held to it", arguments: [
        ("http://localhost", 422), ("https://localhost", 422), ("https://LOCALHOST", 422), ("https://elsewhere.example", 403), ("null", 403),
        ("https://localhost.elsewhere.example", 403), ("https://localhost:8443", 403), ("ftp://localhost", 403), ("", 403),
    ])
    func origin(origin: String, status: Int) async throws { #expect(try await answer([.origin: origin]) == status) }

    @Test("A program that is no browser sends neither, and needs the token only")
    func neither() async throws { #expect(try await answer([:]) == 422) }

    @Test("Behind a proxy that puts its own name into Host, the name that the browser asked for counts too")
    func proxy() async throws {
        let name = try #require(HTTPField.Name("X-Forwarded-Host"))
        let headers: HTTPFields = [.origin: "https://support.example", name: "support.example"]
        #expect(try await answer(headers, proxied: true) == 422)
        #expect(try await answer(headers) == 403)
    }
}
