import Casework
import Directives
import Foundation
import Testing

@Suite("The written table of rights")
struct AccessDocumentTests {
    @Test("docs/access.md says what the tables say")
    func fresh() throws {
        let text = AccessDocument.text()
        let url = House.root.appendingPathComponent("docs/access.md")
        if ProcessInfo.processInfo.environment["RECORD"] == "1" { try text.write(to: url, atomically: true, encoding: .utf8) }
        let kept = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        #expect(kept == text, "The document is stale: run the tests once with RECORD=1 and look at the difference.")
    }

    @Test("Every right and every role stands in it")
    func whole() {
        let text = AccessDocument.text()
        for role in Role.allCases { #expect(text.contains("| \(role.title) |"), "\(role)") }
        for act in Act.allCases { #expect(text.contains(act.title), "\(act)") }
        for program in ProgramKey.allCases { #expect(text.contains("## \(program.title)") && !AccessDocument.text(program).isEmpty) }
    }
}
