import Directives

/// A number, or a piece of text in the batch, or nothing.
package struct Cell: Sendable {
    package enum Tag: UInt8, Sendable { case none, integer, decimal, text }
    package var tag: Tag
    package var length: UInt32 = 0
    /// The number, the bits of a decimal, or the offset of the text in `IntakeBatch.text`.
    package var bits: Int64 = 0

    static let none = Cell(tag: .none)
}

/// A record as read from a file, its cells following one another in the batch.
package struct IntakeRow: Sendable {
    /// Index into the source's records.
    package var record: Int16
    /// Whether this is the first record of its row of the file.
    package var first: Bool
    /// Where the source states no day from which the record is known, `knownOn` was assumed from the data day.
    package var knownAssumed: Bool
    package var line: Int32
    package var keyOffset: UInt32 = 0
    package var keyLength: UInt32 = 0
    package var firstCell: UInt32
    package var cells: UInt16
    package var digest: Int64
    /// The member it is about; for a record of kind `member` its own identity.
    package var member: Int64
    /// The id set aside for the row, for members alone: later rows of the same file already refer to it.
    package var reservedID: Int64
    package var happenedOn: Day?
    package var knownOn: Day
    package var outcomeKnownOn: Day?
}

/// Some thousand rows on their way from the reader to the database.
package struct IntakeBatch: Sendable {
    package var rows: [IntakeRow] = []
    package var cells: [Cell] = []
    package var text: [UInt8] = []
    package var quarantine: [QuarantineEntry] = []
    /// Rows of the file read so far, and its bytes (packed as they are).
    package var rowsRead = 0
    package var bytesRead: Int64 = 0
    /// Rows of the file in this batch that made no record because of the profile's filters.
    package var leftOut = 0

    package init() {}
}
