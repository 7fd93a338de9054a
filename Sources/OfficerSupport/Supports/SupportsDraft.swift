import Directives
import Foundation

/// The draft of the next edition, which the Officer Support Unit works on together.
///
/// It begins as a copy of the newest edition. Each entry remembers the version of the draft at its own last change, and a
/// form carries that number back: two people may work on two supports, and whoever comes second to the same one is told.
package struct SupportsDraft: Hashable, Sendable, Codable {
    /// Grows with each change and is never used again, so that a form of last quarter fits no draft of this one.
    package var version: Int
    /// The edition it began as a copy of; nil before the first.
    package var basedOn: Int?
    package var entries: [Entry]
    package var selfAssessment: SelfAssessment
    package var selfAssessmentChange: Change
    /// The last change of any part; nil while it is a copy.
    package var latest: Stamp?

    package struct Entry: Hashable, Sendable, Codable {
        package var support: Support
        package var recommendations: [Recommendation]
        package var change: Change
        /// What made the form one of its kind that added it.
        package var form: String?
    }

    /// The last change of a part of the draft.
    package struct Change: Hashable, Sendable, Codable {
        package var version: Int
        /// Nil where it stands as in the edition before.
        package var stamp: Stamp?
    }

    /// Who changed something, and when.
    package struct Stamp: Hashable, Sendable, Codable {
        package var account: String
        package var name: String
        package var at: Date
        package init(account: String, name: String, at: Date) {
            self.account = account
            self.name = name
            self.at = at
        }
    }

    package static let most = 100

    /// A draft that begins anew: from the newest edition, or with nothing but the suggested questions.
    package init(after edition: SupportsEdition?, version: Int) {
        self.version = version
        basedOn = edition?.number
        let untouched = Change(version: version, stamp: nil)
        entries = (edition?.supports ?? []).map { support in
            Entry(support: support, recommendations: edition?.recommendations(of: support.key) ?? [], change: untouched)
        }
        selfAssessment = edition?.selfAssessment ?? .suggested
        selfAssessmentChange = untouched
    }

    package subscript(_ key: String) -> Entry? { entries.first { $0.support.key == key } }

    package var supports: [Support] { entries.map(\.support) }
    package var recommendations: [Recommendation] { entries.flatMap(\.recommendations) }
}

/// One change to the draft. `version` is that of the part when its form was opened.
package enum SupportsChange: Sendable, Hashable {
    case add(Support, form: String)
    case change(Support, version: Int)
    case takeOut(String, version: Int)
    case recommend(Recommendation, version: Int)
    case takeBack(Stressor, of: String, version: Int)
    case ask(SelfAssessment, version: Int)
}

extension SupportsDraft {
    /// Makes a change, or refuses it. The same form sent twice changes nothing the second time.
    ///
    /// - Parameter taken: The keys of every edition, none of which is given to another support.
    /// - Returns: The key of the support concerned.
    @discardableResult
    package mutating func apply(_ change: SupportsChange, by stamp: Stamp, taken: Set<String>) throws(SupportsProblem) -> String? {
        switch change {
        case .add(let support, let form): return try add(support, form, stamp, taken)
        case .change(let support, let version):
            try refuse(support.problems)
            if self[support.key]?.support == support { return support.key }
            try update(support.key, version, stamp) { $0.support = support }
            return support.key
        case .takeOut(let key, let version):
            guard self[key] != nil else { return nil }
            try update(key, version, stamp) { _ in }
            entries.removeAll { $0.support.key == key }
            return nil
        case .recommend(let mark, let version):
            try refuse(mark.problems)
            if self[mark.support]?.recommendations.contains(where: { $0.stressor == mark.stressor && $0.basis == mark.basis }) == true { return mark.support }
            try update(mark.support, version, stamp) { entry in
                entry.recommendations.removeAll { $0.stressor == mark.stressor }
                entry.recommendations.append(mark)
                entry.recommendations.sort { Stressor.place($0.stressor) < Stressor.place($1.stressor) }
            }
            return mark.support
        case .takeBack(let stressor, let key, let version):
            guard let entry = self[key], entry.recommendations.contains(where: { $0.stressor == stressor }) else { return key }
            try update(key, version, stamp) { $0.recommendations.removeAll { $0.stressor == stressor } }
            return key
        case .ask(let assessment, let version):
            try refuse(assessment.problems)
            if assessment == selfAssessment { return nil }
            if version != selfAssessmentChange.version { throw stale(selfAssessmentChange) }
            selfAssessment = assessment
            selfAssessmentChange = next(stamp)
            return nil
        }
    }

    private mutating func add(_ support: Support, _ form: String, _ stamp: Stamp, _ taken: Set<String>) throws(SupportsProblem) -> String {
        guard form.utf8.count >= 16 else { throw .oldForm }
        if let added = entries.first(where: { $0.form == form }) { return added.support.key }
        try refuse(support.problems)
        guard entries.count < SupportsDraft.most else { throw .tooMany }
        var support = support
        support.key = Support.key(for: support.title, besides: taken.union(entries.map(\.support.key)))
        entries.append(Entry(support: support, recommendations: [], change: next(stamp), form: form))
        return support.key
    }

    private mutating func update(_ key: String, _ opened: Int, _ stamp: Stamp, _ body: (inout Entry) -> Void) throws(SupportsProblem) {
        guard let place = entries.firstIndex(where: { $0.support.key == key }) else { throw .takenOut }
        guard entries[place].change.version == opened else { throw stale(entries[place].change) }
        entries[place].change = next(stamp)
        body(&entries[place])
    }

    /// Puts a whole list, keys included, in the place of the entries.
    package mutating func begin(with supports: [Support], recommending marks: [Recommendation], by stamp: Stamp) {
        let change = next(stamp)
        entries = supports.map { support in
            Entry(support: support, recommendations: marks.filter { $0.support == support.key }, change: change)
        }
    }

    private mutating func next(_ stamp: Stamp) -> Change {
        version += 1
        latest = stamp
        return Change(version: version, stamp: stamp)
    }

    /// A part that nobody changed since the edition has another version only because that edition came in between.
    private func stale(_ change: Change) -> SupportsProblem {
        if let stamp = change.stamp { return .changedMeanwhile(stamp) }
        return basedOn.map { .published($0) } ?? .oldForm
    }

    private func refuse(_ problems: [SupportsProblem.Field]) throws(SupportsProblem) {
        guard problems.isEmpty else { throw .fields(problems) }
    }
}

extension Stressor {
    fileprivate static func place(_ stressor: Stressor) -> Int { allCases.firstIndex(of: stressor) ?? 0 }
}
