import Casework
import Directives
import Foundation
import Jacket

/// A department that does not exist, made from a seed: members with careers, assignments and supervisors, and all twenty
/// kinds of record of D20-04 III.C, in the default file layout. The same arguments give the same bytes.
///
/// It is believable where a test or a benchmark depends on it: complaints are unequally spread (gamma), a member's risk
/// carries over from year to year, most outcomes take more than a year to be known and the newest are open. It is not a
/// model of any real department, and no figure computed from it says anything about one.
package struct SampleDepartment: Sendable {
    /// All who served at any time in the window, those known by name among them. At least 60.
    package let members: Int
    /// Years of jacket records; careers began earlier.
    package let years: Int
    /// About how many rows all files together have; nil for as many as a department of this size has.
    package let records: Int?
    package let seed: UInt64
    /// The last day of the records.
    package let endsOn: Day

    package init(members: Int, years: Int = 8, records: Int? = nil, seed: UInt64, endsOn: Day) {
        self.members = max(members, 60)
        self.years = max(years, 3)
        self.records = records
        self.seed = seed
        self.endsOn = endsOn
    }

    /// How many rows were written, by key of the record kind.
    package struct Counts: Hashable, Sendable {
        package var rows: [String: Int]
        package var total: Int { rows.values.reduce(0, +) }
    }

    var start: Day { endsOn.adding(years: -years).adding(days: 1) }

    /// Writes one CSV file for each kind of record.
    package func write(to directory: URL) throws(SampleProblem) -> Counts {
        do { try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true) } catch {
            throw .cannotWrite(directory.path)
        }
        func open(_ kind: RecordKind, _ fields: [String]) throws(SampleProblem) -> Sheet {
            try Sheet(kind, in: directory, fields: fields)
        }
        let organisation = Organisation(start: start, end: endsOn)
        let careers = careers(organisation)
        var dice = Dice(seed: seed, stream: 2)
        let registers = try Registers(organisation: organisation, careers: careers, end: endsOn).write(open, &dice)
        let history = History(
            organisation: organisation, careers: careers, start: start, end: endsOn, seed: seed,
            routine: routine(organisation, careers, registers: registers.values.reduce(0, +)))
        let jacket = try history.write(open)
        return Counts(rows: registers.merging(jacket) { $0 + $1 })
    }

    // MARK: People

    private func careers(_ organisation: Organisation) -> [Career] {
        let maker = CareerMaker(organisation, start: start, end: endsOn)
        var careers = KnownPeople(organisation: organisation, end: endsOn).careers
        var command = organisation.indices(.command).filter { unit in
            !SampleDepartment.knownPeople.contains { $0.unit == organisation.entries[unit].unit.key }
        }
        for index in careers.count..<members {
            var dice = Dice(seed: seed, stream: UInt64(index) << 8 | 1)
            var career = maker.career(index, &dice)
            if let unit = command.popLast() { takeCommand(of: unit, organisation, &career) }
            careers.append(career)
        }
        appointCommanders(&careers, organisation)
        return careers
    }

    private func takeCommand(of unit: Int, _ organisation: Organisation, _ career: inout Career) {
        let since = endsOn.adding(days: -1_200)
        let appointed = endsOn.adding(years: -28)
        career.appointed = appointed
        career.separated = nil
        career.ranks = [
            Career.Step(rank: "police_officer", from: appointed),
            Career.Step(rank: organisation.entries[unit].unit.kind == .bureau ? "chief" : "deputy_chief", from: since),
        ]
        career.stints = [
            Career.Stint(unit: organisation.indices(.patrol)[0], detail: false, start: appointed, end: since.adding(days: -1)),
            Career.Stint(unit: unit, detail: false, start: since, end: nil),
        ]
        career.demographics.birthYear = appointed.year - 25
    }

    /// The longest-serving captain of each district becomes its commander; where there is none, the post is vacant.
    private func appointCommanders(_ careers: inout [Career], _ organisation: Organisation) {
        for unit in organisation.indices(.patrol) where organisation.entries[unit].unit.key != SampleDepartment.hazelHeron.unit {
            let captains = careers.indices.filter { index in
                careers[index].serves(on: endsOn) && careers[index].rank(on: endsOn) == "captain" && careers[index].unit(on: endsOn) == unit
            }
            guard let chosen = captains.min(by: { careers[$0].appointed < careers[$1].appointed }),
                let since = careers[chosen].ranks.last?.from
            else { continue }
            careers[chosen].ranks.append(Career.Step(rank: "commander", from: min(endsOn, since.adding(days: 400))))
        }
    }

    // MARK: Size

    /// By how much routine records are multiplied to reach the number asked for.
    private func routine(_ organisation: Organisation, _ careers: [Career], registers: Int) -> Double {
        guard let records else { return 1 }
        let plain = History(organisation: organisation, careers: careers, start: start, end: endsOn, seed: seed, routine: 1)
        let expected = plain.expectedRows
        return max(0.01, (Double(records - registers) - expected.other) / expected.routine)
    }
}
