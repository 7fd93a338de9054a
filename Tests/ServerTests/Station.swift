import Casework
import Directives
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Intake
import Logging
import NIOCore
import Records
import SampleDepartment
import Testing
import Vault

@testable import Server

/// A small department with its month run, made once for all tests of this target: real files, real SQLite, the real
/// router in one process.
struct Station: Sendable {
    var office: Office
    var directory: URL

    static let shared = Task { try await Station.make() }

    /// The clock of the tests stands: Tuesday 2 January 2018, 08:00 in Chicago.
    static let now = Date(timeIntervalSince1970: 1_514_901_600)

    /// The eyes of the tests themselves: the Officer Support Unit, the auditor and the machine in one.
    static func asking(_ roles: Set<Role> = [.osuAnalyst, .osuSupervisor, .auditor, .console]) throws -> Asking {
        Asking(
            actor: Actor(account: "test", name: "Test", roles: roles, member: nil), now: now, day: try #require(Day(2018, 1, 2)), from: "test")
    }

    /// What the trail holds of one account, the newest first.
    func readings(by account: String) async throws -> [TrailEntry] {
        var query = TrailQuery()
        query.actor = account
        query.limit = 10_000
        return try await office.records.trail(query, for: try Station.asking()).lines.map(\.entry)
    }

    /// A signed head of the present month, as its address names it.
    func head() async throws -> String {
        let head = try await office.records.signTrailHead(
            of: Month(of: office.today), department: office.department.name, office.calendar, for: try Station.asking())
        return "\(head.month)-\(head.lines)"
    }

    /// An account for one test.
    func addAccount(_ name: String, roles: Set<Role>, member: MemberID? = nil) async throws {
        let salt = Passphrase.salt()
        try await office.records.addAccount(
            name: name, title: name.capitalized, member: member, roles: roles, salt: salt,
            hash: try Passphrase.hash("\(name) demonstration", salt: salt), demonstration: false, mustChange: false,
            for: try Station.asking())
    }

    /// A department of a test's own, for tests that change what others read.
    static func make(logger: Logger? = nil) async throws -> Station {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-server-\(UUID().uuidString)")
        let inbox = directory.appendingPathComponent("inbox")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
        let end = try #require(Day(2017, 12, 31))
        _ = try SampleDepartment(members: 400, seed: 20_04, endsOn: end).write(to: inbox.appendingPathComponent("sample"))
        let department = try StrictYAML.decode(Department.self, from: SampleDepartment.departmentFile, file: "department.yaml")
        let calendar = try department.calendar()
        let surroundings = Surroundings(now: { Station.now }, calendar: calendar)
        let records = try Records(path: directory.appendingPathComponent("mainstay.sqlite").path, key: .generate())
        let report = try records.importDirectory(
            inbox.appendingPathComponent("sample"), profile: nil, options: ImportOptions(dataDay: end), surroundings: surroundings,
            for: try asking())
        #expect(report.refused.isEmpty)
        _ = try await records.runMonth(
            asOf: try #require(Day(2018, 1, 1)), department: department, surroundings: surroundings, programVersion: "test", for: try asking()
        ) { _, _ in }
        let clock = DemonstrationClock(startingAt: Station.now, machineNow: { Station.now })
        try await records.addDemonstrationAccounts(on: end, department: department, for: try asking())
        try await records.addExampleSupports(for: try asking())
        try await fileEvaluation(records, calendar)
        var quiet = Logger(label: "test")
        quiet.logLevel = .critical
        let logger = logger ?? quiet
        var office = Office(
            records: records, department: department, surroundings: surroundings, machineNow: { Station.now }, demonstration: clock,
            jobs: Jobs(executable: URL(fileURLWithPath: "/bin/false"), machineNow: { Station.now }, logger: logger), inbox: inbox,
            secureCookies: false, limits: .none, logger: logger)
        // A stream says how things stand and ends: the tests that walk over every address do not wait.
        office.noticeStreams = NoticeStreams(longest: .zero)
        office.refusalStep = nil
        return Station(office: office, directory: directory)
    }

    /// A router whose one page finds the database busy.
    func answerWhenBusy() async throws -> Browser.Page {
        let router = Router(context: Context.self)
        router.add(middleware: PlainProblems(office: office))
        router.get("/busy") { _, _ -> String in throw RecordsError.busy(path: "mainstay.sqlite") }
        let application = Application(router: router)
        return try await application.test(.router) { client in try await Browser(client: client).get("/busy") }
    }

    /// The same office with other settings.
    func office(_ change: (inout Office) -> Void) -> Office {
        var other = office
        change(&other)
        return other
    }

    /// Opens the router for one test, of this office or of one with other settings.
    func visit(_ other: Office? = nil, _ body: @escaping @Sendable (Browser) async throws -> Void) async throws {
        let application = Application(router: (other ?? office).router())
        try await application.test(.router) { client in try await body(Browser(client: client)) }
    }
}

/// A person at a browser: keeps cookies, sends forms with the token of the last page.
final class Browser: @unchecked Sendable {  // used by one test at a time, in order
    let client: any TestClientProtocol
    private var cookies: [String: String] = [:]
    private(set) var csrf = ""

    init(client: any TestClientProtocol) { self.client = client }

    struct Page: Sendable {
        var status: Int
        var headers: HTTPFields
        var text: String
        var bytes: Data
        var location: String? { headers[.location] }
    }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Page { try await send(.get, path, nil, headers) }

    /// Sends a form with a file, as a browser does.
    func upload(_ path: String, _ fields: [String: String], file: (name: String, content: Data)?, as field: String = "paper", withToken: Bool = true) async throws -> Page {
        var body = Data()
        for (name, value) in fields.merging(withToken ? ["csrf": csrf] : [:], uniquingKeysWith: { first, _ in first }) {
            body.append(Data("--edge\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8))
        }
        body.append(Data("--edge\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(file?.name ?? "")\"\r\nContent-Type: application/octet-stream\r\n\r\n".utf8))
        body.append((file?.content ?? Data()) + Data("\r\n--edge--\r\n".utf8))
        return try await send(.post, path, ByteBuffer(bytes: body), [.contentType: "multipart/form-data; boundary=edge"])
    }

    func post(_ path: String, _ fields: [String: String], withToken: Bool = true, headers: HTTPFields = [:]) async throws -> Page {
        var all = fields
        if withToken, all["csrf"] == nil { all["csrf"] = csrf }
        let body = all.map { "\(encoded($0.key))=\(encoded($0.value))" }.joined(separator: "&")
        var sent = headers
        sent[.contentType] = "application/x-www-form-urlencoded"
        return try await send(.post, path, ByteBuffer(string: body), sent)
    }

    /// Sends JSON with the session's token in its header.
    func sendJSON(_ path: String, _ text: String, token: String? = nil, headers: HTTPFields = [:]) async throws -> Page {
        var sent = headers
        if sent[.contentType] == nil { sent[.contentType] = "application/json" }
        if let name = Office.tokenHeader { sent[name] = token ?? csrf }
        return try await send(.post, path, ByteBuffer(string: text), sent)
    }

    /// Takes up the session of a demonstration account, which all tests share: five attempts at once are the limit.
    func signIn(_ account: String) async throws {
        setCookie("mainstay_session", try await FrontDoor.shared.session(of: account, self))
        _ = try await get("/work")
    }

    /// Signs in with a session of its own.
    func signInAfresh(_ account: String) async throws {
        let person = try #require(DemonstrationPerson.all.first { $0.account == account })
        _ = try await get("/sign-in")
        let page = try await post("/sign-in", ["username": account, "passphrase": person.passphrase])
        try #require(page.status == 303, "\(account) could not sign in: \(page.status)")
        _ = try await get("/work")
    }

    func forgetCookies() { cookies = [:] }
    func setCookie(_ name: String, _ value: String) { cookies[name] = value }
    func cookie(_ name: String) -> String? { cookies[name] }

    private func send(_ method: HTTPRequest.Method, _ path: String, _ body: ByteBuffer?, _ extra: HTTPFields) async throws -> Page {
        var headers = extra
        if !cookies.isEmpty { headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        let response = try await client.execute(uri: path, method: method, headers: headers, body: body)
        for cookie in response.headers[values: .setCookie] {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            if pair.count == 2 { cookies[pair[0]] = pair[1] } else if let name = pair.first { cookies[name] = nil }
        }
        let text = String(buffer: response.body)
        if let range = text.range(of: "name=\"csrf\" value=\"") { csrf = String(text[range.upperBound...].prefix { $0 != "\"" }) }
        return Page(status: response.status.code, headers: response.headers, text: text, bytes: Data(response.body.readableBytesView))
    }

    fileprivate func encoded(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
}

/// One session for each account.
actor FrontDoor {
    static let shared = FrontDoor()
    private var sessions: [String: Task<String, any Error>] = [:]

    func session(of account: String, _ browser: Browser) async throws -> String {
        if let session = sessions[account] { return try await session.value }
        let client = browser.client
        let session = Task {
            let visitor = Browser(client: client)
            try await visitor.signInAfresh(account)
            return try #require(visitor.cookie("mainstay_session"))
        }
        sessions[account] = session
        return try await session.value
    }
}
