import Casework
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
    package init(source: ApplicationRequestContextSource) { coreContext = .init(source: source) }
    /// A form or a small file; records come through the import.
    package var maxUploadSize: Int { 1_048_576 }
}

extension Office {
    /// Every address of Mainstay. What needs no sign-in is listed by name in `PublicRoutes`; everything else goes
    /// through `Access`.
    package func router() -> Router<Context> {
        let router = Router(context: Context.self)
        router.add(middleware: SafeHeaders(office: self))
        router.add(middleware: PlainProblems(office: self))
        addPublicRoutes(to: router)
        for route in Office.routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await self.serve(route, request, context)
            }
        }
        return router
    }

    private func serve(_ route: Route, _ request: Request, _ context: Context) async throws -> Response {
        let session = try await session(of: request)
        guard let session else {
            // A page asks for the sign-in and comes back to it; JSON is told.
            guard !route.path.hasPrefix("/api/") else { throw Problem.notSignedIn }
            let target = route.method == .get ? request.uri.string : "/"
            return redirect(to: Paths.signIn(returningTo: target == "/" ? nil : target))
        }
        guard let ground = Access.decide(route.act, by: session.account.actor).ground else { throw Problem.notFound }
        let form = try await form(of: request, context)
        if route.method != .get {
            guard Passphrase.equal(Data(form.raw("csrf").utf8), Data(session.csrf.utf8)) else { throw Problem.foreignForm }
        }
        var parameters: [String: String] = [:]
        for (key, value) in context.parameters { parameters[String(key)] = value.removingPercentEncoding ?? String(value) }
        let visit = Visit(
            office: self, actor: session.account.actor, ground: ground, csrf: session.csrf, path: route.path,
            parameters: parameters, query: Form(urlEncoded: request.uri.query ?? ""), form: form, now: now, waiting: session.waiting)
        return response(try await route.answer(visit))
    }

    func form(of request: Request, _ context: Context) async throws -> Form {
        guard request.method == .post else { return Form(urlEncoded: "") }
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        return Form(urlEncoded: String(buffer: body))
    }

    func redirect(to link: Link, cookies: [String] = []) -> Response {
        var headers: HTTPFields = [.location: link.target]
        for cookie in cookies { headers.append(HTTPField(name: .setCookie, value: cookie)) }
        return Response(status: .seeOther, headers: headers)
    }

    func response(_ answer: Answer) -> Response {
        switch answer {
        case .page(let status, let bytes):
            Response(status: status, headers: [.contentType: "text/html; charset=utf-8"], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        case .json(let bytes):
            Response(status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        case .csv(let name, let bytes):
            Response(
                status: .ok,
                headers: [.contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(name)\""],
                body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        case .seeOther(let link): redirect(to: link)
        }
    }
}

/// What a browser may do with our pages: nothing from elsewhere, nothing inline, no frames, no copies kept.
private struct SafeHeaders: RouterMiddleware {
    var office: Office

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        response.headers[.xContentTypeOptions] = "nosniff"
        if let policy = HTTPField.Name("Referrer-Policy") { response.headers[policy] = "same-origin" }
        if let policy = HTTPField.Name("Cross-Origin-Opener-Policy") { response.headers[policy] = "same-origin" }
        if office.secureCookies, let transport = HTTPField.Name("Strict-Transport-Security") {
            response.headers[transport] = "max-age=31536000"
        }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}
