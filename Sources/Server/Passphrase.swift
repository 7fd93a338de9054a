import Crypto
import CryptoExtras
import Foundation

/// Passphrases are kept as scrypt hashes (N = 2^15, r = 8, p = 1; RFC 7914), each with its own salt.
package enum Passphrase {
    /// The shortest allowed, as CJIS asks of passphrases.
    package static let shortest = 15
    package static let longest = 256
    /// No passphrase of 256 characters has more; whatever has is not worked on.
    static let mostBytes = 4_096

    package static func salt() -> Data { Data(Random.bytes(16)) }

    package static func hash(_ passphrase: String, salt: Data) throws -> Data {
        let key = try KDF.Scrypt.deriveKey(
            from: Data(normal(passphrase).utf8), salt: salt, outputByteCount: 32,
            rounds: 1 << 15, blockSize: 8, parallelism: 1)
        return key.withUnsafeBytes { Data($0) }
    }

    /// The form in which it is checked and hashed (NFKC): what keyboards write differently is the same passphrase.
    static func normal(_ passphrase: String) -> String { passphrase.precomposedStringWithCompatibilityMapping }

    /// Compares in the same time whatever the difference.
    static func equal(_ left: Data, _ right: Data) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Chance for tokens and salts, from the system's generator.
enum Random {
    static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// 256 bits as text that is safe in a cookie and a form.
    static func token() -> String {
        Data(bytes(32)).base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    static func hash(_ token: String) -> Data { Data(SHA256.hash(data: Data(token.utf8))) }
}
