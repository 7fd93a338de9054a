import Directives
import Foundation

/// One question of a form: what is asked, in which layer the answer is kept, and what an answer must be.
package struct Prompt: Hashable, Sendable {
    package var key: String
    package var asks: String
    package var hint: String?
    package var kind: Kind
    /// Who may read the answer.
    package var layer: Layer
    package var isRequired: Bool
    package var cites: Citation
    /// The answer to another prompt of the form without which this is not asked: the facts of a criterion that was chosen.
    package var onlyIf: Condition?

    package struct Condition: Hashable, Sendable {
        package var key: String
        package var value: String
    }

    package init(_ key: String, _ asks: String, _ kind: Kind, in layer: Layer = .status, required: Bool = true, hint: String? = nil, cites: Citation) {
        self.key = key
        self.asks = asks
        self.kind = kind
        self.layer = layer
        isRequired = required
        self.hint = hint
        self.cites = cites
    }

    /// The same prompt, asked only where another is answered so.
    package func onlyIf(_ key: String, _ value: String) -> Prompt {
        var prompt = self
        prompt.onlyIf = Condition(key: key, value: value)
        return prompt
    }

    /// Whether it is asked, as far as the form is filled in. A value that ends in a star stands for all that begin so.
    package func isAsked(_ entered: Entered) -> Bool {
        guard let onlyIf else { return true }
        return entered.all(onlyIf.key).contains { $0 == onlyIf.value || onlyIf.value.last == "*" && $0.hasPrefix(onlyIf.value.dropLast()) }
    }

    package enum Kind: Hashable, Sendable {
        case line
        case text
        /// A box that must be ticked: "I told the member that …".
        case confirmation
        case one([Choice])
        case many([Choice])
        /// From a list that the world gives.
        case oneOf(String)
        case manyOf(String)
        /// A date without time.
        case day
        /// A date with a time of day, in the department's zone: `2026-11-21T14:20`.
        case moment
        /// Several short answers, one a line.
        case lines

        /// Whether it is typed or ticked once. What is chosen from a list is refused when it is chosen twice.
        package var takesOneAnswer: Bool {
            switch self {
            case .line, .text, .confirmation, .day, .moment: true
            case .one, .oneOf, .many, .manyOf, .lines: false
            }
        }
    }

    package struct Choice: Hashable, Sendable, Codable {
        package var value: String
        package var title: String
        /// What helps to choose, in a sentence.
        package var note: String?
        /// Proposed: ticked on a fresh form.
        package var proposed: Bool

        package init(_ value: String, _ title: String, note: String? = nil, proposed: Bool = false) {
            self.value = value
            self.title = title
            self.note = note
            self.proposed = proposed
        }
    }

    package static let longestLine = 200
    package static let longestText = 8_000
    package static let mostLines = 40

    /// What is wrong with an answer; nothing where it may be taken.
    func objections(_ answers: [String], choices: [Choice], _ calendar: WorkCalendar) -> [Objection] {
        func objection(_ sentence: String) -> [Objection] { [Objection(sentence, cites: cites, field: key)] }
        let given = answers.filter { !Entered.isBlank($0) }
        guard let first = given.first else { return isRequired ? objection(missing) : [] }
        switch kind {
        case .line:
            if first.contains(where: \.isNewline) { return objection("“\(asks)” takes one line.") }
            return first.unicodeScalars.count > Prompt.longestLine ? objection("“\(asks)” takes at most \(Prompt.longestLine) characters.") : []
        case .text:
            let count = first.unicodeScalars.count
            return count > Prompt.longestText ? objection("“\(asks)” has \(count) characters; \(Prompt.longestText) is the most.") : []
        case .confirmation: return first == "yes" ? [] : objection(missing)
        case .one, .oneOf:
            return given.count == 1 && choices.contains { $0.value == first } ? [] : objection("“\(asks)”: choose one of the answers given.")
        case .many, .manyOf:
            return given.allSatisfy { answer in choices.contains { $0.value == answer } } && Set(given).count == given.count
                ? [] : objection("“\(asks)”: choose from the answers given.")
        case .day: return Day(iso: first) == nil ? objection("“\(asks)”: write the date as 2026-09-10; it must exist.") : []
        case .moment: return Entered.moment(first, calendar) == nil ? objection("“\(asks)”: give a date and a time that exist.") : []
        case .lines:
            if given.count > Prompt.mostLines { return objection("“\(asks)” takes at most \(Prompt.mostLines) lines.") }
            return given.contains { $0.unicodeScalars.count > 500 } ? objection("“\(asks)”: a line takes at most 500 characters.") : []
        }
    }

    private var missing: String {
        switch kind {
        case .confirmation: "Confirm: \(asks)"
        case .one, .oneOf, .many, .manyOf: "“\(asks)” is not answered. Choose one."
        case .day, .moment: "“\(asks)” is not answered. Give the date."
        case .line, .text, .lines: "“\(asks)” is not answered."
        }
    }
}

/// What somebody typed into a form, by the keys of its prompts; the same for a page, a JSON body and the log.
package struct Entered: Hashable, Sendable, Codable {
    package var answers: [String: [String]]

    package init(_ answers: [String: [String]] = [:]) { self.answers = answers }

    /// The first answer, without space around it; nil when there is none.
    package subscript(_ key: String) -> String? {
        guard let first = answers[key]?.first.map(Entered.trimmed), !Entered.isBlank(first) else { return nil }
        return first
    }

    package func all(_ key: String) -> [String] {
        (answers[key] ?? []).map(Entered.trimmed).filter { !Entered.isBlank($0) }
    }

    /// Without space around it. Answers are tidied before they are kept, so there is hardly ever anything to take away.
    private static func trimmed(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return text }
        guard first.properties.isWhitespace || last.properties.isWhitespace || !first.isASCII || !last.isASCII else { return text }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Whether a reader would see nothing in it: spaces, control and format characters alone.
    package static func isBlank(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.isWhitespace || [.control, .format].contains($0.properties.generalCategory) }
    }

    package func confirms(_ key: String) -> Bool { self[key] == "yes" }
    package func day(_ key: String) -> Day? { self[key].flatMap { Day(iso: $0) } }
    package func moment(_ key: String, _ calendar: WorkCalendar) -> Date? { self[key].flatMap { Entered.moment($0, calendar) } }

    /// The answers to some prompts, tidied: a prompt of lines is cut at line ends, empty answers are left out, and what no
    /// prompt asks for is not kept.
    package func kept(_ prompts: [Prompt]) -> Entered {
        var kept: [String: [String]] = [:]
        for prompt in prompts {
            var given = all(prompt.key)
            // Sent twice by hand, what takes one answer has the first: the second would be kept unread.
            if prompt.kind.takesOneAnswer { given = Array(given.prefix(1)) }
            if case .lines = prompt.kind { given = given.flatMap { $0.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) } }.filter { !$0.isEmpty } }
            if !given.isEmpty { kept[prompt.key] = given }
        }
        return Entered(kept)
    }

    package func merging(_ other: Entered) -> Entered { Entered(answers.merging(other.answers) { _, new in new }) }

    private static func twoDigits(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.reduce(0 as Int?) { number, digit in
            guard let number, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            return number * 10 + Int(digit - UInt8(ascii: "0"))
        }
    }

    /// Reads `2026-11-21T14:20` in the department's zone. A time that a clock change skips does not exist.
    package static func moment(_ text: String, _ calendar: WorkCalendar) -> Date? {
        // By hand: every time on every log that is shown is read here, and a pattern is made anew each time.
        let parts = Array(text.utf8)
        guard parts.count == 16, parts[10] == UInt8(ascii: "T") || parts[10] == UInt8(ascii: " "), parts[13] == UInt8(ascii: ":"),
            let day = Day(iso: String(decoding: parts[..<10], as: UTF8.self)), let hour = twoDigits(parts[11...12]), let minute = twoDigits(parts[14...15]),
            hour < 24, minute < 60
        else { return nil }
        let instant = calendar.instant(day, hour: hour, minute: minute)
        let back = calendar.time(of: instant)
        return calendar.day(of: instant) == day && back == (hour, minute) ? instant : nil
    }
}
