import Casework
import Directives
import Testing

/// A small department: District 5 in Area 1 of the Bureau of Patrol, with a tactical team below it.
private struct Roster {
    static let ranks = [
        Rank(key: "officer", title: "Police Officer", level: 1, sworn: true, supervises: false),
        Rank(key: "detective", title: "Detective", level: 1, sworn: true, supervises: false),
        Rank(key: "sergeant", title: "Sergeant", level: 2, sworn: true, supervises: true),
        Rank(key: "lieutenant", title: "Lieutenant", level: 3, sworn: true, supervises: true),
        Rank(key: "commander", title: "Commander", level: 4, sworn: true, supervises: true),
        Rank(key: "chief", title: "Chief", level: 5, sworn: true, supervises: true),
        Rank(key: "adviser", title: "Adviser", level: 9, sworn: false, supervises: false),
    ]
    static let units: [(String, Casework.Unit.Kind, String?)] = [
        ("patrol", .bureau, nil), ("area-1", .area, "patrol"), ("5", .district, "area-1"), ("5-T", .section, "5"),
        ("9", .district, "area-1"), ("loop-a", .unit, "loop-b"), ("loop-b", .unit, "loop-a"),
    ]

    var people: [(id: Int64, rank: String, unit: String)]
    var named: [Int64: Int64] = [:]

    var personnel: Personnel {
        Personnel(
            ranks: Dictionary(uniqueKeysWithValues: Roster.ranks.map { ($0.key, $0) }),
            units: Dictionary(
                uniqueKeysWithValues: Roster.units.map {
                    ($0.0, Casework.Unit(key: $0.0, name: $0.0, kind: $0.1, parent: $0.2, from: nil, to: nil))
                }),
            rankOf: Dictionary(uniqueKeysWithValues: people.map { (MemberID(rawValue: $0.id), $0.rank) }),
            unitOf: Dictionary(uniqueKeysWithValues: people.map { (MemberID(rawValue: $0.id), $0.unit) }),
            namedSupervisor: Dictionary(
                uniqueKeysWithValues: named.map { (MemberID(rawValue: $0.key), MemberID(rawValue: $0.value)) }))
    }

    func chain(above id: Int64) -> [Int64] { personnel.chainOfCommand(of: MemberID(rawValue: id)).map(\.member.rawValue) }
}

@Suite("The chain of command on a day")
struct ChainOfCommandTests {
    /// 1 officer, 2 sergeant, 3 lieutenant, 4 commander of District 5; 5 commander of the area, 6 chief of the bureau.
    private static let full = [
        (Int64(1), "officer", "5"), (2, "sergeant", "5"), (3, "lieutenant", "5"), (4, "commander", "5"), (5, "chief", "area-1"),
        (7, "officer", "5-T"),
    ]

    @Test("The named supervisor comes first, then whoever commands the unit and each unit above")
    func namedFirst() {
        let roster = Roster(people: Self.full.map { (id: $0.0, rank: $0.1, unit: $0.2) }, named: [1: 2])
        #expect(roster.chain(above: 1) == [2, 4, 5])
        let steps = roster.personnel.chainOfCommand(of: MemberID(rawValue: 1))
        #expect(steps.map(\.ground) == [.named, .commands(unit: "5"), .commands(unit: "area-1")])
    }

    @Test("Named supervisors are followed upwards")
    func namedUpwards() {
        let roster = Roster(people: Self.full.map { (id: $0.0, rank: $0.1, unit: $0.2) }, named: [1: 2, 2: 3, 3: 4])
        #expect(roster.chain(above: 1) == [2, 3, 4, 5])
    }

    @Test("Without a named supervisor the unit's highest rank comes first")
    func unnamed() {
        let roster = Roster(people: Self.full.map { (id: $0.0, rank: $0.1, unit: $0.2) })
        #expect(roster.chain(above: 1) == [4, 5])
        #expect(roster.chain(above: 7) == [4, 5], "a section without a commander of its own passes to its district")
    }

    @Test("Nobody is in their own chain, not even the commander of the unit")
    func neverOneself() {
        let roster = Roster(people: Self.full.map { (id: $0.0, rank: $0.1, unit: $0.2) }, named: [4: 4])
        #expect(roster.chain(above: 4) == [5])
        #expect(roster.chain(above: 5) == [])
    }

    @Test("A vacant post passes to the next higher (ambiguity 7.9)")
    func vacant() {
        let roster = Roster(people: [(1, "officer", "9"), (2, "chief", "patrol")])
        #expect(roster.chain(above: 1) == [2])
    }

    @Test("Where two share the highest rank nobody is said to command")
    func tied() {
        let roster = Roster(people: [(1, "officer", "5"), (2, "lieutenant", "5"), (3, "lieutenant", "5"), (4, "chief", "area-1")])
        #expect(roster.personnel.commander(of: "5") == nil)
        #expect(roster.chain(above: 1) == [4])
    }

    @Test("A third of higher rank ends a tie")
    func tieBroken() {
        let roster = Roster(people: [(1, "officer", "5"), (2, "sergeant", "5"), (3, "sergeant", "5"), (4, "lieutenant", "5")])
        #expect(roster.chain(above: 1) == [4])
    }

    @Test("A rank that does not supervise commands nobody, however high")
    func adviser() {
        let roster = Roster(people: [(1, "officer", "5"), (2, "adviser", "5"), (3, "sergeant", "5")])
        #expect(roster.chain(above: 1) == [3])
        #expect(Roster(people: [(1, "officer", "5"), (2, "detective", "5")]).chain(above: 1) == [])
    }

    @Test("A step must outrank the one below: a sergeant of the area does not command a lieutenant of the district")
    func outranks() {
        let roster = Roster(people: [(1, "lieutenant", "5"), (2, "sergeant", "area-1"), (3, "lieutenant", "patrol")])
        #expect(roster.chain(above: 1) == [])
    }

    @Test("Named supervisors who name each other end the chain instead of running for ever")
    func cycle() {
        let roster = Roster(people: Self.full.map { (id: $0.0, rank: $0.1, unit: $0.2) }, named: [1: 2, 2: 3, 3: 1])
        #expect(roster.chain(above: 1) == [2, 3, 4, 5])
    }

    @Test("Units that are parts of each other end the chain, and so does an unknown member")
    func unitCycle() {
        let roster = Roster(people: [(1, "officer", "loop-a"), (2, "sergeant", "loop-b")])
        #expect(roster.chain(above: 1) == [2])
        #expect(roster.chain(above: 99) == [])
    }
}

@Suite("Where a member works on a day")
struct PlaceTests {
    private func posting(_ unit: String, _ start: String, _ end: String? = nil, detail: Bool = false) throws -> Posting {
        Posting(
            member: MemberID(rawValue: 1), unit: unit, kind: detail ? .detail : .assignment, start: try #require(Day(iso: start)),
            end: try end.map { try #require(Day(iso: $0)) })
    }

    private func unit(_ postings: [Posting], on date: String) throws -> String? {
        Personnel.place(postings, on: try #require(Day(iso: date)))?.unit
    }

    @Test("The first and last day of a posting belong to it")
    func ends() throws {
        let postings = [try posting("5", "2017-01-01", "2017-06-30")]
        #expect(try unit(postings, on: "2016-12-31") == nil)
        #expect(try unit(postings, on: "2017-01-01") == "5")
        #expect(try unit(postings, on: "2017-06-30") == "5")
        #expect(try unit(postings, on: "2017-07-01") == nil)
    }

    @Test("A detail goes before an assignment, even one that started later")
    func detailFirst() throws {
        let postings = [
            try posting("5", "2015-01-01"), try posting("9", "2017-03-01", "2017-05-31", detail: true), try posting("6", "2017-04-01"),
        ]
        #expect(try unit(postings, on: "2017-02-28") == "5")
        #expect(try unit(postings, on: "2017-04-15") == "9")
        #expect(try unit(postings, on: "2017-06-01") == "6")
    }

    @Test("Of two assignments that overlap the later start wins; of two from one day the later unit key, whatever their order")
    func overlap() throws {
        let early = try posting("5", "2017-01-01")
        let late = try posting("12", "2017-02-01")
        let twin = try posting("7", "2017-02-01")
        for order in [[early, late, twin], [twin, late, early], [late, twin, early]] {
            #expect(try unit(order, on: "2017-03-01") == "7")
        }
        #expect(try unit([late, early], on: "2017-03-01") == "12")
    }

    @Test("Nobody without a posting works anywhere")
    func nowhere() throws { #expect(try unit([], on: "2017-03-01") == nil) }
}
