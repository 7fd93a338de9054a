import Casework
import Directives
import Foundation
import HTTPTypes
import OfficerSupport
import Pages
import Records

/// Closing an item as duplicative (`D20-04:V.A.3`, `V.A.3#2`, `V.A.3.NOTE`).
extension Office {
    static let closingRoutes: [Route] =
        Route.both(Paths.Template.workItemClosing, .closeDuplicative, { visit in
            guard let opened = try await visit.office.itemToClose(visit) else { throw Problem.notFound }
            return ClosingView(opened: opened, comparison: visit.office.comparison(opened.value))
        }) { visit, view in .page(.ok, visit.office.closingPage(visit, view.opened).html) }
        + Route.change(Paths.Template.workItemClosing, .closeDuplicative) { try await $0.office.close($0) }

    private func itemToClose(_ visit: Visit) async throws -> Opened<WorkItemFile>? {
        try await records.workItem(visit.parameters["reference"] ?? "", to: .closeDuplicative, for: visit.asking)
    }

    private func close(_ visit: Visit) async throws -> Answer {
        let reference = visit.parameters["reference"] ?? ""
        let reason = ReviewNote.typed(visit.form.raw("reason"))
        do {
            try await records.closeAsDuplicative(reference, of: visit.form["earlier"] ?? "", reason: reason, rules, for: visit.asking)
            return .seeOther(Paths.workItem(reference).with([("done", "closed")]))
        } catch CaseProblem.refused(let objections) {
            guard let opened = try await itemToClose(visit) else { throw Problem.notFound }
            return .page(.unprocessableContent, closingPage(visit, opened, reason: reason, objections).html)
        } catch is NotThere {
            // The same form sent twice: the item is closed, and whoever may see that is shown it.
            guard let opened = try await records.workItem(reference, for: visit.asking), opened.value.item.closedAt != nil else { throw Problem.notFound }
            return .seeOther(Paths.workItem(reference).with([("done", "closed")]))
        }
    }

    private func closingPage(
        _ visit: Visit, _ opened: Opened<WorkItemFile>, reason: String = "", _ refused: [Objection] = []
    ) -> WorkItemClosingPage {
        let file = opened.value
        let standing = file.item.obstacles(toClosingAfter: file.preceding)
        return WorkItemClosingPage(
            frame: visit.frame(), reference: file.item.reference, memberName: file.memberName, comparison: comparison(file),
            obstacles: standing, reason: reason,
            problems: refused.filter { objection in !standing.contains { $0.description == objection.sentence } }
                .map { FormProblem(field: standing.isEmpty && $0.field == "reason" ? "reason" : nil, $0.sentence) },
            grounds: Grounds(sentence: opened.ground.sentence, cites: opened.ground.cites))
    }

    /// The member's item before this one, beside it.
    func comparison(_ file: WorkItemFile) -> WorkItemComparison? {
        file.preceding.map { preceding in
            WorkItemComparison(
                earlier: preceding.reference, earlierGenerated: calendar.day(of: preceding.generatedAt),
                generated: calendar.day(of: file.item.generatedAt), profile: ProfileComparison(preceding.snapshot, file.item.snapshot))
        }
    }
}

extension Office {
    /// The item to close for its page and, beside the one before it, for JSON.
    struct ClosingView: ToldAs, Sendable {
        var opened: Opened<WorkItemFile>
        var comparison: WorkItemComparison?

        struct Shape: Codable {
            var reference: String
            /// The item before it, with the days on which the two were made.
            var earlier: String?
            var earlierGenerated: Day?
            var generated: Day?
            var profile: [ProfileComparison.Field]
            var obstacles: [Objection]
        }

        var shape: Shape {
            let file = opened.value
            return Shape(
                reference: file.item.reference, earlier: comparison?.earlier, earlierGenerated: comparison?.earlierGenerated,
                generated: comparison?.generated, profile: comparison?.profile.fields ?? [],
                obstacles: file.item.obstacles(toClosingAfter: file.preceding).map { Objection($0.description, cites: $0.cites) })
        }
    }
}

extension WorkItemFile {
    var memberName: String { member.name.isEmpty ? member.sourceID : member.name }
}
