import Casework
import Directives
import Foundation
import OfficerSupport
import Pages

/// The supports document and the unit's desk behind it.
extension Samples {
    static let supportsTitle = "Opportunities for Officer Support -- Chicago Police Department"
    private var reader: Frame { frame([.seeOwnWork, .seeSupports]) }
    private var unit: Frame { frame([.seeOwnWork, .seeQueue, .seeSupports, .draftSupports, .publishSupports]) }

    func edition(_ number: Int = 3) throws -> SupportsEdition {
        let day = try day(2017, 10, 2)
        return SupportsEdition(
            number: number, publishedAt: now, publishedOn: day, publishedBy: "Rowan Sandpiper", changes: "The sleep clinic has new hours.",
            supports: ExampleSupports.supports, recommendations: ExampleSupports.recommendations(on: day), selfAssessment: .suggested)
    }

    private func lines() throws -> [SupportsEditionLine] {
        try [(3, 10), (2, 7), (1, 4)].map {
            SupportsEditionLine(number: $0.0, publishedOn: try day(2017, $0.1, 2), publishedBy: "Rowan Sandpiper", changes: "Edition \($0.0) brought new hours.")
        }
    }

    private func update(_ days: [(Int, Int)]) throws -> QuarterlyUpdate {
        QuarterlyUpdate(
            try days.enumerated().map { .init(on: try day(2017, $0.element.0, $0.element.1), by: "Rowan Sandpiper", edition: $0.offset == 1 ? nil : $0.offset + 1, note: "All called.") },
            today: try day(2018, 1, 2))
    }

    func changedDraft() throws -> SupportsDraft {
        var draft = SupportsDraft(after: try edition(), version: 7)
        let stamp = SupportsDraft.Stamp(account: "l.heron", name: "Linden Heron", at: now)
        var added = ExampleSupports.supports[5]
        added.title = "Chaplain of the river districts"
        try draft.apply(.add(added, form: "a-form-of-its-own-01"), by: stamp, taken: [])
        var changed = ExampleSupports.supports[6]
        changed.contact = "555-0149"
        try draft.apply(.change(changed, version: 7), by: stamp, taken: [])
        try draft.apply(.takeOut("river-walkers", version: 7), by: stamp, taken: [])
        return draft
    }

    func supports() throws -> [(name: String, screen: any Screen)] {
        let (edition, lines, draft) = (try edition(), try lines(), try changedDraft())
        let difference = SupportsDifference(from: edition, to: draft)
        let title = Samples.supportsTitle
        let overdue = try update([(4, 2), (7, 2)])
        let entry = draft["sleep-clinic"]
        var typed = SupportFormPage.Typed(draft.supports[0])
        typed.description = "Typed while somebody else saved."
        typed.title = ""
        return [
            ("supports", SupportsPage(frame: reader, title: title, edition: edition, editions: lines)),
            ("supports-unit", SupportsPage(frame: unit, title: title, edition: edition, editions: lines, update: overdue)),
            ("supports-older", SupportsPage(frame: reader, title: title, edition: try self.edition(1), editions: lines)),
            ("supports-none", SupportsPage(frame: unit, title: "A title of its own", edition: nil, editions: [], update: try update([]))),
            ("supports-draft", SupportsDraftPage(frame: unit, title: title, draft: draft, difference: difference, update: overdue)),
            (
                "supports-draft-empty",
                SupportsDraftPage(
                    frame: unit, title: title, draft: SupportsDraft(after: nil, version: 1), difference: SupportsDifference(from: nil, to: SupportsDraft(after: nil, version: 1)),
                    update: try update([]))
            ),
            (
                "supports-draft-wrong",
                SupportsDraftPage(
                    frame: unit, title: title, draft: draft, difference: difference, update: overdue, note: "Too long",
                    problems: [FormProblem(field: "note", "Use at most 600 characters; these are 900.")])
            ),
            ("support-new", SupportFormPage(frame: unit, edition: 4, entry: nil, typed: SupportFormPage.Typed(), form: "a-form-of-its-own-02")),
            (
                "support-change",
                SupportFormPage(frame: unit, edition: 4, entry: entry, typed: entry.map { SupportFormPage.Typed($0.support) } ?? SupportFormPage.Typed(), form: "")
            ),
            (
                "support-stale",
                SupportFormPage(
                    frame: unit, edition: 4, entry: entry, typed: typed, form: "", meanwhile: entry?.support,
                    problems: [
                        FormProblem(SupportsProblem.changedMeanwhile(SupportsDraft.Stamp(account: "l.heron", name: "Linden Heron", at: now)).description),
                        FormProblem(field: "title", "Give the support its name."), FormProblem(field: "kind", "Choose a kind."),
                        FormProblem(field: "confidential", "Say whether it is confidential."), FormProblem(field: "stressor", "Choose what it helps with."),
                    ])
            ),
            (
                "supports-questions",
                SupportsQuestionsPage(
                    frame: unit, edition: 4, version: 7, introduction: "Take a minute.", questions: SelfAssessment.suggested.questions.joined(separator: "\n"),
                    closing: "Call.")
            ),
            (
                "supports-questions-stale",
                SupportsQuestionsPage(
                    frame: unit, edition: 4, version: 7, introduction: "Take a minute.", questions: "", closing: "", meanwhile: .suggested,
                    problems: [FormProblem(field: "questions", "Write at least one question.")])
            ),
            ("supports-publication", SupportsPublicationPage(frame: unit, title: title, draft: draft, difference: difference)),
            (
                "supports-publication-wrong",
                SupportsPublicationPage(
                    frame: unit, title: title, draft: draft, difference: difference, problems: [FormProblem(field: "changes", "Say in a sentence what changed.")])
            ),
        ]
    }
}
