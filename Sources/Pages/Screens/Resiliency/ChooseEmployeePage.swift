import Casework
import Directives

/// Whom a new record is about: a search among the employees about whom the reader may begin one.
package struct ChooseEmployeePage: Screen {
    package var frame: Frame
    /// Verb and object: "Document an incident".
    package var title: String
    package var says: String
    package var cites: Citation
    package var form: Link
    package var search: String
    package var found: [Employee]
    /// Whether more match than are shown.
    package var isCut: Bool

    package struct Employee: Sendable {
        package var name: String
        package var number: String
        package var link: Link
        package init(name: String, number: String, link: Link) {
            self.name = name
            self.number = number
            self.link = link
        }
    }

    package init(frame: Frame, title: String, says: String, cites: Citation, form: Link, search: String, found: [Employee], isCut: Bool) {
        self.frame = frame
        self.title = title
        self.says = says
        self.cites = cites
        self.form = form
        self.search = search
        self.found = found
        self.isCut = isCut
    }

    package var body: Node {
        Layout("\(title): whom it is about", frame, section: .resiliency) {
            p(.class("back")) { a(.href(Paths.resiliency)) { "← Resiliency Support" } }
            div(.class("measure")) {
                h1 { title }
                p(.class("lede")) {
                    says + " "
                    CitationLink(cites, in: .sentence)
                }
                Pages.form(.get, .action(form), .role("search"), .class("stack")) {
                    div(.class("field")) {
                        label(.for("q")) { "Employee" }
                        p(.class("hint"), .id("q-hint")) { "The beginning of a name, or a number. Left empty, the first of your employees are listed." }
                        input(.type("search"), .id("q"), .name("q"), .value(search), .autocomplete("off"), .aria("describedby", "q-hint"))
                    }
                    p(.class("actions")) { button(.type("submit")) { "Find" } }
                }
                h2 { search.isEmpty ? "Employees" : "Found" }
                if found.isEmpty {
                    p { search.isEmpty ? "Nobody is in the units for which you hold the office." : "Nobody of yours matches “\(search)”. Employees of other units are written about by their own supervisors." }
                } else {
                    ul(.class("choices")) {
                        for employee in found {
                            li(.data("row", "")) {
                                a(.href(employee.link)) { employee.name }
                                span(.class("small")) { " \(employee.number)" }
                            }
                        }
                    }
                    if isCut { p(.class("small")) { "The first \(Figures.count(found.count)). Type more of the name." } }
                }
            }
        }.body
    }
}
