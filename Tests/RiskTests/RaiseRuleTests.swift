import Casework
import Testing

@testable import Risk

@Suite("Who is raised")
struct RaiseRuleTests {
    private func candidates(_ probabilities: [[Double]]) -> [RaiseRule.Candidate] {
        probabilities.enumerated().map { RaiseRule.Candidate(member: MemberID(rawValue: Int64($0 + 1)), probabilities: $1) }
    }

    @Test("A member who reaches the multiple exactly is raised; one just below is not")
    func edge() {
        let rule = RaiseRule(multiple: 4, share: 1)
        let picks = rule.raised(candidates([[0.5], [0.4999], [0.1]]), baseRates: [0.125])
        #expect(picks.map(\.index) == [0])
    }

    @Test("One outcome is enough, and the outcomes reached are listed by their ratio")
    func anyOutcome() {
        let rule = RaiseRule(multiple: 2, share: 1)
        let picks = rule.raised(candidates([[0.01, 0.9], [0.04, 0.6], [0.01, 0.1]]), baseRates: [0.01, 0.3])
        #expect(picks.map(\.index) == [1, 0])
        #expect(picks.map(\.outcomes) == [[0, 1], [1]])
    }

    @Test("The share bounds them, the highest ratio first, and equal ratios go by member")
    func share() {
        let rule = RaiseRule(multiple: 1, share: 0.5)
        let picks = rule.raised(candidates([[0.2], [0.4], [0.4], [0.4]]), baseRates: [0.1])
        #expect(picks.map(\.index) == [1, 2])
    }

    @Test(
        "The number allowed is rounded down, but one at least where the share is not nil",
        arguments: [(0.02, 100, 2), (0.02, 149, 2), (0.02, 10, 1), (0, 100, 0), (1, 5, 5), (2, 5, 5), (0.02, 0, 0)])
    func limit(share: Double, members: Int, expected: Int) {
        #expect(RaiseRule(multiple: 3, share: share).limit(of: members) == expected)
    }

    @Test("An outcome that nobody is expected to have raises nobody, and an empty force raises nobody")
    func nothing() {
        let rule = RaiseRule(multiple: 3, share: 1)
        #expect(rule.raised(candidates([[0.5], [0.1]]), baseRates: [0]).isEmpty)
        #expect(rule.raised([], baseRates: [0.1]).isEmpty)
    }
}
