import Casework
import Directives
import Foundation
import Jacket

/// Lives every member's years and writes what happened.
struct History {
    let organisation: Organisation
    let careers: [Career]
    let start: Day
    let end: Day
    let seed: UInt64
    /// Multiplies the routine kinds of record.
    let routine: Double
    /// By unit, who was ever there.
    private let colleagues: [[Colleague]]

    private struct Colleague {
        var index: Int
        var stint: Career.Stint
    }

    init(organisation: Organisation, careers: [Career], start: Day, end: Day, seed: UInt64, routine: Double) {
        self.organisation = organisation
        self.careers = careers
        self.start = start
        self.end = end
        self.seed = seed
        self.routine = routine
        var colleagues = [[Colleague]](repeating: [], count: organisation.entries.count)
        for (index, career) in careers.enumerated() where career.sworn && !career.known {
            for stint in career.stints { colleagues[stint.unit].append(Colleague(index: index, stint: stint)) }
        }
        self.colleagues = colleagues
    }

    /// Writes the jacket; rows by key of the kind.
    func write(_ open: (RecordKind, [String]) throws(SampleProblem) -> Sheet) throws(SampleProblem) -> [String: Int] {
        var complaints = try ComplaintSheets(open, end: end)
        var jacket = try JacketSheets(open, end: end)
        for index in careers.indices {
            var dice = Dice(seed: seed, stream: UInt64(index) << 8 | 3)
            for year in years(of: index) {
                for occasion in Occasion.allCases where !careers[index].known || occasion.isRoutine {
                    let expected = year.expected(occasion) * (occasion.isRoutine ? routine : 1)
                    for _ in 0..<dice.count(mean: expected) {
                        let day = year.first.adding(days: dice.below(year.days))
                        try write(occasion, index, day, &complaints, &jacket, &dice)
                    }
                }
            }
        }
        try writeKnownPeople(&complaints, &jacket)
        let rows = try complaints.close()
        return try jacket.close().merging(rows) { $0 + $1 }
    }

    /// How many rows are to be expected without a multiple.
    var expectedRows: (routine: Double, other: Double) {
        var result = (routine: 0.0, other: 0.0)
        for index in careers.indices {
            for year in years(of: index) {
                for occasion in Occasion.allCases {
                    let rows = year.expected(occasion) * occasion.rows
                    if occasion.isRoutine { result.routine += rows } else { result.other += rows }
                }
            }
        }
        return result
    }

    // MARK: Years

    /// The years of a member's service in the window. Each is a little like the one before.
    private func years(of index: Int) -> [ServiceYear] {
        let career = careers[index]
        var dice = Dice(seed: seed, stream: UInt64(index) << 8 | 2)
        var drift = 0.5 * dice.normal()
        var result: [ServiceYear] = []
        var first = start
        while first <= end {
            let last = min(end, first.adding(years: 1).adding(days: -1))
            let from = max(first, career.appointed)
            let until = min(last, career.separated?.adding(days: -1) ?? last)
            if from <= until { result.append(year(career, from, until, drift: exp(drift))) }
            drift = 0.85 * drift + 0.26 * dice.normal()
            first = last.adding(days: 1)
        }
        return result
    }

    private func year(_ career: Career, _ from: Day, _ until: Day, drift: Double) -> ServiceYear {
        let days = until.days(since: from) + 1
        let middle = from.adding(days: days / 2)
        let unit = career.unit(on: middle)
        return ServiceYear(
            career: career, level: career.level(on: middle), work: unit.map { organisation.entries[$0].work } ?? .office,
            tenure: Double(middle.days(since: career.appointed)) / 365.25, drift: drift,
            place: unit.map { 0.6 + 0.08 * Double($0 * 7 % 11) } ?? 1, first: from, days: days)
    }

    // MARK: Occasions

    private func write(
        _ occasion: Occasion, _ index: Int, _ day: Day, _ complaints: inout ComplaintSheets, _ jacket: inout JacketSheets,
        _ dice: inout Dice
    ) throws(SampleProblem) {
        let member = careers[index].sourceID
        switch occasion {
        case .complaint: try complain(index, day, nature: nil, &complaints, &jacket, &dice)
        case .force: try useForce(index, day, &complaints, &jacket, &dice)
        case .arrest: try jacket.writeArrest(member, day, &dice)
        case .training: try jacket.writeTraining(member, day, &dice)
        case .sickLeave: try jacket.writeSickLeave(member, day, days: 1 + Int(dice.exponential(mean: 2.2)), &dice)
        case .award: try jacket.writeAward(member, day, &dice)
        case .witness: try jacket.writeWitness(member, log: jacket.number("L"), day)
        case .correction: try jacket.writeCorrection(member, day, &dice)
        case .camera: try jacket.writeCamera(member, day, &dice)
        case .missedCourt: try jacket.writeMissedCourt(member, day, &dice)
        case .pursuit: try jacket.writePursuit(member, day, &dice)
        case .collision: try jacket.writeCollision(member, day, &dice)
        case .custodyInjury: try jacket.writeInjury(member, day, inCustody: true, &dice)
        case .conductInjury: try jacket.writeInjury(member, day, inCustody: false, &dice)
        case .claim: try jacket.writeClaim(member, day, &dice)
        case .criminal: try jacket.writeCriminal(member, day, &dice)
        case .credibility: try jacket.writeCredibility(member, day, &dice)
        case .untruthful: try jacket.writeUntruthfulness(member, day, &dice)
        case .declined: try jacket.writeDeclined(member, day, &dice)
        case .order: try jacket.writeOrder(member, day, &dice)
        }
    }

    /// One complaint in four of what happened at work names colleagues too; now and then one is named as a witness.
    private func complain(
        _ index: Int, _ day: Day, nature: String?, _ complaints: inout ComplaintSheets, _ jacket: inout JacketSheets, _ dice: inout Dice
    ) throws(SampleProblem) {
        let maker = ComplaintMaker(end: end)
        guard var complaint = maker.complaint(against: careers[index], on: day, nature: nature, &dice) else { return }
        complaint.log = jacket.number("L")
        try complaints.write(complaint)
        guard complaint.offDuty == false else { return }
        var named: Set = [index]
        while named.count < 4, dice.happens(named.count == 1 ? 0.25 : 0.4), let other = colleague(of: index, on: day, &dice) {
            guard named.insert(other).inserted else { break }
            // Each accused has an investigation of their own; the paper closes when it closes.
            guard var theirs = maker.complaint(against: careers[other], on: day, nature: complaint.nature, &dice) else { continue }
            theirs.log = complaint.log
            theirs.filed = complaint.filed
            if let closed = theirs.closed { theirs.closed = max(closed, complaint.filed) }
            try complaints.write(theirs)
        }
        if dice.happens(0.1), let witness = colleague(of: index, on: day, &dice), !named.contains(witness) {
            try jacket.writeWitness(careers[witness].sourceID, log: complaint.log, complaint.filed)
        }
    }

    /// Force is used by two in one event out of five; one report in sixteen is followed by a complaint.
    private func useForce(
        _ index: Int, _ day: Day, _ complaints: inout ComplaintSheets, _ jacket: inout JacketSheets, _ dice: inout Dice
    ) throws(SampleProblem) {
        let event = jacket.number("E")
        let unit = careers[index].unit(on: day).map { organisation.entries[$0].unit.key } ?? ""
        try jacket.writeForce(careers[index].sourceID, event: event, day, unit: unit, &dice)
        if dice.happens(0.2), let other = colleague(of: index, on: day, &dice) {
            try jacket.writeForce(careers[other].sourceID, event: event, day, unit: unit, &dice)
        }
        if dice.happens(0.06) { try complain(index, day, nature: "excessive_force", &complaints, &jacket, &dice) }
    }

    private func colleague(of index: Int, on day: Day, _ dice: inout Dice) -> Int? {
        guard let unit = careers[index].unit(on: day), !colleagues[unit].isEmpty else { return nil }
        for _ in 0..<8 {
            let other = colleagues[unit][dice.below(colleagues[unit].count)]
            if other.index != index, other.stint.covers(day), careers[other.index].serves(on: day) { return other.index }
        }
        return nil
    }

    // MARK: People known by name

    private func writeKnownPeople(_ complaints: inout ComplaintSheets, _ jacket: inout JacketSheets) throws(SampleProblem) {
        var dice = Dice(seed: seed, stream: 4)
        let known = KnownPeople(organisation: organisation, end: end)
        for var complaint in known.complaints {
            complaint.log = jacket.number("L")
            try complaints.write(complaint)
        }
        for days in KnownPeople.alderForce {
            let event = jacket.number("E")
            try jacket.writeForce(SampleDepartment.juniperAlder.sourceID, event: event, known.ago(days), unit: days > 1_199 ? "11" : "5", &dice)
        }
        try jacket.writeSickLeave(SampleDepartment.laurelMartin.sourceID, known.ago(40), days: 60, &dice)
        let rare: [Occasion] = [
            .custodyInjury, .conductInjury, .pursuit, .collision, .witness, .claim, .criminal, .credibility, .untruthful, .declined,
            .order, .correction, .camera, .missedCourt,
        ]
        guard let wheatear = careers.firstIndex(where: { $0.sourceID == SampleDepartment.cedarWheatear.sourceID }) else { return }
        for (step, occasion) in rare.enumerated() {
            try write(occasion, wheatear, known.ago(900 + 10 * step), &complaints, &jacket, &dice)
        }
    }
}
