import Casework
import Directives

/// Who reads what is written into a layer, as a sentence under the field: read off the table that decides it.
package struct Readers: Sendable {
    /// The parts that the reader of the page has on this record: posts by name, and roles.
    private let own: Set<AccessRow.Who>
    /// What has happened to the record; a condition that is met already is not said.
    private let marks: Set<RecordFacts.Mark>

    package init(own: Set<AccessRow.Who>, marks: Set<RecordFacts.Mark>) {
        self.own = own
        self.marks = marks
    }

    /// "Read by you and the overseer."
    package func sentence(of layer: Layer) -> String {
        guard let act = Readers.act(layer) else { return "" }
        if layer == .status { return "Seen by everyone who may see where the record stands." }
        var named: [String] = []
        var later: [(who: String, when: String)] = []
        var includesReader = false
        for row in Access.rows(act) where row.unless.isDisjoint(with: marks) {
            let conditions = row.when.subtracting(marks)
            for who in row.who {
                if own.contains(who) {
                    includesReader = true
                } else if conditions.isEmpty {
                    named.append(Readers.words(who))
                } else {
                    let when = RecordFacts.Mark.allCases.filter(conditions.contains).map(\.title)
                    later.append((Readers.words(who), Figures.list(when)))
                }
            }
        }
        later.removeAll { one in named.contains { one.who.hasPrefix($0) } }
        var sentence = "Read by \(Figures.list((includesReader ? ["you"] : []) + Readers.distinct(named)))"
        // Those who read it on the same condition are named together.
        for when in Readers.distinct(later.map(\.when)) {
            sentence += "; by \(Figures.list(Readers.distinct(later.filter { $0.when == when }.map(\.who)))) \(when)"
        }
        return sentence + "."
    }

    private static func act(_ layer: Layer) -> Act? {
        Act.allCases.first { $0.layer == layer && $0 != .seeQueue && $0 != .writeReviewNote }
    }

    private static func words(_ who: AccessRow.Who) -> String {
        switch who {
        case .role(let role): "the \(inSentence(role.title))"
        case .post(.overseer): "the overseer"
        case .post(let post): "the \(inSentence(post.title))"
        case .subject: "the member"
        case .everyone: "everyone who signs in"
        }
    }

    /// "OSU analyst" keeps its capitals.
    private static func inSentence(_ title: String) -> String {
        title.dropFirst().first?.isUppercase == true || title.hasPrefix("Audit") ? title : title.lowercasedFirst
    }

    private static func distinct(_ words: [String]) -> [String] {
        words.indices.filter { index in !words[..<index].contains(words[index]) }.map { words[$0] }
    }
}
