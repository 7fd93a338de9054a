import Directives
import OfficerSupport

/// The form of one support of the draft: to add it, to change it, to say what it is recommended for, to take it out.
package struct SupportFormPage: Screen {
    package var frame: Frame
    /// The edition the draft is to become.
    package var edition: Int
    /// Nil for a new one.
    package var entry: SupportsDraft.Entry?
    package var typed: Typed
    /// What makes the form that adds one of its kind.
    package var form: String
    /// What stands in the draft now, where somebody else changed it meanwhile.
    package var meanwhile: Support?
    package var problems: [FormProblem]

    /// What is in the fields.
    package struct Typed: Hashable, Sendable {
        package var title = ""
        package var kind = ""
        package var description = ""
        package var contact = ""
        package var eligibility = ""
        /// `yes`, `no`, or nothing chosen yet.
        package var confidential = ""
        package var confidentiality = ""
        package var stressor = ""
        package var basis = ""
        package init() {}

        package init(_ support: Support) {
            title = support.title
            kind = support.kind.rawValue
            description = support.description
            contact = support.contact
            eligibility = support.eligibility
            confidential = support.isConfidential ? "yes" : "no"
            confidentiality = support.confidentiality
        }
    }

    package init(
        frame: Frame, edition: Int, entry: SupportsDraft.Entry?, typed: Typed, form: String, meanwhile: Support? = nil, problems: [FormProblem] = []
    ) {
        self.frame = frame
        self.edition = edition
        self.entry = entry
        self.typed = typed
        self.form = form
        self.meanwhile = meanwhile
        self.problems = problems
    }

    package var body: Node {
        let heading = entry.map { "Change “\($0.support.title)”" } ?? "Add a support"
        return Layout(problems.isEmpty ? heading : "Error: \(heading)", frame, section: .supports) {
            div(.class("measure")) {
                p(.class("back")) { a(.href(Paths.supportsDraft)) { "← Draft of edition \(edition)" } }
                ErrorSummary(problems: problems)
                h1 { heading }
                comparison
                words
                if entry != nil {
                    recommendations
                    removal
                }
            }
        }.body
    }

    /// What the other person wrote, above what this one did.
    @Markup private var comparison: Node {
        if let meanwhile {
            section(.class("note"), .aria("labelledby", "meanwhile")) {
                h2(.id("meanwhile")) { "What stands in the draft now" }
                SummaryList(rows: [
                    ("Name", .text(meanwhile.title)), ("Kind", .text(meanwhile.kind.title)), ("What it is", .text(meanwhile.description)),
                    ("How to reach it", .text(meanwhile.contact)), ("For whom", .text(meanwhile.eligibility)),
                    (meanwhile.isConfidential ? "Confidential" : "Not confidential", .text(meanwhile.confidentiality)),
                ])
                p { "Your own text is in the form below. Saving puts it in the place of what stands now." }
            }
        }
    }

    // MARK: The words

    private var words: Node {
        Pages.form(.post, .action(entry.map { Paths.draftSupport($0.support.key) } ?? Paths.draftSupports), .novalidate, .class("stack")) {
            CSRF(frame)
            if let entry {
                input(.type("hidden"), .name("version"), .value(String(entry.change.version)))
            } else {
                input(.type("hidden"), .name("once"), .value(form))
            }
            TextField(id: "title", title: "Name", problem: problems.sentence(for: "title"), attributes: [.type("text"), .value(typed.title), .dir("auto")])
            Choices(
                id: "kind", title: "Kind", all: "Choose one",
                choices: Support.Kind.allCases.map { Choice(value: $0.rawValue, title: $0.title, selected: $0.rawValue == typed.kind) },
                problem: problems.sentence(for: "kind"))
            TextArea(
                id: "description", title: "What it is", hint: "Two or three plain sentences: what happens there, and what it helps with.",
                problem: problems.sentence(for: "description"), rows: 5, value: typed.description)
            TextField(
                id: "contact", title: "How to reach it", hint: "Number, hours, room.", problem: problems.sentence(for: "contact"),
                attributes: [.type("text"), .value(typed.contact), .dir("auto")])
            TextField(
                id: "eligibility", title: "For whom", hint: "“Every member”, “Members and partners”.", problem: problems.sentence(for: "eligibility"),
                attributes: [.type("text"), .value(typed.eligibility), .dir("auto")])
            Radios(
                name: "confidential", question: "Is it confidential?",
                rows: [
                    Radios.Row(value: "yes", title: "Confidential", hint: nil, chosen: typed.confidential == "yes"),
                    Radios.Row(value: "no", title: "Not confidential", hint: nil, chosen: typed.confidential == "no"),
                ], problem: problems.sentence(for: "confidential"))
            TextField(
                id: "confidentiality", title: "What that means", hint: "In a sentence: who learns that a member uses it, and who does not.",
                problem: problems.sentence(for: "confidentiality"), attributes: [.type("text"), .value(typed.confidentiality), .dir("auto")])
            p(.class("actions")) {
                button(.type("submit")) { entry == nil ? "Add to the draft" : "Save in the draft" }
                a(.href(Paths.supportsDraft)) { "Leave it as it was" }
            }
        }
    }

    // MARK: Recommendations

    @Markup private var recommendations: Node {
        if let entry {
            section(.aria("labelledby", "recommendations")) {
                h2(.id("recommendations")) {
                    "Recommended for "
                    CitationLink("D20-04:VI.B.5.NOTE")
                }
                p { "Marks of the unit, out of feedback and good practice. Plans show them with their basis and date." }
                if !entry.recommendations.isEmpty {
                    ul(.class("findings")) { for mark in entry.recommendations { line(mark, entry) } }
                }
                Pages.form(.post, .action(Paths.draftRecommendations(entry.support.key)), .novalidate, .class("stack")) {
                    CSRF(frame)
                    input(.type("hidden"), .name("version"), .value(String(entry.change.version)))
                    Choices(
                        id: "stressor", title: "What it helps with", all: "Choose one",
                        choices: Stressor.allCases.map { Choice(value: $0.rawValue, title: $0.title, selected: $0.rawValue == typed.stressor) },
                        problem: problems.sentence(for: "stressor"))
                    TextField(
                        id: "basis", title: "What that rests on", hint: "Feedback or good practice, in a sentence. Today’s date is added.",
                        problem: problems.sentence(for: "basis"), attributes: [.type("text"), .value(typed.basis), .dir("auto")])
                    button(.type("submit"), .class("secondary")) { "Recommend it" }
                }
            }
        }
    }

    private func line(_ mark: Recommendation, _ entry: SupportsDraft.Entry) -> Node {
        li {
            p { strong { mark.stressor.title } }
            p(.class("small")) { "\(mark.basis) (\(mark.on.short))" }
            Pages.form(.post, .action(Paths.draftRecommendationEnd(entry.support.key)), .class("inline")) {
                CSRF(frame)
                input(.type("hidden"), .name("version"), .value(String(entry.change.version)))
                input(.type("hidden"), .name("stressor"), .value(mark.stressor.rawValue))
                button(.type("submit"), .class("quiet")) {
                    "Take it back"
                    span(.class("unseen")) { ": \(mark.stressor.title)" }
                }
            }
        }
    }

    @Markup private var removal: Node {
        if let entry {
            section(.aria("labelledby", "removal")) {
                h2(.id("removal")) { "Take it out" }
                p { "It leaves the draft only. Editions that have it keep it, and so do the plans that name it." }
                Pages.form(.post, .action(Paths.draftSupportRemoval(entry.support.key))) {
                    CSRF(frame)
                    input(.type("hidden"), .name("version"), .value(String(entry.change.version)))
                    button(.type("submit"), .class("secondary")) { "Take “\(entry.support.title)” out of the draft" }
                }
            }
        }
    }
}
