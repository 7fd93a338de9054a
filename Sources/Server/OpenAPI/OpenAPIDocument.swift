import Casework
import Directives
import Foundation
import HTTPTypes
import Pages

/// What of Mainstay speaks JSON, as an OpenAPI 3.1 document. It is written from the routes themselves, so an address cannot
/// be missing; what an answer holds is told by `OpenAPISchemas`.
struct OpenAPIDocument: Sendable {
    static let path = "/api/v1/openapi.json"

    var routes: [Route]
    var sessionCookie: String

    var value: JSONValue {
        var paths: [String: JSONValue] = [:]
        for (path, group) in Dictionary(grouping: routes.filter { $0.path.hasPrefix("/api/v1/") }, by: \.path) {
            var operations: [String: JSONValue] = [:]
            for route in group { operations[route.method.rawValue.lowercased()] = operation(route) }
            paths[path] = .object(operations)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Mainstay", "version": "1",
                "description": "Every list and record that has a page, as JSON. Page and JSON come from one reading behind one decision about access, and are written down in the same way. What is absent and what is not for the reader are the same answer.",
            ],
            "servers": [["url": "/"]],
            "security": [["session": []]],
            "paths": .object(paths),
            "components": [
                "securitySchemes": ["session": ["type": "apiKey", "in": "cookie", "name": .string(sessionCookie)]],
                "schemas": OpenAPISchemas.components,
            ],
        ]
    }

    private func operation(_ route: Route) -> JSONValue {
        let known = OpenAPISchemas.operation(route.method, route.path)
        return [
            "operationId": .string(name(of: route)), "summary": .string(known?.summary ?? route.act.title),
            "parameters": .array(parameters(in: route.path) + (known?.query ?? [])),
            "responses": .object(responses(known)),
            "x-cites": .array(Array(Set(Access.rows(route.act).map(\.cites.rawValue))).sorted().map(JSONValue.string)),
        ]
    }

    /// `getOfficerSupportWorkItemsReference`
    private func name(of route: Route) -> String {
        let words = route.path.dropFirst("/api/v1/".count).split { "/-{}".contains($0) }.map { String($0).capitalizedFirst }
        return route.method.rawValue.lowercased() + words.joined()
    }

    private func parameters(in path: String) -> [JSONValue] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
            let name = String(part.dropFirst().dropLast())
            return ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string", "minLength": 1, "maxLength": 60, "pattern": "^[A-Za-z0-9._-]+$"]]
        }
    }

    private func responses(_ known: OpenAPISchemas.Operation?) -> [String: JSONValue] {
        func problem(_ words: String) -> JSONValue {
            ["description": .string(words), "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Problem"]]]]
        }
        return [
            "200": ["description": "What was asked for.", "content": ["application/json": ["schema": known?.answer ?? OpenAPISchemas.anything]]],
            "400": problem("A value cannot be read."), "401": problem("Nobody is signed in."),
            "403": problem("A passphrase or a second factor has to be set up first, or the token is not the session's."),
            "404": problem("There is nothing at this address, or nothing that the reader may see."),
            "429": problem("Asked too often; `Retry-After` says for how many seconds."), "503": problem("Cannot be written or read at this moment."),
        ]
    }
}
