import Casework
import Directives
import Jacket

/// The registers of the department: units, members, demographic data, ranks, assignments, supervisors.
struct Registers {
    let organisation: Organisation
    let careers: [Career]
    let end: Day

    func write(_ open: (RecordKind, [String]) throws(SampleProblem) -> Sheet, _ dice: inout Dice) throws(SampleProblem) -> [String: Int] {
        [
            RecordKind.unit.key: try writeUnits(open(.unit, ["unit", "name", "kind", "parent"])),
            RecordKind.member.key: try writeMembers(open(.member, ["name"])),
            RecordKind.demographics.key: try writeDemographics(open(.demographics, ["race", "gender", "birthYear"])),
            RecordKind.rankHeld.key: try writeRanks(open(.rankHeld, ["rank", "since", "payGrade"])),
            RecordKind.posting.key: try writePostings(open(.posting, ["unit", "kind"])),
            RecordKind.supervision.key: try writeSupervision(open(.supervision, ["supervisor"]), &dice),
        ]
    }

    private func writeUnits(_ sheet: Sheet) throws(SampleProblem) -> Int {
        for unit in organisation.entries.map(\.unit) + organisation.moved {
            try sheet.append(
                key: "\(unit.key)@\(unit.from?.iso ?? "")", happened: unit.from, outcome: unit.to,
                [.text(unit.key), .text(unit.name), .text(unit.kind.rawValue), unit.parent.map { .text($0) } ?? .none])
        }
        return try sheet.close()
    }

    private func writeMembers(_ sheet: Sheet) throws(SampleProblem) -> Int {
        for career in careers {
            try sheet.append(
                key: career.sourceID, member: career.sourceID, happened: career.appointed, outcome: career.separated, [.text(career.name)])
        }
        return try sheet.close()
    }

    private func writeDemographics(_ sheet: Sheet) throws(SampleProblem) -> Int {
        for career in careers {
            let person = career.demographics
            try sheet.append(
                key: career.sourceID, member: career.sourceID, happened: career.appointed,
                [.text(person.race), .text(person.gender), .number(person.birthYear)])
        }
        return try sheet.close()
    }

    private func writeRanks(_ sheet: Sheet) throws(SampleProblem) -> Int {
        for career in careers {
            for (index, step) in career.ranks.enumerated() {
                try sheet.append(
                    key: "\(career.sourceID)-\(index + 1)", member: career.sourceID, happened: step.from, known: step.from,
                    [.text(step.rank), .day(step.from), .none])
            }
        }
        return try sheet.close()
    }

    private func writePostings(_ sheet: Sheet) throws(SampleProblem) -> Int {
        for career in careers {
            for (index, stint) in career.stints.enumerated() {
                try sheet.append(
                    key: "\(career.sourceID)-\(index + 1)", member: career.sourceID, happened: stint.start, outcome: stint.end,
                    [.text(organisation.entries[stint.unit].unit.key), .text(stint.detail ? "detail" : "assignment")])
            }
        }
        return try sheet.close()
    }

    /// Two in three officers have a sergeant of their unit named as their supervisor, for as long as both are there.
    private func writeSupervision(_ sheet: Sheet, _ dice: inout Dice) throws(SampleProblem) -> Int {
        let sergeants = sergeantsByUnit
        for career in careers where career.sworn {
            for stint in career.stints where !stint.detail && career.level(on: stint.start) <= 1 {
                let known = career.known
                guard known || dice.happens(0.66), let candidates = sergeants[stint.unit], !candidates.isEmpty else { continue }
                // People known by name in District 5 have Wren Hawthorn, who comes first.
                let sergeant = known ? candidates[0] : dice.pick(candidates)
                let start = max(stint.start, sergeant.stint.start)
                let until = min(stint.end ?? .never, sergeant.stint.end ?? .never)
                guard start < until, start <= end else { continue }
                try sheet.append(
                    key: "\(career.sourceID)-\(sergeant.sourceID)-\(start.iso)", member: career.sourceID, happened: start,
                    outcome: until == .never ? nil : until, [.text(sergeant.sourceID)])
            }
        }
        return try sheet.close()
    }

    private var sergeantsByUnit: [Int: [(sourceID: String, stint: Career.Stint)]] {
        var result: [Int: [(sourceID: String, stint: Career.Stint)]] = [:]
        for career in careers {
            for stint in career.stints where !stint.detail && career.rank(on: stint.start) == "sergeant" {
                result[stint.unit, default: []].append((career.sourceID, stint))
            }
        }
        return result
    }
}
