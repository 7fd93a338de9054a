import Foundation
import Testing

/// The database read from outside, by Python's SQLite, so that the program is not its own witness.
enum Database {
    private static let reader = """
        import hashlib, json, sqlite3, sys
        db = sqlite3.connect(sys.argv[1] + "/mainstay.sqlite")
        if sys.argv[2] == "rows":
            print(json.dumps([["" if v is None else str(v) for v in row] for row in db.execute(sys.argv[3])]))
            db.commit()
        else:
            found = {}
            names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall()
            for (name,) in names:
                columns = ['"%s"' % c[1] for c in db.execute('PRAGMA table_info("%s")' % name) if c[1] != "import"]
                digest, count = hashlib.sha256(), 0
                for row in db.execute('SELECT %s FROM "%s" ORDER BY %s' % (", ".join(columns), name, ", ".join(columns))):
                    digest.update(repr(row).encode())
                    count += 1
                found[name] = {"rows": count, "digest": digest.hexdigest()}
            indexes = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name")]
            found["(indexes)"] = {"rows": len(indexes), "digest": " ".join(indexes)}
            print(json.dumps(found))
        """

    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    static func ask(_ arguments: [String]) async throws -> Data {
        let outcome = try await Running(URL(fileURLWithPath: "/usr/bin/env"), ["python3", "-c", reader] + arguments).outcome()
        guard outcome.code == 0 else { throw Failed(description: "python3: \(outcome.errors)") }
        return Data(outcome.output.utf8)
    }

    static func rows(_ statement: String, in data: String) async throws -> [[String]] {
        try JSONDecoder().decode([[String]].self, from: try await ask([data, "rows", statement]))
    }
}

/// Every table of a database as a count and a digest of its rows, in an order of their own; which import brought a row is
/// left out.
struct Tables: Equatable {
    struct Content: Equatable, Decodable {
        var rows: Int
        var digest: String
    }

    private(set) var content: [String: Content]

    init(_ data: String) async throws {
        content = try JSONDecoder().decode([String: Content].self, from: try await Database.ask([data, "tables"]))
    }

    /// What is kept beside the department's records: imports and what came of their files, accounts, runs, settings.
    private static let work: Set<String> = [
        "import", "importFile", "quarantine", "account", "session", "signInAttempt", "recoveryCode", "run", "score", "workItem", "changeCount", "setting", "trail", "trailHead", "keyed", "sealedFile", "holding",
        "keyBackup", "retentionSchedule", "disposalAuthority", "hold", "destructionBatch", "destructionFile", "destroyedKey",
        "destructionCertificate",
        "heldBack", "itemImport", "workItemNote", "workItemPaper", "supportsEdition", "support", "supportRecommendation", "supportsReview", "supportsDraft",
        "caseClock", "caseWarning", "resiliencyResource", "resiliencyTally", "resiliencyEvaluation", "postingReview", "postingReviewEvent", "grdb_migrations",
    ]

    /// The tables of the kinds of record, and the names of all indexes.
    var records: Tables {
        var copy = self
        for name in Tables.work { copy.content[name] = nil }
        return copy
    }

    func rows(_ table: String) throws -> Int { try #require(content[table], "there is no table \(table)").rows }

    /// The names of tables that differ.
    func difference(_ other: Tables) -> [String] {
        Set(content.keys).union(other.content.keys).filter { content[$0] != other.content[$0] }.sorted()
    }
}
