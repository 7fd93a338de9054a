import Casework
import Directives
import Foundation
import GRDB
import Vault

/// What the department decides and a record is played by.
package struct DepartmentRules: Sendable {
    package var department: Department
    package var calendar: WorkCalendar

    package init(_ department: Department, _ calendar: WorkCalendar) {
        self.department = department
        self.calendar = calendar
    }

    /// The level of a rank in the department's ladder; nil for a rank that is not in it.
    func level(_ rank: String?) -> Int? { rank.flatMap { key in department.ranks.first { $0.key == key }?.level } }
}

/// What a program gives so that its records are kept: where they stand, what its guards look at, what follows a step.
protocol CaseProgram: Workflow {
    /// Its table of events.
    associatedtype Events: CaseEventTable

    /// The table of its records, with the columns `id`, `reference`, `member`, `unit` and `marks`.
    static var table: String { get }
    /// The acts by which each layer of a record is read; the first opens the record at all.
    static var layerActs: [(layer: Layer, act: Act)] { get }
    /// The row a reference names.
    static func find(_ reference: String, in db: Database) throws -> CaseRow?
    static func world(_ file: CaseFile<Self>, _ row: CaseRow, _ rules: DepartmentRules, _ asking: Asking, _ keys: KeyStore, in db: Database) throws -> World
    /// The world as far as a page about the record shows it: what waits and what stands in the way before anything is
    /// entered. Whom a form could name is read for the form.
    static func worldOnPage(
        _ file: CaseFile<Self>, _ row: CaseRow, _ rules: DepartmentRules, _ asking: Asking, _ keys: KeyStore, _ kept: Kept, in db: Database
    ) throws -> World
    /// Writes into the program's own row what lists and decisions read of the record.
    static func keep(_ file: CaseFile<Self>, _ row: CaseRow, _ calendar: WorkCalendar, _ keys: KeyStore, in db: Database) throws
    /// The address of the record's page.
    static func path(_ reference: String) -> String
    /// The address of the record's page for the member it is about.
    static func ownPath(_ reference: String) -> String
    /// What the record is called before its reference: "Work Item".
    static var noun: String { get }
    /// What a step does beyond its own record, in its transaction: counts that name nobody, records that follow.
    static func follow(_ event: CaseEvent<Self>, _ after: CaseFile<Self>, _ row: CaseRow, _ following: Following, in db: Database) throws
    /// Who hears when the return that a delay notice gave has come.
    static var toldOfReturn: [Telling.Whom] { get }
    /// The roles of which the immediate supervisor alone is asked and told, where the register names one who holds it.
    static var ofImmediate: Set<Role> { get }
    /// Whether a thing to do is not asked of everybody who holds the role: `refused` names some, or the immediate supervisor
    /// goes before the rest.
    static var choosesWhoIsAsked: Bool { get }
}

/// What somebody else's record needs when a step reaches it.
struct Following {
    var rules: DepartmentRules
    var asking: Asking
    var keys: KeyStore
}

extension CaseProgram {
    static func follow(_ event: CaseEvent<Self>, _ after: CaseFile<Self>, _ row: CaseRow, _ following: Following, in db: Database) throws {}

    static var toldOfReturn: [Telling.Whom] { [] }
    static var ofImmediate: Set<Role> { [] }
    static var choosesWhoIsAsked: Bool { !ofImmediate.isEmpty }

    static func worldOnPage(
        _ file: CaseFile<Self>, _ row: CaseRow, _ rules: DepartmentRules, _ asking: Asking, _ keys: KeyStore, _ kept: Kept, in db: Database
    ) throws -> World {
        try world(file, row, rules, asking, keys, in: db)
    }

    static func path(_ reference: String, of whom: Telling.Whom) -> String { whom == .subject ? ownPath(reference) : path(reference) }
}

/// A record of a program as its own table has it.
struct CaseRow: Sendable {
    var id: Int64
    var reference: String
    var subject: MemberID
    /// The unit at the beginning.
    var unit: String
    var opened: Date
    var marks: Set<RecordFacts.Mark>
    /// The unit it belongs to now.
    var presentUnit: String
}

/// The events of one program: a row for each, sealed in one column for each layer, so that a reader's layers are opened and
/// no others.
protocol CaseEventTable: SealedTable {
    /// How the trail and the marks name the program's records: `workItem/W-2018-01-007`.
    static var recordKind: String { get }
    /// The layers in which something can be entered, in the order of the columns: fixed for good.
    static var layers: [Layer] { get }
}

extension CaseEventTable {
    static func column(_ layer: Layer) -> SealedColumn<Self, Entered> { SealedColumn("\(layer.rawValue)Words") }

    static var columns: [String] { layers.map { column($0).name } }

    /// The table, for a migration. An event is never changed and goes only with its whole file.
    static var sql: String {
        """
        CREATE TABLE \(name) (
            id INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            number INTEGER NOT NULL,
            step TEXT NOT NULL,
            state TEXT NOT NULL,
            at REAL NOT NULL,
            happened REAL NOT NULL,
            account TEXT NOT NULL,
            designeeOf TEXT,
            -- A keyed digest of the form, so that one sent twice is taken once.
            once BLOB NOT NULL,
            key INTEGER NOT NULL,
            \(columns.map { "\($0) BLOB" }.joined(separator: ",\n    ")),
            UNIQUE (record, number),
            UNIQUE (record, once)
        ) STRICT;
        CREATE TRIGGER \(name)Stays BEFORE UPDATE ON \(name) BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
        """
    }
}

extension Entered: Sealable {}

/// How the marks of a record are kept in one number, so that a list can ask for them. The bits are fixed for good.
enum MarkBits {
    private static let bits: [RecordFacts.Mark: Int64] = [
        .open: 1, .forwarded: 2, .memberNotified: 4, .duplicative: 8, .planSubmitted: 16, .sharedWithRepresentative: 32, .discussed: 64,
        .underDetermination: 128, .implemented: 256, .awaitsApproval: 512, .vacant: 1024, .commanderAsked: 2048,
    ]

    static func number(_ marks: Set<RecordFacts.Mark>) -> Int64 { marks.reduce(0) { $0 | (bits[$1] ?? 0) } }
    static func marks(_ number: Int64) -> Set<RecordFacts.Mark> { Set(bits.filter { number & $0.value != 0 }.keys) }
    /// Whether a mark is kept at all; one that is not is worked out from the day, or never holds.
    static func isKept(_ mark: RecordFacts.Mark) -> Bool { bits[mark] != nil }
}
