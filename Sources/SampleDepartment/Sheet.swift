import Directives
import Foundation
import Jacket

/// One value of a row, as the default layout writes it.
enum Cell {
    case none
    case text(String)
    case number(Int)
    case amount(Double)
    case flag(Bool)
    case day(Day)

    static func day(_ day: Day?) -> Cell { day.map { .day($0) } ?? .none }
    static func flag(_ flag: Bool?) -> Cell { flag.map { .flag($0) } ?? .none }
}

/// What can go wrong while a sample department is written.
package enum SampleProblem: Error, CustomStringConvertible {
    case cannotWrite(String)
    case columnsDiffer(kind: String, missing: [String], unknown: [String])

    package var description: String {
        switch self {
        case .cannotWrite(let path): "The file \(path) cannot be written. Check that the directory exists, may be written and has room."
        case .columnsDiffer(let kind, let missing, let unknown):
            "The sample's rows of \(kind) do not fit the catalogue: missing \(missing), unknown \(unknown)."
        }
    }
}

/// A CSV file in the default layout, written row by row with little memory.
final class Sheet {
    private let file: FileHandle
    private let path: String
    private let kind: RecordKind
    private var buffer: [UInt8] = []
    private(set) var rows = 0

    private static let full = 1 << 20

    /// `fields` names every field of the kind, in the order in which `append` is given the values.
    init(_ kind: RecordKind, in directory: URL, fields names: [String]) throws(SampleProblem) {
        let fields = names.compactMap(kind.field)
        let unknown = names.filter { kind.field($0) == nil }
        let missing = kind.fields.map(\.name).filter { !names.contains($0) }
        guard unknown.isEmpty, missing.isEmpty else {
            throw .columnsDiffer(kind: kind.key, missing: missing, unknown: unknown)
        }
        path = directory.appendingPathComponent(kind.file + ".csv").path
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path) else {
            throw .cannotWrite(path)
        }
        self.file = file
        self.kind = kind
        buffer.reserveCapacity(Sheet.full + 4_096)
        buffer.append(contentsOf: (Sheet.frame(of: kind) + fields.map(\.header)).joined(separator: ",").utf8)
        buffer.append(0x0A)
    }

    /// The headers before the kind's own fields.
    private static func frame(of kind: RecordKind) -> [String] {
        var headers = kind == .member ? ["member"] : kind.about == .member ? ["key", "member"] : ["key"]
        headers.append(kind.happened.header)
        if let known = kind.known { headers.append(known.header) }
        if let outcome = kind.outcomeKnown { headers.append(outcome.header) }
        return headers
    }

    func append(
        key: String, member: String = "", happened: Day?, known: Day? = nil, outcome: Day? = nil, _ values: [Cell]
    ) throws(SampleProblem) {
        if kind != .member {
            add(.text(key))
            buffer.append(0x2C)
        }
        if kind.about == .member {
            add(.text(member))
            buffer.append(0x2C)
        }
        add(.day(happened))
        if kind.known != nil {
            buffer.append(0x2C)
            add(.day(known))
        }
        if kind.outcomeKnown != nil {
            buffer.append(0x2C)
            add(.day(outcome))
        }
        for value in values {
            buffer.append(0x2C)
            add(value)
        }
        buffer.append(0x0A)
        rows += 1
        if buffer.count >= Sheet.full { try flush() }
    }

    private func add(_ cell: Cell) {
        switch cell {
        case .none: break
        case .flag(let flag): buffer.append(flag ? 0x31 : 0x30)
        case .number(let number): buffer.append(contentsOf: String(number).utf8)
        case .amount(let amount): buffer.append(contentsOf: String(amount).utf8)
        case .day(let day): add(day)
        case .text(let text): add(text)
        }
    }

    private func add(_ day: Day) {
        let (year, month, day) = day.parts
        func digit(_ value: Int) -> UInt8 { UInt8(0x30 + value % 10) }
        buffer.append(digit(year / 1_000))
        buffer.append(digit(year / 100))
        buffer.append(digit(year / 10))
        buffer.append(digit(year))
        buffer.append(0x2D)
        buffer.append(digit(month / 10))
        buffer.append(digit(month))
        buffer.append(0x2D)
        buffer.append(digit(day / 10))
        buffer.append(digit(day))
    }

    private func add(_ text: String) {
        guard text.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A }) else {
            buffer.append(contentsOf: text.utf8)
            return
        }
        buffer.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { buffer.append(0x22) }
            buffer.append(byte)
        }
        buffer.append(0x22)
    }

    private func flush() throws(SampleProblem) {
        do { try file.write(contentsOf: buffer) } catch { throw .cannotWrite(path) }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Writes what is left; how many rows there are.
    func close() throws(SampleProblem) -> Int {
        try flush()
        do { try file.close() } catch { throw .cannotWrite(path) }
        return rows
    }
}
