import Directives

/// A member's jacket as the department knew it on a day: the twenty kinds of record of `D20-04:III.C`.
package struct JacketPage: Screen {
    package var frame: Frame
    package var member: Person
    package var asOf: Day
    package var today: Day
    package var axis: TimeAxis
    package var sections: [Section]
    package var postings: [Posting]
    /// Days of Work Items and the like, drawn through all rows.
    package var marks: [Strip.Mark]
    package var rows: [Row]
    /// The kind the table below is limited to.
    package var kind: String?
    package var total: Int
    package var page: Int
    package var pages: Int
    package var grounds: Grounds
    /// The Work Item from which it was opened, to go back to.
    package var item: String?

    package struct Person: Sendable {
        package var id: Int64
        package var name: String
        package var number: String
        package var rank: String
        package var unit: String
        package var appointed: Day?
        package var separated: Day?

        package init(id: Int64, name: String, number: String, rank: String, unit: String, appointed: Day?, separated: Day?) {
            self.id = id
            self.name = name
            self.number = number
            self.rank = rank
            self.unit = unit
            self.appointed = appointed
            self.separated = separated
        }
    }

    /// One of the twenty paragraphs of III.C.
    package struct Section: Sendable {
        package var number: Int
        package var title: String
        package var cites: Citation
        package var kinds: [Kind]
        package init(number: Int, title: String, cites: Citation, kinds: [Kind]) {
            self.number = number
            self.title = title
            self.cites = cites
            self.kinds = kinds
        }
    }

    package struct Kind: Sendable {
        package var key: String
        package var title: String
        /// Records by quarter of the axis.
        package var quarters: [Int]
        /// All records known on the day, those before the axis begins included.
        package var total: Int
        /// The middle of the peers' counts by quarter.
        package var peers: [Double]?
        /// Why there is nothing: "This source has not been imported."
        package var absent: String?

        package init(key: String, title: String, quarters: [Int], total: Int, peers: [Double]? = nil, absent: String? = nil) {
            self.key = key
            self.title = title
            self.quarters = quarters
            self.total = total
            self.peers = peers
            self.absent = absent
        }
    }

    package struct Posting: Hashable, Sendable {
        package var unit: String
        package var detail: Bool
        package var start: Day
        package var end: Day?
        package init(unit: String, detail: Bool, start: Day, end: Day?) {
            self.unit = unit
            self.detail = detail
            self.start = start
            self.end = end
        }
    }

    package struct Row: Sendable {
        /// The id of the row on the page, so that a Work Item's reason can point to it.
        package var anchor: String
        package var happened: Day?
        package var known: Day
        package var kind: String
        package var summary: String
        /// What came of it, with its own date; nil while it is open.
        package var outcome: String?
        package var outcomeKnown: Day?
        /// 1 unless the record was corrected.
        package var version: Int
        /// Nothing can come of a record of this kind.
        package var final: Bool

        package init(
            anchor: String, happened: Day?, known: Day, kind: String, summary: String, outcome: String?, outcomeKnown: Day?,
            version: Int, final: Bool
        ) {
            self.anchor = anchor
            self.happened = happened
            self.known = known
            self.kind = kind
            self.summary = summary
            self.outcome = outcome
            self.outcomeKnown = outcomeKnown
            self.version = version
            self.final = final
        }
    }

    package init(
        frame: Frame, member: Person, asOf: Day, today: Day, axis: TimeAxis, sections: [Section], postings: [Posting],
        marks: [Strip.Mark] = [], rows: [Row], kind: String?, total: Int, page: Int, pages: Int, grounds: Grounds
    ) {
        self.frame = frame
        self.member = member
        self.asOf = asOf
        self.today = today
        self.axis = axis
        self.sections = sections
        self.postings = postings
        self.marks = marks
        self.rows = rows
        self.kind = kind
        self.total = total
        self.page = page
        self.pages = pages
        self.grounds = grounds
    }

    package var body: Node {
        Layout("Jacket of \(member.name)", frame, section: .workItems, sideways: true) {
            IdentityBar(
                kind: "Jacket", status: nil, name: member.name,
                facts: [
                    member.number, member.rank, member.unit, member.appointed.map { "appointed \($0.short)" } ?? "",
                    member.separated.map { "left \($0.short)" } ?? "",
                ], links: item.map { [(words: "← Work Item \($0)", link: Paths.workItem($0))] } ?? [])
            asOfControl
            overview
            table
            grounds
        }.body
    }

    /// The records of one kind, or of all, on the same day.
    func list(_ kind: String?, page: Int = 1) -> Link {
        Paths.jacket(member.id).with([
            ("as-of", asOf == today ? "" : asOf.iso), ("kind", kind ?? ""), ("page", page > 1 ? String(page) : ""),
        ])
    }
}
