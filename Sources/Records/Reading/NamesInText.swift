import Foundation
import GRDB

/// Names of the register in words that are to name nobody (`SRV-017:IV.I`).
enum NamesInText {
    /// Full names of members that stand in the text, as the text writes them, each once. First and last name in either
    /// order, whatever their case and accents, with or without initials between them.
    static func found(in text: String, _ db: Database) throws -> [String] {
        let words = words(of: text)
        guard words.count > 1 else { return [] }
        let known = try known(in: db)
        var found: [String] = []
        var index = 0
        while index < words.count {
            let length = (2...4).last { length in
                index + length <= words.count && known.contains(words[index..<index + length].map(\.plain).sorted().joined(separator: " "))
            }
            guard let length, let last = words[index..<index + length].last else {
                index += 1
                continue
            }
            let name = String(text[words[index].range.lowerBound..<last.range.upperBound])
            if !found.contains(name) { found.append(name) }
            index += length
        }
        return found
    }

    /// Every full name that the register holds or held, its words in the order of the alphabet.
    private static func known(in db: Database) throws -> Set<String> {
        var known: Set<String> = []
        let names = try String.fetchCursor(db, sql: "SELECT DISTINCT name FROM member WHERE name IS NOT NULL")
        while let name = try names.next() {
            let words = words(of: name).map(\.plain)
            if words.count > 1 { known.insert(words.sorted().joined(separator: " ")) }
        }
        return known
    }

    private struct Word {
        var plain: String
        var range: Range<String.Index>
    }

    /// Words of at least two letters: an initial is left out, as are the marks around a word.
    private static func words(of text: String) -> [Word] {
        var result: [Word] = []
        var start = text.startIndex
        while start < text.endIndex {
            guard text[start].isLetter else {
                start = text.index(after: start)
                continue
            }
            let rest = text[start...]
            let end = rest.firstIndex { !$0.isLetter && $0 != "'" && $0 != "’" } ?? text.endIndex
            var plain = rest[..<end].folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).replacing("’", with: "'")
            if plain.hasSuffix("'s") { plain = String(plain.dropLast(2)) }
            plain = plain.replacing("'", with: "")
            if plain.count > 1 { result.append(Word(plain: plain, range: start..<end)) }
            start = end
        }
        return result
    }
}
