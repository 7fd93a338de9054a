import Casework
import Foundation
import Mail
import Records

/// What a letter says: the reference, what to do, where. No name of anybody, not even of the one it goes to, and nothing
/// of what the record says (`D20-04:VI.A`, ambiguity 2.19): a letter lies in the mail systems of others.
enum LetterText {
    static func message(_ letter: LetterToSend, from: EmailAddress, link: String, department: String, at now: Date) -> MailMessage {
        let words = letter.words.hasSuffix(".") ? String(letter.words.dropLast()) : letter.words
        return MailMessage(
            from: from, to: letter.address, subject: "Mainstay: \(letter.reference), \(words)",
            body: """
                \(letter.reference): \(words).

                \(address(letter.path, at: link))

                Sign in there to read more. This letter names nobody and holds nothing of the record. It was sent by the Mainstay of the \(department); nobody reads an answer to it.
                """,
            identity: "\(letter.identity)@\(from.host)", date: now)
    }

    /// A path inside Mainstay as others reach it.
    static func address(_ path: String, at link: String) -> String { (link.hasSuffix("/") ? String(link.dropLast()) : link) + path }
}
