import Directives

/// The as-of days of a run: those a model is trained on, those it is tested on, and the day of the run itself.
struct DayPlan: Sendable {
    let asOf: Day
    let horizonMonths: Int
    /// Ascending; the window of each has ended by `asOf`.
    let training: [Day]
    /// Past days on which the models are tested, ascending, the calibration days first.
    let folds: [Day]
    /// How many of the folds only calibrate the later ones.
    let calibrationOnly: Int

    /// The run's own day of the year, each year back; every half or quarter year where the records are too young for that.
    init(_ ledger: Ledger, asOf: Day, settings: RunSettings) throws(RiskError) {
        let horizon = settings.horizonMonths
        guard horizon >= 1 else { throw .badSetting("the horizon is \(horizon) months; it must be at least 1.") }
        let first = ledger.complaints.lazy.filter { $0.knownOn < asOf }.map(\.filedOn).min()
        let needed = settings.historyMonths + horizon
        guard let first else { throw .notEnoughHistory(firstComplaint: nil, asOf: asOf, monthsNeeded: needed) }
        let earliest = max(settings.earliestTrainingDay, first.adding(months: settings.historyMonths))
        var days: [Day] = []
        for step in [settings.stepMonths, settings.stepMonths / 2, settings.stepMonths / 4] where step >= 1 {
            days = DayPlan.days(back: step, from: asOf, horizon: horizon, earliest: earliest)
            if days.count >= settings.fewestDays { break }
        }
        guard !days.isEmpty else { throw .notEnoughHistory(firstComplaint: first, asOf: asOf, monthsNeeded: needed) }
        self.asOf = asOf
        horizonMonths = horizon
        training = days
        let testable = days.filter { fold in days.contains { $0.adding(months: horizon) <= fold } }
        folds = Array(testable.suffix(settings.folds + settings.calibrationFolds))
        calibrationOnly = max(0, folds.count - settings.folds)
    }

    private static func days(back step: Int, from asOf: Day, horizon: Int, earliest: Day) -> [Day] {
        var days: [Day] = []
        var months = horizon
        while true {
            let day = asOf.adding(months: -months)
            // The end of a month may shorten a day, and then its window would end a little later than `asOf`.
            guard day >= earliest else { break }
            if day.adding(months: horizon) <= asOf { days.append(day) }
            months += step
        }
        return days.reversed()
    }

    /// The training days whose windows had ended by a day.
    func training(before day: Day) -> [Int] {
        training.indices.filter { training[$0].adding(months: horizonMonths) <= day }
    }
}

/// The features of every day of the plan.
struct Panel: Sendable {
    let plan: DayPlan
    let features: [Feature]
    /// One for each training day; folds are training days, too.
    let past: [FeatureMatrix]
    let present: FeatureMatrix

    init(_ ledger: Ledger, _ index: LedgerIndex, _ layout: FeatureLayout, plan: DayPlan, done: (Int, Int) -> Void) {
        let days = plan.training + [plan.asOf]
        let matrices = Workers.map(days.count, done: { done($0, days.count) }) { layout.matrix(ledger, index, asOf: days[$0]) }
        self.plan = plan
        features = layout.features
        past = Array(matrices.dropLast())
        present = matrices[days.count - 1]
    }

    func past(_ day: Day) -> FeatureMatrix? {
        plan.training.firstIndex(of: day).map { past[$0] }
    }
}
