import Casework
import Foundation
import Testing

@testable import Mail

/// The connection against a real server.
@Suite("The connection to the mail server", .serialized)
struct ConnectionTests {
    private func mailServer(
        _ server: SMTPServer, host: String = "127.0.0.1", _ security: MailSettings.Security = .none, user: String? = nil, passphrase: String? = nil,
        certificates: String? = nil
    ) throws -> MailServer {
        MailServer(
            address: "smtp://\(host):\(server.port)", from: try EmailAddress("mainstay@example.gov"), greeting: "mainstay.example.gov", security: security,
            user: user, passphrase: passphrase, certificates: certificates)
    }

    private func message(_ number: Int = 1, body: String = "Assign a supervisor.") throws -> MailMessage {
        MailMessage(
            from: try EmailAddress("mainstay@example.gov"), to: try EmailAddress("ash@example.gov"), subject: "Mainstay: W-\(number)", body: body,
            identity: "\(number)@example.gov", date: Date(timeIntervalSince1970: 1_514_901_600))
    }

    @Test("Letters go over one connection, as they are, a line that is a dot with them")
    func plain() async throws {
        let server = try await SMTPServer()
        let connection = MailConnection(try mailServer(server))
        for number in 1...3 { #expect(await connection.send(try message(number, body: "One.\n.\n..two\n.")) == .sent) }
        await connection.rest()
        let letters = try server.letters()
        #expect(letters.count == 3)
        #expect(letters[0].hasPrefix("X-From: mainstay@example.gov\r\nX-To: ash@example.gov\r\nX-TLS: False\r\nX-User: \r\nX-Greeting: mainstay.example.gov\r\n"))
        #expect(letters[2].contains("Message-ID: <3@example.gov>") && letters[2].hasSuffix("\r\n\r\nOne.\r\n.\r\n..two\r\n.\r\n"))
    }

    @Test("STARTTLS with a certificate that is trusted, and with a user; one that is not trusted, or another's, gets no letter")
    func startTLS() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let own = try SMTPServer.certificate(in: folder)
        let other = try SMTPServer.certificate(in: folder, name: "elsewhere.example")
        let server = try await SMTPServer("--tls", own.chain, own.key, "--user", "mainstay", "a passphrase")
        func outcome(_ host: String, _ security: MailSettings.Security, _ passphrase: String?, _ certificates: String?) async throws -> MailOutcome {
            let place = try mailServer(
                server, host: host, security, user: passphrase.map { _ in "mainstay" }, passphrase: passphrase, certificates: certificates)
            return await MailConnection(place).send(try message())
        }
        #expect(try await outcome("localhost", .required, "a passphrase", own.chain) == .sent)
        #expect(try await outcome("localhost", .offered, "a passphrase", own.chain) == .sent)
        let notTrusted = MailOutcome.unreachable("The mail server's certificate is not trusted, or is another's.")
        #expect(try await outcome("localhost", .required, "a passphrase", nil) == notTrusted)
        #expect(try await outcome("localhost", .required, "a passphrase", other.chain) == notTrusted)
        #expect(try await outcome("127.0.0.1", .required, "a passphrase", own.chain) == notTrusted)
        #expect(try await outcome("localhost", .required, "a passphrase", folder.path + "/none.pem") == .unreachable("The file of certificates to trust cannot be read."))
        #expect(try await outcome("localhost", .required, "another", own.chain) == .unreachable("The mail server does not take the user and the passphrase (535)."))
        // Without TLS, and without a user, where the server asks for both.
        for outcome in [try await outcome("localhost", .none, nil, own.chain), try await outcome("localhost", .required, nil, own.chain)] {
            #expect(outcome == .unreachable("The mail server asks for another way to sign in (530)."))
        }
        let letters = try server.letters()
        #expect(letters.count == 2 && letters.allSatisfy { $0.contains("X-TLS: True\r\nX-User: mainstay\r\n") })
    }

    @Test("Where TLS is required, a server without it gets no letter")
    func noTLS() async throws {
        let server = try await SMTPServer()
        #expect(await MailConnection(try mailServer(server, .required)).send(try message()) == .unreachable("The mail server offers no TLS, and the settings require it."))
        #expect(await MailConnection(try mailServer(server, .offered)).send(try message()) == .sent)
        #expect(try server.letters().count == 1)
    }

    @Test("4xx is put off and 5xx is refused, in words that quote nothing the server said", arguments: [
        ("451 4.7.1 ash@example.gov come back", MailOutcome.putOff("The mail server puts the letter off (451).")),
        ("550 5.1.1 ash@example.gov is unknown", .refused("The mail server refuses the letter (550).")),
        ("data 452 full", .putOff("The mail server puts the letter off (452).")), ("data 554 no", .refused("The mail server refuses the letter (554).")),
    ])
    func refusals(words: String, expected: MailOutcome) async throws {
        let server = try await SMTPServer()
        let connection = MailConnection(try mailServer(server))
        try server.answer(words)
        #expect(await connection.send(try message()) == expected)
        try server.answer(nil)
        #expect(await connection.send(try message()) == .sent)
    }

    @Test("A server that is down, that is none, or that says nothing, is told in words and not waited for")
    func down() async throws {
        let server = try await SMTPServer()
        var place = try mailServer(server)
        place.patience = (2, 2)
        let connection = MailConnection(place)
        #expect(await connection.send(try message(1)) == .sent)
        try server.answer("hang")
        #expect(await connection.send(try message(2)) == .unreachable("The mail server took too long."))
        server.stop()
        #expect(await connection.send(try message(3)) == .unreachable("The mail server does not answer at its address."))
        place.address = "smtp://nowhere.invalid"
        #expect(await MailConnection(place).send(try message(4)) == .unreachable("The name of the mail server is not known."))
    }

    @Test("Whoever waits for a letter can be told to stop, within a second or two")
    func stopped() async throws {
        let server = try await SMTPServer()
        try server.answer("hang")
        let connection = MailConnection(try mailServer(server))
        let message = try message()
        let sending = Task { await connection.send(message) }
        while try server.letters().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        let begun = ContinuousClock.now
        sending.cancel()
        #expect(await sending.value == .stopped)
        #expect(ContinuousClock.now - begun < .seconds(5))
    }
}
