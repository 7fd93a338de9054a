import Directives
import Jacket

/// The declared list of features of a department, and the one function that computes them as of a day. Training and the
/// monthly scoring both go through here.
package struct FeatureLayout: Sendable {
    package let features: [Feature]
    private let complaints: ComplaintColumns
    private let force: ForceColumns?
    private let witness: EventColumns?
    private let kinds: [EventColumns]
    private let service: ServiceColumns
    private let peers: PeerColumns
    private let colleagues: ColleagueColumns

    package init(_ ledger: Ledger, _ index: LedgerIndex) {
        complaints = ComplaintColumns(base: 0)
        var next = complaints.end
        force = index.forcesCovered ? ForceColumns(base: next) : nil
        if let force { next += force.reports.width }
        witness = index.witnessesCovered ? EventColumns("witness", name: "complaints as a witness", group: .witness, base: next) : nil
        if let witness { next += witness.tally.width }
        var kinds: [EventColumns] = []
        for kind in index.kinds {
            let many = RecordKind.named(kind.key)?.many ?? kind.key
            let columns = EventColumns("kind.\(kind.key)", name: many, group: .kind(kind.key), base: next)
            next += columns.tally.width
            kinds.append(columns)
        }
        self.kinds = kinds
        service = ServiceColumns(ladder: ledger.ladder, base: next)
        peers = PeerColumns(base: service.end, complaints: complaints, force: force)
        colleagues = ColleagueColumns(base: peers.end, withForce: force != nil)
        features =
            complaints.features() + (force?.features() ?? []) + (witness?.features() ?? []) + kinds.flatMap { $0.features() }
            + service.features() + peers.features() + colleagues.features()
    }

    package func matrix(_ ledger: Ledger, _ index: LedgerIndex, asOf day: Day) -> FeatureMatrix {
        let roster = ActiveRoster(ledger, index, asOf: day)
        let histories = ColleagueColumns.Histories(ledger, index, asOf: day)
        let width = features.count
        let logged = features.map(\.logScaled)
        let values = [Float](unsafeUninitializedCapacity: roster.count * width) { buffer, filled in
            buffer.initialize(repeating: 0)
            filled = roster.count * width
            guard let rows = buffer.baseAddress else { return }
            countComplaints(ledger, index, roster, histories, asOf: day, into: rows)
            if force != nil { countForce(ledger, index, roster, histories, asOf: day, into: rows) }
            countEvents(ledger, index, roster, asOf: day, into: rows)
            for position in 0..<roster.count {
                service.fill(
                    ledger, roster, at: position, postings: index.postings[Int(roster.members[position])], asOf: day,
                    into: rows + position * width)
            }
            peers.fill(ledger, roster, width: width, values: rows)
            for position in 0..<roster.count {
                let row = rows + position * width
                for column in 0..<width where logged[column] && row[column] != 0 { row[column] = Exponential.log1p(row[column]) }
            }
        }
        let tenure = roster.members.map { member in
            ledger.members[Int(member)].appointed.map { Float(day.days(since: $0)) / 365.25 } ?? -1
        }
        return FeatureMatrix(
            asOf: day, features: features, members: roster.members, values: values, units: roster.unit, tenure: tenure)
    }

    private func countComplaints(
        _ ledger: Ledger, _ index: LedgerIndex, _ roster: ActiveRoster, _ histories: ColleagueColumns.Histories, asOf day: Day,
        into rows: UnsafeMutablePointer<Float>
    ) {
        let ages = AgeWeights(asOf: day)
        let five = day.adding(months: -60)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: AgeWeights.count) { scratch in
            guard let weights = scratch.baseAddress else { return }
            ledger.complaints.withUnsafeBufferPointer { list in
                histories.accused.withUnsafeBufferPointer { accused in
                    for position in 0..<roster.count {
                        let range = index.complaints[Int(roster.members[position])]
                        if range.isEmpty { continue }
                        let row = rows + position * features.count
                        complaints.count(list, range, asOf: day, ages: ages, accused: accused, weights: weights, into: row)
                        colleagues.fillAccused(list, range, histories: histories, asOf: day, since: five, into: row)
                    }
                }
            }
        }
    }

    private func countForce(
        _ ledger: Ledger, _ index: LedgerIndex, _ roster: ActiveRoster, _ histories: ColleagueColumns.Histories, asOf day: Day,
        into rows: UnsafeMutablePointer<Float>
    ) {
        guard let force else { return }
        let ages = AgeWeights(asOf: day)
        let two = day.adding(months: -24)
        let events = ColleagueColumns.Events(ledger, index, histories: histories, asOf: day, since: two)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: AgeWeights.count) { scratch in
            guard let weights = scratch.baseAddress else { return }
            ledger.forces.withUnsafeBufferPointer { list in
                for position in 0..<roster.count {
                    let range = index.forces[Int(roster.members[position])]
                    if range.isEmpty { continue }
                    let row = rows + position * features.count
                    force.count(list, range, asOf: day, ages: ages, weights: weights, into: row)
                    colleagues.fillSameEvent(
                        list, range, events: events, histories: histories, asOf: day, since: two, into: row)
                }
            }
        }
    }

    private func countEvents(
        _ ledger: Ledger, _ index: LedgerIndex, _ roster: ActiveRoster, asOf day: Day, into rows: UnsafeMutablePointer<Float>
    ) {
        let ages = AgeWeights(asOf: day)
        var lists: [(columns: EventColumns, events: [Ledger.Event], ranges: LedgerIndex.Ranges)] = []
        if let witness { lists.append((witness, ledger.witnesses, index.witnesses)) }
        for (columns, kind) in zip(kinds, index.kinds) { lists.append((columns, ledger.events[kind.key] ?? [], kind.ranges)) }
        withUnsafeTemporaryAllocation(of: Float.self, capacity: AgeWeights.count) { scratch in
            guard let weights = scratch.baseAddress else { return }
            for list in lists {
                list.events.withUnsafeBufferPointer { events in
                    for position in 0..<roster.count {
                        list.columns.count(
                            events, list.ranges[Int(roster.members[position])], asOf: day, ages: ages, weights: weights,
                            into: rows + position * features.count)
                    }
                }
            }
        }
    }
}

/// The features of every active sworn member as of a day, from what was known before it.
package func features(of ledger: Ledger, asOf day: Day, settings: RunSettings = .standard) -> FeatureMatrix {
    let index = LedgerIndex(ledger, settings: settings)
    return FeatureLayout(ledger, index).matrix(ledger, index, asOf: day)
}
