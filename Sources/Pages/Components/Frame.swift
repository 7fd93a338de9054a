import Casework
import Directives
import Foundation

/// What every page of a signed-in person shares: who they are, what they may open, when it is.
package struct Frame: Sendable {
    package var department: String
    package var reader: Reader?
    /// What the reader may open; the navigation shows these and hints at nothing else.
    package var permitted: Set<Act>
    /// What the reader may do over some part of the department.
    package var asks: Set<Act>
    /// The token each form carries back.
    package var csrf: String
    package var wording: Wording
    package var demonstration: Bool
    /// How many things wait for the reader; nil leaves the count out.
    package var waiting: Int?
    /// How many notices are unread; nil where nobody is signed in.
    package var notices: Int?
    /// What the last act did and what happens next.
    package var banner: Banner?
    /// After how long without a sign of life the page is covered; nil where nobody is signed in.
    package var lock: Lock?
    /// The programs that the department runs.
    package var programs = Set(ProgramKey.allCases)

    /// What the page's script needs to know of the session.
    package struct Lock: Sendable {
        package var seconds: Int
        package var secondFactor: Bool
        package init(seconds: Int, secondFactor: Bool) {
            self.seconds = seconds
            self.secondFactor = secondFactor
        }
    }

    /// The person signed in, in the words of the top bar.
    package struct Reader: Sendable {
        package var name: String
        package var role: String
        package init(name: String, role: String) {
            self.name = name
            self.role = role
        }
    }

    /// One message after an act. It names what happened and what follows.
    package struct Banner: Sendable {
        package var sentence: String
        package init(_ sentence: String) { self.sentence = sentence }
    }

    package init(
        department: String, reader: Reader?, permitted: Set<Act>, asks: Set<Act> = [], csrf: String, now: Date, calendar: WorkCalendar,
        demonstration: Bool, waiting: Int? = nil, notices: Int? = nil, banner: Banner? = nil, lock: Lock? = nil
    ) {
        self.department = department
        self.reader = reader
        self.permitted = permitted
        self.asks = asks
        self.csrf = csrf
        self.wording = Wording(now: now, calendar: calendar)
        self.demonstration = demonstration
        self.waiting = waiting
        self.notices = notices
        self.banner = banner
        self.lock = lock
    }
}

/// A whole page. The server sends `html` only once all of it is written.
package protocol Screen: Component {}

extension Screen {
    package var html: [UInt8] {
        var buffer: [UInt8] = []
        buffer.reserveCapacity(32_768)
        buffer.append(literal: "<!DOCTYPE html>\n")
        body.render(into: &buffer)
        return buffer
    }
}
