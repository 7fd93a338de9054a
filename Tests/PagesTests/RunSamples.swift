import Casework
import Directives
import Foundation
import Pages

extension Samples {
    func jacket() throws -> JacketPage {
        let asOf = try day(2018, 1, 2)
        let axis = TimeAxis(years: 2004...2018)
        var state: UInt64 = 7
        func dice(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }
        let sections = titles.enumerated().map { index, title in
            let present = [0, 5, 6, 12, 15, 19].contains(index)
            let quarters = present ? (0..<axis.count(perYear: 4)).map { $0 < 57 ? max(0, dice(index == 0 ? 7 : 5) - 3) : 0 } : []
            return JacketPage.Section(
                number: index + 1, title: title, cites: Citation(rawValue: "D20-04:III.C.\(index + 1)"),
                kinds: [
                    JacketPage.Kind(
                        key: "kind\(index)", title: title, quarters: quarters, total: quarters.reduce(0, +),
                        peers: index == 0 || index == 5 ? quarters.map { _ in 0.5 } : nil,
                        absent: index % 2 == 0 ? nil : "This source has not been imported.")
                ])
        }
        return JacketPage(
            frame: frame(), member: person(), asOf: asOf, today: asOf, axis: axis, sections: sections,
            postings: [
                JacketPage.Posting(unit: "Recruit training", detail: false, start: try day(2004, 2, 9), end: try day(2004, 8, 30)),
                JacketPage.Posting(unit: "011th District", detail: false, start: try day(2004, 8, 31), end: try day(2011, 5, 1)),
                JacketPage.Posting(unit: "Gang enforcement, area north", detail: true, start: try day(2008, 3, 1), end: try day(2009, 6, 30)),
                JacketPage.Posting(unit: "007th District", detail: false, start: try day(2011, 5, 2), end: nil),
            ],
            marks: [Strip.Mark(try day(2018, 1, 1), "Work Item W-2041")],
            rows: try (0..<40).map { index in
                let known = try day(2017 - index / 4, 12 - index % 4 * 3, 3)
                return JacketPage.Row(
                    anchor: "r\(index)", happened: index == 5 ? nil : known.adding(days: -20), known: known,
                    kind: index % 3 == 0 ? "Complaint" : "Use of force",
                    summary: index % 3 == 0 ? "Verbal abuse, on duty, investigated by the civilian agency" : "Take-down or open hand; person pulled away; no injury",
                    outcome: index % 6 == 3 ? "Not sustained" : nil, outcomeKnown: index % 6 == 3 ? known.adding(days: 400) : nil,
                    version: index == 4 ? 2 : 1, final: index % 3 != 0)
            }, kind: nil, total: 143, page: 1, pages: 4, grounds: Grounds(sentence: "The Officer Support Unit reviews the details behind every Work Item.", cites: "D20-04:V.A.1"))
    }

    private func person() -> JacketPage.Person {
        JacketPage.Person(
            id: 4711, name: "Juniper Alder", number: "No. 10,437", rank: "Police officer", unit: "007th District",
            appointed: Day(2004, 2, 9), separated: nil)
    }

    func emptyJacket() throws -> JacketPage {
        var page = try jacket()
        page.asOf = try day(2004, 2, 9)
        page.rows = []
        page.total = 0
        page.pages = 1
        page.kind = "kind0"
        page.marks = []
        page.postings = []
        for index in page.sections.indices where index != 0 { page.sections[index].kinds[0].total = 0 }
        return page
    }

    private var titles: [String] {
        [
            "Uses of force", "Arrests", "Injuries and deaths in custody", "Injuries and deaths from conduct", "Vehicle pursuits and collisions",
            "Complaints", "Civil and administrative claims", "Criminal proceedings", "Court findings on credibility", "Findings of untruthfulness",
            "Prosecutions declined over credibility", "Restraining and protective orders", "Disciplinary history",
            "Corrective action without discipline", "Body-worn and in-car camera violations", "Awards and commendations", "Sick leave",
            "Missed court appearances", "Training", "Ranks held",
        ]
    }

    func runs() throws -> [(String, any Screen)] {
        let january = Month(of: try day(2018, 1, 1))
        let rows = [
            RunsPage.Row(id: "R-2018-01", month: january, asOf: try day(2018, 1, 1), state: .running(job: "7"), scored: 0, items: 0, startedBy: "Wren Hawthorn"),
            RunsPage.Row(id: "R-2017-12", month: Month(of: try day(2017, 12, 1)), asOf: try day(2017, 12, 1), state: .finished(now.addingTimeInterval(-2_700_000)), scored: 12_401, items: 214, startedBy: "the schedule"),
            RunsPage.Row(id: "R-2017-11", month: Month(of: try day(2017, 11, 1)), asOf: try day(2017, 11, 1), state: .failed(reason: "complaints end on Sat 30 Sep 2017"), scored: 0, items: 0, startedBy: "the schedule"),
        ]
        return [
            ("runs", RunsPage(frame: frame(), runs: rows)),
            ("runs-empty", RunsPage(frame: frame(), runs: [])),
            ("item-imports", ItemImportsPage(frame: frame(), imports: try itemImports())), ("item-imports-none", ItemImportsPage(frame: frame(), imports: [])),
            ("item-import-start", itemImport()),
            (
                "item-import-refused",
                itemImport(
                    faults: [
                        .init(line: nil, field: nil, what: "The file has a header and no row.", advice: "Add a row for each reason."),
                        .init(line: 7, field: "score", what: "It is no number.", advice: "Write it as 0.31."),
                    ])
            ),
            ("item-import-checked", itemImport(checked: ["3 rows of 2 members.", "2 Work Items would be made."])),
            (
                "item-import-done",
                ItemImportDonePage(
                    frame: frame(), made: "20 Work Items made, scored by Harbor Risk Model 4.2. They wait in the queue.", withoutUnit: ["10005", "10007"],
                    warnings: ["The last import is complete only through Fri 15 Dec 2017."])
            ),
            ("run", try run()),
            (
                "run-start",
                StartRunPage(
                    frame: frame(),
                    months: [
                        StartRunPage.Choosable(month: january, asOf: try day(2018, 1, 1), run: nil, selected: true),
                        StartRunPage.Choosable(month: Month(of: try day(2017, 12, 1)), asOf: try day(2017, 12, 1), run: "R-2017-12", selected: false),
                    ], freshness: try freshness(),
                    steps: ["What was known at the end of the day before is read.", "Four models are trained on past years and tested.", "Every active sworn member is scored, and Work Items are generated for those above the line."],
                    problems: [FormProblem(field: "month", "Choose a month that has not been run")])
            ),
            ("job", job(.running)), ("job-failed", job(.failed(reason: "The disk is full: 12 MB are free, 80 MB are needed."))),
            ("job-done", job(.finished(Paths.run("R-2018-01"), words: "The month has been run: 214 Work Items were generated."))),
        ]
    }

    private func itemImports() throws -> [ItemImportsPage.Row] {
        try [nil, 3].enumerated().map { index, problems in
            ItemImportsPage.Row(
                id: Int64(2 - index), source: "Harbor Risk Model 4.2", asOf: try day(2018, 1, 1), file: "january.csv",
                sha256: String(repeating: "0a1b", count: 16), at: now.addingTimeInterval(-9_000), by: "w.hawthorn", problems: problems, rows: 31,
                members: 24, items: 20, elsewhere: 3, withoutUnit: 1, first: problems == nil ? "W-2018-01-042" : nil,
                last: problems == nil ? "W-2018-01-061" : nil, recordsThrough: try (problems == nil ? day(2017, 12, 15) : nil))
        }
    }

    private func itemImport(faults: [StartItemImportPage.Fault] = [], checked: [String] = []) -> StartItemImportPage {
        StartItemImportPage(
            frame: frame(), source: "Harbor <Risk> Model", asOf: "2018-01-01", sources: ["Harbor Risk Model 4.2"], faults: faults,
            faultsTotal: faults.count, checked: checked, warnings: checked.isEmpty ? [] : ["The last import is complete only through Fri 15 Dec 2017."],
            categories: [
                .init(key: "force", title: "Sustained excessive force complaint", cites: "D20-04:IV.B.1"),
                .init(key: "suspension", title: "Suspension", cites: "D20-04:IV.B.2"),
            ], mostMegabytes: 4, mostRows: 5_000)
    }

    private func job(_ state: JobPage.State) -> JobPage {
        JobPage(
            frame: frame(), id: "7", title: "Run of January 2018", area: .runs, started: now.addingTimeInterval(-130),
            stages: [
                JobPage.Stage(title: "Read the records", state: .done, seconds: 0.82), JobPage.Stage(title: "Train four models", state: .under),
                JobPage.Stage(title: "Generate Work Items", state: .waiting),
            ], share: 0.42, words: "Training the second of four models.", state: state)
    }

    func freshness() throws -> [Freshness] {
        [
            Freshness(source: "Complaints", through: try day(2017, 12, 31), behind: false),
            Freshness(source: "Uses of force", through: try day(2017, 12, 31), behind: false),
            Freshness(source: "Civil claims", through: try day(2012, 12, 30), behind: true), Freshness(source: "Training", through: nil, behind: true),
        ]
    }

    private func run() throws -> RunPage {
        let outcomes = try ["Sustained excessive force complaint", "Suspension", "Off-duty complaint", "Domestic or substance abuse complaint"].enumerated().map { index, title in
            RunPage.Outcome(
                key: "outcome-\(index)", title: title, cites: Citation(rawValue: "D20-04:IV.B.\(index + 1)"), forceWide: [0.0042, 0.021, 0.031, 0.019][index],
                methods: [
                    RunPage.Method(name: "Regression and trees, averaged", used: true, auroc: 0.701, aurocError: 0.012, averagePrecision: 0.081, precision2: 0.121, recall2: 0.094, brier: 0.0203, calibrationError: 0.0021),
                    RunPage.Method(name: "Logistic regression", used: false, auroc: 0.697, aurocError: 0.012, averagePrecision: 0.079, precision2: 0.118, recall2: 0.09, brier: 0.0204, calibrationError: 0.0024),
                    RunPage.Method(name: "Complaints in 24 months", used: false, auroc: 0.622, aurocError: 0.013, averagePrecision: 0.051, precision2: 0.09, recall2: 0.07),
                    RunPage.Method(name: "Three complaints in 12 months", used: false, auroc: 0.541, aurocError: 0.009),
                ],
                calibration: CalibrationPlot(points: (1...8).map { step in
                    CalibrationPlot.Point(predicted: 0.008 * Double(step), observed: 0.008 * Double(step) * (step % 2 == 0 ? 1.14 : 0.9), members: 6_200)
                }), tested: try (2012...2016).map { try day($0, 1, 1) })
        }
        return RunPage(
            frame: frame(), id: "R-2018-01", month: Month(of: try day(2018, 1, 1)), asOf: try day(2018, 1, 1), horizon: 24, finished: now, startedBy: "Wren Hawthorn",
            scored: 12_412, items: 214, elsewhere: 34,
            input: RunPage.Input(
                sources: [
                    RunPage.Source(kind: "Complaints", records: 252_492, first: try day(1967, 3, 2), last: try day(2017, 12, 31)),
                    RunPage.Source(kind: "Uses of force", records: 74_880, first: try day(2004, 1, 1), last: try day(2017, 12, 31)),
                ], fingerprint: String(repeating: "3fa9c2d1", count: 8), programVersion: "Mainstay 0.1 (b68f969)", seed: "20180101",
                settings: [("Line", "3 × the force-wide rate"), ("Largest share of members", "2%")]),
            warnings: ["Civil claims end in 2012 and were not used.", "Members with less than three years of service are ranked hardly better than chance."],
            outcomes: outcomes,
            line: RunPage.Line(
                rule: "A Work Item is generated for a member whose estimate for at least one event is 3 times the force-wide rate or more, but for no more than 2% of all members.",
                cites: "D20-04:IV.C", multiple: 3,
                steps: stride(from: 1.5, through: 6, by: 0.5).map { multiple in
                    RunPage.Step(multiple: multiple, items: Int(1_900 / (multiple * multiple)), shareOfMembers: 0.15 / (multiple * multiple), shareOfOutcomes: 0.42 / multiple, precision: 0.05 * multiple)
                }, measuredOn: "the as-of days of 2012 to 2016", shown: 3),
            fairness: RunPage.Fairness(
                paragraph: "Black members stood above the line 1.3 times as often as white members, with about equal precision; the difference is larger than chance would make it. Members in their first five years stood above it most often.",
                groups: [
                    RunPage.Group(attribute: "Race", name: "Black", members: 2_610, base: 0.071, raised: 0.026, precision: 0.21, recall: 0.08, falsePositive: 0.022, ratio: 1, p: nil),
                    RunPage.Group(attribute: "Race", name: "White", members: 6_120, base: 0.052, raised: 0.02, precision: 0.2, recall: 0.08, falsePositive: 0.017, ratio: 0.77, p: 0.031),
                    RunPage.Group(attribute: "Race", name: "Native American", members: 31, base: nil, raised: nil, precision: nil, recall: nil, falsePositive: nil, ratio: nil, p: nil),
                    RunPage.Group(attribute: "Gender", name: "Women", members: 2_880, base: 0.041, raised: 0.012, precision: 0.19, recall: 0.05, falsePositive: 0.01, ratio: 0.55, p: 0.0004),
                    RunPage.Group(attribute: "Gender", name: "Men", members: 9_532, base: 0.06, raised: 0.022, precision: 0.2, recall: 0.07, falsePositive: 0.019, ratio: 1, p: nil),
                ]),
            stages: [("Read the records", 0.82), ("Features of 13 as-of days", 1.1), ("Training", 14.2), ("Scoring and reasons", 2.7)],
            replay: RunPage.Replay(digest: String(repeating: "91be07aa", count: 8), checked: now, same: true), mayFetchScores: true)
    }

    func imports() throws -> [(String, any Screen)] {
        let row = ImportsPage.Row(
            id: "3", folder: "chicago", started: now.addingTimeInterval(-7_200), by: "Wren Hawthorn", state: .finished, read: 729_632, new: 728_001, changed: 0,
            quarantined: 1_631, refusedFiles: 1)
        let axis = TimeAxis(years: 2000...2017)
        func line(_ title: String, from: Int, level: Int) -> SmallMultiples.Row {
            SmallMultiples.Row(title: title, counts: (0..<axis.count(perYear: 12)).map { $0 < from ? 0 : level + ($0 * 37) % (level / 3 + 1) - $0 * level / 500 })
        }
        return [
            ("imports", ImportsPage(frame: frame(), imports: [row], freshness: try freshness())),
            ("imports-empty", ImportsPage(frame: frame([.seeOwnWork, .seeImports]), imports: [], freshness: [])),
            (
                "import-start",
                StartImportPage(
                    frame: frame(), inbox: "/var/lib/mainstay/inbox",
                    folders: [
                        StartImportPage.Folder(name: "chicago", files: 9, bytes: 8_400_000, profile: "profile.yaml", selected: true),
                        StartImportPage.Folder(name: "december", files: 3, bytes: 91_000, profile: nil, selected: false),
                    ])
            ),
            (
                "import",
                ImportPage(
                    frame: frame(), id: "3", folder: "chicago", profile: "profile.yaml", started: now.addingTimeInterval(-7_200), seconds: 2.31, by: "Wren Hawthorn",
                    files: [
                        ImportPage.File(name: "officers.csv.gz", kind: "Members", read: 33_784, new: 33_784, changed: 0, unchanged: 0, quarantined: 0),
                        ImportPage.File(name: "complaints.csv.gz", kind: "Complaints", read: 252_492, new: 250_861, changed: 0, unchanged: 0, quarantined: 1_631),
                        ImportPage.File(name: "awards.csv.gz", kind: "Awards and commendations", read: 12, new: 0, changed: 0, unchanged: 0, quarantined: 0, refused: "The column requested_date is missing. The file has officer_id, award, status."),
                    ],
                    coverage: SmallMultiples(
                        axis: axis, perYear: 12,
                        rows: [line("Complaints", from: 0, level: 900), line("Uses of force", from: 48, level: 460), line("Awards and commendations", from: 210, level: 4_000)], ownScales: true),
                    freshness: try freshness(),
                    findings: [
                        ImportPage.Finding(title: "Members without a unit", count: 214, of: 13_269, advice: "They are scored, but no district receives their Work Items. Check the assignments file."),
                        ImportPage.Finding(title: "Assignments that overlap", count: 3_102, of: 110_637, advice: "A detail goes before an assignment, the later start before the earlier."),
                    ])
            ),
            (
                "quarantine",
                QuarantinePage(
                    frame: frame(), id: "3", importName: "Import of Tue 2 Jan 2018",
                    files: [Choice(value: "complaints.csv.gz", title: "complaints.csv.gz", count: 1_631), Choice(value: "ranks.csv.gz", title: "ranks.csv.gz", count: 3)],
                    rows: [
                        QuarantinePage.Row(file: "complaints.csv.gz", line: 1_204, column: "officer_id", value: "99812", reason: "No member has this number. Import the members first."),
                        QuarantinePage.Row(file: "complaints.csv.gz", line: 18_870, column: "closed_date", value: "2009-02-30", reason: "February 2009 has 28 days."),
                        QuarantinePage.Row(file: "complaints.csv.gz", line: 18_871, column: "finding", value: "", reason: "A closed complaint needs a finding."),
                    ], total: 1_634, page: 1, pages: 33)
            ),
        ]
    }

    func clockAndHelp() throws -> [(String, any Screen)] {
        [
            (
                "demo-clock",
                DemoClockPage(
                    frame: frame([.seeOwnWork, .seeImports, .setDemonstrationClock]),
                    choices: DemoClockPage.Step.allCases.enumerated().map { index, step in
                        DemoClockPage.Choice(step: step, target: step == .chosen ? nil : now.addingTimeInterval(Double(index + 1) * 50_000), consequences: index == 2 ? ["214 deadlines for validity pass"] : [])
                    }, problems: [FormProblem(field: "day", "The clock moves forward only; it is already Tue 2 Jan 2018")])
            ),
            (
                "help",
                HelpPage(
                    frame: frame(),
                    directives: [
                        HelpPage.Group(
                            title: "D20-04 Officer Support System",
                            provisions: [
                                ("D20-04:III", "The Officer Support System is a non-disciplinary tool to support members."),
                                ("D20-04:V.A.2", "The analyst decides the validity of a Work Item within 48 hours of its generation."),
                                ("D20-04:V.A.4", "Valid Work Items go to the area representative within three working days."),
                            ])
                    ])
            ),
        ]
    }

    func errors() throws -> [(String, any Screen)] {
        [
            ("error-404", ErrorPage(frame: frame(), problem: .notFound, reference: "7F3A-22C1")),
            ("error-403", ErrorPage(frame: frame(), problem: .notAllowed(sentence: "Only the OSU analyst decides validity.", cites: "D20-04:V.A.2"), reference: "7F3A-22C1")),
            ("error-400", ErrorPage(frame: frame(), problem: .badRequest(sentence: "The date 2018-02-30 does not exist."), reference: "7F3A-22C1")),
            ("error-409", ErrorPage(frame: frame(), problem: .stale(what: "Work Item W-2041", link: Paths.workItem("W-2041")), reference: "7F3A-22C1")),
            ("error-429", ErrorPage(frame: stranger, problem: .tooMany(seconds: 20), reference: "7F3A-22C1")),
            ("error-500", ErrorPage(frame: stranger, problem: .fault, reference: "7F3A-22C1")),
        ]
    }
}
