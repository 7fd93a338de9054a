/// Reads comma-separated values as RFC 4180 describes them, row by row, without holding the file: quoted fields may
/// hold commas, quotation marks (doubled) and line breaks; rows end in LF or CRLF; a byte order mark is skipped; empty
/// lines are skipped. A quotation mark inside an unquoted field is an ordinary character.
///
/// `field` points into the reader's buffer and is good until the next `next()`. Used by one thread.
final class CSVReader {
    private struct Slice {
        var offset: Int
        var count: Int
        var escaped: Bool
    }

    private let source: FileBytes
    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var start = 0
    private var end = 0
    private var sourceEnded = false
    private var begun = false
    private var slices: [Slice] = []
    private var nextLine = 1

    /// The line of the file in which the current row begins, counted from 1.
    private(set) var line = 0
    /// The current row has text after a closing quotation mark.
    private(set) var malformed = false

    static let longestRow = 1 << 20

    init(_ source: FileBytes, bufferSize: Int = 256 * 1024) {
        self.source = source
        capacity = bufferSize
        buffer = UnsafeMutablePointer.allocate(capacity: bufferSize)
        slices.reserveCapacity(64)
    }

    deinit { buffer.deallocate() }

    var count: Int { slices.count }

    /// The bytes of a field, without surrounding spaces.
    @inline(__always)
    func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let slice = slices[index]
        let bytes = buffer + slice.offset
        var first = 0
        var last = slice.count
        while first < last, bytes[first] == 0x20 { first += 1 }
        while last > first, bytes[last - 1] == 0x20 { last -= 1 }
        return UnsafeBufferPointer(start: bytes + first, count: last - first)
    }

    func text(_ index: Int) -> String { String(decoding: field(index), as: UTF8.self) }

    /// Moves to the next row; false at the end of the file.
    func next() throws(FileProblem) -> Bool {
        if !begun { try begin() }
        while true {
            if start == end, sourceEnded { return false }
            line = nextLine
            switch scan() {
            case .row(let after, let lines, let high, let nul):
                let row = start..<after
                start = after
                nextLine += lines
                if nul { throw .nulByte(line: line) }
                if high, !CSVReader.isUTF8(UnsafeBufferPointer(start: buffer + row.lowerBound, count: row.count)) {
                    throw .notUTF8(line: line)
                }
                if slices.count == 1, slices[0].count == 0, !malformed { continue }
                unescape()
                return true
            case .unclosed: throw .unclosedQuote(line: line)
            case .more: try refill()
            }
        }
    }

    private func begin() throws(FileProblem) {
        begun = true
        while end - start < 3, !sourceEnded { try refill() }
        if end >= 2, (buffer[0] == 0xFF && buffer[1] == 0xFE) || (buffer[0] == 0xFE && buffer[1] == 0xFF) { throw .utf16 }
        if end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { start = 3 }
    }

    private func refill() throws(FileProblem) {
        if start > 0 {
            buffer.update(from: buffer + start, count: end - start)
            end -= start
            start = 0
        }
        if end == capacity {
            guard capacity < CSVReader.longestRow else { throw .rowTooLong(line: line) }
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
            larger.update(from: buffer, count: end)
            buffer.deallocate()
            buffer = larger
            capacity *= 2
        }
        let count = try source.read(into: buffer + end, count: capacity - end)
        if count == 0 { sourceEnded = true }
        end += count
    }

    private enum Scan {
        case row(after: Int, lines: Int, high: Bool, nul: Bool)
        case more
        case unclosed
    }

    /// Finds the fields of the row that begins at `start`. Nothing is changed in the buffer, so that a row cut off by
    /// the buffer's end can be scanned again.
    private func scan() -> Scan {
        let bytes = buffer
        let end = end
        var index = start
        var lines = 1
        var seen: UInt8 = 0
        var nul = false
        slices.removeAll(keepingCapacity: true)
        malformed = false

        while true {
            if index < end, bytes[index] == 0x22 {
                let open = index + 1
                var escaped = false
                index = open
                while true {
                    if index == end { return sourceEnded ? .unclosed : .more }
                    let byte = bytes[index]
                    if byte == 0x22 {
                        if index + 1 == end, !sourceEnded { return .more }
                        guard index + 1 < end, bytes[index + 1] == 0x22 else { break }
                        escaped = true
                        index += 2
                        continue
                    }
                    if byte == 0x0A { lines += 1 }
                    if byte == 0 { nul = true }
                    seen |= byte
                    index += 1
                }
                slices.append(Slice(offset: open, count: index - open, escaped: escaped))
                index += 1
                if index < end, bytes[index] != 0x2C, bytes[index] != 0x0A,
                    !(bytes[index] == 0x0D && (index + 1 == end || bytes[index + 1] == 0x0A))
                {
                    malformed = true
                    while index < end, bytes[index] != 0x0A, bytes[index] != 0x2C {
                        seen |= bytes[index]
                        index += 1
                    }
                }
            } else {
                let open = index
                while index < end {
                    let byte = bytes[index]
                    // Everything that needs a thought is no greater than the comma.
                    if byte <= 0x2C {
                        if byte == 0x2C || byte == 0x0A { break }
                        if byte == 0x0D, index + 1 < end, bytes[index + 1] == 0x0A { break }
                        if byte == 0x0D, index + 1 == end { break }
                        if byte == 0 { nul = true }
                    }
                    seen |= byte
                    index += 1
                }
                slices.append(Slice(offset: open, count: index - open, escaped: false))
            }

            if index < end, bytes[index] == 0x0D {
                if index + 1 == end, !sourceEnded { return .more }
                index += 1
            }
            if index == end {
                return sourceEnded ? .row(after: end, lines: lines, high: seen >= 0x80, nul: nul) : .more
            }
            if bytes[index] == 0x0A { return .row(after: index + 1, lines: lines, high: seen >= 0x80, nul: nul) }
            index += 1
        }
    }

    private func unescape() {
        for position in slices.indices where slices[position].escaped {
            let offset = slices[position].offset
            let count = slices[position].count
            var from = offset
            var to = offset
            while from < offset + count {
                buffer[to] = buffer[from]
                from += buffer[from] == 0x22 ? 2 : 1
                to += 1
            }
            slices[position].count = to - offset
        }
    }

    private static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        String(validating: bytes, as: UTF8.self) != nil
    }
}
