import Directives
import Foundation

/// Who has opened a Work Item or a jacket, and on what ground (`D20-04:I.G`).
package struct AccessHistoryPage: Screen {
    package var frame: Frame
    package var subject: Subject
    package var rows: [TrailRow]
    package var total: Int
    package var page: Int
    package var pages: Int
    package var grounds: Grounds

    package enum Subject: Hashable, Sendable {
        case workItem(String)
        case jacket(Int64)
    }

    package init(frame: Frame, subject: Subject, rows: [TrailRow], total: Int, page: Int, pages: Int, grounds: Grounds) {
        self.frame = frame
        self.subject = subject
        self.rows = rows
        self.total = total
        self.page = page
        self.pages = pages
        self.grounds = grounds
    }

    package var body: Node {
        Layout("History of access: \(name)", frame, section: .workItems) {
            p(.class("back")) { a(.href(back)) { "← \(name)" } }
            h1 { "History of access" }
            p(.class("lede")) {
                "Who has opened \(sentenceName), the newest first. Your own reading of this page is the first line. Whoever was refused stands in the trail, but not here: a refusal does not name what it was about."
            }
            grounds
            if rows.isEmpty {
                p(.class("empty")) { "Nobody has opened it yet." }
            } else {
                list
            }
            Pager("Pages of the history", page: page, pages: pages, total: total, many: "lines") { number in
                link.with([("page", number > 1 ? String(number) : "")])
            }
        }.body
    }

    private var list: Node {
        DataTable(
            caption: "\(Figures.plural(total, "line")), the newest first",
            columns: [Column("Time"), Column("Who"), Column("Kind"), Column("What"), Column("Ground")],
            rows: rows.map { row in
                [
                    Cell(time(.class("nowrap"), .datetime(frame.wording.machine(row.at))) { frame.wording.moment(row.at) }),
                    Cell(TrailWording.person(row.account, row.name, row.designeeOf, link: nil)), Cell(row.kind),
                    Cell(TrailWording.act(row.act)), row.ground.map { Cell(CitationLink($0)) } ?? Cell("–"),
                ]
            }, dense: true, browsable: true
        ).body
    }

    private var name: String {
        switch subject {
        case .workItem(let reference): "Work Item \(reference)"
        case .jacket: "Jacket"
        }
    }

    private var sentenceName: String {
        switch subject {
        case .workItem(let reference): "Work Item \(reference)"
        case .jacket: "this jacket"
        }
    }

    private var back: Link {
        switch subject {
        case .workItem(let reference): Paths.workItem(reference)
        case .jacket(let member): Paths.jacket(member)
        }
    }

    private var link: Link {
        switch subject {
        case .workItem(let reference): Paths.workItemAccess(reference)
        case .jacket(let member): Paths.jacketAccess(member)
        }
    }
}
