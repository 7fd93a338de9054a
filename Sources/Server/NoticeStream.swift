import Foundation
import Hummingbird
import HummingbirdCore
import NIOCore
import Records
import ServiceLifecycle
import Synchronization

/// The pages that wait for news of notices, by server-sent events (WHATWG HTML, section 9.2).
///
/// A stream ends by itself after a while, before the limits of the connection end it, and the browser asks again; it ends
/// at once when its session has ended or the server stops. It carries a number and nothing else.
final class NoticeStreams: Sendable {
    /// A connection may take 120 seconds for an answer.
    private let longest: Duration
    /// Half of the connections that the server has.
    private let most: Int
    private let mostOfSession: Int
    private let open = Mutex<[Int64: Int]>([:])
    private let bell = NoticeBell()

    /// How often a session is looked at again, and a sign of life sent where there is no news.
    private let heartbeat: Duration

    init(longest: Duration = .seconds(100), heartbeat: Duration = .seconds(15), most: Int = 400, ofSession: Int = 4) {
        self.longest = longest
        self.heartbeat = heartbeat
        self.most = most
        mostOfSession = ofSession
    }

    func body(_ visit: Visit) -> ResponseBody {
        ResponseBody { [self] writer in
            if enter(visit.session.id) {
                defer { leave(visit.session.id) }
                try await tell(visit, &writer)
            } else {
                // Too many wait at this moment: this one is told how things stand, and asks again in a minute.
                try await writer.write(ByteBuffer(string: "retry: 60000\nevent: unread\ndata: \(visit.session.notices)\n\n"))
            }
            try await writer.finish(nil)
        }
    }

    private func enter(_ session: Int64) -> Bool {
        open.withLock { open in
            guard open.values.reduce(0, +) < most, open[session, default: 0] < mostOfSession else { return false }
            open[session, default: 0] += 1
            return true
        }
    }

    private func leave(_ session: Int64) {
        open.withLock { open in
            let count = open[session, default: 0] - 1
            open[session] = count > 0 ? count : nil
        }
    }

    private func tell(_ visit: Visit, _ writer: inout any ResponseBodyWriter) async throws {
        let begun = ContinuousClock.now
        var (newest, told, spoke) = (Int64(-1), Int?.none, begun)
        try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
        while true {
            let number = try await bell.newest(visit.office.records)
            let heartbeat = ContinuousClock.now - spoke >= heartbeat
            if number != newest || heartbeat {
                newest = number
                guard let unread = try await visit.office.records.unreadNotices(in: visit.session.id, at: visit.office.machineNow(), for: visit.asking)
                else { return try await writer.write(ByteBuffer(string: "event: ended\ndata: \n\n")) }
                if unread != told {
                    told = unread
                    spoke = .now
                    try await writer.write(ByteBuffer(string: "event: unread\ndata: \(unread)\n\n"))
                } else if heartbeat {
                    spoke = .now
                    try await writer.write(ByteBuffer(string: ": still here\n\n"))
                }
            }
            guard ContinuousClock.now - begun < longest, !Task.isShuttingDownGracefully else { return }
            try await Task.sleep(for: .milliseconds(500))
        }
    }
}

/// The number of the newest notice, asked of the records at most once a second however many wait. A notice may come from
/// a month that runs in a process of its own, so nobody rings.
private actor NoticeBell {
    private var heard: (number: Int64, at: ContinuousClock.Instant)?

    func newest(_ records: Records) async throws -> Int64 {
        if let heard, ContinuousClock.now - heard.at < .seconds(1) { return heard.number }
        let number = try await records.newestNotice()
        heard = (number, .now)
        return number
    }
}
