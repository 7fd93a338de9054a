import Foundation
import Testing

@testable import Server

@Suite("What speaks JSON is described")
struct OpenAPITests {
    @Test("Every address under /api/v1 stands in the OpenAPI document, every reference in it leads somewhere, and answers hold what it says")
    func whole() async throws {
        try await Station.shared.value.visit { browser in
            try await browser.signIn("osu-analyst")
            let page = try await browser.get(OpenAPIDocument.path)
            #expect(page.status == 200)
            let document = try #require(try JSONSerialization.jsonObject(with: Data(page.text.utf8)) as? [String: Any])
            #expect(document["openapi"] as? String == "3.1.0")
            let paths = try #require(document["paths"] as? [String: [String: Any]])
            let addresses = Set(Office.routes.map(\.path).filter { $0.hasPrefix("/api/v1/") })
            #expect(addresses.count > 15 && Set(paths.keys) == addresses)
            let schemas = try #require((document["components"] as? [String: Any])?["schemas"] as? [String: Any])
            for reference in page.text.matches(of: /#\/components\/schemas\/(\w+)/) { #expect(schemas[String(reference.1)] != nil) }
            let names = paths.values.flatMap(\.values).compactMap { ($0 as? [String: Any])?["operationId"] as? String }
            #expect(Set(names).count == names.count && names.count == Office.routes.filter { $0.path.hasPrefix("/api/v1/") }.count)

            let work = try #require(try JSONSerialization.jsonObject(with: Data(try await browser.get("/api/v1/work").text.utf8)) as? [String: Any])
            let waiting = try #require(work["waiting"] as? [String: Any])
            let first = try #require((waiting["items"] as? [[String: Any]])?.first)
            let item = try #require(schemas["DueItem"] as? [String: Any])
            #expect(Set(try #require(item["required"] as? [String])).isSubset(of: first.keys))
            #expect(Set(first.keys).isSubset(of: try #require(item["properties"] as? [String: Any]).keys))
        }
    }
}
