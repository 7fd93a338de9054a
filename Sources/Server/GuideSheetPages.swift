import Casework
import Directives
import Foundation
import OfficerSupport
import Pages
import Records

/// The one page that the assigned supervisor takes along to the conversation (`D20-04:VI.B.3`, `D20-04:VI.B.4`).
extension Office {
    static let guideSheetRoutes: [Route] =
        Route.page(Paths.Template.guideSheet, .answerItem) { visit in
            guard let opened = try await visit.office.records.workItem(visit.parameters["reference"] ?? "", to: .answerItem, for: visit.asking) else {
                throw Problem.notFound
            }
            return .page(try await visit.office.guideSheet(visit, opened))
        }

    private func guideSheet(_ visit: Visit, _ opened: Opened<WorkItemFile>) async throws -> GuideSheetPage {
        let item = opened.value.item
        var seen: Set<String> = []
        let sentences = item.snapshot.reasons.map(\.sentence).filter { seen.insert($0).inserted }
        let edition = try await records.supportsShelf(for: visit.asking).current
        return GuideSheetPage(
            frame: visit.frame(), reference: item.reference, memberName: opened.value.memberName, rank: item.snapshot.rank, indicators: sentences, source: item.snapshot.source,
            sharing: WorkItemLife.sharingStatement, edition: edition.map { "Edition \($0.number) of \($0.publishedOn.short)" },
            supports: edition?.supports.map(\.title) ?? [],
            grounds: Grounds(sentence: opened.ground.sentence, cites: opened.ground.cites))
    }
}
