import Directives

/// What is counted of the complaints filed against a member, of the open ones and of what came of the closed ones.
struct ComplaintColumns: Sendable {
    private enum Filed: Int, CaseIterable {
        case all, offDuty, domestic, substance, force, civilian, internalAgency, byEmployee, residence, facility, tavern
        case alone, group, moreAllegations
    }
    private enum Closed: Int, CaseIterable {
        case closed, sustained, sustainedForce, cleared, noAffidavit, disciplined, reprimand, suspended, days
        case sustainedOffDuty
    }
    private static let long: [Measure] = [.m12, .m24, .m60, .m120, .half1, .half3]
    private static let short: [Measure] = [.half1, .half3, .m120]

    let filed: Tally
    let closed: Tally
    /// Open cases: count, of force, off duty, domestic or substance, internal, over a year old, age of the oldest in years.
    let open: Int
    /// Recency of the last complaint, the last off-duty one, the last domestic or substance one, the last sustained one.
    let recency: Int
    let end: Int
    private static let natures = Ledger.Nature.allCases.filter { $0 != .unknown }

    init(base: Int) {
        var filedClasses: [Tally.Class] = []
        for entry in Filed.allCases { filedClasses.append(ComplaintColumns.filedClass(entry)) }
        for nature in ComplaintColumns.natures { filedClasses.append(ComplaintColumns.natureClass(nature)) }
        filed = Tally(filedClasses, base: base)
        closed = Tally(Closed.allCases.map(ComplaintColumns.closedClass), base: base + filed.width)
        open = closed.base + closed.width
        recency = open + 7
        end = recency + 4
    }

    private static func filedClass(_ entry: Filed) -> Tally.Class {
        let plain: [Measure] = [.half1, .half3]
        return switch entry {
        case .all:
            Tally.Class("all", "complaints", .complaints, [.m3, .m6, .m12, .m24, .m60, .m120, .half1, .half3, .career])
        case .offDuty: Tally.Class("offDuty", "off-duty complaints", .offDutyComplaints, long)
        case .domestic: Tally.Class("domestic", "domestic complaints", .domesticSubstanceComplaints, long)
        case .substance: Tally.Class("substance", "alcohol or drug complaints", .domesticSubstanceComplaints, long)
        case .force: Tally.Class("force", "complaints of excessive force", .forceComplaints, long)
        case .civilian: Tally.Class("civilian", "complaints with the civilian agency", .complaints, plain)
        case .internalAgency: Tally.Class("internal", "complaints with internal affairs", .complaints, long)
        case .byEmployee: Tally.Class("byEmployee", "complaints by employees", .complaints, short)
        case .residence: Tally.Class("residence", "complaints at a residence", .complaints, short)
        case .facility: Tally.Class("facility", "complaints at a police facility", .complaints, plain)
        case .tavern: Tally.Class("tavern", "complaints at a tavern", .complaints, short)
        case .alone: Tally.Class("alone", "complaints accused alone", .complaints, short)
        case .group: Tally.Class("group", "complaints with three or more accused", .complaints, plain)
        case .moreAllegations:
            Tally.Class("moreAllegations", "further allegations in the same complaints", .complaints, plain, unit: "allegations")
        }
    }

    private static func natureClass(_ nature: Ledger.Nature) -> Tally.Class {
        let words = "\(nature)".split(separator: "_").joined(separator: " ")
        let group: FeatureGroup =
            switch nature {
            case .excessive_force: .forceComplaints
            case .domestic, .substance: .domesticSubstanceComplaints
            default: .complaints
            }
        return Tally.Class("nature.\(nature)", "complaints mainly of \(words)", group, short)
    }

    private static func closedClass(_ entry: Closed) -> Tally.Class {
        let all: [Measure] = [.m12, .m24, .m60, .m120, .half1, .half3, .career]
        let few: [Measure] = [.m60, .half3, .career]
        return switch entry {
        case .closed: Tally.Class("all", "complaints closed", .findings, [.half1, .half3])
        case .sustained: Tally.Class("sustained", "sustained complaints", .findings, all, direction: 1)
        case .sustainedForce: Tally.Class("sustainedForce", "sustained complaints of excessive force", .findings, few, direction: 1)
        case .cleared: Tally.Class("cleared", "complaints closed as unfounded or exonerated", .findings, [.half3], direction: -1)
        case .noAffidavit: Tally.Class("noAffidavit", "complaints closed without an affidavit", .findings, [.half3], direction: -1)
        case .disciplined: Tally.Class("disciplined", "complaints that ended in discipline", .discipline, few, direction: 1)
        case .reprimand: Tally.Class("reprimand", "reprimands and noted violations", .discipline, few, direction: 1)
        case .suspended: Tally.Class("suspended", "suspensions", .discipline, all, direction: 1)
        case .days: Tally.Class("suspensionDays", "days of suspension", .discipline, few, direction: 1, unit: "days")
        case .sustainedOffDuty:
            Tally.Class("sustainedOffDuty", "sustained off-duty complaints", .findings, few, direction: 1)
        }
    }

    func features() -> [Feature] {
        func open(_ key: String, _ name: String, unit: String = "complaints") -> Feature {
            Feature(key: "open.\(key)", name: name, unit: unit, group: .openCases, direction: 0, logScaled: true)
        }
        func recency(_ key: String, _ name: String, _ group: FeatureGroup, _ direction: Int = 0) -> Feature {
            Feature(
                key: "recency.\(key)", name: name, unit: "1 today, half after two years", group: group, direction: direction,
                logScaled: false)
        }
        return filed.features(prefix: "complaints") + closed.features(prefix: "closed") + [
            open("all", "open complaints"), open("force", "open complaints of excessive force"),
            open("offDuty", "open off-duty complaints"), open("domesticSubstance", "open domestic, alcohol or drug complaints"),
            open("internal", "open complaints with internal affairs"), open("old", "complaints open for more than a year"),
            open("oldest", "time the oldest open complaint has been open", unit: "years"),
            recency("complaint", "recency of the last complaint", .complaints),
            recency("offDuty", "recency of the last off-duty complaint", .offDutyComplaints),
            recency("domesticSubstance", "recency of the last domestic, alcohol or drug complaint", .domesticSubstanceComplaints),
            recency("sustained", "recency of the last sustained finding", .findings, 1),
        ]
    }

    // MARK: Counting

    /// Adds what was known of one member's complaints before the day. `accused[log]` is the number of members known to be
    /// accused under the Log Number.
    func count(
        _ complaints: UnsafeBufferPointer<Ledger.Complaint>, _ rows: Range<Int>, asOf day: Day, ages: AgeWeights,
        accused: UnsafeBufferPointer<Int32>, weights: UnsafeMutablePointer<Float>, into row: UnsafeMutablePointer<Float>
    ) {
        var last = Last()
        for position in rows {
            let complaint = complaints[position]
            guard complaint.knownOn < day, day <= complaint.supersededOn, complaint.filedOn < day else { continue }
            ages.fill(weights, date: complaint.filedOn)
            filed.add(mask: filedMask(complaint, accused: complaint.log < 0 ? 1 : accused[Int(complaint.log)]), weights: weights, to: row)
            if complaint.allegations > 1 {
                filed.add(
                    classIndex: Filed.moreAllegations.rawValue, times: Float(complaint.allegations - 1), weights: weights, to: row)
            }
            last.filed(complaint)
            if complaint.closedOn < day {
                ages.fill(weights, date: complaint.closedOn)
                closed.add(mask: closedMask(complaint), weights: weights, to: row)
                if complaint.served, complaint.suspensionDays > 0 {
                    closed.add(
                        classIndex: Closed.days.rawValue, times: Float(complaint.suspensionDays), weights: weights, to: row)
                }
                if complaint.finding == .sustained { last.sustained = max(last.sustained, complaint.closedOn) }
            } else {
                addOpen(complaint, asOf: day, to: row + open)
            }
        }
        last.write(asOf: day, to: row + recency)
    }

    private func filedMask(_ complaint: Ledger.Complaint, accused: Int32) -> UInt64 {
        var mask = ComplaintColumns.bit(Filed.all)
        if complaint.duty == .off { mask |= ComplaintColumns.bit(Filed.offDuty) }
        if complaint.domestic { mask |= ComplaintColumns.bit(Filed.domestic) }
        if complaint.substance { mask |= ComplaintColumns.bit(Filed.substance) }
        if complaint.excessiveForce { mask |= ComplaintColumns.bit(Filed.force) }
        if complaint.agency == .civilian { mask |= ComplaintColumns.bit(Filed.civilian) }
        if complaint.agency == .internal { mask |= ComplaintColumns.bit(Filed.internalAgency) }
        if complaint.complainant == .employee { mask |= ComplaintColumns.bit(Filed.byEmployee) }
        switch complaint.place {
        case .residence: mask |= ComplaintColumns.bit(Filed.residence)
        case .police_facility: mask |= ComplaintColumns.bit(Filed.facility)
        case .tavern: mask |= ComplaintColumns.bit(Filed.tavern)
        case .unknown, .street, .other: break
        }
        if accused == 1 { mask |= ComplaintColumns.bit(Filed.alone) }
        if accused >= 3 { mask |= ComplaintColumns.bit(Filed.group) }
        if complaint.nature != .unknown { mask |= 1 << UInt64(Filed.allCases.count + Int(complaint.nature.rawValue) - 1) }
        return mask
    }

    private func closedMask(_ complaint: Ledger.Complaint) -> UInt64 {
        var mask = ComplaintColumns.bit(Closed.closed)
        switch complaint.finding {
        case .sustained:
            mask |= ComplaintColumns.bit(Closed.sustained)
            if complaint.duty == .off { mask |= ComplaintColumns.bit(Closed.sustainedOffDuty) }
        case .unfounded, .exonerated: mask |= ComplaintColumns.bit(Closed.cleared)
        case .no_affidavit: mask |= ComplaintColumns.bit(Closed.noAffidavit)
        default: break
        }
        if complaint.sustainedForce { mask |= ComplaintColumns.bit(Closed.sustainedForce) }
        switch complaint.discipline {
        case .violation_noted, .reprimand: mask |= ComplaintColumns.bit(Closed.disciplined) | ComplaintColumns.bit(Closed.reprimand)
        case .separation, .resigned, .not_served: mask |= ComplaintColumns.bit(Closed.disciplined)
        case .suspension: mask |= ComplaintColumns.bit(Closed.disciplined)
        case .unknown, .none: break
        }
        if complaint.served { mask |= ComplaintColumns.bit(Closed.suspended) }
        return mask
    }

    private func addOpen(_ complaint: Ledger.Complaint, asOf day: Day, to open: UnsafeMutablePointer<Float>) {
        let years = Float(day.days(since: complaint.filedOn)) / 365.25
        // A case of ten years ago without a closing date was closed and the date is missing.
        guard years < 10 else { return }
        open[0] += 1
        if complaint.excessiveForce { open[1] += 1 }
        if complaint.duty == .off { open[2] += 1 }
        if complaint.domestic || complaint.substance { open[3] += 1 }
        if complaint.agency == .internal { open[4] += 1 }
        if years > 1 { open[5] += 1 }
        open[6] = max(open[6], years)
    }

    private static func bit(_ entry: Filed) -> UInt64 { 1 << UInt64(entry.rawValue) }
    private static func bit(_ entry: Closed) -> UInt64 { 1 << UInt64(entry.rawValue) }

    // MARK: Columns others build on

    var complaints24: Int { filed.column(Filed.all.rawValue, .m24) }
    var offDuty60: Int { filed.column(Filed.offDuty.rawValue, .m60) }
    var domestic60: Int { filed.column(Filed.domestic.rawValue, .m60) }
    var substance60: Int { filed.column(Filed.substance.rawValue, .m60) }
    var force60: Int { filed.column(Filed.force.rawValue, .m60) }
    var suspended60: Int { closed.column(Closed.suspended.rawValue, .m60) }

    private struct Last {
        var complaint = Day(rawValue: Int32.min)
        var offDuty = Day(rawValue: Int32.min)
        var domesticSubstance = Day(rawValue: Int32.min)
        var sustained = Day(rawValue: Int32.min)

        mutating func filed(_ entry: Ledger.Complaint) {
            complaint = max(complaint, entry.filedOn)
            if entry.duty == .off { offDuty = max(offDuty, entry.filedOn) }
            if entry.domestic || entry.substance { domesticSubstance = max(domesticSubstance, entry.filedOn) }
        }

        func write(asOf day: Day, to row: UnsafeMutablePointer<Float>) {
            row[0] = Last.recency(complaint, asOf: day)
            row[1] = Last.recency(offDuty, asOf: day)
            row[2] = Last.recency(domesticSubstance, asOf: day)
            row[3] = Last.recency(sustained, asOf: day)
        }

        private static func recency(_ date: Day, asOf day: Day) -> Float {
            guard date.rawValue != Int32.min else { return 0 }
            return 2 / (2 + Float(day.days(since: date)) / 365.25)
        }
    }
}

extension Ledger.Complaint {
    /// Ended in a suspension of a day or more (or of unknown length, -1), or in separation.
    var served: Bool {
        switch discipline {
        case .suspension: suspensionDays != 0
        case .separation: true
        case .unknown, .none, .violation_noted, .reprimand, .resigned, .not_served: false
        }
    }
}
