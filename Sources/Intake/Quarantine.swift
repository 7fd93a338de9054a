/// A row that was not imported, with the place and the reason.
package struct QuarantineEntry: Hashable, Sendable, Codable {
    /// The line of the file in which the row begins.
    package var line: Int
    package var column: String
    package var value: String
    package var reason: String

    package init(line: Int, column: String, value: String, reason: String) {
        self.line = line
        self.column = column
        self.value = value
        self.reason = reason
    }
}

/// Why a row is bad. `docs/import.md` lists them in these words.
package enum RowProblem: Hashable, Sendable, CustomStringConvertible, CaseIterable {
    case fieldCount, textAfterQuote, noKey, repeatedKey, missing, unknownMember, unknownSupervisor
    case notADate, notAYear, beforeTime, afterDataDay, happenedAfterKnown, outcomeBeforeReport
    case notANumber, outOfRange, notAFlag, wrongCode, unmappedCode, offDutyDriving, sameMember


    package var description: String {
        switch self {
        case .fieldCount: "The row has not as many fields as the header"
        case .textAfterQuote: "Text follows a closing quotation mark"
        case .noKey: "The source key is empty"
        case .repeatedKey: "The same key is in an earlier row of this file"
        case .missing: "A required value is missing"
        case .unknownMember: "No member has this number"
        case .unknownSupervisor: "No member has the number given as supervisor"
        case .notADate: "Not a date like 2017-12-31"
        case .notAYear: "Not a year"
        case .beforeTime: "The date is before 1 January 1900"
        case .afterDataDay: "The date is after the day through which the records are complete"
        case .happenedAfterKnown: "It was known before it happened"
        case .outcomeBeforeReport: "The outcome (finding, end, separation) is dated before the report"
        case .notANumber: "Not a number"
        case .outOfRange: "The number is outside the range allowed"
        case .notAFlag: "Neither 1 nor 0"
        case .wrongCode: "Not a code of this field"
        case .unmappedCode: "The profile does not say what this code means"
        case .offDutyDriving: "Only pursuits and collisions on duty belong to the jacket (D20-04:III.C.5)"
        case .sameMember: "A member cannot supervise themselves"
        }
    }
}

/// Raised while a row is read; the row goes to quarantine and the next one is read.
struct BadRow: Error {
    var problem: RowProblem
    /// Index of the column in the file; -1 when no single column is to blame.
    var column: Int
    var note = ""
}
