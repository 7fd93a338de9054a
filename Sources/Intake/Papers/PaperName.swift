import Foundation

/// A file's name as it came, made fit to be saved on any machine: no folders, no characters that hide or turn what is
/// read, no name that a system keeps for itself, and the ending of what the file is.
package enum PaperName {
    private static let longest = 120

    package static func cleaned(_ name: String, _ kind: PaperKind) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let kept = last.precomposedStringWithCanonicalMapping.unicodeScalars.filter { !isHidden($0) }
            .map { "<>:\"|?*".unicodeScalars.contains($0) ? "_" : $0 }
        var text = String(String.UnicodeScalarView(kept)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        text = text.trimmingCharacters(in: CharacterSet(charactersIn: ". "))
        var ending = kind.endings[0]
        if let dot = text.lastIndex(of: "."), kind.endings.contains(text[text.index(after: dot)...].lowercased()) {
            ending = String(text[text.index(after: dot)...])
            text = text[..<dot].trimmingCharacters(in: CharacterSet(charactersIn: ". "))
        }
        var stem = String(text.prefix(longest))
        while stem.utf8.count > 2 * longest { stem.removeLast() }
        if stem.isEmpty { stem = "paper" }
        if isReserved(stem) { stem = "_" + stem }
        return "\(stem).\(ending)"
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: scalar != "\t"
        case .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// Names that Windows keeps for devices, with whatever ending.
    private static func isReserved(_ stem: String) -> Bool {
        let word = stem.prefix { $0 != "." }.uppercased()
        return ["CON", "PRN", "AUX", "NUL"].contains(word) || word.wholeMatch(of: /(?:COM|LPT)[0-9]/) != nil
    }
}
