/// A piece of a page. There is no raw case: whatever is text is escaped, so a name with `<` in it stays a name.
package enum Node: Sendable {
    case text(String)
    case element(Element)
    case group([Node])

    package static let nothing = Node.group([])
}

/// An HTML or SVG element with its attributes and children.
package struct Element: Sendable {
    package let name: StaticString
    package let attributes: [Attribute]
    package let children: [Node]
    /// How the element ends: `<p></p>`, `<input>` or `<rect/>`.
    package let form: Form

    package enum Form: Sendable { case container, void, selfClosed }

    package init(_ name: StaticString, _ attributes: [Attribute], _ children: [Node], _ form: Form = .container) {
        self.name = name
        self.attributes = attributes
        self.children = children
        self.form = form
    }
}

/// A value that becomes a piece of a page. The same value always gives the same HTML.
package protocol Component {
    var body: Node { get }
}

/// Collects the statements of a closure into nodes.
@resultBuilder
package enum Markup {
    package static func buildExpression(_ node: Node) -> Node { node }
    package static func buildExpression(_ text: String) -> Node { .text(text) }
    package static func buildExpression(_ component: some Component) -> Node { component.body }
    package static func buildExpression(_ nodes: [Node]) -> Node { .group(nodes) }
    package static func buildBlock() -> Node { .nothing }
    package static func buildBlock(_ node: Node) -> Node { node }
    package static func buildBlock(_ nodes: Node...) -> Node { .group(nodes) }
    package static func buildOptional(_ node: Node?) -> Node { node ?? .nothing }
    package static func buildEither(first: Node) -> Node { first }
    package static func buildEither(second: Node) -> Node { second }
    package static func buildArray(_ nodes: [Node]) -> Node { .group(nodes) }
    package static func buildFinalResult(_ node: Node) -> [Node] {
        if case .group(let nodes) = node { nodes } else { [node] }
    }
    package static func buildFinalResult(_ node: Node) -> Node { node }
}
