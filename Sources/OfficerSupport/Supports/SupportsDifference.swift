/// What an edition to come would change, against the one that holds.
package struct SupportsDifference: Hashable, Sendable, Codable {
    package var added: [Support] = []
    package var changed: [Support] = []
    package var takenOut: [Support] = []
    /// The keys of supports whose recommendations alone differ.
    package var recommended: [Support] = []
    package var questionsChanged = false

    package init(from edition: SupportsEdition?, to draft: SupportsDraft) {
        let before = Dictionary((edition?.supports ?? []).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        for entry in draft.entries {
            let support = entry.support
            guard let old = before[support.key] else {
                added.append(support)
                continue
            }
            if old != support {
                changed.append(support)
            } else if Set(entry.recommendations) != Set(edition?.recommendations(of: support.key) ?? []) {
                recommended.append(support)
            }
        }
        let kept = Set(draft.supports.map(\.key))
        takenOut = (edition?.supports ?? []).filter { !kept.contains($0.key) }
        questionsChanged = edition.map { $0.selfAssessment != draft.selfAssessment } ?? false
    }

    package var isEmpty: Bool { added.isEmpty && changed.isEmpty && takenOut.isEmpty && recommended.isEmpty && !questionsChanged }
}
