import Directives
import Foundation

/// One published edition of the supports document (`D20-04:IV.A.2`). It never changes again: an Action Plan made under it
/// is read with the words that stood there on the day.
package struct SupportsEdition: Hashable, Sendable, Codable {
    /// From 1.
    package var number: Int
    package var quarter: Quarter
    package var publishedAt: Date
    /// The department's day of that instant.
    package var publishedOn: Day
    /// The name of the person who published it.
    package var publishedBy: String
    /// What changed since the edition before, in a sentence.
    package var changes: String
    /// In the order of the document.
    package var supports: [Support]
    package var recommendations: [Recommendation]
    package var selfAssessment: SelfAssessment

    package init(
        number: Int, publishedAt: Date, publishedOn: Day, publishedBy: String, changes: String, supports: [Support],
        recommendations: [Recommendation], selfAssessment: SelfAssessment
    ) {
        self.number = number
        quarter = Quarter(of: publishedOn)
        self.publishedAt = publishedAt
        self.publishedOn = publishedOn
        self.publishedBy = publishedBy
        self.changes = changes
        self.supports = supports
        self.recommendations = recommendations
        self.selfAssessment = selfAssessment
    }

    package static let longestChanges = 600

    /// The supports of one kind after the other, as the document prints them.
    package var groups: [(kind: Support.Kind, supports: [Support])] { SupportsEdition.groups(supports) }

    package static func groups(_ supports: [Support]) -> [(kind: Support.Kind, supports: [Support])] {
        Support.Kind.allCases.compactMap { kind in
            let some = supports.filter { $0.kind == kind }
            return some.isEmpty ? nil : (kind, some)
        }
    }

    package func recommendations(of key: String) -> [Recommendation] { recommendations.filter { $0.support == key } }
}

/// An edition as a list of editions names it.
package struct SupportsEditionLine: Hashable, Sendable, Codable {
    package var number: Int
    package var publishedOn: Day
    package var publishedBy: String
    package var changes: String

    package init(number: Int, publishedOn: Day, publishedBy: String, changes: String) {
        self.number = number
        self.publishedOn = publishedOn
        self.publishedBy = publishedBy
        self.changes = changes
    }
}
