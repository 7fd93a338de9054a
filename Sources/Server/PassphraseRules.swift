import Foundation

/// Why a passphrase is not taken. The words help to choose a better one and repeat nothing that was typed.
package enum PassphraseProblem: Error, Equatable, CustomStringConvertible {
    case tooShort, tooLong, common, repeats, guessable, sameAsBefore

    package var description: String {
        switch self {
        case .tooShort: "Use at least \(Passphrase.shortest) characters: four or five words that do not belong together, for example."
        case .tooLong: "Use at most \(Passphrase.longest) characters."
        case .common: "This is one of the passphrases tried first by those who guess. Choose words that belong together for nobody else."
        case .repeats: "This says the same again and again. Repeating makes it longer, not harder to guess."
        case .guessable:
            "Too little is left once names, common words, years and rows of keys are taken out. Add some words that have nothing to do with them."
        case .sameAsBefore: "This is the passphrase you have. Choose another."
        }
    }
}

extension Passphrase {
    /// What is wrong with a passphrase somebody wants, or nil.
    ///
    /// - Parameter names: the account's name, the person's, the department's: the first things that are guessed.
    package static func problem(_ typed: String, names: [String]) -> PassphraseProblem? {
        guard typed.utf8.count <= mostBytes else { return .tooLong }
        let text = normal(typed)
        guard text.unicodeScalars.count <= longest else { return .tooLong }
        guard text.count >= shortest else { return .tooShort }
        let plain = Guessing.folded(text)
        if CommonPassphrases.all.contains(plain) || CommonPassphrases.all.contains(Guessing.unmasked(plain)) { return .common }
        if Guessing.repeats(Array(text.lowercased())) || Guessing.repeats(Array(plain)) || (Set(plain).count < 5 && Set(text).count < 5) { return .repeats }
        let guessed = Guessing.parts(of: names)
        let worth = [text.lowercased(), Guessing.unmasked(text.lowercased())].map { Guessing.worth(Array($0), guessed) }.min() ?? 0
        return worth < Guessing.least ? .guessable : nil
    }
}

/// The list that comes with the program, read once.
package enum CommonPassphrases {
    static let all: Set<String> = {
        let file = Bundle.module.bundleURL.appendingPathComponent("Lists/common-passphrases.txt")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return Set(text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init))
    }()

    /// To be called when the server or a command starts that takes passphrases: without the list none can be checked.
    package static func verify() throws(Missing) { if all.isEmpty { throw Missing() } }

    package struct Missing: Error, CustomStringConvertible {
        package var description: String {
            "The file Lists/common-passphrases.txt is missing from the installation beside the program. Install Mainstay again, or copy the folder mainstay_Server.resources to where the program is."
        }
    }
}

/// How a guesser sees a passphrase: a common word, a name, a year or a row of keys is one choice among a few hundred,
/// whatever its length.
enum Guessing {
    /// What a passphrase must be worth: as much as twelve characters that follow from nothing.
    static let least = 12
    /// What a part that is guessed whole is worth.
    private static let part = 3

    /// Small letters and figures alone.
    static func folded(_ text: String) -> String { String(text.lowercased().filter { $0.isLetter || $0.isNumber }) }

    /// Figures and signs put in the place of letters, put back.
    static func unmasked(_ text: String) -> String { String(text.map { masks[$0] ?? $0 }) }

    private static let masks: [Character: Character] = ["0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"]

    /// Whether the whole is one piece said at least twice.
    static func repeats(_ text: [Character]) -> Bool {
        guard text.count >= 2 else { return false }
        return (1...text.count / 2).contains { length in text.indices.dropFirst(length).allSatisfy { text[$0] == text[$0 - length] } }
    }

    /// The words of names, and each name as a whole.
    static func parts(of names: [String]) -> Set<String> {
        let words = names.flatMap { name in name.split { !$0.isLetter && !$0.isNumber }.map { folded(String($0)) } + [folded(name)] }
        return Set(words.filter { $0.count >= 3 })
    }

    /// The least that covers the text, a character at one each and a part that is guessed whole at `part`; the same part
    /// twice counts once.
    static func worth(_ text: [Character], _ names: Set<String>) -> Int {
        var least = [(cost: 0, parts: Set<String>())]
        for end in 1...text.count {
            var best = least[end - 1]
            best.cost += 1
            for start in stride(from: end - 3, through: max(0, end - longestPart), by: -1) {
                let piece = text[start..<end]
                guard isGuessed(piece, names) else { continue }
                var candidate = least[start]
                if candidate.parts.insert(String(piece)).inserted { candidate.cost += part }
                if candidate.cost < best.cost { best = candidate }
            }
            least.append(best)
        }
        return least[text.count].cost
    }

    private static let longestPart = 32

    private static func isGuessed(_ piece: ArraySlice<Character>, _ names: Set<String>) -> Bool {
        let word = String(piece)
        if names.contains(word) { return true }
        guard piece.count >= 4 else { return piece.count == 3 && Set(piece).count == 1 }
        return Set(piece).count == 1 || isYear(piece) || isWalk(word) || CommonPassphrases.all.contains(word)
    }

    private static func isYear(_ piece: ArraySlice<Character>) -> Bool {
        guard piece.count == 4, let year = Int(String(piece)) else { return false }
        return (1900...2099).contains(year)
    }

    private static func isWalk(_ word: String) -> Bool { walks.contains { $0.contains(word) } }

    private static let walks: [String] = {
        let rows = [
            "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "qsdfghjklm",
            "!@#$%^&*()", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p",
        ]
        return rows + rows.map { String($0.reversed()) }
    }()
}
