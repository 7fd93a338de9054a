import Casework
import Directives
import Foundation
import HTTPTypes
import OfficerSupport
import Pages
import Records

/// The questions of the draft, publishing, and the review that changes nothing (`D20-04:IV.A.2.NOTE`).
extension Office {
    static let supportsPublishingRoutes: [Route] =
        Route.page("/officer-support/supports/draft/self-assessment", .draftSupports) { visit in
            let draft = try await visit.office.records.supportsDraft(for: visit.asking).draft
            return .page(visit.office.questionsPage(visit, draft, draft.selfAssessment))
        }
        + Route.change("/officer-support/supports/draft/self-assessment", .draftSupports) { try await $0.office.changeQuestions($0) }
        + Route.page("/officer-support/supports/draft/publication", .publishSupports) { visit in
            .page(visit.office.publicationPage(visit, try await visit.office.records.supportsDraft(for: visit.asking)))
        }
        + Route.change("/officer-support/supports/draft/publication", .publishSupports) { try await $0.office.publishSupports($0) }
        + Route.change("/officer-support/supports/reviews", .publishSupports) { try await $0.office.noteSupportsReviewed($0) }

    // MARK: Questions

    private func questionsPage(
        _ visit: Visit, _ draft: SupportsDraft, _ typed: SelfAssessment, meanwhile: SelfAssessment? = nil, problems: [FormProblem] = []
    ) -> SupportsQuestionsPage {
        SupportsQuestionsPage(
            frame: visit.frame(), edition: (draft.basedOn ?? 0) + 1, version: draft.selfAssessmentChange.version, introduction: typed.introduction,
            questions: typed.questions.joined(separator: "\n"), closing: typed.closing, meanwhile: meanwhile, problems: problems)
    }

    private func changeQuestions(_ visit: Visit) async throws -> Answer {
        let typed = SelfAssessment(
            introduction: ReviewNote.typed(visit.form["introduction"] ?? ""),
            questions: (visit.form["questions"] ?? "").split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
                .filter { !$0.isEmpty },
            closing: ReviewNote.typed(visit.form["closing"] ?? ""))
        do {
            try await records.changeSupports(.ask(typed, version: visit.formVersion), for: visit.asking)
            return .seeOther(Paths.supportsDraft.with([("done", "changed")]))
        } catch let problem as SupportsProblem {
            let draft = try await records.supportsDraft(for: visit.asking).draft
            let page = questionsPage(
                visit, draft, typed, meanwhile: problem.isStale ? draft.selfAssessment : nil, problems: problem.formProblems)
            return .page(problem.isStale ? .conflict : .unprocessableContent, page.html)
        }
    }

    // MARK: Publishing

    private func publicationPage(_ visit: Visit, _ view: SupportsDraftView, changes: String = "", problems: [FormProblem] = []) -> SupportsPublicationPage {
        SupportsPublicationPage(
            frame: visit.frame(), title: department.supportsTitle, draft: view.draft, difference: view.difference, changes: changes, problems: problems)
    }

    private func publishSupports(_ visit: Visit) async throws -> Answer {
        let changes = visit.form.line("changes")
        do {
            let number = try await records.publishSupports(changes, version: visit.formVersion, for: visit.asking)
            return .seeOther(Paths.supportsEdition(number).with([("done", "published")]))
        } catch let problem as SupportsProblem {
            let view = try await records.supportsDraft(for: visit.asking)
            let page = publicationPage(visit, view, changes: changes, problems: problem.formProblems)
            return .page(problem.isStale ? .conflict : .unprocessableContent, page.html)
        }
    }

    private func noteSupportsReviewed(_ visit: Visit) async throws -> Answer {
        let note = visit.form.line("note")
        do {
            try await records.noteSupportsReviewed(note, for: visit.asking)
            return .seeOther(Paths.supportsDraft.with([("done", "reviewed")]))
        } catch let problem as SupportsProblem {
            return try await draftPageAgain(visit, note: note, problem.formProblems)
        }
    }
}
