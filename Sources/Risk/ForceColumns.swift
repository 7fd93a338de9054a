import Directives

/// What is counted of a member's reports of the use of force.
struct ForceColumns: Sendable {
    private enum Report: Int, CaseIterable {
        case all, level4, level5, taser, firearm, subjectInjured, allegedInjury, officerInjured, offDuty, outOfUniform
        case lowResistance, subjectArmed
    }

    let reports: Tally

    init(base: Int) { reports = Tally(Report.allCases.map(ForceColumns.reportClass), base: base) }

    private static func reportClass(_ entry: Report) -> Tally.Class {
        let two: [Measure] = [.m24, .half3]
        func of(_ key: String, _ name: String, _ measures: [Measure]) -> Tally.Class {
            Tally.Class(key, name, .useOfForce, measures, unit: "reports")
        }
        return switch entry {
        case .all: of("all", "use-of-force reports", [.m6, .m12, .m24, .m60, .half1, .half3])
        case .level4: of("level4", "reports of a take-down, open hand, spray or more", [.m24, .half1, .half3])
        case .level5: of("level5", "reports of a strike, taser, impact weapon or firearm", [.m24, .half1, .half3])
        case .taser: of("taser", "reports with a taser", [.half3])
        case .firearm: of("firearm", "reports with a firearm discharged", [.half3, .career])
        case .subjectInjured: of("subjectInjured", "reports with the subject injured", two)
        case .allegedInjury: of("allegedInjury", "reports with an injury alleged by the subject", two)
        case .officerInjured: of("officerInjured", "reports with the member injured", two)
        case .offDuty: of("offDuty", "reports of force off duty", [.half3])
        case .outOfUniform: of("outOfUniform", "reports of force out of uniform", [.half3])
        case .lowResistance: of("lowResistance", "reports of a take-down or more against little resistance", two)
        case .subjectArmed: of("subjectArmed", "reports with the subject armed", [.half3])
        }
    }

    func features() -> [Feature] { reports.features(prefix: "force") }

    func count(
        _ forces: UnsafeBufferPointer<Ledger.Force>, _ rows: Range<Int>, asOf day: Day, ages: AgeWeights,
        weights: UnsafeMutablePointer<Float>, into row: UnsafeMutablePointer<Float>
    ) {
        for position in rows {
            let force = forces[position]
            guard force.knownOn < day, day <= force.supersededOn, force.happenedOn < day else { continue }
            ages.fill(weights, date: force.happenedOn)
            reports.add(mask: mask(force), weights: weights, to: row)
        }
    }

    private func mask(_ force: Ledger.Force) -> UInt64 {
        func bit(_ entry: Report) -> UInt64 { 1 << UInt64(entry.rawValue) }
        var mask = bit(.all)
        if force.forceLevel >= 4 { mask |= bit(.level4) }
        if force.forceLevel >= 5 { mask |= bit(.level5) }
        if force.taser { mask |= bit(.taser) }
        if force.firearm { mask |= bit(.firearm) }
        if force.subjectInjured { mask |= bit(.subjectInjured) }
        if force.subjectAllegedInjury { mask |= bit(.allegedInjury) }
        if force.officerInjured { mask |= bit(.officerInjured) }
        if !force.onDuty { mask |= bit(.offDuty) }
        if !force.inUniform { mask |= bit(.outOfUniform) }
        if force.forceLevel >= 4, (0...2).contains(force.resistanceLevel) { mask |= bit(.lowResistance) }
        if force.subjectArmed { mask |= bit(.subjectArmed) }
        return mask
    }

    var reports24: Int { reports.column(Report.all.rawValue, .m24) }
}

/// Plain counts of a kind of record of which only the dates are used.
struct EventColumns: Sendable {
    let tally: Tally
    private let prefix: String

    init(_ key: String, name: String, group: FeatureGroup, base: Int) {
        prefix = key
        tally = Tally([Tally.Class("all", name, group, [.m12, .m24, .m60, .half1, .half3])], base: base)
    }

    func features() -> [Feature] { tally.features(prefix: prefix) }

    func count(
        _ events: UnsafeBufferPointer<Ledger.Event>, _ rows: Range<Int>, asOf day: Day, ages: AgeWeights,
        weights: UnsafeMutablePointer<Float>, into row: UnsafeMutablePointer<Float>
    ) {
        for position in rows {
            let event = events[position]
            guard event.knownOn < day, day <= event.supersededOn, event.happenedOn < day else { continue }
            ages.fill(weights, date: event.happenedOn)
            tally.add(mask: 1, weights: weights, to: row)
        }
    }
}
