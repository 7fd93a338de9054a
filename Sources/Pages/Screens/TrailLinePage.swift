import Directives

/// One line of the trail with the digests that hold it in its place.
package struct TrailLinePage: Screen {
    package var frame: Frame
    package var row: TrailRow
    package var digest: String
    package var before: String
    /// Whether the digest fits what the line says, and bears the department's code.
    package var fits: Bool

    package init(frame: Frame, row: TrailRow, digest: String, before: String, fits: Bool) {
        self.frame = frame
        self.row = row
        self.digest = digest
        self.before = before
        self.fits = fits
    }

    package var body: Node {
        Layout("Line \(row.number) of the trail", frame, section: .office, statement: false) {
            p(.class("back")) { a(.href(Paths.trail)) { "← Trail" } }
            h1 { "Line \(Figures.count(Int(row.number)))" }
            p(.class("lede")) { sentence }
            SummaryList(rows: facts)
            h2 { "What holds it in its place" }
            if fits {
                p { "The digest fits what the line says and the digest before it, and bears the code of the department’s key. Whether the whole chain holds, `mainstay trail verify` proves." }
            } else {
                p(.class("wrong-words")) { "The digest does not fit: this line, or the one before it, was altered. Have `mainstay trail verify` run." }
            }
            SummaryList(rows: [
                ("Digest of this line", Digest(digest).body),
                (row.number == 1 ? "What the first line is chained to" : "Digest of the line before", before.isEmpty ? .text("missing") : Digest(before).body),
            ])
            p {
                if row.number > 1 { a(.href(Paths.trailLine(row.number - 1))) { "The line before" } }
            }
        }.body
    }

    private var sentence: String {
        let who = row.name.isEmpty ? row.account : "\(row.name) (\(row.account))"
        let whose = row.designeeOf.map { ", designee of \($0)," } ?? ""
        return "\(frame.wording.moment(row.at)): \(who)\(whose) – \(TrailWording.act(row.act).lowercasedFirst), \(row.outcome.lowercased())."
    }

    private var facts: [(name: String, value: Node)] {
        var narrowed = TrailPage.Filter()
        narrowed.account = row.account
        var sameRecord = TrailPage.Filter()
        sameRecord.record = row.record
        return [
            ("Account", a(.href(narrowed.link())) { row.account }),
            ("From", .text(row.from.isEmpty ? "not known" : row.from)),
            ("Kind", .text(row.kind)),
            ("Word of the act", .element(Element("code", [], [.text(row.act)]))),
            ("Outcome", .text(row.outcome)),
            ("Record", row.record.isEmpty ? .text("none") : a(.href(sameRecord.link())) { Digest(row.record) }),
            ("Ground", row.ground.map { CitationLink($0, in: .sentence).body } ?? .text("none")),
        ]
    }
}
