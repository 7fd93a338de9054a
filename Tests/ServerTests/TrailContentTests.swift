import Casework
import Directives
import Foundation
import GRDB
import HTTPTypes
import OfficerSupport
import Testing
import Vault

@testable import Records
@testable import Server

@Suite("What the trail holds, and what it never holds")
struct TrailContentTests {
    /// Words that a person would type, none of which Mainstay has a reason to keep in the trail.
    private static let typed = ["Zaphodia", "a-very-private-word", "my real passphrase in the wrong field"]

    @Test("D20-04:VII.A However each kind comes about, nothing that was typed and no member's name stands in the table's bytes")
    func nothingTyped() async throws {
        let station = try await Station.shared.value
        let records = station.office.records
        let item = try #require(try await records.queue(.init(), for: try Station.asking()).rows.first)
        try await station.visit { browser in
            // Somebody types a passphrase where the name belongs, and a name that does not exist.
            for name in Self.typed {
                _ = try await browser.get("/sign-in")
                _ = try await browser.post("/sign-in", ["username": name, "passphrase": Self.typed[2]])
            }
            try await browser.signInAfresh("osu-analyst")
            let word = Self.typed[1]
            for path in [
                "/officer-support/work-items", "/officer-support/work-items?district=\(word)", "/officer-support/work-items/\(item.reference)",
                "/officer-support/work-items/\(word)", "/members/\(item.member.rawValue)/jacket", "/members/\(word)/jacket", "/runs/1", "/runs/1/scores.csv",
                "/officer-support/work-items/\(item.reference)/access", "/imports/1/quarantine?file=\(word)", "/jobs/\(word)",
            ] {
                _ = try await browser.get(path)
            }
            for path in ["/officer-support/work-items/\(item.reference)", "/\(word)"] { _ = try await browser.post("/prints", ["path": path]) }
            _ = try await browser.post("/imports", ["folder": word])
            try await browser.signInAfresh("auditor")
            for path in ["/trail?account=\(word)", "/trail?record=\(word)", "/trail.csv?account=\(word)", "/trail/1", "/trail/\(word)"] {
                _ = try await browser.get(path)
            }
            _ = try await browser.post("/trail/heads", ["month": "2018-01"])
            _ = try await browser.post("/trail/heads", ["month": word])
            _ = try await browser.post("/sign-out", ["reason": word])
        }
        _ = try await records.proveTrail(for: try Station.asking())

        let lines = try await records.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM trail").map { row in row.map { "\($0.1)" }.joined(separator: "|") }
        }
        let kinds = try await records.read { db in try String.fetchSet(db, sql: "SELECT DISTINCT kind FROM trail") }
        #expect(kinds.isSuperset(of: ["account", "read", "export", "print", "import", "run", "trail"]))
        // An account is called by a name of its own; whose it is stands in no line.
        let names = try await records.read { db in try String.fetchSet(db, sql: "SELECT name FROM member WHERE name <> ''") }
        let parts = names.flatMap { $0.split(separator: " ") }.filter { $0.count > 3 }
        #expect(names.count > 300)
        for line in lines {
            for word in Self.typed { #expect(!line.contains(word), "\(line)") }
            #expect(!line.contains(item.reference), "\(line)")
            for name in names { #expect(!line.contains(name), "\(line)") }
        }
        #expect(!parts.isEmpty)
    }

    @Test("Every line has the content that CJIS 5.4 asks for: time, actor, kind, outcome, where from; and no column has more")
    func content() async throws {
        let station = try await Station.shared.value
        let columns = try await station.office.records.read { db in try db.columns(in: "trail").map(\.name) }
        #expect(columns == ["id", "at", "actor", "designeeOf", "kind", "act", "outcome", "record", "ground", "origin", "hash", "code"])
        let lines = try await station.office.records.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM trail WHERE at = 0 OR actor = '' OR kind = '' OR act = '' OR outcome = ''")
        }
        #expect(lines == 0)
        // The word of an act is one of a closed list or short and plain.
        let acts = try await station.office.records.read { db in try String.fetchSet(db, sql: "SELECT DISTINCT act FROM trail") }
        for act in acts { #expect(Act(rawValue: act) != nil || act.wholeMatch(of: /[a-z][A-Za-z]{2,30}/) != nil, "\(act)") }
    }
}

@Suite("A page while the trail cannot be written")
struct UnwritableTrailTests {
    @Test("The person gets words and a 503, not the page; nothing of the act is kept", arguments: [
        "CREATE TRIGGER fault BEFORE INSERT ON trail BEGIN SELECT RAISE(ABORT, 'no'); END",
        "CREATE TRIGGER vault.fault BEFORE UPDATE ON trailAnchor BEGIN SELECT RAISE(ABORT, 'no'); END",
    ])
    func words(fault: String) async throws {
        // A station of its own: the fault would stop every other test.
        let station = try await Station.small()
        try await station.visit { browser in
            try await browser.signInHere("faulty", station)
            let before = try await station.office.records.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM trailHead") }
            try await station.office.records.pool.writeWithoutTransaction { db in try db.execute(sql: fault) }
            for path in ["/officer-support/work-items", "/trail", "/trail.csv", "/api/v1/officer-support/work-items", "/trail/heads/2018-01-1"] {
                let page = try await browser.get(path)
                #expect(page.status == 503 || path.contains("heads"), "\(path) \(page.status)")
                if page.status == 503 { #expect(page.text.contains("written down first") && page.text.contains("nothing was changed"), "\(path)") }
            }
            #expect(try await browser.post("/trail/heads", ["month": "2018-01"]).status == 503)
            let after = try await station.office.records.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM trailHead") }
            #expect(after == before)
            try await station.office.records.pool.writeWithoutTransaction { db in
                try db.execute(sql: fault.contains("vault.") ? "DROP TRIGGER vault.fault" : "DROP TRIGGER fault")
            }
            #expect(try await browser.get("/trail").status == 200)
        }
    }
}

extension Station {
    /// A department without records, for a test that breaks things.
    static func small() async throws -> Station {
        let shared = try await Station.shared.value
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-small-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        var office = shared.office
        office.records = try Records(path: directory.appendingPathComponent("mainstay.sqlite").path, key: .generate())
        let station = Station(office: office, directory: directory)
        try await station.addAccount("faulty", roles: [.auditor])
        return station
    }
}

extension Browser {
    /// Opens a session as signing in would, for an account of a station of its own.
    func signInHere(_ account: String, _ station: Station) async throws {
        let records = station.office.records
        let found = try #require(try await records.account(named: account))
        let token = Random.token()
        let new = NewSession(tokenHash: Random.hash(token), csrf: Random.token(), device: "", address: "", replaces: nil)
        #expect(try await records.openSession(new, for: found, at: Station.now, asking: try Station.asking()))
        setCookie("mainstay_session", token)
        _ = try await get("/work")
    }
}
