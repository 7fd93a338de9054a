import Foundation
import Intake
import Jacket
import Testing

@Suite("The default layout")
struct LayoutTests {
    @Test("docs/import.md lists the columns of every kind as the catalogue has them")
    func documentation() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appendingPathComponent("docs/import.md"), encoding: .utf8)
        let heading = try #require(text.range(of: "With a column `key` the key is what it says.\n\n"))
        #expect(String(text[heading.upperBound...]) == Layouts.markdown())
    }

    @Test("no file has two columns with the same header", arguments: RecordKind.all)
    func headersAreDistinct(kind: RecordKind) {
        let headers = Layouts.columns(of: kind).map(\.header)
        #expect(Set(headers).count == headers.count)
    }

    @Test("the columns that tell records apart are columns of the file", arguments: RecordKind.all)
    func identityIsThere(kind: RecordKind) throws {
        let source = try #require(Layouts.profile.sources.first { $0.file == kind.file })
        let headers = Set(Layouts.columns(of: kind).map(\.header))
        for column in source.records[0].key.columns { #expect(headers.contains(column), "\(column)") }
    }
}
