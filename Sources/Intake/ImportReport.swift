import Directives

/// The quality of what an import brought, kept with the import and shown on its page.
package struct ImportReport: Codable, Sendable, Hashable {
    package var id: Int64
    /// Nothing of the report's words depends on where the files lay; this is for the person who gave them.
    package var directory: String
    package var profile: String
    package var dataDay: Day
    package var seconds: Double
    package var files: [File] = []
    package var coverage: [Coverage] = []
    package var membersWithoutUnit = Missing()
    package var overlaps = Overlaps()
    package var warnings: [String] = []

    package init(id: Int64, directory: String, profile: String, dataDay: Day, seconds: Double) {
        self.id = id
        self.directory = directory
        self.profile = profile
        self.dataDay = dataDay
        self.seconds = seconds
    }

    package struct File: Codable, Sendable, Hashable {
        package enum State: String, Codable, Sendable, CaseIterable { case imported, unchanged, refused }
        package var file: String
        package var state: State
        package var kinds: [Kind] = []
        package var sha256 = ""
        /// Rows of the file. A row is new when it brought a new record, changed when it changed one; together with the
        /// unchanged, the quarantined and those left out by the profile's filters they are all the rows read.
        package var rowsRead = 0
        package var rowsNew = 0
        package var rowsChanged = 0
        package var rowsUnchanged = 0
        package var rowsQuarantined = 0
        package var rowsLeftOut = 0
        /// The latest day on which anything in the file became known.
        package var latestKnown: Day?
        /// Why the file was refused.
        package var reason: String?
        package var warnings: [String] = []

        package init(file: String, state: State) {
            self.file = file
            self.state = state
        }
    }

    /// What a file did to one kind of record.
    package struct Kind: Codable, Sendable, Hashable {
        package var kind: String
        package var new = 0
        package var changed = 0
        package var unchanged = 0
        package init(kind: String) { self.kind = kind }
    }

    /// Records by month, from the first month that has one.
    package struct Coverage: Codable, Sendable, Hashable {
        package var kind: String
        /// `2004-01`
        package var first: String
        package var counts: [Int]
        package var latestKnown: Day?
        package init(kind: String, first: String, counts: [Int], latestKnown: Day?) {
            self.kind = kind
            self.first = first
            self.counts = counts
            self.latestKnown = latestKnown
        }
    }

    /// Members appointed and not separated on the data day who have no unit that day.
    package struct Missing: Codable, Sendable, Hashable {
        package var active = 0
        package var without = 0
        /// The numbers of the first of them.
        package var examples: [String] = []
        package init() {}
    }

    /// Pairs of assignments of one member that share a day (the day one ends and the next begins does not count).
    package struct Overlaps: Codable, Sendable, Hashable {
        package var pairs = 0
        package var members = 0
        package var examples: [Example] = []
        package init() {}

        package struct Example: Codable, Sendable, Hashable {
            package var member: String
            package var units: [String]
            package var from: Day
            package init(member: String, units: [String], from: Day) {
                self.member = member
                self.units = units
                self.from = from
            }
        }
    }

    package var rowsRead: Int { files.reduce(0) { $0 + $1.rowsRead } }
    package var rowsNew: Int { files.reduce(0) { $0 + $1.rowsNew } }
    package var rowsChanged: Int { files.reduce(0) { $0 + $1.rowsChanged } }
    package var rowsQuarantined: Int { files.reduce(0) { $0 + $1.rowsQuarantined } }
    package var refused: [File] { files.filter { $0.state == .refused } }
    package var changedNothing: Bool { refused.isEmpty && rowsNew == 0 && rowsChanged == 0 }
}

extension ImportReport {
    /// The report as lines for a terminal.
    package var summary: [String] {
        var lines = ["Import \(id): \(profile), complete through \(dataDay.short)"]
        let width = max(4, files.map(\.file.count).max() ?? 0)
        lines.append(
            padded("File", width) + ["read", "new", "changed", "unchanged", "quarantined"].map { aligned($0, 12) }.joined())
        for file in files {
            let counts = [file.rowsRead, file.rowsNew, file.rowsChanged, file.rowsUnchanged, file.rowsQuarantined]
            lines.append(padded(file.file, width) + counts.map { aligned(grouped($0), 12) }.joined())
            if let reason = file.reason { lines.append("  Refused. \(reason)") }
            if file.rowsLeftOut > 0 { lines.append("  \(grouped(file.rowsLeftOut)) rows left out by the profile.") }
            lines += file.warnings.map { "  Note: \($0)" }
        }
        lines += warnings.map { "Note: \($0)" }
        if membersWithoutUnit.without > 0 {
            lines.append(
                "\(grouped(membersWithoutUnit.without)) of \(grouped(membersWithoutUnit.active)) active members have no unit on \(dataDay.short).")
        }
        if overlaps.pairs > 0 {
            lines.append("\(grouped(overlaps.pairs)) pairs of assignments overlap, of \(grouped(overlaps.members)) members.")
        }
        if changedNothing { lines.append("Nothing changed: every record was already here.") }
        lines.append("\(grouped(rowsRead)) rows in \(tenths(seconds)) s (\(grouped(Int(Double(rowsRead) / max(seconds, 0.001)))) rows a second).")
        return lines
    }

    private func tenths(_ number: Double) -> String { String((number * 10).rounded() / 10) }

    private func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }

    private func aligned(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(1, width - text.count)) + text }

    private func grouped(_ number: Int) -> String {
        var digits = Array(String(number))
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: position)
            position -= 3
        }
        return String(digits)
    }
}

/// Where an import is.
package struct ImportProgress: Sendable, Hashable {
    package var file: String
    /// From 1 to `files`.
    package var number: Int
    package var files: Int
    package var rows: Int
    /// The part of all the bytes to be read that is done, 0 to 1.
    package var share: Double

    package init(file: String, number: Int, files: Int, rows: Int, share: Double) {
        self.file = file
        self.number = number
        self.files = files
        self.rows = rows
        self.share = share
    }
}
