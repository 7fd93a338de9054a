import Foundation
import Yams

/// Reads a YAML file into a type and refuses what the type does not know: a misspelt key must not be a silent default.
package enum StrictYAML {
    package enum Problem: Error, Equatable, CustomStringConvertible {
        case unreadable(file: String)
        case malformed(file: String, String)
        case unknownKey(file: String, key: String)

        package var description: String {
            switch self {
            case .unreadable(let file): "The file \(file) cannot be read. Check the name and the permissions."
            case .malformed(let file, let reason): "\(file): \(reason)"
            case .unknownKey(let file, let key): "\(file): the key \"\(key)\" is not known. Check its spelling and indentation."
            }
        }
    }

    package static func read<Value: Codable>(_ type: Value.Type, from url: URL) throws(Problem) -> Value {
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { throw .unreadable(file: url.lastPathComponent) }
        return try decode(type, from: text, file: url.lastPathComponent)
    }

    package static func decode<Value: Codable>(_ type: Value.Type, from text: String, file: String) throws(Problem) -> Value {
        let value: Value
        let understood: [String]
        let present: [String]
        guard text.contains(where: { !$0.isWhitespace }) else { throw .malformed(file: file, "the file is empty.") }
        do {
            value = try YAMLDecoder().decode(type, from: text)
            understood = try keys(of: YAMLEncoder().encode(value))
            present = try keys(of: text)
        } catch let error as DecodingError {
            throw .malformed(file: file, words(for: error))
        } catch let error as YamlError {
            throw .malformed(file: file, error.description)
        } catch {
            throw .malformed(file: file, "not valid YAML")
        }
        let known = Set(understood)
        if let stranger = present.first(where: { !known.contains($0) }) { throw .unknownKey(file: file, key: stranger) }
        return value
    }

    /// Every key with its path; list positions are left out, so that an optional key of one element counts for all.
    private static func keys(of yaml: String) throws -> [String] {
        guard let root = try Yams.compose(yaml: yaml) else { return [] }
        var result: [String] = []
        func walk(_ node: Yams.Node, _ path: String) {
            switch node {
            case .mapping(let mapping):
                for (key, value) in mapping {
                    // An empty value is the same as no value.
                    if case .scalar(let scalar) = value, scalar.string.isEmpty || scalar.string == "null" { continue }
                    let here = path.isEmpty ? (key.string ?? "?") : "\(path).\(key.string ?? "?")"
                    result.append(here)
                    walk(value, here)
                }
            case .sequence(let sequence):
                for value in sequence { walk(value, path) }
            default: break
            }
        }
        walk(root, "")
        return result
    }

    private static func words(for error: DecodingError) -> String {
        func path(_ context: DecodingError.Context) -> String {
            let keys = context.codingPath.map { key in key.intValue.map { "item \($0 + 1)" } ?? key.stringValue }
            return keys.isEmpty ? "the file" : keys.joined(separator: " → ")
        }
        switch error {
        case .keyNotFound(let key, let context): return "\(path(context)): the key \"\(key.stringValue)\" is missing."
        case .typeMismatch(let type, let context) where type is any Numeric.Type: return "\(path(context)): the value is not a number of the right kind."
        case .typeMismatch(let type, let context) where type == Bool.self: return "\(path(context)): the value is neither true nor false."
        case .typeMismatch(_, let context): return "\(path(context)): the value does not have the expected form."
        case .valueNotFound(_, let context): return "\(path(context)): the value is missing."
        case .dataCorrupted(let context):
            // The parser's own words name line and column.
            if let cause = context.underlyingError as? YamlError { return "not valid YAML, \(cause.description)" }
            return "\(path(context)): \(context.debugDescription)"
        @unknown default: return "the file does not have the expected form."
        }
    }
}
