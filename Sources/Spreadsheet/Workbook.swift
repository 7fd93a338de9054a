import Foundation

/// A workbook for people who go on working with figures: sheets of typed cells. It knows nothing of what the cells mean.
package struct Workbook: Hashable, Sendable {
    package var title: String
    package var author: String
    /// What stands in the file as the time it was made.
    package var made: Date
    package var sheets: [Sheet]

    package init(title: String, author: String, made: Date, sheets: [Sheet]) {
        self.title = title
        self.author = author
        self.made = made
        self.sheets = sheets
    }

    package struct Sheet: Hashable, Sendable {
        /// On its tab.
        package var name: String
        /// Above the table, one line each; the first is the heading.
        package var lines: [String]
        package var columns: [Column]
        package var rows: [[Cell]]

        package init(name: String, lines: [String], columns: [Column], rows: [[Cell]]) {
            self.name = name
            self.lines = lines
            self.columns = columns
            self.rows = rows
        }
    }

    package struct Column: Hashable, Sendable {
        package var title: String
        /// In characters.
        package var width: Int

        package init(_ title: String, width: Int) {
            self.title = title
            self.width = width
        }
    }

    package enum Cell: Hashable, Sendable {
        /// Never taken for a formula, whatever it begins with.
        case words(String)
        case number(Double)
        case empty
    }
}

package enum WorkbookProblem: Error, Hashable, CustomStringConvertible {
    case noPlace
    case library(String)

    package var description: String {
        switch self {
        case .noPlace: "There is no room for a temporary file, so no spreadsheet could be made."
        case .library(let words): "The spreadsheet could not be made: \(words)"
        }
    }
}
