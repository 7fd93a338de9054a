import Casework
import Directives
import Foundation
import Pages

/// Notices and the letters that go with them.
extension Samples {
    func notices() -> [(String, any Screen)] {
        var rows: [NoticesPage.Row] = []
        for index in 0..<4 {
            let reference = "W-2018-01-00\(index)"
            let at = now.addingTimeInterval(Double(index) * -5_000)
            rows.append(
                NoticesPage.Row(
                    id: Int64(9 - index), reference: reference, words: "Assign a supervisor.", program: "Officer Support System",
                    link: index == 3 ? nil : Paths.workItem(reference), at: at, isUnread: index < 2))
        }
        var none = frame()
        none.notices = 0
        let kinds: [(String, NoticesPage.Letters)] = [
            ("notices", .sent), ("notices-no-address", .noAddress), ("notices-no-mail", .notSetUp),
            ("notices-failing", .failing("The mail server refuses the letter (550).")),
        ]
        let letters = [
            DeliveriesPage.Letter(
                number: 4, state: "Given up", attempts: 1, queued: now.addingTimeInterval(-9_000), next: nil, sent: nil,
                problem: "The mail server refuses the letter (550)."),
            DeliveriesPage.Letter(
                number: 3, state: "To be tried again", attempts: 2, queued: now.addingTimeInterval(-400), next: now.addingTimeInterval(200), sent: nil,
                problem: "The mail server does not answer at its address."),
            DeliveriesPage.Letter(
                number: 2, state: "Sent", attempts: 1, queued: now.addingTimeInterval(-90), next: nil, sent: now.addingTimeInterval(-80), problem: nil),
        ]
        let office = frame(Set(Act.allCases))
        var screens: [(String, any Screen)] = []
        for (name, how) in kinds { screens.append((name, NoticesPage(frame: frame(), rows: rows, total: 120, page: 2, pages: 3, letters: how))) }
        screens.append(("notices-empty", NoticesPage(frame: none, rows: [], total: 0, page: 1, pages: 1, letters: .sent)))
        let counts = DeliveriesPage.Counts(waiting: 1, failing: 1, sent: 1_204, givenUp: 1)
        screens.append(
            ("deliveries", DeliveriesPage(frame: office, isSetUp: true, counts: counts, letters: letters, accounts: 40, accountsWithAddress: 31)))
        let zero = DeliveriesPage.Counts(waiting: 0, failing: 0, sent: 0, givenUp: 0)
        screens.append(
            ("deliveries-empty", DeliveriesPage(frame: office, isSetUp: false, counts: zero, letters: [], accounts: 1, accountsWithAddress: 0)))
        return screens
    }
}
