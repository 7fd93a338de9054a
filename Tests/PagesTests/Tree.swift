import Pages

/// A page's elements in document order, with the questions the tests ask of them.
struct Tree {
    private(set) var elements: [Element] = []

    init(_ node: Node) { collect(node) }

    private mutating func collect(_ node: Node) {
        switch node {
        case .text: break
        case .group(let nodes): for node in nodes { collect(node) }
        case .element(let element):
            elements.append(element)
            for child in element.children { collect(child) }
        }
    }

    func all(_ names: String...) -> [Element] { elements.filter { names.contains($0.name.description) } }
    func all(class name: String) -> [Element] { elements.filter { ($0["class"] ?? "").split(separator: " ").contains(Substring(name)) } }
}

extension Element {
    subscript(_ attribute: String) -> String? {
        attributes.first { $0.fullName == attribute }.map { $0.value ?? "" }
    }

    var inside: Tree { Tree(.group(children)) }

    var text: String { Element.text(of: .group(children)) }

    private static func text(of node: Node) -> String {
        switch node {
        case .text(let text): text
        case .group(let nodes): nodes.map(text).joined()
        case .element(let element): text(of: .group(element.children))
        }
    }
}

/// What is wrong with a page, as sentences; nothing is wrong when there are none.
struct Faults {
    let tree: Tree
    private let ids: [String]

    init(_ node: Node) {
        tree = Tree(node)
        ids = tree.elements.compactMap { $0["id"] }
    }

    var all: [String] { headings + identities + forms + tables + links + drawings + policy }

    var headings: [String] {
        var faults: [String] = []
        let headings = tree.all("h1", "h2", "h3", "h4")
        if headings.filter({ $0.name.description == "h1" }).count != 1 { faults.append("there is not exactly one h1") }
        var last = 1
        for heading in headings {
            let level = Int(heading.name.description.dropFirst()) ?? 0
            if level > last + 1 { faults.append("the heading “\(heading.text)” skips a level") }
            if heading.text.allSatisfy(\.isWhitespace) { faults.append("a heading is empty") }
            last = level
        }
        return faults
    }

    var identities: [String] {
        var faults = Dictionary(grouping: ids) { $0 }.filter { $1.count > 1 }.map { "the id \($0.key) is used \($0.value.count) times" }
        for element in tree.elements {
            for attribute in ["aria-labelledby", "aria-describedby"] {
                for id in (element[attribute] ?? "").split(separator: " ") where !ids.contains(String(id)) {
                    faults.append("\(attribute) names \(id), which is not on the page")
                }
            }
        }
        return faults
    }

    var forms: [String] {
        var faults: [String] = []
        let labelled = Set(tree.all("label").compactMap { $0["for"] })
        for field in tree.all("input", "select", "textarea", "progress") where field["type"] != "hidden" {
            if !labelled.contains(field["id"] ?? "") { faults.append("the field \(field["name"] ?? field.name.description) has no label") }
        }
        for form in tree.all("form") where form["method"] == "post" {
            if !form.inside.all("input").contains(where: { $0["name"] == "csrf" && $0["type"] == "hidden" }) {
                faults.append("the form to \(form["action"] ?? "?") has no csrf field")
            }
        }
        for button in tree.all("button") where button.text.isEmpty { faults.append("a button has no words") }
        return faults
    }

    var tables: [String] {
        var faults: [String] = []
        for table in tree.all("table") {
            let caption = table.inside.all("caption").first?.text ?? ""
            if caption.isEmpty { faults.append("a table has no caption") }
            if table.inside.all("th").contains(where: { $0["scope"] == nil }) { faults.append("a header of the table \(caption) has no scope") }
            let columns = table.inside.all("thead").first?.inside.all("th").count
            for row in table.inside.all("tbody").first?.inside.all("tr") ?? [] where row.children.count != columns {
                faults.append("a row of the table \(caption) has \(row.children.count) cells under \(columns ?? 0) headers")
            }
        }
        return faults
    }

    var links: [String] {
        tree.all("a").flatMap { link in
            var faults: [String] = []
            let target = link["href"] ?? ""
            if link.text.allSatisfy(\.isWhitespace) { faults.append("the link to \(target) has no words") }
            if !target.hasPrefix("/") && !target.hasPrefix("#") || target.hasPrefix("//") { faults.append("\(target) leads out of Mainstay") }
            if target.hasPrefix("#"), !ids.contains(String(target.dropFirst())) { faults.append("\(target) is not on the page") }
            return faults
        }
    }

    var drawings: [String] {
        var faults: [String] = []
        for drawing in tree.all("svg") where drawing["aria-hidden"] != "true" {
            if drawing["role"] != "img" || (drawing.inside.all("title").first?.text ?? "").isEmpty { faults.append("a drawing has no title") }
        }
        for chart in tree.all(class: "chart") {
            let words = chart.inside.all(class: "chart-title") + chart.inside.all(class: "chart-sentence")
            if words.count != 2 || words.contains(where: { $0.text.isEmpty }) { faults.append("a chart lacks its title or its sentence") }
            if chart.inside.all("details").first?.inside.all("table").count != 1 { faults.append("a chart has no table") }
        }
        return faults
    }

    /// What a content security policy without inline styles and scripts would block.
    var policy: [String] {
        var faults: [String] = []
        for element in tree.elements {
            for attribute in element.attributes where attribute.fullName == "style" || attribute.fullName.hasPrefix("on") {
                faults.append("\(element.name) has the attribute \(attribute.fullName)")
            }
            if element.name.description == "script", element["src"] == nil || !element.children.isEmpty { faults.append("a script is inline") }
            if element.name.description == "style" { faults.append("a style is inline") }
        }
        return faults
    }
}
