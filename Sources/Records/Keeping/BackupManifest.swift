import Foundation

/// What a backup says about itself: `backup.json` of a database, `keys.json` of a key store. It holds no key and nothing
/// of what the records say.
package struct BackupManifest: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable {
        case database, keys
        package var fileName: String { self == .database ? "backup.json" : "keys.json" }
        /// What it is a copy of.
        var copyName: String { self == .database ? "mainstay.sqlite" : "mainstay.keys" }
    }

    package struct File: Codable, Sendable, Equatable {
        package var name: String
        package var bytes: Int64
        package var sha256: String
    }

    package struct TrailPosition: Codable, Sendable, Equatable {
        package var entries: Int64
        /// The digest of the last line, in hexadecimal.
        package var hash: String
    }

    /// Of this file; a reader refuses a higher one.
    package var format = BackupManifest.newestFormat
    package var kind: Kind
    /// The version of the program that made it.
    package var madeBy: String
    package var takenAt: Date
    /// The key store that belongs to it, by name.
    package var store: String
    /// Tells which department key opens the keys; tells nothing about it.
    package var departmentKey: String
    package var files: [File] = []
    /// The changes of shape the database had gone through.
    package var schema: [String] = []
    /// Rows of each table.
    package var counts: [String: Int] = [:]
    package var trail: TrailPosition?
    /// Of a backup of the keys: the instant by which it is to be deleted.
    package var expiresAt: Date?
    package var note: String

    package static let newestFormat = 1

    static let databaseNote =
        "A copy of the database. What is sealed in it opens only with the key store, which is kept apart, and the department key; neither is here."
    static let keysNote =
        "A copy of the key store, wrapped by the department key. Until it is deleted, on the day under expiresAt at the latest, whoever has it, the department key and an old backup of the database can open records that were destroyed after it was taken."

    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return encoder
    }

    static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return decoder
    }
}
