import Casework
import Directives
import Foundation
import OfficerSupport
import Testing

@testable import Records

@Suite("An item's page reads less of the world and says the same")
struct WorldOnPageTests {
    private struct Offered: Equatable {
        var step: WorkItemStep
        var ground: Ground
        var obstacles: [Objection]
    }

    private func offered(_ view: CaseView<WorkItemLife>) -> [Offered] {
        view.offers.map { Offered(step: $0.row.step, ground: $0.ground, obstacles: $0.obstacles) }
    }

    /// What was chosen, in the words of the log.
    private func words(_ view: CaseView<WorkItemLife>) -> [String] {
        var words: [String] = []
        for event in view.file.events {
            for prompt in Engine.row(event.step, WorkItemLife.self)?.asks ?? [] {
                let choices = Engine.choices(prompt, view.file, view.world)
                for answer in event.entered.all(prompt.key) {
                    let title = choices.first { $0.value == answer }?.title ?? view.world.supportTitles[answer] ?? view.names[answer] ?? answer
                    words.append("\(event.number) \(prompt.key): \(title)")
                }
            }
        }
        return words
    }

    private func compare(_ bench: CaseBench, after step: String) async throws {
        for name in CaseBench.people.map(\.name) {
            let asking = try await bench.asking(name)
            let page = try await bench.records.workItemSheet("W-1", notes: 0..<1, bench.rules, for: asking)?.life
            let whole = try await bench.records.life(of: "W-1", bench.rules, for: asking)
            guard let page, let whole else {
                #expect(page == nil && whole == nil, "\(name) after \(step)")
                continue
            }
            #expect(offered(page) == offered(whole), "\(name) after \(step)")
            #expect(words(page) == words(whole), "\(name) after \(step)")
        }
    }

    @Test("D20-04:V.B.6, D20-04:VI.A.7 After each step of a life everybody is offered the same with the same in the way, and reads the same words")
    func life() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await compare(bench, after: "nothing")
        for (step, account) in CaseBench.way {
            if step == .respond { try await bench.openJacket(account) }
            try await bench.take(step, by: account)
            try await compare(bench, after: step.rawValue)
        }
    }

    @Test("D20-04:VI.D.3.c The same for an item whose member has gone to another unit, and for one that can be closed as duplicative")
    func aside() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-0")
        try await bench.addItem("W-1")
        try await compare(bench, after: "an item before it")
        try await bench.go(through: .schedule)
        try await bench.transfer(1, to: "6")
        try await compare(bench, after: "the transfer")
        try await bench.take(.move, by: "rep")
        try await compare(bench, after: "the move")
    }
}
