import Foundation

/// The parts of a `multipart/form-data` body (RFC 7578), read strictly: what two readers could understand in two ways is
/// refused.
struct Multipart: Sendable {
    struct Part: Sendable, Equatable {
        var name: String
        /// Set for a file, and empty where none was chosen.
        var fileName: String?
        var bytes: Data
    }

    enum Problem: Error, Equatable, CustomStringConvertible {
        case noBoundary, noStart, noEnd, moreAfterEnd, badHeader, longHeader, noName, encoded, tooManyParts
        case twice(String)
        case notText(String)

        var description: String {
            let reason =
                switch self {
                case .noBoundary: "it does not say where its parts begin"
                case .noStart: "its first part does not begin where it should"
                case .noEnd: "it ends too early; it may have been cut off on the way"
                case .moreAfterEnd: "something follows its end"
                case .badHeader: "the head of a part is not as a browser writes it"
                case .longHeader: "the head of a part is too long"
                case .noName: "a part has no name"
                case .encoded: "a part is encoded in a way no browser uses"
                case .tooManyParts: "it has more parts than any form here"
                case .twice(let name): "it has the field \(name) twice"
                case .notText(let name): "the field \(name) is not text"
                }
            return "The form could not be read: \(reason). Open the page again and send it once more."
        }
    }

    private(set) var parts: [Part] = []

    private static let mostParts = 12
    private static let longestHead = 8_192
    private static let longestField = 262_144

    init(_ body: [UInt8], contentType: String) throws(Problem) {
        let boundary = try Multipart.boundary(in: contentType)
        let delimiter = Array("--\(boundary)".utf8)
        guard body.starts(with: delimiter) else { throw .noStart }
        var position = delimiter.count
        while try Multipart.partFollows(in: body, at: &position) {
            guard parts.count < Multipart.mostParts else { throw .tooManyParts }
            parts.append(try Multipart.part(in: body, at: &position, delimiter))
            if parts.dropLast().contains(where: { $0.name == parts[parts.count - 1].name }) { throw .twice(Multipart.shown(parts[parts.count - 1].name)) }
        }
    }

    /// RFC 2046, section 5.1.1: 1 to 70 of these characters, a space not last.
    private static func boundary(in contentType: String) throws(Problem) -> String {
        guard let header = HeaderValue(contentType), header.value.lowercased() == "multipart/form-data",
            let boundary = header.parameters["boundary"], (1...70).contains(boundary.utf8.count), !boundary.hasSuffix(" "),
            boundary.utf8.allSatisfy(isBoundaryCharacter)
        else { throw .noBoundary }
        return boundary
    }

    private static func isBoundaryCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "'()+_,-./:=? ".utf8.contains(byte)
        }
    }

    /// What stands after a delimiter: a line's end and a part, or two dashes and nothing more.
    private static func partFollows(in body: [UInt8], at position: inout Int) throws(Problem) -> Bool {
        let next = body[position...].prefix(2)
        position += 2
        if next.elementsEqual([0x0D, 0x0A]) { return true }
        guard next.elementsEqual([0x2D, 0x2D]) else { throw .noEnd }
        let rest = body[position...]
        guard rest.isEmpty || rest.elementsEqual([0x0D, 0x0A]) else { throw .moreAfterEnd }
        return false
    }

    private static func part(in body: [UInt8], at position: inout Int, _ delimiter: [UInt8]) throws(Problem) -> Part {
        guard let headEnd = find([0x0D, 0x0A, 0x0D, 0x0A], in: body, from: position, to: min(body.count, position + longestHead)) else {
            throw body.count - position > longestHead ? .longHeader : .noEnd
        }
        let (name, fileName) = try disposition(body[position..<headEnd])
        let start = headEnd + 4
        let end = [0x0D, 0x0A] + delimiter
        var found = find(end, in: body, from: start, to: body.count)
        // A longer line that only begins like the delimiter is content.
        while let place = found, !endsDelimiter(body, place + end.count) { found = find(end, in: body, from: place + 2, to: body.count) }
        guard let found else { throw .noEnd }
        position = found + end.count
        let bytes = Data(body[start..<found])
        guard fileName != nil || (bytes.count <= longestField && String(data: bytes, encoding: .utf8) != nil) else { throw .notText(shown(name)) }
        return Part(name: name, fileName: fileName, bytes: bytes)
    }

    private static func endsDelimiter(_ body: [UInt8], _ place: Int) -> Bool {
        let next = body[place...].prefix(2)
        return next.elementsEqual([0x0D, 0x0A]) || next.elementsEqual([0x2D, 0x2D])
    }

    private static func disposition(_ head: ArraySlice<UInt8>) throws(Problem) -> (name: String, fileName: String?) {
        var headers: [String: String] = [:]
        guard let text = String(data: Data(head), encoding: .utf8) else { throw .badHeader }
        for line in text.components(separatedBy: "\r\n") {
            guard let colon = line.firstIndex(of: ":"), !line.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F })
            else { throw .badHeader }
            let name = line[..<colon].lowercased()
            guard !name.isEmpty, name.utf8.allSatisfy(HeaderValue.isToken), headers[name] == nil else { throw .badHeader }
            headers[name] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        if let encoding = headers["content-transfer-encoding"]?.lowercased(), !["7bit", "8bit", "binary"].contains(encoding) { throw .encoded }
        guard let value = headers["content-disposition"] else { throw .noName }
        guard let header = HeaderValue(value), header.value.lowercased() == "form-data", header.parameters["filename*"] == nil else { throw .badHeader }
        guard let name = header.parameters["name"], !name.isEmpty else { throw .noName }
        return (name, header.parameters["filename"])
    }

    /// Where the bytes stand for the first time, wholly before `to`.
    private static func find(_ wanted: [UInt8], in body: [UInt8], from: Int, to: Int) -> Int? {
        guard to - from >= wanted.count else { return nil }
        return body.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var position = from
            while position <= to - wanted.count {
                guard let hit = memchr(base + position, Int32(wanted[0]), to - wanted.count + 1 - position) else { return nil }
                position = base.distance(to: UnsafeRawPointer(hit))
                if UnsafeRawBufferPointer(start: base + position, count: wanted.count).elementsEqual(wanted) { return position }
                position += 1
            }
            return nil
        }
    }

    /// A name that came with the form, as an error may show it.
    private static func shown(_ name: String) -> String { String(name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(20)) }
}

/// A header's value with its parameters (RFC 9110, section 5.6.6), each at most once.
struct HeaderValue {
    var value: String
    var parameters: [String: String] = [:]

    init?(_ text: String) {
        var rest = text[...]
        value = String(rest.prefix { $0 != ";" }).trimmingCharacters(in: .whitespaces)
        rest = rest.drop { $0 != ";" }
        while rest.first == ";" {
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            let name = rest.prefix { $0 != "=" && $0 != ";" }
            guard !name.isEmpty, name.utf8.allSatisfy(HeaderValue.isToken) else { return nil }
            rest = rest.dropFirst(name.count)
            guard rest.first == "=" else { return nil }
            rest = rest.dropFirst()
            guard let content = HeaderValue.content(&rest), parameters.updateValue(content, forKey: name.lowercased()) == nil else { return nil }
            rest = rest.drop { $0 == " " || $0 == "\t" }
        }
        guard rest.isEmpty, !value.isEmpty else { return nil }
    }

    /// A word, or a text in quotation marks.
    private static func content(_ rest: inout Substring) -> String? {
        guard rest.first == "\"" else {
            let word = rest.prefix { $0 != ";" && $0 != " " && $0 != "\t" }
            rest = rest.dropFirst(word.count)
            return !word.isEmpty && word.utf8.allSatisfy(isToken) ? String(word) : nil
        }
        rest = rest.dropFirst()
        var content = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return content
            // Browsers write a quotation mark as %22; some programs write \". Any other backslash is one.
            case "\\":
                if let next = rest.first, next == "\"" || next == "\\" { content.append(rest.removeFirst()) } else { content.append(character) }
            default: content.append(character)
            }
        }
        return nil
    }

    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
