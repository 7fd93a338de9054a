import Foundation
import Testing

extension CommandTests {
    @Suite("The server holds its data directory and its port, and comes back after a kill")
    struct ServingTests {
        @Test("A second server on the same data directory is refused with the first one's process; when that is killed the next one starts")
        func secondServer() async throws {
            let trial = try Trial(.imported)
            let first = try await Served(trial.data)
            try await trial.run("serve", "--port", "0")
                .expectRefused(1, "Another Mainstay server", "process \(first.running.process.processIdentifier)", "--data")
            first.running.kill()
            _ = try await first.running.outcome()
            let next = try await Served(trial.data)
            #expect(try await next.get("/health").text == "ok\n")
        }

        @Test("A port that is taken, and one that cannot be, are refused with the port")
        func port() async throws {
            let trial = try Trial(.imported)
            let first = try await Served(trial.data)
            let other = try Trial(.imported)
            try await other.run("serve", "--port", first.port).expectRefused(1, "Port \(first.port)", "taken", "--port")
            try await other.run("serve", "--port", "70000").expectRefused(64, "0 to 65535")
            try await other.run("serve", "--port", "http").expectRefused(64, "http")
            try await other.run("serve", "--port", "0", "--host", "nowhere.invalid", "--insecure").expectRefused(1, "nowhere.invalid", "--host")
        }

        @Test("A server asked to stop ends in order, with code 0")
        func stops() async throws {
            let trial = try Trial(.imported)
            let served = try await Served(trial.data)
            served.running.process.terminate()
            let outcome = try await served.running.outcome()
            #expect(outcome.code == 0 && !outcome.killed, "\(outcome.errors)")
        }

        @Test("A server that is killed while it serves starts again, and who was signed in still is")
        func killed() async throws {
            let trial = try Trial(.run)
            try await Program.run(
                ["account", "add", "analyst", "--title", "Ana Lyst", "--role", "osuAnalyst", "--data", trial.data],
                input: "a passphrase of some length\n"
            ).expectDone()
            let first = try await Served(trial.data, with: ["--rate-limit", "off"])
            try await first.signIn("analyst", "a passphrase of some length", choosing: "seven wet otters knit")
            let queue = try await first.get("/officer-support/work-items")
            #expect(queue.status == 200 && queue.text.contains("Ana Lyst"))

            // Killed with requests under way.
            let asking = try first.browser.start("get", "/officer-support/work-items", times: 2_000, on: first.port)
            try await Task.sleep(for: .milliseconds(400))
            #expect(asking.process.isRunning)
            first.running.kill()
            #expect(try await first.running.outcome().killed)
            #expect(try await asking.outcome().code != 0, "a request was cut off")
            #expect(try await trial.sql("PRAGMA integrity_check") == [["ok"]])

            let again = try await Served(trial.data, port: first.port, browser: first.browser)
            let after = try await again.get("/officer-support/work-items")
            #expect(after.status == 200 && after.text.contains("Ana Lyst"), "the session is still open")
        }

        @Test("An import started before the server was killed is shown as interrupted by the next server, not as under way")
        func interrupted() async throws {
            let trial = try Trial()
            let paced = try Paced(trial.importAll)
            try await paced.advance(to: "Reading arrest.csv", 2)
            paced.running.kill()
            _ = try await paced.running.outcome()
            let served = try await Served(trial.data)
            #expect(try await trial.sql("SELECT state FROM import") == [["interrupted"]])
            #expect(try await served.get("/health").status == 200)
        }
    }
}

/// `mainstay serve` on a free port.
final class Served: Sendable {
    let running: Running
    let port: String
    let browser: Browser

    init(
        _ data: String, port: String = "0", browser: Browser? = nil, with options: [String] = [], scheme: String = "http",
        host: String = "127.0.0.1", environment: [String: String] = [:]
    ) async throws {
        self.browser = browser ?? Browser()
        running = try Running(try Program.url(), ["serve", "--data", data, "--port", port] + options, environment: environment)
        for _ in 0..<1_000 {
            if let match = try running.said("output").firstMatch(of: /Serving (https?):\/\/([\d.]+):(\d+)\n/) {
                try #require(match.1 == scheme && match.2 == host)
                self.port = String(match.3)
                return
            }
            guard running.process.isRunning else { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        let errors = try running.said("errors")
        running.kill()
        throw Database.Failed(description: "mainstay serve did not start: \(errors)")
    }

    deinit { if running.process.isRunning { running.kill() } }

    func get(_ path: String) async throws -> Browser.Page { try await browser.page("get", path, on: port) }

    func post(_ path: String, _ fields: [String: String]) async throws -> Int { try await browser.post(path, fields, on: port).status }

    /// Signs in for the first time and chooses a passphrase of one's own.
    func signIn(_ name: String, _ passphrase: String, choosing own: String) async throws {
        let page = try await browser.page("sign-in", "/sign-in", name, passphrase, own, on: port)
        try #require(page.status == 200 && page.text.contains("passphrase is changed"), "\(page.text)")
    }

    /// Signs in with the passphrase chosen before.
    func signIn(_ name: String, _ own: String, browser: Browser? = nil) async throws {
        let page = try await (browser ?? self.browser).page("sign-in", "/sign-in", name, own, on: port)
        try #require(page.status == 200 && page.text.contains("Sign out"), "\(page.text)")
    }
}

/// Python's HTTP client with cookies in a file, so that they outlive a server.
final class Browser: Sendable {
    private let cookies = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-cookies-\(UUID().uuidString)").path

    struct Page: Decodable {
        var status: Int
        var text: String
    }

    private static let script = """
        import http.cookiejar, json, os, re, sys, urllib.error, urllib.parse, urllib.request
        jar = http.cookiejar.LWPCookieJar(sys.argv[1])
        if os.path.exists(sys.argv[1]): jar.load(ignore_discard=True)
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar), urllib.request.ProxyHandler({}))
        address, times, act, path = "http://127.0.0.1:" + sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5]
        def ask(form=None):
            try:
                with opener.open(address + path, form, timeout=20) as answer: return answer.status, answer.read().decode()
            except urllib.error.HTTPError as error: return error.code, error.read().decode()
        if act != "post":
            for _ in range(times): status, text = ask()
        if act == "sign-in":
            token = re.search('name="csrf" value="([^"]+)"', text).group(1)
            status, text = ask(urllib.parse.urlencode({"username": sys.argv[6], "passphrase": sys.argv[7], "csrf": token}).encode())
            if len(sys.argv) > 8:
                path, token = "/account/passphrase", re.search('name="csrf" value="([^"]+)"', text).group(1)
                chosen = {"passphrase": sys.argv[7], "new-passphrase": sys.argv[8], "repeated-passphrase": sys.argv[8], "csrf": token}
                status, text = ask(urllib.parse.urlencode(chosen).encode())
        kept = sys.argv[1] + ".token"
        if act == "post":
            fields = dict(zip(sys.argv[6::2], sys.argv[7::2]), csrf=open(kept).read())
            request = urllib.request.Request(address + path, urllib.parse.urlencode(fields).encode())
            class Still(urllib.request.HTTPRedirectHandler):
                def redirect_request(self, *arguments): return None
            still = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar), urllib.request.ProxyHandler({}), Still)
            try:
                with still.open(request, timeout=20) as answer: status, text = answer.status, answer.read().decode()
            except urllib.error.HTTPError as error: status, text = error.code, error.read().decode()
        else:
            token = re.search('name="csrf" value="([^"]+)"', text)
            if token: open(kept, "w").write(token.group(1))
        jar.save(ignore_discard=True)
        print(json.dumps({"status": status, "text": text}))
        """

    deinit { for file in [cookies, cookies + ".token"] { try? FileManager.default.removeItem(atPath: file) } }

    func start(_ act: String, _ rest: String..., times: Int = 1, on port: String) throws -> Running {
        try begin([port, String(times), act] + rest)
    }

    /// Sends a form with the token of the page opened last, and follows nothing.
    func post(_ path: String, _ fields: [String: String], on port: String) async throws -> Page {
        try await answered([port, "1", "post", path] + fields.flatMap { [$0.key, $0.value] })
    }

    func page(_ act: String, _ rest: String..., on port: String) async throws -> Page { try await answered([port, "1", act] + rest) }

    private func answered(_ arguments: [String]) async throws -> Page {
        let outcome = try await begin(arguments).outcome()
        try #require(outcome.code == 0, "\(outcome.errors)")
        return try JSONDecoder().decode(Page.self, from: Data(outcome.output.utf8))
    }

    private func begin(_ arguments: [String]) throws -> Running {
        try Running(URL(fileURLWithPath: "/usr/bin/env"), ["python3", "-c", Browser.script, cookies] + arguments)
    }
}
