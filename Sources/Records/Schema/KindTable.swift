import Jacket

/// How a kind of record is stored. Every kind has the same frame: one row per version of a record, with the days from
/// which it was known; the kind's own fields follow, named and typed as in the catalogue.
///
/// `record` is the id of the first version and so the record's identity. For `member` it is the member's id, which the
/// `member` column of every other table refers to. Days are stored as the number of days since 1 January 1970
/// (`date(knownOn * 86400, 'unixepoch')` shows one).
package enum KindTable {
    /// Whether rows name a member in a `member` column.
    package static func namesMember(_ kind: RecordKind) -> Bool { kind.about == .member && kind != .member }

    package static func frame(_ kind: RecordKind) -> [String] {
        ["id", "record", "version", "sourceKey", "digest", "import"] + (namesMember(kind) ? ["member"] : [])
            + ["happenedOn", "knownOn", "outcomeKnownOn"]
    }

    package static func create(_ kind: RecordKind) -> String {
        var columns = [
            "id INTEGER PRIMARY KEY",
            "record INTEGER NOT NULL",
            "version INTEGER NOT NULL",
            "sourceKey TEXT NOT NULL",
            "digest INTEGER NOT NULL",
            "import INTEGER NOT NULL",
        ]
        if namesMember(kind) { columns.append("member INTEGER NOT NULL") }
        columns += ["happenedOn INTEGER", "knownOn INTEGER NOT NULL", "outcomeKnownOn INTEGER"]
        columns += kind.fields.map { "\($0.name) \(type($0))" }
        return "CREATE TABLE \(kind.key) (\n    " + columns.joined(separator: ",\n    ") + "\n) STRICT;"
    }

    package static func indexes(_ kind: RecordKind) -> [(name: String, create: String)] {
        var result = [("\(kind.key)Key", "CREATE UNIQUE INDEX \(kind.key)Key ON \(kind.key)(sourceKey, version);")]
        if namesMember(kind) {
            result.append(("\(kind.key)Member", "CREATE INDEX \(kind.key)Member ON \(kind.key)(member, knownOn);"))
        } else {
            result.append(("\(kind.key)Record", "CREATE INDEX \(kind.key)Record ON \(kind.key)(record);"))
        }
        return result
    }

    private static func type(_ field: Field) -> String {
        switch field.type {
        case .day, .integer, .flag, .member: "INTEGER"
        case .decimal: "REAL"
        case .code, .text: "TEXT"
        }
    }
}
