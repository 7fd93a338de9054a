import Casework
import Directives
@testable import Risk

/// A made-up force of a few hundred members with ten years of records, always the same.
enum SmallForce {
    static let asOf = day(2016, 1, 1)

    /// Quick to fit without optimisation.
    static var settings: RunSettings {
        var settings = RunSettings.standard
        settings.earliestTrainingDay = day(2008, 1, 1)
        settings.folds = 2
        settings.calibrationFolds = 0
        settings.stepMonths = 24
        settings.fewestDays = 3
        settings.logistic = LogisticSettings(ridge: 30, iterations: 3)
        settings.trees.rounds = 15
        settings.trees.minChildWeight = 1
        settings.raise = RaiseRule(multiple: 1.5, share: 0.1)
        return settings
    }

    static func ledger(members: Int = 240, complaintsPerYear: Double = 0.5) -> Ledger {
        var ledger = Ledger()
        var random = Random(state: 7)
        ledger.ladder = [
            Rank(key: "police_officer", title: "Police officer", level: 1, sworn: true, supervises: false),
            Rank(key: "sergeant", title: "Sergeant", level: 2, sworn: true, supervises: true),
            Rank(key: "clerk", title: "Clerk", level: 1, sworn: false, supervises: false),
        ]
        ledger.units = ["1", "2", "3", "4"]
        var record: Int64 = 0
        for member in 0..<members {
            let appointed = day(1990, 1, 1).adding(days: random.below(20 * 365))
            ledger.members.append(
                Ledger.Subject(id: MemberID(rawValue: Int64(member + 1)), sourceID: "S\(member)", appointed: appointed, separated: nil))
            // A fifth of the members have most of the records.
            let busy = member % 5 == 0 ? 3.0 : 0.5
            for year in 2004...2018 {
                record += 1
                ledger.ranks.append(
                    Ledger.Held(
                        member: Int32(member), record: record, knownOn: day(year, 12, 31), supersededOn: .never,
                        rank: member % 20 == 19 ? 1 : 0, from: day(year, 1, 1), since: appointed))
                if random.unit() < complaintsPerYear * busy {
                    record += 1
                    ledger.complaints.append(complaint(member, record, day(year, 1, 1).adding(days: random.below(365)), &random))
                }
                if random.unit() < 0.6 * busy {
                    record += 1
                    ledger.forces.append(force(member, record, day(year, 1, 1).adding(days: random.below(365)), &random))
                }
            }
            record += 1
            ledger.postings.append(
                Ledger.Place(
                    member: Int32(member), record: record, knownOn: appointed, supersededOn: .never, unit: Int32(member % 4),
                    detail: false, start: appointed, end: .never))
        }
        sort(&ledger)
        return ledger
    }

    static func sort(_ ledger: inout Ledger) {
        ledger.complaints.sort { ($0.member, $0.filedOn, $0.record, $0.knownOn) < ($1.member, $1.filedOn, $1.record, $1.knownOn) }
        ledger.forces.sort { ($0.member, $0.happenedOn, $0.record) < ($1.member, $1.happenedOn, $1.record) }
        ledger.ranks.sort { ($0.member, $0.from, $0.record) < ($1.member, $1.from, $1.record) }
        ledger.postings.sort { ($0.member, $0.start, $0.record) < ($1.member, $1.start, $1.record) }
    }

    static func complaint(_ member: Int, _ record: Int64, _ filed: Day, _ random: inout Random) -> Ledger.Complaint {
        var complaint = plainComplaint(member: member, record: record, filed: filed)
        complaint.closedOn = filed.adding(days: 60 + random.below(600))
        complaint.log = Int32(record % 700)
        complaint.nature = Ledger.Nature.allCases[random.below(Ledger.Nature.allCases.count)]
        complaint.excessiveForce = random.below(3) == 0
        complaint.domestic = random.below(5) == 0
        complaint.duty = random.below(3) == 0 ? .off : .on
        let sustained = random.below(3) == 0
        complaint.finding = sustained ? .sustained : .not_sustained
        complaint.sustainedForce = sustained && complaint.excessiveForce
        complaint.discipline = sustained ? .suspension : .none
        complaint.suspensionDays = sustained ? Int16(1 + random.below(10)) : 0
        return complaint
    }

    static func plainComplaint(member: Int, record: Int64, filed: Day) -> Ledger.Complaint {
        Ledger.Complaint(
            member: Int32(member), record: record, knownOn: filed, supersededOn: .never, happenedOn: filed, filedOn: filed,
            closedOn: .never, log: Int32(record), nature: .conduct_unbecoming, agency: .internal, complainant: .civilian,
            place: .street, allegations: 1, excessiveForce: false, domestic: false, substance: false, duty: .on, finding: .unknown,
            sustainedForce: false, discipline: .unknown, suspensionDays: -1)
    }

    static func force(_ member: Int, _ record: Int64, _ date: Day, _ random: inout Random) -> Ledger.Force {
        Ledger.Force(
            member: Int32(member), record: record, knownOn: date, supersededOn: .never, happenedOn: date,
            event: Int32(record % 900), forceLevel: Int8(random.below(7)), resistanceLevel: Int8(random.below(5)), taser: false,
            firearm: false, subjectArmed: false, subjectInjured: random.below(4) == 0, subjectAllegedInjury: false,
            officerInjured: false, onDuty: true, inUniform: true, unit: Int32(member % 4))
    }

    static func day(_ year: Int, _ month: Int, _ number: Int) -> Day { Day(year, month, number)! }
}

/// SplitMix64.
struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}

/// One run of the small force, made once for all tests that only look at it.
enum SmallRun {
    static let ledger = SmallForce.ledger()
    static let result = Result { try runMonth(ledger: ledger, asOf: SmallForce.asOf, settings: SmallForce.settings) { _, _ in } }
}
