import Casework
import Directives
import Resiliency

/// The lists that the section keeps: criteria beside the directive's own (`SRV-017:IV.A#3`), and the resources that plans may
/// refer to (`SRV-017:IV.C.3`).
package struct ResiliencyListsPage: Screen {
    package var frame: Frame
    package var added: [Added]
    package var resources: [Kept]
    package var typed: Typed
    package var problems: [FormProblem]

    package struct Added: Hashable, Sendable {
        package var key: String
        package var title: String
        package var isActive: Bool
        package init(key: String, title: String, isActive: Bool) {
            self.key = key
            self.title = title
            self.isActive = isActive
        }
    }

    package struct Kept: Hashable, Sendable {
        package var resource: Resource
        package var isActive: Bool
        package init(_ resource: Resource, isActive: Bool) {
            self.resource = resource
            self.isActive = isActive
        }
    }

    package struct Typed: Hashable, Sendable {
        package var criterion = ""
        package var resource = ""
        package var source = ""
        package var isVetted = false
        package init() {}
    }

    package init(frame: Frame, added: [Added], resources: [Kept], typed: Typed = Typed(), problems: [FormProblem] = []) {
        self.frame = frame
        self.added = added
        self.resources = resources
        self.typed = typed
        self.problems = problems
    }

    package var body: Node {
        Layout(problems.isEmpty ? "Criteria and resources" : "Error: Criteria and resources", frame, section: .resiliency) {
            p(.class("back")) { a(.href(Paths.resiliency)) { "← Resiliency Support" } }
            ErrorSummary(problems: problems)
            h1 { "Criteria and resources" }
            p(.class("lede")) {
                "What supervisors choose from when they document an incident or write a plan. The Officer Wellness Section administers both lists. "
                CitationLink("SRV-017:III.A.1", in: .sentence)
            }
            criteria
            kept
        }.body
    }

    // MARK: Criteria

    private var criteria: Node {
        section(.aria("labelledby", "criteria")) {
            h2(.id("criteria")) { "Criteria" }
            p { "The directive’s own stand as they are written; its list is open, so the section may add to it. "; CitationLink("SRV-017:IV.A#3", in: .sentence) }
            DataTable(
                caption: "Criteria of the directive", columns: [Column("Criterion"), Column("Provision")],
                rows: Criterion.allCases.map { [Cell($0.title), Cell(CitationLink($0.cites))] }, dense: true)
            if added.isEmpty {
                p { "The department has added none." }
            } else {
                DataTable(
                    caption: "Criteria of the department’s own", columns: [Column("Criterion"), Column("On the list"), Column("Change")],
                    rows: added.map { [Cell($0.title), Cell($0.isActive ? "yes" : "taken off; what it supported before stays"), Cell(toggle($0))] })
            }
            form(.post, .action(Paths.ownCriteria), .novalidate, .class("stack measure add")) {
                CSRF(frame)
                TextField(
                    id: "criterion", title: "Add a criterion", hint: "In a few words, as a supervisor will read it.", problem: problems.sentence(for: "criterion"),
                    attributes: [.type("text"), .value(typed.criterion), .dir("auto")])
                button(.type("submit"), .class("secondary")) { "Add the criterion" }
            }
        }
    }

    private func toggle(_ criterion: Added) -> Node {
        change(Paths.ownCriterion(criterion.key), [("active", criterion.isActive ? "no" : "yes")], criterion.isActive ? "Take off the list" : "Put back", criterion.title)
    }

    // MARK: Resources

    private var kept: Node {
        section(.aria("labelledby", "resources")) {
            h2(.id("resources")) { "Services and resources" }
            p {
                "A clinician or an outside resource can be put into a plan only once it is vetted. "
                CitationLink("SRV-017:IV.C.3.d", in: .sentence)
            }
            DataTable(
                caption: "Services and resources", captionShown: false,
                columns: [Column("Name"), Column("Where it is found"), Column("Provision"), Column("Vetted"), Column("On the list"), Column("Change")],
                rows: resources.map { entry in
                    [
                        Cell(entry.resource.title), Cell(entry.resource.source), Cell(CitationLink(entry.resource.cites)),
                        Cell(entry.resource.isOutside ? entry.resource.isVetted ? "vetted" : "not vetted: cannot be chosen" : "the Department’s own"),
                        Cell(entry.isActive ? "yes" : "taken off"), Cell(changes(entry)),
                    ]
                })
            form(.post, .action(Paths.outsideResources), .novalidate, .class("stack measure add")) {
                CSRF(frame)
                TextField(
                    id: "resource", title: "Add an outside resource", hint: "Its name, as it stands on its door.", problem: problems.sentence(for: "resource"),
                    attributes: [.type("text"), .value(typed.resource), .dir("auto")])
                TextField(
                    id: "source", title: "Where it is found", hint: "Address, number or website.", problem: problems.sentence(for: "source"),
                    attributes: [.type("text"), .value(typed.source), .dir("auto")])
                Checkbox(id: "vetted", title: "The section has vetted it", checked: typed.isVetted)
                button(.type("submit"), .class("secondary")) { "Add the resource" }
            }
        }
    }

    private func changes(_ entry: Kept) -> Node {
        func now(vetted: Bool, active: Bool) -> [(String, String)] { [("vetted", vetted ? "yes" : "no"), ("active", active ? "yes" : "no")] }
        let resource = entry.resource
        let link = Paths.resource(resource.key)
        return div(.class("changes")) {
            if resource.isOutside {
                change(link, now(vetted: !resource.isVetted, active: entry.isActive), resource.isVetted ? "Mark as not vetted" : "Mark as vetted", resource.title)
            }
            change(link, now(vetted: resource.isVetted, active: !entry.isActive), entry.isActive ? "Take off the list" : "Put back", resource.title)
        }
    }

    /// One button, with what it is about for a screen reader.
    private func change(_ link: Link, _ fields: [(String, String)], _ words: String, _ about: String) -> Node {
        form(.post, .action(link)) {
            CSRF(frame)
            for (name, value) in fields { input(.type("hidden"), .name(name), .value(value)) }
            button(.type("submit"), .class("quiet")) {
                words
                span(.class("unseen")) { ": \(about)" }
            }
        }
    }
}
