import Casework
import Foundation
import Mail

/// What stands against the mail settings when the server starts.
package enum MailProblem: Error, Equatable, CustomStringConvertible {
    case unreadable(key: String, path: String)
    case readableByOthers(path: String)
    case emptyPassphrase(path: String)

    package var description: String {
        switch self {
        case .unreadable(let key, let path): "department.yaml: mail → \(key): the file \(path) cannot be read. Check its name and its permissions."
        case .readableByOthers(let path): "The file \(path) with the passphrase of the mail server can be read by other accounts of this machine. Run `chmod 600 \(path)`."
        case .emptyPassphrase(let path): "The file \(path) holds no passphrase. Write it on one line."
        }
    }
}

extension Office {
    /// The mail server of the department's settings, with its passphrase; nil where mail is not set up.
    package static func mailServer(of department: Department) throws(MailProblem) -> MailServer? {
        guard let mail = department.mail, let from = try? EmailAddress(mail.from) else { return nil }
        if let path = mail.certificates, !FileManager.default.isReadableFile(atPath: path) {
            throw .unreadable(key: "certificates", path: path)
        }
        return MailServer(
            address: mail.server, from: from, greeting: ServerPlace(mail.link, schemes: ["https", "http"])?.host ?? from.host,
            security: mail.security, user: mail.user, passphrase: try mail.passphraseFile.map(passphrase), certificates: mail.certificates)
    }

    private static func passphrase(in path: String) throws(MailProblem) -> String {
        // Behind a link it is the file itself that must be shut.
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: real),
            let text = try? String(contentsOfFile: real, encoding: .utf8)
        else { throw .unreadable(key: "passphraseFile", path: path) }
        if let mode = attributes[.posixPermissions] as? NSNumber, mode.intValue & 0o077 != 0 { throw .readableByOthers(path: path) }
        let line = text.prefix { !$0.isNewline }
        guard !line.isEmpty else { throw .emptyPassphrase(path: path) }
        return String(line)
    }
}
