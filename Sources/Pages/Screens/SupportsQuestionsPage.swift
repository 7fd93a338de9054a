import Directives
import OfficerSupport

/// The form of the draft's self-assessment (`D20-04:III.A.5.NOTE`): a question on each line.
package struct SupportsQuestionsPage: Screen {
    package var frame: Frame
    package var edition: Int
    package var version: Int
    package var introduction: String
    package var questions: String
    package var closing: String
    /// What stands in the draft now, where somebody else changed it meanwhile.
    package var meanwhile: SelfAssessment?
    package var problems: [FormProblem]

    package init(
        frame: Frame, edition: Int, version: Int, introduction: String, questions: String, closing: String, meanwhile: SelfAssessment? = nil,
        problems: [FormProblem] = []
    ) {
        self.frame = frame
        self.edition = edition
        self.version = version
        self.introduction = introduction
        self.questions = questions
        self.closing = closing
        self.meanwhile = meanwhile
        self.problems = problems
    }

    package var body: Node {
        let heading = "Change the self-assessment"
        return Layout(problems.isEmpty ? heading : "Error: \(heading)", frame, section: .supports) {
            div(.class("measure")) {
                p(.class("back")) { a(.href(Paths.supportsDraft)) { "← Draft of edition \(edition)" } }
                ErrorSummary(problems: problems)
                h1 { heading }
                p(.class("lede")) {
                    "Plain questions to think about. Members read them by themselves; there is no place for an answer. "
                    CitationLink("D20-04:III.A.5.NOTE", in: .sentence)
                }
                if let meanwhile {
                    section(.class("note"), .aria("labelledby", "meanwhile")) {
                        h2(.id("meanwhile")) { "What stands in the draft now" }
                        p(.class("typed")) { meanwhile.introduction }
                        ul { for question in meanwhile.questions { li { question } } }
                        p(.class("typed")) { meanwhile.closing }
                        p { "Your own text is in the form below. Saving puts it in the place of what stands now." }
                    }
                }
                form(.post, .action(Paths.draftQuestions), .novalidate, .class("stack")) {
                    CSRF(frame)
                    input(.type("hidden"), .name("version"), .value(String(version)))
                    TextArea(id: "introduction", title: "Introduction", problem: problems.sentence(for: "introduction"), rows: 3, value: introduction)
                    TextArea(
                        id: "questions", title: "Questions", hint: "One on each line, at most \(SelfAssessment.mostQuestions).",
                        problem: problems.sentence(for: "questions"), rows: 14, value: questions)
                    TextArea(
                        id: "closing", title: "What to do next", hint: "Stands below the questions.", problem: problems.sentence(for: "closing"), rows: 4,
                        value: closing)
                    p(.class("actions")) {
                        button(.type("submit")) { "Save in the draft" }
                        a(.href(Paths.supportsDraft)) { "Leave it as it was" }
                    }
                }
            }
        }.body
    }
}
