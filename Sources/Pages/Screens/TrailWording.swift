import Casework
import Directives
import Foundation

/// One line of the trail as pages show it.
package struct TrailRow: Sendable {
    package var number: Int64
    package var at: Date
    package var account: String
    /// The name behind the account; empty for a command or the program itself.
    package var name: String
    package var designeeOf: String?
    /// "Reading"
    package var kind: String
    /// The act's word, as the trail has it.
    package var act: String
    package var outcome: String
    package var record: String
    package var ground: Citation?
    package var from: String

    package init(
        number: Int64, at: Date, account: String, name: String, designeeOf: String?, kind: String, act: String, outcome: String,
        record: String, ground: Citation?, from: String
    ) {
        self.number = number
        self.at = at
        self.account = account
        self.name = name
        self.designeeOf = designeeOf
        self.kind = kind
        self.act = act
        self.outcome = outcome
        self.record = record
        self.ground = ground
        self.from = from
    }
}

enum TrailWording {
    /// The word of an act as a table shows it.
    static func act(_ word: String) -> String {
        if let act = Act(rawValue: word) { return act.title }
        return switch word {
        case "verified": "Proved the trail"
        case "headSigned": "Signed the head of the trail"
        case "broken": "Found the trail broken"
        default: spaced(word)
        }
    }

    /// `signedIn` as "Signed in".
    private static func spaced(_ word: String) -> String {
        let spaced = word.reduce(into: "") { text, letter in
            if letter.isUppercase { text += " " + letter.lowercased() } else { text.append(letter) }
        }
        return spaced.prefix(1).uppercased() + spaced.dropFirst()
    }

    /// Who acted, with the name behind the account and whose designee it was.
    static func person(_ account: String, _ name: String, _ designeeOf: String?, link: Link?) -> Node {
        .group([
            link.map { link in a(.href(link)) { name.isEmpty ? account : name } } ?? .text(name.isEmpty ? account : name),
            name.isEmpty ? .nothing : span(.class("small block")) { account },
            designeeOf.map { principal in span(.class("small block")) { "designee of \(principal)" } } ?? .nothing,
        ])
    }
}
