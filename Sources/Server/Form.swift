import Foundation

/// The fields of a submitted form or of a query, in the order sent.
package struct Form: Sendable {
    private var fields: [(name: String, value: String)] = []

    /// Reads `application/x-www-form-urlencoded` (WHATWG URL, section 5.1).
    package init(urlEncoded text: some StringProtocol) {
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Form.decoded(parts[0])
            let value = parts.count > 1 ? Form.decoded(parts[1]) : ""
            fields.append((name, value))
        }
    }

    /// The trimmed value of a field, nil when it is absent or empty.
    package subscript(_ name: String) -> String? {
        guard let value = fields.first(where: { $0.name == name })?.value.trimmingCharacters(in: .whitespacesAndNewlines), !value.isEmpty
        else { return nil }
        return value
    }

    /// The value as typed: passphrases may begin and end with a space.
    package func raw(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

    private static func decoded(_ text: some StringProtocol) -> String {
        text.replacingOccurrences(of: "+", with: " ").removingPercentEncoding ?? ""
    }
}
