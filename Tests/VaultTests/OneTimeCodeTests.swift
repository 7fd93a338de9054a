import Foundation
import Testing
import Vault

@Suite("Codes of a second factor")
struct OneTimeCodeTests {
    private let code = OneTimeCode(secret: Data("12345678901234567890".utf8))

    @Test("The codes are those of RFC 6238, appendix B", arguments: [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ] as [(Double, String)])
    func vectors(seconds: Double, expected: String) {
        let step = OneTimeCode.step(at: Date(timeIntervalSince1970: seconds))
        #expect(code.code(at: step, digits: 8) == expected)
        #expect(code.code(at: step) == expected.suffix(6))
    }

    @Test("A device may be one step off each way, and no more")
    func drift() {
        let now = Date(timeIntervalSince1970: 1_234_567_890)
        let step = OneTimeCode.step(at: now)
        for offset in Int64(-3)...3 {
            let found = code.step(of: code.code(at: step + offset), at: now, after: nil)
            #expect(found == (abs(offset) <= 1 ? step + offset : nil))
        }
    }

    @Test("A code that was taken, and those before it, count no more")
    func reuse() {
        let now = Date(timeIntervalSince1970: 1_234_567_890)
        let step = OneTimeCode.step(at: now)
        #expect(code.step(of: code.code(at: step), at: now, after: step - 1) == step)
        #expect(code.step(of: code.code(at: step), at: now, after: step) == nil)
        #expect(code.step(of: code.code(at: step - 1), at: now, after: step) == nil)
        #expect(code.step(of: code.code(at: step + 1), at: now, after: step) == step + 1)
    }

    @Test("What is no code is no code", arguments: ["", "1", "12345", "1234567", "００００００", "abcdef", "-12345", String(repeating: "0", count: 10_000)])
    func odd(typed: String) {
        #expect(code.step(of: typed, at: Date(timeIntervalSince1970: 59), after: nil) == nil)
    }

    @Test("The secret is written in base32 in groups of four, and into the address that authenticator programs read")
    func written() {
        #expect(code.text == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
        #expect(
            code.address(issuer: "Mainstay: A & B", account: "a.b")
                == "otpauth://totp/Mainstay%3A%20A%20%26%20B:a.b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Mainstay%3A%20A%20%26%20B&algorithm=SHA1&digits=6&period=30")
        #expect(OneTimeCode.generate().secret.count == 20)
        #expect(OneTimeCode.generate().secret != OneTimeCode.generate().secret)
    }

    @Test("A recovery code is read however it is typed")
    func recovery() throws {
        let code = RecoveryCode.generate()
        #expect(code.count == 11 && code.contains("-"))
        let plain = try #require(RecoveryCode.plain(code))
        #expect(RecoveryCode.plain(" \(code.lowercased().replacingOccurrences(of: "-", with: " ")) ") == plain)
        #expect(RecoveryCode.plain("0185A-BCDEF") == "OIB5ABCDEF")
        for wrong in ["", "12345", "ABCDE-FGHI", "ABCDE-FGHIJK", "ÄBCDE-FGHIJ"] { #expect(RecoveryCode.plain(wrong) == nil) }
    }
}
