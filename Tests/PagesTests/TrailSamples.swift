import Casework
import Directives
import Foundation
import Pages

extension Samples {
    private var officeFrame: Frame { frame(Set(Act.allCases)) }

    func trail() throws -> [(String, any Screen)] {
        var filter = TrailPage.Filter()
        filter.account = "w.hawthorn"
        filter.kind = "read"
        filter.from = try day(2017, 12, 1)
        return [
            ("trail", trailPage(rows: 60, filter: filter, unreadable: [])),
            ("trail-empty", trailPage(rows: 0, filter: filter, unreadable: [])),
            ("trail-altered", trailPage(rows: 3, filter: TrailPage.Filter(), unreadable: [17, 19])),
            ("trail-line", TrailLinePage(frame: officeFrame, row: row(4_711), digest: digest, before: digest, fits: true)),
            ("trail-line-altered", TrailLinePage(frame: officeFrame, row: row(1), digest: digest, before: "", fits: false)),
            ("trail-heads", try heads(problem: nil)),
            ("trail-heads-refused", try heads(problem: FormProblem(field: "month", "Choose a month of the list."))),
            (
                "access-history",
                AccessHistoryPage(
                    frame: frame(), subject: .workItem("W-2041"), rows: (1...12).map { row(Int64($0)) }, total: 230, page: 1, pages: 2,
                    grounds: Grounds(sentence: "The Officer Support Unit watches over who opens what identifies a member.", cites: "D20-04:I.G"))
            ),
            (
                "access-history-jacket",
                AccessHistoryPage(
                    frame: frame(), subject: .jacket(4_711), rows: [row(7)], total: 1, page: 1, pages: 1,
                    grounds: Grounds(sentence: "The Officer Support Unit watches over who opens what identifies a member.", cites: "D20-04:I.G"))
            ),
        ]
    }

    private var digest: String { String(repeating: "9f86d081884c7d65", count: 4) }

    private func row(_ number: Int64) -> TrailRow {
        let console = number % 7 == 0
        return TrailRow(
            number: number, at: now.addingTimeInterval(-Double(number) * 1_700), account: console ? "console:mainstay" : "w.hawthorn",
            name: console ? "" : names[Int(number) % names.count], designeeOf: number % 5 == 0 ? "a.finch" : nil,
            kind: console ? "Import" : "Reading", act: console ? "finished" : "seeWorkItem", outcome: number % 4 == 0 ? "Refused" : "Done",
            record: number % 4 == 0 ? "" : "QJ5TX2KVEBM7CA3ZNDRWHY64", ground: number % 4 == 0 ? nil : "D20-04:V.A.1", from: "192.0.2.17")
    }

    private func trailPage(rows: Int, filter: TrailPage.Filter, unreadable: [Int64]) -> TrailPage {
        TrailPage(
            frame: officeFrame, rows: (0..<rows).map { row(Int64(4_711 - $0)) }, total: rows == 0 ? 0 : 1_204, page: 1, pages: rows == 0 ? 1 : 13,
            filter: filter,
            kinds: [
                Choice(value: "read", title: "Reading", count: 1_100, selected: filter.kind == "read"), Choice(value: "act", title: "Act", count: 104),
            ],
            outcomes: [Choice(value: "done", title: "Done"), Choice(value: "refused", title: "Refused")],
            chart: rows == 0
                ? nil
                : DayBars(
                    first: frame().wording.today.adding(days: -30), days: 31,
                    rows: [
                        DayBars.Row(title: "Reading", link: filter.link(), counts: (0..<31).map { $0 * 7 % 23 }),
                        DayBars.Row(title: "Act", link: filter.link(), counts: (0..<31).map { $0 % 5 }),
                    ]), unreadable: unreadable)
    }

    private func heads(problem: FormProblem?) throws -> TrailHeadsPage {
        TrailHeadsPage(
            frame: officeFrame,
            heads: [("2017-12", "December 2017", 88_102), ("2017-11", "November 2017", 61_240)].map {
                TrailHeadsPage.Head(month: $0.0, name: $0.1, lines: $0.2, digest: digest, signed: now)
            }, months: [Choice(value: "2018-01", title: "January 2018, so far")], publicKey: "dGhpcyBpcyBub3QgYSBrZXkgYnV0IGFzIGxvbmc9PT0=",
            fingerprint: "9f86d081884c7d65", problem: problem)
    }
}
