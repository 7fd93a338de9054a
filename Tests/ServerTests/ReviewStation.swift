import Casework
import Foundation
import Logging
import OfficerSupport
import Synchronization
import Testing

@testable import Records
@testable import Server

/// A department of its own for notes, papers and closings, so that other tests count what they always count; with a log
/// that is read afterwards.
struct ReviewStation {
    let station: Station
    /// The first item of the queue, and another member's.
    let item: QueueRow
    let other: QueueRow

    static let log = KeptLog()
    static let shared = Task {
        let station = try await Station.make(logger: Logger(label: "review") { _ in ReviewStation.log })
        let rows = try await station.office.records.queue(.init(), for: try Station.asking()).rows
        return ReviewStation(station: station, item: try #require(rows.first), other: try #require(rows.last))
    }

    var address: String { "/officer-support/work-items/\(item.reference)" }
    var records: Records { station.office.records }

    /// A browser of somebody new, signed in.
    func visit(_ roles: Set<Role> = [.osuAnalyst], member: MemberID? = nil, _ body: @escaping @Sendable (Browser, String) async throws -> Void) async throws {
        let name = "review-\(UUID().uuidString.prefix(8).lowercased())"
        try await station.addAccount(name, roles: roles, member: member)
        try await station.visit { browser in
            _ = try await browser.get("/sign-in")
            _ = try await browser.post("/sign-in", ["username": name, "passphrase": "\(name) demonstration"])
            _ = try await browser.get("/work")
            try await body(browser, name)
        }
    }

    /// A later item of the same member with the same profile data.
    func addRepetition(_ reference: String) async throws {
        var item = try #require(try await records.workItem(item.reference, for: try Station.asking())).value.item
        item.reference = reference
        item.generatedAt = item.generatedAt.addingTimeInterval(31 * 86_400)
        try await records.write { [keys = records.keys, item] db in try keys.insert(item, run: 1, in: db) }
    }
}

/// A log that keeps its lines.
final class KeptLog: LogHandler {
    private let kept = Mutex<[String]>([])
    var lines: [String] { kept.withLock { $0 } }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(
        level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata?, source: String, file: String, function: String, line: UInt
    ) {
        kept.withLock { $0.append("\(level) \(message) \(metadata ?? [:])") }
    }
}
