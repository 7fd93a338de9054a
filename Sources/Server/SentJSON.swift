import Foundation

/// What a client sent as JSON: a value of any shape, to be looked at part by part so that whatever is not as described is
/// named by its field.
enum SentJSON: Sendable, Equatable, Decodable {
    case null
    case flag(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    indirect case list([SentJSON])
    indirect case object([String: SentJSON])

    /// Reads the body of a request; it must be one JSON object.
    static func fields(of body: Data) throws(Problem) -> [String: SentJSON] {
        guard let sent = try? JSONDecoder().decode(SentJSON.self, from: body) else { throw .unreadable("The body is not JSON.", field: nil) }
        guard case .object(let fields) = sent else { throw .unreadable("The body must be one JSON object.", field: nil) }
        return fields
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let integer = try? container.decode(Int.self) {
            self = .integer(integer)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([SentJSON].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: SentJSON].self))
        }
    }
}

/// The fields of an object that was sent. Every field that is not looked for is refused: a name with a slip in it would
/// otherwise be lost in silence.
struct SentFields: Sendable {
    private let fields: [String: SentJSON]

    init(_ fields: [String: SentJSON], only names: Set<String>) throws(Problem) {
        if let stray = fields.keys.filter({ !names.contains($0) }).min() {
            throw .unreadable("There is no such field here.", field: SentFields.shown(stray))
        }
        self.fields = fields
    }

    func has(_ name: String) -> Bool { fields[name] != nil }

    /// A whole number of at most nine digits, not below zero.
    func count(_ name: String) throws(Problem) -> Int {
        guard case .integer(let number) = fields[name], (0...SentFields.mostCount).contains(number) else {
            throw .unreadable(fields[name] == nil ? "It is missing." : "It must be a whole number from 0 to \(SentFields.mostCount).", field: name)
        }
        return number
    }

    static let mostCount = 999_999_999

    /// What makes a change one of its kind, so that one sent twice is made once: the client's own random words.
    func once() throws(Problem) -> String {
        guard case .text(let once) = fields["once"], once.wholeMatch(of: /[A-Za-z0-9_-]{16,64}/) != nil else {
            throw .unreadable(fields["once"] == nil ? "It is missing." : "It must be 16 to 64 letters, digits, hyphens or underscores, new for each change.", field: "once")
        }
        return once
    }

    static let oncePattern = "^[A-Za-z0-9_-]{16,64}$"

    /// Answers by the keys of their prompts, each a text, a list of texts or a yes or no.
    func answers() throws(Problem) -> [String: SentAnswer] {
        guard case .object(let sent) = fields["answers"] else {
            throw .unreadable(fields["answers"] == nil ? "It is missing." : "It must be an object of answers by the keys of their prompts.", field: "answers")
        }
        var answers: [String: SentAnswer] = [:]
        for (key, value) in sent.sorted(by: { $0.key < $1.key }) {
            switch value {
            case .text(let text): answers[key] = .texts([text])
            case .flag(let flag): answers[key] = .flag(flag)
            case .list(let values):
                answers[key] = .texts(
                    try values.map { (value: SentJSON) throws(Problem) -> String in
                        guard case .text(let text) = value else { throw .unreadable("A list of answers holds texts.", field: SentFields.answer(key)) }
                        return text
                    })
            case .null, .integer, .number, .object:
                throw .unreadable("An answer is a text, a list of texts, or true or false.", field: SentFields.answer(key))
            }
        }
        return answers
    }

    static func answer(_ key: String) -> String { "answers.\(shown(key))" }

    /// A name that was sent, short enough to be told back.
    static func shown(_ name: String) -> String { String(Form.printable(name).prefix(60)) }
}

enum SentAnswer: Sendable, Equatable {
    case texts([String])
    case flag(Bool)
}
