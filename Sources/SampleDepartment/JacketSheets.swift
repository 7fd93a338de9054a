import Directives
import Foundation
import Jacket

/// The files of the jacket, all open at once; each occasion knows which row it makes.
struct JacketSheets {
    private let arrests: Sheet
    private let training: Sheet
    private let sickLeave: Sheet
    private let awards: Sheet
    private let force: Sheet
    private let witnesses: Sheet
    private let corrections: Sheet
    private let cameras: Sheet
    private let missedCourt: Sheet
    private let pursuits: Sheet
    private let collisions: Sheet
    private let custodyInjuries: Sheet
    private let conductInjuries: Sheet
    private let claims: Sheet
    private let criminal: Sheet
    private let credibility: Sheet
    private let untruthful: Sheet
    private let declined: Sheet
    private let orders: Sheet
    private let end: Day
    /// The last number given to a report.
    private var last = 1_000_000

    init(_ open: (RecordKind, [String]) throws(SampleProblem) -> Sheet, end: Day) throws(SampleProblem) {
        self.end = end
        arrests = try open(.arrest, ["recordNumber", "chargeClass", "disposition"])
        training = try open(.training, ["course", "hours", "result"])
        sickLeave = try open(.sickLeave, ["hours"])
        awards = try open(.award, ["award", "status", "decision"])
        force = try open(
            .useOfForce,
            [
                "report", "event", "forceLevel", "resistanceLevel", "taser", "firearmDischarged", "subjectArmed", "subjectInjured",
                "subjectAllegedInjury", "officerInjured", "onDuty", "inUniform", "unit",
            ])
        witnesses = try open(.complaintWitness, ["logNumber"])
        corrections = try open(.correctiveAction, ["system", "action"])
        cameras = try open(.cameraViolation, ["source", "reference", "camera", "finding"])
        missedCourt = try open(.missedCourt, ["source", "reference", "finding"])
        pursuits = try open(.vehiclePursuit, ["report", "onDuty", "finding"])
        collisions = try open(.collision, ["report", "onDuty", "injury", "finding"])
        custodyInjuries = try open(.custodyInjury, ["logNumber", "harm"])
        conductInjuries = try open(.conductInjury, ["logNumber", "harm"])
        claims = try open(.civilClaim, ["logNumber", "defendant", "result", "amount"])
        criminal = try open(.criminalProceeding, ["logNumber", "court", "result"])
        credibility = try open(.credibilityFinding, ["logNumber", "court"])
        untruthful = try open(.untruthfulnessFinding, ["logNumber", "source", "suppressionHearing"])
        declined = try open(.prosecutionDeclined, ["logNumber", "source"])
        orders = try open(.protectiveOrder, ["logNumber", "orderKind"])
    }

    mutating func number(_ prefix: String) -> String {
        last += 1
        return prefix + String(last)
    }

    /// What is known only some time later, if the records reach so far.
    private func later(_ day: Day, _ delay: Int) -> Day? {
        let known = day.adding(days: delay)
        return known <= end ? known : nil
    }

    // MARK: Work and leave

    mutating func writeArrest(_ member: String, _ day: Day, _ dice: inout Dice) throws(SampleProblem) {
        let number = number("A")
        let charge = dice.pick([("misdemeanor", 5), ("felony", 3), ("warrant", 2), ("traffic", 1.5), ("ordinance", 1)])
        let disposed = later(day, Int(dice.logNormal(median: 120, spread: 0.8)))
        let disposition = dice.pick([("charged", 4), ("convicted", 3), ("dismissed", 3), ("released", 1), ("declined", 1)])
        try arrests.append(
            key: number, member: member, happened: day, known: day, outcome: disposed,
            [.text(number), .text(charge), disposed == nil ? .none : .text(disposition)])
    }

    private static let courses = [
        "Use of force in-service", "Crisis intervention", "Firearms qualification", "De-escalation", "Law review", "Driving",
        "First aid", "Procedural justice", "Supervision, first line",
    ]

    mutating func writeTraining(_ member: String, _ day: Day, _ dice: inout Dice) throws(SampleProblem) {
        let result = dice.pick([("completed", 0.95), ("absent", 0.035), ("failed", 0.015)])
        try training.append(
            key: number("TR"), member: member, happened: day, known: day,
            [.text(dice.pick(JacketSheets.courses)), .amount(dice.pick([2, 4, 8, 16, 40])), .text(result)])
    }

    mutating func writeSickLeave(_ member: String, _ day: Day, days: Int, _ dice: inout Dice) throws(SampleProblem) {
        let ended = later(day, days)
        try sickLeave.append(
            key: number("SL"), member: member, happened: day, known: day, outcome: ended,
            [ended == nil ? .none : .amount(Double(8 * days))])
    }

    mutating func writeAward(_ member: String, _ day: Day, _ dice: inout Dice) throws(SampleProblem) {
        let decided = later(day, dice.between(20...240))
        let award = dice.pick([("Complimentary letter", 4), ("Department commendation", 2), ("Honorable mention", 5), ("Life saving award", 0.3)])
        try awards.append(
            key: number("AW"), member: member, happened: day, known: day, outcome: decided,
            [.text(award), .text("requested"), decided == nil ? .none : .text(dice.happens(0.85) ? "granted" : "denied")])
    }

    // MARK: Force, driving, harm

    mutating func writeForce(_ member: String, event: String, _ day: Day, unit: String, _ dice: inout Dice) throws(SampleProblem) {
        let report = number("F")
        let level = dice.pick([(2, 1), (3, 3), (4, 5), (5, 1.6), (6, 0.06)])
        let injured = dice.happens(level >= 4 ? 0.25 : 0.06)
        try force.append(
            key: report, member: member, happened: day, known: later(day, dice.between(0...4)) ?? day,
            [
                .text(report), .text(event), .number(level), .number(dice.pick([(1, 2), (2, 4), (3, 3), (4, 0.6)])),
                .flag(level == 5 && dice.happens(0.3)), .flag(level == 6), .flag(dice.happens(0.12)), .flag(injured),
                .flag(injured || dice.happens(0.1)), .flag(dice.happens(0.16)), .flag(dice.happens(0.98)), .flag(dice.happens(0.75)),
                .text(unit),
            ])
    }

    mutating func writePursuit(_ member: String, _ day: Day, _ dice: inout Dice) throws(SampleProblem) {
        let report = number("P")
        let reviewed = later(day, dice.between(20...150))
        try pursuits.append(
            key: report, member: member, happened: day, known: day, outcome: reviewed,
            [.text(report), .flag(true), reviewed == nil ? .none : .text(dice.happens(0.8) ? "in_policy" : "out_of_policy")])
    }

    mutating func writeCollision(_ member: String, _ day: Day, _ dice: inout Dice) throws(SampleProblem) {
        let report = number("C")
        let reviewed = later(day, dice.between(20...150))
        try collisions.append(
            key: report, member: member, happened: day, known: day, outcome: reviewed,
            [
                .text(report), .flag(true), .flag(dice.happens(0.2)),
                reviewed == nil ? .none : .text(dice.happens(0.4) ? "preventable" : "not_preventable"),
            ])
    }

    mutating func writeInjury(_ member: String, _ day: Day, inCustody: Bool, _ dice: inout Dice) throws(SampleProblem) {
        let number = number("U")
        let values: [Cell] = [.text(number), .text(dice.happens(0.03) ? "death" : "injury")]
        if inCustody {
            try custodyInjuries.append(key: number, member: member, happened: day, known: day, values)
        } else {
            try conductInjuries.append(key: number, member: member, happened: day, known: day, values)
        }
    }

    // MARK: Correction

    mutating func writeCorrection(_ member: String, _ day: Day, _ dice: inout Dice) throws(SampleProblem) {
        let action = dice.pick([("counseling", 4), ("training", 3), ("debriefing", 2), ("mentoring", 1)])
        try corrections.append(
            key: number("CA"), member: member, happened: day, known: day, [.text(dice.pick(["Supervisor log", "Force review"])), .text(action)])
    }

    mutating func writeCamera(_ member: String, _ day: Day, _ dice: inout Dice) throws(SampleProblem) {
        let reference = number("S")
        guard let known = later(day, dice.between(1...60)) else { return }
        let closed = later(known, dice.between(20...200))
        try cameras.append(
            key: reference, member: member, happened: day, known: known, outcome: closed,
            [
                .text(dice.happens(0.8) ? "spar" : "log_number"), .text(reference), .text(dice.happens(0.7) ? "body_worn" : "in_car"),
                closed == nil ? .none : .text(dice.happens(0.7) ? "sustained" : "not_sustained"),
            ])
    }

    mutating func writeMissedCourt(_ member: String, _ day: Day, _ dice: inout Dice) throws(SampleProblem) {
        let reference = number("S")
        guard let known = later(day, dice.between(1...30)) else { return }
        let closed = later(known, dice.between(20...120))
        try missedCourt.append(
            key: reference, member: member, happened: day, known: known, outcome: closed,
            [.text("spar"), .text(reference), closed == nil ? .none : .text(dice.happens(0.75) ? "sustained" : "exonerated")])
    }

    mutating func writeWitness(_ member: String, log: String, _ day: Day) throws(SampleProblem) {
        try witnesses.append(key: "\(log)-\(member)-W", member: member, happened: day, [.text(log)])
    }

    // MARK: Courts

    mutating func writeClaim(_ member: String, _ day: Day, _ dice: inout Dice) throws(SampleProblem) {
        let number = number("U")
        guard let filed = later(day, dice.between(60...700)) else { return }
        let closed = later(filed, Int(dice.logNormal(median: 600, spread: 0.6)))
        let result = dice.pick([("settled", 6), ("dismissed", 4), ("judgment", 1), ("defended", 1)])
        let paid = closed != nil && (result == "settled" || result == "judgment")
        try claims.append(
            key: number, member: member, happened: day, known: filed, outcome: closed,
            [
                .text(number), .text(dice.pick([("city", 6), ("department", 2), ("member", 2)])), closed == nil ? .none : .text(result),
                paid ? .amount((dice.logNormal(median: 25_000, spread: 1.2) / 100).rounded() * 100) : .none,
            ])
    }

    mutating func writeCriminal(_ member: String, _ day: Day, _ dice: inout Dice) throws(SampleProblem) {
        let number = number("U")
        guard let known = later(day, dice.between(0...20)) else { return }
        let closed = later(known, dice.between(120...700))
        try criminal.append(
            key: number, member: member, happened: day, known: known, outcome: closed,
            [
                .text(number), .text("Circuit Court, County"),
                closed == nil ? .none : .text(dice.pick([("dismissed", 5), ("acquitted", 3), ("convicted", 1)])),
            ])
    }

    mutating func writeCredibility(_ member: String, _ day: Day, _ dice: inout Dice) throws(SampleProblem) {
        guard let known = later(day, dice.between(5...60)) else { return }
        let number = number("U")
        try credibility.append(key: number, member: member, happened: day, known: known, [.text(number), .text("Circuit Court, County")])
    }

    mutating func writeUntruthfulness(_ member: String, _ day: Day, _ dice: inout Dice) throws(SampleProblem) {
        guard let known = later(day, dice.between(5...60)) else { return }
        let number = number("U")
        try untruthful.append(
            key: number, member: member, happened: day, known: known,
            [.text(number), .text(dice.happens(0.8) ? "states_attorney" : "us_attorney"), .flag(dice.happens(0.6))])
    }

    mutating func writeDeclined(_ member: String, _ day: Day, _ dice: inout Dice) throws(SampleProblem) {
        guard let known = later(day, dice.between(5...60)) else { return }
        let number = number("U")
        try declined.append(
            key: number, member: member, happened: day, known: known,
            [.text(number), .text(dice.pick([("states_attorney", 6), ("us_attorney", 2), ("other_prosecutor", 1)]))])
    }

    mutating func writeOrder(_ member: String, _ day: Day, _ dice: inout Dice) throws(SampleProblem) {
        guard let known = later(day, dice.between(1...40)) else { return }
        let number = number("U")
        try orders.append(
            key: number, member: member, happened: day, known: known, outcome: later(known, dice.between(180...730)),
            [.text(number), .text(dice.happens(0.7) ? "protective" : "restraining")])
    }

    func close() throws(SampleProblem) -> [String: Int] {
        [
            RecordKind.arrest.key: try arrests.close(), RecordKind.training.key: try training.close(),
            RecordKind.sickLeave.key: try sickLeave.close(), RecordKind.award.key: try awards.close(),
            RecordKind.useOfForce.key: try force.close(), RecordKind.complaintWitness.key: try witnesses.close(),
            RecordKind.correctiveAction.key: try corrections.close(), RecordKind.cameraViolation.key: try cameras.close(),
            RecordKind.missedCourt.key: try missedCourt.close(), RecordKind.vehiclePursuit.key: try pursuits.close(),
            RecordKind.collision.key: try collisions.close(), RecordKind.custodyInjury.key: try custodyInjuries.close(),
            RecordKind.conductInjury.key: try conductInjuries.close(), RecordKind.civilClaim.key: try claims.close(),
            RecordKind.criminalProceeding.key: try criminal.close(), RecordKind.credibilityFinding.key: try credibility.close(),
            RecordKind.untruthfulnessFinding.key: try untruthful.close(), RecordKind.prosecutionDeclined.key: try declined.close(),
            RecordKind.protectiveOrder.key: try orders.close(),
        ]
    }
}
