import Directives

/// One fact of a record: its name, what it may hold and when the department came to know it.
package struct Field: Hashable, Sendable {
    /// The column in the database and the name in JSON: `suspensionDays`.
    package var name: String
    /// The words on the screen: "Days of suspension".
    package var title: String
    package var type: Kind
    package var part: Part
    package var required: Bool
    /// One sentence for the import documentation.
    package var meaning: String

    package enum Kind: Hashable, Sendable {
        case day
        case integer(ClosedRange<Int>)
        case decimal
        case flag
        /// One of a closed list of codes, each with its words.
        case code([Code])
        case text
        /// The source's number of another member.
        case member
    }

    package struct Code: Hashable, Sendable {
        package var key: String
        package var title: String
        package init(_ key: String, _ title: String) {
            self.key = key
            self.title = title
        }
    }

    /// What was reported at first is known from the record's known date; what came of it is known from a later date of
    /// its own, and until then the record is open.
    package enum Part: String, Hashable, Sendable { case report, outcome }

    /// The header in the default layout of a file: `suspension_days`.
    package var header: String { Field.snake(name) }

    package static func snake(_ name: String) -> String {
        var result = ""
        for character in name {
            if character.isUppercase {
                result.append("_")
                result.append(Character(character.lowercased()))
            } else {
                result.append(character)
            }
        }
        return result
    }

    package func words(for code: String) -> String {
        guard case .code(let codes) = type else { return code }
        return codes.first { $0.key == code }?.title ?? code
    }

    private init(_ name: String, _ title: String, _ type: Kind, _ meaning: String, required: Bool, part: Part = .report) {
        self.name = name
        self.title = title
        self.type = type
        self.part = part
        self.required = required
        self.meaning = meaning
    }

    static func day(_ name: String, _ title: String, _ meaning: String, required: Bool = false) -> Field {
        Field(name, title, .day, meaning, required: required)
    }
    static func integer(
        _ name: String, _ title: String, _ range: ClosedRange<Int>, _ meaning: String, required: Bool = false
    ) -> Field {
        Field(name, title, .integer(range), meaning, required: required)
    }
    static func decimal(_ name: String, _ title: String, _ meaning: String) -> Field {
        Field(name, title, .decimal, meaning, required: false)
    }
    static func flag(_ name: String, _ title: String, _ meaning: String, required: Bool = false) -> Field {
        Field(name, title, .flag, meaning, required: required)
    }
    static func code(
        _ name: String, _ title: String, _ codes: KeyValuePairs<String, String>, _ meaning: String, required: Bool = false
    ) -> Field {
        Field(name, title, .code(codes.map { Code($0.key, $0.value) }), meaning, required: required)
    }
    static func text(_ name: String, _ title: String, _ meaning: String, required: Bool = false) -> Field {
        Field(name, title, .text, meaning, required: required)
    }
    static func member(_ name: String, _ title: String, _ meaning: String) -> Field {
        Field(name, title, .member, meaning, required: true)
    }

    /// The same field as part of what came of the record.
    var asOutcome: Field {
        var copy = self
        copy.part = .outcome
        return copy
    }
}
