import Directives

/// A kind of record the department keeps: its fields, its dates, the paragraph that asks for it.
///
/// The database table, the default file layout, the import checks, the jacket page, the JSON and `docs/import.md` are
/// all read off this one declaration. It is a class because every record refers to its kind: a reference is copied in no
/// time, a value of fifteen strings and lists is not.
package final class RecordKind: Hashable, Sendable {
    /// The table and the key in a profile: `useOfForce`.
    package let key: String
    /// The number of the paragraph of D20-04 III.C, 1 to 20; nil for the registers behind the jacket.
    package let number: Int?
    package let title: String
    /// One of them in a sentence: "use of force", "uses of force".
    package let one: String
    package let many: String
    package let cites: Citation
    /// What `happenedOn` means here, and its header in the default layout.
    package let happened: DateMeaning
    /// What `knownOn` means here. Without such a column a record is known from the day it happened.
    package let known: DateMeaning?
    /// What `outcomeKnownOn` means here; nil where nothing can come of a record.
    package let outcomeKnown: DateMeaning?
    package let fields: [Field]
    package let about: About

    package enum About: String, Hashable, Sendable {
        /// Each record is about one member.
        case member
        /// A record of the department itself, such as a unit.
        case department
    }

    package struct DateMeaning: Hashable, Sendable {
        package var header: String
        package var title: String
        package var required: Bool
        /// Only for the outcome's date: what a page says while there is none.
        package var pending: String
        package init(_ header: String, _ title: String, required: Bool = true, pending: String = "open") {
            self.header = header
            self.title = title
            self.required = required
            self.pending = pending
        }
    }

    init(
        _ key: String, number: Int? = nil, _ title: String, one: String, many: String, cites: Citation,
        happened: DateMeaning, known: DateMeaning? = nil, outcomeKnown: DateMeaning? = nil, about: About = .member,
        _ fields: [Field]
    ) {
        self.key = key
        self.number = number
        self.title = title
        self.one = one
        self.many = many
        self.cites = cites
        self.happened = happened
        self.known = known
        self.outcomeKnown = outcomeKnown
        self.about = about
        self.fields = fields
    }

    /// The default file name, without `.csv` or `.csv.gz`.
    package var file: String { Field.snake(key) }

    package func field(_ name: String) -> Field? { fields.first { $0.name == name } }

    package static func == (left: RecordKind, right: RecordKind) -> Bool { left === right || left.key == right.key }
    package func hash(into hasher: inout Hasher) { hasher.combine(key) }

    /// Every kind, in the order in which files of a directory are read: whoever is referred to comes first.
    package static let all: [RecordKind] = registers + jacket

    /// The registers of the department: members, units, ranks held, postings, supervisors.
    package static let registers: [RecordKind] = [.member, .demographics, .unit, .rankHeld, .posting, .supervision]

    /// The records of a member's jacket, in the order of D20-04 III.C.
    package static let jacket: [RecordKind] = [
        .useOfForce, .arrest, .custodyInjury, .conductInjury, .vehiclePursuit, .collision, .complaint, .allegation,
        .complaintWitness, .civilClaim, .criminalProceeding, .credibilityFinding, .untruthfulnessFinding,
        .prosecutionDeclined, .protectiveOrder, .discipline, .correctiveAction, .cameraViolation, .award, .sickLeave,
        .missedCourt, .training,
    ]

    package static func named(_ key: String) -> RecordKind? { all.first { $0.key == key } }
}

/// A record as it stood on a day: the fields not yet known then are nil.
package struct JacketRecord: Hashable, Sendable {
    package var kind: RecordKind
    /// The record's identity; its versions share it.
    package var record: Int64
    /// 1 for the first version, one more for each correction.
    package var version: Int
    package var sourceKey: String
    package var happenedOn: Day?
    package var knownOn: Day
    package var outcomeKnownOn: Day?
    /// In the order of `kind.fields`.
    package var values: [Value?]

    package init(
        kind: RecordKind, record: Int64, version: Int, sourceKey: String, happenedOn: Day?, knownOn: Day,
        outcomeKnownOn: Day?, values: [Value?]
    ) {
        self.kind = kind
        self.record = record
        self.version = version
        self.sourceKey = sourceKey
        self.happenedOn = happenedOn
        self.knownOn = knownOn
        self.outcomeKnownOn = outcomeKnownOn
        self.values = values
    }

    package subscript(_ name: String) -> Value? {
        kind.fields.firstIndex { $0.name == name }.flatMap { values[$0] }
    }

    /// The date that places the record on a time axis.
    package var date: Day { happenedOn ?? knownOn }
}

package enum Value: Hashable, Sendable {
    case day(Day)
    case integer(Int)
    case decimal(Double)
    case flag(Bool)
    /// A code of the field's list.
    case code(String)
    case text(String)

    /// The value in words, for the field it belongs to.
    package func words(_ field: Field) -> String {
        switch self {
        case .day(let day): day.short
        case .integer(let number): String(number)
        case .decimal(let number): String(number)
        case .flag(let flag): flag ? "yes" : "no"
        case .code(let code): field.words(for: code)
        case .text(let text): text
        }
    }
}
