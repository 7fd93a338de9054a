import Directives
import Foundation

/// A dated note of the Officer Support Unit on a Work Item (`D20-04:V.A.1`). None is changed or deleted: whoever wrote it
/// revises it by a new one.
package struct ReviewNote: Hashable, Sendable, Codable {
    /// From 1, in the order written on the item.
    package var number: Int
    package var writtenAt: Date
    /// The account, and its person's name.
    package var author: String
    package var authorName: String
    package var text: String
    /// The number of the note it revises, and of the one that revises it.
    package var revises: Int?
    package var revisedBy: Int?

    package init(number: Int, writtenAt: Date, author: String, authorName: String, text: String, revises: Int?, revisedBy: Int?) {
        self.number = number
        self.writtenAt = writtenAt
        self.author = author
        self.authorName = authorName
        self.text = text
        self.revises = revises
        self.revisedBy = revisedBy
    }

    /// In Unicode scalar values.
    package static let longest = 20_000

    /// A browser sends each end of a line as two characters; one is what was typed.
    package static func typed(_ text: String) -> String { text.replacingOccurrences(of: "\r\n", with: "\n") }
}

/// Why a note was not written. Nothing was changed.
package enum NoteProblem: Error, Hashable, CustomStringConvertible {
    case empty
    case tooLong(Int)
    case cannotRevise(Int)
    case oldForm

    package var description: String {
        switch self {
        case .empty: "Write the note first."
        case .tooLong(let count): "The note has \(count) characters; \(ReviewNote.longest) is the most. Shorten it, or write two."
        case .cannotRevise(let number): "Note \(number) cannot be revised here: it is not yours, or it was revised already. Write a note of its own."
        case .oldForm: "The form is not whole. Check what you wrote, and send it once more."
        }
    }

    /// What is wrong with a note's text.
    package init?(text: String) {
        let count = text.unicodeScalars.count
        if count > ReviewNote.longest {
            self = .tooLong(count)
        } else if text.allSatisfy({ $0.isWhitespace || $0 == "\0" }) {
            self = .empty
        } else {
            return nil
        }
    }
}
