import Directives
import Foundation

/// What differs from one department to the next: its name, calendar, rank ladder, who counts as serving, where the
/// programs are on. Read from `department.yaml` in the data directory.
package struct Department: Codable, Sendable {
    package var name: String
    /// An IANA name, such as America/Chicago.
    package var zone: String
    package var holidays: Holidays
    package var ranks: [Rank]
    /// `appointment` or `payrollYear`; see `docs/operate.md`.
    package var roster: String
    package var officerSupport: OfficerSupportSettings
    /// What the department decides where SRV-017 leaves it open; may be left out.
    package var resiliency: ResiliencySettings?
    /// The programs that the department runs; where nothing is said, all of them. Pages, roles and duties of another vanish.
    package var programs: [ProgramKey]?
    /// How the department keeps its backups; may be left out.
    package var keeping: Keeping?

    package struct Keeping: Codable, Sendable {
        /// Days after which a backup of the keys is to be deleted. Until then it can open what was destroyed.
        package var keyBackupDays: Int
    }

    package static let standardKeyBackupDays = 30

    package struct ResiliencySettings: Codable, Sendable {
        /// Days after which the next monitoring entry of an incident, and the next note of a plan, is due (`SRV-017:IV.B#2`,
        /// `SRV-017:IV.F`): the directive asks for close watching and names no interval.
        package var monitoringDays: Int
    }

    /// Whether the department runs a program. The office is always there.
    package func runs(_ program: ProgramKey) -> Bool { program == .office || programs?.contains(program) ?? true }

    package var security: SecuritySettings?

    /// How letters leave the house; without it none does.
    package var mail: MailSettings?

    /// How people sign in.
    package struct SecuritySettings: Codable, Sendable {
        /// `required` or `offered`; see `docs/operate.md`.
        package var secondFactor: String
    }

    /// Whether an account without a second factor opens nothing; so it is where nothing is said.
    package var requiresSecondFactor: Bool { security?.secondFactor != "offered" }

    /// The title under which the supports document is published (`D20-04:III.A.5.NOTE`).
    package var supportsTitle: String { officerSupport.supportsTitle ?? "Opportunities for Officer Support -- \(name)" }

    package struct Holidays: Codable, Sendable {
        /// The first and last year for which the list is complete.
        package var from: Int
        package var through: Int
        /// Whether the federal holidays are observed.
        package var federal: Bool
        /// The department's own, by date.
        package var own: [Own]?

        package struct Own: Codable, Sendable {
            package var date: Day
            package var name: String
        }
    }

    package struct OfficerSupportSettings: Codable, Sendable {
        /// The districts where the program is on, with the date and the announcement (`D20-04:II.A`).
        package var districts: [District]
        package var raise: Raise
        /// Whether the server starts the monthly run by itself on the first working day (`D20-04:IV.C.NOTE`).
        package var scheduled: Bool
        /// The title of the supports document; without one, `Department.supportsTitle` makes it.
        package var supportsTitle: String?

        package struct District: Codable, Sendable {
            package var unit: String
            package var from: Day
            package var announced: String
        }

        /// Who is raised; see `RaiseRule` in `Risk`.
        package struct Raise: Codable, Sendable {
            package var multiple: Double
            package var share: Double
        }

        /// Whether the program is on in the unit on the day.
        package func isOn(_ unit: String, _ day: Day) -> Bool { districts.contains { $0.unit == unit && $0.from <= day } }
    }

    package func calendar() throws(WorkCalendar.Problem) -> WorkCalendar {
        let years = holidays.from...max(holidays.from, holidays.through)
        var days = holidays.federal ? WorkCalendar.federalHolidays(years) : [:]
        for own in holidays.own ?? [] { days[own.date] = own.name }
        var calendar = try WorkCalendar(zone: zone, holidays: days, years: years)
        // By the key of both rules of monitoring.
        calendar.intervals["monitoring"] = resiliency?.monitoringDays
        return calendar
    }
}
