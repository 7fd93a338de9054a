import Directives
import Testing

@testable import Risk

@Suite("Reasons")
struct ReasonTests {
    @Test("A sentence counts the member's own records, names the window and the median of the unit, and lists the records")
    func sentence() throws {
        var ledger = SmallForce.ledger(members: 40, complaintsPerYear: 0)
        ledger.complaints = (0..<4).map {
            SmallForce.plainComplaint(member: 0, record: 1_000 + Int64($0), filed: SmallForce.asOf.adding(days: -30 * ($0 + 1)))
        }
        let index = LedgerIndex(ledger, settings: SmallForce.settings)
        let matrix = FeatureLayout(ledger, index).matrix(ledger, index, asOf: SmallForce.asOf)
        let facts = Facts(ledger, index, matrix)
        let fact = try #require(facts.fact(.complaints, row: 0))
        #expect(fact.sentence == "4 complaints in 24 months; the median in the unit is 0.")
        #expect(Set(fact.records) == [1_000, 1_001, 1_002, 1_003])
        #expect(fact.bearsOut(raising: true))

        let none = try #require(facts.fact(.offDutyComplaints, row: 0))
        #expect(none.sentence == "No off-duty complaint in 24 months; the median in the unit is 0.")
        #expect(!none.bearsOut(raising: true))
        #expect(none.bearsOut(raising: false))
    }

    @Test("Older records that were denser are told in their own window")
    func olderRecords() throws {
        var ledger = SmallForce.ledger(members: 40, complaintsPerYear: 0)
        ledger.complaints = (0..<5).map {
            SmallForce.plainComplaint(member: 0, record: Int64($0), filed: SmallForce.asOf.adding(months: -40 - $0))
        }
        let index = LedgerIndex(ledger, settings: SmallForce.settings)
        let matrix = FeatureLayout(ledger, index).matrix(ledger, index, asOf: SmallForce.asOf)
        let fact = try #require(Facts(ledger, index, matrix).fact(.complaints, row: 0))
        #expect(fact.sentence == "5 complaints in 5 years; the median in the unit is 0.")
    }

    @Test("No reason to raise is shown that the member's own records do not bear out")
    func bornOut() throws {
        let result = try SmallRun.result.get()
        var seen = 0
        for reason in result.raised.flatMap(\.outcomes).flatMap(\.reasons) where reason.raises {
            seen += 1
            if let count = reason.count, let median = reason.median { #expect(Double(count) > median) }
            if reason.count != nil { #expect(reason.records.count == reason.count) }
            #expect(reason.share > 0 && reason.share <= 1)
        }
        #expect(seen > 0)
    }

    @Test("Records cited were known before the day and are the member's own")
    func citedRecords() throws {
        let result = try SmallRun.result.get()
        let byRecord = Dictionary(SmallRun.ledger.complaints.map { ($0.record, $0) }, uniquingKeysWith: { first, _ in first })
        for raised in result.raised {
            let member = result.scores[raised.score].member
            for reason in raised.outcomes.flatMap(\.reasons) where reason.kind == "complaint" {
                for record in reason.records {
                    let complaint = try #require(byRecord[record])
                    #expect(SmallRun.ledger.members[Int(complaint.member)].id == member)
                    #expect(complaint.knownOn < SmallForce.asOf)
                }
            }
        }
    }

    @Test(
        "Spans of time are told in years and months",
        arguments: [(0, "0 months"), (1, "1 month"), (12, "1 year"), (27, "2 years and 3 months"), (98, "8 years")])
    func spans(months: Int, expected: String) {
        let start = SmallForce.day(2001, 1, 15)
        #expect(Wording.time(from: start, to: start.adding(months: months)) == expected)
    }
}
