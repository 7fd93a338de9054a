import Casework
import Foundation
import GRDB

/// How one letter fares. To whom it goes and what it says stays out: that somebody is written to can tell that there is
/// a record about them (ambiguity 7.4).
package struct Delivery: Sendable, Hashable, Codable {
    package enum State: String, CaseIterable, Sendable, Codable { case queued, sending, sent, failed, givenUp }

    package var number: Int64
    package var state: State
    package var attempts: Int
    package var queuedAt: Date
    package var nextTry: Date?
    package var sentAt: Date?
    package var problem: String?
}

package struct Deliveries: Sendable, Hashable, Codable {
    package var mailIsSetUp: Bool
    /// By the word of the state; every state is there.
    package var counts: [String: Int]
    /// The newest first; those that need somebody before all others.
    package var letters: [Delivery]
    /// Accounts that may sign in, and how many of them have an address.
    package var accounts: Int
    package var accountsWithAddress: Int
}

extension Records {
    /// The state of the outbox, for whoever sees to it that letters go out (`D20-04:VI.A`).
    package func deliveries(limit: Int = 100, for asking: Asking) async throws -> Deliveries {
        try await reading(.seeDeliveries, asking) { db in
            var counts = Dictionary(uniqueKeysWithValues: Delivery.State.allCases.map { ($0.rawValue, 0) })
            for row in try Row.fetchAll(db, sql: "SELECT state, count(*) FROM letter GROUP BY state") { counts[row[0]] = row[1] }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, state, attempts, queuedAt, nextTry, sentAt, lastError FROM letter
                    ORDER BY state NOT IN ('failed', 'givenUp'), id DESC LIMIT ?
                    """, arguments: [limit])
            let accounts = try Row.fetchOne(db, sql: "SELECT count(*), count(email) FROM account WHERE disabled = 0")
            return Deliveries(
                mailIsSetUp: try Records.mailIsSetUp(in: db),
                counts: counts, letters: rows.compactMap(Delivery.init), accounts: accounts?[0] ?? 0, accountsWithAddress: accounts?[1] ?? 0)
        }
    }
}

extension Delivery {
    fileprivate init?(_ row: Row) {
        guard let state = State(rawValue: row[1]) else { return nil }
        func instant(_ index: Int) -> Date? { (row[index] as Double?).map(Date.init(timeIntervalSince1970:)) }
        self.init(
            number: row[0], state: state, attempts: row[2], queuedAt: Date(timeIntervalSince1970: row[3]), nextTry: instant(4),
            sentAt: instant(5), problem: row[6])
    }
}
