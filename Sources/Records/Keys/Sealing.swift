import Casework
import Foundation
import GRDB
import Vault

/// A table with sealed columns: the one way in which a program keeps words that only few may read.
///
/// 1. In the migration give the table `id INTEGER PRIMARY KEY`, `key INTEGER NOT NULL`, and each sealed column as `BLOB`.
///    What is searched, counted or sorted by stays in the clear beside them, and `docs/decisions/0009` says why.
/// 2. Name the table and its sealed columns once:
///
///        enum NoteTable: SealedTable {
///            static let name = "note"
///            static let program = ProgramKey.support
///            static let text = SealedColumn<Self, String>("text")
///        }
///
/// 3. Write through `KeyStore.insert` and `KeyStore.update`. They know the row's number before anything is sealed, take the
///    key of the file, and store the key's number with the row.
/// 4. Read through `Unsealing`. A value whose key was destroyed reads as absent; one that was changed or moved throws
///    `VaultError.cannotOpen`, which names the table and the column and never what stood there.
///
/// Columns are typed by their table, so a value cannot be sealed for one and written into another.
protocol SealedTable: Sendable {
    static var name: String { get }
    /// The program whose keys seal it.
    static var program: ProgramKey { get }
}

/// A column of a table that holds sealed values of one type.
struct SealedColumn<Table: SealedTable, Value: Sealable>: Sendable {
    let name: String
    init(_ name: String) { self.name = name }

    func place(_ row: Int64) -> SubjectKey.Place { SubjectKey.Place(Table.name, row: row, name) }
}

/// What a sealed column can hold: text, bytes, and whatever can be written as JSON.
protocol Sealable: Sendable {
    func bytesToSeal() throws -> Data
    init(unsealed bytes: Data) throws
}

extension String: Sealable {
    func bytesToSeal() -> Data { Data(utf8) }
    init(unsealed bytes: Data) { self = String(decoding: bytes, as: UTF8.self) }
}

extension Data: Sealable {
    func bytesToSeal() -> Data { self }
    init(unsealed bytes: Data) { self = bytes }
}

extension Sealable where Self: Codable {
    func bytesToSeal() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
    init(unsealed bytes: Data) throws { self = try JSONDecoder().decode(Self.self, from: bytes) }
}

/// A value that is written as JSON before it is sealed.
struct SealedList<Element: Codable & Sendable & Hashable>: Sealable, Codable, Hashable {
    var elements: [Element]
    init(_ elements: [Element]) { self.elements = elements }
}

// MARK: Writing

/// A row that is about to be written.
struct SealedRow<Table: SealedTable> {
    let id: Int64
    private let key: SubjectKey
    fileprivate private(set) var names: [String] = []
    fileprivate private(set) var values: [(any DatabaseValueConvertible)?] = []

    fileprivate init(id: Int64, key: SubjectKey) {
        self.id = id
        self.key = key
    }

    /// A value that stays in the clear.
    mutating func set(_ column: String, _ value: (any DatabaseValueConvertible)?) {
        names.append(column)
        values.append(value)
    }

    /// A value that is sealed under the key of the row's file, at its place.
    mutating func seal<Value>(_ value: Value, in column: SealedColumn<Table, Value>) throws {
        set(column.name, try key.seal(Padding.added(to: try value.bytesToSeal()), at: column.place(id)))
    }
}

extension KeyStore {
    /// Adds a row to a table with sealed columns. Only inside a write.
    ///
    /// - Returns: The row's number. One that was deleted last may be given again: by then its key is gone too.
    @discardableResult
    func insert<Table>(
        into _: Table.Type, of file: SubjectFile, in db: Database, _ fill: (inout SealedRow<Table>) throws -> Void
    ) throws -> Int64 {
        guard file.program == Table.program else { throw SealingProblem.otherProgram(table: Table.name) }
        let key = try makeKey(of: file, in: db)
        let counting = try db.cachedStatement(sql: "SELECT coalesce(max(id), 0) + 1 FROM \(Table.name)")
        var row = SealedRow<Table>(id: try Int64.fetchOne(counting) ?? 1, key: key)
        try fill(&row)
        let names = ["id", "key"] + row.names
        let statement = try db.cachedStatement(
            sql: "INSERT INTO \(Table.name)(\(names.joined(separator: ", "))) VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))")
        try statement.execute(arguments: StatementArguments([row.id, key.id] + row.values))
        return row.id
    }

    /// Changes columns of a row, sealed under the key that the row has.
    ///
    /// - Throws: `VaultError.keyDestroyed` when there is no such row or its key is gone.
    func update<Table>(
        _: Table.Type, row id: Int64, in db: Database, _ fill: (inout SealedRow<Table>) throws -> Void
    ) throws {
        let finding = try db.cachedStatement(sql: "SELECT key FROM \(Table.name) WHERE id = ?")
        guard let number = try Int64.fetchOne(finding, arguments: [id]) else { throw VaultError.keyDestroyed }
        var row = SealedRow<Table>(id: id, key: try key(number, in: db))
        try fill(&row)
        let statement = try db.cachedStatement(
            sql: "UPDATE \(Table.name) SET \(row.names.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?")
        try statement.execute(arguments: StatementArguments(row.values + [id]))
    }

    /// What stands in an index so that a sealed value of this file can be found again; nobody without the key can try
    /// values against it. For values with many forms only: of four possible ones, the most frequent gives itself away.
    func index(_ value: String, for column: String, of file: SubjectFile, in db: Database) throws -> Data {
        try makeKey(of: file, in: db).index(value, for: column)
    }
}

// MARK: Reading

/// Opens sealed columns during one reading. Each key is unwrapped once and forgotten with the reading.
final class Unsealing {
    private let keys: KeyStore
    private let db: Database
    /// By number; nil for one that was destroyed.
    private var held: [Int64: SubjectKey?] = [:]

    init(_ keys: KeyStore, in db: Database) {
        self.keys = keys
        self.db = db
    }

    /// The value of a sealed column; nil when there is none or when its key was destroyed. The row must hold `id`, `key`
    /// and the column, by these names.
    func open<Table, Value>(_ column: SealedColumn<Table, Value>, of row: Row) throws -> Value? {
        guard let sealed: Data = row[column.name], let key = try key(row["key"]) else { return nil }
        let padded = try key.open(sealed, at: column.place(row["id"]))
        do {
            return try Value(unsealed: try Padding.removed(from: padded))
        } catch {
            // A decoder's own error could quote what it read.
            throw VaultError.cannotOpen(table: Table.name, column: column.name)
        }
    }

    private func key(_ number: Int64) throws -> SubjectKey? {
        if let known = held[number] { return known }
        var key: SubjectKey?
        do { key = try keys.key(number, in: db) } catch VaultError.keyDestroyed { key = nil }
        held[number] = .some(key)
        return key
    }
}

/// What is sealed is as long as what it hides, so short values would tell themselves by their length. Every value is
/// filled up: to 128 bytes, then in steps of a sixteenth of its size at most. The end is marked as in ISO/IEC 7816-4.
enum Padding {
    struct Missing: Error {}

    /// Enough for the keys of all outcomes together.
    static let shortest = 128

    static func added(to bytes: Data) -> Data {
        var padded = bytes
        padded.reserveCapacity(length(bytes.count + 1))
        padded.append(0x80)
        padded.append(contentsOf: repeatElement(0, count: length(padded.count) - padded.count))
        return padded
    }

    static func removed(from padded: Data) throws -> Data {
        guard let end = padded.lastIndex(where: { $0 != 0 }), padded[end] == 0x80 else { throw Missing() }
        return padded[..<end]
    }

    static func length(_ count: Int) -> Int {
        guard count > shortest else { return shortest }
        let step = max(64, 1 << (Int.bitWidth - count.leadingZeroBitCount - 1 - 4))
        return (count + step - 1) / step * step
    }
}

/// A mistake in the program that sealed: nothing was written.
enum SealingProblem: Error, Equatable, CustomStringConvertible {
    case otherProgram(table: String)

    var description: String {
        switch self {
        case .otherProgram(let table): "Rows of \(table) are not sealed under another program's key. Nothing was written."
        }
    }
}
