import Casework
import Directives
import Foundation

/// What was said to the reader, unread first. Fields of its forms: `notice` (one) or `upto` (that one and all before it),
/// `csrf`.
package struct NoticesPage: Screen {
    package var frame: Frame
    package var rows: [Row]
    package var total: Int
    package var page: Int
    package var pages: Int
    package var letters: Letters

    package struct Row: Sendable {
        package var id: Int64
        package var reference: String
        package var words: String
        package var program: String
        package var link: Link?
        package var at: Date
        package var isUnread: Bool

        package init(id: Int64, reference: String, words: String, program: String, link: Link?, at: Date, isUnread: Bool) {
            self.id = id
            self.reference = reference
            self.words = words
            self.program = program
            self.link = link
            self.at = at
            self.isUnread = isUnread
        }
    }

    /// Whether the same is said by mail.
    package enum Letters: Hashable, Sendable {
        case notSetUp
        case noAddress
        case sent
        case failing(String)
    }

    package init(frame: Frame, rows: [Row], total: Int, page: Int, pages: Int, letters: Letters) {
        self.frame = frame
        self.rows = rows
        self.total = total
        self.page = page
        self.pages = pages
        self.letters = letters
    }

    private var unread: Int { frame.notices ?? 0 }

    package var body: Node {
        Layout("Notices", frame, statement: false) {
            div(.class("measure")) {
                h1 { "Notices" }
                p(.class("lede")) { unread == 0 ? "Nothing is unread." : "\(Figures.plural(unread, "notice is", "notices are")) unread." }
                if rows.isEmpty {
                    p(.class("empty")) { "Nothing has been said to you yet. When something waits for you, it stands here at once." }
                } else {
                    markAll
                    ul(.class("notices")) { for row in rows { entry(row) } }
                    Pager("Pages of notices", page: page, pages: pages, total: total, many: "notices") { number in
                        Paths.notices.with([("page", number == 1 ? "" : String(number))])
                    }
                }
                p(.class("small")) { about }
            }
        }.body
    }

    private var markAll: Node {
        guard unread > 0, let newest = rows.map(\.id).max() else { return .nothing }
        return form(.post, .action(Paths.noticesRead)) {
            CSRF(frame)
            input(.type("hidden"), .name("upto"), .value(String(newest)))
            button(.type("submit"), .class("secondary")) { "Mark all as read" }
        }
    }

    private func entry(_ row: Row) -> Node {
        li(.class(row.isUnread ? "notice unread" : "notice"), .data("row", "")) {
            p {
                if row.isUnread {
                    strong { "Unread" }
                    " "
                }
                if let link = row.link { a(.href(link)) { words(of: row) } } else { words(of: row) }
            }
            p(.class("small")) {
                "\(row.program), "
                time(.datetime(frame.wording.machine(row.at))) { frame.wording.moment(row.at) }
            }
            if row.isUnread {
                form(.post, .action(Paths.noticesRead)) {
                    CSRF(frame)
                    input(.type("hidden"), .name("notice"), .value(String(row.id)))
                    button(.type("submit"), .class("quiet")) {
                        "Mark as read"
                        span(.class("unseen")) { ": \(words(of: row))" }
                    }
                }
            }
        }
    }

    /// The reference is said once.
    private func words(of row: Row) -> String { row.words.contains(row.reference) ? row.words : "\(row.reference): \(row.words)" }

    private var about: Node {
        switch letters {
        case .notSetUp: .text("No mail is set up in this department, so notices stand here alone.")
        case .noAddress:
            .group([.text("The same is said by e-mail once you have given an address on "), a(.href(Paths.ownAccount)) { "your account" }, .text(".")])
        case .sent: .text("The same is said by e-mail, with the reference and a link and nothing else.")
        case .failing(let problem):
            .group([
                .text("The last e-mail to you did not go out. \(problem) Check the address on "), a(.href(Paths.ownAccount)) { "your account" },
                .text("."),
            ])
        }
    }
}
