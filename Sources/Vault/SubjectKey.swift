import Crypto
import Foundation

/// The key of one subject in one program: everything sealed about that person there opens with it, and nothing does
/// once it is destroyed (SRV-017:IV.J.1#2).
package struct SubjectKey: Sendable {
    package let id: Int64
    private let key: SymmetricKey

    private init(id: Int64, key: SymmetricKey) {
        self.id = id
        self.key = key
    }

    package static func generate(id: Int64) -> SubjectKey { SubjectKey(id: id, key: SymmetricKey(size: .bits256)) }

    // MARK: Wrapped, for the key store

    /// The key sealed under the department's, bound to its number.
    package func wrapped(under department: DepartmentKey) throws(VaultError) -> Data {
        try department.wrap(key, as: SubjectKey.name(id))
    }

    package init(id: Int64, wrapped: Data, under department: DepartmentKey) throws(VaultError) {
        self.init(id: id, key: try department.unwrap(wrapped, as: SubjectKey.name(id)))
    }

    private static func name(_ id: Int64) -> String { "subjectKey/\(id)" }

    // MARK: Sealing

    /// Where a sealed value stands. It is authenticated with the value, so that a field cannot be moved to another row.
    package struct Place: Sendable, Hashable {
        package var table: String
        package var row: Int64
        package var column: String
        package init(_ table: String, row: Int64, _ column: String) {
            self.table = table
            self.row = row
            self.column = column
        }
        fileprivate func context(_ key: Int64) -> Data { Data("1|\(key)|\(table)|\(row)|\(column)".utf8) }
    }

    /// The bytes sealed with AES-GCM under a random nonce: nonce, ciphertext, tag.
    package func seal(_ bytes: Data, at place: Place) throws(VaultError) -> Data {
        guard let box = try? AES.GCM.seal(bytes, using: key, authenticating: place.context(id)), let combined = box.combined else {
            throw .cannotSeal
        }
        return combined
    }

    package func open(_ sealed: Data, at place: Place) throws(VaultError) -> Data {
        guard
            let box = try? AES.GCM.SealedBox(combined: sealed),
            let bytes = try? AES.GCM.open(box, using: key, authenticating: place.context(id))
        else { throw .cannotOpen(table: place.table, column: place.column) }
        return bytes
    }

    package func seal(_ text: String, at place: Place) throws(VaultError) -> Data { try seal(Data(text.utf8), at: place) }

    package func openText(_ sealed: Data, at place: Place) throws(VaultError) -> String {
        String(decoding: try open(sealed, at: place), as: UTF8.self)
    }

    // MARK: Marks

    /// The opaque name of a record of this subject in the trail: 120 bits that nobody can trace back, or work out, once
    /// the key is gone (ambiguity 7.3).
    package func mark(of record: String) -> String {
        let marking = HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Data("mainstay trail mark 1".utf8), outputByteCount: 32)
        let code = HMAC<SHA256>.authenticationCode(for: Data(record.utf8), using: marking)
        return Base32.text(code.prefix(15))
    }

    /// What stands in an index so that a sealed value can be found again: the same value gives the same bytes, and
    /// nobody without the key can try values out.
    package func index(_ value: String, for column: String) -> Data {
        let indexing = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, info: Data("mainstay index 1|\(column)".utf8), outputByteCount: 32)
        return Data(HMAC<SHA256>.authenticationCode(for: Data(value.utf8), using: indexing))
    }
}
