import Casework
import Directives
import Foundation
import OfficerSupport

/// A member's own Work Item after the in-person notice: where it stands, why it was generated, the own supports, what this is
/// not for, who has looked; a reply, and another supervisor for the asking.
package struct OwnItemPage: Screen {
    package var frame: Frame
    package var reference: String
    package var state: String
    package var told: Date
    package var unit: String
    package var supervisor: String?
    package var overseer: String?
    package var reasons: [Reason]
    /// Who scored the member, where it was not Mainstay: then the reasons are that source's words.
    package var source: String?
    package var supports: [Support]
    package var appointment: Appointment?
    package var replies: [Reply]
    package var lookers: [Looker]
    package var askedForAnother: Date?
    package var reply: ReplyForm?
    package var mayAskForAnother: Bool
    package var grounds: Grounds

    package struct Reason: Sendable {
        package var sentence: String
        package var records: [String]
        package var more: Int
        package init(sentence: String, records: [String], more: Int) {
            self.sentence = sentence
            self.records = records
            self.more = more
        }
    }

    package struct Support: Sendable {
        package var title: String
        package var state: String
        package var since: Date
        package init(title: String, state: String, since: Date) {
            self.title = title
            self.state = state
            self.since = since
        }
    }

    package struct Appointment: Sendable {
        package var at: Date
        package var place: String
        package init(at: Date, place: String) {
            self.at = at
            self.place = place
        }
    }

    package struct Reply: Sendable {
        package var at: Date
        package var text: String
        package init(at: Date, text: String) {
            self.at = at
            self.text = text
        }
    }

    package struct Looker: Sendable {
        /// The part they had: "Assigned supervisor".
        package var part: String
        package var what: String
        package var at: Date
        package init(part: String, what: String, at: Date) {
            self.part = part
            self.what = what
            self.at = at
        }
    }

    package struct ReplyForm: Sendable {
        package var fields: [StepField]
        package var version: Int
        package var form: String
        package init(fields: [StepField], version: Int, form: String) {
            self.fields = fields
            self.version = version
            self.form = form
        }
    }

    package init(
        frame: Frame, reference: String, state: String, told: Date, unit: String, supervisor: String?, overseer: String?, reasons: [Reason],
        source: String? = nil, supports: [Support], appointment: Appointment?, replies: [Reply], lookers: [Looker], askedForAnother: Date?, reply: ReplyForm?,
        mayAskForAnother: Bool, grounds: Grounds
    ) {
        self.frame = frame
        self.reference = reference
        self.state = state
        self.told = told
        self.unit = unit
        self.supervisor = supervisor
        self.overseer = overseer
        self.reasons = reasons
        self.source = source
        self.supports = supports
        self.appointment = appointment
        self.replies = replies
        self.lookers = lookers
        self.askedForAnother = askedForAnother
        self.reply = reply
        self.mayAskForAnother = mayAskForAnother
        self.grounds = grounds
    }

    package var body: Node {
        Layout("Your Work Item \(reference)", frame, section: .work) {
            h1 { "Your Work Item \(reference)" }
            p(.class("lede")) {
                "You were told of it in person on \(frame.wording.moment(told)). It is meant to support you. "
                CitationLink("D20-04:VI.A.2", in: .sentence)
            }
            div(.class("two-thirds")) {
                div(.class("wide")) {
                    whereabouts
                    why
                    support
                    yours
                }
                aside(.class("narrow-side"), .aria("label", "What this is, and who has looked")) {
                    purpose
                    duties
                    looked
                }
            }
            grounds
        }.body
    }

    private var whereabouts: Node {
        section(.aria("labelledby", "stands")) {
            h2(.id("stands")) { "Where it stands" }
            SummaryList(
                rows: [
                    ("State", .text(state)), ("Unit", .text(unit)), ("Supervisor who talks with you", .text(supervisor ?? "Not assigned yet")),
                    ("Overseer", .text(overseer ?? "Not assigned yet")),
                ])
            if let appointment {
                div(.class("note")) {
                    h3 { "Your appointment" }
                    p { "\(frame.wording.moment(appointment.at))\(appointment.place.isEmpty ? "" : ", \(Typed.shown(appointment.place))"). It takes place on duty, in private." }
                }
            }
            another
        }
    }

    @Markup private var another: Node {
        if let askedForAnother {
            p { "You asked to speak with somebody else on \(frame.wording.moment(askedForAnother)). The overseer was told and assigns another supervisor; no reason is asked." }
        } else if mayAskForAnother {
            p {
                a(.class("button secondary"), .href(Paths.ownStep(reference, "askForAnother"))) { "I would rather speak with somebody else" }
            }
        }
    }

    private var why: Node {
        section(.aria("labelledby", "reasons")) {
            h2(.id("reasons")) { "Why it was generated" }
            p {
                source.map { "\(Snapshot.scored(by: $0)). These are the source’s own words:" }
                    ?? "The application looked at the Department’s records. These stood behind it:"
            }
            ol(.class("reasons")) {
                for reason in reasons {
                    li {
                        p { strong { source == nil ? reason.sentence : "“\(reason.sentence)”" } }
                        if !reason.records.isEmpty {
                            ul(.class("small")) {
                                for record in reason.records { li { record } }
                                if reason.more > 0 { li { "and \(Figures.plural(reason.more, "more record"))" } }
                            }
                        }
                    }
                }
            }
            p(.class("small")) { "If a record is wrong, say so in the conversation or in your reply; it is mended where it is kept." }
        }
    }

    private var support: Node {
        section(.aria("labelledby", "supports")) {
            h2(.id("supports")) { "Your supports" }
            if supports.isEmpty {
                p { "None yet. They are worked out with you in the conversation; none is compulsory, and declining one is no failure." }
            } else {
                DataTable(
                    caption: "Your supports", captionShown: false, columns: [Column("Support"), Column("Where it stands"), Column("Since")],
                    rows: supports.map { [Cell($0.title), Cell($0.state), Cell(frame.wording.moment($0.since))] })
            }
            p { a(.href(Paths.supports)) { "Opportunities for officer support: everything there is, without asking anybody" } }
        }
    }

    private var yours: Node {
        section(.class(replies.isEmpty ? "unprinted" : "replies"), .aria("labelledby", "reply-heading")) {
            h2(.id("reply-heading")) { "Your reply" }
            for reply in replies {
                div(.class("note")) {
                    p(.class("small")) { "You wrote, \(frame.wording.moment(reply.at)):" }
                    div(.class("note-text"), .dir("auto")) { Typed.shown(reply.text) }
                }
            }
            if let reply {
                form(.post, .action(Paths.ownStep(reference, "reply")), .novalidate, .class("stack write")) {
                    CSRF(frame)
                    input(.type("hidden"), .name("version"), .value(String(reply.version)))
                    input(.type("hidden"), .name("once"), .value(reply.form))
                    for field in reply.fields {
                        PromptField(field: field, problem: nil)
                        if !field.readers.isEmpty { p(.class("readers small")) { field.readers } }
                    }
                    button(.type("submit")) { "Send the reply" }
                }
            } else if replies.isEmpty {
                p { "Nothing was written." }
            }
        }
    }

    private var purpose: Node {
        .group([
            h2 { "What this is not" },
            ul {
                li { "It is not discipline, and no ground for it." }
                li { "It is not used for evaluation, promotion or assignment." }
                li { "It is no finding about you. Most members of whom such an item is generated never have the event that it is meant to prevent." }
            },
            p { CitationLink("D20-04:III") },
        ])
    }

    private var duties: Node {
        details {
            summary { "What members report themselves" }
            for duty in DutyToReport.all { duty }
            p(.class("small")) { DutyToReport.nothingFollows }
        }
    }

    private var looked: Node {
        .group([
            h2 { "Who has looked since you were told" },
            lookers.isEmpty
                ? p(.class("small")) { "Nobody." }
                : ul(.class("lookers")) {
                    for looker in lookers {
                        li {
                            looker.part
                            span(.class("small block")) { "\(looker.what), \(frame.wording.moment(looker.at))" }
                        }
                    }
                },
        ])
    }
}

/// The own items of which somebody was told, where there is more than one.
package struct OwnItemsPage: Screen {
    package var frame: Frame
    package var references: [String]

    package init(frame: Frame, references: [String]) {
        self.frame = frame
        self.references = references
    }

    package var body: Node {
        Layout("Your Work Items", frame, section: .work) {
            h1 { "Your Work Items" }
            p(.class("lede")) { "Those of which you were told in person, the newest first." }
            ul { for reference in references { li { a(.href(Paths.ownItem(reference))) { "Work Item \(reference)" } } } }
        }.body
    }
}
