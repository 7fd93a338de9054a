import Directives
import Jacket

/// A complaint against one member, before it is written as a complaint, its allegations and its discipline.
struct Complaint {
    var member: String
    var log = ""
    var incident: Day
    var filed: Day
    var closed: Day?
    var nature: String
    var agency = "internal"
    var complainant = "civilian"
    var location = "street"
    var offDuty: Bool? = false
    var finding: String?
    var sustainedForce = false
    var discipline: String?
    var suspensionDays: Int?
    var others: [String] = []

    init(member: String, incident: Day, filed: Day, nature: String) {
        self.member = member
        self.incident = incident
        self.filed = filed
        self.nature = nature
    }

    func alleges(_ what: String) -> Bool { nature == what || others.contains(what) }
}

/// How complaints come about, are investigated and end.
struct ComplaintMaker {
    let end: Day

    private static let natures: [(String, Double)] = [
        ("excessive_force", 16), ("verbal_abuse", 10), ("search_arrest", 15), ("conduct_unbecoming", 9), ("operations", 22),
        ("traffic", 5), ("custody_property", 5), ("supervisory", 3), ("weapon_display", 2), ("corruption", 1), ("coercion", 1),
        ("criminal", 2), ("medical", 1), ("sexual_misconduct", 1), ("other", 4), ("unknown", 1),
    ]

    /// A complaint against somebody for what happened on the day; nil when it is not yet filed at the end.
    func complaint(against career: Career, on day: Day, nature given: String? = nil, _ dice: inout Dice) -> Complaint? {
        let filed = day.adding(days: given == nil ? Int(dice.exponential(mean: 25)) : dice.between(0...50))
        guard filed <= end else { return nil }
        let temper = career.temper
        let off = given == nil && dice.happens(min(0.5, 0.09 * temper.offDuty))
        let home = off && dice.happens(min(0.8, 0.35 * temper.home))
        var complaint = Complaint(member: career.sourceID, incident: day, filed: filed, nature: given ?? dice.pick(ComplaintMaker.natures))
        if home {
            complaint.nature = dice.happens(0.7) ? "domestic" : "substance"
        } else if off {
            complaint.nature = dice.pick([("conduct_unbecoming", 4), ("substance", 1), ("excessive_force", 1), ("criminal", 1), ("other", 2)])
        }
        complaint.offDuty = dice.happens(0.04) ? nil : off
        complaint.complainant = dice.happens(complaint.nature == "operations" ? 0.5 : 0.15) ? "employee" : "civilian"
        complaint.agency = ["excessive_force", "domestic", "verbal_abuse", "coercion"].contains(complaint.nature) ? "civilian" : "internal"
        complaint.location = dice.pick(off ? [("residence", 5), ("tavern", 2), ("other", 2)] : [("street", 6), ("residence", 2), ("police_facility", 1), ("other", 1)])
        while complaint.others.count < 4, dice.happens(0.3) { complaint.others.append(dice.pick(ComplaintMaker.natures)) }
        investigate(&complaint, risk: temper.risk, &dice)
        return complaint
    }

    /// Half of the cases take more than a year; those that end in a sustained finding take longest.
    private func investigate(_ complaint: inout Complaint, risk: Double, _ dice: inout Dice) {
        let base = complaint.complainant == "employee" ? 0.24 : 0.05
        let sustained = dice.happens(min(0.6, base * (0.6 + 0.4 * risk)))
        let days = max(15, Int(dice.logNormal(median: sustained ? 560 : 380, spread: 0.75)))
        let closed = complaint.filed.adding(days: days)
        guard closed <= end else { return }
        complaint.closed = closed
        guard sustained else {
            let findings = [
                ("not_sustained", 0.3), ("unfounded", 0.2), ("exonerated", 0.1), ("no_affidavit", 0.26), ("closed_no_finding", 0.07),
                ("administratively_closed", 0.07),
            ]
            complaint.finding = dice.pick(findings)
            complaint.discipline = "none"
            return
        }
        complaint.finding = "sustained"
        complaint.sustainedForce = complaint.nature == "excessive_force" && dice.happens(0.85)
        let measures = [
            ("suspension", 0.42), ("reprimand", 0.26), ("violation_noted", 0.2), ("none", 0.06), ("not_served", 0.03), ("resigned", 0.03),
        ]
        let discipline = dice.pick(measures)
        complaint.discipline = discipline
        if discipline == "suspension" { complaint.suspensionDays = min(180, 1 + Int(dice.exponential(mean: 8))) }
    }
}

/// The three files a complaint goes into.
struct ComplaintSheets {
    private let complaints: Sheet
    private let allegations: Sheet
    private let discipline: Sheet
    private let end: Day

    init(_ open: (RecordKind, [String]) throws(SampleProblem) -> Sheet, end: Day) throws(SampleProblem) {
        self.end = end
        complaints = try open(
            .complaint,
            [
                "logNumber", "agency", "complainant", "location", "nature", "natureCode", "allegations", "excessiveForce", "domestic",
                "substance", "offDuty", "finding", "sustainedExcessiveForce", "discipline", "suspensionDays",
            ])
        allegations = try open(.allegation, ["logNumber", "number", "nature", "disposition"])
        discipline = try open(.discipline, ["logNumber", "penalty", "days", "result"])
    }

    func write(_ complaint: Complaint) throws(SampleProblem) {
        let key = "\(complaint.log)-\(complaint.member)"
        let closed = complaint.closed
        try complaints.append(
            key: key, member: complaint.member, happened: complaint.incident, known: complaint.filed, outcome: closed,
            [
                .text(complaint.log), .text(complaint.agency), .text(complaint.complainant), .text(complaint.location),
                .text(complaint.nature), .none, .number(1 + complaint.others.count), .flag(complaint.alleges("excessive_force")),
                .flag(complaint.alleges("domestic")), .flag(complaint.alleges("substance")), .flag(complaint.offDuty),
                complaint.finding.map { .text($0) } ?? .none, closed == nil ? .none : .flag(complaint.sustainedForce),
                complaint.discipline.map { .text($0) } ?? .none, complaint.suspensionDays.map { .number($0) } ?? .none,
            ])
        for (index, nature) in ([complaint.nature] + complaint.others).enumerated() {
            let finding = index == 0 || complaint.finding != "sustained" ? complaint.finding : "not_sustained"
            try allegations.append(
                key: "\(key)-\(index + 1)", member: complaint.member, happened: complaint.incident, known: complaint.filed, outcome: closed,
                [.text(complaint.log), .number(index + 1), .text(nature), finding.map { .text($0) } ?? .none])
        }
        try writeDiscipline(complaint, key)
    }

    private func writeDiscipline(_ complaint: Complaint, _ key: String) throws(SampleProblem) {
        guard let closed = complaint.closed, let penalty = complaint.discipline,
            ["suspension", "reprimand", "violation_noted"].contains(penalty)
        else { return }
        let day = closed.adding(days: 20)
        guard day <= end else { return }
        let served = day.adding(days: 10 + (complaint.suspensionDays ?? 0))
        try discipline.append(
            key: "D-\(key)", member: complaint.member, happened: day, known: day, outcome: served <= end ? served : nil,
            [
                .text(complaint.log), .text(penalty), complaint.suspensionDays.map { .number($0) } ?? .none,
                served <= end ? .text("served") : .none,
            ])
    }

    func close() throws(SampleProblem) -> [String: Int] {
        [
            RecordKind.complaint.key: try complaints.close(), RecordKind.allegation.key: try allegations.close(),
            RecordKind.discipline.key: try discipline.close(),
        ]
    }
}
