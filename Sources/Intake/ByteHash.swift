/// A fast 64-bit hash of bytes, equal on every machine. Not for secrets: it only tells apart what nobody forged.
///
/// Each step multiplies 64 by 64 bits and folds the product, as wyhash does.
struct ByteHash {
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    @inline(__always)
    mutating func add(_ word: UInt64) {
        state = ByteHash.fold(state ^ word, 0xE703_7ED1_A0B4_28DB) &+ 0xA076_1D64_78BD_642F
    }

    @inline(__always)
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        add(UInt64(truncatingIfNeeded: bytes.count))
        guard let base = bytes.baseAddress else { return }
        let raw = UnsafeRawPointer(base)
        var offset = 0
        while offset + 8 <= bytes.count {
            add(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            offset += 8
        }
        if offset < bytes.count {
            var tail: UInt64 = 0
            for index in offset..<bytes.count { tail = tail << 8 | UInt64(bytes[index]) }
            add(tail)
        }
    }

    var value: UInt64 { ByteHash.fold(state, 0x8EBC_6AF0_9C88_C6E3) }

    static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = ByteHash()
        hash.add(bytes)
        return hash.value
    }
}
