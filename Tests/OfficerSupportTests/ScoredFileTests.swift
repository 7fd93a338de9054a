import Casework
import Directives
import Foundation
import OfficerSupport
import Risk
import Testing

/// A made-up force of six, and files about them.
private enum Force {
    static let asOf = Day(2018, 1, 1) ?? Day(rawValue: 0)
    static let now = Date(timeIntervalSince1970: 1_514_901_600)
    static let source = "Harbor Risk Model 4.2"

    /// 1 and 2 work in the district where the program is on, 3 elsewhere, 4 has no unit, 5 left, 6 is no sworn member, 7 came
    /// later.
    static var ledger: Ledger {
        var ledger = Ledger()
        ledger.ladder = [
            Rank(key: "police_officer", title: "Police officer", level: 1, sworn: true, supervises: false),
            Rank(key: "clerk", title: "Clerk", level: 1, sworn: false, supervises: false),
        ]
        ledger.units = ["5", "6"]
        let units: [Int32?] = [0, 0, 1, nil, 0, 0, 0]
        for (index, unit) in units.enumerated() {
            let member = Int32(index)
            ledger.members.append(
                Ledger.Subject(
                    id: MemberID(rawValue: Int64(index + 1)), sourceID: "S\(index + 1)", appointed: Day(index == 6 ? 2018 : 2008, 6, 1),
                    separated: index == 4 ? Day(2017, 3, 1) : nil))
            ledger.ranks.append(
                Ledger.Held(
                    member: member, record: Int64(index), knownOn: Day(rawValue: 14_000), supersededOn: .never, rank: index == 5 ? 1 : 0,
                    from: Day(rawValue: 14_000), since: nil))
            if let unit {
                ledger.postings.append(
                    Ledger.Place(
                        member: member, record: Int64(index), knownOn: Day(rawValue: 14_000), supersededOn: .never, unit: unit, detail: false,
                        start: Day(rawValue: 14_000), end: .never))
            }
        }
        return ledger
    }

    static func department() throws -> Department {
        try JSONDecoder().decode(
            Department.self,
            from: Data(
                """
                {"name": "Springfield", "zone": "America/Chicago", "roster": "appointment", "ranks": [],
                 "holidays": {"from": 2017, "through": 2030, "federal": true},
                 "officerSupport": {"districts": [{"unit": "5", "from": "2017-01-01", "announced": "Order 1"}],
                    "raise": {"multiple": 3, "share": 0.02}, "scheduled": false}}
                """.utf8))
    }

    static func items(_ file: ScoredFile, source: String = source, asker: MemberID? = nil, known: Set<MemberID> = [], after last: Int = 0) throws -> ScoredItems {
        let department = try department()
        return try ScoredItems(
            file, source: source, asOf: asOf, ledger: ledger, department: department, calendar: try department.calendar(), districtOf: { $0 }, asker: asker,
            known: known, after: last, at: now)
    }

    static func file(_ rows: [[String]], header: [String] = ScoredFile.columns) -> ScoredFile {
        ScoredFile(header: header, rows: rows.enumerated().map { ScoredFile.Text(line: $0.offset + 2, values: $0.element) })
    }
}

/// SplitMix64: the same numbers for the same seed.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("A file of members scored elsewhere")
struct ScoredFileTests {
    /// Line, field and the first words of what is wrong, one problem a string.
    private func problems(_ rows: [[String]], header: [String] = ScoredFile.columns) -> [String] {
        Force.file(rows, header: header).problems.map { "\($0.line ?? 0) \($0.field ?? "-"): \($0.what)" }
    }

    @Test("D20-04:IV.B Every row that is wrong is told with its line, its field and what to do, all at once", arguments: [
        (["", "force", "A reason.", "", "", ""], ["2 member: Nothing stands there."]),
        (["S1", "", "A reason.", "", "", ""], ["2 category: Nothing stands there."]),
        (["S1", "Force", "A reason.", "", "", ""], ["2 category: There is no category of this name."]),
        (["S1", "force", "", "", "", ""], ["2 reason: Nothing stands there."]),
        (["S1", "force", String(repeating: "é", count: 501), "", "", ""], ["2 reason: It has 501 characters; 500 is the most."]),
        (["S1", "force", "Two\nlines.", "", "", ""], ["2 reason: It holds a line break or a character that cannot be seen."]),
        (["S1", "force", "Turned \u{202E}round.", "", "", ""], ["2 reason: It holds a line break or a character that cannot be seen."]),
        (["S1", "force", " \u{A0} ", "", "", ""], ["2 reason: Nothing stands there."]),
        (["S1", "force", "Soft\u{AD}ly and\u{200B}.", "", "", ""], ["2 reason: It holds a line break or a character that cannot be seen."]),
        (["S1", "force", "a" + String(repeating: "\u{301}", count: 5_000), "", "", ""], ["2 reason: Its letters carry more signs than any script has."]),
        (["S1", "force", "A reason.", "0.1234567890123456", "", ""], ["2 score: It has more digits than are kept."]),
        (["S1", "force", "A reason.", "1e-400", "", ""], ["2 score: It has more digits than are kept."]),
        (["S1", "force", "A reason.", "high", "", ""], ["2 score: It is no number."]),
        (["S1", "force", "A reason.", "nan", "", ""], ["2 score: It is no number."]),
        (["S1", "force", "A reason.", "0x1p3", "", ""], ["2 score: It is no number."]),
        (["S1", "force", "A reason.", "1e999", "", ""], ["2 score: It is no number."]),
        (["S1", "force", "A reason.", "0,5", "", ""], ["2 score: It is no number."]),
        (["S1", "force", "A reason.", "", "3", ""], ["2 of: Nothing stands there, though rank is given."]),
        (["S1", "force", "A reason.", "", "", "3"], ["2 rank: Nothing stands there, though of is given."]),
        (["S1", "force", "A reason.", "", "0", "3"], ["2 rank: It is no whole number from 1."]),
        (["S1", "force", "A reason.", "", "1.5", "x"], ["2 rank: It is no whole number from 1.", "2 of: It is no whole number from 1."]),
        (["S1", "force", "A reason.", "", "4", "3"], ["2 rank: 4 of 3 cannot be: the rank is beyond the number of those ranked."]),
        (["S1", "force", "A reason."], ["2 -: The row has 3 fields, the header 6."]),
        (["", "", "", "?", "", ""], ["2 member: Nothing stands there.", "2 category: Nothing stands there.", "2 reason: Nothing stands there.", "2 score: It is no number."]),
    ] as [([String], [String])])
    func rowProblems(row: [String], expected: [String]) {
        #expect(problems([row]) == expected)
        for problem in Force.file([row]).problems { #expect(!problem.advice.isEmpty && problem.sentence.hasPrefix("Line 2")) }
    }

    @Test("A header with an unknown, a missing or a repeated column is refused, and so is a file with no header or no row")
    func header() {
        #expect(problems([["S1", "force", "A."]], header: ["member", "category", "reasons"]) == ["1 reason: The column is missing.", "1 column 3: The column is not known."])
        #expect(problems([], header: ["member", "member", "category", "reason"]).contains("1 member: The column is there twice."))
        #expect(problems([], header: ["member", "category", "reason"]) == ["0 -: The file has a header and no row."])
        #expect(ScoredFile(header: nil, rows: []).problems.map(\.what) == ["The file is empty."])
        #expect(problems([["force", "A.", "S1"]], header: ["category", "reason", "member"]) == [])
        let many = Array(repeating: ["S1", "force", "A."], count: ScoredFile.mostRows + 1)
        #expect(problems(many, header: ["member", "category", "reason"]) == ["0 -: The file has more than \(ScoredFile.mostRows) rows."])
        let headless = ScoredFile(header: ["10005", "force", "A reason."], rows: [.init(line: 2, values: ["10007", "force", "A."])])
        #expect(headless.problems.map(\.what) == ["The first line is no header: it must name the columns member, category, reason."])
        let strange = String(repeating: "\u{202E}x", count: 10_000)
        let unknown = ScoredFile(header: ["member", "category", "reason", strange], rows: [.init(line: 2, values: ["S1", "force", "A.", ""])])
        #expect(unknown.problems.map(\.sentence).joined().contains("Line 1, column 4") && !unknown.problems.map(\.sentence).joined().contains("x\u{202E}"))
        #expect(ScoredFile(header: Array(repeating: "", count: 100_000), rows: []).problems.map(\.what) == ["The first line has 100000 columns."])
        let malformed = ScoredFile(header: ["member", "category", "reason"], rows: [.init(line: 4, values: ["S1", "force", "A."], isMalformed: true)])
        #expect(malformed.problems.map(\.line) == [4])
    }

    @Test("The same reason twice, and figures of one member and category that contradict each other, are told with the line of the other")
    func rowsTogether() {
        let first = ["S1", "force", "A reason.", "0.5", "3", "90"]
        #expect(problems([first, first]) == ["3 -: It repeats line 2: the same reason for the same member and category."])
        #expect(problems([first, ["S1", "force", "Another.", "0.6", "3", "90"]]) == ["3 score: It is not that of line 2, for the same member and category."])
        #expect(problems([first, ["S1", "force", "Another.", "0.5", "3", "91"]]) == ["3 rank: It is not that of line 2, for the same member and category."])
        #expect(problems([first, ["S1", "force", "Another.", "", "", ""], ["S1", "suspension", "A reason.", "0.6", "", ""], ["S2", "force", "A reason.", "0.7", "", ""]]) == [])
    }

    @Test("A source needs a name that is not Mainstay’s own")
    func source() throws {
        #expect(try ScoringSource.read("  Harbor   4.2 ").get() == "Harbor 4.2")
        #expect(try ScoringSource.read("Mode\u{300}le\u{A0}1").get().unicodeScalars.elementsEqual("Mod\u{E8}le 1".unicodeScalars))
        for wrong in ["Harbor\u{200B} 4.2", "H" + String(repeating: "\u{301}", count: 1_000), "", "   ", "Mainstay 1", "A\nB", String(repeating: "x", count: 121)] {
            #expect(throws: ScoredProblem.self) { try ScoringSource.read(wrong).get() }
        }
    }

    // MARK: Items

    @Test("D20-04:IV.C, D20-04:IV.B Rows of a member make one item with the source's own words and figures, the profile of the department's records, and no figure of Mainstay's")
    func items() throws {
        let made = try Force.items(
            Force.file([
                ["S2", "off_duty", "Two calls to the home.", "", "", ""], ["S1", "suspension", "Complaints doubled.", "0.31", "12", "340"],
                ["S1", "suspension", "An open investigation.", "", "", ""], ["S1", "force", "Force in three arrests of ten.", "7", "", ""],
                ["S3", "force", "Elsewhere.", "", "", ""], ["S4", "force", "Nowhere.", "", "", ""],
            ]), after: 41)
        #expect(made.problems == [] && made.members == 4 && made.elsewhere == 1 && made.withoutUnit == ["S4"])
        #expect(made.items.map(\.reference) == ["W-2018-01-042", "W-2018-01-043"])
        let item = try #require(made.items.first)
        #expect(item.member.rawValue == 1 && item.district == "5" && item.state == .generated)
        #expect(item.clocks.allSatisfy { $0.stopped == nil })
        #expect(item.validityDueAt == Force.now.addingTimeInterval(48 * 3_600))
        #expect(item.snapshot.source == Force.source && item.snapshot.figures.isEmpty)
        #expect(item.snapshot.rank == "Police officer" && item.snapshot.yearsOfService == 9)
        #expect(item.snapshot.profile.contains { $0.key == "complaint" && $0.value == "0" })
        let categories = item.snapshot.categories
        #expect(categories.map(\.outcome) == [.sustainedForce, .suspension])
        #expect(categories.allSatisfy { $0.raised && $0.estimate == nil })
        #expect(categories.map { $0.given?.score } == [7, 0.31])
        #expect(categories.map { $0.given?.place } == [nil, Snapshot.Category.Place(rank: 12, of: 340)])
        #expect(item.snapshot.reasons.map(\.sentence) == ["Force in three arrests of ten.", "An open investigation.", "Complaints doubled."])
        #expect(item.snapshot.indicators.allSatisfy { $0.weight == nil && $0.records.isEmpty })
    }

    @Test("D20-04:IV.C A member who is unknown, has left, came later, is not sworn, or has such an item already is told row by row, and nothing is made")
    func standings() throws {
        let file = Force.file(["S9", "S5", "S7", "S6", "S2", "S1"].map { [$0, "force", "A reason.", "", "", ""] })
        let made = try Force.items(file, known: [MemberID(rawValue: 2)])
        #expect(made.items.isEmpty)
        #expect(made.problems.map(\.line) == [2, 3, 4, 5, 6] && made.problems.allSatisfy { $0.field == "member" })
        let starts = ["No member has this number.", "The member left the department on", "The member was appointed on", "No Work Item of this source and day can be made", "No Work Item of this source and day can be made"]
        for (problem, start) in zip(made.problems, starts) { #expect(problem.what.hasPrefix(start), "\(problem.what)") }
        // That there is an item is told in the same words as that the rank is none of a sworn member.
        #expect(made.problems[3].what == made.problems[4].what && made.problems[3].advice == made.problems[4].advice)
        // Who it is is told also where the rest of the row is not understood.
        let muddled = try Force.items(Force.file([["S9", "speeding", "A reason.", "", "", ""], ["S1", "speeding", "A reason.", "", "", ""]]))
        #expect(muddled.problems.map { "\($0.line ?? 0) \($0.field ?? "")" } == ["2 member", "2 category", "3 category"])
    }

    @Test("D20-04:IV.C Whoever hands in a file is told of their own rows the same, whatever there is of them")
    func asker() throws {
        func told(_ member: Int64, _ known: Set<MemberID> = []) throws -> [String] {
            try Force.items(Force.file([["S\(member)", "force", "A reason.", "", "", ""]]), asker: MemberID(rawValue: member), known: known).problems.map(\.sentence)
        }
        let own = try told(1)
        #expect(own.count == 1 && own[0].contains("Nobody hands in items about themselves."))
        #expect(try told(1, [MemberID(rawValue: 1)]) == own)
        for member: Int64 in [3, 4, 5, 6, 7] { #expect(try told(member) == own) }
    }

    @Test("Whatever the order of the rows, the items are the same, and so is whether there are any")
    func anyOrder() throws {
        for seed in UInt64(0)..<200 {
            var random = Seeded(state: seed)
            let rows = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                let member = "S\(Int.random(in: 1...4, using: &random))"
                let outcome = Outcome.allCases.randomElement(using: &random)?.key ?? ""
                let score = ["", "", "0.5", "0.6"].randomElement(using: &random) ?? ""
                return [member, outcome, "Reason \(Int.random(in: 1...9, using: &random)).", score, "", ""]
            }
            let one = try Force.items(Force.file(rows))
            let other = try Force.items(Force.file(rows.shuffled(using: &random)))
            #expect(one.items == other.items && one.problems.isEmpty == other.problems.isEmpty && one.elsewhere == other.elsewhere, "\(seed)")
            #expect(one.problems.isEmpty || one.items.isEmpty)
        }
    }

    // MARK: Two sources

    @Test("D20-04:V.A.3.NOTE Items of two models do not repeat each other, whatever the profile data; of one model they do when the data are equal")
    func sources() throws {
        let file = Force.file([["S1", "force", "A reason.", "", "", ""]])
        let item = try #require(try Force.items(file).items.first)
        let again = try #require(try Force.items(Force.file([["S1", "off_duty", "Another.", "0.1", "", ""]])).items.first)
        #expect(again.obstacles(toClosingAfter: item) == [])
        let other = try #require(try Force.items(file, source: "Harbor Risk Model 4.3").items.first)
        #expect(other.obstacles(toClosingAfter: item) == [.otherSource(before: Force.source, now: "Harbor Risk Model 4.3")])
        var own = item
        own.snapshot.source = nil
        #expect(own.obstacles(toClosingAfter: item) == [.otherSource(before: Force.source, now: nil)])
        #expect(item.obstacles(toClosingAfter: own).first?.description.contains("the earlier one by Mainstay, this one by Harbor Risk Model 4.2") == true)
        own.snapshot.profile[0].value = "Sergeant"
        #expect(item.obstacles(toClosingAfter: own).count == 2)
    }

    @Test("A snapshot stored before there were other sources still opens, and is Mainstay's own; one of another source comes back as it was")
    func stored() throws {
        let old = """
            {"asOf": "2018-01-01", "rank": "Sergeant", "yearsOfService": 3, "profile": [], "figures": [],
             "categories": [{"outcome": "force", "probability": 0.1, "baseRate": 0.01, "rank": 2, "of": 10, "raised": true}],
             "indicators": [{"outcome": "force", "group": "g", "sentence": "Four.", "weight": 0.5, "raises": true, "records": []}]}
            """
        let snapshot = try JSONDecoder().decode(Snapshot.self, from: Data(old.utf8))
        #expect(snapshot.source == nil && snapshot.categories.first?.given == nil && snapshot.indicators.first?.weight == 0.5)
        let estimate = try #require(snapshot.categories.first?.estimate)
        #expect(estimate.probability == 0.1 && estimate.baseRate == 0.01 && estimate.rank == 2 && estimate.of == 10)
        let item = try #require(try Force.items(Force.file([["S1", "force", "A.", "0.1", "1", "2"]])).items.first)
        #expect(try JSONDecoder().decode(Snapshot.self, from: try JSONEncoder().encode(item.snapshot)) == item.snapshot)
        let text = String(decoding: try JSONEncoder().encode(item.snapshot), as: UTF8.self)
        for word in ["probability", "baseRate", "weight"] { #expect(!text.contains(word)) }
    }
}
