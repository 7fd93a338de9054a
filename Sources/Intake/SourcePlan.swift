import Directives
import Jacket

/// A profile's source bound to the header of a file: columns by position, codes in tables.
struct SourcePlan {
    var records: [RecordPlan]
    var headers: [String]
    /// Columns nobody asked for.
    var strangers: [String]

    init(_ source: ImportProfile.Source, headers: [String]) throws(FileProblem) {
        var positions: [String: Int] = [:]
        for (index, header) in headers.enumerated() {
            guard positions.updateValue(index, forKey: header) == nil else { throw .repeatedColumn(header) }
        }
        var binding = Binding(positions: positions)
        self.headers = headers
        records = source.records.map { RecordPlan($0, &binding) }
        guard binding.missing.isEmpty else { throw .missingColumns(binding.missing) }
        let known = binding.used.union(source.ignored)
        strangers = headers.filter { !known.contains($0) }
    }

    /// Looks columns up and remembers which were used and which are missing.
    struct Binding {
        var positions: [String: Int]
        var used: Set<String> = []
        var missing: [String] = []

        mutating func column(_ name: String, optional: Bool = false) -> Int? {
            if let position = positions[name] {
                used.insert(name)
                return position
            }
            if !optional, !missing.contains(name) { missing.append(name) }
            return nil
        }
    }
}

/// How a record is made from a row.
struct RecordPlan {
    var kind: RecordKind
    var filters: [FilterPlan]
    var key: [Int]
    var repeats: Bool
    var member: Int?
    var happened: DatePlan?
    var known: DatePlan?
    var outcomeKnown: DatePlan?
    var cells: [CellPlan]
    var inventedName: Int?
    var mustBeOnDuty: Int?
    var isMember: Bool

    init(_ record: ImportProfile.Record, _ binding: inout SourcePlan.Binding) {
        kind = record.kind
        isMember = record.kind == .member
        filters = record.filters.map { FilterPlan($0, &binding) }
        if let preferred = record.key.preferred, let column = binding.column(preferred, optional: true) {
            key = [column]
            for column in record.key.columns { _ = binding.column(column, optional: true) }
            repeats = false
        } else {
            key = record.key.columns.compactMap { binding.column($0, optional: record.key.optional.contains($0)) }
            repeats = record.repeats
        }
        member = record.member.flatMap { binding.column($0) }
        happened = record.happened.flatMap { DatePlan($0, required: record.kind.happened.required, &binding) }
        known = record.known.flatMap { DatePlan($0, required: record.kind.known?.required ?? false, &binding) }
        outcomeKnown = record.outcomeKnown.flatMap { DatePlan($0, required: false, &binding) }
        cells = record.kind.fields.map { field in
            record.fields[field.name].map { CellPlan(field, $0, &binding) } ?? CellPlan(empty: field)
        }
        inventedName = record.inventNames ? record.kind.fields.firstIndex { $0.name == "name" } : nil
        mustBeOnDuty =
            [.vehiclePursuit, .collision].contains(record.kind) ? record.kind.fields.firstIndex { $0.name == "onDuty" } : nil
    }
}

struct FilterPlan {
    enum Test { case member(ByteTable, wanted: Bool), empty(wanted: Bool) }
    var column: Int
    var test: Test

    init(_ filter: ImportProfile.Filter, _ binding: inout SourcePlan.Binding) {
        column = binding.column(filter.column) ?? 0
        test =
            switch filter.test {
            case .oneOf(let codes): .member(ByteTable(codes.map { ($0, 1) }), wanted: true)
            case .noneOf(let codes): .member(ByteTable(codes.map { ($0, 1) }), wanted: false)
            case .empty: .empty(wanted: true)
            case .notEmpty: .empty(wanted: false)
            }
    }

    func holds(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        switch test {
        case .member(let table, let wanted): (table.find(value) != nil) == wanted
        case .empty(let wanted): value.isEmpty == wanted
        }
    }
}

struct DatePlan {
    var column: Int
    var form: ImportProfile.DateSource.Form
    var constant: Day?
    var required: Bool

    init?(_ source: ImportProfile.DateSource, required: Bool, _ binding: inout SourcePlan.Binding) {
        self.required = required
        form = source.form
        switch source.from {
        case .constant(let day):
            constant = day
            column = -1
        case .column(let name):
            guard let position = binding.column(name, optional: source.optional) else { return nil }
            column = position
        }
    }
}

struct CellPlan {
    enum Form { case day, integer(ClosedRange<Int>), decimal, flag, code, text, member }
    var form: Form
    /// -1 when the value is a constant or there is none.
    var column = -1
    var required: Bool
    var isOutcome: Bool
    /// The text that stands in every row.
    var constant: [UInt8]?
    /// From a value to an index of `targets`: for a code field without a map, the field's own codes.
    var codes: ByteTable?
    var targets: [[UInt8]] = []
    /// Index of the target for values outside `codes`.
    var otherwise: Int?
    var mapped = false

    init(empty field: Field) {
        form = .text
        required = false
        isOutcome = field.part == .outcome
    }

    init(_ field: Field, _ source: ImportProfile.FieldSource, _ binding: inout SourcePlan.Binding) {
        required = field.required
        isOutcome = field.part == .outcome
        form =
            switch field.type {
            case .day: .day
            case .integer(let range): .integer(range)
            case .decimal: .decimal
            case .flag: .flag
            case .code: .code
            case .text: .text
            case .member: .member
            }
        switch source.from {
        case .constant(let text): constant = Array(text.utf8)
        case .column(let name): column = binding.column(name, optional: source.optional) ?? -1
        }
        if let map = source.codes {
            mapped = true
            setCodes(map.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
            if let text = source.otherwise {
                otherwise = targets.count
                targets.append(Array(text.utf8))
            }
        } else if case .code(let known) = field.type {
            setCodes(known.map { ($0.key, $0.key) })
        }
    }

    private mutating func setCodes(_ pairs: [(String, String)]) {
        var table = ByteTable()
        for (index, pair) in pairs.enumerated() {
            table.insert(pair.0, Int64(index))
            targets.append(Array(pair.1.utf8))
        }
        codes = table
    }
}
