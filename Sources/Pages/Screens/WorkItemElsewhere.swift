import Directives
import OfficerSupport

/// What a model outside of Mainstay gave with a Work Item (ambiguity 2.27): its own figures where it gave any, and nothing in
/// place of those that it did not.
extension WorkItemEvidence {
    package struct Elsewhere: Sendable {
        /// Name and version of the model.
        package var source: String
        package var categories: [Category]
        /// Whether the reader may open the list of the files that such items come from.
        package var opensImports: Bool

        package struct Category: Sendable {
            package var title: String
            package var cites: Citation
            /// As the source gave it; its meaning is that source's.
            package var score: String?
            /// "12 of 340", among those whom the source scored.
            package var place: String?

            package init(title: String, cites: Citation, score: String?, place: String?) {
                self.title = title
                self.cites = cites
                self.score = score
                self.place = place
            }
        }

        package init(source: String, categories: [Category], opensImports: Bool = false) {
            self.source = source
            self.categories = categories
            self.opensImports = opensImports
        }
    }

    func given(_ elsewhere: Elsewhere) -> Node {
        section(.aria("labelledby", "categories")) {
            h2(.id("categories")) { "What the source said" }
            p { "\(Snapshot.scored(by: elsewhere.source)). What its figures mean, only the source can say." }
            DataTable(
                caption: "What \(elsewhere.source) said of the member", captionShown: false,
                columns: [Column("Event"), Column("The source’s score", .figures), Column("The source’s place", .figures)],
                rows: elsewhere.categories.map { category in
                    [
                        Cell(Node.group([.text(category.title), .text(" "), CitationLink(category.cites).body])),
                        Cell(category.score ?? "not given"), Cell(category.place ?? "not given"),
                    ]
                })
        }
    }

    func worth(_ elsewhere: Elsewhere) -> Node {
        section(.aria("labelledby", "trust")) {
            h2(.id("trust")) { "How far it can be trusted" }
            p {
                "Mainstay did not make this model and has not tested it. How often it is right, whoever answers for \(elsewhere.source) must say. Read the records first."
            }
            if elsewhere.opensImports { p { a(.href(Paths.itemImports)) { "The files of items scored elsewhere" } } }
        }
    }
}

extension Figures {
    /// A number as another source gave it, without figures that it did not give.
    package static func given(_ number: Double) -> String {
        number == number.rounded() && number.magnitude < 1e15 ? String(Int(number)) : String(number)
    }
}
