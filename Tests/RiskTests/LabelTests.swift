import Directives
import Testing

@testable import Risk

@Suite("Labels")
struct LabelTests {
    private let start = SmallForce.day(2012, 1, 1)
    private let known = SmallForce.day(2014, 1, 1)

    private func holds(_ target: Target, _ change: (inout Ledger.Complaint) -> Void) -> Bool {
        var ledger = SmallForce.ledger(members: 1, complaintsPerYear: 0)
        var complaint = SmallForce.plainComplaint(member: 0, record: 1, filed: start.adding(days: 30))
        change(&complaint)
        ledger.complaints = [complaint]
        let index = LedgerIndex(ledger, settings: SmallForce.settings)
        let labels = Labels(
            ledger, index, members: [0], start: start, months: 24, knownBefore: known,
            delays: ClosingDelays(ledger, knownBefore: known))
        return labels.positive(target, 0)
    }

    @Test(
        "The window takes its first day and not the day on which it ends",
        arguments: [(-1, false), (0, true), (730, true), (731, false)])
    func window(offset: Int, expected: Bool) {
        // 2012 is a leap year: day 731 is 1 January 2014.
        let found = holds(.offDuty) {
            $0.filedOn = start.adding(days: offset)
            $0.knownOn = $0.filedOn
            $0.duty = .off
        }
        #expect(found == expected)
    }

    @Test("A suspension that closed on the day or later is not known yet, and then is no training positive")
    func cut() {
        func suspended(closedOn: Day) -> Bool {
            holds(.suspension) {
                $0.closedOn = closedOn
                $0.discipline = .suspension
                $0.suspensionDays = 3
            }
        }
        #expect(suspended(closedOn: known.adding(days: -1)))
        #expect(!suspended(closedOn: known))
        #expect(!suspended(closedOn: .never))
    }

    @Test("A suspension counts from one day, or when its length is not known; a separation counts; a reprimand does not")
    func suspension() {
        func outcome(_ discipline: Ledger.Discipline, _ days: Int16) -> Bool {
            holds(.suspension) {
                $0.closedOn = start.adding(days: 200)
                $0.discipline = discipline
                $0.suspensionDays = days
            }
        }
        #expect(outcome(.suspension, 1))
        #expect(outcome(.suspension, -1))
        #expect(!outcome(.suspension, 0))
        #expect(outcome(.separation, -1))
        #expect(!outcome(.reprimand, -1))
        #expect(!outcome(.resigned, -1))
    }

    @Test("The filing date dates an outcome, not the closing date")
    func filingDates() {
        let filedBefore = holds(.sustainedForce) {
            $0.filedOn = start.adding(days: -1)
            $0.knownOn = $0.filedOn
            $0.closedOn = start.adding(days: 100)
            $0.sustainedForce = true
        }
        #expect(!filedBefore)
        #expect(
            holds(.sustainedForce) {
                $0.closedOn = start.adding(days: 100)
                $0.sustainedForce = true
            })
    }

    @Test("Off duty has to be on record: an unknown duty status is no off-duty complaint")
    func unknownDuty() {
        #expect(!holds(.offDuty) { $0.duty = .unknown })
        #expect(holds(.domesticOrSubstance) { $0.substance = true })
        #expect(!holds(.domesticOrSubstance) { $0.substance = false })
    }

    @Test("A positive whose like are mostly still open counts for those not seen yet")
    func correction() {
        var ledger = SmallForce.ledger(members: 1, complaintsPerYear: 0)
        // Half of the suspensions close after 100 days, half after 500, evenly filed over six years.
        ledger.complaints = (0..<600).map { number in
            var complaint = SmallForce.plainComplaint(member: 0, record: Int64(number), filed: known.adding(days: -4 * number - 1))
            complaint.discipline = .suspension
            complaint.suspensionDays = 1
            complaint.closedOn = complaint.filedOn.adding(days: number % 2 == 0 ? 100 : 500)
            return complaint
        }
        let delays = ClosingDelays(ledger, knownBefore: known)
        #expect(abs(delays.share(.suspension, after: 300) - 0.5) < 0.06)
        #expect(delays.share(.suspension, after: 600) == 1)
        #expect(abs(delays.correction(.suspension, filedOn: known.adding(days: -301)) - 2) < 0.25)
        #expect(delays.correction(.suspension, filedOn: known.adding(days: -900)) == 1)
    }

    @Test("Training takes only days whose windows had ended, and labels known by then")
    func trainingDays() throws {
        let plan = try DayPlan(SmallRun.ledger, asOf: SmallForce.asOf, settings: SmallForce.settings)
        #expect(plan.training.last == SmallForce.day(2014, 1, 1))
        #expect(plan.training.allSatisfy { $0.adding(months: 24) <= SmallForce.asOf })
        for fold in plan.folds {
            let used = plan.training(before: fold).map { plan.training[$0] }
            #expect(!used.isEmpty)
            #expect(used.allSatisfy { $0.adding(months: 24) <= fold })
        }
    }
}
