import Directives
import Yams

/// A mapping of the profile, read key by key; what is left over at the end is a key nobody knows.
struct ProfileMapping {
    private let file: String
    private let what: String
    private let line: Int?
    private var left: [String: Yams.Node] = [:]

    init(_ node: Yams.Node, file: String, of what: String) throws(ProfileProblem) {
        self.file = file
        self.what = what
        line = node.mark?.line
        for (key, value) in try ProfileMapping.pairs(node, file: file, of: what) { left[key] = value }
    }

    static func pairs(_ node: Yams.Node, file: String, of what: String) throws(ProfileProblem) -> [(key: String, node: Yams.Node)] {
        guard case .mapping(let mapping) = node else {
            throw ProfileProblem(file: file, line: node.mark?.line, reason: "\(what): keys and values are expected here.")
        }
        var result: [(key: String, node: Yams.Node)] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else {
                throw ProfileProblem(file: file, line: key.mark?.line, reason: "\(what): a key must be a word.")
            }
            result.append((name, value))
        }
        return result
    }

    static func texts(_ node: Yams.Node, file: String, key: String) throws(ProfileProblem) -> [String] {
        guard case .sequence(let sequence) = node else {
            throw ProfileProblem(file: file, line: node.mark?.line, reason: "\"\(key)\" is a list, such as [one, two].")
        }
        var result: [String] = []
        for element in sequence {
            guard let text = element.scalar?.string else {
                throw ProfileProblem(file: file, line: element.mark?.line, reason: "\"\(key)\" is a list of words.")
            }
            result.append(text)
        }
        return result
    }

    func problem(_ reason: String, at node: Yams.Node? = nil) -> ProfileProblem {
        ProfileProblem(file: file, line: node?.mark?.line ?? line, reason: reason)
    }

    mutating func optionalNode(_ key: String) throws(ProfileProblem) -> Yams.Node? { left.removeValue(forKey: key) }

    mutating func optionalText(_ key: String, allowingEmpty: Bool = false) throws(ProfileProblem) -> String? {
        guard let node = left.removeValue(forKey: key) else { return nil }
        guard let text = node.scalar?.string, allowingEmpty || !text.isEmpty else {
            throw problem("\"\(key)\" of \(what) must be a word or a text.", at: node)
        }
        return text
    }

    mutating func text(_ key: String) throws(ProfileProblem) -> String {
        guard let text = try optionalText(key) else { throw problem("\(what) needs \"\(key)\".") }
        return text
    }

    mutating func optionalFlag(_ key: String) throws(ProfileProblem) -> Bool {
        guard let text = try optionalText(key) else { return false }
        switch text {
        case "true", "yes": return true
        case "false", "no": return false
        default: throw problem("\"\(key)\" is true or false.")
        }
    }

    mutating func optionalShare(_ key: String) throws(ProfileProblem) -> Double? {
        guard let text = try optionalText(key) else { return nil }
        guard let share = Double(text), share >= 0, share <= 1 else { throw problem("\"\(key)\" is a share from 0 to 1, such as 0.05.") }
        return share
    }

    func day(_ text: String, key: String) throws(ProfileProblem) -> Day {
        guard let day = Day(iso: text) else { throw problem("\"\(key)\" is a date like 2017-12-31, not \"\(text)\".") }
        return day
    }

    /// A list of words, or one word.
    mutating func texts(_ key: String) throws(ProfileProblem) -> [String] {
        guard let node = left.removeValue(forKey: key) else { throw problem("\(what) needs \"\(key)\".") }
        if let text = node.scalar?.string { return [text] }
        return try ProfileMapping.texts(node, file: file, key: key)
    }

    mutating func optionalTexts(_ key: String) throws(ProfileProblem) -> [String] {
        left[key] == nil ? [] : try texts(key)
    }

    mutating func optionalList(_ key: String) throws(ProfileProblem) -> [Yams.Node] {
        guard let node = left.removeValue(forKey: key) else { return [] }
        guard case .sequence(let sequence) = node else { throw problem("\"\(key)\" of \(what) is a list.", at: node) }
        return Array(sequence)
    }

    mutating func list(_ key: String) throws(ProfileProblem) -> [Yams.Node] {
        guard left[key] != nil else { throw problem("\(what) needs \"\(key)\".") }
        return try optionalList(key)
    }

    mutating func optionalMapping(_ key: String) throws(ProfileProblem) -> [(key: String, node: Yams.Node)] {
        guard let node = left.removeValue(forKey: key) else { return [] }
        return try ProfileMapping.pairs(node, file: file, of: "\"\(key)\" of \(what)")
    }

    /// Refuses whatever was not asked for: a misspelt key must not be a silent default.
    func finish() throws(ProfileProblem) {
        guard let stranger = left.keys.sorted().first else { return }
        throw problem("\(what) has no key \"\(stranger)\". Check its spelling and indentation.", at: left[stranger])
    }
}
