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
            return self.signInPage(request, query, nil)
        }
        router.post("/sign-in") { request, context in try await self.submitSignIn(request, context) }
        router.post("/unlock") { request, context in try await self.unlock(request, context) }
        router.post("/sign-out") { request, context in try await self.signOut(request, context) }
        router.get(RouterPath(Paths.Template.calendar)) { request, context in try await self.calendarFile(request, context) }
        router.get("/demo") { request, _ in try await self.demonstrationAccounts(request) }
    }

    private func asset(_ file: String) throws -> Response {
        guard let asset = Asset.named(file) else { throw Problem.notFound }
        // The name changes with the content, so a copy never grows old.
        return Response(
            status: .ok, headers: [.contentType: asset.contentType, .cacheControl: "public, max-age=31536000, immutable"],
            body: .init(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }

    private func demonstrationAccounts(_ request: Request) async throws -> Response {
        guard demonstration != nil else { throw Problem.notFound }
        let existing = Dictionary(try await records.demonstrationAccounts().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let people = DemonstrationPerson.all.compactMap { person -> DemoAccountsPage.Account? in
            guard let account = existing[person.account], let role = account.holdings.first?.role else {
                return nil
            }
            return DemoAccountsPage.Account(
                name: account.title, role: role.title, cites: role.cites, can: person.can, username: person.account,
                passphrase: person.passphrase)
        }
        let visitor = visitor(request)
        var response = response(.page(DemoAccountsPage(frame: strangerFrame(csrf: visitor), accounts: people)))
        response.headers.append(HTTPField(name: .setCookie, value: cookie(visitorCookie, visitor)))
        return response
    }

    // MARK: Visitors who have not signed in

    func visitor(_ request: Request) -> String {
        if let token = request.cookies[visitorCookie]?.value, token.count == 43 { return token }
        return Random.token()
    }

    /// The sign-in form must carry the token of this browser's cookie, so that no other site can sign somebody in.
    func visitorIsOurs(_ request: Request, _ form: Form) -> Bool {
        guard let token = request.cookies[visitorCookie]?.value, token.count == 43 else { return false }
        return Passphrase.equal(Data(token.utf8), Data(form.raw("csrf").utf8))
    }

    func strangerFrame(csrf: String = "") -> Frame {
        Frame(
            department: department.name, reader: nil, permitted: [], csrf: csrf, now: now, calendar: calendar,
            demonstration: demonstration != nil)
    }
}
