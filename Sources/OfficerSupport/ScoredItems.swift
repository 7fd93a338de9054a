import Casework
import Directives
import Foundation
import Risk

/// The Work Items of a file of members whom a model outside of Mainstay scored (`D20-04:IV.B`, `IV.C`): one for each
/// member who serves in a district where the program is on, with the source's own words, and the member's profile from the
/// department's records so that it can be compared with the next. Nothing of Mainstay's own models goes in.
package struct ScoredItems: Sendable {
    package private(set) var items: [WorkItem] = []
    /// Members who are named, whether or not they get an item.
    package let members: Int
    /// Members of districts where the program is not on.
    package private(set) var elsewhere = 0
    /// Members without a unit on record, for whom no item could be made, by their numbers.
    package private(set) var withoutUnit: [String] = []
    package private(set) var problems: [ScoredProblem]

    /// - Parameters:
    ///   - asker: Who hands the file in, where they are a member: nobody makes an item about themselves.
    ///   - known: Members who have an item of this source and day already.
    ///   - last: The highest number that an item of the month has already.
    package init(
        _ file: ScoredFile, source: String, asOf day: Day, ledger: Ledger, department: Department, calendar: WorkCalendar,
        districtOf: Generation.DistrictOf, asker: MemberID? = nil, known: Set<MemberID> = [], after last: Int = 0, at now: Date
    ) throws(WorkCalendar.Problem) {
        let register = Register(ledger, asOf: day)
        members = file.named.count
        var bySubject: [Int32: [ScoredFile.Row]] = [:]
        var found: [ScoredProblem] = []
        for row in file.rows {
            switch register.standing(of: row.member, asker, known) {
            case .serves(let member): bySubject[member, default: []].append(row)
            case .wrong(let what, let advice): found.append(ScoredProblem(line: row.line, field: "member", what, advice))
            }
        }
        for row in file.notUnderstood {
            guard case .wrong(let what, let advice) = register.standing(of: row.member, asker, known) else { continue }
            found.append(ScoredProblem(line: row.line, field: "member", what, advice))
        }
        problems = (file.problems + found).sorted()
        guard problems.isEmpty else { return }

        let validity = try Clocks.validity.due(from: now, calendar)
        let forwarding = try Clocks.forwarding.due(from: now, calendar)
        let profiles = ProfileReader(ledger, asOf: day)
        let month = Month(of: day)
        // In the order of the members, so that the order of the rows makes no difference.
        for (member, rows) in bySubject.sorted(by: { $0.key < $1.key }) {
            let subject = ledger.members[Int(member)]
            guard let serving = register.serving[member], let unit = serving.unit else {
                withoutUnit.append(subject.sourceID)
                continue
            }
            guard let district = districtOf(unit), department.officerSupport.isOn(district, day) else {
                elsewhere += 1
                continue
            }
            let rank = profiles.rank(of: member)
            let snapshot = Snapshot(
                asOf: day, rank: rank, yearsOfService: serving.years, categories: Self.categories(rows), indicators: Self.reasons(rows),
                profile: profiles.fields(of: member, unit: unit, rank: rank), figures: [], source: source)
            items.append(
                WorkItem(
                    reference: WorkItem.reference(last + items.count + 1, of: month), member: subject.id, district: district, unit: unit,
                    generatedAt: now, validityDueAt: validity, forwardDueAt: forwarding, state: .generated, snapshot: snapshot))
        }
    }

    /// The categories that the rows name, with what is given of each in any of them.
    private static func categories(_ rows: [ScoredFile.Row]) -> [Snapshot.Category] {
        Outcome.allCases.compactMap { outcome in
            let own = rows.filter { $0.outcome == outcome }
            guard !own.isEmpty else { return nil }
            return Snapshot.Category(
                outcome: outcome,
                given: Snapshot.Category.Given(score: own.lazy.compactMap(\.score).first, place: own.lazy.compactMap(\.place).first))
        }
    }

    /// The source's words, by category and then by the alphabet: the source says nothing of their order.
    private static func reasons(_ rows: [ScoredFile.Row]) -> [Snapshot.Indicator] {
        rows.sorted { ($0.outcome.rawValue, $0.reason) < ($1.outcome.rawValue, $1.reason) }.map {
            Snapshot.Indicator(outcome: $0.outcome, group: "source", sentence: $0.reason, weight: nil, raises: true, records: [])
        }
    }
}

/// The members as of a day, by the numbers of the department's own systems.
private struct Register {
    enum Standing {
        case serves(Int32)
        case wrong(String, advice: String)
    }

    let ledger: Ledger
    let day: Day
    let numbers: [String: Int32]
    let serving: [Int32: Serving]

    init(_ ledger: Ledger, asOf day: Day) {
        self.ledger = ledger
        self.day = day
        numbers = Dictionary(ledger.members.enumerated().map { ($0.element.sourceID, Int32($0.offset)) }, uniquingKeysWith: { first, _ in first })
        serving = Dictionary(Risk.serving(ledger, asOf: day).map { ($0.member, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The asker's own rows are told first, in words that are the same whatever there is of them; and that a member has an
    /// item is told in no other words than that no item can be made.
    func standing(of number: String, _ asker: MemberID?, _ known: Set<MemberID>) -> Standing {
        guard let member = numbers[number] else {
            return .wrong("No member has this number.", advice: "Write the number of the department’s records, or import the records of the member first.")
        }
        let subject = ledger.members[Int(member)]
        if subject.id == asker {
            return .wrong("Nobody hands in items about themselves.", advice: "Remove the rows; another person of the unit hands them in.")
        }
        if serving[member] != nil, !known.contains(subject.id) { return .serves(member) }
        if let separated = subject.separated, separated < day {
            return .wrong("The member left the department on \(separated.short), before the as-of day.", advice: "Remove the member’s rows.")
        }
        if let appointed = subject.appointed, appointed >= day {
            return .wrong("The member was appointed on \(appointed.short), not before the as-of day.", advice: "Remove the member’s rows.")
        }
        return .wrong(
            "No Work Item of this source and day can be made of the member, who has one or is not on record as an active sworn member before \(day.short).",
            advice: "Remove the member’s rows; if the rank on record is wrong, have it mended in its source and import the records again.")
    }
}
