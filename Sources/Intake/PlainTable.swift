import Foundation

/// A small CSV file that somebody hands in, read whole: its header and its rows as text. The same reader as for the
/// department's records, so the same files are understood.
package struct PlainTable: Sendable, Hashable {
    package struct Row: Sendable, Hashable {
        /// The line of the file in which it begins.
        package var line: Int
        package var values: [String]
        /// Whether something stands behind a closing quotation mark.
        package var isMalformed: Bool
    }

    /// Nil where the file is empty.
    package private(set) var header: [String]?
    package private(set) var rows: [Row] = []

    /// - Parameter most: No more than one row beyond this number is read.
    package init(_ content: Data, mostRows most: Int) throws(FileProblem) {
        let reader = CSVReader(FileBytes(content))
        guard try reader.next() else { return }
        header = (0..<reader.count).map { reader.text($0) }
        while rows.count <= most, try reader.next() {
            rows.append(Row(line: reader.line, values: (0..<reader.count).map { reader.text($0) }, isMalformed: reader.malformed))
        }
    }
}
