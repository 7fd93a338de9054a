#if canImport(Glibc)
    import Glibc
#endif

/// A table from byte strings to numbers: the members by their source id, the codes of a map, the keys of a file.
///
/// Keys lie end to end in one array, so that a few hundred thousand of them cost about 45 bytes each and no allocation
/// of their own. A hit is compared byte by byte, never by hash alone.
package struct ByteTable: Sendable {
    private struct Entry {
        var hash: UInt64
        var value: Int64
        var offset: UInt32
        var length: UInt32
    }

    /// Index into `entries` plus one; 0 is free. The count is a power of two.
    private var slots: [UInt32]
    private var entries: [Entry] = []
    private var bytes: [UInt8] = []

    package init() { slots = Array(repeating: 0, count: 16) }

    package init(_ pairs: some Sequence<(key: String, value: Int64)>) {
        self.init()
        for pair in pairs { insert(pair.key, pair.value) }
    }

    package var count: Int { entries.count }

    package func find(_ key: UnsafeBufferPointer<UInt8>) -> Int64? {
        let slot = slot(of: key, hash: ByteHash.hash(key))
        return slots[slot] == 0 ? nil : entries[Int(slots[slot]) - 1].value
    }

    package func find(_ key: String) -> Int64? {
        var copy = key
        return copy.withUTF8 { find($0) }
    }

    /// Adds the key, or leaves the table as it is and returns the value the key has.
    @discardableResult
    package mutating func insert(_ key: UnsafeBufferPointer<UInt8>, _ value: Int64) -> Int64? {
        if (entries.count + 1) * 3 > slots.count * 2 { grow() }
        let hash = ByteHash.hash(key)
        let slot = slot(of: key, hash: hash)
        if slots[slot] != 0 { return entries[Int(slots[slot]) - 1].value }
        entries.append(Entry(hash: hash, value: value, offset: UInt32(bytes.count), length: UInt32(key.count)))
        bytes.append(contentsOf: key)
        slots[slot] = UInt32(entries.count)
        return nil
    }

    @discardableResult
    package mutating func insert(_ key: String, _ value: Int64) -> Int64? {
        var copy = key
        return copy.withUTF8 { insert($0, value) }
    }

    /// One more for the key; the new number, beginning at 1.
    package mutating func increment(_ key: UnsafeBufferPointer<UInt8>) -> Int64 {
        guard insert(key, 1) != nil else { return 1 }
        let entry = Int(slots[slot(of: key, hash: ByteHash.hash(key))]) - 1
        entries[entry].value += 1
        return entries[entry].value
    }

    /// Takes back the key added last.
    package mutating func removeLast() {
        guard let last = entries.popLast() else { return }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: last.hash) & mask
        while Int(slots[slot]) != entries.count + 1 { slot = (slot + 1) & mask }
        // Nothing was placed after it, so nothing was pushed past this slot.
        slots[slot] = 0
        bytes.removeLast(Int(last.length))
    }

    private func slot(of key: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let entry = entries[Int(slots[slot]) - 1]
            if entry.hash == hash, entry.length == key.count, matches(key, at: Int(entry.offset)) { return slot }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private func matches(_ key: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
        bytes.withUnsafeBufferPointer { stored in
            guard let left = stored.baseAddress, let right = key.baseAddress else { return key.isEmpty }
            return memcmp(left + offset, right, key.count) == 0
        }
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for (index, entry) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(index + 1)
        }
    }
}
