/// The SVG elements the charts use. They stand apart from HTML's because `text` and `title` mean other things there.
enum SVG {
    static func svg(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
        .element(Element("svg", attributes, content()))
    }

    static func g(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
        .element(Element("g", attributes, content()))
    }

    static func title(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
        .element(Element("title", attributes, content()))
    }

    static func desc(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
        .element(Element("desc", attributes, content()))
    }

    static func text(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
        .element(Element("text", attributes, content()))
    }

    static func rect(_ attributes: Attribute..., @Markup content: () -> [Node] = { [] }) -> Node {
        .element(Element("rect", attributes, content(), .selfClosed))
    }

    static func line(_ attributes: Attribute..., @Markup content: () -> [Node] = { [] }) -> Node {
        .element(Element("line", attributes, content(), .selfClosed))
    }

    static func path(_ attributes: Attribute..., @Markup content: () -> [Node] = { [] }) -> Node {
        .element(Element("path", attributes, content(), .selfClosed))
    }

    static func circle(_ attributes: Attribute..., @Markup content: () -> [Node] = { [] }) -> Node {
        .element(Element("circle", attributes, content(), .selfClosed))
    }
}
