/// The HTML elements the pages use, named as in HTML.

func html(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("html", attributes, content()))
}

func head(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("head", attributes, content()))
}

func title(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("title", attributes, content()))
}

func body(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("body", attributes, content()))
}

func header(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("header", attributes, content()))
}

func nav(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("nav", attributes, content()))
}

func main(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("main", attributes, content()))
}

func footer(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("footer", attributes, content()))
}

func section(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("section", attributes, content()))
}

func aside(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("aside", attributes, content()))
}

func div(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("div", attributes, content()))
}

func p(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("p", attributes, content()))
}

func span(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("span", attributes, content()))
}

func strong(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("strong", attributes, content()))
}

func em(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("em", attributes, content()))
}

func small(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("small", attributes, content()))
}

func h1(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("h1", attributes, content()))
}

func h2(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("h2", attributes, content()))
}

func h3(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("h3", attributes, content()))
}

func ul(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("ul", attributes, content()))
}

func ol(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("ol", attributes, content()))
}

func li(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("li", attributes, content()))
}

func dl(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("dl", attributes, content()))
}

func dt(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("dt", attributes, content()))
}

func dd(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("dd", attributes, content()))
}

func a(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("a", attributes, content()))
}

func abbr(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("abbr", attributes, content()))
}

func cite(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("cite", attributes, content()))
}

func time(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("time", attributes, content()))
}

func details(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("details", attributes, content()))
}

func summary(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("summary", attributes, content()))
}

func figure(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("figure", attributes, content()))
}

func figcaption(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("figcaption", attributes, content()))
}

func table(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("table", attributes, content()))
}

func caption(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("caption", attributes, content()))
}

func thead(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("thead", attributes, content()))
}

func tbody(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("tbody", attributes, content()))
}

func tr(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("tr", attributes, content()))
}

func th(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("th", attributes, content()))
}

func td(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("td", attributes, content()))
}

func form(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("form", attributes, content()))
}

func fieldset(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("fieldset", attributes, content()))
}

func legend(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("legend", attributes, content()))
}

func label(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("label", attributes, content()))
}

func textarea(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("textarea", attributes, content()))
}

func button(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("button", attributes, content()))
}

func select(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("select", attributes, content()))
}

func option(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("option", attributes, content()))
}

func output(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("output", attributes, content()))
}

func progress(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("progress", attributes, content()))
}

func noscript(_ attributes: Attribute..., @Markup content: () -> [Node]) -> Node {
    .element(Element("noscript", attributes, content()))
}

func meta(_ attributes: Attribute...) -> Node { .element(Element("meta", attributes, [], .void)) }

func link(_ attributes: Attribute...) -> Node { .element(Element("link", attributes, [], .void)) }

func input(_ attributes: Attribute...) -> Node { .element(Element("input", attributes, [], .void)) }

func br(_ attributes: Attribute...) -> Node { .element(Element("br", attributes, [], .void)) }

func script(_ attributes: Attribute...) -> Node { .element(Element("script", attributes, [])) }
