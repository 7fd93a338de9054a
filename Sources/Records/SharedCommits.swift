import GRDB
import Synchronization

/// Small writes of many at a time in one transaction: the lines of the trail that readings leave.
///
/// What a reading waits for is the commit of two files, not its line. So those that come while one commit is under way
/// share the next, and each is answered only when its own line is on the disk. Nothing is gathered by waiting: whoever
/// comes alone is written alone.
final class SharedCommits: Sendable {
    private struct Part: Sendable {
        var body: @Sendable (Database) throws -> Void
        /// Told once, after the commit, or with what kept it from happening.
        var done: @Sendable ((any Error)?) -> Void
    }

    private struct Queue {
        var waiting: [Part] = []
        var isUnderWay = false
    }

    /// The error of one part, which is not that of the others.
    private struct Stumble: Error { var cause: any Error }

    /// What a part gave, until it is committed.
    private final class Given<Value: Sendable>: Sendable { let value = Mutex<Value?>(nil) }

    private let pool: DatabasePool
    private let queue = Mutex(Queue())

    init(_ pool: DatabasePool) { self.pool = pool }

    func write<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let given = Given<Value>()
            add(
                Part(
                    body: { db in
                        let value = try body(db)
                        given.value.withLock { $0 = value }
                    },
                    done: { problem in
                        if let value = given.value.withLock({ $0 }), problem == nil {
                            continuation.resume(returning: value)
                        } else {
                            continuation.resume(throwing: problem ?? RecordsError.trailNotWritten)
                        }
                    }))
        }
    }

    private func add(_ part: Part) {
        let begins = queue.withLock { queue in
            queue.waiting.append(part)
            defer { queue.isUnderWay = true }
            return !queue.isUnderWay
        }
        if begins { pool.asyncWriteWithoutTransaction(commitNext) }
    }

    @Sendable private func commitNext(_ db: Database) {
        let parts = queue.withLock { queue in
            defer { queue.waiting = [] }
            queue.isUnderWay = !queue.waiting.isEmpty
            return queue.waiting
        }
        guard !parts.isEmpty else { return }
        commit(parts, db)
        // Anew each time, so that other writers have their turn.
        pool.asyncWriteWithoutTransaction(commitNext)
    }

    private func commit(_ parts: [Part], _ db: Database) {
        do {
            try db.inTransaction(.immediate) {
                for part in parts { do { try part.body(db) } catch { throw Stumble(cause: error) } }
                return .commit
            }
            for part in parts { part.done(nil) }
        } catch let stumble as Stumble {
            // One that cannot be written undoes no other: each is written by itself.
            if parts.count == 1 { parts[0].done(stumble.cause) } else { for part in parts { commit([part], db) } }
        } catch {
            for part in parts { part.done(error) }
        }
    }
}
