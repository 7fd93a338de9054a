import Casework
import Directives
import Foundation
import Risk

/// A reading whose JSON is made of another type, which says it whole.
protocol ToldAs {
    associatedtype Shape: Codable & Sendable
    var shape: Shape { get }
}

/// The JSON schemas of what answers hold, read off the types themselves: each is decoded from nothing, and what it asks for
/// on the way is what it is made of. So the document cannot say anything but what the program sends.
final class ShapeReader {
    /// The schemas of the types met so far, by their names.
    private(set) var components: [String: JSONValue] = [:]
    private var underway: Set<String> = []

    struct Unreadable: Error {}

    func schema(of type: any Decodable.Type) throws -> JSONValue {
        let name = Self.name(type)
        return underway.contains(name) ? Self.reference(name) : try read(type)
    }

    private func read<Value: Decodable>(_ type: Value.Type) throws -> JSONValue { try sample(type).schema }

    static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(name)")] }

    /// `CaseLifeStep`: the name without the module, and without what it stands in where that is the office itself.
    private static func name(_ type: Any.Type) -> String {
        let parts = String(reflecting: type).split(separator: ".").dropFirst().filter { $0 != "Office" }
        return parts.joined().filter { $0.isLetter || $0.isNumber }
    }

    /// A value of the type, whatever it is, and its schema.
    func sample<Value: Decodable>(_ type: Value.Type) throws -> (value: Value, schema: JSONValue) {
        if let known = Self.known(type), let value = known.value as? Value { return (value, known.schema) }
        if let list = type as? any ListShape.Type, let empty = list.nothing as? Value { return (empty, ["type": "array", "items": try schema(of: list.element)]) }
        if let map = type as? any MapShape.Type, let empty = map.nothing as? Value {
            return (empty, ["type": "object", "additionalProperties": try schema(of: map.element)])
        }
        if let optional = type as? any OptionalShape.Type, let nothing = optional.nothing as? Value {
            return (nothing, ["anyOf": [try schema(of: optional.element), ["type": "null"]]])
        }
        if let words = type as? any (CaseIterable & Encodable).Type, let known = try Self.cases(words), let value = known.value as? Value {
            return (value, known.schema)
        }
        let name = Self.name(type)
        underway.insert(name)
        defer { underway.remove(name) }
        let shape = ShapeDecoder(self)
        let value = try Value(from: shape)
        if let single = shape.single { return (value, single) }
        components[name] = [
            "type": "object", "required": .array(shape.required.sorted().map(JSONValue.string)), "properties": .object(shape.properties),
            "additionalProperties": false,
        ]
        return (value, Self.reference(name))
    }

    private static func known(_ type: Any.Type) -> (value: Any, schema: JSONValue)? {
        switch type {
        case is Date.Type: (Date(timeIntervalSince1970: 0), ["type": "string", "format": "date-time"])
        case is Day.Type: (Day(rawValue: 0), ["type": "string", "format": "date"])
        case is Quarter.Type: (Quarter(of: Day(rawValue: 0)), ["type": "string"])
        case is Data.Type: (Data(), ["type": "string", "contentEncoding": "base64"])
        case is Scope.Type: (Scope.department, scope)
        case is FeatureGroup.Type: (FeatureGroup.rank, ["type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": ["type": "object"]])
        default: nil
        }
    }

    private static let scope: JSONValue = [
        "oneOf": [part("department", nil), part("unit", "_0"), part("item", "_0")],
    ]

    private static func part(_ name: String, _ value: String?) -> JSONValue {
        let held: JSONValue = if let value { ["type": "object", "required": [.string(value)], "properties": [value: ["type": "string"]]] } else { ["type": "object"] }
        return ["type": "object", "required": [.string(name)], "properties": .object([name: held]), "additionalProperties": false]
    }

    /// The first of a closed list of words, and all of them as they are written.
    private static func cases<Word: CaseIterable & Encodable>(_ type: Word.Type) throws -> (value: Any, schema: JSONValue)? {
        let values = try JSONSerialization.jsonObject(with: JSONEncoder().encode(Array(type.allCases))) as? [Any] ?? []
        let words = values.compactMap { $0 as? String }
        guard let first = type.allCases.first, words.count == values.count else { return nil }
        return (first, ["type": "string", "enum": .array(words.map(JSONValue.string))])
    }
}

// MARK: Lists, maps and what may be absent

private protocol ListShape {
    static var element: any Decodable.Type { get }
    static var nothing: Any { get }
}

private protocol MapShape {
    static var element: any Decodable.Type { get }
    static var nothing: Any { get }
}

private protocol OptionalShape {
    static var element: any Decodable.Type { get }
    static var nothing: Any { get }
}

extension Array: ListShape where Element: Decodable {
    fileprivate static var element: any Decodable.Type { Element.self }
    fileprivate static var nothing: Any { [Element]() }
}

extension Set: ListShape where Element: Decodable {
    fileprivate static var element: any Decodable.Type { Element.self }
    fileprivate static var nothing: Any { Set<Element>() }
}

extension Dictionary: MapShape where Key == String, Value: Decodable {
    fileprivate static var element: any Decodable.Type { Value.self }
    fileprivate static var nothing: Any { [String: Value]() }
}

extension Optional: OptionalShape where Wrapped: Decodable {
    fileprivate static var element: any Decodable.Type { Wrapped.self }
    fileprivate static var nothing: Any { Wrapped?.none as Any }
}
