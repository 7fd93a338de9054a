/// An e-mail address in the plain form that departments give: `a.martin@example.gov`.
///
/// Narrower than RFC 5321 allows: no quoted names, no literals of networks, nothing outside ASCII. Whatever could end a
/// line or begin another header in a letter is no address.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    package var description: String { text }

    package enum Problem: Error, Equatable, CustomStringConvertible {
        case notAnAddress

        package var description: String {
            "This is no e-mail address that letters can be sent to. Write it as a.martin@example.gov, without a name, spaces or brackets."
        }
    }

    package init(_ typed: String) throws(Problem) {
        let parts = typed.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, typed.utf8.count <= 254, EmailAddress.isMailbox(parts[0]), EmailAddress.isHost(parts[1]) else {
            throw .notAnAddress
        }
        text = typed
    }

    /// What stands behind the `@`.
    package var host: String { text.split(separator: "@").last.map(String.init) ?? "" }

    /// Words of letters, digits and the marks of RFC 5322's `atext`, joined by single dots.
    private static func isMailbox(_ text: Substring) -> Bool {
        guard (1...64).contains(text.utf8.count) else { return false }
        return text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty && word.allSatisfy { isLetterOrDigit($0) || marks.contains($0) }
        }
    }

    private static let marks = Set("!#$%&'*+-/=?^_`{|}~".utf8)

    /// A name of a host with at least two labels (RFC 1123).
    private static func isHost(_ text: Substring) -> Bool {
        let labels = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.count) && label.first != 0x2D && label.last != 0x2D
                    && label.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D }
            }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
