import Directives
import Jacket

/// What a reader of the run has to know before trusting it.
enum Warnings {
    static func list(
        _ ledger: Ledger, _ index: LedgerIndex, asOf day: Day, outcomes: [OutcomeSummary], evaluation: Evaluation, plan: DayPlan
    ) -> [String] {
        var warnings: [String] = []
        stale("complaint", ledger.complaints.lazy.map(\.knownOn), day, &warnings)
        stale("use of force", ledger.forces.lazy.map(\.knownOn), day, &warnings)
        for key in index.leftOut {
            let many = RecordKind.named(key)?.many ?? key
            warnings.append(
                "The \(many) on record begin too late to be compared over the training years; no feature is made of them.")
        }
        if ledger.forces.isEmpty { warnings.append("There are no uses of force on record.") }
        for outcome in outcomes { if let note = outcome.note { warnings.append("\(outcome.outcome.title): \(note)") } }
        if plan.folds.isEmpty {
            warnings.append(
                "The records are too short to test the models on past days; the probabilities are not calibrated against what followed.")
        }
        if let area = evaluation.newMembersAUROC {
            warnings.append(
                "Members with under three years of service are ranked hardly better than by chance: on past days a member with a later "
                    + "outcome was placed above one without in \(Int((area * 100).rounded())) of 100 pairs.")
        }
        return warnings
    }

    private static func stale(_ one: String, _ known: some Sequence<Day>, _ day: Day, _ warnings: inout [String]) {
        guard let last = known.filter({ $0 < day }).max(), last < day.adding(months: -1) else { return }
        warnings.append("The latest \(one) on record became known on \(last.short), more than a month before \(day.short).")
    }
}
