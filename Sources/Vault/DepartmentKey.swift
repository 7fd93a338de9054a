import Crypto
import Foundation

/// The department's key. It wraps the keys of the subjects and of the house and seals nothing else, so that it can be
/// changed without touching a record.
///
/// It lives apart from the data: in a file of its own, in the environment, or behind a command that a vault product
/// answers. 32 bytes, written as base64.
package struct DepartmentKey: Sendable {
    private let key: SymmetricKey
    /// What wraps; derived once, because every opened record needs it.
    private let wrapping: SymmetricKey

    package static func generate() -> DepartmentKey { DepartmentKey(SymmetricKey(size: .bits256)) }

    private init(_ key: SymmetricKey) {
        self.key = key
        wrapping = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, info: Data("mainstay key wrapping 1".utf8), outputByteCount: 32)
    }

    package init(base64 text: String) throws(VaultError) {
        guard let bytes = Data(base64Encoded: text.trimmingCharacters(in: .whitespacesAndNewlines)), bytes.count == 32 else {
            throw .malformedDepartmentKey
        }
        self.init(SymmetricKey(data: bytes))
    }

    package var base64: String { key.withUnsafeBytes { Data($0) }.base64EncodedString() }

    /// The first eight bytes of a digest of the key, in hexadecimal: tells two keys apart and tells nothing about them.
    package var fingerprint: String {
        let digest = key.withUnsafeBytes { SHA256.hash(data: Data("mainstay department key".utf8) + Data($0)) }
        return digest.prefix(8).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    // MARK: Wrapping other keys

    /// A key sealed under this one, bound to the name of its place.
    func wrap(_ inner: SymmetricKey, as name: String) throws(VaultError) -> Data {
        guard
            let box = try? AES.GCM.seal(inner.withUnsafeBytes { Data($0) }, using: wrapping, authenticating: Data(name.utf8)),
            let combined = box.combined
        else { throw .cannotSeal }
        return combined
    }

    func unwrap(_ wrapped: Data, as name: String) throws(VaultError) -> SymmetricKey {
        guard
            let box = try? AES.GCM.SealedBox(combined: wrapped),
            let bytes = try? AES.GCM.open(box, using: wrapping, authenticating: Data(name.utf8))
        else { throw .cannotUnwrap(name) }
        return SymmetricKey(data: bytes)
    }
}
