import Directives

/// The address of one's private calendar, shown this one time.
package struct CalendarAddressPage: Screen {
    package var frame: Frame
    /// `https://mainstay.example.gov/calendar/….ics`; without the public address only the path.
    package var address: String
    package var isWhole: Bool

    package init(frame: Frame, address: String, isWhole: Bool) {
        self.frame = frame
        self.address = address
        self.isWhole = isWhole
    }

    package var body: Node {
        Layout("Your calendar", frame, statement: false) {
            div(.class("measure")) {
                h1 { "Your calendar" }
                p(.class("lede")) { "Subscribe to this address in the program that keeps your calendar. It is shown now and never again." }
                p { Node.element(Element("code", [.class("digest")], [.text(address)])) }
                if !isWhole { p { "Put the address of this site before it, as your browser shows it above this page." } }
                p { "Whoever has the address sees what is due for you and when: references and what to do, no name. Treat it as a passphrase. An earlier address counts no more." }
                p { a(.href(Paths.ownAccount)) { "I have it: go on to your account" } }
            }
        }.body
    }
}
