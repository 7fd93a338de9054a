/// Why a whole file is refused. Nothing of such a file is kept.
package enum FileProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(String)
    case both(String)
    case notGzip
    case truncatedGzip
    case corruptGzip(String)
    case empty
    case notUTF8(line: Int)
    case utf16
    case nulByte(line: Int)
    case unclosedQuote(line: Int)
    case rowTooLong(line: Int)
    case repeatedColumn(String)
    case missingColumns([String])
    case tooManyBadRows(bad: Int, rows: Int, share: Double)

    package var description: String {
        switch self {
        case .unreadable(let reason): "The file cannot be read: \(reason). Check its permissions."
        case .both(let file): "Both \(file).csv and \(file).csv.gz are in the directory. Keep one of them."
        case .notGzip: "The name ends in .gz but the file is not gzip. Rename it, or compress it again."
        case .truncatedGzip: "The gzip file ends in the middle. Copy it again from its source."
        case .corruptGzip(let reason): "The gzip file is damaged (\(reason)). Copy it again from its source."
        case .empty: "The file is empty; not even its header is there."
        case .notUTF8(let line):
            "Line \(line) is not UTF-8; the file is probably Latin-1 or Windows-1252. Convert it, for example: iconv -f WINDOWS-1252 -t UTF-8 old.csv > new.csv"
        case .utf16: "The file is UTF-16. Save it as UTF-8, for example: iconv -f UTF-16 -t UTF-8 old.csv > new.csv"
        case .nulByte(let line): "Line \(line) holds a NUL byte. The file is not text, or it is damaged."
        case .unclosedQuote(let line): "The quotation mark opened in the row of line \(line) is never closed."
        case .rowTooLong(let line):
            "The row that begins in line \(line) is longer than 1 MB. A quotation mark is probably not closed."
        case .repeatedColumn(let column): "The column \"\(column)\" appears twice in the header."
        case .missingColumns(let columns):
            "The header has no column \(columns.map { "\"\($0)\"" }.joined(separator: ", ")). Add it, or correct the profile."
        case .tooManyBadRows(let bad, let rows, let share):
            "\(bad) of \(rows) rows are bad, more than the \(Figures.percent(share)) allowed. Nothing of the file was kept."
        }
    }
}

enum Figures {
    /// `5 %`, `0.5 %`
    static func percent(_ share: Double) -> String {
        let tenths = (share * 1000).rounded() / 10
        return (tenths == tenths.rounded() ? String(Int(tenths)) : String(tenths)) + " %"
    }
}
