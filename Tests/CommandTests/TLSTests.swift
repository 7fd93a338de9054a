import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

extension CommandTests {
    @Suite("TLS served directly")
    struct TLSTests {
        /// A certificate made for this test, its key beside it.
        private func certificate(_ trial: Trial, _ name: String = "own", days: Int = 90) async throws -> (chain: String, key: String) {
            let (chain, key) = (trial.folder.appendingPathComponent("\(name).pem").path, trial.folder.appendingPathComponent("\(name)-key.pem").path)
            try await tool(
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", chain,
                "-days", String(days), "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")
            chmod(key, 0o600)
            return (chain, key)
        }

        @discardableResult private func tool(_ words: String..., expecting code: Int32 = 0) async throws -> Program.Outcome {
            let outcome = try await Running(URL(fileURLWithPath: "/usr/bin/env"), words).outcome()
            #expect(outcome.code == code, "\(words.prefix(3)): \(outcome.errors)")
            return outcome
        }

        @Test("curl that trusts the certificate gets pages, with HSTS and cookies for TLS alone; over TLS 1.1 it gets nothing")
        func serves() async throws {
            let trial = try Trial(.imported)
            let (chain, key) = try await certificate(trial)
            let redirect = try freePort()
            let served = try await Served(trial.data, with: ["--certificate", chain, "--key", key, "--redirect-port", redirect], scheme: "https")
            let address = "https://localhost:\(served.port)"
            let page = try await tool("curl", "-s", "-i", "--cacert", chain, "\(address)/sign-in").output
            #expect(page.hasPrefix("HTTP/1.1 200 OK"))
            #expect(page.contains("Strict-Transport-Security: max-age=31536000\r\n"))
            #expect(page.contains("upgrade-insecure-requests"))
            #expect(page.contains("Set-Cookie: __Host-mainstay_visitor="))
            #expect(page.contains("; Secure"))
            // Not trusted, too old, and a suite without forward secrecy.
            try await tool("curl", "-s", "\(address)/health", expecting: 60)
            try await tool("curl", "-s", "--cacert", chain, "--tls-max", "1.1", "\(address)/health", expecting: 35)
            try await tool("curl", "-s", "--cacert", chain, "--tls-max", "1.2", "--ciphers", "ECDHE-ECDSA-AES256-SHA", "\(address)/health", expecting: 35)
            for version in ["1.2", "1.3"] {
                let health = try await tool("curl", "-s", "--cacert", chain, "--tlsv\(version)", "--tls-max", version, "\(address)/health")
                #expect(health.output == "ok\n")
            }
            // Plain HTTP is shown the way, whatever it asks, and gets nothing else.
            let way = try await tool("curl", "-s", "-i", "http://localhost:\(redirect)/runs?x=1").output
            #expect(way.hasPrefix("HTTP/1.1 308 Permanent Redirect"))
            #expect(way.contains("Location: https://localhost:\(served.port)/runs?x=1\r\n") && !way.contains("Strict-Transport-Security"))
            let form = try await tool("curl", "-s", "-i", "-d", "username=a", "http://localhost:\(redirect)/sign-in").output
            #expect(form.hasPrefix("HTTP/1.1 308 ") && !form.contains("Set-Cookie"))
            let odd = try await tool("curl", "-s", "-i", "-H", "Host: else\"where/", "http://localhost:\(redirect)/").output
            #expect(odd.hasPrefix("HTTP/1.1 400 "))
        }

        @Test("A renewed certificate is taken on SIGHUP while the server runs; a wrong one leaves the old in use")
        func renewal() async throws {
            let trial = try Trial(.imported)
            let (chain, key) = try await certificate(trial)
            let served = try await Served(trial.data, with: ["--certificate", chain, "--key", key], scheme: "https")
            func shown() async throws -> String {
                try await tool("curl", "-s", "-k", "-v", "https://localhost:\(served.port)/health").errors
            }
            #expect(try await shown().contains("CN=own"))
            let (fresh, freshKey) = try await certificate(trial, "renewed")
            func put(_ source: String, at target: String) throws {
                try Data(contentsOf: URL(fileURLWithPath: source)).write(to: URL(fileURLWithPath: target))
            }
            func hangUp(until words: String) async throws {
                kill(served.running.process.processIdentifier, SIGHUP)
                for _ in 0..<500 where try !served.running.said("errors").contains(words) { try await Task.sleep(for: .milliseconds(20)) }
                #expect(try served.running.said("errors").contains(words))
            }
            try await hangUp(until: "are as they were")
            // Half of the renewal is there: the key does not belong to it.
            try put(fresh, at: chain)
            try await hangUp(until: "does not belong to the first certificate")
            #expect(try await shown().contains("CN=own"))
            try put(freshKey, at: key)
            try await hangUp(until: "in use for new connections")
            #expect(try await shown().contains("CN=renewed"))
        }

        @Test("Files that are missing, mixed up, locked, readable by all, of another certificate or expired are refused by name")
        func refused() async throws {
            let trial = try Trial(.imported)
            let (chain, key) = try await certificate(trial)
            let (_, otherKey) = try await certificate(trial, "other")
            func start(_ certificate: String, _ key: String) async throws -> Program.Outcome {
                try await trial.run("serve", "--port", "0", "--certificate", certificate, "--key", key)
            }
            try await start("\(trial.folder.path)/none.pem", key).expectRefused(1, "no file", "none.pem", "--certificate")
            try await start(chain, "\(trial.folder.path)/none.pem").expectRefused(1, "no file", "none.pem", "--key")
            try await start(trial.folder.path, key).expectRefused(1, "no file", "--certificate")
            try await start(key, key).expectRefused(1, "holds no certificate")
            try await start(chain, chain).expectRefused(1, "every account")
            chmod(chain, 0o600)
            try await start(chain, chain).expectRefused(1, "holds no private key")
            try await start(chain, otherKey).expectRefused(1, "does not belong", "other-key.pem")
            chmod(key, 0o644)
            try await start(chain, key).expectRefused(1, "every account", "chmod 600")
            chmod(key, 0o600)
            let locked = "\(trial.folder.path)/locked.pem"
            try await tool("openssl", "pkcs8", "-topk8", "-in", key, "-out", locked, "-passout", "pass:something")
            try await start(chain, locked).expectRefused(1, "locked with a passphrase")
            let old = trial.folder.appendingPathComponent("old.pem").path
            try await tool("openssl", "x509", "-new", "-key", key, "-subj", "/CN=old", "-days", "-1", "-out", old)
            try await start(old, key).expectRefused(1, "expired on")
            try await trial.run("serve", "--certificate", chain).expectRefused(64, "--key", "together")
            try await trial.run("serve", "--redirect-port", "8081").expectRefused(64, "--certificate")
            try await trial.run("serve", "--certificate", chain, "--key", key, "--behind-tls").expectRefused(64, "--behind-tls")
        }

        @Test("A certificate that expires within thirty days is named when the server starts")
        func expiresSoon() async throws {
            let trial = try Trial(.imported)
            let (chain, key) = try await certificate(trial, days: 10)
            let served = try await Served(trial.data, with: ["--certificate", chain, "--key", key], scheme: "https")
            #expect(try served.running.said("errors").contains("expires in 9 days"))
        }

        @Test("Without TLS the server shows itself to no network, unless told that this is meant")
        func openToOthers() async throws {
            let trial = try Trial(.imported)
            try await trial.run("serve", "--port", "0", "--host", "0.0.0.0").expectRefused(1, "0.0.0.0", "--certificate", "--behind-tls", "--insecure")
            let demo = try await Program.run("demo", "--host", "0.0.0.0", "--data", trial.folder.appendingPathComponent("none").path)
            demo.expectRefused(1, "without TLS")
            try await trial.run("serve", "--port", "0", "--rate-limit", "many").expectRefused(64, "many")
            for words in [["--insecure"], ["--behind-tls"]] {
                let served = try await Served(trial.data, with: words + ["--host", "0.0.0.0"], host: "0.0.0.0")
                #expect(try await served.get("/health").text == "ok\n")
            }
        }

        /// A port that nobody listens on at the moment.
        private func freePort() throws -> String {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let bound = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0 }
            }
            try #require(bound)
            return String(UInt16(bigEndian: address.sin_port))
        }
    }
}
