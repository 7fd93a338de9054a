import Foundation
import HTTPTypes
import Testing

@testable import Server

@Suite("What speaks JSON is described")
struct OpenAPITests {
    private static func document(_ browser: Browser) async throws -> (text: String, value: [String: Any]) {
        let page = try await browser.get(OpenAPIDocument.path)
        try #require(page.status == 200)
        return (page.text, try #require(try JSONSerialization.jsonObject(with: page.bytes) as? [String: Any]))
    }

    @Test("Every address under /api/v1 stands in the OpenAPI document under a name of its own, every reference in it leads somewhere, and every answer's shape is told")
    func whole() async throws {
        try await Station.shared.value.visit { browser in
            try await browser.signIn("osu-analyst")
            let (text, document) = try await Self.document(browser)
            #expect(document["openapi"] as? String == "3.1.0")
            let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
            let routes = Office.routes.filter { $0.path.hasPrefix("/api/v1/") }
            #expect(routes.count > 35 && Set(paths.keys) == Set(routes.map(\.path)))
            let components = try #require(document["components"] as? [String: Any])
            let schemas = try #require(components["schemas"] as? [String: Any])
            for reference in text.matches(of: /#\/components\/schemas\/([^"]+)/) { #expect(schemas[String(reference.1)] != nil, "\(reference.1)") }
            let operations = paths.values.flatMap(\.values)
            #expect(Set(operations.compactMap { $0["operationId"] as? String }).count == routes.count)
            #expect(operations.allSatisfy { ($0["x-cites"] as? [String])?.isEmpty == false && ($0["summary"] as? String)?.isEmpty == false })
        }
        var written = OpenAPIDocument(routes: Office.routes, sessionCookie: "mainstay_session")
        _ = written.value()
        #expect(written.unread == [])
    }

    @Test("A change asks for JSON and the session's token, and tells every answer that it can have")
    func changes() async throws {
        try await Station.shared.value.visit { browser in
            try await browser.signIn("osu-analyst")
            let (_, document) = try await Self.document(browser)
            let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
            let changes = paths.values.compactMap { $0["post"] }
            #expect(changes.count == Office.routes.filter { $0.path.hasPrefix("/api/v1/") && $0.method == .post }.count && changes.count >= 3)
            for change in changes {
                let name = change["operationId"] as? String ?? ""
                let security = try #require((change["security"] as? [[String: Any]])?.first)
                #expect(Set(security.keys) == ["session", "token"], "\(name)")
                #expect(((change["requestBody"] as? [String: Any])?["content"] as? [String: Any])?["application/json"] != nil, "\(name)")
                let answers = Set(try #require(change["responses"] as? [String: Any]).keys)
                #expect(answers.isSuperset(of: ["200", "400", "401", "403", "404", "413", "415", "429"]), "\(name)")
            }
            let step = try #require(paths["/api/v1/officer-support/work-items/{reference}/steps/{step}"]?["post"])
            #expect(Set(try #require(step["responses"] as? [String: Any]).keys).isSuperset(of: ["200", "201", "409", "422"]))
            let parameters = try #require(step["parameters"] as? [[String: Any]])
            let lists: [[String]] = parameters.compactMap { ($0["schema"] as? [String: Any])?["enum"] as? [String] }
            let steps = try #require(lists.first)
            #expect(steps.contains("review") && !steps.contains("reply") && !steps.contains("closeDuplicative"))
        }
    }

    @Test("What is answered is what the document says, field by field", arguments: ["osu-analyst", "osu-supervisor", "auditor", "administrator", "legal-custodian", "sergeant-005", "area-representative"])
    func answers(_ account: String) async throws {
        let station = try await Station.shared.value
        let walk = try await Walk(station)
        try await station.visit { browser in
            try await browser.signIn(account)
            let (_, document) = try await Self.document(browser)
            let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
            let shape = Shape(document)
            var read = 0
            for route in Office.routes where route.path.hasPrefix("/api/v1/") && route.method == .get {
                let page = try await browser.get(walk.address(route))
                let responses = try #require(paths[route.path]?["get"]?["responses"] as? [String: [String: Any]])
                let told = try #require(responses[String(page.status)], "\(route.path) \(page.status)")
                let content = try #require((told["content"] as? [String: [String: Any]])?["application/json"]?["schema"] as? [String: Any])
                let faults = shape.faults(try JSONSerialization.jsonObject(with: page.bytes), content, at: route.path)
                #expect(faults.isEmpty, "\(faults.prefix(5))")
                if page.status == 200 { read += 1 }
            }
            #expect(read >= 5)
        }
    }

    @Test("The check of shapes sees what is missing, what is too much and what is of another kind")
    func checkSees() {
        let shape = Shape(["components": ["schemas": ["Thing": ["type": "object", "required": ["a"], "properties": ["a": ["type": "integer"], "b": ["type": "string", "enum": ["x"]]], "additionalProperties": false]]]])
        let thing = ["$ref": "#/components/schemas/Thing"]
        #expect(shape.faults(["a": 1, "b": "x"], thing, at: "").isEmpty)
        for wrong in [["b": "x"], ["a": "1"], ["a": 1.5], ["a": 1, "b": "y"], ["a": 1, "c": 1]] as [[String: Any]] { #expect(!shape.faults(wrong, thing, at: "").isEmpty, "\(wrong)") }
    }

    /// As much of JSON Schema as the document uses.
    private struct Shape {
        let schemas: [String: [String: Any]]

        init(_ document: [String: Any]) { schemas = (document["components"] as? [String: Any])?["schemas"] as? [String: [String: Any]] ?? [:] }

        func faults(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
            if let reference = schema["$ref"] as? String {
                guard let found = schemas[reference.replacingOccurrences(of: "#/components/schemas/", with: "")] else { return ["\(place): \(reference) leads nowhere"] }
                return faults(value, found, at: place)
            }
            if let ways = (schema["anyOf"] ?? schema["oneOf"]) as? [[String: Any]] {
                return ways.contains { faults(value, $0, at: place).isEmpty } ? [] : ["\(place): \(value) is none of them"]
            }
            if let words = schema["enum"] as? [String], !words.contains(value as? String ?? "") { return ["\(place): \(value) is no word of the list"] }
            switch schema["type"] as? String {
            case "object": return object(value, schema, place)
            case "array":
                guard let values = value as? [Any] else { return ["\(place) is no list"] }
                guard let items = schema["items"] as? [String: Any] else { return [] }
                return values.enumerated().flatMap { faults($0.element, items, at: "\(place)[\($0.offset)]") }
            case "string":
                guard let text = value as? String else { return ["\(place) is no text"] }
                return schema["format"] as? String == "date-time" && text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) == nil ? ["\(place): \(text) is no instant"] : []
            case "integer": return (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } == true ? [] : ["\(place) is no whole number"]
            case "number": return value is NSNumber ? [] : ["\(place) is no number"]
            case "boolean": return value is Bool ? [] : ["\(place) is neither true nor false"]
            default: return []
            }
        }

        private func object(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
            guard let fields = value as? [String: Any] else { return ["\(place) is no object"] }
            let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
            let missing = (schema["required"] as? [String] ?? []).filter { fields[$0] == nil }.map { "\(place).\($0) is missing" }
            return missing + fields.flatMap { name, value in
                if let known = properties[name] { return faults(value, known, at: "\(place).\(name)") }
                if let any = schema["additionalProperties"] as? [String: Any] { return faults(value, any, at: "\(place).\(name)") }
                return schema["additionalProperties"] as? Bool == false ? ["\(place).\(name) is not described"] : []
            }
        }
    }
}
