import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Pages
import Testing

@testable import Server

/// The headers and cookies of every kind of answer.
@Suite("Headers and cookies")
struct HeaderTests {
    private static let plainPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    /// What every answer must carry, by name.
    static func missing(_ headers: HTTPFields, secure: Bool = false, kept: Bool = false) -> [String] {
        var wanted = [
            "Content-Security-Policy": plainPolicy + (secure ? "; upgrade-insecure-requests" : ""), "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
            "X-Frame-Options": "DENY", "Cache-Control": kept ? "public, max-age=31536000, immutable" : "no-store",
            "Permissions-Policy":
                "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), publickey-credentials-get=(), usb=()",
        ]
        if !kept { wanted["Vary"] = "Cookie" }
        if secure { wanted["Strict-Transport-Security"] = "max-age=31536000" }
        let wrong = wanted.filter { header in HTTPField.Name(header.key).flatMap { headers[$0] } != header.value }.map(\.key)
        let tooMany = secure ? [] : headers.filter { $0.name.canonicalName == "strict-transport-security" }.map(\.name.rawName)
        return (wrong + tooMany).sorted()
    }

    @Test("Every route answers with every header, whatever the reader, the method and the outcome", arguments: [false, true])
    func everyRoute(secure: Bool) async throws {
        let station = try await Station.shared.value
        let office = station.office { $0.secureCookies = secure }
        try await station.visit(office) { browser in
            for account in [nil, "osu-analyst", "administrator", "auditor"] {
                var cookie: HTTPFields = [:]
                if let account {
                    let token = try await station.session(of: account)
                    cookie[.cookie] = "\(office.sessionCookie)=\(token)"
                }
                let addresses = Office.routes.map { ($0.method, $0.path.replacing(/\{[a-z]+\}/, with: "1")) }
                let others: [(HTTPRequest.Method, String)] = [
                    (.get, "/"), (.get, "/sign-in"), (.post, "/sign-in"), (.post, "/unlock"), (.post, "/sign-out"), (.get, "/demo"), (.get, "/health"),
                    (.get, "/nothing-here"), (.get, "/api/v1/nothing-here"), (.delete, "/work"), (.put, "/runs/1"), (.get, "/assets/none.css"),
                ]
                for (method, path) in addresses + others {
                    for method in [method, .head, .options] where method != .post || account == nil {
                        let answer = try await browser.client.execute(uri: path, method: method, headers: cookie, body: nil)
                        #expect(HeaderTests.missing(answer.headers, secure: secure) == [], "\(account ?? "nobody") \(method) \(path) \(answer.status)")
                    }
                }
            }
        }
    }

    @Test("A file of the program may be kept, by everybody, and carries the other headers all the same")
    func assets() async throws {
        try await Station.shared.value.visit { browser in
            for asset in Asset.allCases {
                let answer = try await browser.get("/assets/\(asset.fileName)")
                #expect(answer.status == 200)
                #expect(HeaderTests.missing(answer.headers, kept: true) == [])
                #expect(answer.headers[.vary] == nil)
            }
        }
    }

    @Test("HEAD answers as GET does, without a body, and OPTIONS tells nothing", arguments: ["/work", "/runs", "/sign-in", "/health", "/api/v1/runs"])
    func otherMethods(path: String) async throws {
        try await Station.shared.value.visit { browser in
            try await browser.signIn("osu-analyst")
            let session = try #require(browser.cookie("mainstay_session"))
            let cookie: HTTPFields = [.cookie: "mainstay_session=\(session)"]
            let get = try await browser.client.execute(uri: path, method: .get, headers: cookie, body: nil)
            let head = try await browser.client.execute(uri: path, method: .head, headers: cookie, body: nil)
            #expect(head.status == get.status && head.body.readableBytes == 0)
            let options = try await browser.client.execute(uri: path, method: .options, headers: cookie, body: nil)
            #expect(options.status == .notFound)
            #expect(options.headers[.allow] == nil && options.headers[.accessControlAllowOrigin] == nil)
        }
    }

    @Test("Behind TLS cookies bear the prefix that ties them to this host, and are sent over TLS alone")
    func cookies() async throws {
        let station = try await Station.shared.value
        for secure in [false, true] {
            let office = station.office { $0.secureCookies = secure }
            try await station.visit(office) { browser in
                let page = try await browser.get("/sign-in")
                let visitor = try #require(page.headers[.setCookie])
                #expect(visitor.hasPrefix(secure ? "__Host-mainstay_visitor=" : "mainstay_visitor="))
                try await browser.signInAfresh("osu-supervisor")
                let form = try await browser.get("/work")
                #expect(form.status == 200)
                let out = try await browser.post("/sign-out", [:])
                #expect(out.headers[values: .setCookie].contains { $0.contains("Max-Age=0") })
                #expect((out.headers[.clearSiteData] == "\"cache\"") == secure)
                for cookie in [visitor] + out.headers[values: .setCookie] {
                    let attributes = Set(cookie.split(separator: ";").dropFirst().map { $0.drop { $0 == " " } })
                    #expect(attributes.isSuperset(of: ["Path=/", "HttpOnly", "SameSite=Lax"]))
                    #expect(attributes.contains("Secure") == secure)
                    #expect(!cookie.contains("Domain"))
                }
            }
        }
    }

    @Test("Behind TLS a cookie without the prefix, as a neighbouring host could plant one, is nobody's")
    func plantedCookie() async throws {
        let station = try await Station.shared.value
        let office = station.office { $0.secureCookies = true }
        try await station.visit(office) { browser in
            let token = try await station.session(of: "auditor")
            browser.setCookie("mainstay_session", token)
            #expect(try await browser.get("/work").status == 303)
            browser.setCookie("__Host-mainstay_session", token)
            #expect(try await browser.get("/work").status == 200)
        }
    }
}

extension Station {
    /// The session of an account, opened through the station's own router, for a test of another one.
    func session(of account: String) async throws -> String {
        try await Application(router: office.router()).test(.router) { client in
            try await FrontDoor.shared.session(of: account, Browser(client: client))
        }
    }
}
