import Directives
import Foundation
import Intake
import OfficerSupport

/// The Officer Support Unit's notes on an item, and its papers (`D20-04:V.A.1`), for those who may see them.
package struct WorkItemReview: Sendable {
    package var reference: String
    /// The newest first.
    package var notes: [ReviewNote]
    /// All there are.
    package var total: Int
    package var papers: [Paper]
    package var mayWrite: Bool
    /// What makes this form one of its kind, so that the same form sent twice is written once.
    package var form: String
    /// The account of whoever reads: their own notes can be revised.
    package var reader: String

    package struct Paper: Sendable {
        package var number: Int
        package var name: String
        package var kind: PaperKind
        package var size: Int
        package var addedAt: Date
        package var authorName: String

        package init(number: Int, name: String, kind: PaperKind, size: Int, addedAt: Date, authorName: String) {
            self.number = number
            self.name = name
            self.kind = kind
            self.size = size
            self.addedAt = addedAt
            self.authorName = authorName
        }
    }

    package init(
        reference: String, notes: [ReviewNote], total: Int, papers: [Paper], mayWrite: Bool, form: String, reader: String
    ) {
        self.reference = reference
        self.notes = notes
        self.total = total
        self.papers = papers
        self.mayWrite = mayWrite
        self.form = form
        self.reader = reader
    }

    /// Notes on a page of the list.
    package static let perPage = 10

    /// Where a note stands in the list of all.
    func place(of number: Int) -> Link {
        let page = max(0, total - number) / WorkItemReview.perPage + 1
        return Paths.workItemNotes(reference).with([("page", page > 1 ? String(page) : "")]).at("note-\(number)")
    }
}

/// The notes as a list, each with who wrote it and when. Long ones are cut where a page shows only the newest.
struct NoteList: Component {
    var review: WorkItemReview
    var wording: Wording
    /// The most characters of each; nil for all.
    var cut: Int?
    /// Whether a note's links lead to places on this page.
    var whole: Bool { cut == nil }

    var body: Node {
        ol(.class("notes")) {
            for note in review.notes {
                li(.id("note-\(note.number)")) {
                    p(.class("note-head")) {
                        strong { note.authorName }
                        ", "
                        time(.datetime(wording.machine(note.writtenAt))) { wording.moment(note.writtenAt) }
                        span(.class("small")) { standing(note) }
                    }
                    div(.class("note-text"), .dir("auto")) { Typed.shown(shortened(note.text)) }
                    links(note)
                }
            }
        }
    }

    private func standing(_ note: ReviewNote) -> Node {
        .group([
            .text(" · note \(note.number)"),
            note.revises.map { .group([.text(", revises "), reference(to: $0)]) } ?? .nothing,
            note.revisedBy.map { .group([.text(", revised by "), reference(to: $0)]) } ?? .nothing,
        ])
    }

    private func reference(to number: Int) -> Node { a(.href(review.place(of: number))) { "note \(number)" } }

    @Markup private func links(_ note: ReviewNote) -> Node {
        let isCut = shortened(note.text) != note.text
        let isOwn = review.mayWrite && note.author == review.reader && note.revisedBy == nil
        if isCut || isOwn {
            p(.class("note-links small")) {
                if isCut { a(.href(review.place(of: note.number))) { "Read all of note \(note.number)" } }
                if isOwn {
                    a(.href(Paths.workItemNotes(review.reference).with([("revise", String(note.number))]).at("text"))) { "Revise note \(note.number)" }
                }
            }
        }
    }

    private func shortened(_ text: String) -> String {
        guard let cut, text.count > cut else { return text }
        return text.prefix(cut).trimmingCharacters(in: .whitespacesAndNewlines) + "…"
    }
}

/// The papers as a list; each name saves the paper.
struct PaperList: Component {
    var review: WorkItemReview
    var wording: Wording

    var body: Node {
        ul(.class("papers")) {
            for paper in review.papers {
                li {
                    a(.href(Paths.workItemPaper(review.reference, paper.number)), .download, .dir("auto")) { paper.name }
                    span(.class("small block")) {
                        "\(paper.kind.title), \(Figures.size(paper.size)), attached by \(paper.authorName), \(wording.moment(paper.addedAt))"
                    }
                }
            }
        }
    }
}

/// Writes a note, or a revision of one's own. Fields: `text`, `revises`, `once`.
struct NoteForm: Component {
    var review: WorkItemReview
    var frame: Frame
    var text = ""
    var revising: Int?
    var problems: [FormProblem] = []

    var body: Node {
        form(.post, .action(Paths.workItemNotes(review.reference)), .novalidate, .class("stack write")) {
            CSRF(frame)
            input(.type("hidden"), .name("once"), .value(review.form))
            if let revising { input(.type("hidden"), .name("revises"), .value(String(revising))) }
            TextArea(
                id: "text", title: revising.map { "Revision of note \($0)" } ?? "Note",
                hint: "Up to \(Figures.count(ReviewNote.longest)) characters. It is sealed, read by the Officer Support Unit alone, and never changed or deleted; the earlier note stays when you revise it.",
                problem: problems.sentence(for: "text"), rows: 6, value: text)
            button(.type("submit")) { revising == nil ? "Write the note" : "Write the revision" }
        }
    }
}

/// Attaches a paper. Fields: `paper`, `once`.
struct PaperForm: Component {
    var review: WorkItemReview
    var frame: Frame
    var problems: [FormProblem] = []

    var body: Node {
        form(.post, .action(Paths.workItemPapers(review.reference)), .multipart, .novalidate, .class("stack write")) {
            CSRF(frame)
            input(.type("hidden"), .name("once"), .value(review.form))
            TextField(
                id: "paper", title: "Paper",
                hint: "PDF, PNG, JPEG or plain text, up to \(PaperCheck.mostMegabytes) MB. What is in the file is checked; it is kept sealed, name and all.",
                problem: problems.sentence(for: "paper"),
                attributes: [.type("file"), .accept("application/pdf,image/png,image/jpeg,text/plain,.csv,.md,.log")])
            button(.type("submit"), .class("secondary")) { "Attach the paper" }
        }
    }
}

/// Text that somebody typed, as it may stand on a page: characters that cannot be seen are shown as signs for them.
enum Typed {
    static func shown(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    guard isControl(scalar) else { return scalar }
                    return Unicode.Scalar(scalar.value == 0x7F ? 0x2421 : 0x2400 + scalar.value) ?? "\u{FFFD}"
                }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || scalar.value == 0x7F
    }
}
