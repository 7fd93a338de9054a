import Casework
import Directives
import HTTPTypes
import Records

/// What cannot be read off a route: what it is in words, what may be asked of it, and what is sent to it.
enum OpenAPIOperations {
    struct Operation: Sendable {
        /// The act's title says it where nothing more is to be said.
        var summary: String? = nil
        var query: [JSONValue] = []
        var body: JSONValue? = nil
        /// What 200 means where something new is answered with 201.
        var again: String? = nil
    }

    static func of(_ route: Route) -> Operation {
        let path = String(route.path.dropFirst("/api/v1".count))
        if let known = operations["\(route.method.rawValue) \(path)"] { return known }
        // What every program has alike.
        if route.method == .get, path.hasSuffix("/life") {
            return Operation(summary: "The life of a record: where it stands, who has it, what runs, what happened, and what the reader may do now")
        }
        if route.method == .post, path.hasSuffix("/steps/{step}") {
            return Operation(
                summary: "Take a step on a record", body: step,
                again: "The same was sent before, with the same `once`: nothing was done again.")
        }
        return Operation()
    }

    /// The body of a step. What it asks for, the life of the record tells.
    private static let step: JSONValue = object([
        "version": ["type": "integer", "minimum": 0, "maximum": .number(SentFields.mostCount), "description": "How many steps the client knows of, as the life tells."],
        "once": [
            "type": "string", "pattern": .string(SentFields.oncePattern),
            "description": "The client's own random words, new for each step; sent again after a fault they make sure that nothing is done twice.",
        ],
        "answers": [
            "type": "object",
            "description": "Answers by the keys of the step's prompts: a text (a day as 2018-01-31, a moment as 2018-01-31T14:20 in the department's zone), a list of texts, or true for what is confirmed.",
            "additionalProperties": ["anyOf": [["type": "string"], ["type": "array", "items": ["type": "string"]], ["type": "boolean"]]],
        ],
    ])

    private static let notice: JSONValue = ["type": "integer", "minimum": 0, "maximum": .number(SentFields.mostCount)]
    private static let page: JSONValue = parameter("page", ["type": "integer", "minimum": 1, "maximum": 10_000])
    /// Of what is as long as the trail.
    private static let longPage: JSONValue = parameter("page", ["type": "integer", "minimum": 1, "maximum": 100_000])
    private static let day: JSONValue = ["type": "string", "format": "date"]
    private static let text: JSONValue = ["type": "string"]

    private static let operations: [String: Operation] = [
        "GET /openapi.json": Operation(summary: "This document"),
        "GET /work": Operation(summary: "What waits for the reader, and for others on the records that the reader watches over"),
        "GET /account": Operation(summary: "The reader's own account, roles and sessions"),
        "GET /account/session": Operation(summary: "How long the session lasts, and the token that a change carries"),
        "GET /notices": Operation(summary: "The notices to the reader, unread first", query: [page]),
        "POST /notices/read": Operation(
            summary: "Mark notices as read: one, or one and all before it",
            body: ["oneOf": [object(["notice": notice]), object(["upto": notice])]]),
        "GET /officer-support/own": Operation(summary: "The references of the reader's own Work Items, from the in-person notice on"),
        "GET /officer-support/own/{reference}": Operation(summary: "The reader's own Work Item, from the in-person notice on"),
        "GET /officer-support/work-items": Operation(
            summary: "The queue of the Officer Support Unit",
            query: [
                parameter("state", words(["closed"])), parameter("district", text), parameter("category", text),
                parameter("sort", words(["due", "forward", "reference", "member", "unit"].flatMap { [$0, "-" + $0] })), page,
            ]),
        "GET /officer-support/work-items/{reference}/notes": Operation(summary: "The unit's notes, ten on a page, the newest first, and its papers", query: [page]),
        "GET /officer-support/work-items/{reference}/closing": Operation(summary: "The item beside the member's one before it, and what stands in the way of closing it as a repetition"),
        "GET /officer-support/work-items/{reference}/access": Operation(query: [longPage]), "GET /members/{member}/access": Operation(query: [longPage]),
        "GET /officer-support/supports": Operation(summary: "The newest edition of the supports document, and the numbers of all"),
        "GET /resiliency": Operation(summary: "The records of the Resiliency Support System that the reader may open"),
        "GET /resiliency/register": Operation(
            summary: "The confidential register of the Officer Wellness Section, of one employee or of all", query: [parameter("member", ["type": "integer"])]),
        "GET /resiliency/own": Operation(summary: "What the reader may know of themselves: what was discussed, and the own plan"),
        "GET /resiliency/evaluations": Operation(
            summary: "The yearly program evaluations: for the Officer Wellness Section with those not filed yet, for the Chief of Staff those that are"),
        "GET /resiliency/evaluations/{year}": Operation(summary: "One year’s program evaluation, its figures and its words"),
        "GET /resiliency/lists": Operation(summary: "Criteria and resources that the section keeps beside the directive’s own"),
        "GET /members/{member}/jacket": Operation(
            summary: "A member's jacket: what was known at the end of a day",
            query: [parameter("as-of", day), parameter("item", text)]),
        "GET /runs/elsewhere": Operation(summary: "The files of members whom a model outside of Mainstay scored, the newest first"),
        "GET /imports/{import}/quarantine": Operation(query: [parameter("file", text), page]),
        "GET /grants": Operation(
            query: [
                parameter("unit", text), parameter("person", text), parameter("role", words(Role.allCases.map(\.rawValue))),
                parameter("standing", words(GrantQuery.Standing.allCases.map(\.rawValue))), page,
            ]),
        "GET /trail": Operation(
            query: [
                parameter("account", text), parameter("record", text), parameter("kind", words(TrailEntry.Kind.allCases.map(\.rawValue))),
                parameter("outcome", words(TrailEntry.Outcome.allCases.map(\.rawValue))), parameter("from", day), parameter("until", day),
                parameter("whole", text), longPage,
            ]),
    ]

    // MARK: Parts

    private static func parameter(_ name: String, _ schema: JSONValue) -> JSONValue {
        ["name": .string(name), "in": "query", "required": false, "schema": schema]
    }

    private static func words(_ words: [String]) -> JSONValue { ["type": "string", "enum": .array(words.map(JSONValue.string))] }

    private static func object(_ properties: [String: JSONValue]) -> JSONValue {
        [
            "type": "object", "required": .array(properties.keys.sorted().map(JSONValue.string)), "properties": .object(properties),
            "additionalProperties": false,
        ]
    }
}
