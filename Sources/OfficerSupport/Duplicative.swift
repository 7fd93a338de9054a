import Casework
import Directives

/// The profile data of two successive items of a member, field by field (`D20-04:V.A.3.NOTE`, ambiguity 2.6).
package struct ProfileComparison: Hashable, Sendable, Codable {
    package struct Field: Hashable, Sendable, Codable {
        package var title: String
        /// Nil when the field was not kept then.
        package var before: String?
        package var now: String?
        package var same: Bool { before == now }
    }

    package var fields: [Field]

    package init(_ earlier: Snapshot, _ later: Snapshot) {
        let before = Dictionary(earlier.profile.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let now = Set(later.profile.map(\.key))
        fields =
            later.profile.map { Field(title: $0.title, before: before[$0.key]?.value, now: $0.value) }
            + earlier.profile.filter { !now.contains($0.key) }.map { Field(title: $0.title, before: $0.value, now: nil) }
    }

    package var differing: [Field] { fields.filter { !$0.same } }
}

/// Why an item cannot be closed as duplicative, each with its provision. Nothing else stands in the way.
package enum ClosingObstacle: Hashable, Sendable, CustomStringConvertible {
    /// It is the member's first item.
    case noEarlier
    case profileChanged([String])
    /// The form was about another item than the one that now comes before.
    case anotherEarlier(String)
    case noReason
    case reasonTooLong(Int)

    package var cites: Citation {
        switch self {
        case .noEarlier, .profileChanged: "D20-04:V.A.3.NOTE"
        case .anotherEarlier, .noReason, .reasonTooLong: "D20-04:V.A.3#2"
        }
    }

    package var description: String {
        switch self {
        case .noEarlier: "This is the member’s first Work Item: there is none that it could repeat."
        case .profileChanged(let titles):
            "The profile data have changed since the Work Item before it: \(titles.joined(separator: ", ")). Only an item whose profile data did not change may be closed as duplicative."
        case .anotherEarlier(let reference):
            "The Work Item before this one is \(reference), which is not the one the form named. Compare them, then decide again."
        case .noReason: "Write the reason: it is kept with the item."
        case .reasonTooLong(let count):
            "The reason has \(count) characters; \(WorkItem.longestReason) is the most. Shorten it."
        }
    }
}

extension WorkItem {
    package static let longestReason = 4_000

    /// What stands in the way of closing this item as a repetition of the one before it, all of it at once.
    package func obstacles(toClosingAfter preceding: WorkItem?, named reference: String, reason: String) -> [ClosingObstacle] {
        var obstacles: [ClosingObstacle] = []
        if let preceding {
            let differing = ProfileComparison(preceding.snapshot, snapshot).differing
            if !differing.isEmpty { obstacles.append(.profileChanged(differing.map(\.title))) }
            if preceding.reference != reference { obstacles.append(.anotherEarlier(preceding.reference)) }
        } else {
            obstacles.append(.noEarlier)
        }
        let count = reason.unicodeScalars.count
        if reason.allSatisfy(\.isWhitespace) { obstacles.append(.noReason) }
        if count > WorkItem.longestReason { obstacles.append(.reasonTooLong(count)) }
        return obstacles
    }
}

/// Closing was refused; nothing was changed.
package struct CannotClose: Error, Hashable {
    package var obstacles: [ClosingObstacle]
    package init(_ obstacles: [ClosingObstacle]) { self.obstacles = obstacles }
}
