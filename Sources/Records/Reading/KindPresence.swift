import GRDB
import Jacket

extension Records {
    /// The kinds of the jacket of which the department has no record at all: a section without data says why it is
    /// empty (`D20-04:III.C`).
    package func kindsWithoutRows() async throws -> Set<String> {
        try await read { db in
            var result: Set<String> = []
            for kind in RecordKind.jacket + [.posting, .rankHeld] {
                let present = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(kind.key))") ?? false
                if !present { result.insert(kind.key) }
            }
            return result
        }
    }
}
