/// Comma-separated text for people, who will open it with a spreadsheet.
package enum CSVText {
    package enum Cell: Sendable {
        /// Whatever is not a number of our own making.
        case words(String)
        case number(String)
    }

    /// One line with its end.
    package static func line(_ cells: [Cell]) -> String {
        cells.map { cell in
            switch cell {
            case .words(let text): quoted(harmless(text))
            case .number(let digits): digits
            }
        }.joined(separator: ",") + "\n"
    }

    package static func line(_ words: String...) -> String { line(words.map(Cell.words)) }

    /// A spreadsheet takes a value that begins with one of these for a formula and runs it. With an apostrophe before it
    /// stays what it is: words.
    static func harmless(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, ["=", "+", "-", "@", "\t", "\r", "\n"].contains(first) else { return text }
        return "'" + text
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
