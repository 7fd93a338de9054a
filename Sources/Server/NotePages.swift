import Casework
import Directives
import Foundation
import HTTPTypes
import Intake
import OfficerSupport
import Pages
import Records

/// The Officer Support Unit's notes on an item (`D20-04:V.A.1`).
extension Office {
    static let noteRoutes: [Route] =
        Route.both(Paths.Template.workItemNotes, .seeReviewNotes, { try await $0.office.reviewFile($0).value }) { visit, file in
            .page(.ok, try await visit.office.notesPage(visit, file).html)
        }
        + Route.change(Paths.Template.workItemNotes, .writeReviewNote) { try await $0.office.writeNote($0) }

    /// The notes of the page asked for.
    func reviewFile(_ visit: Visit) async throws -> Opened<ReviewFile> {
        let page = try notesPage(visit)
        let numbers = (page - 1) * WorkItemReview.perPage..<page * WorkItemReview.perPage
        guard let opened = try await records.reviewFile(visit.parameters["reference"] ?? "", notes: numbers, for: visit.asking) else {
            throw Problem.notFound
        }
        return opened
    }

    private func notesPage(_ visit: Visit) throws -> Int {
        guard let asked = visit.query["page"] else { return 1 }
        guard let number = Int(asked), (1...10_000).contains(number) else { throw Problem.badRequest("\"\(asked.prefix(40))\" is no page number.") }
        return number
    }

    private func notesPage(
        _ visit: Visit, _ file: ReviewFile, typed: String? = nil, revising: Int? = nil, problems: [FormProblem] = []
    ) async throws -> WorkItemNotesPage {
        let reference = visit.parameters["reference"] ?? ""
        // A note to be revised is shown in the form, if it is the reader's own and on this page or not.
        let asked = revising ?? visit.query["revise"].flatMap(Int.init)
        var revised = file.notes.first { $0.number == asked }
        if revised == nil, let asked, (1...file.total).contains(asked) {
            let place = file.total - asked
            revised = try await records.reviewFile(reference, notes: place..<place + 1, for: visit.asking)?.value.notes.first
        }
        let isOwn = revised?.author == visit.actor.account && revised?.revisedBy == nil
        return WorkItemNotesPage(
            frame: visit.frame(), review: review(visit, reference, file), memberName: file.memberName, page: try notesPage(visit),
            text: typed ?? (isOwn ? revised?.text : nil) ?? "", revising: isOwn ? revised?.number : nil, problems: problems,
            grounds: Grounds(sentence: "The Officer Support Unit notes what its review found.", cites: "D20-04:V.A.1"))
    }

    /// What a page shows of notes and papers, with a form of its own.
    func review(_ visit: Visit, _ reference: String, _ file: ReviewFile) -> WorkItemReview {
        WorkItemReview(
            reference: reference, notes: file.notes, total: file.total,
            papers: file.papers.map {
                WorkItemReview.Paper(
                    number: $0.number, name: $0.name, kind: $0.kind, size: $0.size, addedAt: $0.addedAt, authorName: $0.authorName)
            }, mayWrite: file.mayWrite, form: Random.token(), reader: visit.actor.account)
    }

    private func writeNote(_ visit: Visit) async throws -> Answer {
        let reference = visit.parameters["reference"] ?? ""
        let text = ReviewNote.typed(visit.form.raw("text"))
        let revising = visit.form["revises"].flatMap(Int.init)
        do {
            try await records.writeNote(text, revising: revising, on: reference, form: visit.form.raw("once"), for: visit.asking)
            return .seeOther(Paths.workItem(reference).with([("done", revising == nil ? "note" : "revision")]).at("review"))
        } catch let problem as NoteProblem {
            return try await again(visit, typed: text, revising: revising, FormProblem(field: "text", problem.description))
        }
    }

    /// The page once more, with what was typed and what is wrong with it.
    func again(_ visit: Visit, typed: String? = nil, revising: Int? = nil, _ problem: FormProblem) async throws -> Answer {
        let file = try await reviewFile(visit).value
        return .page(.unprocessableContent, try await notesPage(visit, file, typed: typed, revising: revising, problems: [problem]).html)
    }
}
