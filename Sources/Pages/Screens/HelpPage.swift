import Directives

/// The provisions the pages cite, in our words, and the keys that work on them.
package struct HelpPage: Screen {
    package var frame: Frame
    package var directives: [Group]

    package struct Group: Sendable {
        /// "D20-04 Officer Support System"
        package var title: String
        package var provisions: [(cites: Citation, paraphrase: String)]
        package init(title: String, provisions: [(cites: Citation, paraphrase: String)]) {
            self.title = title
            self.provisions = provisions
        }
    }

    package init(frame: Frame, directives: [Group]) {
        self.frame = frame
        self.directives = directives
    }

    package var body: Node {
        Layout("Help", frame) {
            h1 { "Help" }
            p(.class("lede")) { "What each provision that Mainstay cites asks for. These are our words; the directive itself decides." }
            for group in directives { provisions(group) }
            keys
        }.body
    }

    private func provisions(_ group: Group) -> Node {
        Pages.section {
            h2 { group.title }
            dl(.class("provisions")) {
                for provision in group.provisions {
                    div(.id(Paths.anchor(of: provision.cites))) {
                        dt { provision.cites.words }
                        dd { provision.paraphrase }
                    }
                }
            }
        }
    }

    private var keys: Node {
        Pages.section {
            h2 { "Keys" }
            dl(.class("provisions")) {
                for (key, meaning) in [
                    ("j, k", "The next and the previous row of a list"), ("Enter", "Open the row"),
                    ("g then q", "The queue of Work Items"), ("g then w", "My work"), ("?", "This page"),
                ] {
                    div {
                        dt { key }
                        dd { meaning }
                    }
                }
            }
            p(.class("small"), .data("key-switch", "")) { "Everything can also be done with Tab and Enter." }
        }
    }
}
