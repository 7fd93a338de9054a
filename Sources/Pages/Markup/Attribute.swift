/// An attribute of an element. Values are made only by the functions below, so an address comes from a `Link`, and
/// `style` and event attributes, which the content security policy forbids, cannot be written at all.
package struct Attribute: Sendable {
    package let prefix: Prefix
    package let name: StaticString
    /// Nil for an attribute that is true by being there, as `required`.
    package let value: String?

    package enum Prefix: String, Sendable {
        case none = ""
        case aria = "aria-"
        case data = "data-"
    }

    fileprivate init(_ name: StaticString, _ value: String?, prefix: Prefix = .none) {
        self.name = name
        self.value = value
        self.prefix = prefix
    }

    /// The whole name as written: `aria-sort`.
    package var fullName: String { prefix.rawValue + name.description }
}

package extension Attribute {
    static func aria(_ name: StaticString, _ value: String) -> Attribute { Attribute(name, value, prefix: .aria) }
    static func data(_ name: StaticString, _ value: String) -> Attribute { Attribute(name, value, prefix: .data) }

    // MARK: Anywhere

    static func id(_ value: String) -> Attribute { Attribute("id", value) }
    static func `class`(_ value: String) -> Attribute { Attribute("class", value) }
    static func role(_ value: StaticString) -> Attribute { Attribute("role", value.description) }
    static func lang(_ value: StaticString) -> Attribute { Attribute("lang", value.description) }
    static func dir(_ value: StaticString) -> Attribute { Attribute("dir", value.description) }
    static func tabindex(_ value: Int) -> Attribute { Attribute("tabindex", String(value)) }
    static var hidden: Attribute { Attribute("hidden", nil) }
    static var open: Attribute { Attribute("open", nil) }

    // MARK: Addresses

    static func href(_ link: Link) -> Attribute { Attribute("href", link.target) }
    static func src(_ link: Link) -> Attribute { Attribute("src", link.target) }
    static func action(_ link: Link) -> Attribute { Attribute("action", link.target) }
    static func poll(_ link: Link) -> Attribute { Attribute("poll", link.target, prefix: .data) }
    static func next(_ link: Link) -> Attribute { Attribute("next", link.target, prefix: .data) }
    static func stream(_ link: Link) -> Attribute { Attribute("stream", link.target, prefix: .data) }
    static func rel(_ value: StaticString) -> Attribute { Attribute("rel", value.description) }
    static var download: Attribute { Attribute("download", nil) }

    // MARK: Document

    static func charset(_ value: StaticString) -> Attribute { Attribute("charset", value.description) }
    static func content(_ value: String) -> Attribute { Attribute("content", value) }
    static func httpEquiv(_ value: StaticString) -> Attribute { Attribute("http-equiv", value.description) }

    // MARK: Forms

    static var post: Attribute { Attribute("method", "post") }
    static var get: Attribute { Attribute("method", "get") }
    /// A form that carries a file.
    static var multipart: Attribute { Attribute("enctype", "multipart/form-data") }
    static func accept(_ value: StaticString) -> Attribute { Attribute("accept", value.description) }
    static func rows(_ value: Int) -> Attribute { Attribute("rows", String(value)) }
    static var novalidate: Attribute { Attribute("novalidate", nil) }
    static func type(_ value: StaticString) -> Attribute { Attribute("type", value.description) }
    static func name(_ value: String) -> Attribute { Attribute("name", value) }
    static func value(_ value: String) -> Attribute { Attribute("value", value) }
    static func `for`(_ value: String) -> Attribute { Attribute("for", value) }
    static func list(_ value: String) -> Attribute { Attribute("list", value) }
    static func min(_ value: String) -> Attribute { Attribute("min", value) }
    static func max(_ value: String) -> Attribute { Attribute("max", value) }
    static func step(_ value: String) -> Attribute { Attribute("step", value) }
    static func autocomplete(_ value: StaticString) -> Attribute { Attribute("autocomplete", value.description) }
    static func inputmode(_ value: StaticString) -> Attribute { Attribute("inputmode", value.description) }
    static func spellcheck(_ value: Bool) -> Attribute { Attribute("spellcheck", value ? "true" : "false") }
    static func autocapitalize(_ value: StaticString) -> Attribute { Attribute("autocapitalize", value.description) }
    static var checked: Attribute { Attribute("checked", nil) }
    static var selected: Attribute { Attribute("selected", nil) }
    static var required: Attribute { Attribute("required", nil) }
    static var disabled: Attribute { Attribute("disabled", nil) }

    // MARK: Tables

    static func scope(_ value: StaticString) -> Attribute { Attribute("scope", value.description) }
    static func colspan(_ value: Int) -> Attribute { Attribute("colspan", String(value)) }
    static func datetime(_ value: String) -> Attribute { Attribute("datetime", value) }

    // MARK: SVG

    static func viewBox(_ width: Double, _ height: Double) -> Attribute {
        Attribute("viewBox", "0 0 \(Coordinate(width)) \(Coordinate(height))")
    }
    static func preserveAspectRatio(_ value: StaticString) -> Attribute { Attribute("preserveAspectRatio", value.description) }
    static func width(_ value: Double) -> Attribute { Attribute("width", Coordinate.text(value)) }
    static func height(_ value: Double) -> Attribute { Attribute("height", Coordinate.text(value)) }
    static func x(_ value: Double) -> Attribute { Attribute("x", Coordinate.text(value)) }
    static func y(_ value: Double) -> Attribute { Attribute("y", Coordinate.text(value)) }
    static func x1(_ value: Double) -> Attribute { Attribute("x1", Coordinate.text(value)) }
    static func y1(_ value: Double) -> Attribute { Attribute("y1", Coordinate.text(value)) }
    static func x2(_ value: Double) -> Attribute { Attribute("x2", Coordinate.text(value)) }
    static func y2(_ value: Double) -> Attribute { Attribute("y2", Coordinate.text(value)) }
    static func cx(_ value: Double) -> Attribute { Attribute("cx", Coordinate.text(value)) }
    static func cy(_ value: Double) -> Attribute { Attribute("cy", Coordinate.text(value)) }
    static func r(_ value: Double) -> Attribute { Attribute("r", Coordinate.text(value)) }
    static func d(_ value: String) -> Attribute { Attribute("d", value) }
    static func textAnchor(_ value: StaticString) -> Attribute { Attribute("text-anchor", value.description) }
    static func focusable(_ value: Bool) -> Attribute { Attribute("focusable", value ? "true" : "false") }
}

/// A length in a drawing, written with at most two decimals. `String(Double)` is slower and longer.
package struct Coordinate: CustomStringConvertible, Sendable {
    package let value: Double
    package init(_ value: Double) { self.value = value }
    package var description: String { Coordinate.text(value) }

    package static func text(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "0" }
        let hundredths = Int((value * 100).rounded())
        let whole = abs(hundredths) / 100
        let rest = abs(hundredths) % 100
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
        return rest < 10 ? "\(sign)\(whole).0\(rest)" : "\(sign)\(whole).\(rest)"
    }
}
