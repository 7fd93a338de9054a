import Directives

/// What a model is trained to foresee: the four outcomes, and any complaint of excessive force, which stands in for the
/// rare sustained ones.
enum Target: Int, CaseIterable, Sendable {
    case sustainedForce, suspension, offDuty, domesticOrSubstance, anyForce

    init(_ outcome: Outcome) {
        self =
            switch outcome {
            case .sustainedForce: .sustainedForce
            case .suspension: .suspension
            case .offDuty: .offDuty
            case .domesticOrSubstance: .domesticOrSubstance
            }
    }

    /// Whether it becomes known only when the complaint is closed.
    var needsClosing: Bool { self == .sustainedForce || self == .suspension }
}

/// What happened to members in the window from `start` to before `end`, as far as known before `knownBefore`. The filing
/// date dates an outcome, whenever the finding came.
struct Labels: Sendable {
    let start: Day
    let end: Day
    let knownBefore: Day
    /// For each row of the matrix, a bit for each target.
    var bits: [UInt8]
    /// For each target that needs closing, the weight of each positive row: one divided by the share of such complaints
    /// that are closed by now; 1 elsewhere.
    var weights: [[Float]]

    init(
        _ ledger: Ledger, _ index: LedgerIndex, members: [Int32], start: Day, months: Int, knownBefore: Day,
        delays: ClosingDelays
    ) {
        self.start = start
        end = start.adding(months: months)
        self.knownBefore = knownBefore
        bits = [UInt8](repeating: 0, count: members.count)
        weights = Target.allCases.map { $0.needsClosing ? [Float](repeating: 1, count: members.count) : [] }
        for (row, member) in members.enumerated() {
            for position in index.complaints[Int(member)] {
                let complaint = ledger.complaints[position]
                guard complaint.filedOn >= start, complaint.filedOn < end else { continue }
                mark(complaint, row: row, delays: delays)
            }
        }
    }

    private mutating func mark(_ complaint: Ledger.Complaint, row: Int, delays: ClosingDelays) {
        guard complaint.knownOn < knownBefore, knownBefore <= complaint.supersededOn else { return }
        for target in Target.allCases where Labels.holds(target, complaint, knownBefore: knownBefore) {
            let bit = UInt8(1 << target.rawValue)
            if target.needsClosing {
                let weight = Float(delays.correction(target, filedOn: complaint.filedOn))
                let before = bits[row] & bit == 0 ? Float.greatestFiniteMagnitude : weights[target.rawValue][row]
                weights[target.rawValue][row] = min(before, weight)
            }
            bits[row] |= bit
        }
    }

    /// Whether a complaint is the outcome, as far as known before the day.
    static func holds(_ target: Target, _ complaint: Ledger.Complaint, knownBefore day: Day) -> Bool {
        switch target {
        case .sustainedForce: complaint.closedOn < day && complaint.sustainedForce
        case .suspension: complaint.closedOn < day && complaint.served
        case .offDuty: complaint.duty == .off
        case .domesticOrSubstance: complaint.domestic || complaint.substance
        case .anyForce: complaint.excessiveForce
        }
    }

    func positive(_ target: Target, _ row: Int) -> Bool { bits[row] & UInt8(1 << target.rawValue) != 0 }

    /// The weight of a positive row; 1 for targets known on filing.
    func weight(_ target: Target, _ row: Int) -> Float { target.needsClosing ? weights[target.rawValue][row] : 1 }

    /// The share of the window's positives that is closed by now, by the estimate of the delays; 1 for targets known on
    /// filing. It says how far a day's labels can be relied on.
    func completeness(_ target: Target) -> Double {
        guard target.needsClosing else { return 1 }
        let held = bits.indices.filter { positive(target, $0) }
        let expected = held.reduce(0) { $0 + Double(weight(target, $1)) }
        return expected > 0 ? Double(held.count) / expected : 1
    }

    /// Bits of the four outcomes alone.
    static let outcomeBits: UInt8 = 0b1111
}
