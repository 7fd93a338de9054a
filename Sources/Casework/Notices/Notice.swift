import Foundation

/// A word to one account that something waits for it: which record, what to do, where in Mainstay.
///
/// The words are neutral. They hold the reference and what to do, never a name, an indicator or anything a record says,
/// because they also leave the house by mail (`D20-04:VI.A`, ambiguity 2.19). To whom a program may speak, and when, the
/// program says; a member hears nothing before the in-person notice is recorded (`D20-04:VI.A.2`).
package struct Notice: Hashable, Sendable {
    /// The account's name.
    package var account: String
    package var program: ProgramKey
    /// `W-2026-11-003`
    package var reference: String
    /// "Assign a supervisor."
    package var words: String
    /// Where it is done: a path inside Mainstay.
    package var path: String
    package var at: Date
    /// What gave rise to it, where the same words may be said again: `event 12`. The same words about the same record for
    /// the same cause are said once.
    package var cause: String?

    package init(
        account: String, program: ProgramKey, reference: String, words: String, path: String, at: Date, cause: String? = nil
    ) {
        self.account = account
        self.program = program
        self.reference = reference
        self.words = words
        self.path = path
        self.at = at
        self.cause = cause
    }

    /// What is wrong with it; such a notice is a mistake of the program that posts it, and is not written.
    package enum Problem: Error, Equatable, CustomStringConvertible {
        case badReference
        case badWords
        case badPath
        case noSuchAccount

        package var description: String {
            switch self {
            case .badReference: "A notice needs a reference of letters, digits, dots and hyphens. Nothing was changed."
            case .badWords: "A notice needs words of one line, 1 to 200 characters. Nothing was changed."
            case .badPath: "A notice leads to a page of Mainstay and nowhere else. Nothing was changed."
            case .noSuchAccount: "A notice was meant for an account that does not exist. Nothing was changed."
            }
        }
    }

    package func check() throws(Problem) {
        let references = reference.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x2E
        }
        guard references, (1...60).contains(reference.utf8.count) else { throw .badReference }
        guard (1...200).contains(words.count), words.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw .badWords
        }
        guard path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"), path.utf8.count <= 500,
            path.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .badPath }
    }
}
