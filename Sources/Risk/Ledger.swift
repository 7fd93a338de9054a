import Casework
import Directives
import Jacket

/// Everything a score may read, in memory, sorted by member: one row per version of a record, with the days from which
/// each fact was known. A row is visible as of day T when `knownOn < T <= supersededOn`, and what came of it when
/// `closedOn < T`; nothing else in `Risk` looks at a record.
///
/// There is no place here for race, gender, age, names or addresses, and there must never be one: the fairness report
/// joins `Demographics` to finished scores, outside.
package struct Ledger: Sendable {
    package var members: [Subject] = []
    /// Sorted by member, then `filedOn`, then `record`, then `knownOn`. The same holds for the other lists with their dates.
    package var complaints: [Complaint] = []
    package var forces: [Force] = []
    package var witnesses: [Event] = []
    /// Every other kind of the jacket, by its key; only kinds that have rows are present.
    package var events: [String: [Event]] = [:]
    package var postings: [Place] = []
    package var ranks: [Held] = []
    /// Unit keys; `Place.unit` and `Force.unit` are indices into it.
    package var units: [String] = []
    /// The department's ladder; `Held.rank` is an index into it.
    package var ladder: [Rank] = []
    /// Who counts as serving on a day.
    package var roster: Roster = .appointment

    package init() {}

    /// Who is an active member as of day T. Always: appointed before T (where the date is known), not separated before T,
    /// latest known rank sworn.
    package enum Roster: String, Sendable, Codable {
        /// Appointed and not separated; at least one rank held is known.
        case appointment
        /// Besides, a rank held is on record for the calendar year before T (a payroll year).
        case payrollYear
    }

    package struct Subject: Sendable {
        package var id: MemberID
        package var sourceID: String
        package var appointed: Day?
        package var separated: Day?
        package init(id: MemberID, sourceID: String, appointed: Day?, separated: Day?) {
            self.id = id
            self.sourceID = sourceID
            self.appointed = appointed
            self.separated = separated
        }
    }

    /// A member accused in a complaint.
    package struct Complaint: Sendable {
        /// Index into `members`.
        package var member: Int32
        package var record: Int64
        /// From when this version of the row is known, and from when a later one replaces it (`.never` for the last).
        package var knownOn: Day
        package var supersededOn: Day
        package var happenedOn: Day
        /// When the complaint itself became known: the filed date of the record's first version.
        package var filedOn: Day
        /// From when finding and discipline are known; `.never` while open.
        package var closedOn: Day
        /// Dense number of the Log Number: members with the same one are accused together.
        package var log: Int32
        package var nature: Nature
        package var agency: Agency
        package var complainant: Complainant
        package var place: Locus
        package var allegations: Int16
        package var excessiveForce: Bool
        package var domestic: Bool
        package var substance: Bool
        package var duty: Duty
        // What came of it, to be read only when `closedOn` is before the day.
        package var finding: Finding
        package var sustainedForce: Bool
        package var discipline: Discipline
        package var suspensionDays: Int16

        package init(
            member: Int32, record: Int64, knownOn: Day, supersededOn: Day, happenedOn: Day, filedOn: Day, closedOn: Day, log: Int32,
            nature: Nature, agency: Agency, complainant: Complainant, place: Locus, allegations: Int16, excessiveForce: Bool,
            domestic: Bool, substance: Bool, duty: Duty, finding: Finding, sustainedForce: Bool, discipline: Discipline,
            suspensionDays: Int16
        ) {
            self.member = member
            self.record = record
            self.knownOn = knownOn
            self.supersededOn = supersededOn
            self.happenedOn = happenedOn
            self.filedOn = filedOn
            self.closedOn = closedOn
            self.log = log
            self.nature = nature
            self.agency = agency
            self.complainant = complainant
            self.place = place
            self.allegations = allegations
            self.excessiveForce = excessiveForce
            self.domestic = domestic
            self.substance = substance
            self.duty = duty
            self.finding = finding
            self.sustainedForce = sustainedForce
            self.discipline = discipline
            self.suspensionDays = suspensionDays
        }
    }

    package struct Force: Sendable {
        package var member: Int32
        package var record: Int64
        package var knownOn: Day
        package var supersededOn: Day
        package var happenedOn: Day
        /// Dense number of the event; reports with the same one are of the same event.
        package var event: Int32
        /// -1 when not known.
        package var forceLevel: Int8
        package var resistanceLevel: Int8
        package var taser: Bool
        package var firearm: Bool
        package var subjectArmed: Bool
        package var subjectInjured: Bool
        package var subjectAllegedInjury: Bool
        package var officerInjured: Bool
        package var onDuty: Bool
        package var inUniform: Bool
        /// Index into `units`, -1 when not known.
        package var unit: Int32

        package init(
            member: Int32, record: Int64, knownOn: Day, supersededOn: Day, happenedOn: Day, event: Int32, forceLevel: Int8,
            resistanceLevel: Int8, taser: Bool, firearm: Bool, subjectArmed: Bool, subjectInjured: Bool,
            subjectAllegedInjury: Bool, officerInjured: Bool, onDuty: Bool, inUniform: Bool, unit: Int32
        ) {
            self.member = member
            self.record = record
            self.knownOn = knownOn
            self.supersededOn = supersededOn
            self.happenedOn = happenedOn
            self.event = event
            self.forceLevel = forceLevel
            self.resistanceLevel = resistanceLevel
            self.taser = taser
            self.firearm = firearm
            self.subjectArmed = subjectArmed
            self.subjectInjured = subjectInjured
            self.subjectAllegedInjury = subjectAllegedInjury
            self.officerInjured = officerInjured
            self.onDuty = onDuty
            self.inUniform = inUniform
            self.unit = unit
        }
    }

    /// A record of which only the dates count.
    package struct Event: Sendable {
        package var member: Int32
        package var record: Int64
        package var knownOn: Day
        package var supersededOn: Day
        package var happenedOn: Day
        package init(member: Int32, record: Int64, knownOn: Day, supersededOn: Day, happenedOn: Day) {
            self.member = member
            self.record = record
            self.knownOn = knownOn
            self.supersededOn = supersededOn
            self.happenedOn = happenedOn
        }
    }

    /// An assignment or detail. Its end is known only from that day on.
    package struct Place: Sendable {
        package var member: Int32
        package var record: Int64
        package var knownOn: Day
        package var supersededOn: Day
        package var unit: Int32
        package var detail: Bool
        package var start: Day
        /// `.never` while it lasts.
        package var end: Day
        package init(
            member: Int32, record: Int64, knownOn: Day, supersededOn: Day, unit: Int32, detail: Bool, start: Day, end: Day
        ) {
            self.member = member
            self.record = record
            self.knownOn = knownOn
            self.supersededOn = supersededOn
            self.unit = unit
            self.detail = detail
            self.start = start
            self.end = end
        }
    }

    package struct Held: Sendable {
        package var member: Int32
        package var record: Int64
        package var knownOn: Day
        package var supersededOn: Day
        package var rank: Int16
        package var from: Day
        package var since: Day?
        package init(member: Int32, record: Int64, knownOn: Day, supersededOn: Day, rank: Int16, from: Day, since: Day?) {
            self.member = member
            self.record = record
            self.knownOn = knownOn
            self.supersededOn = supersededOn
            self.rank = rank
            self.from = from
            self.since = since
        }
    }
}

// MARK: Codes of a complaint, spelt as in the jacket's catalogue

extension Ledger {
    package enum Nature: UInt8, CaseIterable, Sendable {
        case unknown, excessive_force, domestic, substance, weapon_display, sexual_misconduct, criminal, corruption, coercion
        case search_arrest, conduct_unbecoming, custody_property, verbal_abuse, traffic, supervisory, medical, operations
        case civil_suit, other
    }
    package enum Agency: UInt8, CaseIterable, Sendable { case unknown, civilian, `internal` }
    package enum Complainant: UInt8, CaseIterable, Sendable { case unknown, civilian, employee }
    package enum Locus: UInt8, CaseIterable, Sendable { case unknown, street, residence, police_facility, tavern, other }
    package enum Duty: UInt8, CaseIterable, Sendable { case unknown, on, off }
    package enum Finding: UInt8, CaseIterable, Sendable {
        case unknown, sustained, not_sustained, unfounded, exonerated, no_affidavit, closed_no_finding
        case administratively_closed, expunged, other
    }
    package enum Discipline: UInt8, CaseIterable, Sendable {
        case unknown, none, violation_noted, reprimand, suspension, separation, resigned, not_served
    }
}
