import Casework
import Directives
import Jacket
import Risk

/// The profile data of a member as of a day, read off the ledger: what a later item is compared with.
struct ProfileReader {
    private let ledger: Ledger
    private let day: Day

    init(_ ledger: Ledger, asOf day: Day) {
        self.ledger = ledger
        self.day = day
    }

    private func visible(_ knownOn: Day, _ supersededOn: Day) -> Bool { knownOn < day && day <= supersededOn }

    /// One field for every kind of record that is on file in the department.
    func fields(of member: Int32, unit: String?, rank: String) -> [Snapshot.Field] {
        var fields = [
            Snapshot.Field(key: "rank", title: "Rank", value: rank),
            Snapshot.Field(key: "unit", title: "Unit", value: unit ?? "none on record"),
        ]
        let complaints = ledger.complaints[rows(ledger.complaints, member, \.member)]
            .filter { visible($0.knownOn, $0.supersededOn) }
        let closed = complaints.filter { $0.closedOn < day }
        fields.append(count("complaint", "Complaints", complaints.count))
        fields.append(count("complaint.closed", "Complaints closed", closed.count))
        fields.append(count("complaint.sustained", "Complaints sustained", closed.count { $0.finding == .sustained }))
        fields.append(
            count("complaint.suspensionDays", "Days of suspension", closed.reduce(0) { $0 + max(0, Int($1.suspensionDays)) }))
        let forces = ledger.forces[rows(ledger.forces, member, \.member)].filter { visible($0.knownOn, $0.supersededOn) }
        fields.append(count("useOfForce", "Uses of force", forces.count))
        let witnesses = ledger.witnesses[rows(ledger.witnesses, member, \.member)].filter { visible($0.knownOn, $0.supersededOn) }
        fields.append(count("complaintWitness", "Named as a witness", witnesses.count))
        for kind in ledger.events.keys.sorted() {
            let events = ledger.events[kind] ?? []
            let own = events[rows(events, member, \.member)].filter { visible($0.knownOn, $0.supersededOn) }
            fields.append(count(kind, RecordKind.named(kind)?.title ?? kind, own.count))
        }
        return fields
    }

    /// The title of the rank held as far as it was known.
    func rank(of member: Int32) -> String {
        let held = ledger.ranks[rows(ledger.ranks, member, \.member)].filter { visible($0.knownOn, $0.supersededOn) }
            .max { ($0.from, $0.record) < ($1.from, $1.record) }
        guard let held, ledger.ladder.indices.contains(Int(held.rank)) else { return "No rank on record" }
        return ledger.ladder[Int(held.rank)].title
    }

    private func count(_ key: String, _ title: String, _ number: Int) -> Snapshot.Field {
        Snapshot.Field(key: key, title: title, value: String(number))
    }

    /// The stretch of a sorted list that belongs to the member.
    private func rows<Element>(_ list: [Element], _ member: Int32, _ path: KeyPath<Element, Int32>) -> Range<Int> {
        func first(_ isBefore: (Int32) -> Bool) -> Int {
            var low = 0
            var high = list.count
            while low < high {
                let middle = (low + high) / 2
                if isBefore(list[middle][keyPath: path]) { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return first { $0 < member }..<first { $0 <= member }
    }
}
