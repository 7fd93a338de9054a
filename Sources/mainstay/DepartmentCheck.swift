import Casework
import Foundation
import Risk

/// A value of `department.yaml` that can be read and makes no sense.
struct DepartmentProblem: Error, Equatable, CustomStringConvertible {
    /// The key with its path.
    var key: String
    var reason: String
    var description: String { "department.yaml: \(key): \(reason) Nothing was changed." }
}

extension Department {
    /// The years a calendar may cover.
    private static let years = 1900...2200

    /// Refuses what would otherwise become a silent default, or a month without sense.
    func check() throws(DepartmentProblem) {
        func refuse(_ key: String, unless good: Bool, _ reason: String) throws(DepartmentProblem) {
            guard good else { throw DepartmentProblem(key: key, reason: reason) }
        }
        try refuse(
            "zone", unless: TimeZone(identifier: zone) != nil, "this machine knows no time zone \"\(zone)\". Write a name such as America/Chicago.")
        try refuse(
            "holidays", unless: holidays.from <= holidays.through && Department.years ~= holidays.from && Department.years ~= holidays.through,
            "the years \(holidays.from) to \(holidays.through) are no span. `from` is the first year of the list, `through` the last.")
        try refuse(
            "roster", unless: Ledger.Roster(rawValue: roster) != nil,
            "\"\(roster)\" is neither appointment nor payrollYear.")
        try refuse(
            "security → secondFactor", unless: ["required", "offered"].contains(security?.secondFactor ?? "required"),
            "\"\(security?.secondFactor ?? "")\" is neither required nor offered.")
        try refuse("ranks", unless: !ranks.isEmpty, "the list is empty.")
        var seen: Set<String> = []
        for rank in ranks {
            try refuse("ranks", unless: seen.insert(rank.key).inserted, "the key \"\(rank.key)\" stands there twice.")
        }
        let raise = officerSupport.raise
        try refuse(
            "officerSupport → raise → multiple", unless: raise.multiple.isFinite && raise.multiple > 0,
            "\(raise.multiple) is not above 0.")
        try refuse(
            "officerSupport → raise → share", unless: raise.share > 0 && raise.share <= 1,
            "\(raise.share) is no share of the members above 0 and up to 1; 2 % is 0.02.")
        if let title = officerSupport.supportsTitle {
            try refuse(
                "officerSupport → supportsTitle", unless: (1...200).contains(title.count) && !title.allSatisfy(\.isWhitespace),
                "the title has \(title.count) characters; 1 to 200 are meant.")
        }
        if let mail {
            do { try mail.check() } catch { throw DepartmentProblem(key: "mail → \(error.key)", reason: error.reason) }
        }
        if let days = resiliency?.monitoringDays {
            try refuse("resiliency → monitoringDays", unless: (1...366).contains(days), "\(days) is no number of days from 1 to 366.")
        }
        if let days = keeping?.keyBackupDays {
            try refuse("keeping → keyBackupDays", unless: (1...366).contains(days), "\(days) is no number of days from 1 to 366.")
        }
    }
}
