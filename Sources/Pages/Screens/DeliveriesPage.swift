import Casework
import Directives
import Foundation

/// How letters fare, for whoever sees to it that they go out (`D20-04:VI.A`). Neither what they say nor to whom.
package struct DeliveriesPage: Screen {
    package var frame: Frame
    package var isSetUp: Bool
    package var counts: Counts
    package var letters: [Letter]
    package var accounts: Int
    package var accountsWithAddress: Int

    package struct Counts: Hashable, Sendable {
        package var waiting: Int
        package var failing: Int
        package var sent: Int
        package var givenUp: Int

        package init(waiting: Int, failing: Int, sent: Int, givenUp: Int) {
            self.waiting = waiting
            self.failing = failing
            self.sent = sent
            self.givenUp = givenUp
        }
    }

    package struct Letter: Hashable, Sendable {
        package var number: Int64
        /// "Given up"
        package var state: String
        package var attempts: Int
        package var queued: Date
        package var next: Date?
        package var sent: Date?
        package var problem: String?

        package init(number: Int64, state: String, attempts: Int, queued: Date, next: Date?, sent: Date?, problem: String?) {
            self.number = number
            self.state = state
            self.attempts = attempts
            self.queued = queued
            self.next = next
            self.sent = sent
            self.problem = problem
        }
    }

    package init(
        frame: Frame, isSetUp: Bool, counts: Counts, letters: [Letter], accounts: Int, accountsWithAddress: Int
    ) {
        self.frame = frame
        self.isSetUp = isSetUp
        self.counts = counts
        self.letters = letters
        self.accounts = accounts
        self.accountsWithAddress = accountsWithAddress
    }

    package var body: Node {
        Layout("Letters", frame, section: .office, statement: false) {
            p(.class("back")) { a(.href(Paths.office)) { "← Office" } }
            h1 { "Letters" }
            p(.class("lede")) {
                "Each notice is also sent by e-mail, with a reference and a link. To whom, and what about, is not shown here. "
                CitationLink("D20-04:VI.A", in: .sentence)
            }
            if !isSetUp { p(.class("note")) { "No mail is set up, so no letters are written. `mail` in department.yaml sets it up; docs/operate.md says how." } }
            SummaryList(rows: [
                ("Waiting", .text(Figures.count(counts.waiting))),
                ("To be tried again", .text(Figures.count(counts.failing))),
                ("Sent", .text(Figures.count(counts.sent))),
                ("Given up", .text(Figures.count(counts.givenUp))),
                ("Accounts with an address", .text("\(Figures.count(accountsWithAddress)) of \(Figures.count(accounts))")),
            ])
            if letters.isEmpty {
                p(.class("empty")) { "No letter has been written yet. One is with the first notice to an account that has an address." }
            } else {
                list
            }
            p(.class("small")) { "A letter that does not go out is tried again after a minute, five, fifteen, an hour, and then every hour for three days. The person it is for reads of it on the page of their notices." }
        }.body
    }

    private var list: Node {
        DataTable(
            caption: "Letters, those that need somebody first, then the newest first", captionShown: false,
            columns: [
                Column("Letter", .figures), Column("State"), Column("Queued"), Column("Attempts", .figures), Column("Sent, or next attempt"),
                Column("What came of the last attempt"),
            ],
            rows: letters.map { letter in
                [
                    Cell(Figures.count(Int(letter.number))), Cell(letter.state), Cell(frame.wording.moment(letter.queued)),
                    Cell(Figures.count(letter.attempts)), Cell((letter.sent ?? letter.next).map(frame.wording.moment) ?? "–"),
                    Cell(letter.problem ?? "–"),
                ]
            }, browsable: true
        ).body
    }
}
