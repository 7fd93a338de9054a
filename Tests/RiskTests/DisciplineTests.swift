import Directives
import Testing

@testable import Risk

@Suite("Discipline is counted once")
struct DisciplineTests {
    /// The disciplinary history reaches back as far as the complaints, so coverage is no reason to leave it out.
    private func ledger(withDisciplineIn complaints: Bool) throws -> Ledger {
        var ledger = SmallForce.ledger()
        for index in ledger.complaints.indices { ledger.complaints[index].discipline = .none }
        if complaints { ledger.complaints[0].discipline = .suspension }
        let first = try #require(Day(1995, 1, 1))
        ledger.events["discipline"] = (0..<5).map {
            Ledger.Event(member: 0, record: 900_000 + Int64($0), knownOn: first.adding(years: $0 * 3), supersededOn: .never, happenedOn: first)
        }
        return ledger
    }

    @Test("Where complaints state their discipline, the disciplinary history makes no second, unbounded count of it")
    func once() throws {
        let keys = features(of: try ledger(withDisciplineIn: true), asOf: SmallForce.asOf, settings: SmallForce.settings).features.map(\.key)
        #expect(!keys.contains { $0.hasPrefix("kind.discipline") })
    }

    @Test("Where they do not, the disciplinary history is what there is")
    func alone() throws {
        let keys = features(of: try ledger(withDisciplineIn: false), asOf: SmallForce.asOf, settings: SmallForce.settings).features.map(\.key)
        #expect(keys.contains { $0.hasPrefix("kind.discipline") })
    }
}
