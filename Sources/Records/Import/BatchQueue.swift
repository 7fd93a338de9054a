import Foundation
import Intake

/// What the reading thread tells the writing thread.
enum ImportStep: Sendable {
    case begin(file: Int)
    case rows(IntakeBatch)
    case end(SourceReading.Result)
    /// Every file has been read, or reading failed for a reason that has nothing to do with a file.
    case finished((any Error)?)
}

/// A queue of bounded length between the thread that reads files and the thread that writes to the database.
///
/// `@unchecked Sendable`: every stored value is read and written under `condition`.
final class BatchQueue: @unchecked Sendable {
    private let condition = NSCondition()
    private var steps: [ImportStep] = []
    private var head = 0
    private let limit: Int
    private var cancelled = false

    init(limit: Int) { self.limit = limit }

    struct Cancelled: Error {}

    /// Waits while the queue is full; throws when the writer has given up.
    func push(_ step: consuming ImportStep) throws {
        condition.lock()
        defer { condition.unlock() }
        while steps.count - head >= limit, !cancelled { condition.wait() }
        if cancelled { throw Cancelled() }
        steps.append(step)
        condition.signal()
    }

    func pop() -> ImportStep {
        condition.lock()
        defer { condition.unlock() }
        while head == steps.count { condition.wait() }
        let step = steps[head]
        // The step's memory goes now, not when the array is next tidied.
        steps[head] = .finished(nil)
        head += 1
        if head == steps.count || head >= limit {
            steps.removeFirst(head)
            head = 0
        }
        condition.signal()
        return step
    }

    /// Wakes a reader that waits and makes it stop.
    func cancel() {
        condition.lock()
        cancelled = true
        steps.removeAll()
        head = 0
        condition.broadcast()
        condition.unlock()
    }
}
