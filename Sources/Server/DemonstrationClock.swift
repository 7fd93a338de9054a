import Foundation
import Records
import Synchronization

/// The clock of a demonstration: it starts the day after the records end, runs on while the server runs, stands while it
/// does not, and its administrator can set it forward.
package final class DemonstrationClock: Sendable {
    private let machineNow: @Sendable () -> Date
    /// What to add to the machine's clock.
    private let offset: Mutex<TimeInterval>

    package static let settingName = "demonstrationClock"

    package init(startingAt start: Date, machineNow: @escaping @Sendable () -> Date) {
        self.machineNow = machineNow
        offset = Mutex(start.timeIntervalSince(machineNow()))
    }

    package var now: Date { machineNow().addingTimeInterval(offset.withLock { $0 }) }

    package struct Backwards: Error, CustomStringConvertible {
        package var description: String { "The clock can only be set forward, so that what has happened stays in the past." }
    }

    package func set(to instant: Date) throws(Backwards) {
        let machine = machineNow()
        let moved = offset.withLock { offset -> Bool in
            let new = instant.timeIntervalSince(machine)
            guard new > offset else { return false }
            offset = new
            return true
        }
        guard moved else { throw Backwards() }
    }

    /// The instant last saved, if the data directory is a demonstration's.
    package static func saved(in records: Records) async throws -> Date? {
        try await records.setting(settingName).flatMap(Double.init).map(Date.init(timeIntervalSince1970:))
    }

    package func save(in records: Records) async throws {
        let now = now
        try await records.setSetting(
            DemonstrationClock.settingName, to: String(now.timeIntervalSince1970), by: nil, at: now)
    }
}
