import Directives

/// The histories of those a member was accused with, or reported force with, as they were known on the day.
struct ColleagueColumns: Sendable {
    let base: Int
    private let withForce: Bool

    var end: Int { base + (withForce ? 6 : 4) }

    init(base: Int, withForce: Bool) {
        self.base = base
        self.withForce = withForce
    }

    func features() -> [Feature] {
        func colleague(_ key: String, _ name: String, _ unit: String) -> Feature {
            Feature(key: "colleagues.\(key)", name: name, unit: unit, group: .colleagues, direction: 0, logScaled: true)
        }
        var features = [
            colleague("accused", "others accused in the same complaints, last 5 years", "members"),
            colleague("complaints", "complaints in 3 years, average of those accused in the same complaints", "complaints"),
            colleague("mostComplaints", "complaints in 3 years, sum over those accused in the same complaints", "complaints"),
            colleague("sustained", "sustained findings in 10 years, average of those accused in the same complaints", "findings"),
        ]
        if withForce {
            features.append(colleague("sameEvent", "others who reported force in the same events, last 24 months", "members"))
            features.append(colleague("sameEventComplaints", "complaints in 3 years, average of those in the same events", "complaints"))
        }
        return features
    }

    /// What each member brings: complaints filed in the last 36 months and findings sustained in the last 120.
    struct Histories {
        var complaints: [Float]
        var sustained: [Float]
        /// Under each Log Number: how many members are known to be accused, and the sums of their histories.
        var accused: [Int32]
        var logComplaints: [Float]
        var logSustained: [Float]

        init(_ ledger: Ledger, _ index: LedgerIndex, asOf day: Day) {
            var complaints = [Float](repeating: 0, count: ledger.members.count)
            var sustained = [Float](repeating: 0, count: ledger.members.count)
            var accused = [Int32](repeating: 0, count: index.logs)
            let three = day.adding(months: -36)
            let ten = day.adding(months: -120)
            var visible: [Int32] = []
            visible.reserveCapacity(ledger.complaints.count)
            for row in ledger.complaints.indices {
                let complaint = ledger.complaints[row]
                guard complaint.knownOn < day, day <= complaint.supersededOn, complaint.filedOn < day else { continue }
                visible.append(Int32(row))
                if complaint.log >= 0 { accused[Int(complaint.log)] += 1 }
                if complaint.filedOn >= three { complaints[Int(complaint.member)] += 1 }
                if complaint.closedOn < day, complaint.closedOn >= ten, complaint.finding == .sustained {
                    sustained[Int(complaint.member)] += 1
                }
            }
            var logComplaints = [Float](repeating: 0, count: index.logs)
            var logSustained = [Float](repeating: 0, count: index.logs)
            for row in visible where ledger.complaints[Int(row)].log >= 0 {
                let complaint = ledger.complaints[Int(row)]
                logComplaints[Int(complaint.log)] += complaints[Int(complaint.member)]
                logSustained[Int(complaint.log)] += sustained[Int(complaint.member)]
            }
            self.complaints = complaints
            self.sustained = sustained
            self.accused = accused
            self.logComplaints = logComplaints
            self.logSustained = logSustained
        }
    }

    func fillAccused(
        _ complaints: UnsafeBufferPointer<Ledger.Complaint>, _ rows: Range<Int>, histories: Histories, asOf day: Day, since five: Day,
        into row: UnsafeMutablePointer<Float>
    ) {
        var others: Float = 0
        var theirComplaints: Float = 0
        var theirSustained: Float = 0
        for position in rows {
            let complaint = complaints[position]
            guard complaint.log >= 0, complaint.filedOn >= five, complaint.knownOn < day, day <= complaint.supersededOn,
                complaint.filedOn < day
            else { continue }
            let log = Int(complaint.log)
            let member = Int(complaint.member)
            others += Float(histories.accused[log] - 1)
            theirComplaints += histories.logComplaints[log] - histories.complaints[member]
            theirSustained += histories.logSustained[log] - histories.sustained[member]
        }
        let out = row + base
        out[0] = others
        out[1] = others > 0 ? theirComplaints / others : 0
        out[2] = theirComplaints
        out[3] = others > 0 ? theirSustained / others : 0
    }

    // MARK: Force in the same event

    struct Events {
        var reporters: [Int32]
        var complaints: [Float]

        init(_ ledger: Ledger, _ index: LedgerIndex, histories: Histories, asOf day: Day, since two: Day) {
            reporters = [Int32](repeating: 0, count: index.forceEvents)
            complaints = [Float](repeating: 0, count: index.forceEvents)
            for row in ledger.forces.indices {
                let force = ledger.forces[row]
                guard force.event >= 0, force.happenedOn >= two, force.knownOn < day, day <= force.supersededOn, force.happenedOn < day
                else { continue }
                reporters[Int(force.event)] += 1
                complaints[Int(force.event)] += histories.complaints[Int(force.member)]
            }
        }
    }

    func fillSameEvent(
        _ forces: UnsafeBufferPointer<Ledger.Force>, _ rows: Range<Int>, events: Events, histories: Histories, asOf day: Day,
        since two: Day, into row: UnsafeMutablePointer<Float>
    ) {
        var others: Float = 0
        var theirs: Float = 0
        for position in rows {
            let force = forces[position]
            guard force.event >= 0, force.happenedOn >= two, force.knownOn < day, day <= force.supersededOn, force.happenedOn < day
            else { continue }
            others += Float(events.reporters[Int(force.event)] - 1)
            theirs += events.complaints[Int(force.event)] - histories.complaints[Int(force.member)]
        }
        row[base + 4] = others
        row[base + 5] = others > 0 ? theirs / others : 0
    }
}
