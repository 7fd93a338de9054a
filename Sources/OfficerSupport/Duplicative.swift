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
    /// Who scored the two items, where it was not Mainstay.
    package var sourceBefore: String?
    package var sourceNow: String?

    package init(_ earlier: Snapshot, _ later: Snapshot) {
        sourceBefore = earlier.source
        sourceNow = later.source
        let before = Dictionary(earlier.profile.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let now = Set(later.profile.map(\.key))
        fields =
            later.profile.map { Field(title: $0.title, before: before[$0.key]?.value, now: $0.value) }
            + earlier.profile.filter { !now.contains($0.key) }.map { Field(title: $0.title, before: $0.value, now: nil) }
    }

    package var differing: [Field] { fields.filter { !$0.same } }

    /// Whether one and the same model scored both. Items of two models are not successive items of one algorithm
    /// (`D20-04:IV.B`), and neither repeats the other.
    package var isOfOneSource: Bool { sourceBefore == sourceNow }

    /// Whether the later item repeats the earlier one.
    package var isEqual: Bool { isOfOneSource && differing.isEmpty }

    /// Said where the sources differ.
    package static func sources(_ before: String?, _ now: String?) -> String {
        "The two were not scored by the same model: the earlier one by \(before ?? "Mainstay"), this one by \(now ?? "Mainstay")."
    }
}

/// Why an item cannot be closed as duplicative, whatever is written on the form. Nothing else stands in the way.
package enum ClosingObstacle: Hashable, Sendable, CustomStringConvertible {
    /// It is the member's first item of its source.
    case noEarlier
    case profileChanged([String])
    /// The item before it was scored by somebody else; nil is Mainstay. The item before is chosen among those of one source,
    /// so this is the last defence.
    case otherSource(before: String?, now: String?)

    package var cites: Citation { "D20-04:V.A.3.NOTE" }

    package var description: String {
        switch self {
        case .noEarlier: "This is the member’s first Work Item of its source: there is none that it could repeat."
        case .profileChanged(let titles):
            "The profile data have changed since the Work Item before it: \(titles.joined(separator: ", ")). Only an item whose profile data did not change may be closed as duplicative."
        case .otherSource(let before, let now):
            "\(ProfileComparison.sources(before, now)) One does not repeat the other, whatever the profile data."
        }
    }
}

extension WorkItem {
    /// What in the data stands in the way of closing this item as a repetition of the one before it.
    package func obstacles(toClosingAfter preceding: WorkItem?) -> [ClosingObstacle] {
        guard let preceding else { return [.noEarlier] }
        let comparison = ProfileComparison(preceding.snapshot, snapshot)
        let differing = comparison.differing
        return (comparison.isOfOneSource ? [] : [.otherSource(before: comparison.sourceBefore, now: comparison.sourceNow)])
            + (differing.isEmpty ? [] : [.profileChanged(differing.map(\.title))])
    }
}
