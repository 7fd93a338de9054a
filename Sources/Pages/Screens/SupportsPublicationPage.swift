import Directives
import OfficerSupport

/// The last look before an edition is published: what it changes, and the sentence that says so to every reader.
package struct SupportsPublicationPage: Screen {
    package var frame: Frame
    package var title: String
    package var draft: SupportsDraft
    package var difference: SupportsDifference
    package var changes: String
    package var problems: [FormProblem]

    package init(frame: Frame, title: String, draft: SupportsDraft, difference: SupportsDifference, changes: String = "", problems: [FormProblem] = []) {
        self.frame = frame
        self.title = title
        self.draft = draft
        self.difference = difference
        self.changes = changes
        self.problems = problems
    }

    package var body: Node {
        let number = (draft.basedOn ?? 0) + 1
        let heading = "Publish edition \(number)"
        return Layout(problems.isEmpty ? heading : "Error: \(heading)", frame, section: .supports) {
            div(.class("measure")) {
                p(.class("back")) { a(.href(Paths.supportsDraft)) { "← Draft of edition \(number)" } }
                ErrorSummary(problems: problems)
                h1 { heading }
                p(.class("lede")) {
                    "From then on every member reads it as “\(title)”, and plans are made of it. "
                    CitationLink("D20-04:IV.A.2#2", in: .sentence)
                }
                h2 { "What will happen" }
                ul {
                    for line in effects(number) { li { line } }
                    li { "The edition never changes again; what is wrong in it is mended by the next." }
                }
                form(.post, .action(Paths.supportsPublication), .novalidate, .class("stack")) {
                    CSRF(frame)
                    input(.type("hidden"), .name("version"), .value(String(draft.version)))
                    TextArea(
                        id: "changes", title: "What changed", hint: "In a sentence; it stands at the head of the edition.",
                        problem: problems.sentence(for: "changes"), rows: 3, value: changes)
                    p(.class("actions")) {
                        button(.type("submit")) { "Publish edition \(number)" }
                        a(.href(Paths.supportsDraft)) { "Not yet" }
                    }
                }
            }
        }.body
    }

    private func effects(_ number: Int) -> [String] {
        func line(_ words: String, _ supports: [Support]) -> String? {
            supports.isEmpty ? nil : "\(words) \(Figures.list(supports.map { "“\($0.title)”" }))."
        }
        guard draft.basedOn != nil else {
            return ["\(Figures.plural(draft.entries.count, "support")) and \(Figures.plural(draft.selfAssessment.questions.count, "question")) are published for the first time."]
        }
        return [
            line("New:", difference.added), line("Changed:", difference.changed), line("Recommended anew:", difference.recommended),
            line("Taken out:", difference.takenOut), difference.questionsChanged ? "The questions of the self-assessment change." : nil,
            difference.isEmpty ? "Nothing differs from edition \(number - 1)." : nil,
        ].compactMap { $0 }
    }
}
