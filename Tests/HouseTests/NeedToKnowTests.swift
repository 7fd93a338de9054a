import Foundation
import Testing

/// That handlers cannot reach storage without a decision: read off the declarations and calls themselves.
@Suite("Nothing is read without a decision")
struct NeedToKnowTests {
    /// What `Records` gives to other targets without an `Asking`, each with its reason.
    private static let open: [String: String] = [
        "init": "opens the files; the department key is the right to do so",
        "close": "closes the files",
        "finishErasing": "the program's own: carries out what was confirmed, and gives nothing",
        "account": "signing in: the passphrase is what decides",
        "presence": "signing in: the token is what decides",
        "seal": "signing in: a ticket between two steps", "open": "signing in: a ticket between two steps",
        "beginAttempt": "throttling of sign-ins", "takeBack": "throttling of sign-ins", "forgetAttempts": "throttling of sign-ins",
        "departmentFile": "a file's name", "isFromBeforeKeys": "whether the database is older than its keys: a fact of the file",
        "hasUnit": "the register of units: names of places",
        "demonstrationAccounts": "what a demonstration shows to whoever opens its first page; none in an installation",
        "hasRun": "the clockwork of the monthly run: whether there is one, of nobody",
        "latestImport": "the clockwork of the monthly run: a number and a day",
        "markInterruptedImports": "tidies the list of imports after a crash",
        "sayWhatIsDue": "the clockwork of deadlines: sends neutral notices to whoever a clock concerns, and gives a number",
        "openDueDates": "the demonstration's clock: instants, of nobody",
        "setting": "the program's own bookkeeping", "setSetting": "the program's own bookkeeping",
        "unitNames": "the register of units: names of places",
        "kindsWithoutRows": "which tables are empty: nothing of anybody",
        "member": "the register of personnel, which commands and accounts refer to",
        "members": "the register of personnel", "personnel": "the register of personnel: ranks, units and supervisors on a day",
        "idleSeconds": "a figure", "longestSeconds": "a figure", "lockedSeconds": "a figure", "failuresAllowed": "a figure",
        "lockOutSeconds": "a figure",
        "mailSetting": "the name of a setting", "programsSetting": "the name of a setting",
        "newestNotice": "the bell of the notices: a number, of nobody",
        "accountOfCalendar": "the private calendar: the token of its address is what decides",
        "jacketKinds": "the catalogue of kinds", "path": "where the file lies",
    ]

    /// A declaration that other targets can call.
    struct Declaration: Hashable {
        var name: String
        var decides: Bool
    }

    /// The lines that stand in the type `Records`, each with its place; `Records.Part` is another type.
    static func ofRecords(_ lines: [String]) -> [(index: Int, line: String)] {
        var inside = false
        var result: [(index: Int, line: String)] = []
        for (index, line) in lines.enumerated() {
            if let first = line.first, first != " ", first != "}", first != ")" {
                inside = line.contains(/^(?:package |public |private |fileprivate )?(?:extension Records\b(?!\.)|final class Records\b)/)
            }
            if inside { result.append((index: index, line: line)) }
        }
        return result
    }

    /// The `package` members of the type `Records` in a file.
    static func declarations(in text: String) -> [Declaration] {
        var result: [Declaration] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { House.withoutComment($0) }
        for (index, line) in ofRecords(lines) {
            guard let match = line.firstMatch(of: /^ {4}(?:@\w+ )*package (?:static |convenience )*(?:func|var|let) `?(\w+)|^ {4}(?:@\w+ )*package (init)\b/)
            else { continue }
            // The signature goes on to the line that opens the body.
            var signature = ""
            for part in lines[index...].prefix(12) {
                signature += part
                if part.hasSuffix("{") || part.hasSuffix("}") || part.contains(" = ") && !part.hasSuffix(",") { break }
            }
            result.append(Declaration(name: String(match.1 ?? match.2 ?? ""), decides: signature.contains(/\bAsking\b/)))
        }
        return result
    }

    @Test("D20-04:VII.C Whatever Records gives or changes takes an Asking, or stands on the list with its reason")
    func asking() throws {
        var listed: Set<String> = []
        for file in try House.sources() where file.target == "Records" {
            for declaration in Self.declarations(in: file.text) where !declaration.decides {
                listed.insert(declaration.name)
                #expect(Self.open[declaration.name] != nil, "\(file.path): \(declaration.name) takes no Asking and gives no reason")
            }
        }
        #expect(Set(Self.open.keys).subtracting(listed).isEmpty, "the list names what is not there: \(Set(Self.open.keys).subtracting(listed))")
    }

    @Test("The check sees a function that decides nothing, in whatever form it is written")
    func asked() {
        let text = """
            extension Records {
                package func secret(
                    of member: MemberID
                ) async throws -> String {
                package func told(_ id: Int64, for asking: Asking) async throws -> String {
                func own() {
                @discardableResult
                package static func also() -> Int { 1 }
            }
            extension Records.Part {
                package func other() {}
            }
            package struct Else {
                package func elsewhere() {}
            }
            """
        #expect(Self.declarations(in: text) == [
            Declaration(name: "secret", decides: false), Declaration(name: "told", decides: true), Declaration(name: "also", decides: false),
        ])
    }

    /// Where a server's request becomes somebody who asks.
    private static let doors: Set<String> = ["Sources/Server/Visit.swift", "Sources/Server/Router.swift", "Sources/Server/SigningIn.swift", "Sources/Server/PublicRoutes.swift", "Sources/Server/SignInPages.swift", "Sources/Server/UnlockPages.swift"]

    @Test("In the server only the door makes an Actor or an Asking, and only signing in touches sessions")
    func oneDoor() throws {
        let makers = [/\bAsking\(/, /\bActor\(/]
        let sessions = [/\.openSession\(/, /\.presence\(of:/, /\.signOut\(tokenHash:/, /\.beginAttempt\(/, /\.failAttempt\(/, /\.account\(named:/]
        for file in try House.sources() where file.target == "Server" && !Self.doors.contains(file.path) {
            for (number, line) in file.code {
                for pattern in makers + sessions { #expect(!line.contains(pattern), "\(file.path):\(number): \(line)") }
            }
        }
    }

    /// Whether a line of the type `Records` hands the connection, the keys or the trail to other targets. Signing in
    /// opens a ticket, which is no record.
    static func isDoor(_ line: String) -> Bool {
        line.contains(
            /^ {4}(?:@\w+ )*(?:package|public) (?:[\w()]+ )*?(?:(?:let|var) (?:pool|keys|trail)\b|func (?:read|write|reading|readingLogged|listing|act|open(?!\(_ ticket: Ticket,))\b)/)
    }

    @Test("No handler reaches the connection: what reads and writes the file is internal to Records")
    func internalDoors() throws {
        for file in try House.sources() where file.target == "Records" {
            let lines = file.code.map { $0.line }
            for (index, line) in Self.ofRecords(lines) { #expect(!Self.isDoor(line), "\(file.path):\(index + 1)") }
        }
    }

    @Test("The check sees each door of Records, and no property of another type that has the same name")
    func doors() {
        let text = """
            package final class Records: Sendable {
                package let keys: KeyStore
                package private(set) var trail: Trail
                package static let pool = 1
                let pool: DatabasePool
            }
            extension Records {
                package func open<Value: Sendable>(_ act: Act, _ asking: Asking) async throws -> Opened<Value>? {
                package func open(_ ticket: Ticket, _ sealed: String) async throws -> Account? {
                @discardableResult package func act(_ act: Act) async throws {
                package func trail(_ query: TrailQuery, for asking: Asking) async throws -> TrailLines {
                package func reader() {
                func read() {
            }
            package struct Manifest {
                package let keys: RestoredKeys
                package var trail: TrailPosition?
            }
            """
        let lines = Self.ofRecords(text.split(separator: "\n").map(String.init))
        let seen = lines.filter { Self.isDoor($0.line) }.map { $0.index }
        #expect(seen == [1, 2, 3, 7, 9])
    }
}
