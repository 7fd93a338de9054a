import Crypto
import Foundation

/// A key of the house: for what is nobody's record, as second factors, holds, the anchor of the trail. It is wrapped by
/// the department key like those of the subjects, so that changing the department key changes none of what it sealed.
package struct HouseKey: Sendable {
    package enum Purpose: String, CaseIterable, Sendable {
        /// Second factors of accounts.
        case accounts
        /// Litigation holds and disposal authorities.
        case custody
        /// The anchor of the trail: how long it is and how it ends.
        case trail
        /// Signs the monthly head of the trail (Ed25519).
        case signing
        /// Keyed hashes of what is searched across subjects.
        case index
    }

    package let purpose: Purpose
    private let key: SymmetricKey

    package static func generate(_ purpose: Purpose) -> HouseKey { HouseKey(purpose: purpose, key: SymmetricKey(size: .bits256)) }

    private init(purpose: Purpose, key: SymmetricKey) {
        self.purpose = purpose
        self.key = key
    }

    package func wrapped(under department: DepartmentKey) throws(VaultError) -> Data {
        try department.wrap(key, as: "houseKey/\(purpose.rawValue)")
    }

    package init(_ purpose: Purpose, wrapped: Data, under department: DepartmentKey) throws(VaultError) {
        self.init(purpose: purpose, key: try department.unwrap(wrapped, as: "houseKey/\(purpose.rawValue)"))
    }

    package func seal(_ bytes: Data, at place: SubjectKey.Place) throws(VaultError) -> Data {
        guard let box = try? AES.GCM.seal(bytes, using: key, authenticating: context(place)), let combined = box.combined else {
            throw .cannotSeal
        }
        return combined
    }

    package func open(_ sealed: Data, at place: SubjectKey.Place) throws(VaultError) -> Data {
        guard
            let box = try? AES.GCM.SealedBox(combined: sealed),
            let bytes = try? AES.GCM.open(box, using: key, authenticating: context(place))
        else { throw .cannotOpen(table: place.table, column: place.column) }
        return bytes
    }

    private func context(_ place: SubjectKey.Place) -> Data {
        Data("1|\(purpose.rawValue)|\(place.table)|\(place.row)|\(place.column)".utf8)
    }

    /// A keyed digest: proof that whoever wrote the bytes held the key, or an index nobody else can try values against.
    package func code(for bytes: Data) -> Data { Data(HMAC<SHA256>.authenticationCode(for: bytes, using: key)) }

    package func proves(_ code: Data, for bytes: Data) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: bytes, using: key)
    }

    // MARK: Signing

    /// The 32 bytes of the public key with which anybody can check a signature of the house.
    package func publicKey() throws(VaultError) -> Data { try signer().publicKey.rawRepresentation }

    package func sign(_ bytes: Data) throws(VaultError) -> Data {
        guard let signature = try? signer().signature(for: bytes) else { throw .cannotSeal }
        return signature
    }

    package static func verify(_ signature: Data, of bytes: Data, publicKey: Data) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: bytes)
    }

    private func signer() throws(VaultError) -> Curve25519.Signing.PrivateKey {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: key.withUnsafeBytes { Data($0) }) else {
            throw .cannotUnwrap("houseKey/\(purpose.rawValue)")
        }
        return key
    }
}
