import Casework
import Foundation
import GRDB
import Synchronization
import Testing

@testable import Records

@Suite("Lines of the trail share their commits, and each is on the disk before it is answered")
struct SharedCommitTests {
    /// Counts the commits of a database.
    private final class Counter: TransactionObserver, Sendable {
        let commits = Mutex(0)
        func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
        func databaseDidChange(with event: DatabaseEvent) {}
        func databaseDidCommit(_ db: Database) { commits.withLock { $0 += 1 } }
        func databaseDidRollback(_ db: Database) {}
    }

    private struct Refused: Error {}

    @Test("The database is on the disk when a transaction is reported: SQLite waits for it, and may lag with the key store alone")
    func durable() async throws {
        let bench = try await TrailBench()
        let standing = try await bench.records.write { db in
            [try Int.fetchOne(db, sql: "PRAGMA main.synchronous"), try Int.fetchOne(db, sql: "PRAGMA vault.synchronous")]
        }
        // FULL and NORMAL, as decision 8 says.
        #expect(standing == [2, 1])
    }

    @Test("Readings that come while another write is under way are written together, each with its line, in an unbroken chain")
    func together() async throws {
        let bench = try await TrailBench()
        let (records, asking) = (bench.records, try bench.asking())
        let counter = Counter()
        records.pool.add(transactionObserver: counter, extent: .databaseLifetime)
        try await withThrowingTaskGroup { group in
            group.addTask { try await records.write { _ in _ = usleep(300_000) } }
            try await Task.sleep(for: .milliseconds(50))
            for _ in 0..<40 { group.addTask { try await records.noteReading(.seeTrail, "trail", for: asking) } }
            try await group.waitForAll()
        }
        #expect(counter.commits.withLock { $0 } <= 4)
        let proof = try await bench.prove()
        #expect(proof.holds && proof.lines >= 40)
    }

    @Test("One that cannot be written undoes no other, and is told its own reason")
    func stumbling() async throws {
        let bench = try await TrailBench()
        let (records, asking) = (bench.records, try bench.asking())
        let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await records.write { _ in _ = usleep(200_000) }
                return false
            }
            try await Task.sleep(for: .milliseconds(50))
            for number in 0..<20 {
                group.addTask {
                    do {
                        try await records.writeLine { [trail = records.trail] db in
                            let entry = TrailEntry(asking, kind: .read, act: "seeTrail", outcome: .done, record: "n/\(number)")
                            try trail.append(entry, in: db)
                            if number % 5 == 0 { throw Refused() }
                        }
                        return false
                    } catch is Refused {
                        return true
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused == 4)
        let numbers = try await records.read { db in try String.fetchAll(db, sql: "SELECT record FROM trail WHERE record LIKE 'n/%' ORDER BY record") }
        #expect(numbers.count == 16 && !numbers.contains("n/0") && !numbers.contains("n/15"))
        #expect(try await bench.prove().holds)
    }
}
