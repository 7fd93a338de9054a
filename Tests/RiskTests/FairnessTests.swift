import Casework
import Directives
import Foundation
import Testing

@testable import Risk

@Suite("Fairness")
struct FairnessTests {
    @Test("Groups are counted from finished scores, and cells under ten are withheld")
    func groups() throws {
        let result = try SmallRun.result.get()
        let people = result.scores.map { score in
            // Six members of a small group, the rest in two large ones.
            let number = Int(score.member.rawValue)
            return Demographics(
                member: score.member, race: number <= 6 ? "native_american" : number % 2 == 0 ? "black" : "white", gender: "F",
                birthYear: 1970)
        }
        let report = fairness(of: result, demographics: people)
        #expect(report.dimensions.map(\.key) == ["race", "gender", "tenure", "age"])
        let race = try #require(report.dimensions.first)
        let small = try #require(race.present.first { $0.name == "native_american" })
        #expect(small.members == nil && small.raised == nil && small.ratio == nil)
        let large = race.present.filter { $0.name != "native_american" }
        #expect(large.compactMap(\.members).reduce(0, +) == 234)
        #expect(race.past.contains { $0.baseRate != nil })
        for group in report.dimensions.flatMap(\.past) {
            #expect((group.raised ?? 10) >= 10 && (group.members ?? 10) >= 10)
        }
        #expect(report.paragraph.contains("Outcomes are themselves decisions"))
    }

    @Test("No file of the scoring mentions the demographics; only the fairness report does")
    func sources() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Risk")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        #expect(files.count > 20)
        for file in files where file != "Fairness.swift" && file != "Ledger.swift" {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            #expect(!text.contains("Demographics"), "\(file)")
        }
    }

    @Test("Nothing a feature can read has a place for race, gender or age")
    func ledgerFields() throws {
        var random = Random(state: 1)
        let day = SmallForce.asOf
        let values: [Any] = [
            Ledger(), Ledger.Subject(id: MemberID(rawValue: 1), sourceID: "1", appointed: nil, separated: nil),
            SmallForce.complaint(0, 1, day, &random), SmallForce.force(0, 1, day, &random),
            Ledger.Event(member: 0, record: 0, knownOn: day, supersededOn: day, happenedOn: day),
            Ledger.Place(member: 0, record: 0, knownOn: day, supersededOn: day, unit: 0, detail: false, start: day, end: day),
            Ledger.Held(member: 0, record: 0, knownOn: day, supersededOn: day, rank: 0, from: day, since: nil),
        ]
        let forbidden: Set = ["race", "gender", "sex", "birth", "born", "age", "ethnicity", "name"]
        var fields = 0
        for value in values {
            for child in Mirror(reflecting: value).children {
                // "yearOfBirth" is the words year, of, birth.
                let label = try #require(child.label)
                let spaced = label.map { $0.isUppercase ? " \($0.lowercased())" : String($0) }.joined()
                fields += 1
                #expect(Set(spaced.split(separator: " ").map(String.init)).isDisjoint(with: forbidden), "\(label)")
            }
        }
        #expect(fields > 50)
        let keys = FeatureLayout(SmallRun.ledger, LedgerIndex(SmallRun.ledger, settings: SmallForce.settings)).features.map(\.key)
        #expect(!keys.contains { key in ["race", "gender", "birth"].contains { key.lowercased().contains($0) } })
    }
}
