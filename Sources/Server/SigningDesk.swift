/// Lets two passphrases be checked at a time and a few wait. Each check takes a tenth of a second and 32 MB by design;
/// without a desk, whoever sends many at once could fill the machine.
actor SigningDesk {
    private var free = 2
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private static let longestQueue = 64

    /// Nil when the queue is full.
    nonisolated func check<Value: Sendable>(_ work: @Sendable @escaping () throws -> Value) async throws -> Value? {
        guard await enter() else { return nil }
        do {
            let value = try await offPool(work)
            await leave()
            return value
        } catch {
            await leave()
            throw error
        }
    }

    private func enter() async -> Bool {
        if free > 0 {
            free -= 1
            return true
        }
        guard waiting.count < SigningDesk.longestQueue else { return false }
        await withCheckedContinuation { waiting.append($0) }
        return true
    }

    private func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
