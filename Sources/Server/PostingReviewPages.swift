import Casework
import Directives
import Foundation
import OfficerSupport
import Pages
import Records

/// The commander's review of a member who is new to the command (`D20-04:VI.D.3`): its page with the member's Work Item
/// history, its steps, the same as JSON.
extension Office {
    static let postingReviewRoutes: [Route] =
        Route.page(Paths.Template.postingReview, .seePostingReview) { try await $0.office.postingReviewPage($0) }
        + Route.page(Paths.Template.postingReviewStep, .seePostingReview) { try await PostingReviewDoor.door.form($0) }
        + Route.change(Paths.Template.postingReviewStep, .seePostingReview) { try await PostingReviewDoor.door.take($0) }
        + Route.json(Paths.Template.postingReviewHistory, .seeArrivalHistory) { try await $0.office.arrivalHistory($0) }
        + PostingReviewDoor.door.json(at: Paths.Template.postingReview, reading: .seePostingReview, step: .seePostingReview)

    /// The history as JSON tells it.
    struct ArrivalHistory: Codable, Sendable {
        var items: [PastWorkItem]
    }

    private func arrivalHistory(_ visit: Visit) async throws -> ArrivalHistory {
        guard let items = try await records.arrivalHistory(of: visit.parameters["reference"] ?? "", for: visit.asking) else { throw Problem.notFound }
        return ArrivalHistory(items: items)
    }

    private func postingReviewPage(_ visit: Visit) async throws -> Answer {
        let door = PostingReviewDoor.door
        guard let view = try await door.opens(visit.parameters["reference"] ?? "", visit) else { throw Problem.notFound }
        let units = try await caches.unitNames(self)
        // The history is open with the review and shut with it; a door that is shut is not knocked at.
        var items: [PastWorkItem]?
        if Access.decide(.seeArrivalHistory, view.file.facts, by: visit.actor, on: visit.day).ground != nil {
            items = try await records.arrivalHistory(of: view.file.reference, for: visit.asking)
        }
        let here = (items ?? []).filter { $0.isOpen && $0.unit == view.file.unit }
        let elsewhere = (items ?? []).filter { $0.isOpen && $0.unit != view.file.unit }
        var frame = visit.frame()
        frame.banner = door.banner(view, visit)
        return .page(
            ResiliencyCasePage(
                frame: frame, program: .support, title: "\(door.noun) \(view.file.reference)", name: try await visit.employee(view.file.subject),
                status: view.file.state.title, facts: [units.title(view.file.unit), "in the command since \(calendar.day(of: view.file.opened).short)"],
                links: here.map { (words: "Work Item \($0.reference)", link: Paths.workItem($0.reference)) }, notes: notes(elsewhere, units),
                standing: door.standing(view, visit), content: items.map { content($0, units, visit) },
                grounds: Grounds(sentence: view.ground.sentence, cites: view.ground.cites)))
    }

    private func notes(_ elsewhere: [PastWorkItem], _ units: UnitNames) -> [ResiliencyCasePage.Note] {
        elsewhere.map { item in
            ResiliencyCasePage.Note(
                "Work Item \(item.reference) still belongs to \(units.title(item.unit)). The area representative who has it moves it to the new unit when you ask for it: “\(PostingReviewStep.settleReassignment.title)”.",
                cites: "D20-04:VI.D.3.c")
        }
    }

    private func content(_ items: [PastWorkItem], _ units: UnitNames, _ visit: Visit) -> ResiliencyCasePage.Content {
        guard !items.isEmpty else {
            return ResiliencyCasePage.Content(heading: "Work Item history", rows: [(name: "History", lines: ["There is no Work Item."])])
        }
        return ResiliencyCasePage.Content(
            heading: "Work Item history",
            rows: items.map { item in
                var lines = ["\(item.state), \(units.title(item.unit))", "Raised \(visit.wording.moment(item.raised))"]
                if let closed = item.closed { lines.append("Closed \(visit.wording.moment(closed))") }
                if !item.categories.isEmpty { lines.append("Risk categories: \(item.categories.joined(separator: "; "))") }
                if let source = item.source { lines.append(Snapshot.scored(by: source)) }
                return (name: "Work Item \(item.reference)", lines: lines)
            })
    }
}

/// The way to a review and to its steps.
enum PostingReviewDoor {
    static let door = CaseDoor<PostingReviewLife>(
        noun: "Review",
        opens: { reference, visit in try await visit.office.records.postingReview(reference, visit.office.rules, for: visit.asking) },
        takes: { step, entered, reference, version, form, visit in
            try await visit.office.records.take(step, entered, on: reference, version: version, form: form, visit.office.rules, for: visit.asking)
        },
        pageLink: { Paths.postingReview($0) }, stepLink: { Paths.step($1.rawValue, of: Paths.postingReview($0)) },
        // Mainstay raises it and lets it lapse by itself.
        has: { ![.raise, .lapse].contains($0.step) }, layer: { PostingReviewLife.layer(of: $0) }, clockLayer: { PostingReviewLife.layer(ofClock: $0) },
        filled: { _, _ in Entered() }, titles: { _, _ in nil }, way: { _, _ in nil },
        about: { view, visit in try await visit.employee(view.file.subject) },
        helps: { step, view in
            step == .settleReassignment ? [] : [(words: "The Work Item history", link: Paths.postingReview(view.file.reference).at("said"))]
        },
        isPast: { step, file in step != .settleReassignment && file.has(step) })
}
