import Casework
import Directives
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Records

/// A session that ended by itself locks what was being written; it does not throw it away.
///
/// Nothing of an unsent form is kept on the server: it travels in the page, with a ticket that says whose it is.
extension Office {
    /// The answer to a form sent after the session ended by itself: a page that keeps what was typed. Nil where nothing
    /// is to be kept: a form from elsewhere, one with a passphrase in it, a file.
    func lockedForm(_ session: Session, _ request: Request, _ context: Context) async throws -> Response? {
        guard request.method == .post, request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true else { return nil }
        let form = try await form(of: request, context)
        guard Passphrase.equal(Data(form.raw("csrf").utf8), Data(session.csrf.utf8)) else { return nil }
        let typed = form.pairs.filter { $0.name != "csrf" }
        guard !typed.contains(where: { Office.secrets.contains($0.name) }), let address = Paths.local(request.uri.string) else { return nil }
        let visitor = visitor(request)
        let ticket = try await records.seal(.locked, for: session.account, visitor: visitor, at: machineNow())
        let page = lockedPage(session.account, visitor, ticket: ticket, address: address, typed, nil)
        return withVisitor(visitor, response(.page(.unauthorized, page.html)))
    }

    /// Fields that are never sent back to a browser.
    private static let secrets: Set<String> = ["passphrase", "new-passphrase", "repeated-passphrase", "code"]
    /// What stands before the name of a field that is kept.
    private static let prefix = "kept."

    /// Opens a locked session again for its owner: from the page above, or from the script that covered a page.
    func unlock(_ request: Request, _ context: Context) async throws -> Response {
        // Each field came once already; its name is a little longer now.
        let form = try await form(of: request, context, upTo: context.maxUploadSize * 2)
        let byScript = request.headers[.accept]?.contains("application/json") == true
        guard let account = try await owner(of: form, request) else {
            return byScript ? told(.unauthorized, "This session has ended. Sign in on another page.") : signInPage(request, form, .expired)
        }
        let code = account.hasSecondFactor ? form["code"] ?? "" : nil
        let proof: Proof =
            form.raw("passphrase").isEmpty || code == ""
            ? .wrong : try await prove(account.name, passphrase: form.raw("passphrase"), code: code, from: address(of: request, context).text)
        if case .proved(let account) = proof, let (token, csrf) = try await openSession(for: account, request, context) {
            let cookie = cookie(sessionCookie, token)
            if byScript {
                var response = response(.json(try Route.json(["csrf": csrf])))
                response.headers.append(HTTPField(name: .setCookie, value: cookie))
                return response
            }
            return try await keptForm(form, request, context, token: token, cookie: cookie)
        }
        var problem = LockedPage.Problem.wrong
        if case .notHeard = proof { problem = .throttled(seconds: Int(Records.lockOutSeconds)) }
        let status: HTTPResponse.Status = problem == .wrong ? .unprocessableContent : .tooManyRequests
        if byScript { return told(status, problem.sentence(secondFactor: account.hasSecondFactor)) }
        guard let address = form["address"].flatMap(Paths.local) else { return signInPage(request, form, .expired) }
        let visitor = visitor(request)
        let page = lockedPage(account, visitor, ticket: form.raw("ticket"), address: address, kept(form), problem)
        return withVisitor(visitor, response(.page(status, page.html)))
    }

    /// Whose lock it is: said by the ticket of the page, or, where a script asks, by the session whose token the page holds.
    private func owner(of form: Form, _ request: Request) async throws -> Account? {
        if !form.raw("ticket").isEmpty {
            guard visitorIsOurs(request, form) else { return nil }
            return try await records.open(.locked, form.raw("ticket"), visitor: visitor(request), at: machineNow())
        }
        switch try await presence(of: request) {
        case .open(let session), .locked(let session):
            return Passphrase.equal(Data(form.raw("csrf").utf8), Data(session.csrf.utf8)) ? session.account : nil
        case .absent: return nil
        }
    }

    private func kept(_ form: Form) -> [(name: String, value: String)] {
        form.pairs.filter { $0.name.hasPrefix(Office.prefix) }.map { (String($0.name.dropFirst(Office.prefix.count)), $0.value) }
    }

    private func lockedPage(
        _ account: Account, _ visitor: String, ticket: String, address: Link, _ typed: [(name: String, value: String)],
        _ problem: LockedPage.Problem?
    ) -> LockedPage {
        LockedPage(
            frame: strangerFrame(csrf: visitor), owner: account.title, secondFactor: account.hasSecondFactor, ticket: ticket, address: address,
            typed: typed.map { LockedPage.Field(name: Office.prefix + $0.name, value: $0.value) }, problem: problem)
    }

    /// What was typed, once more, with one button that sends it.
    private func keptForm(_ form: Form, _ request: Request, _ context: Context, token: String, cookie: String) async throws -> Response {
        guard let address = form["address"].flatMap(Paths.local),
            case .open(let session) = try await records.presence(of: Random.hash(token), at: machineNow(), day: today, zone: calendar.zone)
        else { return redirect(to: Paths.myWork, cookies: [cookie]) }
        let visit = Visit(
            office: self, session: session, actor: session.account.actor, day: today, from: self.address(of: request, context).text, csrf: session.csrf,
            path: "/unlock", parameters: [:], query: Form(urlEncoded: ""), form: form, now: now, waiting: session.waiting)
        let page = KeptFormPage(frame: visit.frame(), address: address, typed: kept(form).map { LockedPage.Field(name: $0.name, value: $0.value) })
        var response = response(.page(page))
        response.headers.append(HTTPField(name: .setCookie, value: cookie))
        return response
    }

    private func told(_ status: HTTPResponse.Status, _ words: String) -> Response {
        let body = (try? Route.json(["error": words])) ?? Array("{}".utf8)
        return Response(status: status, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }
}
