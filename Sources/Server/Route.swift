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
    static func both<Value: Encodable & Sendable>(
        _ path: String, _ act: Act, _ read: @escaping @Sendable (Visit) async throws -> Value,
        page: @escaping @Sendable (Visit, Value) async throws -> Answer
    ) -> [Route] {
        [
            Route(method: .get, path: path, act: act) { visit in try await page(visit, try await read(visit)) },
            Route(method: .get, path: "/api/v1" + path, act: act) { visit in .json(try Route.json(try await read(visit))) },
        ]
    }

    static func json(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return [UInt8](try encoder.encode(value))
    }
}
