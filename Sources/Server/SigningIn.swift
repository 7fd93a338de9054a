import Casework
import Directives
import Foundation
import HTTPTypes
import Hummingbird
import Pages
import Records

extension Office {
    var sessionCookie: String { cookieName("mainstay_session") }
    /// Ties a sign-in form to the browser that asked for it, before there is a session.
    var visitorCookie: String { cookieName("mainstay_visitor") }
    /// Sent by the script with what it asks for by itself: such a request is no sign of life.
    static let backgroundHeader = HTTPField.Name("X-Mainstay-Background")

    /// Behind TLS a browser takes a cookie of this name from this very host over TLS alone, so that neither a
    /// neighbouring host nor a plain connection can plant one (RFC 6265bis, section 4.1.3.2).
    private func cookieName(_ name: String) -> String { secureCookies ? "__Host-" + name : name }

    func presence(of request: Request) async throws -> Presence {
        guard let token = sessionToken(request) else { return .absent }
        // A stream of events is asked for by the script and cannot carry the header; it is no sign of life either.
        let background = Office.backgroundHeader.map { request.headers[$0] != nil } ?? false || request.uri.path == Paths.noticeStream.target
        return try await records.presence(of: Random.hash(token), at: machineNow(), day: today, zone: calendar.zone, touching: !background)
    }

    func session(of request: Request) async throws -> Session? { try await presence(of: request).session }

    func sessionToken(_ request: Request) -> String? {
        guard let token = request.cookies[sessionCookie]?.value, token.utf8.count == 43 else { return nil }
        return token
    }

    // MARK: Proving who one is

    enum Proof: Sendable {
        case proved(Account)
        /// The passphrase is right, and the account has a second factor.
        case codeNeeded(Account)
        case wrong
        /// Shut out for a while, or too many are signing in at this moment.
        case notHeard
    }

    /// Checks a passphrase and, where the account has a second factor, a code. The same words and the same work whether
    /// or not the account exists; every failure counts, whatever was wrong.
    ///
    /// - Parameter code: nil where the code is asked for on a page of its own.
    func prove(_ name: String, passphrase: String, code: String?, from address: String) async throws -> Proof {
        let now = machineNow()
        let key = String(name.lowercased().prefix(100))
        guard let attempt = try await records.beginAttempt(as: key, at: now) else { return .notHeard }
        let account = try await records.account(named: key)
        let salt = account?.salt ?? Data(repeating: 0, count: 16)
        // What is longer than any passphrase is not worked on, and wrong in the same time.
        let typed = passphrase.utf8.count <= Passphrase.mostBytes ? passphrase : ""
        guard let hash = try await signingDesk.check({ try Passphrase.hash(typed, salt: salt) }) else {
            try await records.takeBack(attempt)
            return .notHeard
        }
        let asking = asking(of: account, from: address)
        guard let account, Passphrase.equal(hash, account.hash), !account.disabled else {
            try await records.failAttempt(attempt, as: key, word: "passphraseWrong", for: asking)
            return .wrong
        }
        guard account.hasSecondFactor else { return .proved(account) }
        guard let code else {
            try await records.takeBack(attempt)
            return .codeNeeded(account)
        }
        return try await prove(account, code: code, attempt: attempt, asking)
    }

    /// Checks the code of an account whose passphrase was right.
    func prove(_ account: Account, code: String, from address: String) async throws -> Proof {
        guard let attempt = try await records.beginAttempt(as: account.name, at: machineNow()) else { return .notHeard }
        return try await prove(account, code: code, attempt: attempt, asking(of: account, from: address))
    }

    private func prove(_ account: Account, code: String, attempt: Int64, _ asking: Asking) async throws -> Proof {
        guard try await records.take(code: String(code.prefix(100)), of: account, at: machineNow(), for: asking) != .wrong else {
            try await records.failAttempt(attempt, as: account.name, word: "codeWrong", for: asking)
            return .wrong
        }
        return .proved(account)
    }

    func asking(of account: Account?, from address: String) -> Asking {
        let nobody = Actor(account: "", name: "", holdings: [], member: nil)
        return Asking(actor: account?.actor ?? nobody, now: now, day: today, from: address, zone: calendar.zone)
    }

    // MARK: Opening a session

    /// A new token for a browser whose person has proved who they are; nil when the account changed meanwhile.
    func openSession(for account: Account, _ request: Request, _ context: Context) async throws -> (token: String, csrf: String)? {
        let (token, csrf) = (Random.token(), Random.token())
        let address = address(of: request, context).text
        let new = NewSession(
            tokenHash: Random.hash(token), csrf: csrf, device: Device.name(of: request.headers[.userAgent]), address: address,
            replaces: sessionToken(request).map(Random.hash))
        guard try await records.openSession(new, for: account, at: machineNow(), asking: asking(of: account, from: address)) else { return nil }
        return (token, csrf)
    }

    func cookie(_ name: String, _ value: String, maxAge: Int? = nil) -> String {
        var parts = ["\(name)=\(value)", "Path=/", "HttpOnly", "SameSite=Lax"]
        if secureCookies { parts.append("Secure") }
        if let maxAge { parts.append("Max-Age=\(maxAge)") }
        return parts.joined(separator: "; ")
    }
}

/// What has to be done before anything else opens.
enum Duty: Sendable {
    /// Somebody else chose the passphrase.
    case ownPassphrase
    /// The department requires a second factor and the account has none.
    case secondFactor

    var link: Link { self == .ownPassphrase ? Paths.ownPassphrase : Paths.ownSecondFactor }

    /// The routes that open nevertheless.
    var opens: Set<String> {
        let session = "/api/v1/account/session"
        return switch self {
        case .ownPassphrase: [Paths.ownPassphrase.target, session]
        case .secondFactor:
            [Paths.ownSecondFactor.target, Paths.ownSecondFactorConfirmation.target, Paths.ownPassphrase.target, session]
        }
    }

    var sentence: String {
        switch self {
        case .ownPassphrase: "Choose a passphrase of your own first, on the page \(Paths.ownPassphrase.target)."
        case .secondFactor: "Set up a second factor first, on the page \(Paths.ownSecondFactor.target)."
        }
    }
}

extension Office {
    func duty(of account: Account) -> Duty? {
        if account.mustChange { return .ownPassphrase }
        return department.requiresSecondFactor && !account.hasSecondFactor && !account.demonstration ? .secondFactor : nil
    }
}

/// Runs work that keeps a processor busy for a tenth of a second on a thread of its own, so that other requests are
/// not kept waiting.
func offPool<Value: Sendable>(_ work: @Sendable @escaping () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
}
