import Directives
import Foundation

/// An address inside Mainstay. Only this file makes one, so every link on a page is one of the routes below.
package struct Link: Hashable, Sendable {
    package let target: String

    fileprivate init(_ target: String) { self.target = target }

    /// The same page with the query replaced; empty values are left out.
    package func with(_ query: [(name: String, value: String)]) -> Link {
        let path = target.prefix { $0 != "?" && $0 != "#" }
        let pairs = query.filter { !$0.value.isEmpty }.map { "\(Link.encoded($0.name))=\(Link.encoded($0.value))" }
        return Link(pairs.isEmpty ? String(path) : path + "?" + pairs.joined(separator: "&"))
    }

    /// A place on the page.
    package func at(_ id: String) -> Link { Link(target.prefix { $0 != "#" } + "#" + Link.encoded(id)) }

    fileprivate static func encoded(_ text: String) -> String {
        // Numbers, dates and references need nothing done to them.
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x2E
                || byte == 0x5F || byte == 0x7E
        }
        if isPlain { return text }
        return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    /// RFC 3986, section 2.3.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}

/// Every address of Mainstay, once. The route templates stand beside the functions that fill them.
package enum Paths {
    package static let home = Link("/")
    package static let signIn = Link("/sign-in")
    package static let signOut = Link("/sign-out")
    package static let demoAccounts = Link("/demo")
    package static let demoClock = Link("/demo/clock")
    package static let myWork = Link("/work")
    package static let workItems = Link("/officer-support/work-items")
    package static let runs = Link("/runs")
    package static let startRun = Link("/runs/new")
    package static let imports = Link("/imports")
    package static let startImport = Link("/imports/new")
    package static let help = Link("/help")

    package static func signIn(returningTo path: String?) -> Link { signIn.with([("return-to", path ?? "")]) }
    package static func workItem(_ reference: String) -> Link { Link("/officer-support/work-items/" + Link.encoded(reference)) }
    package static func run(_ id: String) -> Link { Link("/runs/" + Link.encoded(id)) }
    package static func runScores(_ id: String) -> Link { Link("/runs/" + Link.encoded(id) + "/scores.csv") }
    package static func `import`(_ id: String) -> Link { Link("/imports/" + Link.encoded(id)) }
    package static func quarantine(_ id: String) -> Link { Link("/imports/" + Link.encoded(id) + "/quarantine") }
    package static func job(_ id: String) -> Link { Link("/jobs/" + Link.encoded(id)) }

    /// The jacket as the department knew it at the end of the day; without one, as it is known now.
    package static func jacket(_ member: Int64, asOf day: Day? = nil, kind: String? = nil) -> Link {
        Link("/members/\(member)/jacket").with([("as-of", day?.iso ?? ""), ("kind", kind ?? "")])
    }

    /// The words of a provision on the help page.
    package static func provision(_ citation: Citation) -> Link { help.at(anchor(of: citation)) }

    /// A citation as the id of its entry on the help page.
    static func anchor(of citation: Citation) -> String {
        String(citation.rawValue.map { $0.isLetter || $0.isNumber ? $0 : "-" })
    }

    /// Where a person wanted to go before signing in, if it is a page of this server: a path that starts with one slash.
    package static func local(_ path: String) -> Link? {
        guard path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"), path.allSatisfy({ $0.isASCII && $0 > " " }) else {
            return nil
        }
        return Link(path)
    }

    /// A place on the page itself.
    package static func here(_ id: String) -> Link { Link("#" + Link.encoded(id)) }

    /// A file of the program; its name holds a fingerprint of its content, so it may be kept for ever.
    static func asset(_ file: String) -> Link { Link("/assets/" + file) }

    /// The templates for a router, with the names of the parts that vary.
    package enum Template {
        package static let workItem = "/officer-support/work-items/{reference}"
        package static let jacket = "/members/{member}/jacket"
        package static let run = "/runs/{run}"
        package static let runScores = "/runs/{run}/scores.csv"
        package static let `import` = "/imports/{import}"
        package static let quarantine = "/imports/{import}/quarantine"
        package static let job = "/jobs/{job}"
        package static let asset = "/assets/{file}"
    }
}
