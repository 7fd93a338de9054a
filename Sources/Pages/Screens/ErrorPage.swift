import Directives

/// A page that says plainly what went wrong, what became of the work, and what to do.
package struct ErrorPage: Screen {
    package var frame: Frame
    package var problem: Problem
    /// The number to give to whoever looks into it.
    package var reference: String

    package enum Problem: Sendable {
        /// There is no such page, or it is not for this reader: the words are the same.
        case notFound
        /// The reader sees the thing but may not do this with it.
        case notAllowed(sentence: String, cites: Citation?)
        /// What was sent cannot be read.
        case badRequest(sentence: String)
        /// The thing changed while the form was open.
        case stale(what: String, link: Link)
        case tooMany(seconds: Int)
        /// The server cannot do it now, and says why.
        case unavailable(sentence: String)
        case fault

        package var status: Int {
            switch self {
            case .notFound: 404
            case .notAllowed: 403
            case .badRequest: 400
            case .stale: 409
            case .tooMany: 429
            case .unavailable: 503
            case .fault: 500
            }
        }

        var title: String {
            switch self {
            case .notFound: "There is no such page"
            case .notAllowed: "This is not yours to do"
            case .badRequest: "This could not be read"
            case .stale: "Somebody else changed this meanwhile"
            case .tooMany: "Too many requests"
            case .unavailable: "Not at this moment"
            case .fault: "Something went wrong"
            }
        }
    }

    package init(frame: Frame, problem: Problem, reference: String) {
        self.frame = frame
        self.problem = problem
        self.reference = reference
    }

    package var body: Node {
        Layout(problem.title, frame, statement: false) {
            div(.class("measure")) {
                h1 { problem.title }
                explanation
                p { a(.href(Paths.home)) { frame.reader == nil ? "Go to the sign-in page" : "Go to my work" } }
                p(.class("small")) { "Reference \(reference), \(frame.wording.moment(frame.wording.now))." }
            }
        }.body
    }

    @Markup private var explanation: Node {
        switch problem {
        case .notFound:
            p(.class("lede")) { "Either the address is wrong, or what it names does not exist. Nothing was changed." }
        case .notAllowed(let sentence, let cites):
            p(.class("lede")) {
                sentence
                if let cites {
                    " "
                    CitationLink(cites, in: .sentence)
                }
            }
            p { "Nothing was changed." }
        case .badRequest(let sentence):
            p(.class("lede")) { sentence }
            p { "Nothing was changed. Go back, and what you entered is still in the form." }
        case .stale(let what, let target):
            p(.class("lede")) { "\(what) is no longer as it was when you opened the form. Nothing of yours was written over it." }
            p {
                a(.href(target)) { "Show it as it is now" }
                ", then decide again."
            }
        case .tooMany(let seconds):
            p(.class("lede")) { "Wait \(seconds < 60 ? Figures.plural(seconds, "second") : frame.wording.span(Double(seconds))) and try again. Nothing was changed." }
        case .unavailable(let sentence): p(.class("lede")) { sentence }
        case .fault:
            p(.class("lede")) { "The fault is ours, not yours. What you sent was either kept whole or not at all." }
            p { "Try again. If it happens again, give the reference below to your administrator: it leads to the exact moment in the log." }
        }
    }
}
