import Directives
import Testing

@testable import Risk

@Suite("What a score may know")
struct KnowledgeTests {
    private let day = SmallForce.asOf

    /// One member with one complaint, and nobody else.
    private func ledger(_ change: (inout Ledger.Complaint) -> Void) -> Ledger {
        var ledger = SmallForce.ledger(members: 1, complaintsPerYear: 0)
        ledger.forces = []
        var complaint = SmallForce.plainComplaint(member: 0, record: 900_001, filed: day.adding(days: -10))
        change(&complaint)
        ledger.complaints = [complaint]
        return ledger
    }

    private func value(_ key: String, _ ledger: Ledger) throws -> Float {
        let matrix = features(of: ledger, asOf: day, settings: SmallForce.settings)
        return try #require(matrix.value(key, row: 0)).rounded()
    }

    @Test("A complaint counts from the day after it became known, not on the day itself")
    func knownDay() throws {
        #expect(try value("complaints.all.3m", ledger { _ in }) == 1)
        let onTheDay = ledger {
            $0.knownOn = day
            $0.filedOn = day
        }
        #expect(try value("complaints.all.3m", onTheDay) == 0)
        let dayBefore = ledger {
            $0.knownOn = day.adding(days: -1)
            $0.filedOn = day.adding(days: -1)
        }
        #expect(try value("complaints.all.3m", dayBefore) == 1)
    }

    @Test("A window of 12 months reaches back to the same day a year before, and no further")
    func windowEdge() throws {
        let inside = ledger {
            $0.filedOn = day.adding(months: -12)
            $0.knownOn = $0.filedOn
        }
        let outside = ledger {
            $0.filedOn = day.adding(months: -12).adding(days: -1)
            $0.knownOn = $0.filedOn
        }
        #expect(try value("complaints.all.12m", inside) == 1)
        #expect(try value("complaints.all.12m", outside) == 0)
        #expect(try value("complaints.all.24m", outside) == 1)
    }

    @Test("Before it is closed a complaint is an open case and its finding is not read")
    func openCase() throws {
        func sustained(closedOn: Day) -> Ledger {
            ledger {
                $0.closedOn = closedOn
                $0.finding = .sustained
                $0.discipline = .suspension
                $0.suspensionDays = 5
            }
        }
        #expect(try value("closed.sustained.career", sustained(closedOn: day)) == 0)
        #expect(try value("closed.suspended.career", sustained(closedOn: day)) == 0)
        #expect(try value("open.all", sustained(closedOn: day)) == 1)
        let closed = sustained(closedOn: day.adding(days: -1))
        #expect(try value("closed.sustained.career", closed) == 1)
        #expect(try value("closed.suspensionDays.career", closed) == 5)
        #expect(try value("open.all", closed) == 0)
    }

    @Test("A corrected row replaces the earlier one from the day the correction is known")
    func correction() throws {
        var first = SmallForce.plainComplaint(member: 0, record: 1, filed: day.adding(days: -100))
        var second = first
        second.duty = .off
        func offDuty(correctedOn: Day) throws -> Float {
            first.supersededOn = correctedOn
            second.knownOn = correctedOn
            var ledger = ledger { _ in }
            ledger.complaints = [first, second]
            #expect(try value("complaints.all.12m", ledger) == 1)
            return try value("complaints.offDuty.12m", ledger)
        }
        #expect(try offDuty(correctedOn: day) == 0)
        #expect(try offDuty(correctedOn: day.adding(days: -1)) == 1)
    }

    @Test("A kind of record that begins after the training days is not counted, and the run says so")
    func coverage() throws {
        var ledger = SmallForce.ledger(members: 20)
        let late = SmallForce.day(2015, 7, 1)
        ledger.events["award"] = [Ledger.Event(member: 0, record: 1, knownOn: late, supersededOn: .never, happenedOn: late)]
        let early = SmallForce.day(2002, 1, 1)
        ledger.events["arrest"] = [Ledger.Event(member: 0, record: 2, knownOn: early, supersededOn: .never, happenedOn: early)]
        let index = LedgerIndex(ledger, settings: SmallForce.settings)
        #expect(index.leftOut == ["award"])
        let keys = FeatureLayout(ledger, index).features.map(\.key)
        #expect(keys.contains("kind.arrest.all.12m"))
        #expect(!keys.contains { $0.hasPrefix("kind.award") })
    }

    @Test("The roster of a payroll department takes only members with a rank in the year before")
    func payrollRoster() {
        var ledger = SmallForce.ledger(members: 2)
        ledger.roster = .payrollYear
        ledger.ranks.removeAll { $0.member == 1 && $0.from.year == 2015 }
        #expect(features(of: ledger, asOf: day, settings: SmallForce.settings).members == [0])
        ledger.roster = .appointment
        #expect(features(of: ledger, asOf: day, settings: SmallForce.settings).members == [0, 1])
    }

    @Test("Members who are not sworn, not yet appointed or already separated are not scored")
    func roster() {
        var ledger = SmallForce.ledger(members: 4)
        for row in ledger.ranks.indices where ledger.ranks[row].member == 1 { ledger.ranks[row].rank = 2 }
        ledger.members[2].appointed = day
        ledger.members[3].separated = day.adding(days: -1)
        #expect(features(of: ledger, asOf: day, settings: SmallForce.settings).members == [0])
        ledger.members[3].separated = day
        #expect(features(of: ledger, asOf: day, settings: SmallForce.settings).members == [0, 3])
    }
}
