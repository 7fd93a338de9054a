import Casework
import Directives

/// One member's years in the department, and what sort of person chance made of them. Nobody reads the temper but the
/// generator: a score has to find it out from the records.
struct Career: Sendable {
    var sourceID: String
    var name: String
    var appointed: Day
    var separated: Day?
    var ranks: [Step]
    var stints: [Stint]
    var temper: Temper
    var demographics: (race: String, gender: String, birthYear: Int)
    /// Whether the records that matter are written out by hand, see `KnownPeople.swift`.
    var known = false

    struct Step: Sendable {
        var rank: String
        var from: Day
    }

    struct Stint: Sendable {
        /// Index into `Organisation.entries`.
        var unit: Int
        var detail: Bool
        var start: Day
        var end: Day?

        func covers(_ day: Day) -> Bool { start <= day && (end.map { day <= $0 } ?? true) }
    }

    struct Temper: Sendable {
        /// Complaints expected, as a multiple of the average; unequal as in real departments (gamma with shape 0.9).
        var risk = 1.0
        /// Arrests and reports, as a multiple of the average.
        var activity = 1.0
        var force = 1.0
        var offDuty = 1.0
        var home = 1.0
    }

    func serves(on day: Day) -> Bool { appointed <= day && (separated.map { day < $0 } ?? true) }

    func rank(on day: Day) -> String { ranks.last { $0.from <= day }?.rank ?? ranks[0].rank }

    func level(on day: Day) -> Int { Career.levels[rank(on: day)] ?? 0 }

    var sworn: Bool { ranks[0].rank != "civilian" }

    /// Where the member worked: a detail goes before an assignment, the later start before the earlier.
    func unit(on day: Day) -> Int? {
        let here = stints.filter { $0.covers(day) }
        return (here.filter(\.detail).max { $0.start < $1.start } ?? here.max { $0.start < $1.start })?.unit
    }

    private static let levels = Dictionary(uniqueKeysWithValues: SampleDepartment.ranks.map { ($0.key, $0.level) })
}

/// Makes careers until the window is filled.
struct CareerMaker {
    let organisation: Organisation
    let start: Day
    let end: Day
    private let patrol: [Int]
    private let tactical: [Int]
    private let detectives: [Int]
    private let other: [Int]
    private let academy: Int
    private let closed: [Int]

    init(_ organisation: Organisation, start: Day, end: Day) {
        self.organisation = organisation
        self.start = start
        self.end = end
        patrol = organisation.indices(.patrol)
        tactical = organisation.indices(.tactical)
        detectives = organisation.indices(.detectives)
        other = organisation.indices(.special) + organisation.indices(.office)
        academy = organisation.indices(.academy)[0]
        closed = organisation.indices(.closed)
    }

    func career(_ index: Int, _ dice: inout Dice) -> Career {
        let sworn = !dice.happens(0.06)
        let (appointed, separated) = service(&dice)
        var career = Career(
            sourceID: String(SampleDepartment.firstNumber + index), name: Names.name(index), appointed: appointed,
            separated: separated, ranks: [Career.Step(rank: sworn ? "police_officer" : "civilian", from: appointed)], stints: [],
            temper: temper(&dice), demographics: demographics(appointed, &dice))
        if sworn { promote(&career, &dice) }
        // A few rows of a real department have no unit at all.
        if dice.happens(0.996) { post(&career, &dice) }
        return career
    }

    /// Appointed and left, so that somebody is there during the window.
    private func service(_ dice: inout Dice) -> (Day, Day?) {
        while true {
            let appointed = end.adding(days: -dice.between(45...(33 * 365)))
            let years = dice.happens(0.06) ? dice.exponential(mean: 4) + 0.3 : 20 + 13 * dice.share()
            let left = appointed.adding(days: Int(years * 365.25))
            if left > start { return (appointed, left <= end ? left : nil) }
        }
    }

    private func temper(_ dice: inout Dice) -> Career.Temper {
        let risk = dice.gamma(shape: 0.9)
        return Career.Temper(
            risk: risk, activity: dice.logNormal(median: 0.9, spread: 0.5), force: (0.4 + 0.6 * risk) * dice.gamma(shape: 2),
            offDuty: dice.gamma(shape: 0.6), home: dice.gamma(shape: 0.5))
    }

    private func demographics(_ appointed: Day, _ dice: inout Dice) -> (String, String, Int) {
        let races = [("white", 0.48), ("black", 0.24), ("hispanic", 0.22), ("asian_pacific", 0.04), ("native_american", 0.02)]
        return (dice.pick(races), dice.happens(0.24) ? "F" : "M", appointed.year - dice.between(21...38))
    }

    private func promote(_ career: inout Career, _ dice: inout Dice) {
        func step(_ rank: String, after years: ClosedRange<Int>, chance: Double) -> Bool {
            guard dice.happens(chance), let last = career.ranks.last else { return false }
            let day = last.from.adding(days: dice.between((years.lowerBound * 365)...(years.upperBound * 365)))
            guard day < (career.separated ?? end) else { return false }
            career.ranks.append(Career.Step(rank: rank, from: day))
            return true
        }
        if step("detective", after: 4...10, chance: 0.16) {
            _ = step("sergeant", after: 3...9, chance: 0.15)
        } else if step("sergeant", after: 6...13, chance: 0.24), step("lieutenant", after: 3...8, chance: 0.3) {
            _ = step("captain", after: 3...6, chance: 0.3)
        }
    }

    // MARK: Assignments and details

    private func post(_ career: inout Career, _ dice: inout Dice) {
        let last = career.separated ?? end
        var day = career.appointed
        var unit = career.sworn ? academy : dice.pick(other)
        while day <= last {
            let next = nextMove(career, day, inAcademy: unit == academy, in: unit, &dice)
            var stint = Career.Stint(unit: unit, detail: false, start: day, end: next.adding(days: -1))
            // Two assignments overlap where the old unit's paper came late.
            if dice.happens(0.015), unit != academy { stint.end = next.adding(days: dice.between(5...60)) }
            career.stints.append(stint)
            day = next
            unit = somewhere(career.rank(on: day), on: day, &dice)
        }
        addDetails(&career, &dice)
        close(&career)
    }

    private func nextMove(_ career: Career, _ day: Day, inAcademy: Bool, in unit: Int, _ dice: inout Dice) -> Day {
        var next = day.adding(days: inAcademy ? 180 : 120 + Int(dice.exponential(mean: 5 * 365)))
        if let promotion = career.ranks.first(where: { $0.from > day })?.from, promotion < next { next = promotion }
        if let closing = organisation.entries[unit].unit.to, closed.contains(unit), next > closing { next = closing.adding(days: 1) }
        return max(next, day.adding(days: 1))
    }

    private func somewhere(_ rank: String, on day: Day, _ dice: inout Dice) -> Int {
        switch rank {
        case "civilian": return dice.pick(other)
        case "detective": return dice.pick(detectives)
        case "captain", "commander": return dice.pick(patrol)
        default:
            let open = closed.filter { (organisation.entries[$0].unit.to ?? .never) > day.adding(days: 60) }
            let kinds = [(patrol, 0.72), (tactical, 0.17), (other, 0.08), (rank == "police_officer" ? open : detectives, 0.03)]
            let units = dice.pick(kinds)
            return dice.pick(units.isEmpty ? patrol : units)
        }
    }

    private func addDetails(_ career: inout Career, _ dice: inout Dice) {
        var day = career.appointed.adding(days: 400)
        let last = career.separated ?? end
        while true {
            day = day.adding(days: 30 + Int(dice.exponential(mean: 12 * 365)))
            guard day < last else { return }
            let until = day.adding(days: dice.between(30...200))
            career.stints.append(Career.Stint(unit: dice.pick(dice.happens(0.7) ? patrol : other), detail: true, start: day, end: until))
            day = until
        }
    }

    /// Cuts what reaches past the last day: an assignment that lasts has no end yet.
    private func close(_ career: inout Career) {
        let separated = career.separated
        for index in career.stints.indices {
            guard let until = career.stints[index].end else { continue }
            if let separated, until >= separated {
                career.stints[index].end = max(separated, career.stints[index].start)
            } else if until > end {
                career.stints[index].end = nil
            }
        }
        career.stints.sort { ($0.start, $0.detail ? 1 : 0) < ($1.start, $1.detail ? 1 : 0) }
    }
}
