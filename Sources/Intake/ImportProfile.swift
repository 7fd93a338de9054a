import Directives
import Jacket

/// How the columns and codes of a department's files become records. Read from a YAML file (`ProfileReading`), or the
/// default layout when there is none.
package struct ImportProfile: Sendable {
    package var name: String
    /// The day through which the extract is complete; nil takes the day given with the import, or the day it runs.
    package var dataDay: Day?
    /// A file with a larger share of bad rows is refused whole.
    package var rejectShare: Double
    /// In the order in which they are read. Sources of members are read first whatever their place.
    package var sources: [Source]
    package var skipped: [Skipped]

    package static let usualRejectShare = 0.05

    /// One file.
    package struct Source: Sendable {
        /// The file's name without `.csv` or `.csv.gz`.
        package var file: String
        package var rejectShare: Double?
        package var records: [Record]
        /// Columns left out on purpose.
        package var ignored: [String] = []
    }

    /// A file deliberately not imported.
    package struct Skipped: Sendable, Hashable {
        package var file: String
        package var reason: String
    }

    /// One record made from a row.
    package struct Record: Sendable {
        package var kind: RecordKind
        /// All must hold; otherwise the row makes no record of this kind.
        package var filters: [Filter] = []
        package var key: Key
        /// The column with the member's number in the source; nil for members themselves and for units.
        package var member: String?
        package var happened: DateSource?
        package var known: DateSource?
        package var outcomeKnown: DateSource?
        /// By the field's name in the catalogue.
        package var fields: [String: FieldSource] = [:]
        /// The source has no id and rows with the same key are different records: the n-th gets `#n`.
        package var repeats = false
        /// Members get names of trees and birds, worked out from their source id.
        package var inventNames = false
    }

    package struct Key: Sendable {
        package var columns: [String]
        /// A column used instead when the file has it; empty `columns` may be missing then.
        package var preferred: String?
        /// Columns of `columns` that a file need not have.
        package var optional: Set<String> = []
    }

    package struct Filter: Sendable {
        package var column: String
        package var test: Test
        package enum Test: Sendable, Hashable {
            case oneOf([String])
            case noneOf([String])
            case empty
            case notEmpty
        }
    }

    package struct DateSource: Sendable {
        package var from: Origin
        package var form: Form = .day
        /// The file need not have the column.
        package var optional = false
        package enum Origin: Sendable, Hashable {
            case column(String)
            case constant(Day)
        }
        package enum Form: String, Sendable, CaseIterable {
            /// `2017-12-31`
            case day
            /// The column holds a year; its 1 January.
            case firstDayOfYear
            /// The column holds a year; its 31 December.
            case lastDayOfYear
        }
    }

    package struct FieldSource: Sendable {
        package var from: Origin
        /// From the source's codes to the catalogue's; an empty target means "nothing".
        package var codes: [String: String]?
        /// What a value outside `codes` becomes; nil makes the row bad.
        package var otherwise: String?
        package var optional = false
        package enum Origin: Sendable, Hashable {
            case column(String)
            case constant(String)
        }
    }
}
