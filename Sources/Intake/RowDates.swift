import Directives

/// Dates and whole numbers, read from the bytes of a field.
extension RowReader {
    func date(_ plan: DatePlan?, _ row: CSVReader) throws(BadRow) -> Day? {
        guard let plan else { return nil }
        if let constant = plan.constant { return constant }
        let bytes = row.field(plan.column)
        if bytes.isEmpty {
            if plan.required { throw BadRow(problem: .missing, column: plan.column) }
            return nil
        }
        let day: Day
        switch plan.form {
        case .day:
            guard let parsed = Day(isoBytes: bytes) else { throw BadRow(problem: .notADate, column: plan.column) }
            day = parsed
        case .firstDayOfYear, .lastDayOfYear:
            let first = plan.form == .firstDayOfYear
            guard bytes.count == 4, let year = integer(bytes), let parsed = Day(year, first ? 1 : 12, first ? 1 : 31) else {
                throw BadRow(problem: .notAYear, column: plan.column)
            }
            day = parsed
        }
        return try inRange(day, plan.column)
    }

    func inRange(_ day: Day, _ column: Int) throws(BadRow) -> Day {
        if day < RowReader.earliest { throw BadRow(problem: .beforeTime, column: column) }
        if day > dataDay { throw BadRow(problem: .afterDataDay, column: column) }
        return day
    }

    func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var index = 0
        let negative = bytes.count > 1 && bytes[0] == 0x2D
        if negative { index = 1 }
        guard index < bytes.count, bytes.count - index <= 18 else { return nil }
        var value = 0
        while index < bytes.count {
            let digit = Int(bytes[index]) - 0x30
            guard digit >= 0, digit <= 9 else { return nil }
            value = value * 10 + digit
            index += 1
        }
        return negative ? -value : value
    }
}
