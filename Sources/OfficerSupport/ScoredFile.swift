import Directives
import Foundation
import Risk

/// A file of members whom a model outside of Mainstay scored (ambiguity 2.27), one reason a row; several rows of a member
/// make one Work Item. It is read without looking at any record: what it says of members is checked by `ScoredItems`.
package struct ScoredFile: Hashable, Sendable {
    package static let columns = ["member", "category", "reason", "score", "rank", "of"]
    static let required = ["member", "category", "reason"]
    /// More reasons than any department's month has: the records of a department stay in memory while a file is read.
    package static let mostRows = 5_000
    package static let mostMegabytes = 4
    package static let mostBytes = mostMegabytes * 1_048_576
    package static let longestReason = 500
    package static let longestSource = 120
    /// A letter may be built of many signs; four bytes a letter hold every script.
    private static let bytesPerCharacter = 4
    private static let mostColumns = 50
    /// As many digits as a score keeps without a change.
    private static let mostDigits = 15

    /// A row as text, with the line of the file in which it begins.
    package struct Text: Hashable, Sendable {
        package var line: Int
        package var values: [String]
        /// Whether something stands behind a closing quotation mark.
        package var isMalformed: Bool
        package init(line: Int, values: [String], isMalformed: Bool = false) {
            self.line = line
            self.values = values
            self.isMalformed = isMalformed
        }
    }

    /// A row that is understood.
    package struct Row: Hashable, Sendable {
        package var line: Int
        package var member: String
        package var outcome: Outcome
        package var reason: String
        package var score: Double?
        package var place: Snapshot.Category.Place?
    }

    package struct Mention: Hashable, Sendable {
        package var line: Int
        package var member: String
    }

    package private(set) var rows: [Row] = []
    /// Rows that were read, also those that are not understood.
    package private(set) var rowsRead = 0
    /// The numbers of members that the rows name, also those of rows that are not understood.
    package private(set) var named: Set<String> = []
    /// Rows that name a member and are not understood: who it is is told with what else is wrong.
    package private(set) var notUnderstood: [Mention] = []
    package private(set) var problems: [ScoredProblem] = []

    /// - Parameter header: Nil where the file has not even a header.
    package init(header: [String]?, rows texts: [Text]) {
        guard let header else {
            problems = [ScoredProblem("The file is empty.", "Give it a header and a row for each reason.")]
            return
        }
        rowsRead = texts.count
        guard let places = columns(header) else {
            problems.sort()
            return
        }
        if texts.isEmpty {
            problems.append(ScoredProblem("The file has a header and no row.", "Add a row for each reason."))
        } else if texts.count > Self.mostRows {
            problems.append(
                ScoredProblem("The file has more than \(Self.mostRows) rows.", "Hand it in as several files, with all rows of a member in one of them."))
            return
        }
        for text in texts {
            if let row = row(text, header, places) { rows.append(row) }
        }
        compare()
    }

    // MARK: The header

    /// Where each column stands; nil when the file cannot be read by its header.
    private mutating func columns(_ header: [String]) -> [String: Int]? {
        guard header.count <= Self.mostColumns else {
            problems.append(ScoredProblem(line: 1, "The first line has \(header.count) columns.", "Name no others than \(Self.columns.joined(separator: ", "))."))
            return nil
        }
        guard header.contains(where: { Self.required.contains($0) }) else {
            problems.append(
                ScoredProblem(
                    line: 1, "The first line is no header: it must name the columns \(Self.required.joined(separator: ", ")).",
                    "Put a line before it: \(Self.columns.joined(separator: ",")). The last three may be left out."))
            return nil
        }
        var places: [String: Int] = [:]
        for (index, name) in header.enumerated() {
            if !Self.columns.contains(name) {
                problems.append(
                    ScoredProblem(
                        line: 1, field: "column \(index + 1)", "The column is not known.",
                        "Remove it, or write its name as one of \(Self.columns.joined(separator: ", "))."))
            } else if places.updateValue(index, forKey: name) != nil {
                problems.append(ScoredProblem(line: 1, field: name, "The column is there twice.", "Remove one of the two."))
            }
        }
        for name in Self.required where places[name] == nil {
            problems.append(ScoredProblem(line: 1, field: name, "The column is missing.", "Add it to the header and to every row."))
        }
        return problems.isEmpty ? places : nil
    }

    // MARK: One row

    private mutating func row(_ text: Text, _ header: [String], _ places: [String: Int]) -> Row? {
        if text.isMalformed {
            problems.append(
                ScoredProblem(
                    line: text.line, "Something stands behind a closing quotation mark.",
                    "Put the whole field in quotation marks, and write a quotation mark inside it twice."))
            return nil
        }
        guard text.values.count == header.count else {
            problems.append(
                ScoredProblem(
                    line: text.line, "The row has \(text.values.count) fields, the header \(header.count).",
                    "Put a field that holds a comma in quotation marks."))
            return nil
        }
        func value(_ name: String) -> String { places[name].map { text.values[$0] } ?? "" }
        let before = problems.count
        if !value("member").isEmpty { named.insert(value("member")) }
        if value("member").isEmpty {
            problems.append(ScoredProblem(line: text.line, field: "member", "Nothing stands there.", "Write the member's number in the department's records."))
        }
        let outcome = Outcome.allCases.first { $0.key == value("category") }
        if outcome == nil {
            problems.append(
                ScoredProblem(
                    line: text.line, field: "category", value("category").isEmpty ? "Nothing stands there." : "There is no category of this name.",
                    "Write one of \(Outcome.allCases.map(\.key).joined(separator: ", "))."))
        }
        checkReason(value("reason"), text.line)
        let score = score(value("score"), text.line)
        let place = place(value("rank"), value("of"), text.line)
        guard problems.count == before, let outcome else {
            if !value("member").isEmpty { notUnderstood.append(Mention(line: text.line, member: value("member"))) }
            return nil
        }
        return Row(line: text.line, member: value("member"), outcome: outcome, reason: value("reason"), score: score, place: place)
    }

    private mutating func checkReason(_ reason: String, _ line: Int) {
        if reason.allSatisfy(\.isWhitespace) {
            problems.append(ScoredProblem(line: line, field: "reason", "Nothing stands there.", "Write in a sentence why the source names the member."))
        } else if reason.count > Self.longestReason {
            problems.append(
                ScoredProblem(
                    line: line, field: "reason", "It has \(reason.count) characters; \(Self.longestReason) is the most.",
                    "Shorten it, or make two reasons of it in two rows."))
        } else if Self.isHeavy(reason, for: Self.longestReason) {
            problems.append(
                ScoredProblem(line: line, field: "reason", "Its letters carry more signs than any script has.", "Write it in plain letters."))
        } else if Self.holdsHidden(reason) {
            problems.append(
                ScoredProblem(line: line, field: "reason", "It holds a line break or a character that cannot be seen.", "Write it as one sentence on one line."))
        }
    }

    /// Characters that nobody types, or that make a text read as another.
    package static func holdsHidden(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
    }

    /// Whether a text of few letters has more bytes than so many letters can have.
    fileprivate static func isHeavy(_ text: String, for characters: Int) -> Bool { text.utf8.count > characters * bytesPerCharacter }

    private mutating func score(_ text: String, _ line: Int) -> Double? {
        guard !text.isEmpty else { return nil }
        let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
        if isPlain, let number = Double(text), number.isFinite {
            // Leading zeros and the point are no digits of the number, and neither is what says how large it is.
            let digits = text.prefix { $0 != "e" && $0 != "E" }.filter(\.isNumber).drop { $0 == "0" }
            if digits.count <= Self.mostDigits, digits.isEmpty || number != 0 { return number }
            problems.append(
                ScoredProblem(line: line, field: "score", "It has more digits than are kept.", "Round it to \(Self.mostDigits) digits or fewer."))
            return nil
        }
        problems.append(
            ScoredProblem(
                line: line, field: "score", "It is no number.", "Write it as 0.31 or 17, with a point before the decimals and without a unit, or leave it empty."))
        return nil
    }

    private mutating func place(_ rank: String, _ of: String, _ line: Int) -> Snapshot.Category.Place? {
        if rank.isEmpty, of.isEmpty { return nil }
        let before = problems.count
        let numbers = [("rank", rank), ("of", of)].map { field, text -> Int? in
            if text.isEmpty {
                problems.append(
                    ScoredProblem(
                        line: line, field: field, "Nothing stands there, though \(field == "rank" ? "of" : "rank") is given.",
                        "Give rank and of together, or neither."))
                return nil
            }
            if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text), number >= 1 { return number }
            problems.append(ScoredProblem(line: line, field: field, "It is no whole number from 1.", "Write it as 12, or leave rank and of empty."))
            return nil
        }
        guard problems.count == before, let first = numbers[0], let all = numbers[1] else { return nil }
        guard first <= all else {
            problems.append(
                ScoredProblem(line: line, field: "rank", "\(first) of \(all) cannot be: the rank is beyond the number of those ranked.", "Correct rank or of."))
            return nil
        }
        return Snapshot.Category.Place(rank: first, of: all)
    }

    // MARK: One row beside the others

    private struct Subject: Hashable {
        var member: String
        var outcome: Outcome
    }

    private struct Said: Hashable {
        var subject: Subject
        var reason: String
    }

    /// The same reason twice, and figures of one category that contradict each other.
    private mutating func compare() {
        var scores: [Subject: (score: Double, line: Int)] = [:]
        var ranks: [Subject: (place: Snapshot.Category.Place, line: Int)] = [:]
        var said: [Said: Int] = [:]
        for row in rows {
            let subject = Subject(member: row.member, outcome: row.outcome)
            var contradicts = false
            if let score = row.score {
                if let known = scores[subject], known.score != score {
                    contradicts = true
                    problems.append(Self.contradiction(row.line, "score", known.line))
                } else {
                    scores[subject] = scores[subject] ?? (score: score, line: row.line)
                }
            }
            if let place = row.place {
                if let known = ranks[subject], known.place != place {
                    contradicts = true
                    problems.append(Self.contradiction(row.line, "rank", known.line))
                } else {
                    ranks[subject] = ranks[subject] ?? (place: place, line: row.line)
                }
            }
            if let line = said.updateValue(row.line, forKey: Said(subject: subject, reason: row.reason)), !contradicts {
                problems.append(
                    ScoredProblem(line: row.line, "It repeats line \(line): the same reason for the same member and category.", "Remove one of the two rows."))
            }
        }
        problems.sort()
    }

    private static func contradiction(_ line: Int, _ field: String, _ other: Int) -> ScoredProblem {
        ScoredProblem(
            line: line, field: field, "It is not that of line \(other), for the same member and category.",
            "Write the same in every row of a member and category, or in one of them alone.")
    }
}

/// Something wrong in such a file: where, what, and what to do.
package struct ScoredProblem: Hashable, Sendable, Codable, Comparable {
    /// The line in which the row begins; nil for what is wrong with the whole.
    package var line: Int?
    package var field: String?
    package var what: String
    package var advice: String

    package init(line: Int? = nil, field: String? = nil, _ what: String, _ advice: String) {
        self.line = line
        self.field = field
        self.what = what
        self.advice = advice
    }

    /// "Line 7, score: It is no number. Write it as 0.31."
    package var sentence: String {
        let place = [line.map { "Line \($0)" }, field].compactMap { $0 }.joined(separator: ", ")
        return "\(place.isEmpty ? "" : place + ": ")\(what) \(advice)"
    }

    private static func place(_ field: String?) -> Int { field.flatMap { ScoredFile.columns.firstIndex(of: $0) } ?? ScoredFile.columns.count }

    package static func < (left: ScoredProblem, right: ScoredProblem) -> Bool {
        (left.line ?? 0, place(left.field), left.what) < (right.line ?? 0, place(right.field), right.what)
    }
}

/// The name and version of a model outside of Mainstay, as somebody wrote it.
package enum ScoringSource {
    /// Trimmed, with single spaces and each accent in its letter (NFC), so that one name is one source; or what is wrong
    /// with it.
    package static func read(_ typed: String) -> Result<String, ScoredProblem> {
        let name = typed.precomposedStringWithCanonicalMapping.split { $0.isWhitespace && !$0.isNewline }.joined(separator: " ")
        func wrong(_ what: String, _ advice: String) -> Result<String, ScoredProblem> { .failure(ScoredProblem(field: "source", what, advice)) }
        if name.isEmpty { return wrong("The source is not named.", "Write the name and the version of the model that scored the members.") }
        if name.count > ScoredFile.longestSource {
            return wrong("The source’s name has \(name.count) characters; \(ScoredFile.longestSource) is the most.", "Shorten it to name and version.")
        }
        if ScoredFile.isHeavy(name, for: ScoredFile.longestSource) {
            return wrong("The letters of the source’s name carry more signs than any script has.", "Write it in plain letters.")
        }
        if ScoredFile.holdsHidden(name) { return wrong("The source’s name holds a character that cannot be seen.", "Type it anew.") }
        if name.lowercased().hasPrefix("mainstay") {
            return wrong("Mainstay’s own items are made by the month’s run.", "Name the model outside of Mainstay that scored the members.")
        }
        return .success(name)
    }
}

extension ScoredProblem: Error {}
