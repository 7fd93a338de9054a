import CZlib

/// Walks through a picture from end to end: its parts must be whole, and nothing may follow.
enum ImageCheck {
    /// More than any scanner gives.
    private static let longestSide = 32_768

    /// PNG, third edition: a signature, chunks each with its own checksum, the last one empty.
    static func png(_ bytes: [UInt8]) throws(PaperRefusal) {
        var position = 8
        var first = true
        var hasPixels = false
        while true {
            guard position + 12 <= bytes.count else { throw .damaged(.png) }
            let length = number(bytes, position, 4)
            guard length <= bytes.count - position - 12 else { throw .damaged(.png) }
            let name = bytes[position + 4..<position + 8]
            guard checksum(bytes, position + 4, length + 4) == number(bytes, position + 8 + length, 4) else { throw .damaged(.png) }
            if first {
                guard name.elementsEqual("IHDR".utf8), length == 13, isSize(number(bytes, position + 8, 4), number(bytes, position + 12, 4))
                else { throw .damaged(.png) }
                first = false
            }
            if name.elementsEqual("IDAT".utf8) { hasPixels = true }
            position += 12 + length
            guard name.elementsEqual("IEND".utf8) else { continue }
            guard length == 0, hasPixels else { throw .damaged(.png) }
            guard position == bytes.count else { throw .doubtful(.png, also: .more) }
            return
        }
    }

    /// ITU-T T.81: markers, each with its segment, then coded pictures up to the mark of the end.
    static func jpeg(_ bytes: [UInt8]) throws(PaperRefusal) {
        var position = 2
        var hasFrame = false
        while position + 4 <= bytes.count, bytes[position] == 0xFF {
            let marker = bytes[position + 1]
            switch marker {
            case 0xFF: position += 1
            case 0xD9: throw .damaged(.jpeg)
            case 0xDA:
                guard hasFrame else { throw .damaged(.jpeg) }
                position = afterScan(bytes, position + 2 + number(bytes, position + 2, 2))
                guard position + 2 <= bytes.count else { throw .damaged(.jpeg) }
                guard bytes[position + 1] == 0xD9 else { continue }
                guard position + 2 == bytes.count else { throw .doubtful(.jpeg, also: .more) }
                return
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                guard position + 9 <= bytes.count, isSize(number(bytes, position + 7, 2), number(bytes, position + 5, 2)) else { throw .damaged(.jpeg) }
                hasFrame = true
                position += 2 + number(bytes, position + 2, 2)
            case 0xC4, 0xCC, 0xDB...0xFE:
                guard number(bytes, position + 2, 2) >= 2 else { throw .damaged(.jpeg) }
                position += 2 + number(bytes, position + 2, 2)
            default: throw .damaged(.jpeg)
            }
        }
        throw .damaged(.jpeg)
    }

    /// The next marker that is no part of the coded picture.
    private static func afterScan(_ bytes: [UInt8], _ start: Int) -> Int {
        var position = start
        while position + 1 < bytes.count {
            if bytes[position] == 0xFF, bytes[position + 1] != 0, bytes[position + 1] != 0xFF, !(0xD0...0xD7).contains(bytes[position + 1]) { return position }
            position += 1
        }
        return bytes.count
    }

    private static func isSize(_ width: Int, _ height: Int) -> Bool { (1...longestSide).contains(width) && (1...longestSide).contains(height) }

    /// Bytes read as a number, the highest first.
    private static func number(_ bytes: [UInt8], _ position: Int, _ count: Int) -> Int {
        bytes[position..<position + count].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func checksum(_ bytes: [UInt8], _ position: Int, _ count: Int) -> Int {
        bytes[position..<position + count].withUnsafeBufferPointer { Int(crc32(0, $0.baseAddress, UInt32($0.count))) }
    }
}
