import Directives
import Foundation
import Testing

@testable import Intake

@Suite("The import profile")
struct ProfileTests {
    static let whole = """
        name: Springfield
        dataDay: 2024-06-30
        rejectShare: 0.02
        sources:
          - file: personnel
            records:
              - kind: member
                key: NO
                dates: {happened: HIRED}
          - file: cases
            records:
              - kind: complaint
                when: {TYPE: {not: [X]}, CASE: notEmpty}
                key: [NO, CASE]
                member: NO
                dates: {known: FILED}
                fields:
                  logNumber: CASE
                  nature: {column: TYPE, codes: {EF: excessive_force}, otherwise: other}
                  excessiveForce: {constant: 0}
                  domestic: {constant: 0}
                  substance: {constant: 0}
        skip:
          - file: payouts
            reason: no date
        """

    @Test("a whole profile is understood")
    func understood() throws {
        let profile = try ImportProfile(yaml: ProfileTests.whole, file: "profile.yaml")
        #expect(profile.name == "Springfield")
        #expect(profile.rejectShare == 0.02)
        #expect(profile.dataDay?.iso == "2024-06-30")
        #expect(profile.sources.map(\.file) == ["personnel", "cases"])
        #expect(profile.sources[1].records[0].key.columns == ["NO", "CASE"])
        #expect(profile.skipped == [ImportProfile.Skipped(file: "payouts", reason: "no date")])
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        var from: String
        var to: String
        var says: String
        var testDescription: String { "\(from) → \(to)" }
    }

    static let mistakes = [
        Mistake(from: "rejectShare: 0.02", to: "rejctShare: 0.02", says: "no key \"rejctShare\""),
        Mistake(from: "rejectShare: 0.02", to: "rejectShare: 2", says: "share from 0 to 1"),
        Mistake(from: "dataDay: 2024-06-30", to: "dataDay: 2024-06-31", says: "a date like 2017-12-31"),
        Mistake(from: "name: Springfield", to: "", says: "needs \"name\""),
        Mistake(from: "kind: complaint", to: "kind: complant", says: "no kind of record \"complant\""),
        Mistake(from: "logNumber: CASE", to: "log_number: CASE", says: "no field \"log_number\""),
        Mistake(from: "logNumber: CASE", to: "", says: "needs the field \"logNumber\""),
        Mistake(from: "otherwise: other", to: "otherwise: misc", says: "\"misc\" is not a code of nature"),
        Mistake(from: "codes: {EF: excessive_force}", to: "codes: {EF: force}", says: "\"force\" is not a code of nature"),
        Mistake(from: "dates: {known: FILED}", to: "dates: {happened: DAY}", says: "needs the date \"known\""),
        Mistake(from: "dates: {known: FILED}", to: "dates: {filed: FILED}", says: "no key \"filed\""),
        Mistake(from: "dates: {known: FILED}", to: "dates: {known: {column: FILED, as: month}}", says: "\"as\" is one of day"),
        Mistake(from: "member: NO", to: "", says: "needs \"member\""),
        Mistake(from: "key: [NO, CASE]", to: "", says: "needs \"key\""),
        Mistake(from: "key: [NO, CASE]", to: "key: []", says: "names no column"),
        Mistake(from: "key: NO", to: "key: [NO, HIRED]", says: "the key of a member is one column"),
        Mistake(from: "CASE: notEmpty", to: "CASE: filled", says: "notEmpty or empty"),
        Mistake(from: "file: payouts", to: "file: cases", says: "named twice"),
        Mistake(from: "file: payouts", to: "file: [payouts]", says: "must be a word"),
        Mistake(from: "file: cases", to: "file: cases.csv", says: "without folder, .csv"),
        Mistake(from: "key: [NO, CASE]", to: "key: [NO, CASE]\n        inventNames: true", says: "for members alone"),
        Mistake(from: "excessiveForce: {constant: 0}", to: "excessiveForce: {constant: 0, colum: X}", says: "no key \"colum\""),
        Mistake(from: "sources:", to: "sources: []\nother:", says: "no key \"other\""),
    ]

    @Test("a mistake is refused with the file and the reason", arguments: mistakes)
    func refused(mistake: Mistake) throws {
        let yaml = ProfileTests.whole.replacingOccurrences(of: mistake.from, with: mistake.to)
        try #require(yaml != ProfileTests.whole)
        let problem = #expect(throws: ProfileProblem.self) { try ImportProfile(yaml: yaml, file: "profile.yaml") }
        let words = problem?.description ?? ""
        #expect(words.contains("profile.yaml"))
        #expect(words.contains(mistake.says), "\(words)")
    }

    @Test("a mistake is refused with its line")
    func line() throws {
        let yaml = ProfileTests.whole.replacingOccurrences(of: "logNumber", with: "logNo")
        let problem = #expect(throws: ProfileProblem.self) { try ImportProfile(yaml: yaml, file: "p.yaml") }
        #expect(problem?.line == 18)
    }

    @Test("something that is no YAML is refused", arguments: ["", "a: [b", "- just\n- a list", "name: x\nname: y"])
    func notYAML(text: String) {
        #expect(throws: ProfileProblem.self) { try ImportProfile(yaml: text, file: "p.yaml") }
    }

    @Test("a profile that is not there is a clear error")
    func absent() {
        let problem = #expect(throws: ProfileProblem.self) { try ImportProfile(contentsOf: URL(fileURLWithPath: "/nowhere/p.yaml")) }
        #expect(problem?.description.contains("cannot be read") == true)
    }

    @Test("the demonstration's profile is understood and leaves the settlements out")
    func demonstration() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let profile = try ImportProfile(contentsOf: root.appendingPathComponent("Demo/chicago/profile.yaml"))
        #expect(profile.sources.count == 8)
        #expect(profile.skipped.map(\.file) == ["settlements"])
        #expect(!profile.sources.contains { $0.file == "settlements" })
    }

    @Test("the example in docs/import.md is understood")
    func documented() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appendingPathComponent("docs/import.md"), encoding: .utf8)
        let begin = try #require(text.range(of: "```yaml\n"))
        let end = try #require(text.range(of: "\n```", range: begin.upperBound..<text.endIndex))
        let profile = try ImportProfile(yaml: String(text[begin.upperBound..<end.lowerBound]), file: "example")
        #expect(profile.sources.map(\.records.count) == [2, 1])
    }
}
