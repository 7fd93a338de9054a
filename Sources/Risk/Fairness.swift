import Casework
import Directives
import Foundation

/// How groups of members fare under finished scores. This is the only place in `Risk` that reads `Demographics`; nothing
/// here flows back into a score.
package struct FairnessReport: Codable, Sendable, Hashable {
    package var dimensions: [Dimension]
    /// The whole in plain words.
    package var paragraph: String

    package struct Dimension: Codable, Sendable, Hashable {
        /// race, gender, tenure or age.
        package var key: String
        package var title: String
        /// On past days, all taken together, against what followed.
        package var past: [Group]
        /// Of the run itself: what follows is not known yet.
        package var present: [Group]
    }

    /// Counts under ten are withheld, and so is whatever would give them away: such values are nil.
    package struct Group: Codable, Sendable, Hashable {
        package var name: String
        package var members: Int?
        package var raised: Int?
        package var raisedShare: Double?
        /// The share of the group that is raised divided by the share of all others.
        package var ratio: Double?
        /// Between four fifths and five quarters.
        package var withinFourFifths: Bool?
        /// Fisher's exact test of the two shares, two-sided.
        package var exactTest: Double?
        /// Only on past days: the share with at least one outcome afterwards …
        package var baseRate: Double?
        /// … among the raised …
        package var precision: Double?
        /// … the share of those with an outcome who had been raised, and of those without …
        package var recall: Double?
        package var falsePositiveRate: Double?
        /// … and the mean probability given.
        package var meanPredicted: Double?
    }

    package static let smallestCell = 10
}

/// The fairness report of a run: by race, gender, length of service and age, on its past days and on its own.
package func fairness(of result: RunResult, demographics: [Demographics]) -> FairnessReport {
    let people = Dictionary(demographics.map { ($0.member, $0) }, uniquingKeysWith: { first, _ in first })
    let raised = Set(result.raised.map(\.score))
    let present = result.scores.enumerated().map { position, score in
        Subject(
            person: people[score.member], asOf: result.asOf, tenure: score.tenure, raised: raised.contains(position),
            probability: score.any, happened: nil)
    }
    let past = result.folds.flatMap { fold in
        fold.members.indices.map { row in
            Subject(
                person: people[fold.members[row]], asOf: fold.asOf, tenure: fold.tenure[row] < 0 ? nil : Double(fold.tenure[row]),
                raised: fold.raised[row], probability: fold.any[row], happened: fold.happenedAny[row])
        }
    }
    let dimensions = Grouping.allCases.map { grouping in
        FairnessReport.Dimension(
            key: grouping.rawValue, title: grouping.title, past: groups(past, grouping), present: groups(present, grouping))
    }
    return FairnessReport(dimensions: dimensions, paragraph: FairnessWording.paragraph(dimensions, days: result.folds.count))
}

/// A member on one day, as far as the report looks.
private struct Subject {
    var person: Demographics?
    var asOf: Day
    var tenure: Double?
    var raised: Bool
    var probability: Double
    var happened: Bool?
}

private enum Grouping: String, CaseIterable {
    case race, gender, tenure, age

    var title: String {
        switch self {
        case .race: "Race"
        case .gender: "Gender"
        case .tenure: "Length of service"
        case .age: "Age"
        }
    }

    func name(_ subject: Subject) -> String {
        switch self {
        case .race: subject.person?.race ?? "not known"
        case .gender: ["F": "women", "M": "men"][subject.person?.gender ?? ""] ?? subject.person?.gender ?? "not known"
        case .tenure: Grouping.band(subject.tenure, [3, 10, 20], "years of service")
        case .age: Grouping.band(subject.person?.birthYear.map { Double(subject.asOf.year - $0) }, [30, 40, 50], "years old")
        }
    }

    private static func band(_ value: Double?, _ limits: [Int], _ unit: String) -> String {
        guard let value else { return "not known" }
        guard let above = limits.firstIndex(where: { value < Double($0) }) else { return "\(limits.last ?? 0) \(unit) and more" }
        return above == 0 ? "under \(limits[0]) \(unit)" : "\(limits[above - 1]) to \(limits[above] - 1) \(unit)"
    }
}

private struct Cell {
    var members = 0
    var raised = 0
    var happened = 0
    var hits = 0
    var predicted = 0.0

    mutating func add(_ subject: Subject) {
        members += 1
        predicted += subject.probability
        if subject.raised { raised += 1 }
        if subject.happened == true { happened += 1 }
        if subject.happened == true, subject.raised { hits += 1 }
    }
}

private func groups(_ subjects: [Subject], _ grouping: Grouping) -> [FairnessReport.Group] {
    var cells: [String: Cell] = [:]
    var all = Cell()
    for subject in subjects {
        cells[grouping.name(subject), default: Cell()].add(subject)
        all.add(subject)
    }
    let judged = subjects.contains { $0.happened != nil }
    return cells.sorted { $0.key < $1.key }.map { name, cell in group(name, cell, all, judged: judged) }
}

private func group(_ name: String, _ cell: Cell, _ all: Cell, judged: Bool) -> FairnessReport.Group {
    let smallest = FairnessReport.smallestCell
    var group = FairnessReport.Group(name: name)
    guard cell.members >= smallest else { return group }
    let others = (members: all.members - cell.members, raised: all.raised - cell.raised)
    group.members = cell.members
    if judged { group.meanPredicted = cell.predicted / Double(cell.members) }
    if judged, cell.happened >= smallest { group.baseRate = Double(cell.happened) / Double(cell.members) }
    guard cell.raised >= smallest else { return group }
    let share = Double(cell.raised) / Double(cell.members)
    group.raised = cell.raised
    group.raisedShare = share
    if others.members >= smallest, others.raised >= smallest {
        let ratio = share / (Double(others.raised) / Double(others.members))
        group.ratio = ratio
        group.withinFourFifths = ratio >= 0.8 && ratio <= 1.25
        group.exactTest = Fisher.twoSided(a: cell.raised, of: cell.members, b: others.raised, of: others.members)
    }
    guard judged, cell.happened >= smallest, cell.hits >= smallest, cell.raised - cell.hits >= smallest else { return group }
    group.precision = Double(cell.hits) / Double(cell.raised)
    group.recall = Double(cell.hits) / Double(cell.happened)
    let without = cell.members - cell.happened
    group.falsePositiveRate = without >= smallest ? Double(cell.raised - cell.hits) / Double(without) : nil
    return group
}
