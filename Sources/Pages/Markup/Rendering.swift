extension Node {
    /// Appends the HTML of the node. One buffer is filled for a whole page.
    package func render(into buffer: inout [UInt8]) {
        switch self {
        case .text(let text): buffer.append(escaped: text)
        case .element(let element): element.render(into: &buffer)
        case .group(let nodes): for node in nodes { node.render(into: &buffer) }
        }
    }

    package var html: [UInt8] {
        var buffer: [UInt8] = []
        buffer.reserveCapacity(16_384)
        render(into: &buffer)
        return buffer
    }

    package var string: String { String(decoding: html, as: UTF8.self) }
}

extension Element {
    func render(into buffer: inout [UInt8]) {
        buffer.append(UInt8(ascii: "<"))
        buffer.append(literal: name)
        for attribute in attributes {
            buffer.append(UInt8(ascii: " "))
            switch attribute.prefix {
            case .none: break
            case .aria: buffer.append(literal: "aria-")
            case .data: buffer.append(literal: "data-")
            }
            buffer.append(literal: attribute.name)
            if let value = attribute.value {
                buffer.append(UInt8(ascii: "="))
                buffer.append(UInt8(ascii: "\""))
                buffer.append(escaped: value)
                buffer.append(UInt8(ascii: "\""))
            }
        }
        switch form {
        case .void:
            buffer.append(UInt8(ascii: ">"))
        case .selfClosed where children.isEmpty:
            buffer.append(literal: "/>")
        case .container, .selfClosed:
            buffer.append(UInt8(ascii: ">"))
            for child in children { child.render(into: &buffer) }
            buffer.append(literal: "</")
            buffer.append(literal: name)
            buffer.append(UInt8(ascii: ">"))
        }
    }
}

extension [UInt8] {
    mutating func append(literal text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    /// Escapes the five characters that mean something in HTML. The same rule serves text and quoted attribute values.
    /// Runs without such a character are copied whole.
    mutating func append(escaped text: String) {
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            for index in bytes.indices {
                let replacement: StaticString
                switch bytes[index] {
                case UInt8(ascii: "&"): replacement = "&amp;"
                case UInt8(ascii: "<"): replacement = "&lt;"
                case UInt8(ascii: ">"): replacement = "&gt;"
                case UInt8(ascii: "\""): replacement = "&quot;"
                case UInt8(ascii: "'"): replacement = "&#39;"
                default: continue
                }
                append(contentsOf: bytes[start..<index])
                append(literal: replacement)
                start = index + 1
            }
            append(contentsOf: bytes[start...])
        }
    }
}
