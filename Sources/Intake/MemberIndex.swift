/// The members by the number the department's systems use, known before the database has them: a reader running ahead
/// of the writer numbers new members itself.
package struct MemberIndex: Sendable {
    private var table = ByteTable()
    private var nextID: Int64

    /// `nextID` is greater than every id in use.
    package init(_ members: some Sequence<(key: String, value: Int64)>, nextID: Int64) {
        table = ByteTable(members)
        self.nextID = nextID
    }

    package var count: Int { table.count }

    package func find(_ number: UnsafeBufferPointer<UInt8>) -> Int64? { table.find(number) }

    /// The member's identity, old or new, and an id set aside for this row.
    mutating func enter(_ number: UnsafeBufferPointer<UInt8>) -> (member: Int64, reserved: Int64) {
        let reserved = nextID
        nextID += 1
        return (table.insert(number, reserved) ?? reserved, reserved)
    }

    /// Takes back the members entered since there were `count`.
    mutating func forgetNewest(from count: Int) {
        while table.count > count { table.removeLast() }
    }
}
