import Casework
import Foundation
import OfficerSupport
import Testing

@Suite("Random lives of Work Items")
struct PlayTests {
    /// How often each step was taken and each state reached, so that the sequences are known to go everywhere.
    private static let lives: [Play] = (1...90).map { seed in
        var play = Play(seed: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
        for _ in 0..<140 { play.move() }
        return play
    }

    @Test("D20-04:VI.B.4.c, D20-04:VI.A.2.a, D20-04:IV.D In random sequences of steps no state lies outside the table, nobody acts without the right, nobody sees what is closed to them, and clocks and tasks follow the log")
    func lives() throws {
        // What must hold is checked at each of the steps.
        let lives = Self.lives
        let taken = lives.reduce(0) { $0 + $1.story.file.version }
        #expect(taken > 2_000 && lives.reduce(0) { $0 + $1.refused } > 1_000 && lives.reduce(0) { $0 + $1.withoutRight } > 500)
    }

    @Test("D20-04:V.B.6, D20-04:VI.A.7, D20-04:VI.B.9 The log of a random life, read at any past instant, gives the state, posts, marks, unit and clocks of then")
    func past() throws {
        for play in Self.lives { try play.checkPast() }
    }

    @Test("The random lives take every step of the table and reach every state")
    func everywhere() {
        let events = Self.lives.flatMap(\.story.file.events)
        let steps = Set(events.map(\.step))
        // A session is offered after a wish and a consultation, which chance does not often bring together: UnhappyTests has it.
        #expect(steps.union([.offerSession]) == Set(WorkItemStep.allCases), "never taken: \(WorkItemStep.allCases.filter { !steps.contains($0) })")
        #expect(Set(events.map(\.state)).union([WorkItemLife.initial]) == Set(WorkItemState.allCases))
        #expect(Self.lives.contains { !$0.story.file.isOpen } && Self.lives.contains { $0.story.file.isOpen })
    }
}
