import Directives
import Foundation

/// One record of a subject's file, as far as keeping it depends on it: an incident, a Work Item.
package struct KeptRecord: Hashable, Sendable {
    package var reference: String
    /// The days it stretches over, for a hold on a span of dates; an open one has no last day.
    package var from: Day
    package var to: Day?
    /// The day from which its period counts: the closing of an item, the occurrence of an incident.
    package var counted: Day
    package var isOpen: Bool
    /// Whether it begins the period of the whole file again. An incident whose criteria were not met does not
    /// (ambiguity 3.6): it goes with the others, or after its own period when alone.
    package var restarts: Bool

    package init(reference: String, from: Day, to: Day?, counted: Day, isOpen: Bool, restarts: Bool = true) {
        self.reference = reference
        self.from = from
        self.to = to
        self.counted = counted
        self.isOpen = isOpen
        self.restarts = restarts
    }
}

package enum Retention {
    /// The day on which a subject's file is due: the latest record that counts, and the period after it. Nil while any
    /// record is open, and where there is none (SRV-017:IV.J.1#2, ambiguity 3.6).
    package static func due(_ records: [KeptRecord], months: Int) -> Day? {
        guard !records.isEmpty, !records.contains(where: \.isOpen) else { return nil }
        let restarting = records.filter(\.restarts)
        return (restarting.isEmpty ? records : restarting).map(\.counted).max()?.adding(months: months)
    }

    /// `1 year`, `18 months`, `2 years and 6 months`
    package static func words(months: Int) -> String {
        let years = months / 12
        let rest = months % 12
        let parts = [years == 0 ? nil : "\(years) \(years == 1 ? "year" : "years")", rest == 0 ? nil : "\(rest) \(rest == 1 ? "month" : "months")"]
        return parts.compactMap { $0 }.joined(separator: " and ")
    }
}

/// A period the department set for a kind to which no directive gives one.
package struct RetentionSchedule: Hashable, Sendable, Codable {
    /// After the closing.
    package var months: Int
    /// The day from which it holds.
    package var from: Day
    /// The reference of the paper that sets it, and the provision of law it rests on.
    package var authority: String
    package var citation: String

    package init(months: Int, from: Day, authority: String, citation: String) {
        self.months = months
        self.from = from
        self.authority = authority
        self.citation = citation
    }
}

/// A lawful authority to dispose of a kind of record (ambiguity 3.7): without one on file nothing is destroyed.
package struct DisposalAuthority: Hashable, Sendable, Codable {
    package var reference: String
    package var issuedBy: String
    package var from: Day
    /// The last day; nil while it has none.
    package var to: Day?

    package init(reference: String, issuedBy: String, from: Day, to: Day?) {
        self.reference = reference
        self.issuedBy = issuedBy
        self.from = from
        self.to = to
    }

    package func covers(_ day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }
}
