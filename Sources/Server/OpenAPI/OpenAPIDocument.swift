import Casework
import Directives
import Foundation
import HTTPTypes
import Pages

/// What of Mainstay speaks JSON, as an OpenAPI 3.1 document. It is written from the routes themselves and from the types
/// that they send, so neither an address nor a field can be missing.
struct OpenAPIDocument {
    static let path = "/api/v1/openapi.json"

    var routes: [Route]
    var sessionCookie: String
    /// The answers whose shape could not be read; none, as long as a test says so.
    private(set) var unread: [String] = []
    private let shapes = ShapeReader()

    init(routes: [Route], sessionCookie: String) {
        self.routes = routes.filter { $0.path.hasPrefix("/api/v1/") }
        self.sessionCookie = sessionCookie
    }

    mutating func value() -> JSONValue {
        var paths: [String: JSONValue] = [:]
        for (path, group) in Dictionary(grouping: routes, by: \.path) {
            var operations: [String: JSONValue] = [:]
            for route in group { operations[route.method.rawValue.lowercased()] = operation(route) }
            paths[path] = .object(operations)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Mainstay", "version": "1",
                "description": "Every list and record that has a page, as JSON, and the steps of a record's life. Page and JSON come from one reading behind one decision about access, and are written down in the same way. What is absent and what is not for the reader are the same answer.",
            ],
            "servers": [["url": "/"]],
            "paths": .object(paths),
            "components": [
                "securitySchemes": [
                    "session": ["type": "apiKey", "in": "cookie", "name": .string(sessionCookie), "description": "The cookie that signing in sets."],
                    "token": [
                        "type": "apiKey", "in": "header", "name": "X-CSRF-Token",
                        "description": "The session's token, which GET /api/v1/account/session tells. A change without it is refused, and so is one that a browser says comes from another site.",
                    ],
                ],
                "schemas": .object(shapes.components),
            ],
        ]
    }

    private mutating func operation(_ route: Route) -> JSONValue {
        let known = OpenAPIOperations.of(route)
        let security: JSONValue = route.takesJSON ? [["session": [], "token": []]] : [["session": []]]
        var operation: [String: JSONValue] = [
            "operationId": .string(name(of: route)), "summary": .string(known.summary ?? route.act.title),
            "parameters": .array(parameters(of: route) + known.query), "responses": .object(responses(route, known)),
            "security": security,
            "x-cites": .array(Array(Set(Access.rows(route.act).map(\.cites.rawValue))).sorted().map(JSONValue.string)),
        ]
        if let body = known.body { operation["requestBody"] = ["required": true, "content": ["application/json": ["schema": body]]] }
        return .object(operation)
    }

    /// `getOfficerSupportWorkItemsReference`
    private func name(of route: Route) -> String {
        let words = route.path.dropFirst("/api/v1/".count).split { "/-{}.".contains($0) }.map { String($0).capitalizedFirst }
        return route.method.rawValue.lowercased() + words.joined()
    }

    private func parameters(of route: Route) -> [JSONValue] {
        route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
            let name = String(part.dropFirst().dropLast())
            let schema: JSONValue =
                if let words = route.parts[name] {
                    ["type": "string", "enum": .array(words.map(JSONValue.string))]
                } else {
                    ["type": "string", "minLength": 1, "maxLength": 60, "pattern": "^[A-Za-z0-9._-]+$"]
                }
            return ["name": .string(name), "in": "path", "required": true, "schema": schema]
        }
    }

    // MARK: Answers

    private mutating func responses(_ route: Route, _ known: OpenAPIOperations.Operation) -> [String: JSONValue] {
        var responses: [String: JSONValue] = [
            "400": problem("A value is not as described; `field` names it where it came as JSON."), "401": problem("Nobody is signed in."),
            "403": problem("A passphrase or a second factor has to be set up first; for a change, the token is not the session's or another site sent it."),
            "404": problem("There is nothing at this address, or nothing that the reader may see."),
            "429": limited, "500": problem("Something went wrong here. Nothing was kept."), "503": problem("Cannot be written or read at this moment."),
        ]
        if route.takesJSON {
            responses["413"] = problem("More than 1 MB was sent.")
            responses["415"] = problem("What was sent is no application/json.")
        }
        responses["200"] = Self.answer(known.again ?? "What was asked for.", content(route))
        if known.again != nil {
            responses["201"] = Self.answer("Taken.", content(route), headers: ["Location": ["description": "Where the record's life is told.", "schema": ["type": "string"]]])
            responses["409"] = Self.answer("Somebody else acted on the record in between; nothing was done.", shape(StepConflict.self))
            responses["422"] = Self.answer("What stands in the way, all of it; nothing was done.", shape(StepRefused.self))
        }
        return responses
    }

    private var limited: JSONValue {
        mutating get {
            Self.answer(
                "Asked too often.", shape(ProblemTold.self),
                headers: ["Retry-After": ["description": "After how many seconds to try again.", "schema": ["type": "integer"]]])
        }
    }

    private mutating func problem(_ words: String) -> JSONValue { Self.answer(words, shape(ProblemTold.self)) }

    private static func answer(_ words: String, _ schema: JSONValue, headers: [String: JSONValue] = [:]) -> JSONValue {
        var answer: [String: JSONValue] = ["description": .string(words), "content": ["application/json": ["schema": schema]]]
        if !headers.isEmpty { answer["headers"] = .object(headers) }
        return .object(answer)
    }

    private mutating func content(_ route: Route) -> JSONValue {
        if route.path == Self.path { return ["type": "object", "description": "This document."] }
        if let schema = try? route.schema?(shapes) { return schema }
        unread.append(route.path)
        return ["type": ["object", "array"]]
    }

    private mutating func shape<Told: Decodable>(_ type: Told.Type) -> JSONValue {
        if let schema = try? shapes.schema(of: type) { return schema }
        unread.append(String(reflecting: type))
        return ["type": ["object", "array"]]
    }
}
