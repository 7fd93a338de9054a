import Casework
import Foundation
import Testing

@testable import Mail

@Suite("Letters as they go over the wire")
struct MessageTests {
    private func message(subject: String = "Mainstay: W-2018-01-001, Assign a supervisor", body: String = "One.\nTwo.", identity: String = "abc@example.gov") throws -> MailMessage {
        MailMessage(
            from: try EmailAddress("mainstay@example.gov"), to: try EmailAddress("ash@example.gov"), subject: subject, body: body, identity: identity,
            date: Date(timeIntervalSince1970: 1_514_901_600))
    }

    private func text(_ message: MailMessage) -> String { String(decoding: message.bytes, as: UTF8.self) }

    @Test("Headers are whole, each once, and lines end with CRLF")
    func headers() throws {
        let text = text(try message())
        #expect(text.hasPrefix("Date: Tue, 2 Jan 2018 14:00:00 +0000\r\nFrom: Mainstay <mainstay@example.gov>\r\nTo: <ash@example.gov>\r\n"))
        #expect(text.contains("\r\nMessage-ID: <abc@example.gov>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"))
        #expect(text.hasSuffix("\r\n\r\nOne.\r\nTwo.\r\n"))
        #expect(!text.replacingOccurrences(of: "\r\n", with: "").contains("\n"))
    }

    @Test("Dates are right on every day", arguments: [
        (0.0, "Thu, 1 Jan 1970 00:00:00 +0000"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"), (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 +0000"),
        (1_735_689_600, "Wed, 1 Jan 2025 00:00:00 +0000"), (4_107_542_400, "Mon, 1 Mar 2100 00:00:00 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
    ])
    func dates(seconds: Double, expected: String) { #expect(MailMessage.date(Date(timeIntervalSince1970: seconds)) == expected) }

    @Test("Nothing that is put into a header begins another", arguments: ["a\r\nBcc: x@y.z", "a\nBcc: x@y.z", "a\rBcc: x@y.z", "a\u{85}Bcc: x", "a\u{2028}Bcc: x@y.z", "a\0b"])
    func injection(typed: String) throws {
        for message in [try message(subject: typed), try message(identity: typed)] {
            let head = text(message).components(separatedBy: "\r\n\r\n")[0]
            #expect(head.components(separatedBy: "\r\n").count == 9)
            #expect(!head.components(separatedBy: "\r\n").contains { $0.hasPrefix("Bcc") })
        }
    }

    @Test("A subject outside ASCII is encoded in words of at most 75 characters and reads the same")
    func subject() throws {
        let words = String(repeating: "Rückfrage zum Gespräch – ", count: 8)
        let header = MailMessage.header(words)
        var decoded = ""
        for line in header.components(separatedBy: "\r\n ") {
            #expect(line.utf8.count <= 75 && line.hasPrefix("=?utf-8?B?") && line.hasSuffix("?="))
            decoded += String(decoding: try #require(Data(base64Encoded: String(line.dropFirst(10).dropLast(2)))), as: UTF8.self)
        }
        #expect(decoded == words)
        #expect(MailMessage.header("=?utf-8?B?YQ==?=") != "=?utf-8?B?YQ==?=")
    }

    @Test("The body is quoted-printable: short lines, no dot or blank lost")
    func body() {
        #expect(MailMessage.quotedPrintable("a=b\nü\n.\nend ") == "a=3Db\r\n=C3=BC\r\n.\r\nend=20\r\n")
        let long = MailMessage.quotedPrintable(String(repeating: "é", count: 100))
        #expect(long.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
        #expect(long.replacingOccurrences(of: "=\r\n", with: "").hasPrefix("=C3=A9=C3=A9"))
    }
}
