/// How letters leave the house; the part `mail` of `department.yaml`. Without it no letter is written.
package struct MailSettings: Codable, Sendable {
    /// `smtp://mail.example.gov:587`, or `smtps://` for TLS from the first byte.
    package var server: String
    /// The address that letters come from.
    package var from: String
    /// The public address of Mainstay, with which links in letters begin: `https://mainstay.example.gov`.
    package var link: String
    /// The domains of the department's own addresses: `example.gov`. Where there are any, nobody has letters sent elsewhere.
    package var domains: [String]?
    /// `required`, `offered` or `none`; left out, it is required.
    package var tls: String?
    package var user: String?
    /// A file with the passphrase on one line, readable by the serving account alone.
    package var passphraseFile: String?
    /// A file in PEM form with the certificates to trust, where the mail server's is not signed by a known authority.
    package var certificates: String?

    package enum Security: String, Sendable, CaseIterable { case required, offered, none }

    package var security: Security { tls.flatMap(Security.init(rawValue:)) ?? .required }

    /// Whether letters may go to an address: it is of the department's domains, where it names some.
    package func mayWrite(to address: EmailAddress) -> Bool {
        domains.map { domains in domains.contains { $0.lowercased() == address.host.lowercased() } } ?? true
    }

    /// A value that can be read and makes no sense: its key and what to do.
    package struct Problem: Error, Equatable {
        package var key: String
        package var reason: String
    }

    package func check() throws(Problem) {
        guard let place = ServerPlace(server, schemes: ["smtp", "smtps"]) else {
            throw Problem(key: "server", reason: "\"\(server)\" is no mail server. Write smtp://mail.example.gov:587 or smtps://mail.example.gov:465.")
        }
        do { _ = try EmailAddress(from) } catch { throw Problem(key: "from", reason: "\"\(from)\": \(error.description)") }
        for domain in domains ?? [] {
            do { _ = try EmailAddress("a@\(domain)") } catch { throw Problem(key: "domains", reason: "\"\(domain)\" is no domain of addresses. Write example.gov.") }
        }
        guard domains?.isEmpty != true else { throw Problem(key: "domains", reason: "name at least one, or leave the key out.") }
        guard let outside = ServerPlace(link, schemes: ["https", "http"]), outside.scheme == "https" || outside.isThisMachine else {
            throw Problem(key: "link", reason: "\"\(link)\" is no public address of Mainstay. Write https://mainstay.example.gov, without a path.")
        }
        guard tls == nil || Security(rawValue: tls ?? "") != nil else {
            throw Problem(key: "tls", reason: "\"\(tls ?? "")\" is neither required, offered nor none.")
        }
        guard (user == nil) == (passphraseFile == nil) else {
            throw Problem(key: "user", reason: "`user` and `passphraseFile` go together.")
        }
        guard user == nil || security == .required || place.scheme == "smtps" || place.isThisMachine else {
            throw Problem(key: "tls", reason: "with a user it must be required: the passphrase would cross the network in the clear.")
        }
    }
}

/// Scheme, host and port of an address without anything else, as a setting names a server.
package struct ServerPlace: Hashable, Sendable {
    package var scheme: String
    /// A name, or an address with its brackets.
    package var host: String
    package var port: Int?

    package init?(_ text: String, schemes: Set<String>) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, schemes.contains(String(parts[0])), parts[1].hasPrefix("//") else { return nil }
        scheme = String(parts[0])
        let rest = parts[1].dropFirst(2)
        let end = rest.hasPrefix("[") ? rest.firstIndex(of: "]").map(rest.index(after:)) ?? rest.endIndex : rest.firstIndex(of: ":") ?? rest.endIndex
        host = String(rest[..<end])
        let isLiteral = host.hasPrefix("[") && host.hasSuffix("]") && host.utf8.count > 3
        let letters = isLiteral ? host.dropFirst().dropLast() : host[...]
        guard !letters.isEmpty, letters.utf8.allSatisfy({ ServerPlace.allowed($0, isLiteral) }) else { return nil }
        let tail = rest[end...]
        if tail.isEmpty { return }
        guard tail.hasPrefix(":"), let number = Int(tail.dropFirst()), (1...65_535).contains(number) else { return nil }
        port = number
    }

    package var isThisMachine: Bool { host == "localhost" || host == "[::1]" || host.hasPrefix("127.") }

    private static func allowed(_ byte: UInt8, _ isLiteral: Bool) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || (isLiteral ? byte == 0x3A : byte == 0x2D || byte == 0x2E)
    }
}
