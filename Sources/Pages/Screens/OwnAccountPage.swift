import Casework
import Directives
import Foundation

/// One's own account: how one signs in, the roles one holds, the browsers that are signed in. Fields of its forms:
/// `session` (a number, or `others`), `email` and `step` (`remove`), `step` (`make`, `end`), `csrf`.
package struct OwnAccountPage: Screen {
    package var frame: Frame
    package var name: String
    package var username: String
    package var secondFactor: SecondFactor
    package var holdings: [HeldRole]
    package var sessions: [Browser]
    /// Where letters go; what was typed, where that is wrong.
    package var email: String
    package var mailIsSetUp: Bool
    /// Since when there is a private calendar.
    package var calendarSince: Date?
    package var problems: [FormProblem]

    package enum SecondFactor: Hashable, Sendable {
        case off(required: Bool)
        case on(recoveryCodes: Int)
    }

    /// A role with what it is held over and since when.
    package struct HeldRole: Hashable, Sendable {
        package var role: Role
        package var scope: String
        package var from: Day
        package var to: Day?
        /// The name of the account whose designee this is.
        package var designeeOf: String?
        package var ended: Bool

        package init(role: Role, scope: String, from: Day, to: Day?, designeeOf: String?, ended: Bool) {
            self.role = role
            self.scope = scope
            self.from = from
            self.to = to
            self.designeeOf = designeeOf
            self.ended = ended
        }
    }

    /// A browser that is signed in.
    package struct Browser: Hashable, Sendable {
        package var id: Int64
        package var device: String
        package var address: String
        package var begun: Date
        package var seen: Date
        package var isThisOne: Bool

        package init(id: Int64, device: String, address: String, begun: Date, seen: Date, isThisOne: Bool) {
            self.id = id
            self.device = device
            self.address = address
            self.begun = begun
            self.seen = seen
            self.isThisOne = isThisOne
        }
    }

    package init(
        frame: Frame, name: String, username: String, secondFactor: SecondFactor, holdings: [HeldRole], sessions: [Browser],
        email: String = "", mailIsSetUp: Bool = false, calendarSince: Date? = nil, problems: [FormProblem] = []
    ) {
        self.frame = frame
        self.name = name
        self.username = username
        self.secondFactor = secondFactor
        self.holdings = holdings
        self.sessions = sessions
        self.email = email
        self.mailIsSetUp = mailIsSetUp
        self.calendarSince = calendarSince
        self.problems = problems
    }

    package var body: Node {
        Layout(problems.isEmpty ? "Your account" : "Error: Your account", frame, statement: false) {
            ErrorSummary(problems: problems)
            h1 { "Your account" }
            SummaryList(rows: [
                (name: "Name", value: .text(name)),
                (name: "User name", value: .text(username)),
                (name: "Passphrase", value: a(.href(Paths.ownPassphrase)) { "Change the passphrase" }),
                (name: "Second factor", value: factor),
            ])
            section {
                h2 { "Roles you hold" }
                roles
            }
            section(.id("letters")) {
                h2 { "Letters" }
                letters
            }
            section(.id("calendar")) {
                h2 { "Calendar" }
                calendar
            }
            section {
                h2 { "Where you are signed in" }
                browsers
            }
        }.body
    }

    private var factor: Node {
        switch secondFactor {
        case .off(let required):
            .group([.text(required ? "None yet; the department requires one. " : "None. "), a(.href(Paths.ownSecondFactor)) { "Set one up" }])
        case .on(let codes):
            .group([
                .text("An authenticator app, with \(Figures.plural(codes, "recovery code")) left. "),
                a(.href(Paths.ownSecondFactor)) { "Change it" },
            ])
        }
    }

    @Markup private var roles: Node {
        if holdings.isEmpty {
            p(.class("empty")) { "You hold no role yet, so nothing but this page is open to you. Your administrator grants roles." }
        } else {
            DataTable(
                caption: "Roles you hold or held", captionShown: false,
                columns: [Column("Role"), Column("Over"), Column("From"), Column("Until"), Column("Designee of"), Column("Provision")],
                rows: holdings.map { held in
                    [
                        Cell(held.role.title), Cell(held.scope), Cell(held.from.rawValue <= 0 ? "the beginning" : held.from.short),
                        Cell(held.to.map { $0.short + (held.ended ? ", ended" : "") } ?? "further notice"), Cell(held.designeeOf ?? "–"),
                        Cell(CitationLink(held.role.cites)),
                    ]
                })
        }
    }

    @Markup private var letters: Node {
        p(.class("measure")) {
            "A letter goes with each notice. It holds a reference, what to do and a link, and names nobody."
            if !mailIsSetUp { " No mail is set up in this department yet, so none goes out." }
        }
        form(.post, .action(Paths.ownEmail), .novalidate, .class("stack measure")) {
            CSRF(frame)
            TextField(
                id: "email", title: "E-mail address", hint: "Your address at the department, as a.martin@example.gov.",
                problem: problems.sentence(for: "email"),
                attributes: [.type("email"), .value(email), .autocomplete("email"), .spellcheck(false)])
            button(.type("submit"), .class("secondary")) { "Keep the address" }
        }
        if !email.isEmpty, problems.isEmpty {
            form(.post, .action(Paths.ownEmail)) {
                CSRF(frame)
                input(.type("hidden"), .name("step"), .value("remove"))
                button(.type("submit"), .class("quiet")) { "Take the address away" }
            }
        }
    }

    @Markup private var calendar: Node {
        p(.class("measure")) {
            "The program that keeps your calendar can show what is due for you. It needs a private address, because it cannot sign in."
            if let since = calendarSince { " You have had one since \(frame.wording.moment(since))." }
        }
        form(.post, .action(Paths.ownCalendar)) {
            CSRF(frame)
            input(.type("hidden"), .name("step"), .value("make"))
            button(.type("submit"), .class("secondary")) { calendarSince == nil ? "Make a private calendar" : "Make a new address in its place" }
        }
        if calendarSince != nil {
            form(.post, .action(Paths.ownCalendar)) {
                CSRF(frame)
                input(.type("hidden"), .name("step"), .value("end"))
                button(.type("submit"), .class("quiet")) { "Shut the calendar" }
            }
        }
    }

    @Markup private var browsers: Node {
        p(.class("small")) {
            "A session ends after half an hour without a sign of life, and after twelve hours in any case. Times are of the server’s own clock."
        }
        DataTable(
            caption: "Browsers in which you are signed in", captionShown: false,
            columns: [Column("Browser"), Column("Address"), Column("Begun"), Column("Last seen"), Column("Session")],
            rows: sessions.map { browser in
                [
                    Cell(browser.device), Cell(browser.address), Cell(frame.wording.moment(browser.begun)),
                    Cell(frame.wording.moment(browser.seen)), Cell(browser.isThisOne ? .text("This one") : ending(browser)),
                ]
            })
        if sessions.contains(where: { !$0.isThisOne }) {
            form(.post, .action(Paths.ownEndedSessions)) {
                CSRF(frame)
                input(.type("hidden"), .name("session"), .value("others"))
                button(.type("submit"), .class("secondary")) { "End all others" }
            }
        }
    }

    private func ending(_ browser: Browser) -> Node {
        form(.post, .action(Paths.ownEndedSessions)) {
            CSRF(frame)
            input(.type("hidden"), .name("session"), .value(String(browser.id)))
            button(.type("submit"), .class("quiet")) {
                "End"
                span(.class("unseen")) { " \(browser.device), begun \(frame.wording.moment(browser.begun))" }
            }
        }
    }
}
