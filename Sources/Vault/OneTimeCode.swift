import Crypto
import Foundation

/// The codes of an authenticator program: TOTP of RFC 6238 with SHA-1, steps of thirty seconds and six digits, which is
/// what every such program understands.
package struct OneTimeCode: Sendable {
    package static let stepSeconds = 30.0
    package static let digits = 6
    /// 160 bits, as RFC 4226 advises.
    package static let secretLength = 20
    /// How many steps a device's clock may be off, each way.
    private static let drift: Int64 = 1

    package let secret: Data

    package init(secret: Data) { self.secret = secret }

    package static func generate() -> OneTimeCode {
        OneTimeCode(secret: SymmetricKey(size: SymmetricKeySize(bitCount: secretLength * 8)).withUnsafeBytes { Data($0) })
    }

    package static func step(at instant: Date) -> Int64 { Int64((instant.timeIntervalSince1970 / stepSeconds).rounded(.down)) }

    /// The code of a step; fewer than `digits` figures are filled up with zeros.
    package func code(at step: Int64, digits: Int = OneTimeCode.digits) -> String {
        var counter = UInt64(bitPattern: step).bigEndian
        let message = withUnsafeBytes(of: &counter) { Data($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
        let offset = Int(mac[mac.count - 1] & 0x0F)
        let value = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(UInt32(1)) { result, _ in result * 10 }
        let figures = String(value % modulus)
        return String(repeating: "0", count: max(0, digits - figures.count)) + figures
    }

    /// The step whose code this is, if it is one of those a device may show now and comes after `last`: a code is good
    /// once. Every candidate is looked at whatever the first says, so that the time tells nothing.
    package func step(of code: String, at instant: Date, after last: Int64?) -> Int64? {
        let now = OneTimeCode.step(at: instant)
        let typed = Array(code.utf8)
        var found: Int64?
        for step in now - OneTimeCode.drift...now + OneTimeCode.drift {
            let expected = Array(self.code(at: step).utf8)
            let equal = typed.count == expected.count && zip(typed, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
            if equal, step > last ?? .min { found = step }
        }
        return found
    }

    /// The secret for typing in, in groups of four.
    package var text: String {
        let letters = Array(Base32.text(secret))
        return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(separator: " ")
    }

    /// What the picture of dots says to an authenticator program.
    package func address(issuer: String, account: String) -> String {
        func encoded(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: OneTimeCode.unreserved) ?? "" }
        return "otpauth://totp/\(encoded(issuer)):\(encoded(account))?secret=\(Base32.text(secret))&issuer=\(encoded(issuer))"
            + "&algorithm=SHA1&digits=\(OneTimeCode.digits)&period=\(Int(OneTimeCode.stepSeconds))"
    }

    private static let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}

/// A code that takes the place of a lost device once: fifty bits, in two groups of five letters and figures.
package enum RecoveryCode {
    package static let count = 10

    package static func generate() -> String {
        let letters = Array(Base32.text(SymmetricKey(size: SymmetricKeySize(bitCount: 56)).withUnsafeBytes { Data($0) }).prefix(10))
        return String(letters.prefix(5)) + "-" + String(letters.suffix(5))
    }

    /// The letters and figures alone, as they are hashed; what people confuse is put right. Nil for what cannot be one.
    package static func plain(_ typed: String) -> String? {
        let letters = typed.uppercased().unicodeScalars.filter { $0 != " " && $0 != "-" }.map { scalar -> Character in
            switch scalar {
            case "0": "O"
            case "1": "I"
            case "8": "B"
            default: Character(scalar)
            }
        }
        guard letters.count == 10, letters.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else { return nil }
        return String(letters)
    }
}
