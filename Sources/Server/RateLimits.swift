import Dispatch
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Synchronization

/// How often somebody may ask.
package struct RateLimits: Sendable {
    /// By the token of the session, or by the address of whoever has none.
    var requests: Meter?
    /// All that comes from one address, where many people may sit.
    var addresses: Meter?
    /// Sign-ins that fail, by address. The lock-out of an account is counted apart, in the database.
    var signIns: Meter?

    /// Twenty requests a second are more than a person at a browser makes.
    package static let requestsPerSecond = 20

    /// - Parameters:
    ///   - perSecond: requests of one session, sustained; five times as many at once. Ten times as many from one
    ///     address. Nil for no limit.
    ///   - now: nanoseconds of a clock that never goes back.
    package init(perSecond: Int?, now: @escaping @Sendable () -> Int64 = RateLimits.uptime) {
        if let perSecond {
            requests = Meter(burst: perSecond * 5, perSecond: Double(perSecond), now: now)
            addresses = Meter(burst: perSecond * 50, perSecond: Double(perSecond * 10), now: now)
        }
        signIns = Meter(burst: 10, perSecond: 10.0 / 60, now: now)
    }

    private init() {}

    package static var standard: RateLimits { RateLimits(perSecond: requestsPerSecond) }
    /// For tests whose clock stands still.
    package static let none = RateLimits()

    package static let uptime: @Sendable () -> Int64 = { Int64(clamping: DispatchTime.now().uptimeNanoseconds) }
}

/// Counts by key against an allowance, in a fixed amount of memory and without a lock.
///
/// The generic cell rate algorithm: a cell holds the instant at which its key will have used nothing. Keys share cells;
/// each key has two, and the emptier one counts, so that a busy neighbour alone keeps nobody out. The hash differs from
/// start to start, so that nobody can look for a neighbour. Two requests at the same instant may be counted as one.
final class Meter: Sendable {
    private let interval: Int64
    private let slack: Int64
    private let now: @Sendable () -> Int64
    private let cells = InlineArray<8192, Atomic<Int64>> { _ in Atomic(0) }

    init(burst: Int, perSecond: Double, now: @escaping @Sendable () -> Int64) {
        interval = Int64(1_000_000_000 / perSecond)
        slack = Int64(max(0, burst - 1)) * interval
        self.now = now
    }

    /// Takes one, or says after how many seconds there will be one.
    func take(_ key: some Hashable) -> Int? {
        let (first, second) = places(key)
        let present = now()
        let free = min(cells[first].load(ordering: .relaxed), cells[second].load(ordering: .relaxed))
        let start = max(present, free)
        guard start - present <= slack else {
            let wait = start - present - slack
            return Int((wait + 999_999_999) / 1_000_000_000)
        }
        cells[first].max(start + interval, ordering: .relaxed)
        cells[second].max(start + interval, ordering: .relaxed)
        return nil
    }

    /// Gives one back: what was taken did no harm.
    func giveBack(_ key: some Hashable) {
        let (first, second) = places(key)
        cells[first].wrappingSubtract(interval, ordering: .relaxed)
        if second != first { cells[second].wrappingSubtract(interval, ordering: .relaxed) }
    }

    private func places(_ key: some Hashable) -> (Int, Int) {
        var hasher = Hasher()
        hasher.combine(key)
        let hash = UInt(bitPattern: hasher.finalize())
        return (Int(hash & 8191), Int((hash >> 20) & 8191))
    }
}

/// Turns away whoever asks more often than a person does, before anything is read or looked up.
struct LimitedPace: RouterMiddleware {
    var office: Office

    /// As the router reads an address: slashes too many mean nothing to it.
    private static let takesPassphrases: Set<[Substring]> = [["sign-in"], ["unlock"]]

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let (limits, address) = (office.limits, office.address(of: request, context))
        if let seconds = limits.addresses?.take(address.network) { throw Problem.tooManyRequests(seconds: seconds) }
        let session = request.cookies[office.sessionCookie]?.value
        let asker = session.map { Array($0.utf8.prefix(64)) } ?? address.network
        if let seconds = limits.requests?.take(asker) { throw Problem.tooManyRequests(seconds: seconds) }
        guard request.method == .post, LimitedPace.takesPassphrases.contains(request.uri.path.split(separator: "/")) else {
            return try await next(request, context)
        }
        if let seconds = limits.signIns?.take(address.network) { throw Problem.tooManyRequests(seconds: seconds) }
        let response = try await next(request, context)
        // Asked for a code, or let in.
        if response.status.code < 400 { limits.signIns?.giveBack(address.network) }
        return response
    }
}
