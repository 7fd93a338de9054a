import Casework
import Directives
import Foundation
import GRDB
import Logging
import SampleDepartment
import Synchronization
import Testing
import Vault

@testable import Mail
@testable import Records
@testable import Server

/// Notices of a real database, delivered to a real mail server by the server's own office, at a clock that tests move.
@Suite("Letters from the act to the mail server", .serialized)
struct DeliveryTests {
    private final class Clock: Sendable {
        private let held = Mutex(Date(timeIntervalSince1970: 1_514_901_600))
        var now: Date { held.withLock { $0 } }
        func advance(_ seconds: Double) { held.withLock { $0 += seconds } }
    }

    private final class Told: LogHandler, @unchecked Sendable {  // written under its lock
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(
            level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata?, source: String, file: String, function: String, line: UInt
        ) { lines.withLock { $0.append("\(message) \(metadata ?? [:])") } }
    }

    private final class Bench {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-post-\(UUID().uuidString)")
        let clock = Clock()
        let told = Told()
        let office: Office
        let connection: MailConnection
        var records: Records { office.records }

        init(_ server: SMTPServer) async throws {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let yaml = SampleDepartment.departmentFile
                + "mail:\n  server: smtp://127.0.0.1:\(server.port)\n  from: mainstay@example.gov\n  link: https://mainstay.example.gov\n  tls: none\n"
            let department = try StrictYAML.decode(Department.self, from: yaml, file: "department.yaml")
            let clock = clock
            let surroundings = Surroundings(now: { clock.now }, calendar: try department.calendar())
            let mail = try #require(try Office.mailServer(of: department))
            let told = told
            let logger = Logger(label: "test") { _ in told }
            office = Office(
                records: try Records(path: folder.appendingPathComponent("mainstay.sqlite").path, key: .generate()), department: department,
                surroundings: surroundings, machineNow: { clock.now }, demonstration: nil,
                jobs: Jobs(executable: URL(fileURLWithPath: "/bin/false"), machineNow: { clock.now }, logger: logger), inbox: folder, secureCookies: false,
                limits: .none, mail: mail, logger: logger)
            connection = MailConnection(mail)
            try await office.noteWhetherMailIsSetUp()
            for (name, title) in [("ash", "Juniper Alder"), ("birch", "Wren Hawthorn")] {
                try await records.addAccount(
                    name: name, title: title, member: nil, roles: [.supervisor], salt: Data(), hash: Data(), demonstration: false,
                    email: try EmailAddress("\(name).kingfisher@example.gov"), for: .schedule(surroundings))
            }
        }

        deinit {
            try? office.records.close()
            try? FileManager.default.removeItem(at: folder)
        }

        func post(_ account: String = "ash", _ number: Int = 1) async throws {
            let notice = Notice(
                account: account, program: .support, reference: "W-2018-01-00\(number)", words: "Assign a supervisor within 72 hours.",
                path: "/officer-support/work-items/W-2018-01-00\(number)", at: clock.now)
            try await records.write { db in try Records.post([notice], in: db) }
        }

        func deliver() async throws -> Bool { try await office.deliverLetters(over: connection) }

        func states() async throws -> [String] {
            try await records.read { db in try String.fetchAll(db, sql: "SELECT state FROM letter ORDER BY id") }
        }
    }

    @Test("D20-04:VI.A A letter holds the reference, what to do and the link, and no name in any header or line")
    func content() async throws {
        let server = try await SMTPServer()
        let bench = try await Bench(server)
        try await bench.post()
        #expect(try await bench.deliver())
        let letter = try #require(try server.letters().first)
        #expect(letter.contains("Subject: Mainstay: W-2018-01-001, Assign a supervisor within 72 hours\r\n"))
        #expect(letter.contains("\r\n\r\nW-2018-01-001: Assign a supervisor within 72 hours.\r\n"))
        #expect(letter.replacingOccurrences(of: "=\r\n", with: "").contains("https://mainstay.example.gov/officer-support/work-items/W-2018-01-001\r\n"))
        #expect(letter.contains("Date: Tue, 2 Jan 2018 14:00:00 +0000\r\n"))
        for name in ["Juniper", "Alder", "Wren", "Hawthorn", "complaint", "indicator"] { #expect(!letter.contains(name)) }
        #expect(bench.told.all.isEmpty)
        #expect(try await bench.states() == ["sent"])
    }

    @Test("Twice the same is sent once, and a letter that was sent is not sent again, whatever the clock does")
    func once() async throws {
        let server = try await SMTPServer()
        let bench = try await Bench(server)
        for _ in 0..<3 { try await bench.post() }
        try await bench.post("birch")
        for seconds in [Double]([0, 3_600, 86_400, 432_000]) {
            bench.clock.advance(seconds)
            #expect(try await bench.deliver())
        }
        #expect(try server.letters().count == 2)
    }

    @Test("A mail server that is down for a day gets every letter when it is up, each once; the log holds no address and no reference")
    func downForADay() async throws {
        let server = try await SMTPServer()
        let bench = try await Bench(server)
        server.stop()
        for number in 1...3 { try await bench.post("ash", number) }
        for _ in 0..<(24 * 60) {
            _ = try await bench.deliver()
            bench.clock.advance(60)
        }
        #expect(try await bench.states() == ["failed", "failed", "failed"])
        try await server.start()
        bench.clock.advance(3_600)
        #expect(try await bench.deliver())
        #expect(try await bench.states() == ["sent", "sent", "sent"])
        #expect(try server.letters().count == 3)
        #expect(!bench.told.all.isEmpty)
        for line in bench.told.all { for words in ["kingfisher", "W-2018", "ash", "supervisor"] { #expect(!line.contains(words), "\(line)") } }
    }

    @Test("A letter put off is tried again and the one refused is given up, with words for the administrator and for its owner")
    func refusals() async throws {
        let server = try await SMTPServer()
        let bench = try await Bench(server)
        try server.answer("451 later")
        try await bench.post()
        #expect(try await bench.deliver())
        #expect(try await bench.states() == ["failed"])
        try server.answer(nil)
        #expect(try await bench.deliver())
        #expect(try await bench.states() == ["failed"], "not before its time")
        bench.clock.advance(60)
        #expect(try await bench.deliver())
        #expect(try await bench.states() == ["sent"])

        try server.answer("550 ash.kingfisher@example.gov unknown")
        try await bench.post("ash", 2)
        #expect(try await bench.deliver())
        #expect(try await bench.states() == ["sent", "givenUp"])
        bench.clock.advance(86_400)
        #expect(try await bench.deliver())
        #expect(try server.letters().count == 1)
    }

    @Test("A server that ends between sending and keeping it sends the letter once more, with the same identity")
    func onceMore() async throws {
        let server = try await SMTPServer()
        let bench = try await Bench(server)
        try await bench.post()
        // Taken and sent, and nothing was kept of it.
        let asking = Asking.schedule(bench.office.surroundings)
        let letter = try #require(try await bench.records.nextLetter(for: asking))
        let from = try EmailAddress("mainstay@example.gov")
        let message = LetterText.message(letter, from: from, link: "https://mainstay.example.gov", department: "D", at: bench.clock.now)
        #expect(await bench.connection.send(message) == .sent)
        try await bench.records.resumeLetters(for: asking)
        #expect(try await bench.deliver())
        #expect(try await bench.deliver())
        let identities = try server.letters().compactMap { $0.components(separatedBy: "\r\n").first { $0.hasPrefix("Message-ID:") } }
        #expect(identities.count == 2 && Set(identities).count == 1)
    }
}
