import Casework
import Directives
import Foundation
import GRDB
import Intake
import OfficerSupport
import Risk
import Testing
import Vault

@testable import Records

@Suite("Sealed columns")
struct SealedColumnTests {
    @Test("What led to an item comes back as it was, and nothing of it stands in the files")
    func roundTrip() async throws {
        let bench = try await ReviewBench()
        try await bench.addItem("W-1", of: bench.wren, sentence: "A sentence of kingfishers.")
        let opened = try #require(try await bench.records.workItem("W-1", for: bench.asking()))
        #expect(opened.value.item.snapshot.indicators.map(\.sentence) == ["A sentence of kingfishers."])
        let row = try #require(try await bench.records.queue(.init(), for: bench.asking()).rows.first)
        #expect(row.leading == "A sentence of kingfishers.")
        #expect(row.categories == ["suspension"])
        for (name, bytes) in try bench.bytes() {
            for words in ["kingfishers", "\"probability\"", "[\"suspension\"]"] { #expect(bytes.range(of: Data(words.utf8)) == nil, "\(words) in \(name)") }
        }
    }

    @Test("A sealed field moved to another row, column or key does not open, and says so without what it says", arguments: [
        "UPDATE workItem SET snapshot = (SELECT snapshot FROM workItem WHERE reference = 'W-2') WHERE reference = 'W-1'",
        "UPDATE workItem SET snapshot = leading WHERE reference = 'W-1'",
        "UPDATE workItem SET key = (SELECT key FROM workItem WHERE reference = 'W-3') WHERE reference = 'W-1'",
        "UPDATE workItem SET snapshot = CAST(substr(snapshot, 1, length(snapshot) - 1) || x'00' AS BLOB) WHERE reference = 'W-1'",
        "UPDATE workItem SET snapshot = x'' WHERE reference = 'W-1'",
    ])
    func moved(statement: String) async throws {
        let bench = try await ReviewBench()
        try await bench.addItem("W-1", of: bench.wren, sentence: "A sentence of kingfishers.")
        try await bench.addItem("W-2", of: bench.wren, month: 1)
        try await bench.addItem("W-3", of: bench.merlin)
        try await bench.records.write { db in try db.execute(sql: statement) }
        do {
            _ = try await bench.records.workItem("W-1", for: bench.asking())
            Issue.record("it opened")
        } catch let error as VaultError {
            #expect(error == .cannotOpen(table: "workItem", column: "snapshot"))
            #expect(!"\(error)".contains("kingfisher"))
            #expect(!String(reflecting: error).contains("kingfisher"))
        }
    }

    @Test("What a destroyed key sealed reads as absent: the item, its words in the queue, its notes, its score")
    func destroyed() async throws {
        let bench = try await ReviewBench()
        try await bench.addItem("W-1", of: bench.wren)
        try await bench.addItem("W-2", of: bench.merlin)
        try await bench.records.writeNote("A note.", on: "W-1", form: ReviewBench.form, for: bench.asking())
        let score = SealedScore(probabilities: [0.1, 0.2, 0.3, 0.4], any: 0.7)
        try await bench.records.write { [keys = bench.records.keys, wren = bench.wren, merlin = bench.merlin] db in
            try keys.insert(score, run: 1, member: wren, in: db)
            try keys.insert(score, run: 1, member: merlin, in: db)
            try db.execute(sql: "DELETE FROM vault.subjectKey WHERE subject = ?", arguments: ["member/\(wren.rawValue)"])
        }
        #expect(try await bench.records.workItem("W-1", for: bench.asking()) == nil)
        #expect(try await bench.records.workItem("W-2", for: bench.asking()) != nil)
        #expect(try await bench.records.queue(.init(), for: bench.asking()).rows.map(\.leading).sorted() == ["", "Four complaints."])
        #expect(try await bench.notes("W-1").isEmpty)
        let scores = try await bench.records.scores(of: 1, for: bench.asking())
        #expect(scores.map(\.sourceID) == ["2"])
        #expect(scores.first?.probabilities == [0.1, 0.2, 0.3, 0.4])
    }

    @Test("The length of what is sealed does not tell which outcomes raised an item")
    func lengths() async throws {
        let bench = try await ReviewBench()
        for (index, raised) in [[Outcome.sustainedForce], [.domesticOrSubstance], Outcome.allCases].enumerated() {
            try await bench.addItem("W-\(index)", of: bench.wren, month: index, raised: raised)
        }
        let lengths = try await bench.records.read { db in try Int.fetchSet(db, sql: "SELECT length(categories) FROM workItem") }
        #expect(lengths.count == 1)
    }

    @Test("Padding comes off as it went on, whatever the value ends with, and costs at most a sixteenth beyond 1 KB")
    func padding() throws {
        for count in Array(0...300) + [1_023, 1_024, 1_025, 20_000, 1_048_576] {
            for end in [[], [0x80], [0], [0x80, 0, 0]] as [[UInt8]] {
                let value = Data(repeating: 0x61, count: count) + Data(end)
                let padded = Padding.added(to: value)
                #expect(padded.count % 64 == 0)
                #expect(padded.count <= max(128, value.count + value.count / 16 + 65))
                #expect(try Padding.removed(from: padded) == value)
            }
        }
        #expect(throws: Padding.Missing.self) { try Padding.removed(from: Data()) }
        #expect(throws: Padding.Missing.self) { try Padding.removed(from: Data([1, 0])) }
    }

    @Test("A row is not sealed under another program's key")
    func otherProgram() async throws {
        let bench = try await ReviewBench()
        await #expect(throws: SealingProblem.otherProgram(table: "score")) {
            try await bench.records.write { [keys = bench.records.keys, wren = bench.wren] db in
                try keys.insert(into: ScoreTable.self, of: SubjectFile(.peer, member: wren), in: db) { _ in }
            }
        }
    }

    @Test("What the database says of a statement that failed never holds the values it was given")
    func errors() async throws {
        let bench = try await ReviewBench()
        try await bench.addItem("W-1", of: bench.wren)
        #expect(!bench.records.pool.configuration.publicStatementArguments)
        for statement in ["INSERT INTO workItem(reference) VALUES (?)", "INSERT INTO workItemNote(id, text) VALUES (?, 1)", "UPDATE run SET id = ?", "SELECT json(?)"] {
            do {
                try await bench.records.write { db in try db.execute(sql: statement, arguments: ["kingfisher"]) }
                Issue.record("\(statement) was taken")
            } catch {
                #expect(!"\(error)".contains("kingfisher") && !String(reflecting: error).contains("kingfisher"))
            }
            do {
                try await bench.records.pool.write { db in try db.execute(sql: statement, arguments: ["kingfisher"]) }
                Issue.record("\(statement) was taken")
            } catch {
                #expect(!"\(error)".contains("kingfisher") && !String(reflecting: error).contains("kingfisher"))
            }
        }
    }

    @Test("A database from before is sealed when it is opened, and not one sentence of it is left in the files")
    func migration() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sealing-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("mainstay.sqlite").path
        let key = DepartmentKey.generate()
        let keys = KeyStore(path: KeyStore.path(beside: path), department: key)
        let migrator = Schema.migrator(keys)
        try keys.open(for: try DatabaseStanding(path, migrator))
        try Self.fillOldDatabase(path, keys, migrator)

        let records = try Records(path: path, key: key)
        let asking = try await ReviewBench().asking()
        let row = try #require(try await records.queue(.init(), for: asking).rows.first)
        #expect(row.leading == "7 kingfishers in 24 months.")
        #expect(row.categories == ["force", "off_duty"])
        #expect(try await records.workItem("W-9", for: asking)?.value.item.snapshot.rank == "Keeper of kingfishers")
        let scores = try await records.scores(of: 1, for: asking)
        #expect(scores.map(\.probabilities) == [[0.1, 0.2, 0.3, 0.25]])
        #expect(scores.map(\.any) == [0.1 + 0.2])
        try records.close()
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
            for words in ["kingfishers", "|force|off_duty|"] { #expect(bytes.range(of: Data(words.utf8)) == nil, "\(words) in \(name)") }
        }
    }

    private static func fillOldDatabase(_ path: String, _ keys: KeyStore, _ migrator: DatabaseMigrator) throws {
        var configuration = KeyStore.configuration
        configuration.prepareDatabase { db in try keys.attach(to: db) }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try migrator.migrate(queue, upTo: "2026-11 retention")
        let snapshot = Snapshot(
            asOf: Day(rawValue: 17_532), rank: "Keeper of kingfishers", yearsOfService: 3, categories: [], indicators: [], profile: [],
            figures: (0..<400).map { Snapshot.Figure(group: "g", name: "kingfishers \($0)", unit: "", value: 1) })
        let document = String(decoding: try JSONEncoder().encode(snapshot), as: UTF8.self)
        try queue.write { db in
            try db.execute(sql: "INSERT INTO member(id, record, version, sourceKey, digest, import, knownOn, name) VALUES (1, 1, 1, '1', 0, 1, 0, 'Wren Alder')")
            try db.execute(
                sql: """
                    INSERT INTO run(id, month, asOf, startedAt, finishedAt, programVersion, fingerprint, lastImport, dataDay, settings, scoresDigest,
                        scored, raised, items, summary, models) VALUES (1, '2018-01', 17532, 0, 0, 'test', '', 1, 17531, '{}', '', 0, 0, 0, '{}', x'')
                    """)
            try db.execute(sql: "INSERT INTO score VALUES (1, 1, 0.1, 0.2, 0.3, 0.25, ?)", arguments: [0.1 + 0.2])
            try db.execute(
                sql: """
                    INSERT INTO workItem(reference, run, member, district, unit, generatedAt, validityDueAt, forwardDueAt, state, categories, leading, snapshot)
                    VALUES ('W-9', 1, 1, '5', '5', 0, 1, 1, 'generated', '|force|off_duty|', '7 kingfishers in 24 months.', ?)
                    """, arguments: [document])
        }
        try queue.close()
    }
}
