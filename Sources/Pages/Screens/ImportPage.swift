import Casework
import Directives
import Foundation

/// An import's report: what was read, what was refused, how complete the records are.
package struct ImportPage: Screen {
    package var frame: Frame
    package var id: String
    package var folder: String
    package var profile: String?
    package var started: Date
    package var seconds: Double
    package var by: String
    package var files: [File]
    package var coverage: SmallMultiples
    package var freshness: [Freshness]
    package var findings: [Finding]

    package struct File: Sendable {
        package var name: String
        /// The kind of record it holds, in words.
        package var kind: String
        package var read: Int
        package var new: Int
        package var changed: Int
        package var unchanged: Int
        package var quarantined: Int
        /// Why the whole file was refused; its rows were not taken in.
        package var refused: String?

        package init(
            name: String, kind: String, read: Int, new: Int, changed: Int, unchanged: Int, quarantined: Int, refused: String? = nil
        ) {
            self.name = name
            self.kind = kind
            self.read = read
            self.new = new
            self.changed = changed
            self.unchanged = unchanged
            self.quarantined = quarantined
            self.refused = refused
        }
    }

    /// Something about the whole that deserves a look: "Members without a unit", how many, of how many, what to do.
    package struct Finding: Sendable {
        package var title: String
        package var count: Int
        package var of: Int?
        package var advice: String
        package init(title: String, count: Int, of: Int?, advice: String) {
            self.title = title
            self.count = count
            self.of = of
            self.advice = advice
        }
    }

    package init(
        frame: Frame, id: String, folder: String, profile: String?, started: Date, seconds: Double, by: String, files: [File],
        coverage: SmallMultiples, freshness: [Freshness], findings: [Finding]
    ) {
        self.frame = frame
        self.id = id
        self.folder = folder
        self.profile = profile
        self.started = started
        self.seconds = seconds
        self.by = by
        self.files = files
        self.coverage = coverage
        self.freshness = freshness
        self.findings = findings
    }

    package var body: Node {
        Layout("Import of \(frame.wording.calendar.day(of: started).short)", frame, section: .imports, statement: false) {
            h1 { "Import of \(frame.wording.calendar.day(of: started).short)" }
            p(.class("lede")) { lede }
            p(.class("small")) {
                "\(folder), \(profile.map { "by the profile \($0)" } ?? "in the default layout"), \(frame.wording.moment(started)), by \(by), in \(Figures.duration(seconds))."
            }
            refused
            fileTable
            div(.class("two-thirds")) {
                div(.class("wide")) { attention }
                aside(.class("narrow-side"), .aria("labelledby", "freshness")) {
                    h2(.id("freshness")) { "How far each source reaches" }
                    FreshnessList(sources: freshness)
                }
            }
            section(.aria("labelledby", "coverage")) {
                h2(.id("coverage")) { "Coverage by month" }
                coverage.chart(
                    title: "Records by month, \(coverage.axis.years.lowerBound) to \(coverage.axis.years.upperBound)",
                    sentence: "Each row is drawn on its own scale. A gap is a time for which the source has no records: nothing in it can be learned from.")
            }
        }.body
    }

    private var lede: String {
        let taken = files.filter { $0.refused == nil }
        let new = taken.map(\.new).reduce(0, +)
        let changed = taken.map(\.changed).reduce(0, +)
        let read = files.map(\.read).reduce(0, +)
        let quarantined = files.map(\.quarantined).reduce(0, +)
        if new == 0, changed == 0, quarantined == 0, taken.count == files.count {
            return "\(Figures.count(read)) rows read. Everything in them was already known; nothing was changed."
        }
        return
            "\(Figures.count(read)) rows read: \(Figures.count(new)) new, \(Figures.count(changed)) changed, \(Figures.count(quarantined)) in quarantine."
    }

    private var refused: Node {
        let list = files.filter { $0.refused != nil }
        guard !list.isEmpty else { return .nothing }
        return div(.class("errors")) {
            h2 { list.count == 1 ? "1 file was refused" : "\(list.count) files were refused" }
            ul {
                for file in list {
                    li {
                        strong { file.name }
                        ": \(file.refused ?? "")"
                    }
                }
            }
        }
    }

    private var fileTable: Node {
        section(.aria("labelledby", "files")) {
            h2(.id("files")) { "Files" }
            DataTable(
                caption: "Rows by file", captionShown: false,
                columns: [
                    Column("File"), Column("Kind of record"), Column("Rows read", .figures), Column("New", .figures),
                    Column("Changed", .figures), Column("Unchanged", .figures), Column("In quarantine", .figures),
                ],
                rows: files.map(cells), dense: true)
            if frame.permitted.contains(.seeQuarantine), files.contains(where: { $0.quarantined > 0 }) {
                p { a(.href(Paths.quarantine(id))) { "Show the rows in quarantine" } }
            }
        }
    }

    private func cells(_ file: File) -> [Cell] {
        let isRefused = file.refused != nil
        return [
            Cell(file.name), Cell(isRefused ? "\(file.kind) (refused)" : file.kind), Cell(Figures.count(file.read)),
            Cell(isRefused ? "–" : Figures.count(file.new)), Cell(isRefused ? "–" : Figures.count(file.changed)),
            Cell(isRefused ? "–" : Figures.count(file.unchanged)), Cell(Figures.count(file.quarantined)),
        ]
    }

    private var attention: Node {
        section(.aria("labelledby", "attention")) {
            h2(.id("attention")) { "What deserves a look" }
            if findings.isEmpty {
                p { "Nothing: every member has a unit, and no assignments overlap." }
            } else {
                ul(.class("findings")) {
                    for finding in findings {
                        li {
                            p {
                                strong { Figures.count(finding.count) }
                                " \(finding.title.lowercasedFirst)"
                                if let of = finding.of { ", of \(Figures.count(of))" }
                            }
                            p(.class("small")) { finding.advice }
                        }
                    }
                }
            }
        }
    }
}
