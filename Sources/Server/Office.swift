import Casework
import Directives
import Foundation
import Logging
import Mail
import Records

/// What every request needs: the records, the department, the clock, the jobs under way. Made once, when the server
/// starts.
package struct Office: Sendable {
    package var records: Records
    package var department: Department
    package var surroundings: Surroundings
    /// The machine's clock. Sessions and throttling run on it; everything a directive times runs on `surroundings`.
    package var machineNow: @Sendable () -> Date
    /// Set in a demonstration only.
    package var demonstration: DemonstrationClock?
    package var jobs: Jobs
    /// The folder whose subfolders may be imported from a page.
    package var inbox: URL
    /// Whether browsers reach the server through TLS, so that cookies are sent over it alone.
    package var secureCookies: Bool
    /// Whether a proxy stands in front, which says from where a request came.
    package var proxied: Bool
    package var limits: RateLimits
    /// Where letters go out; nil where mail is not set up.
    package var mail: MailServer?
    /// The pages that wait for news of notices.
    var noticeStreams = NoticeStreams()
    /// "There is no such thing" is said at the next full step since the request began, so that its time does not tell
    /// what was found on the way. Nil in tests, which ask for thousands.
    package var refusalStep: Duration? = .milliseconds(10)
    package var logger: Logger
    let caches = Caches()
    /// Files of members scored elsewhere: while one is read, the records of the department lie in memory.
    let itemReading = OneAtATime()
    let signingDesk = SigningDesk()

    package init(
        records: Records, department: Department, surroundings: Surroundings, machineNow: @escaping @Sendable () -> Date,
        demonstration: DemonstrationClock?, jobs: Jobs, inbox: URL, secureCookies: Bool, proxied: Bool = false,
        limits: RateLimits = .standard, mail: MailServer? = nil, logger: Logger
    ) {
        self.records = records
        self.department = department
        self.surroundings = surroundings
        self.machineNow = machineNow
        self.demonstration = demonstration
        self.jobs = jobs
        self.inbox = inbox
        self.secureCookies = secureCookies
        self.proxied = proxied
        self.limits = limits
        self.mail = mail
        self.logger = logger
    }

    var calendar: WorkCalendar { surroundings.calendar }
    /// What the department decides and a record is played by.
    var rules: DepartmentRules { DepartmentRules(department, calendar) }
    var now: Date { surroundings.now() }
    var today: Day { surroundings.today }
}
