import Casework
import Directives
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Records
@testable import Server

/// Server-sent events over real sockets.
@Suite("The stream of notices")
struct NoticeStreamTests {
    /// A server of a test's own, a browser that is signed in, and the head of a request for the stream.
    private func serve(
        _ streams: NoticeStreams, _ body: @escaping @Sendable (Doorstep, Browser, @escaping @Sendable () throws -> Wire) async throws -> Void
    ) async throws {
        let door = try Doorstep()
        try await door.addAccount("ash")
        try await door.addAccount("birch")
        var office = door.office
        office.noticeStreams = streams
        try await office.application(Listening(host: "127.0.0.1", port: 0)) { _ in }.test(.live) { client in
            let browser = Browser(client: client)
            try await browser.enter("ash")
            let session = try #require(browser.cookie("mainstay_session"))
            let port = try #require(client.port)
            try await body(door, browser) {
                let wire = try Wire(port: port)
                wire.send("GET /notices/stream HTTP/1.1\r\nHost: localhost\r\nCookie: mainstay_session=\(session)\r\nConnection: close\r\n\r\n")
                return wire
            }
        }
    }

    /// Reads until the words have come, or for ten seconds.
    private func read(_ wire: Wire, until words: String, _ text: String = "") async throws -> String {
        var text = text
        while !text.contains(words) {
            let more = try await wire.some()
            if more.isEmpty { return text }
            text += more
        }
        return text
    }

    @Test("D20-04:VI.A A notice is told at once, by a number and nothing else; heartbeats come between; another's is not told")
    func told() async throws {
        try await serve(NoticeStreams(longest: .seconds(60), heartbeat: .milliseconds(700))) { door, _, open in
            let wire = try open()
            var text = try await read(wire, until: "data: 0\n")
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && text.contains("Content-Type: text/event-stream\r\n") && text.contains("connect-src 'self'"))
            #expect(text.contains("Cache-Control: no-store\r\n"))
            text = try await read(wire, until: ": still here", text)
            try await NoticePageTests.post(door, "birch")
            let begun = ContinuousClock.now
            try await NoticePageTests.post(door, "ash")
            text = try await read(wire, until: "data: 1\n", text)
            #expect(ContinuousClock.now - begun < .seconds(4))
            #expect(text.contains("event: unread\ndata: 1\n\n") && !text.contains("W-2018") && !text.contains("data: 2"))
        }
    }

    @Test("The stream ends when its session does, by whatever way")
    func ends() async throws {
        try await serve(NoticeStreams(longest: .seconds(60), heartbeat: .milliseconds(300))) { door, browser, open in
            let wire = try open()
            _ = try await read(wire, until: "data: 0\n")
            // Not touched by the stream itself.
            door.clock.move(minutes: 29)
            let again = try open()
            _ = try await read(again, until: "data: 0\n")
            door.clock.move(minutes: 2)
            for wire in [wire, again] { #expect(try await read(wire, until: "event: ended\n").contains("event: ended\n")) }
            #expect(try await open().rest()?.contains("/sign-in") == true, "the session is over")
            #expect(try await browser.get("/work").status == 303)
        }
        try await serve(NoticeStreams(longest: .seconds(60), heartbeat: .milliseconds(300))) { door, browser, open in
            let wire = try open()
            _ = try await read(wire, until: "data: 0\n")
            _ = try await browser.get("/work")
            _ = try await browser.post("/sign-out", [:])
            #expect(try await read(wire, until: "event: ended\n").contains("event: ended\n"))
        }
    }

    @Test("A stream ends by itself, too many of one session are told once, and closed ones make room")
    func limits() async throws {
        try await serve(NoticeStreams(longest: .seconds(3), ofSession: 2)) { _, _, open in
            let held = [try open(), try open()]
            for wire in held { _ = try await read(wire, until: "data: 0\n") }
            let more = try #require(try await open().rest())
            #expect(more.contains("retry: 60000\nevent: unread\ndata: 0\n"))
            for wire in held { #expect(try await wire.rest() != nil, "ends by itself") }
            let next = try open()
            #expect(try await read(next, until: "data: 0\n").contains("retry: 3000"))
        }
    }
}
