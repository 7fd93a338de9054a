import Foundation
import Testing

@testable import Server

@Suite("Forms with files")
struct MultipartTests {
    private let type = "multipart/form-data; boundary=----edge7"

    private func parts(_ body: String, type: String? = nil) throws -> [Multipart.Part] {
        try Multipart(Array(body.utf8), contentType: type ?? self.type).parts
    }

    private func field(_ name: String, _ value: String) -> String {
        "------edge7\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }

    @Test("Fields and files come as they were sent, byte for byte")
    func whole() throws {
        let content = "\r\n--\r\n------edge\r\n------edge77\r\n\u{0}x\r\n"
        let body =
            field("csrf", "token")
            + "------edge7\r\ncontent-disposition: form-data; filename=\"a \\\"b\\\" ü.txt\"; name=\"paper\"\r\nContent-Type: text/html\r\n\r\n\(content)\r\n------edge7--\r\n"
        let found = try parts(body)
        #expect(found == [
            Multipart.Part(name: "csrf", fileName: nil, bytes: Data("token".utf8)),
            Multipart.Part(name: "paper", fileName: "a \"b\" ü.txt", bytes: Data(content.utf8)),
        ])
        #expect(try parts("------edge7--").isEmpty)
        #expect(try parts(field("a", "") + "------edge7--").first?.bytes.isEmpty == true)
        #expect(try parts(field("a", "b") + "------edge7--", type: "Multipart/Form-Data; charset=utf-8; boundary=\"----edge7\"").count == 1)
    }

    @Test("What two readers could take for two things is refused", arguments: [
        ("", Multipart.Problem.noStart), ("preamble\r\n------edge7--", .noStart), ("------edge7", .noEnd), ("------edge7-", .noEnd), ("------edge7\n", .noEnd),
        ("------edge7\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb", .noEnd),
        ("------edge7\r\nContent-Disposition: form-data; name=\"a\"\n\nb\r\n------edge7--", .noEnd),
        ("------edge7\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\n------edge7--", .noEnd),
        ("------edge7--\r\nepilogue", .moreAfterEnd), ("------edge7--\r\n\r\n", .moreAfterEnd),
        ("------edge7\r\n\r\n\r\nb\r\n------edge7--", .badHeader),
        ("------edge7\r\nContent-Type: text/plain\r\n\r\nb\r\n------edge7--", .noName),
        ("------edge7\r\nContent-Disposition: form-data\r\n\r\nb\r\n------edge7--", .noName),
        ("------edge7\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nb\r\n------edge7--", .noName),
        ("------edge7\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nb\r\n------edge7--", .badHeader),
        ("------edge7\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nb\r\n------edge7--", .badHeader),
        ("------edge7\r\nContent-Disposition: form-data; name=\"a\r\n\r\nb\r\n------edge7--", .badHeader),
        ("------edge7\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''x\r\n\r\nb\r\n------edge7--", .badHeader),
        ("------edge7\r\nContent-Disposition: form-data; name=\"a\"\r\n folded\r\n\r\nb\r\n------edge7--", .badHeader),
        ("------edge7\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\nb\r\n------edge7--", .badHeader),
        ("------edge7\r\nContent-Disposition: form-data; name=\"a\u{0}\"\r\n\r\nb\r\n------edge7--", .badHeader),
        ("------edge7\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\nYg==\r\n------edge7--", .encoded),
    ])
    func refused(body: String, problem: Multipart.Problem) {
        #expect(throws: problem) { try parts(body) }
    }

    @Test("A field sent twice is refused, be it text or file; so are more parts than a form has, huge heads and huge fields")
    func twice() {
        #expect(throws: Multipart.Problem.twice("csrf")) { try parts(field("csrf", "a") + field("csrf", "b") + "------edge7--") }
        #expect(throws: Multipart.Problem.twice("paper")) {
            try parts(field("paper", "a") + "------edge7\r\nContent-Disposition: form-data; name=\"paper\"; filename=\"x\"\r\n\r\nb\r\n------edge7--")
        }
        #expect(throws: Multipart.Problem.tooManyParts) { try parts((0..<13).map { field("f\($0)", "") }.joined() + "------edge7--") }
        let long = "------edge7\r\nContent-Disposition: form-data; name=\"\(String(repeating: "x", count: 9_000))\"\r\n\r\nb\r\n------edge7--"
        #expect(throws: Multipart.Problem.longHeader) { try parts(long) }
        #expect(throws: Multipart.Problem.notText("a")) { try parts(field("a", String(repeating: "x", count: 262_145)) + "------edge7--") }
    }

    @Test("A field that is not UTF-8 is refused; a file may be anything")
    func notText() throws {
        func body(_ head: String) -> [UInt8] { Array("------edge7\r\nContent-Disposition: form-data; \(head)\r\n\r\n".utf8) + [0xC3, 0x28] + Array("\r\n------edge7--".utf8) }
        #expect(throws: Multipart.Problem.notText("a")) { try Multipart(body("name=\"a\""), contentType: type) }
        #expect(try Multipart(body("name=\"a\"; filename=\"\""), contentType: type).parts.first?.bytes == Data([0xC3, 0x28]))
    }

    @Test("Without a boundary as the standard has it nothing is read", arguments: [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"", "multipart/mixed; boundary=x",
        "multipart/form-data; boundary=a b", "multipart/form-data; boundary=\"a \"", "multipart/form-data; boundary=x; boundary=y",
        "multipart/form-data; boundary=\"x", "multipart/form-data; boundary=x\u{0}", "application/x-www-form-urlencoded; boundary=x",
        "multipart/form-data; boundary=\(String(repeating: "x", count: 71))",
    ])
    func boundaries(_ type: String) {
        #expect(throws: Multipart.Problem.noBoundary) { try parts("--x--", type: type) }
    }

    @Test("A body cut off at any byte is refused, and never crashes the reader")
    func cut() {
        let body = Array((field("csrf", "t") + field("text", "two\r\nlines") + "------edge7--\r\n").utf8)
        for count in 0..<body.count - 2 {
            #expect(throws: Multipart.Problem.self) { try Multipart(Array(body[..<count]), contentType: type) }
        }
    }
}
