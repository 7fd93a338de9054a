import Casework
import Crypto
import Directives
import Risk

/// A SHA-256 over every value of a ledger, the same on every machine.
enum LedgerFingerprint {
    static func of(_ ledger: Ledger) -> String {
        var hash = Packing()
        hash.add(ledger.roster.rawValue)
        hash.add(ledger.ladder.count)
        for rank in ledger.ladder {
            hash.add(rank.key)
            hash.add(rank.level)
            hash.add(rank.sworn ? 1 : 0)
            hash.add(rank.supervises ? 1 : 0)
        }
        hash.add(ledger.units.count)
        for unit in ledger.units { hash.add(unit) }
        hash.add(ledger.members.count)
        for member in ledger.members {
            hash.add(member.sourceID)
            hash.add(member.appointed)
            hash.add(member.separated)
        }
        addComplaints(ledger, &hash)
        addForces(ledger, &hash)
        add(ledger.witnesses, &hash)
        for key in ledger.events.keys.sorted() {
            hash.add(key)
            add(ledger.events[key] ?? [], &hash)
        }
        addPersonnel(ledger, &hash)
        return hash.finish()
    }

    private static func addComplaints(_ ledger: Ledger, _ hash: inout Packing) {
        hash.add(ledger.complaints.count)
        for row in ledger.complaints {
            hash.add(row.member, row.record, row.knownOn, row.supersededOn, row.happenedOn)
            hash.add(row.filedOn)
            hash.add(row.closedOn)
            hash.add32(row.log)
            let codes: [UInt8] = [
                row.nature.rawValue, row.agency.rawValue, row.complainant.rawValue, row.place.rawValue, row.duty.rawValue,
                row.finding.rawValue, row.discipline.rawValue, row.excessiveForce ? 1 : 0, row.domestic ? 1 : 0,
                row.substance ? 1 : 0, row.sustainedForce ? 1 : 0,
            ]
            hash.add(codes)
            hash.add32(Int32(row.allegations))
            hash.add32(Int32(row.suspensionDays))
        }
    }

    private static func addForces(_ ledger: Ledger, _ hash: inout Packing) {
        hash.add(ledger.forces.count)
        for row in ledger.forces {
            hash.add(row.member, row.record, row.knownOn, row.supersededOn, row.happenedOn)
            hash.add32(row.event)
            hash.add32(row.unit)
            let codes: [UInt8] = [
                UInt8(bitPattern: row.forceLevel), UInt8(bitPattern: row.resistanceLevel), row.taser ? 1 : 0, row.firearm ? 1 : 0,
                row.subjectArmed ? 1 : 0, row.subjectInjured ? 1 : 0, row.subjectAllegedInjury ? 1 : 0, row.officerInjured ? 1 : 0,
                row.onDuty ? 1 : 0, row.inUniform ? 1 : 0,
            ]
            hash.add(codes)
        }
    }

    private static func add(_ events: [Ledger.Event], _ hash: inout Packing) {
        hash.add(events.count)
        for row in events { hash.add(row.member, row.record, row.knownOn, row.supersededOn, row.happenedOn) }
    }

    private static func addPersonnel(_ ledger: Ledger, _ hash: inout Packing) {
        hash.add(ledger.postings.count)
        for row in ledger.postings {
            hash.add(row.member, row.record, row.knownOn, row.supersededOn, row.start)
            hash.add(row.end)
            hash.add32(row.unit)
            hash.add(row.detail ? 1 : 0)
        }
        hash.add(ledger.ranks.count)
        for row in ledger.ranks {
            hash.add(row.member, row.record, row.knownOn, row.supersededOn, row.from)
            hash.add32(Int32(row.rank))
            hash.add(row.since)
        }
    }

    /// Gathers little-endian numbers and hands them to the hash in pieces.
    private struct Packing {
        private var hash = SHA256()
        private var bytes: [UInt8] = []
        private static let piece = 64 * 1024

        init() { bytes.reserveCapacity(Packing.piece + 256) }

        @inline(__always)
        mutating func add32(_ value: Int32) {
            withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
        }

        mutating func add(_ value: Int) {
            withUnsafeBytes(of: Int64(value).littleEndian) { bytes.append(contentsOf: $0) }
            spill()
        }

        mutating func add(_ day: Day?) { add32(day?.rawValue ?? Int32.min) }

        mutating func add(_ text: String) {
            add(text.utf8.count)
            bytes.append(contentsOf: text.utf8)
            spill()
        }

        mutating func add(_ codes: [UInt8]) { bytes.append(contentsOf: codes) }

        mutating func add(_ member: Int32, _ record: Int64, _ known: Day, _ superseded: Day, _ day: Day) {
            let words = (member.littleEndian, known.rawValue.littleEndian, superseded.rawValue.littleEndian, day.rawValue.littleEndian)
            withUnsafeBytes(of: words) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: record.littleEndian) { bytes.append(contentsOf: $0) }
            spill()
        }

        private mutating func spill() {
            guard bytes.count >= Packing.piece else { return }
            bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
            bytes.removeAll(keepingCapacity: true)
        }

        mutating func finish() -> String {
            bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
            return hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        }
    }
}
