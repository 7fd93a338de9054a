import Directives
import OfficerSupport

/// One page to take along to the conversation, made of this member's own indicators (`D20-04:VI.B.3`, `D20-04:VI.B.4`).
package struct GuideSheetPage: Screen {
    package var frame: Frame
    package var reference: String
    package var memberName: String
    package var rank: String
    /// The reasons in sentences, strongest first.
    package var indicators: [String]
    /// Who scored the member, where it was not Mainstay: then the reasons are that source's words.
    package var source: String?
    /// With whom the conversation is shared, as it is read out.
    package var sharing: String
    /// "Edition 3", where one is published.
    package var edition: String?
    package var supports: [String]
    package var grounds: Grounds

    package init(
        frame: Frame, reference: String, memberName: String, rank: String, indicators: [String], source: String? = nil, sharing: String,
        edition: String?, supports: [String], grounds: Grounds
    ) {
        self.frame = frame
        self.reference = reference
        self.memberName = memberName
        self.rank = rank
        self.indicators = indicators
        self.source = source
        self.sharing = sharing
        self.edition = edition
        self.supports = supports
        self.grounds = grounds
    }

    package var body: Node {
        Layout("Guide for the conversation: Work Item \(reference)", frame, section: .workItems) {
            p(.class("back")) { a(.href(Paths.workItem(reference))) { "← Work Item \(reference), \(memberName)" } }
            h1 { "Guide for the conversation" }
            p(.class("lede")) { "\(memberName), \(rank). Work Item \(reference). Print it on one page, and keep the page to yourself." }
            div(.class("guide")) {
                before
                parts
                statements
            }
            grounds
        }.body
    }

    private var before: Node {
        .group([
            h2 { "Before you begin" },
            ul(.class("boxes")) {
                li {
                    "In a private place, without interruptions. "
                    CitationLink("D20-04:VI.B.4.a", in: .sentence)
                }
                li {
                    "While the member is on duty. "
                    CitationLink("D20-04:VI.B.4.b", in: .sentence)
                }
                li { "Listen first. Ask open questions, and give answers time." }
            },
        ])
    }

    private var parts: Node {
        .group([
            h2 { "Three parts that the conversation has" },
            ol(.class("guide-parts")) {
                li {
                    p {
                        strong { source.map { "What \($0) said. " } ?? "What the application saw. " }
                        CitationLink("D20-04:VI.B.3.a")
                    }
                    if let source { p(.class("small")) { "\(Snapshot.scored(by: source)). These are the source’s own words:" } }
                    ul { for sentence in indicators { li { source == nil ? sentence : "“\(sentence)”" } } }
                    p(.class("small")) {
                        source == nil ? "These are counts of records, and no finding." : "They are no finding."
                        " Ask how the member sees them."
                    }
                }
                li {
                    p {
                        strong { "What you have seen yourself as possible contributors. " }
                        CitationLink("D20-04:VI.B.3.b")
                    }
                    p(.class("lines"), .aria("hidden", "true")) { "" }
                }
                li {
                    p {
                        strong { "The list of supports: hand it over and go through it. " }
                        CitationLink("D20-04:VI.B.3.c")
                    }
                    p {
                        a(.href(Paths.supports)) { "Opportunities for officer support" }
                        edition.map { ", \($0.lowercasedFirst)" } ?? ""
                    }
                    if !supports.isEmpty { ul(.class("columns-list small")) { for support in supports { li { support } } } }
                    p(.class("small")) { "None is compulsory. Declining one is no failure." }
                }
            },
        ])
    }

    private var statements: Node {
        .group([
            h2 { "Say this, and hear the answer" },
            ul(.class("boxes")) {
                li {
                    "“What we speak about is confidential.” "
                    CitationLink("D20-04:VI.B.4.c", in: .sentence)
                }
                li {
                    "“\(sharing)” "
                    CitationLink("D20-04:VI.B.4.c#2", in: .sentence)
                }
                li {
                    "“This is not discipline, and nothing of it leads to discipline. It is meant for your well-being.” "
                    CitationLink("D20-04:VI.B.4.d", in: .sentence)
                }
                li {
                    "“If you would rather speak with somebody else, say so. No reason is asked.” "
                    CitationLink("D20-04:VI.A.2.a", in: .sentence)
                }
            },
        ])
    }
}
