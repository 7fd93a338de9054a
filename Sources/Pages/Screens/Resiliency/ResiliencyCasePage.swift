import Casework
import Directives

/// One record for one reader, of the Resiliency Support System or of another program whose records are as small: what to do
/// now, what it says as far as it is theirs to read, the clocks, what happened.
package struct ResiliencyCasePage: Screen {
    package var frame: Frame
    /// Whose record it is: the section of the navigation, and the statement at the foot.
    package var program: ProgramKey
    /// "RSS incident R-7QK4MW"
    package var title: String
    /// The employee, for those who may know.
    package var name: String?
    package var status: String
    package var facts: [String]
    package var links: [(words: String, link: Link)]
    /// What is said before all else: that a plan is mandatory, and where it is begun.
    package var notes: [Note]
    package var standing: CaseStanding
    /// What the record says in short: an incident's facts, a plan's content.
    package var content: Content?
    package var grounds: Grounds

    package struct Note: Sendable {
        package var sentence: String
        package var cites: Citation
        package var way: (words: String, link: Link)?
        package init(_ sentence: String, cites: Citation, way: (words: String, link: Link)? = nil) {
            self.sentence = sentence
            self.cites = cites
            self.way = way
        }
    }

    package struct Content: Sendable {
        package var heading: String
        package var rows: [(name: String, lines: [String])]
        package init(heading: String, rows: [(name: String, lines: [String])]) {
            self.heading = heading
            self.rows = rows
        }
    }

    package init(
        frame: Frame, program: ProgramKey = .resiliency, title: String, name: String?, status: String, facts: [String], links: [(words: String, link: Link)] = [], notes: [Note] = [],
        standing: CaseStanding, content: Content? = nil, grounds: Grounds
    ) {
        self.frame = frame
        self.program = program
        self.title = title
        self.name = name
        self.status = status
        self.facts = facts
        self.links = links
        self.notes = notes
        self.standing = standing
        self.content = content
        self.grounds = grounds
    }

    package var body: Node {
        Layout(title, frame, section: program == .resiliency ? .resiliency : .command) {
            IdentityBar(
                kind: name == nil ? program.title : title, status: status, name: name ?? title, facts: facts, links: links)
            div(.class("two-thirds")) {
                div(.class("wide")) {
                    for note in notes {
                        div(.class("note")) {
                            p {
                                note.sentence + " "
                                if let way = note.way {
                                    a(.href(way.link)) { way.words }
                                    " "
                                }
                                CitationLink(note.cites)
                            }
                        }
                    }
                    section(.class("now"), .aria("labelledby", "now")) {
                        h2(.id("now")) { "What to do now" }
                        NextSteps(standing: standing, wording: frame.wording)
                    }
                    said
                    section(.aria("labelledby", "happened")) {
                        h2(.id("happened")) { "What happened" }
                        if standing.entries.isEmpty { p(.class("small")) { "Nothing that you may see." } } else { CaseHistory(entries: standing.entries, wording: frame.wording) }
                    }
                }
                aside(.class("narrow-side"), .aria("label", "Who has it, and the clocks")) {
                    if !standing.posts.isEmpty {
                        h2 { "Who has it" }
                        PostList(posts: standing.posts)
                    }
                    h2(.id("clocks")) { "Clocks" }
                    if standing.clocks.isEmpty { p(.class("small")) { "No clock runs." } } else { ClockList(clocks: standing.clocks, wording: frame.wording) }
                }
            }
            grounds
        }.body
    }

    @Markup private var said: Node {
        if let content, !content.rows.isEmpty {
            section(.aria("labelledby", "said")) {
                h2(.id("said")) { content.heading }
                dl(.class("written")) {
                    for row in content.rows {
                        div {
                            dt { row.name }
                            dd(.dir("auto")) {
                                if row.lines.count == 1 { Typed.shown(row.lines[0]) } else { ul { for line in row.lines { li { line } } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
