import Synchronization

/// A door through which one goes at a time. Whoever comes meanwhile is told so and does not wait.
final class OneAtATime: Sendable {
    private let isTaken = Mutex(false)

    /// Whether the way was free. Whoever got in must `leave`.
    func enter() -> Bool {
        isTaken.withLock { taken in
            let isFree = !taken
            taken = true
            return isFree
        }
    }

    func leave() { isTaken.withLock { $0 = false } }
}
