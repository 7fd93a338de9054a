import Directives
import Jacket

/// Turns the rows of one file into records: filters, dates, codes, checks. A row is kept whole or not at all.
struct RowReader {
    let plan: SourcePlan
    let dataDay: Day
    /// The keys of this file by kind, with the line in which each first stood; for kinds that repeat, how often.
    private var seen: [ByteTable]
    private var seenOf: [Int]
    private(set) var coverage: [KindCoverage]

    static let earliest = Day(1900, 1, 1) ?? Day(rawValue: -25_567)

    init(_ plan: SourcePlan, dataDay: Day) {
        self.plan = plan
        self.dataDay = dataDay
        var kinds: [RecordKind] = []
        seenOf = plan.records.map { record in
            if let known = kinds.firstIndex(of: record.kind) { return known }
            kinds.append(record.kind)
            return kinds.count - 1
        }
        seen = kinds.map { _ in ByteTable() }
        coverage = plan.records.map { _ in KindCoverage() }
    }

    /// Adds the records of the current row to the batch; throws, leaving the batch as it was, when the row is bad.
    mutating func read(_ row: CSVReader, into batch: inout IntakeBatch, members: inout MemberIndex) throws(BadRow) {
        guard !row.malformed else { throw BadRow(problem: .textAfterQuote, column: -1) }
        guard row.count == plan.headers.count else {
            throw BadRow(problem: .fieldCount, column: -1, note: "\(row.count) instead of \(plan.headers.count)")
        }
        let rows = batch.rows.count
        let cells = batch.cells.count
        let text = batch.text.count
        let entered = members.count
        do {
            for index in plan.records.indices where passes(index, row) {
                try readRecord(index, row, first: batch.rows.count == rows, into: &batch, members: &members)
            }
            for index in rows..<batch.rows.count { try claimKey(index, row, in: &batch) }
        } catch {
            members.forgetNewest(from: entered)
            batch.rows.removeLast(batch.rows.count - rows)
            batch.cells.removeLast(batch.cells.count - cells)
            batch.text.removeLast(batch.text.count - text)
            throw error
        }
        if batch.rows.count == rows { batch.leftOut += 1 }
        for index in rows..<batch.rows.count {
            let added = batch.rows[index]
            coverage[Int(added.record)].count(added)
        }
    }

    private func passes(_ index: Int, _ row: CSVReader) -> Bool {
        for filter in plan.records[index].filters where !filter.holds(row.field(filter.column)) { return false }
        return true
    }

    private mutating func readRecord(
        _ index: Int, _ row: CSVReader, first: Bool, into batch: inout IntakeBatch, members: inout MemberIndex
    ) throws(BadRow) {
        var digest = ByteHash()
        let happened = try date(plan.records[index].happened, row)
        let known = try date(plan.records[index].known, row)
        var outcome = try date(plan.records[index].outcomeKnown, row)
        if let happened, let known, known < happened {
            throw BadRow(problem: .happenedAfterKnown, column: plan.records[index].known?.column ?? -1)
        }
        if let outcome, let reported = known ?? happened, outcome < reported {
            throw BadRow(problem: .outcomeBeforeReport, column: plan.records[index].outcomeKnown?.column ?? -1)
        }
        digest.add(number(happened))
        digest.add(number(known))
        digest.add(number(outcome))

        var member: Int64 = 0
        if let column = plan.records[index].member {
            let value = row.field(column)
            guard !value.isEmpty else { throw BadRow(problem: .missing, column: column) }
            guard let id = members.find(value) else { throw BadRow(problem: .unknownMember, column: column) }
            member = id
            digest.add(UInt64(bitPattern: id))
        }

        let firstCell = batch.cells.count
        let came = try readCells(index, row, member: member, members: members, into: &batch)
        if let position = plan.records[index].inventedName {
            batch.cells[firstCell + position] = append(InventedNames.name(for: row.field(plan.records[index].key[0])), to: &batch)
        }
        if outcome == nil, came { outcome = dataDay }
        if outcome == nil { clearOutcome(index, firstCell, &batch) }
        addCells(from: firstCell, of: batch, to: &digest)

        var reserved: Int64 = 0
        if plan.records[index].isMember {
            let number = row.field(plan.records[index].key[0])
            guard !number.isEmpty else { throw BadRow(problem: .noKey, column: plan.records[index].key[0]) }
            (member, reserved) = members.enter(number)
        }
        batch.rows.append(
            IntakeRow(
                record: Int16(index), first: first, knownAssumed: known == nil && happened == nil, line: Int32(clamping: row.line),
                firstCell: UInt32(firstCell), cells: UInt16(batch.cells.count - firstCell), digest: Int64(bitPattern: digest.value),
                member: member, reservedID: reserved, happenedOn: happened, knownOn: known ?? happened ?? outcome ?? dataDay, outcomeKnownOn: outcome))
    }

    private func number(_ day: Day?) -> UInt64 { day.map { UInt64(bitPattern: Int64($0.rawValue)) } ?? 0x8000_0000_0000_0000 }

    // MARK: Key

    /// Writes the record's source key to the batch. Columns are joined by `|`, which a value may not forge. Done last, so
    /// that a bad row takes no key from a good one.
    private mutating func claimKey(_ position: Int, _ row: CSVReader, in batch: inout IntakeBatch) throws(BadRow) {
        let index = Int(batch.rows[position].record)
        let columns = plan.records[index].key
        let start = batch.text.count
        var empty = true
        for (place, column) in columns.enumerated() {
            if place > 0 { batch.text.append(0x7C) }
            let value = row.field(column)
            if !value.isEmpty { empty = false }
            if columns.count == 1 || !value.contains(where: { $0 == 0x7C || $0 == 0x5C }) {
                batch.text.append(contentsOf: value)
            } else {
                for byte in value {
                    if byte == 0x7C || byte == 0x5C { batch.text.append(0x5C) }
                    batch.text.append(byte)
                }
            }
        }
        if empty { throw BadRow(problem: .noKey, column: columns.first ?? -1) }
        let kind = seenOf[index]
        let repeats = plan.records[index].repeats
        let line = Int64(row.line)
        let count = batch.text.withUnsafeBufferPointer { text -> Int64? in
            let key = UnsafeBufferPointer(rebasing: text[start...])
            return repeats ? seen[kind].increment(key) : seen[kind].insert(key, line)
        }
        if repeats {
            batch.text.append(contentsOf: "#\(count ?? 1)".utf8)
        } else if let count {
            throw BadRow(problem: .repeatedKey, column: columns.first ?? -1, note: "line \(count)")
        }
        batch.rows[position].keyOffset = UInt32(start)
        batch.rows[position].keyLength = UInt32(batch.text.count - start)
    }

    // MARK: Fields

    /// Reads the fields of the record; whether anything was said of an outcome. A flag of 0 alone says nothing.
    private func readCells(
        _ index: Int, _ row: CSVReader, member: Int64, members: MemberIndex, into batch: inout IntakeBatch
    ) throws(BadRow) -> Bool {
        var came = false
        for position in plan.records[index].cells.indices {
            let cell = try readCell(index, position, row, members: members, into: &batch)
            if plan.records[index].cells[position].isOutcome, cell.tag != .none {
                if case .flag = plan.records[index].cells[position].form { came = came || cell.bits == 1 } else { came = true }
            }
            if case .member = plan.records[index].cells[position].form, cell.bits == member {
                throw BadRow(problem: .sameMember, column: plan.records[index].cells[position].column)
            }
            batch.cells.append(cell)
        }
        if let position = plan.records[index].mustBeOnDuty {
            let cell = batch.cells[batch.cells.count - plan.records[index].cells.count + position]
            if cell.bits != 1 { throw BadRow(problem: .offDutyDriving, column: plan.records[index].cells[position].column) }
        }
        return came
    }

    private func readCell(
        _ index: Int, _ position: Int, _ row: CSVReader, members: MemberIndex, into batch: inout IntakeBatch
    ) throws(BadRow) -> Cell {
        let column = plan.records[index].cells[position].column
        if column < 0 {
            guard let constant = plan.records[index].cells[position].constant else { return .none }
            // A constant was checked with the profile, so that a bad one shows in every row.
            return try constant.withUnsafeBufferPointer { bytes throws(BadRow) in
                try convert(bytes, index, position, members: members, into: &batch)
            }
        }
        let bytes = row.field(column)
        guard plan.records[index].cells[position].codes != nil else {
            return try convert(bytes, index, position, members: members, into: &batch)
        }
        return try coded(bytes, index, position, members: members, into: &batch)
    }

    private func coded(
        _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ position: Int, members: MemberIndex, into batch: inout IntakeBatch
    ) throws(BadRow) -> Cell {
        let found = plan.records[index].cells[position].codes?.find(bytes) ?? nil
        let column = plan.records[index].cells[position].column
        var target = found.map { Int($0) }
        if target == nil {
            if bytes.isEmpty { return try convert(bytes, index, position, members: members, into: &batch) }
            target = plan.records[index].cells[position].otherwise
        }
        guard let target else {
            throw BadRow(problem: plan.records[index].cells[position].mapped ? .unmappedCode : .wrongCode, column: column)
        }
        return try plan.records[index].cells[position].targets[target].withUnsafeBufferPointer { bytes throws(BadRow) in
            try convert(bytes, index, position, members: members, into: &batch)
        }
    }

    private func convert(
        _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ position: Int, members: MemberIndex, into batch: inout IntakeBatch
    ) throws(BadRow) -> Cell {
        let column = plan.records[index].cells[position].column
        if bytes.isEmpty {
            guard plan.records[index].cells[position].required else { return .none }
            let kind = plan.records[index].kind
            throw BadRow(problem: .missing, column: column, note: "\(kind.one), \(kind.cites)")
        }
        switch plan.records[index].cells[position].form {
        case .text, .code: return append(bytes, to: &batch)
        case .flag:
            guard bytes.count == 1, bytes[0] == 0x30 || bytes[0] == 0x31 else { throw BadRow(problem: .notAFlag, column: column) }
            return Cell(tag: .integer, bits: Int64(bytes[0] - 0x30))
        case .integer(let range):
            guard let value = integer(bytes) else { throw BadRow(problem: .notANumber, column: column) }
            guard range.contains(value) else {
                throw BadRow(problem: .outOfRange, column: column, note: "\(range.lowerBound) to \(range.upperBound)")
            }
            return Cell(tag: .integer, bits: Int64(value))
        case .day:
            guard let day = Day(isoBytes: bytes) else { throw BadRow(problem: .notADate, column: column) }
            return Cell(tag: .integer, bits: Int64(try inRange(day, column).rawValue))
        case .decimal:
            guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else {
                throw BadRow(problem: .notANumber, column: column)
            }
            guard value >= 0 else { throw BadRow(problem: .outOfRange, column: column, note: "not below 0") }
            return Cell(tag: .decimal, bits: Int64(bitPattern: value.bitPattern))
        case .member:
            guard let id = members.find(bytes) else { throw BadRow(problem: .unknownSupervisor, column: column) }
            return Cell(tag: .integer, bits: id)
        }
    }

    private func append(_ bytes: UnsafeBufferPointer<UInt8>, to batch: inout IntakeBatch) -> Cell {
        let offset = batch.text.count
        batch.text.append(contentsOf: bytes)
        return Cell(tag: .text, length: UInt32(bytes.count), bits: Int64(offset))
    }

    private func append(_ text: String, to batch: inout IntakeBatch) -> Cell {
        let offset = batch.text.count
        batch.text.append(contentsOf: text.utf8)
        return Cell(tag: .text, length: UInt32(batch.text.count - offset), bits: Int64(offset))
    }

    /// While nothing has come of a record there is nothing to say of its outcome, whatever a source writes by default.
    private func clearOutcome(_ index: Int, _ firstCell: Int, _ batch: inout IntakeBatch) {
        for position in plan.records[index].cells.indices where plan.records[index].cells[position].isOutcome {
            batch.cells[firstCell + position] = .none
        }
    }

    private func addCells(from first: Int, of batch: IntakeBatch, to digest: inout ByteHash) {
        batch.text.withUnsafeBufferPointer { text in
            for index in first..<batch.cells.count {
                let cell = batch.cells[index]
                digest.add(UInt64(cell.tag.rawValue))
                switch cell.tag {
                case .none: break
                case .integer, .decimal: digest.add(UInt64(bitPattern: cell.bits))
                case .text: digest.add(UnsafeBufferPointer(rebasing: text[Int(cell.bits)..<Int(cell.bits) + Int(cell.length)]))
                }
            }
        }
    }
}
