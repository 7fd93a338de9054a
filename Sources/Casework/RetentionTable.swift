import Directives

/// A kind of record that the retention table speaks of.
package enum RetentionKind: String, CaseIterable, Codable, Sendable {
    case resiliencyRecords, workItems, liaisonReports, peerRecords, deflectionRecords
    case runs, personnelRecords, trail, certificates, authorities, sessions, signInAttempts
}

/// How long one kind of record is kept, on whose word, and who destroys it.
package struct RetentionEntry: Sendable {
    package enum Rule: Hashable, Sendable {
        /// A directive gives the period.
        case period(months: Int)
        /// No directive gives one: kept until the department sets a schedule.
        case noSchedule
        /// Kept for good: it proves what was done with the others.
        case keep
        /// Ends by itself, without a batch.
        case purged(after: String)
    }

    package var kind: RetentionKind
    package var program: ProgramKey
    package var title: String
    package var what: String
    package var rule: Rule
    package var countedFrom: String
    /// Why it is so, in a sentence.
    package var reason: String
    package var cites: Citation
    /// Who confirms a batch; nil where none is ever destroyed, or nobody is named yet.
    package var confirmedBy: Role?
}

/// The retention table of all programs (ambiguity 7.2): two periods are written in the directives, everything else is kept
/// until the department sets a schedule with an authority.
package enum RetentionTable {
    package static func entry(_ kind: RetentionKind) -> RetentionEntry {
        switch kind {
        case .resiliencyRecords:
            RetentionEntry(
                kind: kind, program: .resiliency, title: "Resiliency Support System records",
                what: "Everything about one employee: incidents, determinations, contacts, plans, memoranda.", rule: .period(months: 12),
                countedFrom: "the latest incident of the employee; a new one begins the year again for all",
                reason: "They are destroyed when the employee has been free of incidents for one year.", cites: "SRV-017:IV.J.1#2",
                confirmedBy: .owsAdministrativeCoordinator)
        case .workItems:
            RetentionEntry(
                kind: kind, program: .support, title: "Work Items",
                what: "All Work Items of one member with their snapshots, notes and papers, and the member’s scores.", rule: .noSchedule,
                countedFrom: "the closing of the member’s last Work Item; while one is open, none is due",
                reason: "The directive points to another one, which sets no period here.", cites: "D20-04:VII.C",
                confirmedBy: .osuSupervisor)
        case .liaisonReports:
            RetentionEntry(
                kind: kind, program: .liaison, title: "Liaison Reports", what: "Reports on contacts with community groups.",
                rule: .noSchedule, countedFrom: "the closing of the report",
                reason: "They are kept at the work unit; no period is given.", cites: "PER-055:III.C.1.b#3", confirmedBy: nil)
        case .peerRecords:
            RetentionEntry(
                kind: kind, program: .peer, title: "Peer Support Program records", what: "Selection, activity reports, mandated reports.",
                rule: .noSchedule, countedFrom: "the closing of the record", reason: "The directive gives no period.",
                cites: "PER-001:IV.D.1", confirmedBy: nil)
        case .deflectionRecords:
            RetentionEntry(
                kind: kind, program: .deflection, title: "Deflection cases", what: "Referrals, evaluations, evidence.", rule: .noSchedule,
                countedFrom: "the closing of the case", reason: "The directive gives no period.", cites: "OPS-092:III.E", confirmedBy: nil)
        case .runs:
            RetentionEntry(
                kind: kind, program: .support, title: "Monthly runs",
                what: "Settings, models and figures of each run, and the scores of members without a Work Item.", rule: .keep,
                countedFrom: "", reason: "A run must be open to examination; a member’s scores go with the member’s Work Items.",
                cites: "D20-04:VII.D", confirmedBy: nil)
        case .personnelRecords:
            RetentionEntry(
                kind: kind, program: .support, title: "Imported records", what: "Copies of the department’s records behind the jackets.",
                rule: .keep, countedFrom: "", reason: "The department’s own systems keep and destroy them; an import follows.",
                cites: "D20-04:VII.C", confirmedBy: nil)
        case .trail:
            RetentionEntry(
                kind: kind, program: .office, title: "The trail", what: "Who did what to which opaque record.", rule: .keep,
                countedFrom: "", reason: "It accounts for every reading. A destroyed record’s mark in it leads to nobody.",
                cites: "D20-04:VII.D", confirmedBy: nil)
        case .certificates:
            RetentionEntry(
                kind: kind, program: .office, title: "Certificates of destruction", what: "What was destroyed, in numbers, and on whose word.",
                rule: .keep, countedFrom: "", reason: "They hold no identity and prove that it was done.", cites: "SRV-017:IV.J.1#2",
                confirmedBy: nil)
        case .authorities:
            RetentionEntry(
                kind: kind, program: .office, title: "Authorities and schedules", what: "On whose word records are kept and destroyed.",
                rule: .keep, countedFrom: "", reason: "Certificates refer to them.", cites: "SRV-017:IV.J.1#2", confirmedBy: nil)
        case .sessions:
            RetentionEntry(
                kind: kind, program: .office, title: "Sessions", what: "That a browser is signed in.", rule: .purged(after: "12 hours"),
                countedFrom: "signing in", reason: "Thirty minutes without a request end a session before that.", cites: "D20-04:VII.A",
                confirmedBy: nil)
        case .signInAttempts:
            RetentionEntry(
                kind: kind, program: .office, title: "Failed sign-ins", what: "The name that was tried, for the lock-out.",
                rule: .purged(after: "10 minutes"), countedFrom: "the attempt", reason: "The trail keeps that it happened.",
                cites: "D20-04:VII.A", confirmedBy: nil)
        }
    }

    package static let entries: [RetentionEntry] = RetentionKind.allCases.map(entry)

    /// The kinds whose destruction concerns the asker: a program's own, and every one for who oversees them all. Programs
    /// do not leak into each other (ambiguity 7.5).
    package static func kinds(for actor: Actor, on day: Day) -> [RetentionKind] {
        let roles = actor.roles(on: day)
        let all = !roles.isDisjoint(with: [.legalCustodian, .auditor, .console])
        return RetentionKind.allCases.filter { kind in all || entry(kind).confirmedBy.map(roles.contains) ?? false }
    }
}
