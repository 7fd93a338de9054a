import Directives
import Foundation

/// Time, identity and chance, passed in. Nothing in Mainstay reads the machine's clock except the one place that makes
/// this value.
package struct Surroundings: Sendable {
    /// The instant now, by the department's (or the demonstration's) clock.
    package var now: @Sendable () -> Date
    package var calendar: WorkCalendar

    package init(now: @escaping @Sendable () -> Date, calendar: WorkCalendar) {
        self.now = now
        self.calendar = calendar
    }

    package var today: Day { calendar.day(of: now()) }
}
