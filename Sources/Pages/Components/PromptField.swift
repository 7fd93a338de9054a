import Casework
import Directives

/// One question of a step's form, with what to choose from and what was answered.
package struct StepField: Sendable {
    package var prompt: Prompt
    /// What a choice offers on this record.
    package var choices: [Prompt.Choice]
    /// As typed; a moment as its day and its time. Nil on a fresh form, which shows what is proposed.
    package var answers: [String]?
    /// Who reads the answer.
    package var readers: String

    package init(prompt: Prompt, choices: [Prompt.Choice], answers: [String]?, readers: String) {
        self.prompt = prompt
        self.choices = choices
        self.answers = answers
        self.readers = readers
    }

    /// The fields in which a date and its time are sent; one that carries both under the prompt's own key is understood too.
    package static func dayName(_ key: String) -> String { key + "-day" }
    package static func timeName(_ key: String) -> String { key + "-time" }

    func answered(_ value: String) -> Bool { answers.map { $0.contains(value) } ?? false }
    var first: String { answers?.first ?? "" }
}

/// Draws a question by its kind. The first control has the prompt's key as its id, so that a problem leads to it.
struct PromptField: Component {
    var field: StepField
    var problem: String?

    private var prompt: Prompt { field.prompt }
    private var id: String { prompt.key }
    private var asks: String { prompt.isRequired ? prompt.asks : "\(prompt.asks) (optional)" }

    var body: Node {
        switch prompt.kind {
        case .line: wrapped { control("input", [.type("text"), .value(field.first), .autocomplete("off")]) }
        case .text: wrapped { area(field.first, rows: 5) }
        case .lines: wrapped { area((field.answers ?? []).joined(separator: "\n"), rows: 4) }
        case .day: wrapped { div(.class("day")) { control("input", [.type("date"), .value(field.first)]) } }
        case .moment: moment
        case .confirmation: confirmation
        case .one, .oneOf: field.choices.count > PromptField.mostButtons ? wrapped { list } : set(.type("radio"))
        case .many, .manyOf: set(.type("checkbox"))
        }
    }

    /// Longer lists are drop-downs.
    private static let mostButtons = 9

    // MARK: One control

    private var described: [String] { [prompt.hint.map { _ in id + "-hint" }, problem.map { _ in id + "-error" }].compactMap { $0 } }

    private var state: [Attribute] {
        (described.isEmpty ? [] : [.aria("describedby", described.joined(separator: " "))]) + (problem == nil ? [] : [.aria("invalid", "true")])
    }

    private func control(_ name: StaticString, _ attributes: [Attribute]) -> Node {
        .element(Element(name, [.id(id), .name(id)] + attributes + state, [], .void))
    }

    private func area(_ text: String, rows: Int) -> Node {
        // The first end of a line in a text area is dropped by browsers.
        .element(Element("textarea", [.id(id), .name(id), .rows(rows), .dir("auto")] + state, [.text(text.hasPrefix("\n") ? "\n" + text : text)]))
    }

    private var list: Node {
        .element(
            Element(
                "select", [.id(id), .name(id)] + state,
                [option(.value("")) { "Choose" }]
                    + field.choices.map { choice in
                        let words = choice.note.map { "\(choice.title) – \($0)" } ?? choice.title
                        return isChosen(choice) ? option(.value(choice.value), .selected) { words } : option(.value(choice.value)) { words }
                    }))
    }

    private func wrapped(@Markup control: () -> Node) -> Node {
        div(.class(problem == nil ? "field" : "field wrong")) {
            div(.class("field-head")) {
                label(.for(id)) { asks }
                CitationLink(prompt.cites)
            }
            hintAndProblem
            control()
        }
    }

    @Markup private var hintAndProblem: Node {
        if let hint = prompt.hint { p(.class("hint"), .id(id + "-hint")) { hint } }
        if let problem { p(.class("field-error"), .id(id + "-error")) { "Error: " + problem } }
    }

    // MARK: Several controls

    private func set(_ type: Attribute) -> Node {
        grouped {
            if field.choices.isEmpty { p(.class("small"), .id(id), .tabindex(-1)) { "There is nothing to choose from at present." } }
            for (index, choice) in field.choices.enumerated() { button(choice, type, id: index == 0 ? id : "\(id)-\(index + 1)") }
        }
    }

    private func button(_ choice: Prompt.Choice, _ type: Attribute, id: String) -> Node {
        var attributes: [Attribute] = [type, .id(id), .name(prompt.key), .value(choice.value)]
        if isChosen(choice) { attributes.append(.checked) }
        if choice.note != nil { attributes.append(.aria("describedby", id + "-note")) }
        return div(.class("radio")) {
            Node.element(Element("input", attributes, [], .void))
            label(.for(id)) { choice.title }
            if let note = choice.note { p(.class("hint"), .id(id + "-note")) { note } }
        }
    }

    private func isChosen(_ choice: Prompt.Choice) -> Bool { field.answers == nil ? choice.proposed : field.answered(choice.value) }

    private var moment: Node {
        let (day, time) = (field.first, field.answers?.dropFirst().first ?? "")
        return grouped {
            div(.class("moment")) {
                div {
                    label(.for(id), .class("small")) { "Date" }
                    Node.element(Element("input", [.type("date"), .id(id), .name(StepField.dayName(id)), .value(day)] + state, [], .void))
                }
                div {
                    label(.for(id + "-time"), .class("small")) { "Time" }
                    Node.element(Element("input", [.type("time"), .id(id + "-time"), .name(StepField.timeName(id)), .value(time)], [], .void))
                }
            }
        }
    }

    private func grouped(@Markup content: () -> Node) -> Node {
        fieldset(.class(problem == nil ? "field radios" : "field radios wrong")) {
            legend {
                span(.class("field-head")) {
                    span { asks }
                    CitationLink(prompt.cites)
                }
            }
            hintAndProblem
            content()
        }
    }

    private var confirmation: Node {
        var attributes: [Attribute] = [.type("checkbox"), .id(id), .name(id), .value("yes")]
        if field.answered("yes") { attributes.append(.checked) }
        return div(.class(problem == nil ? "field confirmation" : "field confirmation wrong")) {
            if let problem { p(.class("field-error"), .id(id + "-error")) { "Error: " + problem } }
            div(.class("radio")) {
                Node.element(Element("input", attributes + state, [], .void))
                span(.class("field-head")) {
                    label(.for(id)) { asks }
                    CitationLink(prompt.cites)
                }
                if let hint = prompt.hint { p(.class("hint"), .id(id + "-hint")) { hint } }
            }
        }
    }
}
