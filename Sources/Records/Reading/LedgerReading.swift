import Casework
import Directives
import GRDB
import Intake
import Jacket
import Risk

/// The records hold something a score cannot be worked out from.
package struct LedgerProblem: Error, Equatable, CustomStringConvertible {
    package var unknownRanks: [String]
    package var description: String {
        "The records name ranks that are not on the department's ladder: \(unknownRanks.joined(separator: ", ")). Add them to \"ranks\" in department.yaml."
    }
}

extension Records {
    /// Everything a score may read, and a SHA-256 over all of it. `importID` leaves out what later imports brought, so
    /// that a run of the past can be repeated; nil takes everything.
    func ledger(
        ladder: [Rank], roster: Ledger.Roster, through importID: Int64? = nil
    ) throws -> (ledger: Ledger, fingerprint: String) {
        do {
            return try pool.read { db in
                var loading = LedgerLoading(db, through: importID ?? Int64.max, ladder: ladder, roster: roster)
                return try loading.load()
            }
        } catch let error as DatabaseError {
            throw RecordsError(error, path: path)
        }
    }
}

/// One loading of the ledger. Tables are read in the order of their ids, in which the versions of a record follow one
/// another, and sorted afterwards.
struct LedgerLoading {
    let db: Database
    let importID: Int64
    var ledger = Ledger()
    private var indexOf: [Int64: Int32] = [:]
    private var units = ByteTable()
    private var ranks = ByteTable()
    private var unknownRanks: Set<String> = []

    init(_ db: Database, through importID: Int64, ladder: [Rank], roster: Ledger.Roster) {
        self.db = db
        self.importID = importID
        ledger.ladder = ladder
        ledger.roster = roster
        ranks = ByteTable(ladder.enumerated().map { ($0.element.key, Int64($0.offset)) })
    }

    mutating func load() throws -> (ledger: Ledger, fingerprint: String) {
        try loadMembers()
        try loadComplaints()
        try loadForces()
        ledger.witnesses = try events(.complaintWitness)
        for kind in RecordKind.jacket where ![.complaint, .useOfForce, .complaintWitness].contains(kind) {
            let list = try events(kind)
            if !list.isEmpty { ledger.events[kind.key] = list }
        }
        try loadPostings()
        try loadRanks()
        if !unknownRanks.isEmpty { throw LedgerProblem(unknownRanks: unknownRanks.sorted()) }
        return (ledger, LedgerFingerprint.of(ledger))
    }

    private func rows(_ kind: RecordKind, _ columns: String) throws -> StatementReader {
        try StatementReader(
            db, "SELECT record, version, member, happenedOn, knownOn, outcomeKnownOn\(columns) FROM \(kind.key) WHERE import <= ? ORDER BY id",
            [importID])
    }

    /// The index of the member of the current row. A record of a member that only a later import brought cannot be.
    @inline(__always)
    private func member(_ row: StatementReader) -> Int32? { indexOf[row.int64(2)] }

    // MARK: Members

    private mutating func loadMembers() throws {
        let row = try StatementReader(
            db, "SELECT record, sourceKey, happenedOn, outcomeKnownOn FROM member WHERE import <= ? ORDER BY record, version", [importID])
        while try row.next() {
            let subject = Ledger.Subject(
                id: MemberID(rawValue: row.int64(0)), sourceID: row.text(1), appointed: row.day(2), separated: row.day(3))
            if ledger.members.last?.id == subject.id {
                ledger.members[ledger.members.count - 1] = subject
            } else {
                ledger.members.append(subject)
            }
        }
        indexOf.reserveCapacity(ledger.members.count)
        for (index, subject) in ledger.members.enumerated() { indexOf[subject.id.rawValue] = Int32(index) }
    }

    // MARK: Complaints and force

    private mutating func loadComplaints() throws {
        let codes = ComplaintCodes()
        var logs = ByteTable()
        var versions = VersionChain()
        var list: [Ledger.Complaint] = []
        let row = try rows(
            .complaint,
            """
            , logNumber, nature, agency, complainant, location, allegations, excessiveForce, domestic, substance, offDuty,
            finding, sustainedExcessiveForce, discipline, suspensionDays
            """)
        while try row.next() {
            guard let member = member(row) else { continue }
            let known = row.day(4) ?? .never
            let number = Int64(logs.count)
            let log = logs.insert(row.bytes(6), number) ?? number
            let previous = versions.previous(of: row.int64(0), version: row.int64(1), at: list.count)
            if let previous { list[previous].supersededOn = known }
            list.append(
                Ledger.Complaint(
                    member: member, record: row.int64(0), knownOn: known, supersededOn: .never, happenedOn: row.day(3) ?? known,
                    filedOn: previous.map { list[$0].filedOn } ?? known, closedOn: row.day(5) ?? .never, log: Int32(log),
                    nature: codes.nature(row.bytes(7)), agency: codes.agency(row.bytes(8)), complainant: codes.complainant(row.bytes(9)),
                    place: codes.place(row.bytes(10)), allegations: Int16(clamping: row.int64(11)), excessiveForce: row.flag(12),
                    domestic: row.flag(13), substance: row.flag(14), duty: row.isNull(15) ? .unknown : row.flag(15) ? .off : .on,
                    finding: codes.finding(row.bytes(16)), sustainedForce: row.flag(17), discipline: codes.discipline(row.bytes(18)),
                    // A suspension whose days are not on file is not one of no days.
                    suspensionDays: row.isNull(19) ? -1 : Int16(clamping: row.int64(19))))
        }
        list.sort { ($0.member, $0.filedOn, $0.record, $0.knownOn) < ($1.member, $1.filedOn, $1.record, $1.knownOn) }
        ledger.complaints = list
    }

    private mutating func loadForces() throws {
        var events = ByteTable()
        var eventCount: Int64 = 0
        var versions = VersionChain()
        var list: [Ledger.Force] = []
        let row = try rows(
            .useOfForce,
            """
            , event, forceLevel, resistanceLevel, taser, firearmDischarged, subjectArmed, subjectInjured, subjectAllegedInjury,
            officerInjured, onDuty, inUniform, unit
            """)
        while try row.next() {
            guard let member = member(row) else { continue }
            let known = row.day(4) ?? .never
            // A report without an event is an event of its own.
            var event = eventCount
            let number = row.bytes(6)
            if !number.isEmpty, let same = events.insert(number, eventCount) { event = same }
            if event == eventCount { eventCount += 1 }
            if let previous = versions.previous(of: row.int64(0), version: row.int64(1), at: list.count) {
                list[previous].supersededOn = known
            }
            let unit = row.bytes(17)
            list.append(
                Ledger.Force(
                    member: member, record: row.int64(0), knownOn: known, supersededOn: .never, happenedOn: row.day(3) ?? known,
                    event: Int32(event), forceLevel: row.isNull(7) ? -1 : Int8(clamping: row.int64(7)),
                    resistanceLevel: row.isNull(8) ? -1 : Int8(clamping: row.int64(8)), taser: row.flag(9), firearm: row.flag(10),
                    subjectArmed: row.flag(11), subjectInjured: row.flag(12), subjectAllegedInjury: row.flag(13),
                    officerInjured: row.flag(14), onDuty: row.flag(15), inUniform: row.flag(16),
                    unit: unit.isEmpty ? -1 : unitIndex(unit)))
        }
        list.sort { ($0.member, $0.happenedOn, $0.record, $0.knownOn) < ($1.member, $1.happenedOn, $1.record, $1.knownOn) }
        ledger.forces = list
    }

    // MARK: Everything else

    private func events(_ kind: RecordKind) throws -> [Ledger.Event] {
        var versions = VersionChain()
        var list: [Ledger.Event] = []
        let row = try rows(kind, "")
        while try row.next() {
            guard let member = member(row) else { continue }
            let known = row.day(4) ?? .never
            if let previous = versions.previous(of: row.int64(0), version: row.int64(1), at: list.count) {
                list[previous].supersededOn = known
            }
            list.append(
                Ledger.Event(
                    member: member, record: row.int64(0), knownOn: known, supersededOn: .never, happenedOn: row.day(3) ?? known))
        }
        return list.sorted { ($0.member, $0.happenedOn, $0.record, $0.knownOn) < ($1.member, $1.happenedOn, $1.record, $1.knownOn) }
    }

    private mutating func loadPostings() throws {
        var versions = VersionChain()
        var list: [Ledger.Place] = []
        let row = try rows(.posting, ", unit, kind = 'detail'")
        while try row.next() {
            guard let member = member(row) else { continue }
            let known = row.day(4) ?? .never
            if let previous = versions.previous(of: row.int64(0), version: row.int64(1), at: list.count) {
                list[previous].supersededOn = known
            }
            list.append(
                Ledger.Place(
                    member: member, record: row.int64(0), knownOn: known, supersededOn: .never, unit: unitIndex(row.bytes(6)),
                    detail: row.flag(7), start: row.day(3) ?? known, end: row.day(5) ?? .never))
        }
        list.sort { ($0.member, $0.start, $0.record, $0.knownOn) < ($1.member, $1.start, $1.record, $1.knownOn) }
        ledger.postings = list
    }

    private mutating func loadRanks() throws {
        var versions = VersionChain()
        var list: [Ledger.Held] = []
        let row = try rows(.rankHeld, ", rank, since")
        while try row.next() {
            guard let member = member(row) else { continue }
            guard let rank = ranks.find(row.bytes(6)) else {
                unknownRanks.insert(row.text(6))
                continue
            }
            let known = row.day(4) ?? .never
            if let previous = versions.previous(of: row.int64(0), version: row.int64(1), at: list.count) {
                list[previous].supersededOn = known
            }
            list.append(
                Ledger.Held(
                    member: member, record: row.int64(0), knownOn: known, supersededOn: .never, rank: Int16(rank),
                    from: row.day(3) ?? known, since: row.day(7)))
        }
        list.sort { ($0.member, $0.from, $0.record, $0.knownOn) < ($1.member, $1.from, $1.record, $1.knownOn) }
        ledger.ranks = list
    }

    private mutating func unitIndex(_ key: UnsafeBufferPointer<UInt8>) -> Int32 {
        let number = Int64(ledger.units.count)
        if let known = units.insert(key, number) { return Int32(known) }
        ledger.units.append(String(decoding: key, as: UTF8.self))
        return Int32(number)
    }
}

/// Finds the version before the current one. Nearly every record has one version, so only first versions are kept, in
/// the order of their ids, and searched when a later one turns up.
struct VersionChain {
    private var firsts: [(record: Int64, index: Int)] = []
    private var latest: [Int64: Int] = [:]

    /// The place in the list of the version before; nil for the first.
    mutating func previous(of record: Int64, version: Int64, at index: Int) -> Int? {
        if version == 1 {
            firsts.append((record, index))
            return nil
        }
        let before = latest.updateValue(index, forKey: record)
        return before ?? first(record)
    }

    private func first(_ record: Int64) -> Int? {
        var low = 0
        var high = firsts.count
        while low < high {
            let middle = (low + high) / 2
            if firsts[middle].record < record { low = middle + 1 } else { high = middle }
        }
        return low < firsts.count && firsts[low].record == record ? firsts[low].index : nil
    }
}

/// The codes of a complaint, from the catalogue's spelling to the ledger's numbers.
private struct ComplaintCodes {
    private let natures = table(Ledger.Nature.self)
    private let agencies = table(Ledger.Agency.self)
    private let complainants = table(Ledger.Complainant.self)
    private let places = table(Ledger.Locus.self)
    private let findings = table(Ledger.Finding.self)
    private let disciplines = table(Ledger.Discipline.self)

    private static func table<Code: CaseIterable & RawRepresentable<UInt8>>(_ type: Code.Type) -> ByteTable {
        ByteTable(type.allCases.map { (String(describing: $0), Int64($0.rawValue)) })
    }

    private func code<Code: RawRepresentable<UInt8>>(_ table: ByteTable, _ bytes: UnsafeBufferPointer<UInt8>) -> Code? {
        table.find(bytes).flatMap { Code(rawValue: UInt8($0)) }
    }

    func nature(_ bytes: UnsafeBufferPointer<UInt8>) -> Ledger.Nature { code(natures, bytes) ?? .unknown }
    func agency(_ bytes: UnsafeBufferPointer<UInt8>) -> Ledger.Agency { code(agencies, bytes) ?? .unknown }
    func complainant(_ bytes: UnsafeBufferPointer<UInt8>) -> Ledger.Complainant { code(complainants, bytes) ?? .unknown }
    func place(_ bytes: UnsafeBufferPointer<UInt8>) -> Ledger.Locus { code(places, bytes) ?? .unknown }
    func finding(_ bytes: UnsafeBufferPointer<UInt8>) -> Ledger.Finding { code(findings, bytes) ?? .unknown }
    func discipline(_ bytes: UnsafeBufferPointer<UInt8>) -> Ledger.Discipline { code(disciplines, bytes) ?? .unknown }
}
