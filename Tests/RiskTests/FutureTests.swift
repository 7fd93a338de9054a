import Directives
import Testing

@testable import Risk

@Suite("The future changes nothing")
struct FutureTests {
    @Test("Whatever is altered from the as-of day on, no bit of any score changes")
    func future() throws {
        let before = try SmallRun.result.get()
        let altered = FutureTests.altered(SmallRun.ledger, from: SmallForce.asOf)
        let after = try runMonth(ledger: altered, asOf: SmallForce.asOf, settings: SmallForce.settings) { _, _ in }
        #expect(after.digest == before.digest)
        #expect(after.scores == before.scores)
        #expect(after.evaluation == before.evaluation)
        #expect(after.raised == before.raised)
    }

    @Test("The alteration is no empty one: a day later it shows")
    func alterationShows() {
        let later = SmallForce.asOf.adding(years: 1)
        let altered = FutureTests.altered(SmallRun.ledger, from: SmallForce.asOf)
        let one = features(of: SmallRun.ledger, asOf: later, settings: SmallForce.settings)
        let other = features(of: altered, asOf: later, settings: SmallForce.settings)
        #expect(one.values != other.values || one.members != other.members)
    }

    /// Everything known from the day on is shuffled, changed or taken away, and corrections appear.
    static func altered(_ ledger: Ledger, from day: Day) -> Ledger {
        var random = Random(state: 99)
        var changed = ledger
        changed.complaints = ledger.complaints.filter { $0.knownOn < day }.map { complaint in
            var complaint = complaint
            if complaint.closedOn >= day {
                complaint.closedOn = random.below(2) == 0 ? .never : day.adding(days: random.below(900))
                complaint.finding = Ledger.Finding.allCases[random.below(Ledger.Finding.allCases.count)]
                complaint.sustainedForce = random.below(2) == 0
                complaint.discipline = Ledger.Discipline.allCases[random.below(Ledger.Discipline.allCases.count)]
                complaint.suspensionDays = Int16(random.below(30))
            }
            return complaint
        }
        // A later version of a row takes its place, from the day on.
        for row in stride(from: 0, to: changed.complaints.count, by: 7) {
            var correction = changed.complaints[row]
            changed.complaints[row].supersededOn = day.adding(days: random.below(30))
            correction.knownOn = changed.complaints[row].supersededOn
            correction.duty = .off
            correction.excessiveForce.toggle()
            changed.complaints.append(correction)
        }
        for member in 0..<60 {
            let filed = day.adding(days: random.below(700))
            changed.complaints.append(SmallForce.complaint(member, 5_000_000 + Int64(member), filed, &random))
        }
        changed.forces = ledger.forces.filter { $0.knownOn < day }
        changed.ranks = ledger.ranks.filter { $0.knownOn < day }
        for row in changed.postings.indices where row % 3 == 0 { changed.postings[row].end = day.adding(days: random.below(90)) }
        for member in stride(from: 0, to: changed.members.count, by: 4) {
            changed.members[member].separated = day.adding(days: random.below(500))
        }
        changed.events["award"] = [
            Ledger.Event(member: 0, record: 1, knownOn: day, supersededOn: .never, happenedOn: day.adding(years: -9))
        ]
        SmallForce.sort(&changed)
        return changed
    }
}
