import Directives

/// The hidden field by which the server knows that a form came from one of its own pages.
struct CSRF: Component {
    var token: String
    init(_ frame: Frame) { token = frame.csrf }
    var body: Node { input(.type("hidden"), .name("csrf"), .value(token)) }
}

/// What is wrong with a form, above it, each sentence a link to its field.
struct ErrorSummary: Component {
    var problems: [FormProblem]

    var body: Node {
        guard !problems.isEmpty else { return .nothing }
        return div(.class("errors"), .role("alert"), .tabindex(-1), .data("focus", "")) {
            h2 { "There is a problem" }
            ul {
                for problem in problems {
                    li {
                        if let field = problem.field {
                            a(.href(Paths.here(field))) { problem.sentence }
                        } else {
                            problem.sentence
                        }
                        if let cites = problem.cites {
                            " "
                            CitationLink(cites)
                        }
                    }
                }
            }
        }
    }
}

/// One thing wrong with what was entered: the id of the field, if there is one, what to do, and the provision that asks.
package struct FormProblem: Hashable, Sendable {
    package var field: String?
    package var sentence: String
    package var cites: Citation?
    package init(field: String? = nil, _ sentence: String, cites: Citation? = nil) {
        self.field = field
        self.sentence = sentence
        self.cites = cites
    }
}

extension [FormProblem] {
    func sentence(for field: String) -> String? { first { $0.field == field }?.sentence }
}

/// A labelled text field with its hint and its error in words.
struct TextField: Component {
    var id: String
    var title: String
    var hint: String? = nil
    var problem: String? = nil
    var attributes: [Attribute]

    var body: Node {
        let described = [hint.map { _ in id + "-hint" }, problem.map { _ in id + "-error" }].compactMap { $0 }
        var all: [Attribute] = [.id(id), .name(id)] + attributes
        if !described.isEmpty { all.append(.aria("describedby", described.joined(separator: " "))) }
        if problem != nil { all.append(.aria("invalid", "true")) }
        return div(.class(problem == nil ? "field" : "field wrong")) {
            label(.for(id)) { title }
            if let hint { p(.class("hint"), .id(id + "-hint")) { hint } }
            if let problem { p(.class("field-error"), .id(id + "-error")) { "Error: " + problem } }
            Node.element(Element("input", all, [], .void))
        }
    }
}

/// A labelled field for text of several lines.
struct TextArea: Component {
    var id: String
    var title: String
    var hint: String? = nil
    var problem: String? = nil
    var rows: Int
    var value: String

    var body: Node {
        let described = [hint.map { _ in id + "-hint" }, problem.map { _ in id + "-error" }].compactMap { $0 }
        var all: [Attribute] = [.id(id), .name(id), .rows(rows), .dir("auto")]
        if !described.isEmpty { all.append(.aria("describedby", described.joined(separator: " "))) }
        if problem != nil { all.append(.aria("invalid", "true")) }
        return div(.class(problem == nil ? "field" : "field wrong")) {
            label(.for(id)) { title }
            if let hint { p(.class("hint"), .id(id + "-hint")) { hint } }
            if let problem { p(.class("field-error"), .id(id + "-error")) { "Error: " + problem } }
            // The first end of a line in a text area is dropped by browsers.
            Node.element(Element("textarea", all, [.text(value.hasPrefix("\n") ? "\n" + value : value)]))
        }
    }
}

/// One possible value of a filter or a list, with how many rows it would leave.
package struct Choice: Hashable, Sendable {
    package var value: String
    package var title: String
    package var count: Int?
    package var selected: Bool

    package init(value: String, title: String, count: Int? = nil, selected: Bool = false) {
        self.value = value
        self.title = title
        self.count = count
        self.selected = selected
    }

    var words: String { count.map { "\(title) (\(Figures.count($0)))" } ?? title }
}

/// A drop-down list.
struct Choices: Component {
    var id: String
    var title: String
    /// The words of the empty choice; without them there is none.
    var all: String?
    var choices: [Choice]
    var problem: String? = nil

    var body: Node {
        var attributes: [Attribute] = [.id(id), .name(id)]
        if problem != nil { attributes += [.aria("describedby", id + "-error"), .aria("invalid", "true")] }
        return div(.class(problem == nil ? "field" : "field wrong")) {
            label(.for(id)) { title }
            if let problem { p(.class("field-error"), .id(id + "-error")) { "Error: " + problem } }
            Node.element(Element("select", attributes, options))
        }
    }

    private var options: [Node] {
        (all.map { words in [option(.value("")) { words }] } ?? [])
            + choices.map { choice in
                choice.selected ? option(.value(choice.value), .selected) { choice.words } : option(.value(choice.value)) { choice.words }
            }
    }
}

/// A set of radio buttons, each with a sentence of what it means.
struct Radios: Component {
    struct Row {
        var value: String
        var title: String
        var hint: String?
        var chosen: Bool
        var enabled = true
    }
    var name: String
    var question: String
    var rows: [Row]
    var problem: String? = nil

    var body: Node {
        fieldset(.class(problem == nil ? "radios" : "radios wrong")) {
            legend { question }
            if let problem { p(.class("field-error"), .id(name + "-error")) { "Error: " + problem } }
            for (index, row) in rows.enumerated() { choice(row, id: index == 0 ? name : "\(name)-\(index)") }
        }
    }

    private func choice(_ row: Row, id: String) -> Node {
        var attributes: [Attribute] = [.type("radio"), .id(id), .name(name), .value(row.value)]
        if row.chosen { attributes.append(.checked) }
        if !row.enabled { attributes.append(.disabled) }
        if row.hint != nil { attributes.append(.aria("describedby", id + "-hint")) }
        return div(.class("radio")) {
            Node.element(Element("input", attributes, [], .void))
            label(.for(id)) { row.title }
            if let hint = row.hint { p(.class("hint"), .id(id + "-hint")) { hint } }
        }
    }
}
