import Casework
import Directives
import Foundation
import Pages
import Records

/// The state of the outbox.
extension Office {
    static let deliveryRoutes: [Route] =
        Route.both("/deliveries", .seeDeliveries, { try await $0.office.records.deliveries(for: $0.asking) }) { visit, found in
            .page(visit.office.deliveriesPage(visit, found))
        }

    private func deliveriesPage(_ visit: Visit, _ found: Deliveries) -> DeliveriesPage {
        func count(_ states: Delivery.State...) -> Int { states.reduce(0) { $0 + found.counts[$1.rawValue, default: 0] } }
        return DeliveriesPage(
            frame: visit.frame(), isSetUp: found.mailIsSetUp,
            counts: DeliveriesPage.Counts(
                waiting: count(.queued, .sending), failing: count(.failed), sent: count(.sent), givenUp: count(.givenUp)),
            letters: found.letters.map { letter in
                DeliveriesPage.Letter(
                    number: letter.number, state: letter.state.words, attempts: letter.attempts, queued: letter.queuedAt, next: letter.nextTry,
                    sent: letter.sentAt, problem: letter.problem)
            }, accounts: found.accounts, accountsWithAddress: found.accountsWithAddress)
    }
}

extension Delivery.State {
    fileprivate var words: String {
        switch self {
        case .queued: "Waiting"
        case .sending: "Being sent"
        case .sent: "Sent"
        case .failed: "To be tried again"
        case .givenUp: "Given up"
        }
    }
}
