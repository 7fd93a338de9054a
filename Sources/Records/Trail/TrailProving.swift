import Casework
import Foundation
import GRDB
import Vault

extension Records {
    /// Proves the trail from its first line to its last against the anchor in the key store and every signed head, and
    /// writes down that it was proved. A head that somebody was given is proved with them.
    ///
    /// It reads one picture of both files, so it works while a server writes.
    package func proveTrail(against head: TrailHead? = nil, for asking: Asking) async throws -> TrailProof {
        guard let ground = Access.decide(.seeTrail, by: asking.actor, on: asking.day).ground else { throw NotThere() }
        let proof = try await read { [trail, keys] db in
            try trail.prove(publicKey: try keys.house(.signing, in: db).publicKey(), given: head, in: db)
        }
        // Afterwards: the next line to be written would note a break, and anchor the trail anew.
        let entry = TrailEntry(
            asking, kind: .trail, act: "verified", outcome: proof.holds ? .done : .failed, record: "trail/\(proof.lines)", ground: ground)
        do {
            try await write { [trail] db in try trail.append(entry, in: db) }
        } catch RecordsError.damaged where proof.finding?.fault == .unreadable {
            // A file that cannot be read takes no line; what was found must be said all the same.
        }
        return proof
    }

}

extension Trail {
    func prove(publicKey: Data, given: TrailHead?, in db: Database) throws -> TrailProof {
        // The anchor is read first. The database is committed before the key store, so what is read second can only
        // be newer, and lines the anchor does not know bear codes.
        let anchor = try anchor(in: db)
        let heads = try TrailHead.all(in: db)
        // A head whose signature does not fit proves nothing, and is named below.
        let byLine = Dictionary(grouping: (heads + (given.map { [$0] } ?? [])).filter(\.isSigned)) { $0.lines }
        var known: Data?
        var strangers: [TrailHead] = []
        let outcome = try TrailChain(key).check(after: .beginning, in: db) { stood in
            if stood.entries == anchor?.end.entries { known = stood.hash }
            let differing = byLine[stood.entries]?.filter { $0.digest != stood.hash } ?? []
            // Those of another key are judged when it is known whether the keys were renewed after them.
            strangers += differing.filter { $0.publicKey != publicKey }
            return differing.first { $0.publicKey == publicKey }.map { TrailFinding(stood.entries, .headDiffers(month: $0.month)) }
        }
        if anchor?.end.entries == 0 { known = LineDigest.origin }
        let last = outcome.end.entries
        var proof = TrailProof(
            lines: outcome.finding.map { max(0, min(last, $0.line - 1)) } ?? last, digest: outcome.end.hash.hexadecimal, finding: outcome.finding, gaps: outcome.gaps,
            unheard: max(0, last - (anchor?.end.entries ?? last)))
        if let finding = proof.finding {
            // A line behind the anchor that is not ours has been added, not changed.
            if let end = anchor?.end.entries, anchor?.isOurs == true, finding.line > end, [.altered, .foreign].contains(finding.fault) {
                let total = try Int64.fetchOne(db, sql: "SELECT max(id) FROM main.trail") ?? last
                proof.finding = TrailFinding(end + 1, .beyondAnchor(lines: total - end))
            }
            return proof
        }
        let unguarded = try unguarded(in: db) ? TrailFinding(last, .unguarded) : nil
        let altered = strangers.first { $0.lines < outcome.renewed }.map { TrailFinding($0.lines, .headDiffers(month: $0.month)) }
        proof.finding =
            Trail.finding(anchor, known: known, last: last)
            ?? Trail.finding(heads, given, last: last, renewed: outcome.renewed, publicKey: publicKey) ?? altered ?? unguarded
        return proof
    }

    /// What the anchor says of a chain that holds.
    private static func finding(_ anchor: (end: End, isOurs: Bool)?, known: Data?, last: Int64) -> TrailFinding? {
        guard let anchor else { return TrailFinding(last, .anchorMissing) }
        guard anchor.isOurs else { return TrailFinding(last, .anchorForged) }
        let end = anchor.end
        if end.entries > last { return TrailFinding(last + 1, .cutOff(lines: end.entries - last)) }
        if known != end.hash { return TrailFinding(end.entries, .anchorDiffers) }
        return last - end.entries > unheard ? TrailFinding(end.entries + 1, .beyondAnchor(lines: last - end.entries)) : nil
    }

    /// What the signed heads say of a chain that holds.
    private static func finding(_ heads: [TrailHead], _ given: TrailHead?, last: Int64, renewed: Int64, publicKey: Data) -> TrailFinding? {
        // Heads from before a restore with new keys bear the signature of the key that is lost.
        func isOurs(_ head: TrailHead) -> Bool { head.isSigned && (head.publicKey == publicKey || head.lines < renewed) }
        if let given, !isOurs(given) { return TrailFinding(given.lines, .headForeign(month: given.month)) }
        if let forged = heads.first(where: { !isOurs($0) }) { return TrailFinding(forged.lines, .headForged(month: forged.month)) }
        let beyond = (heads + (given.map { [$0] } ?? [])).first { $0.lines > last }
        return beyond.map { TrailFinding($0.lines, .headBeyond(month: $0.month)) }
    }

    /// Whether the triggers that refuse changes are gone or say something else.
    private func unguarded(in db: Database) throws -> Bool {
        let stored = try String.fetchSet(db, sql: "SELECT sql FROM main.sqlite_master WHERE type = 'trigger' AND tbl_name IN ('trail', 'trailHead')")
        let expected = [Trail.tables, TrailHead.tables].flatMap { $0.split(separator: "\n") }.filter { $0.hasPrefix("CREATE TRIGGER") }
        return !expected.allSatisfy { stored.contains(String($0.dropLast())) }
    }
}

extension Data {
    /// Two lower-case digits a byte.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    init?(hexadecimal text: some StringProtocol) {
        guard text.utf8.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        var rest = Substring(text)
        while !rest.isEmpty {
            guard rest.prefix(2).allSatisfy(\.isHexDigit), let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        self.init(bytes)
    }
}
