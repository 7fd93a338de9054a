import Casework
import Directives
import Resiliency

/// The frame around every page: title, skip link, top bar, navigation, the page itself, footer.
struct Layout: Component {
    /// The thing's name comes first in the window's title.
    var title: String
    var frame: Frame
    var section: Section?
    /// Pages of the Officer Support System carry the statement of `D20-04:III`.
    var statement: Bool
    /// Head elements of one page alone.
    var head: Node
    /// Printed on paper laid sideways.
    var sideways: Bool
    var reading: Reading
    var content: Node

    enum Section: CaseIterable { case work, workItems, command, supports, resiliency, runs, imports, office, clock }

    /// Whether opening and printing the page is written down. One that is not (`D20-04:III.B`) says so at its foot, and
    /// its print, which is made to be handed on, names no reader.
    enum Reading { case recorded, unrecorded }

    init(
        _ title: String, _ frame: Frame, section: Section? = nil, statement: Bool = true, head: Node = .nothing, sideways: Bool = false,
        reading: Reading = .recorded, @Markup content: () -> Node
    ) {
        self.title = title
        self.frame = frame
        self.section = section
        self.statement = statement
        self.head = head
        self.sideways = sideways
        self.reading = reading
        self.content = content()
    }

    var body: Node {
        html(.lang("en")) {
            documentHead
            Node.element(
                Element(
                    "body", bodyAttributes,
                    [
                        a(.class("skip"), .href(Paths.here("content"))) { "Skip to the content" },
                        topBar, demonstrationStrip, printHeader,
                        main(.id("content"), .tabindex(-1)) {
                            banner
                            content
                        },
                        foot,
                    ]))
        }
    }

    private var bodyAttributes: [Attribute] {
        var attributes: [Attribute] = sideways ? [.class("sideways")] : reading == .unrecorded ? [.class("handout")] : []
        if let lock = frame.lock {
            attributes.append(.data("lock", String(lock.seconds)))
            if lock.secondFactor { attributes.append(.data("second-factor", "")) }
        }
        return attributes
    }

    private var documentHead: Node {
        Node.element(
            Element(
                "head", [],
                [
                    meta(.charset("utf-8")),
                    Node.element(Element("title", [], [.text("\(title) – Mainstay")])),
                    meta(.name("viewport"), .content("width=device-width, initial-scale=1")),
                    meta(.name("color-scheme"), .content("light dark")),
                    link(.rel("icon"), .href(Asset.icon.link), .type("image/svg+xml")),
                    link(.rel("stylesheet"), .href(Asset.stylesheet.link)),
                    script(.src(Asset.script.link)),
                    frame.lock == nil ? .nothing : script(.src(Asset.lockScript.link)),
                    frame.reader == nil || reading == .unrecorded ? .nothing : script(.src(Asset.printScript.link)),
                    frame.notices == nil ? .nothing : script(.src(Asset.noticeScript.link)),
                    head,
                ]))
    }

    private var topBar: Node {
        header(.class("top")) {
            div(.class("top-line")) {
                p(.class("brand")) {
                    a(.href(Paths.home)) { "Mainstay" }
                    span(.class("department")) { frame.department }
                }
                div(.class("top-end")) {
                    a(.class("help"), .href(Paths.help)) { "Help" }
                    notices
                    signedIn
                }
            }
            navigation
        }
    }

    /// The way to the notices, with how many are unread. The script keeps the number fresh, and says it aloud.
    private var notices: Node {
        guard let unread = frame.notices else { return .nothing }
        return .group([
            a(.class("to-notices"), .href(Paths.notices), .data("notices", String(unread)), .stream(Paths.noticeStream)) {
                "Notices"
                if unread > 0 {
                    " "
                    span(.class("count")) { Figures.count(unread) }
                    span(.class("unseen")) { " unread" }
                }
            },
            span(.class("unseen"), .role("status"), .data("notices-live", "")) { "" },
        ])
    }

    private var signedIn: Node {
        guard let reader = frame.reader else { return .nothing }
        return .group([
            a(.class("reader"), .href(Paths.ownAccount)) {
                span(.class("reader-name")) { reader.name }
                span(.class("reader-role")) { reader.role }
            },
            form(.post, .action(Paths.signOut), .class("sign-out")) {
                CSRF(frame)
                button(.type("submit"), .class("quiet")) { "Sign out" }
            },
        ])
    }

    private var navigation: Node {
        let entries = Section.allCases.filter { $0.isOpen(to: frame) }
        guard frame.reader != nil, !entries.isEmpty else { return .nothing }
        return nav(.class("sections"), .aria("label", "Sections")) {
            ul {
                for entry in entries {
                    li {
                        if entry == section {
                            a(.href(entry.link), .aria("current", "page")) { entry.words(frame) }
                        } else {
                            a(.href(entry.link)) { entry.words(frame) }
                        }
                    }
                }
            }
        }
    }

    private var demonstrationStrip: Node {
        guard frame.demonstration else { return .nothing }
        return aside(.class("demonstration"), .aria("label", "Demonstration")) {
            p {
                strong { "Demonstration" }
                section == .resiliency
                    ? ": names and records of this program are invented; the clock stands at "
                    : ": names are invented, records are public history of another department’s past; the clock stands at "
                time(.datetime(frame.wording.machine(frame.wording.now))) { frame.wording.moment(frame.wording.now) }
                "."
            }
        }
    }

    private var banner: Node {
        guard let banner = frame.banner else { return .nothing }
        return div(.class("banner"), .role("status")) { p { banner.sentence } }
    }

    private var printHeader: Node {
        guard let reader = frame.reader, reading == .recorded else { return .nothing }
        return div(.class("print-head"), .aria("hidden", "true")) {
            p { strong { "Confidential" } }
            p { "\(title) – \(frame.department)" }
            p { "Printed by \(reader.name), \(reader.role), \(frame.wording.moment(frame.wording.now))" }
        }
    }

    private var foot: Node {
        footer(.class("foot")) {
            if statement, section == .resiliency {
                p(.class("statement")) {
                    IncidentLife.statement + " Nothing here is a finding, a charge or a ground for discipline. "
                    CitationLink("SRV-017:I.A.1", in: .sentence)
                }
            } else if statement {
                p(.class("statement")) {
                    "The Officer Support System is a non-disciplinary tool. It is meant to support members’ personal and professional well-being; nothing here is a finding, a charge or a ground for discipline. "
                    CitationLink("D20-04:III", in: .sentence)
                }
            }
            p(.class("foot-line")) {
                switch reading {
                case .recorded: "Mainstay, run by \(frame.department). What you open here is recorded."
                case .unrecorded:
                    "Mainstay, run by \(frame.department). That you open or print this page is not recorded anywhere. "
                    CitationLink("D20-04:III.B", in: .sentence)
                }
            }
        }
    }
}

extension Layout.Section {
    fileprivate var link: Link {
        switch self {
        case .work: Paths.myWork
        case .workItems: Paths.workItems
        case .command: Paths.command
        case .supports: Paths.supports
        case .resiliency: Paths.resiliency
        case .runs: Paths.runs
        case .imports: Paths.imports
        case .office: Paths.office
        case .clock: Paths.demoClock
        }
    }

    fileprivate func words(_ frame: Frame) -> Node {
        switch self {
        case .work:
            if let count = frame.waiting, count > 0 {
                .group([
                    .text("My work "), span(.class("count")) { Figures.count(count) },
                    span(.class("unseen")) { count == 1 ? " thing waiting" : " things waiting" },
                ])
            } else {
                .text("My work")
            }
        case .workItems: .text("Work Items")
        case .command: .text("Command")
        case .supports: .text("Supports")
        case .resiliency: .text("Resiliency")
        case .runs: .text("Runs")
        case .imports: .text("Imports")
        case .office: .text("Office")
        case .clock: .text("Clock")
        }
    }

    fileprivate func isOpen(to frame: Frame) -> Bool {
        switch self {
        case .work: frame.permitted.contains(.seeOwnWork)
        case .workItems: frame.permitted.contains(.seeQueue)
        case .command: frame.asks.contains(.seeCommand)
        case .supports: frame.permitted.contains(.seeSupports)
        case .resiliency: !frame.asks.isDisjoint(with: ResiliencyPage.doors)
        case .runs: frame.permitted.contains(.seeRuns)
        case .imports: frame.permitted.contains(.seeImports)
        case .office: OfficePage.entries.contains { frame.permitted.contains($0.act) && $0.act != .seeAccessTable }
        case .clock: frame.demonstration && frame.permitted.contains(.setDemonstrationClock)
        }
    }
}
