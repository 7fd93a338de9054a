import Casework
import Foundation
import HTTPTypes
import Hummingbird
import Pages
import Records

/// Signing in and out: the passphrase on one page, the code on the next.
extension Office {
    func submitSignIn(_ request: Request, _ context: Context) async throws -> Response {
        let form = try await form(of: request, context)
        guard visitorIsOurs(request, form) else { return signInPage(request, form, .expired) }
        if !form.raw("ticket").isEmpty { return try await submitCode(request, context, form) }
        guard form["username"] != nil, !form.raw("passphrase").isEmpty else { return signInPage(request, form, .missing) }
        let proof = try await prove(
            form["username"] ?? "", passphrase: form.raw("passphrase"), code: nil, from: address(of: request, context).text)
        switch proof {
        case .proved(let account): return try await welcome(account, request, context, form)
        case .codeNeeded(let account):
            let visitor = visitor(request)
            let ticket = try await records.seal(.code, for: account, visitor: visitor, at: machineNow())
            return codePage(request, form, ticket: ticket, nil)
        case .wrong: return signInPage(request, form, .wrong)
        case .notHeard: return signInPage(request, form, .throttled(seconds: Int(Records.lockOutSeconds)))
        }
    }

    private func submitCode(_ request: Request, _ context: Context, _ form: Form) async throws -> Response {
        let ticket = form.raw("ticket")
        guard let account = try await records.open(.code, ticket, visitor: visitor(request), at: machineNow()) else {
            return signInPage(request, form, .expired)
        }
        guard let code = form["code"] else { return codePage(request, form, ticket: ticket, .missing) }
        switch try await prove(account, code: code, from: address(of: request, context).text) {
        case .proved(let account): return try await welcome(account, request, context, form)
        case .wrong, .codeNeeded: return codePage(request, form, ticket: ticket, .wrong)
        case .notHeard: return signInPage(request, form, .throttled(seconds: Int(Records.lockOutSeconds)))
        }
    }

    private func welcome(_ account: Account, _ request: Request, _ context: Context, _ form: Form) async throws -> Response {
        guard let (token, _) = try await openSession(for: account, request, context) else { return signInPage(request, form, .wrong) }
        let target = form["return-to"].flatMap(Paths.local) ?? Paths.myWork
        return redirect(to: duty(of: account)?.link ?? target, cookies: [cookie(sessionCookie, token)])
    }

    /// Ends the session whether it is open or locked.
    func signOut(_ request: Request, _ context: Context) async throws -> Response {
        let form = try await form(of: request, context)
        let known: Session? =
            switch try await presence(of: request) {
            case .open(let session), .locked(let session): session
            case .absent: nil
            }
        if let known, let token = sessionToken(request) {
            guard Passphrase.equal(Data(form.raw("csrf").utf8), Data(known.csrf.utf8)) else { throw Problem.foreignForm }
            let asking = Asking(actor: known.account.actor, now: now, day: today, from: address(of: request, context).text)
            try await records.signOut(tokenHash: Random.hash(token), for: asking)
        }
        return redirect(to: demonstration == nil ? Paths.signIn : Paths.demoAccounts, cookies: [cookie(sessionCookie, "", maxAge: 0)])
    }

    // MARK: Pages

    func signInPage(_ request: Request, _ form: Form, _ problem: SignInPage.Problem?) -> Response {
        let visitor = visitor(request)
        let screen = SignInPage(
            frame: strangerFrame(csrf: visitor), username: problem == nil ? "" : form["username"] ?? "", problem: problem,
            returnTo: Office.local(form["return-to"]))
        let status: HTTPResponse.Status =
            switch problem {
            case nil: .ok
            case .throttled: .tooManyRequests
            default: .unprocessableContent
            }
        return withVisitor(visitor, response(.page(status, screen.html)))
    }

    private func codePage(_ request: Request, _ form: Form, ticket: String, _ problem: SignInCodePage.Problem?) -> Response {
        let visitor = visitor(request)
        let screen = SignInCodePage(
            frame: strangerFrame(csrf: visitor), ticket: ticket, problem: problem, returnTo: Office.local(form["return-to"]))
        return withVisitor(visitor, response(.page(problem == nil ? .ok : .unprocessableContent, screen.html)))
    }

    func withVisitor(_ visitor: String, _ response: Response) -> Response {
        var response = response
        response.headers.append(HTTPField(name: .setCookie, value: cookie(visitorCookie, visitor)))
        return response
    }

    static func local(_ path: String?) -> String? { path.flatMap(Paths.local) == nil ? nil : path }
}
