import Directives
import Testing

@testable import Resiliency

@Suite("The figures of the yearly evaluation")
struct EvaluationFiguresTests {
    private func tally(_ year: Int, _ measure: Tally.Measure, _ key: String, _ count: Int) -> Tally { Tally(year: year, measure: measure, key: key, count: count) }
    private func tally(_ year: Int, _ measure: Tally.Measure, _ count: Int) -> Tally { tally(year, measure, "", count) }

    @Test("SRV-017:IV.J.2#2 SRV-017:IV.J.2#3 Contacts and completed plans are those of the year, exactly, however few")
    func exact() {
        let figures = EvaluationFigures(
            year: 2026,
            [
                tally(2026, .contact, "guidance", 1), tally(2026, .contact, "activation", 2), tally(2025, .contact, "guidance", 40), tally(2027, .contact, "support", 9),
                tally(2026, .planStarted, 3), tally(2026, .planCompleted, 1), tally(2025, .planCompleted, 0),
            ])
        #expect(figures.contacts == 3 && figures.completed == 1)
        #expect(EvaluationFigures(year: 2026, []).contacts == 0)
    }

    @Test(
        "SRV-017:IV.J.2#4 A plan that runs over the end of the year is incomplete in that year, and counts where it ends",
        arguments: [(2024, 2, 0, 0), (2025, 3, 1, 1), (2026, 1, 1, 2), (2027, 1, 0, 0)])
    func running(year: Int, running: Int, notCompleted: Int, completed: Int) {
        // Two begin in 2024; three in 2025, of which one is completed and one ends at once; two of those that run end in 2026 well, one not.
        let tallies = [
            tally(2024, .planStarted, 2), tally(2025, .planStarted, 3), tally(2025, .planCompleted, 1), tally(2025, .planNotCompleted, 1),
            tally(2026, .planStarted, 1), tally(2026, .planCompleted, 2), tally(2026, .planNotCompleted, 1),
        ]
        let figures = EvaluationFigures(year: year, tallies)
        #expect(figures.running == running && figures.notCompleted == notCompleted && figures.completed == completed)
        #expect(figures.incomplete == running + notCompleted)
    }

    @Test("SRV-017:IV.J.2#5 Activated cases stand beside every earlier year that is held, with the difference and its percentage")
    func comparison() {
        let tallies = [
            tally(2022, .contact, "guidance", 1), tally(2023, .activated, 8), tally(2024, .activated, 11), tally(2026, .activated, 3), tally(2027, .activated, 90),
        ]
        let years = EvaluationFigures(year: 2026, tallies).activations
        #expect(years.map(\.year) == [2026, 2025, 2024, 2023, 2022])
        #expect(years.map(\.count) == [3, 0, 11, 8, 0])
        #expect(years.map(\.difference) == [3, -11, 3, 8, nil])
        #expect(years.map(\.percent) == [nil, -100, 38, nil, nil])
        #expect(EvaluationFigures(year: 2026, []).activations.map(\.count) == [0])
    }

    @Test(
        "SRV-017:IV.J.2#6 Parts below five are withheld with as many others as it takes; few are withheld altogether (ambiguity 3.9)",
        arguments: [
            (["a": 5, "b": 9], "a5 b9"), (["a": 3, "b": 9, "c": 20], "a? b? c20"), (["a": 3, "b": 4, "c": 20], "a? b? c20"), (["a": 1, "b": 1, "c": 9, "d": 30], "a? b? c? d30"),
            (["a": 4], ""), (["a": 1, "b": 2], ""), (["a": 0, "b": 6], "b6"), ([:], "all"), (["a": 4, "b": 4], ""), (["a": 4, "b": 8, "c": 8], "a? b? c?"),
        ])
    func withheld(counts: [String: Int], shown: String) {
        let breakdown = Breakdown(counts)
        let words = breakdown.parts.map { "\($0.key)\($0.count.map(String.init) ?? "?")" }.joined(separator: " ")
        #expect(words == (shown == "all" ? "" : shown), "\(counts)")
        #expect(breakdown.isWithheld == shown.isEmpty)
    }

    /// Everybody who knows the total, what is shown and how Mainstay withholds tries every way in which it could have come
    /// about. No withheld part below five may be the same in all of them.
    @Test("SRV-017:IV.J.2#6 SRV-017:IV.I Nobody can work out a withheld part from the total and the parts that are shown", arguments: [(1, 20), (2, 20), (3, 18), (4, 14)])
    func safe(parts: Int, most: Int) {
        struct Published: Hashable {
            var total: Int
            var breakdown: Breakdown
        }
        let keys = ["a", "b", "c", "d"].prefix(parts).map { $0 }
        var ways: [Published: [[Int]]] = [:]
        var counts = Array(repeating: 0, count: parts)
        while true {
            let total = counts.reduce(0, +)
            if (1...most).contains(total) {
                ways[Published(total: total, breakdown: Breakdown(Dictionary(uniqueKeysWithValues: zip(keys, counts)))), default: []].append(counts)
            }
            guard let index = counts.indices.first(where: { counts[$0] < most }) else { break }
            for earlier in 0..<index { counts[earlier] = 0 }
            counts[index] += 1
        }
        var found = 0
        for (published, ways) in ways where published.breakdown.hides {
            for (index, key) in keys.enumerated() {
                let isHidden = published.breakdown.isWithheld || published.breakdown.parts.contains { $0.key == key && $0.count == nil }
                // With one kind only, the total is the part, and it is the total that the directive asks for.
                guard isHidden, parts > 1, ways.contains(where: { (1..<Breakdown.least).contains($0[index]) }) else { continue }
                found += 1
                #expect(Set(ways.map { $0[index] }).count > 1, "\(published) is \(ways[0])")
            }
        }
        #expect(found > 0 || parts == 1)
    }

    @Test("SRV-017:IV.J.2#7 Of what was offered, what was taken or left below five is withheld, and does not follow from the rest")
    func resources() throws {
        let figures = EvaluationFigures(
            year: 2026,
            [
                tally(2026, .resource, "eap/offered", 9), tally(2026, .resource, "eap/accepted", 8), tally(2026, .resource, "eap/declined", 1), tally(2026, .resource, "eap/done", 6),
                tally(2026, .resource, "peer/offered", 7), tally(2026, .resource, "peer/accepted", 7), tally(2025, .resource, "chaplain/offered", 9),
                tally(2026, .resource, "training/done", 2),
            ])
        #expect(figures.resources.map(\.key) == ["eap", "peer", "training"])
        let eap = try #require(figures.resources.first)
        #expect(eap.offered == 9 && eap.accepted == nil && eap.declined == nil && eap.done == 6)
        #expect(figures.resources[1].declined == 0 && figures.resources[1].offered == 7 && !figures.resources[1].hides)
        #expect(figures.resources[2].done == nil && figures.hides)
    }

    @Test("SRV-017:I.B SRV-017:IV.J.2 It is due by April 1 of the year after, and overdue on April 2", arguments: [("2027-04-01", false), ("2027-04-02", true), ("2026-12-31", false)])
    func due(day: String, overdue: Bool) throws {
        let day = try #require(Day(iso: day))
        var evaluation = Evaluation(year: 2026, state: .draft, sections: [:], figures: EvaluationFigures(year: 2026, []), corrections: [])
        #expect(Evaluation.due(2026) == Day(iso: "2027-04-01"))
        #expect(evaluation.isOverdue(on: day) == overdue)
        evaluation.state = .filed
        #expect(!evaluation.isOverdue(on: day))
    }

    @Test("SRV-017:IV.J.2#6 SRV-017:IV.J.2#7 SRV-017:IV.J.2#8 Each section must be written, and the year be over, and all that is missing is said at once")
    func obstacles() throws {
        var evaluation = Evaluation(year: 2026, state: .draft, sections: [.resources: "  \n"], figures: EvaluationFigures(year: 2026, []), corrections: [])
        #expect(evaluation.obstacles(on: try #require(Day(iso: "2026-12-31"))).map(\.section) == [nil, .benchmarks, .resources, .effectiveness])
        for section in Evaluation.Section.allCases { evaluation.sections[section] = "Words." }
        #expect(evaluation.obstacles(on: try #require(Day(iso: "2027-01-01"))).isEmpty)
    }

    @Test("What a form showed is known again by its mark, and any other words have another")
    func mark() {
        let words: [Evaluation.Section: String] = [.benchmarks: "ab", .resources: "c"]
        #expect(Evaluation.mark(of: words) == Evaluation.mark(of: [.resources: "c", .benchmarks: "ab", .effectiveness: ""]))
        #expect(Evaluation.mark(of: words) != Evaluation.mark(of: [.benchmarks: "a", .resources: "bc"]))
    }
}
