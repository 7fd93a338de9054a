import Casework
import Directives
import Foundation
import Jacket
import OfficerSupport
import Pages
import Records

/// The member's own item, from the in-person notice on (`D20-04:VI.A.2`, ambiguity 2.18). Before it these addresses are as
/// absent as any other.
extension Office {
    static let ownItemRoutes: [Route] =
        Route.both(Paths.Template.ownItems, .seeOwnItem, { visit in
            let items = try await visit.office.records.ownItems(for: visit.asking)
            guard !items.isEmpty else { throw Problem.notFound }
            return items
        }) { visit, items in .page(OwnItemsPage(frame: visit.frame(), references: items)) }
        + Route.both(Paths.Template.ownItem, .seeOwnItem, { visit in
            guard let opened = try await visit.office.records.ownItem(visit.parameters["reference"] ?? "", visit.office.rules, for: visit.asking) else {
                throw Problem.notFound
            }
            return OwnItemView(opened)
        }) { visit, view in .page(try await visit.office.ownItemPage(visit, view.opened)) }

    /// The own item for its page and, said in the same words, for JSON.
    struct OwnItemView: Sendable {
        var opened: Opened<OwnItem>
        init(_ opened: Opened<OwnItem>) { self.opened = opened }
    }

    private func ownItemPage(_ visit: Visit, _ opened: Opened<OwnItem>) async throws -> OwnItemPage {
        let item = opened.value
        let units = try await caches.unitNames(self)
        var frame = visit.frame()
        switch visit.query["done"].flatMap(Int.init) {
        case nil: break
        case _ where item.askedForAnother != nil:
            frame.banner = Frame.Banner("The overseer was told that you would rather speak with somebody else. No reason is asked; another supervisor will be assigned.")
        default: frame.banner = Frame.Banner("Your reply stays with the item. The assigned supervisor was told.")
        }
        func offered(_ step: WorkItemStep) -> Engine.Offer<WorkItemLife>? { item.offers.first { $0.row.step == step && $0.obstacles.isEmpty } }
        let readers = Readers(own: [.subject], marks: [.open, .forwarded, .memberNotified])
        return OwnItemPage(
            frame: frame, reference: item.reference, state: item.state.title, told: item.told, unit: units.title(item.unit),
            supervisor: item.supervisor, overseer: item.overseer,
            reasons: item.reasons.map { reason in
                OwnItemPage.Reason(
                    sentence: reason.sentence,
                    records: OwnItemView.words(reason.records), more: max(0, reason.records.count - OwnItemView.mostRecords))
            }, source: item.source,
            supports: item.supports.map { OwnItemPage.Support(title: $0.title, state: $0.state.title, since: $0.since) },
            appointment: item.appointment.map { OwnItemPage.Appointment(at: $0.at, place: $0.place) },
            replies: item.replies.map { OwnItemPage.Reply(at: $0.at, text: $0.text) },
            lookers: item.lookers.map { OwnItemPage.Looker(part: $0.part, what: $0.what, at: $0.at) },
            askedForAnother: item.askedForAnother,
            reply: offered(.reply).map { offer in
                OwnItemPage.ReplyForm(
                    fields: offer.row.asks.map { StepField(prompt: $0, choices: [], answers: nil, readers: readers.sentence(of: $0.layer)) },
                    version: item.version, form: Random.token())
            },
            mayAskForAnother: offered(.askForAnother) != nil, grounds: Grounds(sentence: opened.ground.sentence, cites: opened.ground.cites))
    }
}

extension Office.OwnItemView: ToldAs {
    static let mostRecords = 12

    static func words(_ records: [JacketRecord]) -> [String] {
        records.prefix(mostRecords).map { "\($0.date.short): \(Office.words(of: $0, .report))" }
    }

    struct Shape: Codable {
        var reference: String
        var state: WorkItemState
        var stateTitle: String
        /// When the member was told in person.
        var told: Date
        var unit: String
        var supervisor: String?
        var overseer: String?
        var reasons: [Reason]
        /// Who scored the member, where it was not Mainstay: then the reasons are that source's words.
        var source: String?
        var supports: [Planned]
        var appointment: Appointment?
        var replies: [Reply]
        var askedForAnother: Date?
        var lookers: [Looker]
        var version: Int
        var ground: CaseLife.Reason

        struct Reason: Codable {
            var sentence: String
            var records: [String]
            var more: Int
        }

        struct Planned: Codable {
            var title: String
            var stateTitle: String
            var since: Date
        }

        struct Appointment: Codable {
            var at: Date
            var place: String
        }

        struct Reply: Codable {
            var at: Date
            var text: String
        }

        struct Looker: Codable {
            var part: String
            var what: String
            var at: Date
        }
    }

    var shape: Shape {
        let item = opened.value
        return Shape(
            reference: item.reference, state: item.state, stateTitle: item.state.title, told: item.told, unit: item.unit, supervisor: item.supervisor,
            overseer: item.overseer, reasons: item.reasons.map(reason), source: item.source,
            supports: item.supports.map { Shape.Planned(title: $0.title, stateTitle: $0.state.title, since: $0.since) },
            appointment: item.appointment.map { Shape.Appointment(at: $0.at, place: $0.place) },
            replies: item.replies.map { Shape.Reply(at: $0.at, text: $0.text) }, askedForAnother: item.askedForAnother,
            lookers: item.lookers.map { Shape.Looker(part: $0.part, what: $0.what, at: $0.at) }, version: item.version,
            ground: CaseLife.Reason(sentence: opened.ground.sentence, cites: opened.ground.cites))
    }

    private func reason(_ reason: (sentence: String, records: [JacketRecord])) -> Shape.Reason {
        Shape.Reason(sentence: reason.sentence, records: Self.words(reason.records), more: max(0, reason.records.count - Self.mostRecords))
    }
}
