import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// What a browser may do with our answers: nothing from elsewhere, nothing inline, no frames, no copies kept.
struct SafeHeaders: RouterMiddleware {
    /// Whether browsers reach the server through TLS.
    var secure: Bool

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        SafeHeaders.add(to: &response.headers, secure: secure)
        if request.method == .post, request.uri.path.split(separator: "/") == ["sign-out"], secure, response.status == .seeOther {
            // Pages that the browser holds for its Back button go too.
            response.headers[.clearSiteData] = "\"cache\""
        }
        return response
    }

    /// The same for every kind of answer. What an answer has set for itself stays; one that may be kept is the same
    /// for everybody.
    static func add(to headers: inout HTTPFields, secure: Bool) {
        if headers[.cacheControl] == nil { headers[.vary] = "Cookie" }
        for (name, value) in secure ? withTLS : plain where headers[name] == nil { headers[name] = value }
    }

    private static let plain = fields(secure: false)
    private static let withTLS = fields(secure: true)

    private static func fields(secure: Bool) -> [(HTTPField.Name, String)] {
        var policy = [
            "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'", "connect-src 'self'", "form-action 'self'",
            "base-uri 'none'", "frame-ancestors 'none'",
        ]
        // Asked of a browser that came without TLS, this would send it to a port where nobody listens.
        if secure { policy.append("upgrade-insecure-requests") }
        var fields: [(HTTPField.Name, String)] = [
            (.contentSecurityPolicy, policy.joined(separator: "; ")),
            (.xContentTypeOptions, "nosniff"),
            (.referrerPolicy, "same-origin"),
            (.openerPolicy, "same-origin"),
            (.resourcePolicy, "same-origin"),
            (.frameOptions, "DENY"),
            (.permissionsPolicy, "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), publickey-credentials-get=(), usb=()"),
            (.cacheControl, "no-store"),
        ]
        if secure { fields.append((.strictTransportSecurity, "max-age=31536000")) }
        return fields
    }
}

extension HTTPField.Name {
    static let clearSiteData = named("Clear-Site-Data")
    static let forwardedFor = named("X-Forwarded-For")
    static let forwardedHost = named("X-Forwarded-Host")
    static let secFetchSite = named("Sec-Fetch-Site")
    static let referrerPolicy = named("Referrer-Policy")
    static let openerPolicy = named("Cross-Origin-Opener-Policy")
    static let resourcePolicy = named("Cross-Origin-Resource-Policy")
    static let frameOptions = named("X-Frame-Options")
    static let accelBuffering = named("X-Accel-Buffering")
    static let permissionsPolicy = named("Permissions-Policy")

    /// A name that is spelled right is always one; the fallback only spares an optional.
    private static func named(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .vary }
}
