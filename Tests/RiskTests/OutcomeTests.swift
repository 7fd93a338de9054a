import Directives
import Testing

@testable import Risk

/// The four events of the directive, counted in ledgers of one complaint: which records are the event, and which are not.
@Suite("What counts as each of the four events")
struct OutcomeTests {
    private static let start = SmallForce.day(2012, 1, 1)
    private static let known = SmallForce.day(2014, 1, 1)

    /// What a complaint is counted as that was filed within the window and closed before its end, unless it is changed.
    private func events(_ change: (inout Ledger.Complaint) -> Void) -> Set<Outcome> {
        var ledger = SmallForce.ledger(members: 1, complaintsPerYear: 0)
        var complaint = SmallForce.plainComplaint(member: 0, record: 1, filed: Self.start.adding(days: 30))
        complaint.closedOn = Self.start.adding(days: 200)
        complaint.finding = .not_sustained
        complaint.discipline = .none
        complaint.suspensionDays = 0
        change(&complaint)
        ledger.complaints = [complaint]
        let labels = Labels(
            ledger, LedgerIndex(ledger, settings: SmallForce.settings), members: [0], start: Self.start, months: 24, knownBefore: Self.known,
            delays: ClosingDelays(ledger, knownBefore: Self.known))
        return Set(Outcome.allCases.filter { labels.positive(Target($0), 0) })
    }

    @Test("A complaint that is none of the four is counted as none")
    func none() {
        let found = events { $0.nature = .verbal_abuse }
        #expect(found.isEmpty)
    }

    @Test("D20-04:IV.B.1 A complaint counts where excessive force was sustained; where it was alleged only, or another allegation was sustained, or it is still open, it does not")
    func sustainedForce() {
        func found(finding: Ledger.Finding, sustainedForce: Bool, closedOn: Day) -> Set<Outcome> {
            events {
                $0.excessiveForce = true
                $0.finding = finding
                $0.sustainedForce = sustainedForce
                $0.closedOn = closedOn
            }
        }
        let closed = Self.start.adding(days: 200)
        let counted: Set<Outcome> = [.sustainedForce]
        #expect(found(finding: .sustained, sustainedForce: true, closedOn: closed) == counted)
        #expect(found(finding: .not_sustained, sustainedForce: false, closedOn: closed).isEmpty)
        #expect(found(finding: .sustained, sustainedForce: false, closedOn: closed).isEmpty)
        // What a later day will say of it is not known yet.
        #expect(found(finding: .sustained, sustainedForce: true, closedOn: Self.known).isEmpty)
    }

    @Test("D20-04:IV.B.2, D20-04:IV.B.2.NOTE A sustained investigation counts where it ended in days of suspension or in separation, and with no other discipline", arguments: Ledger.Discipline.allCases)
    func suspension(discipline: Ledger.Discipline) {
        let counts = discipline == .suspension || discipline == .separation
        let found = events {
            $0.finding = .sustained
            $0.discipline = discipline
            $0.suspensionDays = discipline == .suspension ? 3 : 0
        }
        let expected: Set<Outcome> = counts ? [.suspension] : []
        #expect(found == expected)
    }

    @Test("D20-04:IV.B.2, D20-04:IV.B.2.NOTE A suspension counts whatever the investigation was about", arguments: Ledger.Nature.allCases)
    func natures(nature: Ledger.Nature) {
        let found = events {
            $0.nature = nature
            $0.finding = .sustained
            $0.discipline = .suspension
            $0.suspensionDays = 1
        }
        let expected: Set<Outcome> = [.suspension]
        #expect(found == expected)
    }

    @Test("D20-04:IV.B.3 A complaint of off-duty conduct counts from its filing, whatever the finding; on duty, or where that is not known, it does not", arguments: Ledger.Finding.allCases)
    func offDuty(finding: Ledger.Finding) {
        let closings: [Day] = [Self.start.adding(days: 200), .never]
        for duty in Ledger.Duty.allCases {
            let expected: Set<Outcome> = duty == .off ? [.offDuty] : []
            for closed in closings {
                let found = events {
                    $0.duty = duty
                    $0.finding = finding
                    $0.closedOn = closed
                }
                #expect(found == expected, "\(duty)")
            }
        }
    }

    @Test("D20-04:IV.B.4 A complaint of domestic abuse and one of alcohol or drugs count each from its filing, whatever the finding; one of neither does not", arguments: Ledger.Finding.allCases)
    func domesticOrSubstance(finding: Ledger.Finding) {
        let closings: [Day] = [Self.start.adding(days: 200), .never]
        for (domestic, substance) in [(true, false), (false, true), (true, true), (false, false)] {
            let expected: Set<Outcome> = domestic || substance ? [.domesticOrSubstance] : []
            for closed in closings {
                let found = events {
                    $0.domestic = domestic
                    $0.substance = substance
                    $0.finding = finding
                    $0.closedOn = closed
                }
                #expect(found == expected, "\(domestic), \(substance)")
            }
        }
    }

    @Test("D20-04:IV.B.1, D20-04:IV.B.2, D20-04:IV.B.3, D20-04:IV.B.4 Only what is still to come counts: of a complaint filed the day before nothing does")
    func future() {
        func found(filed: Day) -> Set<Outcome> {
            events {
                $0.filedOn = filed
                $0.knownOn = filed
                $0.excessiveForce = true
                $0.finding = .sustained
                $0.sustainedForce = true
                $0.discipline = .suspension
                $0.suspensionDays = 5
                $0.duty = .off
                $0.domestic = true
            }
        }
        #expect(found(filed: Self.start) == Set(Outcome.allCases))
        #expect(found(filed: Self.start.adding(days: -1)).isEmpty)
    }

    @Test("The directive's notes say of a suspension what it can come from, each under its own number, and of no other event")
    func origins() {
        let notes = Outcome.suspension.origins.map(\.cites.rawValue)
        #expect(notes == [1, 2, 3, 4, 5].map { $0 == 1 ? "D20-04:IV.B.2.NOTE" : "D20-04:IV.B.2.NOTE#\($0)" })
        #expect(Outcome.allCases.filter { !$0.origins.isEmpty } == [.suspension])
    }
}
