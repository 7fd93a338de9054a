import Casework
import Directives

/// Somebody who is in every sample department, whatever its seed, so that tests and pages read like stories.
package struct KnownPerson: Hashable, Sendable {
    package var sourceID: String
    package var name: String
    /// The rank held and the unit worked in on the last day of the records.
    package var rank: String
    package var unit: String
}

extension SampleDepartment {
    static let firstNumber = 10_001

    /// Four force complaints in 27 months, two of them sustained with suspensions: the first to be raised for support.
    package static let juniperAlder = KnownPerson(sourceID: "10001", name: "Juniper Alder", rank: "police_officer", unit: "5")
    /// The named supervisor of Juniper Alder, Linden Swift and Olive Kestrel.
    package static let wrenHawthorn = KnownPerson(sourceID: "10002", name: "Wren Hawthorn", rank: "sergeant", unit: "5")
    package static let rowanOsprey = KnownPerson(sourceID: "10003", name: "Rowan Osprey", rank: "lieutenant", unit: "5")
    /// The commander of District 5.
    package static let hazelHeron = KnownPerson(sourceID: "10004", name: "Hazel Heron", rank: "commander", unit: "5")
    /// Eleven years of service and not one complaint.
    package static let lindenSwift = KnownPerson(sourceID: "10005", name: "Linden Swift", rank: "police_officer", unit: "5")
    /// Four complaints off duty in 30 months: two domestic, one over alcohol (sustained), one over conduct.
    package static let oliveKestrel = KnownPerson(sourceID: "10006", name: "Olive Kestrel", rank: "police_officer", unit: "5")
    /// Assigned to District 5 and detailed to District 9 since 60 days before the end.
    package static let aspenFinch = KnownPerson(sourceID: "10007", name: "Aspen Finch", rank: "police_officer", unit: "9")
    /// On sick leave since 40 days before the end.
    package static let laurelMartin = KnownPerson(sourceID: "10008", name: "Laurel Martin", rank: "police_officer", unit: "5")
    /// Left 200 days before the end.
    package static let ashPlover = KnownPerson(sourceID: "10009", name: "Ash Plover", rank: "police_officer", unit: "5")
    /// Appointed 150 days before the end, still at the academy.
    package static let mapleDunnock = KnownPerson(sourceID: "10010", name: "Maple Dunnock", rank: "police_officer", unit: "44")
    /// A detective with at least one record of every kind that is rare.
    package static let cedarWheatear = KnownPerson(sourceID: "10011", name: "Cedar Wheatear", rank: "detective", unit: "detectives-1")
    package static let hollySparrow = KnownPerson(sourceID: "10012", name: "Holly Sparrow", rank: "civilian", unit: "121")
    /// The deputy chief of Area 1, above District 5.
    package static let myrtleCrane = KnownPerson(sourceID: "10013", name: "Myrtle Crane", rank: "deputy_chief", unit: "area-1")
    package static let magnoliaKite = KnownPerson(sourceID: "10014", name: "Magnolia Kite", rank: "chief", unit: "patrol")
    package static let sorrelEagle = KnownPerson(sourceID: "10015", name: "Sorrel Eagle", rank: "superintendent", unit: "department")

    package static let knownPeople = [
        juniperAlder, wrenHawthorn, rowanOsprey, hazelHeron, lindenSwift, oliveKestrel, aspenFinch, laurelMartin, ashPlover,
        mapleDunnock, cedarWheatear, hollySparrow, myrtleCrane, magnoliaKite, sorrelEagle,
    ]
}

/// The careers and the records of the people known by name, with dates counted back from the last day.
struct KnownPeople {
    let organisation: Organisation
    let end: Day

    func ago(_ days: Int) -> Day { end.adding(days: -days) }

    var careers: [Career] {
        SampleDepartment.knownPeople.map { person in
            var career = plain(person, years: years(person))
            switch person {
            case SampleDepartment.mapleDunnock:
                career.appointed = ago(150)
                career.ranks = [Career.Step(rank: person.rank, from: ago(150))]
                career.stints = [stint("44", ago(150))]
            case SampleDepartment.aspenFinch:
                career.stints = [stint("5", ago(3_000)), stint("9", ago(60), detail: true)]
            case SampleDepartment.ashPlover:
                career.separated = ago(200)
                career.stints = [stint("17", ago(4_000), until: ago(1_500)), stint("5", ago(1_499), until: ago(200))]
            case SampleDepartment.juniperAlder:
                career.stints = [stint("44", career.appointed, until: ago(2_700)), stint("11", ago(2_699), until: ago(1_200)), stint("5", ago(1_199))]
            default: break
            }
            return career
        }
    }

    private func years(_ person: KnownPerson) -> Int {
        switch person.rank {
        case "police_officer": person == SampleDepartment.juniperAlder ? 8 : 11
        case "detective", "civilian": 14
        case "sergeant": 16
        case "lieutenant": 20
        default: 27
        }
    }

    private func plain(_ person: KnownPerson, years: Int) -> Career {
        let appointed = end.adding(years: -years).adding(days: 17)
        var ranks = [Career.Step(rank: person.rank == "civilian" ? "civilian" : "police_officer", from: appointed)]
        if person.rank != ranks[0].rank { ranks.append(Career.Step(rank: person.rank, from: ago(1_400))) }
        return Career(
            sourceID: person.sourceID, name: person.name, appointed: appointed, separated: nil, ranks: ranks,
            stints: [stint("44", appointed, until: ago(1_401)), stint(person.unit, ago(1_400))],
            temper: Career.Temper(), demographics: ("white", "F", appointed.year - 26), known: true)
    }

    private func stint(_ unit: String, _ start: Day, until end: Day? = nil, detail: Bool = false) -> Career.Stint {
        Career.Stint(unit: organisation.index(of: unit) ?? 0, detail: detail, start: start, end: end)
    }

    // MARK: Records

    var complaints: [Complaint] {
        let alder = SampleDepartment.juniperAlder.sourceID
        let kestrel = SampleDepartment.oliveKestrel.sourceID
        return [
            complaint(alder, 820, "excessive_force", closed: 300, .sustained(suspension: 15)),
            complaint(alder, 700, "verbal_abuse", closed: 500, .found("not_sustained")),
            complaint(alder, 540, "excessive_force", closed: 120, .sustained(suspension: 30)),
            complaint(alder, 400, "search_arrest", closed: 200, .found("unfounded")),
            complaint(alder, 250, "excessive_force", closed: nil, .open),
            complaint(alder, 130, "conduct_unbecoming", closed: nil, .open),
            complaint(alder, 45, "excessive_force", closed: nil, .open),
            complaint(kestrel, 900, "domestic", closed: 450, .found("not_sustained"), offDuty: true),
            complaint(kestrel, 600, "substance", closed: 250, .sustained(suspension: 10), offDuty: true),
            complaint(kestrel, 300, "domestic", closed: nil, .open, offDuty: true),
            complaint(kestrel, 90, "conduct_unbecoming", closed: nil, .open, offDuty: true),
            complaint(SampleDepartment.ashPlover.sourceID, 450, "traffic", closed: 400, .found("exonerated")),
        ]
    }

    private enum Ending {
        case open
        case found(String)
        case sustained(suspension: Int)
    }

    private func complaint(
        _ member: String, _ days: Int, _ nature: String, closed: Int?, _ ending: Ending, offDuty: Bool = false
    ) -> Complaint {
        var complaint = Complaint(member: member, incident: ago(days + 3), filed: ago(days), nature: nature)
        complaint.offDuty = offDuty
        complaint.complainant = nature == "substance" ? "employee" : "civilian"
        complaint.agency = ["excessive_force", "domestic", "verbal_abuse"].contains(nature) ? "civilian" : "internal"
        complaint.location = offDuty ? "residence" : "street"
        complaint.closed = closed.map(ago)
        switch ending {
        case .open: break
        case .found(let finding):
            complaint.finding = finding
            complaint.discipline = "none"
        case .sustained(let days):
            complaint.finding = "sustained"
            complaint.sustainedForce = nature == "excessive_force"
            complaint.discipline = "suspension"
            complaint.suspensionDays = days
        }
        return complaint
    }

    /// Days before the end of Juniper Alder's uses of force.
    static let alderForce = [1_020, 822, 640, 543, 410, 253, 161, 48]
}
