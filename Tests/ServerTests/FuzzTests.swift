import Casework
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Records
import Testing

@testable import Server

/// Every address of the program, with whatever may be typed into it, as several readers. `FUZZ_SEED` repeats a run or
/// makes another one.
@Suite("Hostile input", .serialized)
struct FuzzTests {
    @Test("No address, parameter, field, cookie or method makes the server fail, show what was typed as markup, or tell what it should not")
    func everything() async throws {
        let seed = ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap(UInt64.init) ?? 20_041_026
        print("fuzzing with FUZZ_SEED=\(seed)")
        let fuzz = try await Fuzz.make(seed: seed)
        for reader in ["osu-analyst", "administrator", "auditor", "sergeant-005", "member-005", nil] {
            try await fuzz.run(as: reader)
        }
        #expect(fuzz.asked > 3_000, "\(fuzz.asked) requests")
        print("\(fuzz.asked) requests: \(fuzz.statuses.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value) times" }.joined(separator: ", "))")
        for status in [200, 303, 400, 403, 404, 413, 422] { #expect(fuzz.statuses[status] != nil, "nothing was answered with \(status)") }
        #expect(fuzz.faults.isEmpty, "\(fuzz.faults.count):\n\(fuzz.faults.prefix(25).joined(separator: "\n"))")
        let told = fuzz.log.lines.compactMap { line in fuzz.secret(in: line).map { "\($0) in: \(line.prefix(300))" } }
        #expect(told.isEmpty, "\(told.count):\n\(told.prefix(10).joined(separator: "\n"))")
    }

    @Test("A fault of ours is logged by its kind and its reference, the same that the page shows, and by nothing it was about")
    func faults() async throws {
        struct Leaky: Error, CustomStringConvertible { var description: String { "Juniper Alder, W-2018-01-007" } }
        let log = CapturedLog()
        let office = try await Station.shared.value.office { $0.logger = log.logger() }
        let router = Router(context: Context.self)
        router.add(middleware: PlainProblems(office: office))
        router.get("/members/17/jacket") { _, _ -> String in throw Leaky() }
        let page = try await Application(router: router, logger: office.machineryLogger).test(.router) { client in
            try await Browser(client: client).get("/members/17/jacket")
        }
        #expect(page.status == 500 && !page.text.contains("Juniper") && !page.text.contains("Leaky"))
        let line = try #require(log.lines.first)
        #expect(log.lines.count == 1 && line.contains("Leaky") && !line.contains("Juniper") && !line.contains("/members"))
        let reference = try #require(page.text.firstMatch(of: /Reference ([A-Za-z0-9_-]{8})/)?.1)
        #expect(line.contains(reference))
    }

    @Test("The checks see a name, a number, a reference, a token and typed text where they must not stand")
    func checksSee() async throws {
        let fuzz = try await Fuzz.make(seed: 1)
        let name = try #require(fuzz.names.first)
        let number = try #require(fuzz.numbers.first)
        for line in [
            "opened the jacket of \(name)", "error at W-2018-01-007", "member \(number)", "typed \(HostileText.mark)", "cookie mainstay_session=abc",
            "auditor demonstration", "GET /members/12/jacket", "token \(Random.token())",
        ] { #expect(fuzz.secret(in: line) != nil, "\(line)") }
        #expect(fuzz.secret(in: "request failed reference=3f7a2b1c error=DatabaseError") == nil)
    }
}

/// A department of its own, because what is typed may be believed; and what came of it.
final class Fuzz: @unchecked Sendable {  // used by one test, in order
    let station: Station
    let log = CapturedLog()
    /// Full names of members, but for those who have an account.
    let names: Set<String>
    /// The members' numbers.
    let numbers: Set<String>
    /// The names of everything that a form or a query is asked for.
    let fields: [String]
    private var chance: SeededChance
    private(set) var asked = 0
    private(set) var statuses: [Int: Int] = [:]
    private(set) var faults: [String] = []

    private init(station: Station, names: Set<String>, numbers: Set<String>, fields: [String], seed: UInt64) {
        (self.station, self.names, self.numbers, self.fields) = (station, names, numbers, fields)
        chance = SeededChance(seed: seed)
    }

    static func make(seed: UInt64) async throws -> Fuzz {
        let station = try await Station.make()
        let roster = try String(contentsOf: station.directory.appendingPathComponent("inbox/sample/member.csv"), encoding: .utf8)
        var (names, numbers): (Set<String>, Set<String>) = ([], [])
        let lines = roster.split(separator: "\n")
        let columns = lines[0].split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
        let (keyColumn, nameColumn) = (try #require(columns.firstIndex(of: "member")), try #require(columns.firstIndex(of: "name")))
        for line in lines.dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            numbers.insert(cells[keyColumn])
            names.insert(cells[nameColumn])
        }
        for account in try await station.office.records.accounts(for: try Station.asking([.administrator, .console])) { names.remove(account.title) }
        return Fuzz(station: station, names: names, numbers: numbers, fields: try fieldsAskedFor(), seed: seed)
    }

    /// Read from the sources, so that a new field is not forgotten.
    private static func fieldsAskedFor() throws -> [String] {
        let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/Server")
        var fields: Set<String> = []
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where file.hasSuffix(".swift") {
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            for match in text.matches(of: /(?:query|form|\$0)(?:\[|\.[a-z]+\()"([a-z][A-Za-z0-9-]*)"/) { fields.insert(String(match.1)) }
        }
        try #require(fields.count > 8)
        return fields.sorted()
    }

    // MARK: Asking

    /// A browser's worth of state for one reader.
    private struct Reader {
        var name: String?
        var cookie: String?
        var csrf = ""
    }

    func run(as name: String?) async throws {
        let office = station.office { $0.logger = log.logger() }
        let application = Application(router: office.router(), logger: office.machineryLogger)
        try await application.test(.router) { [self] client in
            var reader = try await signIn(name, client)
            for route in Office.routes + Fuzz.publicRoutes { try await attack(route, &reader, client) }
            try await forge(client)
        }
    }

    private static let publicRoutes = [("/", false), ("/sign-in", false), ("/sign-in", true), ("/unlock", true), ("/sign-out", true), ("/demo", false), ("/assets/{file}", false)]
        .map { path, change in Route(method: change ? .post : .get, path: path, act: .seeOwnWork) { _ in .json([]) } }

    private func signIn(_ name: String?, _ client: any TestClientProtocol) async throws -> Reader {
        guard let name else { return Reader() }
        let browser = Browser(client: client)
        try await browser.signInAfresh(name)
        return Reader(name: name, cookie: "mainstay_session=\(browser.cookie("mainstay_session") ?? "")", csrf: browser.csrf)
    }

    /// A few of the many combinations, chosen by the seed; every route gets every kind.
    private func attack(_ route: Route, _ reader: inout Reader, _ client: any TestClientProtocol) async throws {
        let plain = route.path.replacing(/\{[a-z]+\}/, with: "1")
        if route.method == .get {
            for value in pick(6, HostileText.all) + [HostileText.rawValues.randomElement(using: &chance) ?? ""] {
                if route.path.contains("{") {
                    try await ask(.get, route.path.replacing(/\{[a-z]+\}/, with: HostileText.encoded(value)), nil, &reader, client)
                }
                let query = pick(4, fields).map { "\($0)=\(HostileText.encoded(value))" }.joined(separator: "&")
                try await ask(.get, plain + "?" + query, nil, &reader, client)
            }
            let field = fields.randomElement(using: &chance) ?? ""
            try await ask(.get, "\(plain)?\(field)=\(HostileText.rawValues.randomElement(using: &chance) ?? "")&\(field)[]=a&\(field)=b", nil, &reader, client)
        } else {
            for value in pick(5, HostileText.all) {
                let body = fields.map { "\($0)=\(HostileText.encoded(value))" }.joined(separator: "&")
                try await ask(.post, plain, "csrf=\(reader.csrf)&\(body)", &reader, client)
            }
            let field = fields.randomElement(using: &chance) ?? ""
            for body in [
                "", "&&&===&", "csrf", "\(field)[]=1&\(field)=2&\(field)=3", "{\"\(field)\":[[[[[1]]]]]}", "\(field)=\(HostileText.rawValues.randomElement(using: &chance) ?? "")",
                "\(field)=" + String(repeating: "a", count: 1_000_000), "\(field)=" + String(repeating: "a", count: 1_100_000), String(repeating: "a&", count: 200_000),
            ].shuffled(using: &chance).prefix(3) { try await ask(.post, plain, "csrf=\(reader.csrf)&" + body, &reader, client) }
            // Tokens that are forged, of another session, cut short or sent twice.
            for token in [Random.token(), String(reader.csrf.dropLast()), "\(Random.token())&csrf=\(reader.csrf)"] where reader.name != nil {
                let status = try await ask(.post, plain, "csrf=\(token)", &reader, client)
                // Whoever has just signed out is nobody, and is led to the sign-in page.
                if ["/sign-in", "/unlock", "/sign-out"].contains(route.path) { continue }
                if status != 403 && status != 404 { faults.append("\(reader.name ?? "") POST \(plain) with a wrong token: \(status)") }
            }
        }
        for path in pick(3, HostileText.disguises(of: plain)) { try await ask(route.method, path, nil, &reader, client) }
        for method in pick(1, [HTTPRequest.Method.put, .delete, .patch, .options, .trace, .head, .post, .get]) {
            try await ask(method, plain, nil, &reader, client)
        }
    }

    /// Cookies that no session has.
    private func forge(_ client: any TestClientProtocol) async throws {
        for cookie in [
            "mainstay_session=\(Random.token())", "mainstay_session=", "mainstay_session=\(String(repeating: "A", count: 43))", "mainstay_session=' OR 1=1 --",
            "mainstay_session=\(Random.token()); mainstay_session=\(Random.token())", "mainstay_visitor=zq7x; mainstay_session=zq7x", ";;;=;",
            String(repeating: "a=b; ", count: 500),
        ] {
            var reader = Reader(cookie: cookie)
            for path in ["/work", "/api/v1/work", "/runs/1", "/sign-in"] {
                let status = try await ask(.get, path, nil, &reader, client)
                if status == 200 && path != "/sign-in" { faults.append("a forged cookie opened \(path)") }
            }
        }
    }

    private func pick<Value>(_ count: Int, _ values: [Value]) -> [Value] { Array(values.shuffled(using: &chance).prefix(count)) }

    @discardableResult
    private func ask(
        _ method: HTTPRequest.Method, _ path: String, _ body: String?, _ reader: inout Reader, _ client: any TestClientProtocol
    ) async throws -> Int {
        asked += 1
        var headers: HTTPFields = [:]
        if let cookie = reader.cookie { headers[.cookie] = cookie }
        if body != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        let answer = try await client.execute(uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        let text = String(buffer: answer.body)
        statuses[answer.status.code, default: 0] += 1
        judge(answer, text, "\(reader.name ?? "nobody") \(method) \(path.prefix(160)) \(body?.prefix(80) ?? "")", reader)
        // A session may have been ended by a form that was believed; the reader comes back.
        if answer.status == .seeOther, answer.headers[.location]?.hasPrefix("/sign-in") == true, let name = reader.name { reader = try await signIn(name, client) }
        return answer.status.code
    }

    // MARK: Judging

    private func judge(_ answer: TestResponse, _ text: String, _ what: String, _ reader: Reader) {
        func fault(_ words: String) { faults.append("\(what): \(words)") }
        if answer.status.code >= 500 { fault("status \(answer.status.code)") }
        let isAsset = answer.headers[.cacheControl]?.contains("immutable") == true
        let missing = HeaderTests.missing(answer.headers, kept: isAsset)
        if !missing.isEmpty { fault("lacks \(missing)") }
        if let target = answer.headers[.location], !target.hasPrefix("/") || target.hasPrefix("//") || target.hasPrefix("/\\") { fault("leads to \(target)") }
        let type = answer.headers[.contentType] ?? ""
        if type.hasPrefix("text/html"), text.contains("<zq7x") || text.contains("\"onzq7x") || text.contains("'onzq7x='") && text.contains("='onzq7x") {
            fault("shows markup that was typed")
        }
        if text.contains("\0") || text.contains("\u{202E}") { fault("repeats a control character") }
        for words in [station.directory.path, "/Sources/", ".swift:", "SQLite", "DatabaseError", "Fatal error", "DecodingError", "Optional("] where text.contains(words) {
            fault("tells \(words)")
        }
        // An error, or a page for readers who may open nothing, names no member; where a record begins, a supervisor and the DII
        // choose among the employees whom they may write about.
        let place = what.replacing(/\/+/, with: "/")
        let choosesEmployee =
            ["sergeant-005", "dii"].contains(reader.name) && answer.status == .ok
            && ["incidents", "plans", "referrals"].contains { place.contains("/resiliency/\($0)/new") }
        if !choosesEmployee, answer.status.code >= 400 || reader.name != "osu-analyst", let name = name(in: text) { fault("names \(name)") }
    }

    private func name(in text: String) -> String? {
        let words = text.split { !$0.isLetter && $0 != "'" && $0 != "’" && $0 != "-" }
        for (first, second) in zip(words, words.dropFirst()) where names.contains("\(first) \(second)") { return "\(first) \(second)" }
        return nil
    }

    /// What a line of the log must not hold: whom or what it is about, what was typed, what opens a session.
    func secret(in line: String) -> String? {
        if let name = name(in: line) { return name }
        for words in [HostileText.mark, "mainstay_session", "mainstay_visitor", "csrf=", " demonstration", "/members/", "/work-items/", "cookie:"]
        where line.contains(words) { return words }
        if let match = line.firstMatch(of: /W-\d{4}-\d\d-\d{3}/) { return String(match.0) }
        for word in line.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "_" }) {
            if numbers.contains(String(word)) { return "number \(word)" }
            if word.count == 43 { return "token \(word)" }
        }
        return nil
    }
}
