import Casework
import Directives
import Foundation
import Logging
import Records

/// Keeps the programs in step with the register and the calendar: open records of the Resiliency Support System go with the
/// employee, the yearly evaluation falls due (`SRV-017:IV.J.2`, ambiguity 3.16), and commanders review who is new to them.
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

    private static let postingsFollowed = "postingsFollowed"
    private static let postingsSince = "postingsSince"

    /// Raises and ends the reviews of members who are new to a command (`D20-04:VI.D.3`), as often. What happened more than
    /// fourteen days before the first time was due before Mainstay was there.
    func followPostingsWhenDue() async throws {
        guard department.runs(.support) else { return }
        let newest = try await records.latestImport()?.id ?? 0
        let mark = "\(today.iso) \(newest)"
        guard try await records.setting(Office.postingsFollowed) != mark else { return }
        let known = try await records.setting(Office.postingsSince).flatMap { Day(iso: $0) }
        let since = known ?? today.adding(days: -14)
        if known == nil { try await records.setSetting(Office.postingsSince, to: since.iso, by: nil, at: now) }
        try await records.followPostings(since: since, rules, for: .schedule(surroundings))
        try await records.setSetting(Office.postingsFollowed, to: mark, by: nil, at: now)
    }

    /// Both at once, after something that may have changed the day. What cannot be done now the next minute does.
    func followResiliencySoon() async {
        do {
            try await followResiliencyWhenDue()
        } catch {
            logger.notice("employees could not be followed yet", metadata: ["error": "\(type(of: error))"])
        }
        do {
            try await followPostingsWhenDue()
        } catch {
            logger.notice("members who are new to a command could not be found yet", metadata: ["error": "\(type(of: error))"])
        }
    }
}
