import Casework
import Directives
import HTTPTypes
import OfficerSupport

/// What the answers hold.
enum OpenAPISchemas {
    struct Operation: Sendable {
        var summary: String
        var query: [JSONValue] = []
        var answer: JSONValue
    }

    static let anything: JSONValue = ["type": ["object", "array"], "description": "As docs/api.md tells."]

    static func operation(_ method: HTTPRequest.Method, _ path: String) -> Operation? {
        operations["\(method.rawValue) \(path.dropFirst("/api/v1".count))"]
    }

    private static let page: JSONValue = ["name": "page", "in": "query", "required": false, "schema": ["type": "integer", "minimum": 1, "maximum": 10_000]]

    private static func choice(_ name: String, _ values: [String]) -> JSONValue {
        ["name": .string(name), "in": "query", "required": false, "schema": ["type": "string", "enum": .array(values.map(JSONValue.string))]]
    }

    private static let operations: [String: Operation] = [
        "GET /work": Operation(
            summary: "What waits for the reader, and for others on the records that the reader watches over",
            answer: object(["waiting": reference("DueList"), "others": reference("DueList")])),
        "GET /officer-support/work-items": Operation(
            summary: "The queue of the Officer Support Unit",
            query: [
                choice("state", ["closed"]), choice("sort", ["due", "forward", "reference", "member", "unit", "-due", "-forward", "-reference", "-member", "-unit"]),
                page,
            ], answer: object(["items": list(["type": "object"]), "total": count, "page": count, "pages": count])),
        "GET /officer-support/supports": Operation(
            summary: "The newest edition of the supports document, and the numbers of all",
            answer: ["type": "object", "required": ["editions"], "properties": ["editions": list(["type": "object"]), "current": ["type": "object"]]]),
        "GET /account/session": Operation(summary: "How long the session lasts", answer: object(["secondsLeft": ["type": "number"]])),
        "GET /runs": Operation(summary: "The monthly runs", answer: list(["type": "object"])),
        "GET /imports": Operation(summary: "The imports", answer: list(["type": "object"])),
    ]

    static let components: JSONValue = [
        "Problem": object(["error": text, "reference": text]),
        "DueList": object(["items": list(reference("DueItem")), "total": count, "overdue": count]),
        "DueItem": [
            "type": "object", "required": ["program", "reference", "title", "cites", "since", "path", "step", "unit"],
            "properties": [
                "program": text, "reference": text, "title": text, "cites": text, "since": instant, "due": instant, "path": text, "step": text, "unit": text,
                "rule": text, "toward": text, "began": instant,
            ],
        ],
    ]

    // MARK: Parts

    private static let text: JSONValue = ["type": "string"]
    private static let count: JSONValue = ["type": "integer", "minimum": 0]
    private static let instant: JSONValue = ["type": "string", "format": "date-time"]
    private static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(name)")] }
    private static func list(_ items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

    private static func object(_ properties: [String: JSONValue]) -> JSONValue {
        ["type": "object", "required": .array(properties.keys.sorted().map(JSONValue.string)), "properties": .object(properties)]
    }
}
