import Casework
import Directives

/// What an employee may know of themselves: the own plan, and that an incident was discussed (ambiguity 3.14).
package struct OwnResiliencyPage: Screen {
    package var frame: Frame
    package var plans: [(title: String, state: String, link: Link)]
    package var discussions: [String]

    package init(frame: Frame, plans: [(title: String, state: String, link: Link)], discussions: [String]) {
        self.frame = frame
        self.plans = plans
        self.discussions = discussions
    }

    package var body: Node {
        Layout("Your own resiliency support", frame, section: .resiliency) {
            div(.class("measure")) {
                h1 { "Your own resiliency support" }
                p(.class("lede")) {
                    "What was discussed with you, and the plan that is yours. It is private and kept in strictest confidence. "
                    CitationLink("SRV-017:IV.I", in: .sentence)
                }
                h2 { "Your plan" }
                if plans.isEmpty {
                    p { "There is no plan." }
                } else {
                    ul {
                        for plan in plans {
                            li {
                                a(.href(plan.link)) { plan.title }
                                span(.class("small")) { " \(plan.state)" }
                            }
                        }
                    }
                }
                h2 { "What was discussed with you" }
                ul { for words in discussions { li { words } } }
                p(.class("small")) {
                    "All of it is destroyed one year after the latest incident took place. "
                    CitationLink("SRV-017:IV.J.1#2", in: .sentence)
                }
            }
        }.body
    }
}

/// That a report of the DII has arrived. Nothing more is ever shown of it (`SRV-017:III.B`, ambiguity 3.12).
package struct ReferralReceiptPage: Screen {
    package var frame: Frame
    package init(frame: Frame) { self.frame = frame }

    package var body: Node {
        Layout("The section has received your report", frame, section: .resiliency) {
            div(.class("measure")) {
                h1 { "The section has received your report" }
                p(.class("lede")) {
                    "The Officer Wellness Section decides what follows from it. What that is stays with the section; nothing of it can be read here. "
                    CitationLink("SRV-017:III.B", in: .sentence)
                }
                p(.class("actions")) { a(.class("button"), .href(Paths.newReferral)) { "Report another investigation" } }
            }
        }.body
    }
}
