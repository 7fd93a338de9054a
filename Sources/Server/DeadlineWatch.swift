import Casework
import Foundation
import Logging
import Records
import ServiceLifecycle

/// Says what becomes nearly due or overdue, whether or not anybody looks (`D20-04:VI.A.3`, ambiguity 2.7). It runs by the
/// department's clock, so setting a demonstration forward says what was passed on the way.
struct DeadlineWatch: Service {
    var office: Office

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await office.sayWhatIsDue()
                try? await Task.sleep(for: .seconds(office.demonstration == nil ? 30 : 10))
            }
        }
    }
}

extension Office {
    func sayWhatIsDue() async {
        do {
            try await records.sayWhatIsDue(rules, at: now)
        } catch {
            // While an import writes, the next time does it.
            logger.notice("what is due could not be told yet", metadata: ["error": "\(type(of: error))"])
        }
    }
}
