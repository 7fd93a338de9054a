/// A long hexadecimal number, set so that it may break anywhere.
struct Digest: Component {
    var hex: String
    init(_ hex: String) { self.hex = hex }
    var body: Node { .element(Element("code", [.class("digest")], [.text(hex)])) }
}
