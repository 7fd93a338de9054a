import Directives

/// Why an import did not start, or stopped. What was finished before, file by file, is kept.
package enum ImportError: Error, Equatable, CustomStringConvertible {
    case noDirectory(String)
    case unreadableDirectory(String)
    case nothingToImport(directory: String, expected: [String])
    case dataDayInFuture(Day)

    package var description: String {
        switch self {
        case .noDirectory(let path): "There is no directory \(path). Nothing was changed."
        case .unreadableDirectory(let path): "The directory \(path) cannot be read by this account. Nothing was changed."
        case .nothingToImport(let directory, let expected):
            "\(directory) holds none of the files that the profile names (\(expected.prefix(8).joined(separator: ", "))\(expected.count > 8 ? ", …" : "")), as .csv or .csv.gz. Nothing was changed."
        case .dataDayInFuture(let day): "The records cannot be complete through \(day.short), which has not come yet. Nothing was changed."
        }
    }
}

package struct ImportOptions: Sendable {
    /// The day through which the files are complete; nil takes the profile's, then the day of the import.
    package var dataDay: Day?
    /// Overrides the share of the profile.
    package var rejectShare: Double?

    package init(dataDay: Day? = nil, rejectShare: Double? = nil) {
        self.dataDay = dataDay
        self.rejectShare = rejectShare
    }
}
