import Casework
import Directives
import Foundation
import Logging
import Records

/// Keeps the Resiliency Support System in step with the register and the calendar: open records go with the employee, and
/// the yearly evaluation falls due (`SRV-017:IV.J.2`, ambiguity 3.16).
extension Office {
    private static let followed = "resiliencyFollowed"

    /// Once on each of the department's days, and once after each import, whoever ran it.
    func followResiliencyWhenDue() async throws {
        guard department.runs(.resiliency) else { return }
        let newest = try await records.latestImport()?.id ?? 0
        let mark = "\(today.iso) \(newest)"
        guard try await records.setting(Office.followed) != mark else { return }
        let asking = Asking.schedule(surroundings)
        try await records.followEmployees(rules, for: asking)
        try await records.keepEvaluationDuties(calendar, for: asking)
        try await records.setSetting(Office.followed, to: mark, by: nil, at: now)
    }

    /// The same at once, after something that may have changed the day. What cannot be done now the next minute does.
    func followResiliencySoon() async {
        do {
            try await followResiliencyWhenDue()
        } catch {
            logger.notice("employees could not be followed yet", metadata: ["error": "\(type(of: error))"])
        }
    }
}
