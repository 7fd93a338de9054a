import Foundation
import Synchronization

/// Runs a few long pieces of work on plain threads of their own. They block for seconds, which the concurrency pool must
/// not; and which thread takes which piece makes no difference to any result.
enum Workers {
    private struct Progress<Value: Sendable>: Sendable {
        var next = 0
        var results: [Value?]
    }

    private final class Board<Value: Sendable>: Sendable {
        let progress: Mutex<Progress<Value>>
        let finished = DispatchSemaphore(value: 0)
        init(count: Int) { progress = Mutex(Progress(results: [Value?](repeating: nil, count: count))) }

        func take() -> Int? {
            progress.withLock { progress in
                guard progress.next < progress.results.count else { return nil }
                defer { progress.next += 1 }
                return progress.next
            }
        }

        func put(_ value: Value, at index: Int) {
            progress.withLock { $0.results[index] = value }
            finished.signal()
        }
    }

    /// `work(0) … work(count - 1)` on up to `threads` threads, taken in order; `done` is told on the calling thread how many
    /// are finished.
    static func map<Value: Sendable>(
        _ count: Int, threads: Int = 2, done: (Int) -> Void = { _ in }, work: @escaping @Sendable (Int) -> Value
    ) -> [Value] {
        guard count > 0 else { return [] }
        let board = Board<Value>(count: count)
        for _ in 0..<min(threads, count) {
            let thread = Thread {
                while let index = board.take() { board.put(work(index), at: index) }
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
        for finished in 1...count {
            board.finished.wait()
            done(finished)
        }
        return board.progress.withLock { $0.results.compactMap { $0 } }
    }
}
