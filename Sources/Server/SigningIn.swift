import Casework
import Foundation
import HTTPTypes
import Hummingbird
import Records

extension Office {
    static let sessionCookie = "mainstay_session"
    /// Ties a sign-in form to the browser that asked for it, before there is a session.
    static let visitorCookie = "mainstay_visitor"

    func session(of request: Request) async throws -> Session? {
        guard let token = request.cookies[Office.sessionCookie]?.value, token.count == 43 else { return nil }
        return try await records.session(tokenHash: Random.hash(token), at: machineNow())
    }

    enum SignInOutcome: Sendable {
        case signedIn(cookie: String)
        case wrong
        case throttled
    }

    /// The same words and the same work whether or not the account exists.
    func signIn(name: String, passphrase: String) async throws -> SignInOutcome {
        let now = machineNow()
        let key = String(name.lowercased().prefix(100))
        guard try await records.beginSigningIn(as: key, at: now) else { return .throttled }
        let account = try await records.account(named: key)
        let salt = account?.salt ?? Data(repeating: 0, count: 16)
        guard let hash = try await signingDesk.check({ try Passphrase.hash(passphrase, salt: salt) }) else { return .throttled }
        guard let account, Passphrase.equal(hash, account.hash) else { return .wrong }
        try await records.forgetFailedSignIns(as: key)
        let token = Random.token()
        try await records.openSession(tokenHash: Random.hash(token), csrf: Random.token(), account: account.id, at: now)
        return .signedIn(cookie: cookie(Office.sessionCookie, token))
    }

    func cookie(_ name: String, _ value: String, maxAge: Int? = nil) -> String {
        var parts = ["\(name)=\(value)", "Path=/", "HttpOnly", "SameSite=Lax"]
        if secureCookies { parts.append("Secure") }
        if let maxAge { parts.append("Max-Age=\(maxAge)") }
        return parts.joined(separator: "; ")
    }
}

/// Runs work that keeps a processor busy for a tenth of a second on a thread of its own, so that other requests are
/// not kept waiting.
func offPool<Value: Sendable>(_ work: @Sendable @escaping () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
}
