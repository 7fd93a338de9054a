import Directives

/// The demonstration's accounts, one for each role, each with a button that signs in. Never shown outside it.
package struct DemoAccountsPage: Screen {
    package var frame: Frame
    package var accounts: [Account]

    package struct Account: Sendable {
        package var name: String
        package var role: String
        package var cites: Citation
        /// One sentence of what this person can do here.
        package var can: String
        package var username: String
        package var passphrase: String

        package init(name: String, role: String, cites: Citation, can: String, username: String, passphrase: String) {
            self.name = name
            self.role = role
            self.cites = cites
            self.can = can
            self.username = username
            self.passphrase = passphrase
        }
    }

    package init(frame: Frame, accounts: [Account]) {
        self.frame = frame
        self.accounts = accounts
    }

    package var body: Node {
        Layout("Demonstration accounts", frame, statement: false) {
            h1 { "Who would you like to be?" }
            p(.class("lede")) {
                "One account for each role. Start with the OSU analyst: Work Items arrive there first. Everybody sees only what their role needs."
            }
            ol(.class("accounts")) { for account in accounts { row(account) } }
            p(.class("small")) {
                "The user names and passphrases also work on "
                a(.href(Paths.signIn)) { "the ordinary sign-in page" }
                "."
            }
        }.body
    }

    private func row(_ account: Account) -> Node {
        li {
            div(.class("account-who")) {
                h2 { account.role }
                p { account.name }
                p { CitationLink(account.cites) }
            }
            div(.class("account-can")) {
                p { account.can }
                p(.class("small")) {
                    span { "User name " }
                    code(account.username)
                    span { ", passphrase " }
                    code(account.passphrase)
                }
            }
            form(.post, .action(Paths.signIn)) {
                CSRF(frame)
                input(.type("hidden"), .name("username"), .value(account.username))
                input(.type("hidden"), .name("passphrase"), .value(account.passphrase))
                button(.type("submit"), .class("secondary")) {
                    "Sign in"
                    span(.class("unseen")) { " as \(account.role), \(account.name)" }
                }
            }
        }
    }

    private func code(_ text: String) -> Node { .element(Element("code", [], [.text(text)])) }
}
