import Casework
import Directives

extension SampleDepartment {
    /// The rank ladder of the sample.
    package static let ranks: [Rank] = [
        Rank(key: "civilian", title: "Civilian", level: 0, sworn: false, supervises: false),
        Rank(key: "police_officer", title: "Police officer", level: 1, sworn: true, supervises: false),
        Rank(key: "detective", title: "Detective", level: 1, sworn: true, supervises: false),
        Rank(key: "sergeant", title: "Sergeant", level: 2, sworn: true, supervises: true),
        Rank(key: "lieutenant", title: "Lieutenant", level: 3, sworn: true, supervises: true),
        Rank(key: "captain", title: "Captain", level: 4, sworn: true, supervises: true),
        Rank(key: "commander", title: "Commander", level: 5, sworn: true, supervises: true),
        Rank(key: "deputy_chief", title: "Deputy chief", level: 6, sworn: true, supervises: true),
        Rank(key: "chief", title: "Chief", level: 7, sworn: true, supervises: true),
        Rank(key: "superintendent", title: "Superintendent", level: 8, sworn: true, supervises: true),
    ]

    /// The districts, by the keys under which the program is switched on: "1" to "25".
    package static let districts = (1...25).map(String.init)
}

/// The units of a sample department: department, bureaus, areas, districts 1 to 25 with a tactical team each, detectives,
/// special units.
struct Organisation: Sendable {
    struct Entry: Sendable {
        var unit: Casework.Unit
        var work: Work
    }

    /// What the people of a unit mostly do; it sets how often they meet the occasions of a record.
    enum Work: Sendable { case command, patrol, tactical, detectives, special, office, academy, closed }

    private(set) var entries: [Entry] = []
    /// A second row of a unit that moved in the tree, told apart by its date.
    private(set) var moved: [Casework.Unit] = []

    init(start: Day, end: Day) {
        let opened = start.adding(years: -40)
        func add(_ key: String, _ name: String, _ kind: Casework.Unit.Kind, _ parent: String?, _ work: Work, to: Day? = nil) {
            entries.append(Entry(unit: Casework.Unit(key: key, name: name, kind: kind, parent: parent, from: opened, to: to), work: work))
        }
        add("department", "Department", .department, nil, .command)
        add("patrol", "Bureau of Patrol", .bureau, "department", .command)
        add("investigation", "Bureau of Detectives", .bureau, "department", .command)
        add("support", "Bureau of Support", .bureau, "department", .command)
        for area in 1...5 { add("area-\(area)", "Area \(area)", .area, "patrol", .command) }
        // District 25 moved from the fourth area to the fifth two years before the end.
        let move = end.adding(years: -2).firstOfMonth
        for district in 1...24 {
            add("\(district)", "District \(district)", .district, "area-\((district - 1) / 5 + 1)", .patrol)
        }
        add("25", "District 25", .district, "area-4", .patrol, to: move.adding(days: -1))
        moved.append(Casework.Unit(key: "25", name: "District 25", kind: .district, parent: "area-5", from: move, to: nil))
        for district in 1...25 { add("\(district)-T", "Tactical team, District \(district)", .section, "\(district)", .tactical) }
        for area in 1...5 { add("detectives-\(area)", "Detectives, Area \(area)", .section, "investigation", .detectives) }
        add("44", "Training academy", .unit, "support", .academy)
        add("211", "Mobile patrol unit", .unit, "patrol", .tactical)
        add("145", "Traffic section", .section, "patrol", .special)
        add("121", "Records division", .section, "support", .office)
        add("399", "Public housing unit", .unit, "patrol", .closed, to: end.adding(years: -3))
    }

    func index(of key: String) -> Int? { entries.firstIndex { $0.unit.key == key } }

    func indices(_ work: Work) -> [Int] { entries.indices.filter { entries[$0].work == work } }
}
