import Casework
import Directives
import Foundation
import Testing

@Suite("Notices, addresses and mail settings")
struct NoticeTests {
    @Test("Addresses as departments give them are taken", arguments: [
        "a.martin@example.gov", "A.Martin+work@mail.example.gov", "o'neill@example.gov", "x@a.b", "7@police-01.example.org",
    ])
    func addresses(text: String) throws { #expect(try EmailAddress(text).text == text) }

    @Test("What could end a line, name another recipient or begin a header is no address", arguments: [
        "", "a", "a@", "@b.c", "a@b", "a@b..c", "a@b.c.", ".a@b.c", "a.@b.c", "a..b@c.d", "a b@c.d", "a@b.c\r\nBcc: x@y.z", "a@b.c\nX: y",
        "a@b.c\r", "a\0@b.c", "a,b@c.d", "a@b.c,d@e.f", "<a@b.c>", "A <a@b.c>", "\"a b\"@c.d", "a@[127.0.0.1]", "a@-b.c", "a@b-.c", "ä@b.c",
        "a@bücher.example", "a@b.c ", "a@b@c.d", "a@b.c;d@e.f", String(repeating: "a", count: 65) + "@b.c", "a@" + String(repeating: "b.", count: 130) + "c",
        "a@b.c\u{2028}", "a@b.\u{441}",
    ])
    func noAddresses(text: String) { #expect(throws: EmailAddress.Problem.notAnAddress) { try EmailAddress(text) } }

    private func notice(
        reference: String = "W-2018-01-001", words: String = "Assign a supervisor.", path: String = "/officer-support/work-items/W-2018-01-001"
    ) -> Notice { Notice(account: "a", program: .support, reference: reference, words: words, path: path, at: Date(timeIntervalSince1970: 0)) }

    @Test("D20-04:VI.A A notice is a reference, words of one line and a path inside Mainstay")
    func notices() throws {
        try notice().check()
        for reference in ["", "W 1", "W-1\r\nBcc:", "Ä", String(repeating: "1", count: 61)] {
            #expect(throws: Notice.Problem.badReference) { try notice(reference: reference).check() }
        }
        for words in ["", "a\nb", "a\r\nSubject: b", "a\0", String(repeating: "a", count: 201)] {
            #expect(throws: Notice.Problem.badWords) { try notice(words: words).check() }
        }
        for path in ["", "work", "//elsewhere.example", "https://elsewhere.example", "/a b", "/a\r\nb", "/\\elsewhere.example", "/ä"] {
            #expect(throws: Notice.Problem.badPath) { try notice(path: path).check() }
        }
    }

    private func settings(_ lines: String) throws -> MailSettings {
        try StrictYAML.decode(MailSettings.self, from: lines, file: "department.yaml")
    }

    private static let whole = "server: smtp://mail.example.gov:587\nfrom: mainstay@example.gov\nlink: https://mainstay.example.gov\n"

    @Test("Mail settings: TLS is required where nothing is said", arguments: [
        ("", MailSettings.Security.required), ("tls: offered\n", .offered), ("tls: none\n", .none), ("tls: required\nuser: a\npassphraseFile: /a\n", .required),
    ])
    func security(more: String, expected: MailSettings.Security) throws {
        let settings = try settings(Self.whole + more)
        try settings.check()
        #expect(settings.security == expected)
    }

    @Test("Mail settings that make no sense are refused with their key", arguments: [
        ("smtp://mail.example.gov:587", "mail.example.gov", "server"), ("smtp://mail.example.gov:587", "http://mail.example.gov", "server"),
        ("smtp://mail.example.gov:587", "smtp://a:b@mail.example.gov", "server"), ("smtp://mail.example.gov:587", "smtp://mail.example.gov:0", "server"),
        ("smtp://mail.example.gov:587", "smtp://mail.example.gov/x", "server"), ("smtp://mail.example.gov:587", "smtp://", "server"),
        ("mainstay@example.gov", "Mainstay <mainstay@example.gov>", "from"), ("https://mainstay.example.gov", "mainstay.example.gov", "link"),
        ("https://mainstay.example.gov", "http://mainstay.example.gov", "link"), ("https://mainstay.example.gov", "https://mainstay.example.gov/x", "link"),
    ])
    func wrong(old: String, new: String, key: String) throws {
        let settings = try settings(Self.whole.replacingOccurrences(of: old, with: "\"\(new)\""))
        #expect { try settings.check() } throws: { ($0 as? MailSettings.Problem)?.key == key }
    }

    @Test("A user without a passphrase, and a passphrase that would cross the network in the clear, are refused", arguments: [
        ("user: a\n", "user"), ("passphraseFile: /a\n", "user"), ("tls: none\nuser: a\npassphraseFile: /a\n", "tls"),
        ("tls: offered\nuser: a\npassphraseFile: /a\n", "tls"), ("tls: always\n", "tls"),
    ])
    func clear(more: String, key: String) throws {
        let settings = try settings(Self.whole + more)
        #expect { try settings.check() } throws: { ($0 as? MailSettings.Problem)?.key == key }
    }

    @Test("Where a department names domains of its own, letters go to their addresses alone")
    func domains() throws {
        let settings = try settings(Self.whole + "domains: [example.gov, Police.example.gov]\n")
        try settings.check()
        for (text, may) in [
            ("a@example.gov", true), ("a@EXAMPLE.GOV", true), ("a@police.example.gov", true), ("a@example.gov.evil.test", false), ("a@notexample.gov", false),
            ("a@x.example.gov", false),
        ] { #expect(settings.mayWrite(to: try EmailAddress(text)) == may, "\(text)") }
        #expect(try self.settings(Self.whole).mayWrite(to: try EmailAddress("a@elsewhere.test")))
        for wrong in ["[]", "[\"\"]", "[gov]", "[\"@example.gov\"]", "[\"example.gov\\r\\nX\"]"] {
            let settings = try self.settings(Self.whole + "domains: \(wrong)\n")
            #expect { try settings.check() } throws: { ($0 as? MailSettings.Problem)?.key == "domains" }
        }
    }

    @Test("Servers by name, address and port")
    func places() {
        #expect(ServerPlace("smtps://[::1]:465", schemes: ["smtps"]).map { [$0.scheme, $0.host, "\($0.port ?? 0)"] } == ["smtps", "[::1]", "465"])
        #expect(ServerPlace("smtp://127.0.0.1:25", schemes: ["smtp"])?.isThisMachine == true)
        for text in ["smtp://[::1", "smtp://[]", "smtp://a:b", "smtp://a:1:2", "smtp:a", "smtp://a?b", "smtp://a#b", "smtp:// a", "smtp://a\r\n"] {
            #expect(ServerPlace(text, schemes: ["smtp"]) == nil, "\(text)")
        }
    }
}
