/// A single box to confirm something, with its error in words.
struct Checkbox: Component {
    var id: String
    var title: String
    var problem: String? = nil
    var checked = false

    var body: Node {
        var attributes: [Attribute] = [.type("checkbox"), .id(id), .name(id), .value("yes")]
        if checked { attributes.append(.checked) }
        if problem != nil { attributes += [.aria("invalid", "true"), .aria("describedby", id + "-error")] }
        return div(.class(problem == nil ? "field" : "field wrong")) {
            if let problem { p(.class("field-error"), .id(id + "-error")) { "Error: " + problem } }
            div(.class("radio")) {
                Node.element(Element("input", attributes, [], .void))
                label(.for(id)) { title }
            }
        }
    }
}

/// Values that a text field offers while one types.
struct Suggestions: Component {
    var id: String
    var choices: [Choice]

    var body: Node {
        Node.element(Element("datalist", [.id(id)], choices.map { .element(Element("option", [.value($0.value)], [.text($0.title)])) }))
    }
}
