import Casework
import Directives
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Pages
import Records

package struct Context: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The other end of the connection: the browser, or the proxy before it.
    var remoteAddress: SocketAddress?
    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }
    /// A form or a small file; records come through the import.
    package var maxUploadSize: Int { 1_048_576 }
}

extension Office {
    /// Every address of Mainstay. What needs no sign-in is listed by name in `PublicRoutes`; everything else goes
    /// through `Access`.
    package func router() -> Router<Context> {
        let router = Router(context: Context.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SafeHeaders(secure: secureCookies))
        router.add(middleware: PlainProblems(office: self))
        router.add(middleware: LimitedPace(office: self))
        router.add(middleware: OwnPages(proxied: proxied))
        addPublicRoutes(to: router)
        for route in Office.routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await self.serve(route, request, context)
            }
        }
        return router
    }

    private func serve(_ route: Route, _ request: Request, _ context: Context) async throws -> Response {
        let presence = try await presence(of: request)
        guard let session = presence.session else {
            // A page asks for the sign-in and comes back to it; JSON is told; what was typed into a form is kept.
            guard !route.path.hasPrefix("/api/") else { throw Problem.notSignedIn }
            if case .locked(let session) = presence, let page = try await lockedForm(session, request, context) { return page }
            let target = route.method == .get ? request.uri.string : "/"
            return redirect(to: Paths.signIn(returningTo: target == "/" ? nil : target))
        }
        if let duty = duty(of: session.account), !duty.opens.contains(route.path) {
            guard !route.path.hasPrefix("/api/") else { throw Problem.refused(duty.sentence) }
            return redirect(to: duty.link)
        }
        let (now, day, from) = (now, today, address(of: request, context).text)
        let actor = session.account.actor.within(department)
        let asking = Asking(actor: actor, now: now, day: day, from: from, zone: calendar.zone)
        guard department.runs(Access.program(of: route.act)), Access.mayAsk(route.act, by: actor, on: day) else {
            try await records.noteRefusal(route.act, for: asking)
            throw Problem.notFound
        }
        let form = route.takesJSON ? Form(urlEncoded: "") : try await form(of: request, context, uploads: route.uploads)
        if route.method != .get {
            let token = route.takesJSON ? Office.tokenHeader.flatMap { request.headers[$0] } ?? "" : form.raw("csrf")
            guard Passphrase.equal(Data(token.utf8), Data(session.csrf.utf8)) else { throw Problem.foreignForm }
        }
        let sent = route.takesJSON ? try await sentJSON(of: request, context) : [:]
        var parameters: [String: String] = [:]
        for (key, value) in context.parameters { parameters[String(key)] = value.removingPercentEncoding ?? String(value) }
        let visit = Visit(
            office: self, session: session, actor: actor, day: day, from: from, csrf: session.csrf, path: route.path,
            parameters: parameters, query: Form(urlEncoded: request.uri.query ?? "", literal: route.path.hasPrefix("/api/")), form: form, sent: sent, now: now, waiting: session.waiting)
        return response(try await route.answer(visit))
    }

    /// The fields of a submitted form. One with a file has a limit of its own, and is refused as soon as it is over it.
    func form(of request: Request, _ context: Context, upTo limit: Int? = nil, uploads: Int? = nil) async throws -> Form {
        guard request.method == .post else { return Form(urlEncoded: "") }
        if let uploads, let type = request.headers[.contentType], type.lowercased().hasPrefix("multipart/") {
            let most = uploads + context.maxUploadSize
            let tooLarge = Problem.uploadTooLarge(megabytes: uploads / 1_048_576)
            if let length = request.headers[.contentLength].flatMap(Int.init), length > most { throw tooLarge }
            do {
                let body = try await request.body.collect(upTo: most)
                return Form(try Multipart(Array(body.readableBytesView), contentType: type))
            } catch is NIOTooManyBytesError {
                throw tooLarge
            } catch let problem as Multipart.Problem {
                throw Problem.badRequest(problem.description)
            }
        }
        let limit = limit ?? context.maxUploadSize
        // Told at once, where the browser says how much it will send.
        if let length = request.headers[.contentLength].flatMap(Int.init), length > limit { throw Problem.tooLarge }
        let body = try await request.body.collect(upTo: limit)
        return Form(urlEncoded: String(buffer: body))
    }

    /// The header with the session's token where JSON is sent. No page of another site can set it without being asked for
    /// leave first, and none is given.
    static let tokenHeader = HTTPField.Name("X-CSRF-Token")

    private func sentJSON(of request: Request, _ context: Context) async throws -> [String: SentJSON] {
        let type = request.headers[.contentType]?.split(separator: ";").first.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        guard type == "application/json" else { throw Problem.notJSON }
        if let length = request.headers[.contentLength].flatMap(Int.init), length > context.maxUploadSize { throw Problem.tooLarge }
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        return try SentJSON.fields(of: Data(body.readableBytesView))
    }

    func redirect(to link: Link, cookies: [String] = []) -> Response {
        var headers: HTTPFields = [.location: link.target]
        for cookie in cookies { headers.append(HTTPField(name: .setCookie, value: cookie)) }
        return Response(status: .seeOther, headers: headers)
    }

    private func jsonHeaders(_ place: Link?) -> HTTPFields {
        var headers: HTTPFields = [.contentType: "application/json"]
        headers[.location] = place?.target
        return headers
    }

    func response(_ answer: Answer) -> Response {
        switch answer {
        case .page(let status, let bytes):
            Response(status: status, headers: [.contentType: "text/html; charset=utf-8"], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        case .json(let bytes):
            Response(status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        case .told(let status, let bytes, let link):
            Response(status: status, headers: jsonHeaders(link), body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        case .csv(let name, let bytes): download(name, "text/csv; charset=utf-8", bytes)
        case .text(let name, let bytes): download(name, "text/plain; charset=utf-8", bytes)
        case .file(let name, let type, let content):
            Response(
                status: .ok,
                headers: [
                    .contentType: type, .contentDisposition: Office.attachment(name), .xContentTypeOptions: "nosniff",
                    .contentSecurityPolicy: "sandbox; default-src 'none'; frame-ancestors 'none'",
                ],
                body: .init(byteBuffer: ByteBuffer(bytes: content)))
        // A proxy that gathers an answer before it passes it on would keep the events.
        case .events(let body):
            Response(status: .ok, headers: [.contentType: "text/event-stream", .accelBuffering: "no"], body: body)
        case .nothing: Response(status: .noContent)
        case .seeOther(let link): redirect(to: link)
        case .newToken(let token, let link): redirect(to: link, cookies: [cookie(sessionCookie, token)])
        }
    }

    /// A file to be saved, never shown in place; its name in plain letters and in full (RFC 6266).
    static func attachment(_ name: String) -> String {
        let plain = String(name.unicodeScalars.map { $0.isASCII && $0.value >= 0x20 && $0 != "\"" && $0 != "\\" && $0 != "%" ? Character($0) : "_" })
        let full = name.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"))
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(full ?? "paper")"
    }
}

/// A file to be saved under a name of the program's own making.
private func download(_ name: String, _ type: String, _ bytes: [UInt8]) -> Response {
    Response(
        status: .ok, headers: [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""],
        body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
}
