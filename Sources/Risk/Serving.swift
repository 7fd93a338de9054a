import Casework
import Directives

/// A member who serves as of a day, as every score sees it: appointed, not separated, of sworn rank, with the unit known
/// then.
package struct Serving: Hashable, Sendable {
    /// Index into `Ledger.members`.
    package var member: Int32
    package var unit: String?
    /// Whole years since the appointment, where its day is known.
    package var years: Int?
}

/// Whoever serves as of a day, in the order of the ledger's members. Nothing is scored.
package func serving(_ ledger: Ledger, asOf day: Day, settings: RunSettings = .standard) -> [Serving] {
    let roster = ActiveRoster(ledger, LedgerIndex(ledger, settings: settings), asOf: day)
    return (0..<roster.count).map { row in
        let member = roster.members[row]
        let unit = Int(roster.unit[row])
        return Serving(
            member: member, unit: ledger.units.indices.contains(unit) ? ledger.units[unit] : nil,
            years: ledger.members[Int(member)].appointed.map { Int(Float(day.days(since: $0)) / 365.25) })
    }
}
