import Foundation
import Testing
import Vault

@Suite("Sealing")
struct SealingTests {
    private let place = SubjectKey.Place("note", row: 7, "body")

    @Test("What a key sealed it opens, at its place and nowhere else")
    func places() throws {
        let key = SubjectKey.generate(id: 1)
        let sealed = try key.seal("A private sentence.", at: place)
        #expect(try key.openText(sealed, at: place) == "A private sentence.")
        for other in [
            SubjectKey.Place("note", row: 8, "body"), SubjectKey.Place("note", row: 7, "title"), SubjectKey.Place("paper", row: 7, "body"),
        ] {
            #expect(throws: VaultError.cannotOpen(table: other.table, column: other.column)) { try key.open(sealed, at: other) }
        }
        #expect(throws: VaultError.self) { try SubjectKey.generate(id: 1).open(sealed, at: place) }
    }
}
