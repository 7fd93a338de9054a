import Casework
import Directives
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Records
import SampleDepartment
import Synchronization
import Testing
import Vault

@testable import Server

/// An installation without records, of one test's own, whose machine's clock the test moves.
final class Doorstep: Sendable {
    let office: Office
    let directory: URL
    let clock: MovableClock

    final class MovableClock: Sendable {
        private let instant = Mutex(Station.now)
        var now: Date { instant.withLock { $0 } }
        func move(minutes: Double) { instant.withLock { $0 += minutes * 60 } }
    }

    init(secondFactor: String = "offered", behindProxy: Bool = false) throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-door-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let text = SampleDepartment.departmentFile.replacingOccurrences(of: "secondFactor: offered", with: "secondFactor: \(secondFactor)")
        let department = try StrictYAML.decode(Department.self, from: text, file: "department.yaml")
        let records = try Records(path: directory.appendingPathComponent("mainstay.sqlite").path, key: .generate())
        let clock = MovableClock()
        self.clock = clock
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        office = Office(
            records: records, department: department, surroundings: Surroundings(now: { Station.now }, calendar: try department.calendar()),
            machineNow: { clock.now }, demonstration: nil,
            jobs: Jobs(executable: URL(fileURLWithPath: "/bin/false"), machineNow: { clock.now }, logger: logger),
            inbox: directory.appendingPathComponent("inbox"), secureCookies: false, proxied: behindProxy, limits: .none, logger: logger)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    static let passphrase = "plum vest olive"

    func addAccount(_ name: String, roles: Set<Role> = [.auditor], mustChange: Bool = false) async throws {
        let salt = Passphrase.salt()
        try await office.records.addAccount(
            name: name, title: "Person \(name.uppercased())", member: nil, roles: roles, salt: salt,
            hash: try Passphrase.hash(Doorstep.passphrase, salt: salt), demonstration: false, mustChange: mustChange, for: try Station.asking())
    }

    func visit(_ body: @escaping @Sendable (Browser) async throws -> Void) async throws {
        let application = Application(router: office.router())
        try await application.test(.router) { client in try await body(Browser(client: client)) }
    }

    /// The lines of one kind, the oldest first.
    func lines(_ kind: TrailEntry.Kind) async throws -> [TrailEntry] {
        var query = TrailQuery()
        query.kind = kind
        query.limit = 10_000
        return try await office.records.trail(query, for: try Station.asking()).lines.map(\.entry).reversed()
    }

    /// Whether the files of the database hold these bytes anywhere.
    func filesHold(_ text: String) throws -> Bool {
        try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil).contains { file in
            (try? Data(contentsOf: file).range(of: Data(text.utf8)) != nil) == true
        }
    }
}

extension Browser {
    /// Fills in the sign-in page.
    @discardableResult
    func enter(_ name: String, _ passphrase: String = Doorstep.passphrase, returnTo: String = "") async throws -> Page {
        _ = try await get("/sign-in")
        return try await post("/sign-in", ["username": name, "passphrase": passphrase, "return-to": returnTo])
    }

    /// A second browser at the same server.
    var another: Browser { Browser(client: client) }

    /// Sets up a second factor, and gives its secret and the recovery codes.
    func enrol() async throws -> (factor: OneTimeCode, recovery: [String]) { try await enrol(at: Station.now) }

    func enrol(at now: Date) async throws -> (factor: OneTimeCode, recovery: [String]) {
        _ = try await get("/account/second-factor")
        let begun = try await post("/account/second-factor", [:])
        try #require(begun.status == 303)
        let factor = try await get("/account/second-factor").secret
        let page = try await post("/account/second-factor/confirmation", ["code": factor.code(at: OneTimeCode.step(at: now))])
        try #require(page.status == 200, "\(page.text)")
        return (factor, page.text.matches(of: /<code>([A-Z2-7]{5}-[A-Z2-7]{5})<\/code>/).map { String($0.1) })
    }
}

extension Browser.Page {
    func field(_ name: String) throws -> String {
        let range = try #require(text.range(of: "name=\"\(name)\" value=\""), "\(text)")
        return String(text[range.upperBound...].prefix { $0 != "\"" })
    }

    /// The secret that the page of the second factor shows.
    var secret: OneTimeCode {
        get throws {
            let written = try #require(text.firstMatch(of: /<code class="secret">([A-Z2-7 ]+)<\/code>/)).1
            let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
            var bytes = Data()
            var (buffer, bits) = (UInt32(0), 0)
            for letter in written where letter != " " {
                buffer = buffer << 5 | UInt32(try #require(letters.firstIndex(of: letter)))
                bits += 5
                if bits >= 8 {
                    bits -= 8
                    bytes.append(UInt8(buffer >> UInt32(bits) & 0xFF))
                }
            }
            return OneTimeCode(secret: bytes)
        }
    }
}
