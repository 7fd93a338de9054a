import Directives

/// What happens to members in the course of a year, and how often.
enum Occasion: CaseIterable {
    case arrest, training, sickLeave, award
    case complaint, force, witness, correction, camera, missedCourt, pursuit, collision
    case custodyInjury, conductInjury, claim, criminal, credibility, untruthful, declined, order

    /// The kinds of which a department has more or less as it pleases; they fill a sample up to the number asked for.
    var isRoutine: Bool { [.arrest, .training, .sickLeave, .award].contains(self) }

    /// How many rows one of them makes on average: a complaint is written with its allegations and discipline, and may
    /// name others.
    var rows: Double {
        switch self {
        case .complaint: 3.6
        case .force: 1.3
        default: 1
        }
    }
}

/// A year, or part of one, in a member's service.
struct ServiceYear {
    var career: Career
    var level: Int
    var work: Organisation.Work
    /// Years served by then.
    var tenure: Double
    /// This year's risk as a multiple of the member's usual.
    var drift: Double
    /// The unit's own multiple.
    var place: Double
    var first: Day
    var days: Int

    /// The part of a whole year.
    private var share: Double { Double(days) / 365.25 }

    /// How many occasions of the kind are expected.
    func expected(_ occasion: Occasion) -> Double {
        guard career.sworn || [.training, .sickLeave, .award].contains(occasion) else { return 0 }
        let street = streetWork
        let risk = career.temper.risk * drift * place * (0.5 + 0.9 * (1 / (1 + tenure / 5)))
        let yearly =
            switch occasion {
            case .arrest: 11 * street * career.temper.activity
            case .training: 3.0
            case .sickLeave: 2.4
            case .award: 0.7 * (0.3 + street)
            case .complaint: 0.3 * risk * (0.15 + street)
            case .force: 0.5 * career.temper.force * drift * street
            case .witness: 0.07 * street
            case .correction: 0.08 * (0.4 + 0.6 * risk)
            case .camera: 0.05 * street
            case .missedCourt: 0.05 * street * (0.5 + 0.5 * risk)
            case .pursuit: 0.05 * street
            case .collision: 0.06 * (0.2 + street)
            case .custodyInjury: 0.008 * street
            case .conductInjury: 0.01 * street * (0.5 + 0.5 * risk)
            case .claim: 0.015 * street * (0.4 + 0.6 * risk)
            case .criminal: 0.002 * (0.4 + 0.6 * risk)
            case .credibility, .untruthful: 0.0012 * (0.5 + 0.5 * risk)
            case .declined: 0.0015
            case .order: 0.003 * career.temper.home
            }
        return yearly * share
    }

    /// How much the work brings a member among people, 1 for an officer on patrol.
    private var streetWork: Double {
        let unit =
            switch work {
            case .patrol, .closed: 1.0
            case .tactical: 1.6
            case .detectives: 0.6
            case .special: 0.5
            case .command, .office, .academy: 0.08
            }
        let rank =
            switch level {
            case ...1: 1.0
            case 2: 0.5
            case 3: 0.25
            default: 0.06
            }
        return unit * rank
    }
}
