import Casework
import Foundation
import HTTPTypes
import Hummingbird
import Pages

/// An address, the act it needs, and what answers it. There is no way to add one without naming the act.
struct Route: Sendable {
    var method: HTTPRequest.Method
    var path: String
    var act: Act
    /// The most bytes of a form with a file; nil where forms have none.
    var uploads: Int? = nil
    /// Whether a change comes as JSON, with the session's token in a header, and not as a form.
    var takesJSON = false
    /// The closed lists that parts of the path are of: the steps of a program.
    var parts: [String: [String]] = [:]
    /// What its JSON is made of, where it has any.
    var schema: (@Sendable (ShapeReader) throws -> JSONValue)? = nil
    var answer: @Sendable (Visit) async throws -> Answer

    static func page(_ path: String, _ act: Act, _ answer: @escaping @Sendable (Visit) async throws -> Answer) -> [Route] {
        [Route(method: .get, path: path, act: act, answer: answer)]
    }

    static func change(_ path: String, _ act: Act, _ answer: @escaping @Sendable (Visit) async throws -> Answer) -> [Route] {
        [Route(method: .post, path: path, act: act, answer: answer)]
    }

    /// A change whose form carries a file.
    static func upload(_ path: String, _ act: Act, upTo bytes: Int, _ answer: @escaping @Sendable (Visit) async throws -> Answer) -> [Route] {
        [Route(method: .post, path: path, act: act, uploads: bytes, answer: answer)]
    }

    /// One reading of the records, shown as a page and, under `/api/v1`, as JSON.
    static func both<Value: Codable & Sendable>(
        _ path: String, _ act: Act, _ read: @escaping @Sendable (Visit) async throws -> Value,
        page: @escaping @Sendable (Visit, Value) async throws -> Answer
    ) -> [Route] {
        [Route(method: .get, path: path, act: act) { visit in try await page(visit, try await read(visit)) }] + json(path, act, read)
    }

    /// The same where the JSON is made of another type.
    static func both<Value: ToldAs & Sendable>(
        _ path: String, _ act: Act, _ read: @escaping @Sendable (Visit) async throws -> Value,
        page: @escaping @Sendable (Visit, Value) async throws -> Answer
    ) -> [Route] {
        [Route(method: .get, path: path, act: act) { visit in try await page(visit, try await read(visit)) }] + json(path, act) { try await read($0).shape }
    }

    /// A reading that is JSON alone, under `/api/v1`.
    static func json<Value: Codable & Sendable>(
        _ path: String, _ act: Act, _ read: @escaping @Sendable (Visit) async throws -> Value
    ) -> [Route] {
        [
            Route(method: .get, path: "/api/v1" + path, act: act, schema: { try $0.schema(of: Value.self) }) { visit in
                .json(try Route.json(try await read(visit)))
            }
        ]
    }

    /// A change that comes as JSON, under `/api/v1`, and is answered with JSON.
    static func jsonChange<Told: Codable & Sendable>(
        _ path: String, _ act: Act, parts: [String: [String]] = [:], answers: Told.Type, _ answer: @escaping @Sendable (Visit) async throws -> Answer
    ) -> [Route] {
        [
            Route(
                method: .post, path: "/api/v1" + path, act: act, takesJSON: true, parts: parts, schema: { try $0.schema(of: Told.self) }, answer: answer)
        ]
    }

    static func json(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return [UInt8](try encoder.encode(value))
    }
}
