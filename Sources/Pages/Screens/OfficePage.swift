import Casework
import Directives

/// The doors of the office that are open to the reader: accounts, roles, the trail, retention, holds.
package struct OfficePage: Screen {
    package var frame: Frame

    package init(frame: Frame) { self.frame = frame }

    /// One door: the act that opens it, where it leads, and what is behind it.
    struct Entry: Sendable {
        var act: Act
        var title: String
        var link: Link
        var sentence: String
    }

    static let entries: [Entry] = [
        Entry(
            act: .seeAccounts, title: "Accounts", link: Paths.accounts,
            sentence: "Who may sign in: add, disable, enable and reset accounts, link them to members."),
        Entry(act: .seeGrants, title: "Roles held", link: Paths.grants, sentence: "Who holds which role over what, from when to when, and by whom."),
        Entry(act: .designate, title: "Designees", link: Paths.designations, sentence: "Who stands in for you where a directive allows it."),
        Entry(
            act: .seeAccessTable, title: "Who may see what", link: Paths.accessTable,
            sentence: "The tables by which Mainstay decides, with the provision behind each line."),
        Entry(
            act: .seeDeliveries, title: "Letters", link: Paths.deliveries,
            sentence: "Whether the e-mails that go with notices were delivered, without what they say or to whom."),
        Entry(
            act: .seeRetention, title: "Retention", link: Paths.retention,
            sentence: "How long each kind of record is kept, counted from what, and on whose word."),
        Entry(
            act: .seeDestruction, title: "Destruction", link: Paths.destruction,
            sentence: "What falls due within a month, batches to confirm, certificates of what is gone."),
        Entry(
            act: .seeHolds, title: "Holds", link: Paths.holds, sentence: "Litigation holds, for the legal custodian alone."),
        Entry(
            act: .seeTrail, title: "Trail", link: Paths.trail,
            sentence: "Who signed in, opened, did, took away or printed what, and when; records by opaque marks alone."),
        Entry(
            act: .signTrailHead, title: "Signed heads", link: Paths.trailHeads,
            sentence: "The state of the trail at the end of each month, signed, for the union and the monitor."),
    ]

    package var body: Node {
        Layout("Office", frame, section: .office, statement: false) {
            h1 { "Office" }
            p(.class("lede")) { "What keeps the house in order, as far as your roles open it." }
            dl(.class("provisions")) {
                for entry in OfficePage.entries where frame.permitted.contains(entry.act) {
                    div {
                        dt { a(.href(entry.link)) { entry.title } }
                        dd { entry.sentence }
                    }
                }
            }
        }.body
    }
}
