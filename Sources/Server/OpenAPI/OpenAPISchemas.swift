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
        "GET /resiliency/evaluations": Operation(
            summary: "The yearly program evaluations: for the Officer Wellness Section with those not filed yet, for the Chief of Staff those that are",
            answer: list(reference("EvaluationEntry"))),
        "GET /resiliency/evaluations/{year}": Operation(summary: "One year’s program evaluation, its figures and its words", answer: reference("Evaluation")),
        "GET /resiliency/lists": Operation(
            summary: "Criteria and resources that the section keeps beside the directive’s own", answer: object(["added": list(["type": "object"]), "resources": list(["type": "object"])])),
        "GET /runs": Operation(summary: "The monthly runs", answer: list(["type": "object"])),
        "GET /imports": Operation(summary: "The imports", answer: list(["type": "object"])),
    ]

    static let components: JSONValue = [
        "Problem": object(["error": text, "reference": text]),
        "DueList": object(["items": list(reference("DueItem")), "total": count, "overdue": count]),
        "EvaluationEntry": [
            "type": "object", "required": ["year", "state", "isOverdue"], "properties": .object(evaluation),
        ],
        "Evaluation": [
            "type": "object", "required": ["year", "state", "isOverdue", "recipient", "figures", "sections", "corrections", "titles", "withheld"],
            "properties": .object(
                evaluation.merging([
                    "recipient": text, "figures": reference("EvaluationFigures"), "corrections": list(["type": "object"]), "titles": ["type": "object"],
                    "sections": list(object(["key": text, "title": text, "cites": text, "text": text])), "withheld": ["type": "boolean"],
                ]) { first, _ in first }),
        ],
        "EvaluationFigures": object([
            "year": count, "contacts": count, "completed": count, "running": count, "notCompleted": count, "activations": list(["type": "object"]),
            "byCriterion": reference("Breakdown"), "byTrigger": reference("Breakdown"), "byPurpose": reference("Breakdown"), "resources": list(["type": "object"]),
        ]),
        "Breakdown": object(["parts": list(["type": "object", "required": ["key"], "properties": ["key": text, "count": count]]), "isWithheld": ["type": "boolean"]]),
        "DueItem": [
            "type": "object", "required": ["program", "reference", "title", "cites", "since", "path", "step", "unit"],
            "properties": [
                "program": text, "reference": text, "title": text, "cites": text, "since": instant, "due": instant, "path": text, "step": text, "unit": text,
                "rule": text,
            ],
        ],
    ]

    // MARK: Parts

    private static let text: JSONValue = ["type": "string"]
    private static let day: JSONValue = ["type": "string", "format": "date"]
    private static let evaluation: [String: JSONValue] = [
        "year": count, "state": ["type": "string", "enum": ["open", "draft", "filed"]], "isOverdue": ["type": "boolean"], "due": day, "filedOn": day, "filedBy": text,
    ]
    private static let count: JSONValue = ["type": "integer", "minimum": 0]
    private static let instant: JSONValue = ["type": "string", "format": "date-time"]
    private static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(name)")] }
    private static func list(_ items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

    private static func object(_ properties: [String: JSONValue]) -> JSONValue {
        ["type": "object", "required": .array(properties.keys.sorted().map(JSONValue.string)), "properties": .object(properties)]
    }
}
