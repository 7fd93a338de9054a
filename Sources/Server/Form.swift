import Foundation

/// The fields of a submitted form or of a query, in the order sent.
package struct Form: Sendable {
    private var fields: [(name: String, value: String)] = []
    /// Whether what was sent counts to the letter: a value that is empty is there, and space around it is part of it.
    private var isLiteral = false

    /// More fields than any of our forms has; the rest is not looked at.
    private static let most = 2_000

    /// Reads `application/x-www-form-urlencoded` (WHATWG URL, section 5.1).
    ///
    /// - Parameter literal: Whether it counts to the letter, as what a program sends does; what a person types is tidied.
    package init(urlEncoded text: some StringProtocol, literal: Bool = false) {
        isLiteral = literal
        for pair in text.split(separator: "&", maxSplits: Form.most).prefix(Form.most) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Form.decoded(parts[0])
            let value = parts.count > 1 ? Form.decoded(parts[1]) : ""
            fields.append((name, value))
        }
    }

    /// The files of a form, by the field they came in.
    private var files: [String: UploadedFile] = [:]

    /// Reads `multipart/form-data`.
    init(_ multipart: Multipart) {
        for part in multipart.parts {
            if let name = part.fileName {
                // A browser sends a file without a name where none was chosen.
                if !name.isEmpty || !part.bytes.isEmpty { files[part.name] = UploadedFile(name: name, content: part.bytes) }
            } else {
                fields.append((part.name, String(decoding: part.bytes, as: UTF8.self)))
            }
        }
    }

    func file(_ name: String) -> UploadedFile? { files[name] }

    /// The trimmed value of a field, nil when it is absent or empty.
    package subscript(_ name: String) -> String? {
        guard let typed = fields.first(where: { $0.name == name })?.value else { return nil }
        if isLiteral { return Form.printable(typed) }
        let value = Form.printable(typed).trimmingCharacters(in: .whitespacesAndNewlines)
        return value.isEmpty ? nil : value
    }

    /// Without control characters, which nobody types and which cut a text short in other programs, and without those
    /// that turn the direction of writing, which make a name or a number read as another.
    static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isHidden($0) }))
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        case 0x00..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Every field in the order sent.
    package var pairs: [(name: String, value: String)] { fields }

    /// The value as typed: passphrases may begin and end with a space.
    package func raw(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

    private static func decoded(_ text: some StringProtocol) -> String {
        text.replacingOccurrences(of: "+", with: " ").removingPercentEncoding ?? ""
    }
}

/// A file as it came with a form. It is kept in memory alone, never in a temporary file.
package struct UploadedFile: Sendable {
    package var name: String
    package var content: Data
}
