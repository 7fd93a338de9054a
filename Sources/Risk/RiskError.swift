import Directives

/// Why a month cannot be run; each says what would have to be different.
package enum RiskError: Error, Sendable, Hashable, CustomStringConvertible {
    case notEnoughHistory(firstComplaint: Day?, asOf: Day, monthsNeeded: Int)
    case noActiveMembers(asOf: Day)
    case badSetting(String)
    case xgboost(String)
    case unreadableModel(String)

    package var description: String {
        switch self {
        case .notEnoughHistory(let first, let asOf, let months):
            let have = first.map { "The first complaint on record is of \($0.short)" } ?? "There is no complaint on record"
            return "\(have). A run as of \(asOf.short) needs at least \(months) months of complaints before it, "
                + "with active members on record in that time. Import older records, or run a later month."
        case .noActiveMembers(let asOf):
            return "No member is active as of \(asOf.short). Check the appointment dates, the ranks held and, where the roster "
                + "follows the payroll, that the ranks of \(asOf.year - 1) have been imported."
        case .badSetting(let text): return "A setting of the run is not usable: \(text)"
        case .xgboost(let text): return "The XGBoost library reports an error: \(text)"
        case .unreadableModel(let text): return "The stored model cannot be read: \(text)"
        }
    }
}
