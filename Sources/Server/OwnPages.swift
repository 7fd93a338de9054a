import HTTPTypes
import Hummingbird
import HummingbirdCore

/// A change is taken from our own pages only. The token in each form is the first wall; this is the second: the browser
/// itself says whose page sent the form, and no page can make it say otherwise.
struct OwnPages: RouterMiddleware {
    /// Whether a proxy stands in front, which may have put its own name into `Host`.
    var proxied: Bool

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard request.method != .get, request.method != .head, request.method != .options else { return try await next(request, context) }
        guard isOurs(request) else { throw Problem.foreignForm }
        return try await next(request, context)
    }

    /// A program that is no browser sends neither header; it cannot be made to send somebody's cookie either.
    private func isOurs(_ request: Request) -> Bool {
        if let site = request.headers[.secFetchSite] { return site == "same-origin" || site == "none" }
        guard let origin = request.headers[.origin] else { return true }
        guard let host = origin.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last,
            origin.hasPrefix("https://") || origin.hasPrefix("http://")
        else { return false }
        return [request.head.authority, proxied ? request.headers[.forwardedHost] : nil].contains { $0?.lowercased() == host.lowercased() }
    }
}
