import Jacket

extension Layouts {
    /// The section of `docs/import.md` that lists every kind's file. Written from the catalogue; a test compares.
    package static func markdown() -> String {
        RecordKind.all.map(section).joined(separator: "\n")
    }

    private static func section(_ kind: RecordKind) -> String {
        let place = kind.number.map { "D20-04 III.C.\($0)" } ?? "\(kind.cites)"
        var lines = ["### `\(kind.file)`: \(kind.title.lowercasedFirst)", "", "\(place). Kind in a profile: `\(kind.key)`."]
        if repeats(kind) {
            lines.append(
                "Two rows alike are two records: without `key`, the first gets `#1` behind its key, the second `#2`, in the order of the file.")
        }
        lines += ["", "| column | | holds | meaning |", "|---|---|---|---|"]
        for column in columns(of: kind) {
            lines.append("| `\(column.header)` | \(column.required ? "required" : "") | \(column.holds) | \(column.meaning) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
