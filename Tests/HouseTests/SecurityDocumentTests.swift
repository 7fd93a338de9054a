import Foundation
import Testing

/// `docs/security.md` says which test fails when a control is not there. A test that is gone proves nothing.
@Suite("What docs/security.md names is there")
struct SecurityDocumentTests {
    /// The words in backticks of the tables, with the column they stand in.
    private static func named(_ pattern: Regex<(Substring, Substring)>) throws -> Set<String> {
        Set(try House.text("docs/security.md").matches(of: pattern).map { String($0.1) })
    }

    @Test("Each suite that is said to prove a control exists")
    func suites() throws {
        let named = try Self.named(/`([A-Z]\w+Tests)`/)
        let declared = Set(try House.tests().flatMap { file in file.text.matches(of: /(?:struct|class) (\w+Tests)\b/).map { String($0.1) } })
        #expect(named.count > 20)
        #expect(named.subtracting(declared).isEmpty, "\(named.subtracting(declared).sorted())")
    }

    @Test("Each file, folder and tool that is said to hold a control exists")
    func files() throws {
        let paths = try House.tracked()
        let named = try Self.named(/`((?:\w+\/)*\w+\.swift|(?:\w+\/)+\w+)`/)
        #expect(named.count > 15)
        for name in named.sorted() {
            #expect(paths.contains { $0 == name || $0.hasSuffix("/" + name) || $0.contains("/" + name + "/") || $0.hasPrefix(name + ".swift") }, "\(name)")
        }
    }
}
