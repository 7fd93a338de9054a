import Casework
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Records

/// The addresses that need no sign-in, each by name: whatever is not here goes through `Access`.
extension Office {
    func addPublicRoutes(to router: Router<Context>) {
        router.get("/health") { _, _ in "ok\n" }
        router.head("/health") { _, _ in HTTPResponse.Status.ok }
        router.get("/") { request, _ in
            if try await self.session(of: request) != nil { return self.redirect(to: Paths.myWork) }
            return self.redirect(to: self.demonstration == nil ? Paths.signIn : Paths.demoAccounts)
        }
        router.get(RouterPath(Paths.Template.asset)) { _, context in try self.asset(context.parameters.get("file") ?? "") }
        router.get("/sign-in") { request, _ in
            let query = Form(urlEncoded: request.uri.query ?? "")
            return self.signInPage(request, username: "", problem: nil, returnTo: query["return-to"])
        }
        router.post("/sign-in") { request, context in try await self.submitSignIn(request, try await self.form(of: request, context)) }
        router.post("/sign-out") { request, context in try await self.signOut(request, try await self.form(of: request, context)) }
        router.get("/demo") { request, _ in try await self.demonstrationAccounts(request) }
    }

    private func asset(_ file: String) throws -> Response {
        guard let asset = Asset.named(file) else { throw Problem.notFound }
        // The name changes with the content, so a copy never grows old.
        return Response(
            status: .ok, headers: [.contentType: asset.contentType, .cacheControl: "public, max-age=31536000, immutable"],
            body: .init(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }

    // MARK: Signing in and out

    private func submitSignIn(_ request: Request, _ form: Form) async throws -> Response {
        guard visitorIsOurs(request, form) else {
            return signInPage(request, username: form["username"] ?? "", problem: .expired, returnTo: form["return-to"])
        }
        let name = form["username"] ?? ""
        let passphrase = form.raw("passphrase")
        guard !name.isEmpty, !passphrase.isEmpty, passphrase.utf8.count <= 1_024 else {
            return signInPage(request, username: name, problem: .missing, returnTo: form["return-to"])
        }
        switch try await signIn(name: name, passphrase: passphrase) {
        case .signedIn(let cookie):
            let target = form["return-to"].flatMap(Paths.local) ?? Paths.myWork
            return redirect(to: target, cookies: [cookie])
        case .wrong: return signInPage(request, username: name, problem: .wrong, returnTo: form["return-to"])
        case .throttled:
            return signInPage(
                request, username: name, problem: .throttled(seconds: Int(Records.failureSeconds)), returnTo: form["return-to"])
        }
    }

    private func signOut(_ request: Request, _ form: Form) async throws -> Response {
        if let session = try await session(of: request), let token = request.cookies[Office.sessionCookie]?.value {
            guard Passphrase.equal(Data(form.raw("csrf").utf8), Data(session.csrf.utf8)) else { throw Problem.foreignForm }
            try await records.closeSession(tokenHash: Random.hash(token))
        }
        return redirect(to: demonstration == nil ? Paths.signIn : Paths.demoAccounts, cookies: [cookie(Office.sessionCookie, "", maxAge: 0)])
    }

    private func signInPage(_ request: Request, username: String, problem: SignInPage.Problem?, returnTo: String?) -> Response {
        let visitor = visitor(request)
        let screen = SignInPage(
            frame: strangerFrame(csrf: visitor), username: username, problem: problem,
            returnTo: returnTo.flatMap(Paths.local) == nil ? nil : returnTo)
        let status: HTTPResponse.Status =
            switch problem {
            case nil: .ok
            case .throttled: .tooManyRequests
            default: .unprocessableContent
            }
        var response = response(.page(status, screen.html))
        response.headers.append(HTTPField(name: .setCookie, value: cookie(Office.visitorCookie, visitor)))
        return response
    }

    private func demonstrationAccounts(_ request: Request) async throws -> Response {
        guard demonstration != nil else { throw Problem.notFound }
        let existing = Dictionary(try await records.accounts().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let people = DemonstrationPerson.all.compactMap { person -> DemoAccountsPage.Account? in
            guard let account = existing[person.account], account.demonstration, !account.disabled, let role = account.roles.first else {
                return nil
            }
            return DemoAccountsPage.Account(
                name: account.title, role: role.title, cites: role.cites, can: person.can, username: person.account,
                passphrase: person.passphrase)
        }
        let visitor = visitor(request)
        var response = response(.page(DemoAccountsPage(frame: strangerFrame(csrf: visitor), accounts: people)))
        response.headers.append(HTTPField(name: .setCookie, value: cookie(Office.visitorCookie, visitor)))
        return response
    }

    // MARK: Visitors who have not signed in

    private func visitor(_ request: Request) -> String {
        if let token = request.cookies[Office.visitorCookie]?.value, token.count == 43 { return token }
        return Random.token()
    }

    /// The sign-in form must carry the token of this browser's cookie, so that no other site can sign somebody in.
    private func visitorIsOurs(_ request: Request, _ form: Form) -> Bool {
        guard let token = request.cookies[Office.visitorCookie]?.value, token.count == 43 else { return false }
        return Passphrase.equal(Data(token.utf8), Data(form.raw("csrf").utf8))
    }

    func strangerFrame(csrf: String = "") -> Frame {
        Frame(
            department: department.name, reader: nil, permitted: [], csrf: csrf, now: now, calendar: calendar,
            demonstration: demonstration != nil)
    }
}
