import Casework
import Foundation
import Intake
import OfficerSupport
import Pages
import Records

/// Papers attached to an item: checked by their content, sealed, given back to be saved and never shown in place.
extension Office {
    static let paperRoutes: [Route] =
        Route.upload(Paths.Template.workItemPapers, .writeReviewNote, upTo: PaperCheck.mostBytes) { try await $0.office.addPaper($0) }
        + Route.page(Paths.Template.workItemPaper, .seeReviewNotes) { try await $0.office.savePaper($0) }

    private func addPaper(_ visit: Visit) async throws -> Answer {
        let reference = visit.parameters["reference"] ?? ""
        guard let file = visit.form.file("paper") else { return try await again(visit, FormProblem(field: "paper", "Choose a file first.")) }
        do {
            try await records.addPaper(file.content, named: file.name, to: reference, form: visit.form.raw("once"), for: visit.asking)
            return .seeOther(Paths.workItem(reference).with([("done", "paper")]).at("review"))
        } catch let refusal as PaperRefusal {
            return try await again(visit, FormProblem(field: "paper", refusal.description))
        } catch let problem as NoteProblem {
            return try await again(visit, FormProblem(field: "paper", problem.description))
        }
    }

    private func savePaper(_ visit: Visit) async throws -> Answer {
        guard let reference = visit.parameters["reference"], let number = visit.parameters["paper"].flatMap(Int.init),
            let opened = try await records.paper(number, of: reference, for: visit.asking)
        else { throw Problem.notFound }
        let paper = opened.value.paper
        return .file(name: paper.name, type: paper.kind.mediaType, opened.value.content)
    }
}
