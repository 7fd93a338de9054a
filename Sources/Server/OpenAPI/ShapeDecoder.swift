extension ShapeReader {
    /// Writes down what a type asks for and gives it something of each kind.
    final class ShapeDecoder: Decoder {
        let reader: ShapeReader
        fileprivate(set) var properties: [String: JSONValue] = [:]
        fileprivate(set) var required: Set<String> = []
        /// The schema of a type that is one plain value.
        fileprivate(set) var single: JSONValue?
        let codingPath: [any CodingKey] = []
        let userInfo: [CodingUserInfoKey: Any] = [:]

        init(_ reader: ShapeReader) { self.reader = reader }

        func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> { KeyedDecodingContainer(Keyed(shape: self)) }
        func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Unreadable() }
        func singleValueContainer() -> any SingleValueDecodingContainer { Single(shape: self) }

        fileprivate func property<Value: Decodable>(_ key: any CodingKey, _ type: Value.Type) throws -> Value {
            let (value, schema) = try reader.value(type)
            properties[key.stringValue] = schema
            return value
        }
    }

    /// The kinds that every other is made of.
    private static func plain(_ type: Any.Type) -> (value: Any, schema: JSONValue)? {
        let integer: JSONValue = ["type": "integer"]
        return switch type {
        case is String.Type: ("", ["type": "string"])
        case is Bool.Type: (false, ["type": "boolean"])
        case is Double.Type: (0.0, ["type": "number"])
        case is Float.Type: (Float(0), ["type": "number"])
        case is Int.Type: (0, integer)
        case is Int8.Type: (Int8(0), integer)
        case is Int16.Type: (Int16(0), integer)
        case is Int32.Type: (Int32(0), integer)
        case is Int64.Type: (Int64(0), integer)
        case is UInt.Type: (UInt(0), integer)
        case is UInt8.Type: (UInt8(0), integer)
        case is UInt16.Type: (UInt16(0), integer)
        case is UInt32.Type: (UInt32(0), integer)
        case is UInt64.Type: (UInt64(0), integer)
        default: nil
        }
    }

    func value<Value: Decodable>(_ type: Value.Type) throws -> (Value, JSONValue) {
        if let plain = Self.plain(type), let value = plain.value as? Value { return (value, plain.schema) }
        return try sample(type)
    }
}

/// What a type with named parts asks for. The plain kinds have doors of their own in the protocol, all leading to one.
private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let shape: ShapeReader.ShapeDecoder
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        shape.required.insert(key.stringValue)
        return try shape.property(key, type)
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        _ = try shape.property(key, type)
        return nil
    }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try needed(key) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try needed(key) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try needed(key) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try needed(key) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try needed(key) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try needed(key) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try needed(key) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try needed(key) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try needed(key) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try needed(key) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try needed(key) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try needed(key) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try needed(key) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try needed(key) }

    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try wanted(key) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try wanted(key) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try wanted(key) }
    func decodeIfPresent(_ type: Float.Type, forKey key: Key) throws -> Float? { try wanted(key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try wanted(key) }
    func decodeIfPresent(_ type: Int8.Type, forKey key: Key) throws -> Int8? { try wanted(key) }
    func decodeIfPresent(_ type: Int16.Type, forKey key: Key) throws -> Int16? { try wanted(key) }
    func decodeIfPresent(_ type: Int32.Type, forKey key: Key) throws -> Int32? { try wanted(key) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { try wanted(key) }
    func decodeIfPresent(_ type: UInt.Type, forKey key: Key) throws -> UInt? { try wanted(key) }
    func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) throws -> UInt8? { try wanted(key) }
    func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) throws -> UInt16? { try wanted(key) }
    func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) throws -> UInt32? { try wanted(key) }
    func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) throws -> UInt64? { try wanted(key) }

    private func needed<Value: Decodable>(_ key: Key) throws -> Value {
        shape.required.insert(key.stringValue)
        return try shape.property(key, Value.self)
    }

    private func wanted<Value: Decodable>(_ key: Key) throws -> Value? {
        _ = try shape.property(key, Value.self)
        return nil
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
        throw ShapeReader.Unreadable()
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw ShapeReader.Unreadable() }
    func superDecoder() throws -> any Decoder { throw ShapeReader.Unreadable() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw ShapeReader.Unreadable() }
}

/// What a type that is one value asks for.
private struct Single: SingleValueDecodingContainer {
    let shape: ShapeReader.ShapeDecoder
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let (value, schema) = try shape.reader.value(type)
        shape.single = schema
        return value
    }

    func decode(_ type: Bool.Type) throws -> Bool { try plain() }
    func decode(_ type: String.Type) throws -> String { try plain() }
    func decode(_ type: Double.Type) throws -> Double { try plain() }
    func decode(_ type: Float.Type) throws -> Float { try plain() }
    func decode(_ type: Int.Type) throws -> Int { try plain() }
    func decode(_ type: Int8.Type) throws -> Int8 { try plain() }
    func decode(_ type: Int16.Type) throws -> Int16 { try plain() }
    func decode(_ type: Int32.Type) throws -> Int32 { try plain() }
    func decode(_ type: Int64.Type) throws -> Int64 { try plain() }
    func decode(_ type: UInt.Type) throws -> UInt { try plain() }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try plain() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try plain() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try plain() }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try plain() }

    private func plain<Value: Decodable>() throws -> Value {
        let (value, schema) = try shape.reader.value(Value.self)
        shape.single = schema
        return value
    }
}
