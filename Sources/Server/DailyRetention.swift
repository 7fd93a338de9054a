import Casework
import Directives
import Foundation
import Logging
import Records
import ServiceLifecycle

/// Proposes each day what has fallen due, and finishes what a reader put off (SRV-017:IV.J.1#2, ambiguity 3.7). It
/// proposes only: a person confirms. Then the Resiliency Support System follows the register and the calendar.
struct DailyRetention: Service {
    var office: Office

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await office.proposeOnceADay()
                    try await office.records.finishErasing()
                } catch {
                    // While an import writes, the next minute does it.
                    office.logger.notice("the day's destruction could not be proposed yet", metadata: ["error": "\(type(of: error))"])
                }
                await office.followResiliencySoon()
                try? await Task.sleep(for: .seconds(60))
            }
        }
    }
}

extension Office {
    private static let proposedOn = "destructionProposedOn"

    /// The first time on each of the department's days.
    func proposeOnceADay() async throws {
        let day = today.iso
        guard try await records.setting(Office.proposedOn) != day else { return }
        try await records.proposeDestruction(for: .schedule(surroundings))
        try await records.setSetting(Office.proposedOn, to: day, by: nil, at: now)
    }
}
