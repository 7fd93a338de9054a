import Casework
import Directives
import Foundation
import GRDB
import Jacket
import OfficerSupport
import Vault

/// What the member sees of an own item from the in-person notice on, and nothing else (`D20-04:VI.A.2`, ambiguity 2.18):
/// no estimate, no other part of the plan, nothing that was written about the conversation.
package struct OwnItem: Sendable {
    package var reference: String
    package var state: WorkItemState
    /// When the member was told in person.
    package var told: Date
    package var unit: String
    /// The names of the assigned supervisor and of the overseer.
    package var supervisor: String?
    package var overseer: String?
    /// Why the item was generated, in sentences, strongest first, with the records behind each.
    package var reasons: [(sentence: String, records: [JacketRecord])]
    /// Who scored the member, where it was not Mainstay: then the reasons are that source's words.
    package var source: String?
    package var supports: [(title: String, state: PlannedSupport.State, since: Date)]
    package var appointment: (at: Date, place: String)?
    /// The member's own replies, newest first.
    package var replies: [(at: Date, text: String)]
    /// Set while a wish for another supervisor is not yet answered.
    package var askedForAnother: Date?
    /// Who has looked since the notice, newest first.
    package var lookers: [Looker]
    package var offers: [Engine.Offer<WorkItemLife>]
    package var version: Int

    /// Somebody who opened the item or the records behind it, by the part they had and not by name.
    package struct Looker: Hashable, Sendable {
        package var part: String
        package var what: String
        package var at: Date
    }
}

extension Records {
    /// One's own item; nil before the in-person notice, as where there is none.
    package func ownItem(_ reference: String, _ rules: DepartmentRules, for asking: Asking) async throws -> Opened<OwnItem>? {
        try await open(.seeOwnItem, asking, locate: { db in try Records.locate(workItem: reference, in: db) }) { [keys] db in
            guard let row = try WorkItemLife.find(reference, in: db) else { return nil }
            return try OwnItemReading(row: row, rules: rules, asking: asking, keys: keys, db: db).item()
        }
    }
}

private struct OwnItemReading {
    let row: CaseRow
    let rules: DepartmentRules
    let asking: Asking
    let keys: KeyStore
    let db: Database

    func item() throws -> OwnItem? {
        let unsealing = Unsealing(keys, in: db)
        let file: CaseFile<WorkItemLife> = try CaseLog.file(row, of: WorkItemLife.self, unsealing, in: db)
        guard let notice = file.memberNotified else { return nil }
        let posts = file.posts
        let names = try Records.names(Set(posts.values), in: db)
        let titles = try Records.supportTitles(in: db)
        let world = try WorkItemLife.world(file, row, rules, asking, keys, in: db)
        let evidence = try evidence(unsealing)
        return OwnItem(
            reference: row.reference, state: file.state, told: notice.happened, unit: file.unit,
            supervisor: posts[.assignedSupervisor].flatMap { names[$0] }, overseer: posts[.overseer].flatMap { names[$0] },
            reasons: evidence.reasons, source: evidence.source,
            supports: file.supports.map { (title: titles[$0.key] ?? $0.key, state: $0.state, since: $0.since) },
            appointment: file.appointment(rules.calendar),
            replies: file.all(.reply).reversed().map { (at: $0.at, text: $0.entered["reply"] ?? "") },
            askedForAnother: asked(file),
            // A talk is dated to the minute: who looked in that minute, and before it was written down, looked before it.
            lookers: try lookers(file, since: notice.at.timeIntervalSince(notice.happened) < 60 ? notice.at : notice.happened),
            offers: Engine.offers(file, world, by: asking.actor, at: asking.now, rules.calendar), version: file.version)
    }

    /// Asked, and nobody else assigned since.
    private func asked(_ file: CaseFile<WorkItemLife>) -> Date? {
        let last = file.last(of: [.askForAnother, .assignSupervisor, .reassign, .changeSupervisor])
        return file.isOpen && last?.step == .askForAnother ? last?.at : nil
    }

    private func evidence(_ unsealing: Unsealing) throws -> (reasons: [(sentence: String, records: [JacketRecord])], source: String?) {
        guard let stored = try Row.fetchOne(db, sql: "SELECT * FROM workItem WHERE id = ?", arguments: [row.id]), let item = try WorkItem(stored, unsealing, figures: false)
        else { return ([], nil) }
        let raising = item.snapshot.reasons
        let kinds = Set(raising.flatMap(\.records).map(\.kind)).compactMap(RecordKind.named)
        let records = try kinds.flatMap { try JacketReading.records($0, of: row.subject, asOf: item.snapshot.asOf.adding(days: -1), in: db) }
        let byReference = Dictionary(
            records.map { (Snapshot.Reference(kind: $0.kind.key, record: $0.record), $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<String> = []
        let reasons = raising.filter { seen.insert($0.sentence).inserted }.map { indicator in
            (sentence: indicator.sentence, records: indicator.records.compactMap { byReference[$0] }.sorted { $0.date > $1.date })
        }
        return (reasons, item.snapshot.source)
    }

    // MARK: Who has looked

    /// The acts that are told: those of the program, and none of an office such as a hold.
    private static let told: Set<String> = Set(Access.supportActs.map(\.rawValue)).union(WorkItemStep.allCases.map(\.rawValue)).union([PrintWords.workItem, PrintWords.jacket])
    private static let most = 200

    private func lookers(_ file: CaseFile<WorkItemLife>, since: Date) throws -> [OwnItem.Looker] {
        let subject = SubjectFile(.support, member: row.subject)
        guard let key = try keys.key(of: subject, in: db) else { return [] }
        let marks = [key.mark(of: "\(SupportEventTable.recordKind)/\(row.reference)"), key.mark(of: "member/\(row.subject.rawValue)")]
        let lines = try Row.fetchAll(
            db,
            sql: """
                SELECT at, actor, kind, act, record FROM trail WHERE record IN (?, ?) AND at >= ? AND outcome = 'done' AND actor <> ?
                ORDER BY id DESC LIMIT \(Self.most)
                """, arguments: [marks[0], marks[1], Int64(since.timeIntervalSince1970 * 1_000), asking.actor.account])
        var seen: Set<String> = []
        return try lines.compactMap { line in
            let act: String = line["act"]
            guard Self.told.contains(act) else { return nil }
            // The trail counts in thousandths of a second.
            let at = Date(timeIntervalSince1970: Double(line["at"] as Int64) / 1_000)
            let looker = OwnItem.Looker(
                part: try part(of: line["actor"], file, at: at), what: what(line["kind"], isJacket: line["record"] as String == marks[1]), at: at)
            // One line for each part, kind and day.
            return seen.insert("\(looker.part)|\(looker.what)|\(asking.day(of: at).iso)").inserted ? looker : nil
        }
    }

    private func what(_ kind: String, isJacket: Bool) -> String {
        let thing = isJacket ? "your records" : "the item"
        return switch TrailEntry.Kind(rawValue: kind) {
        case .print: "Printed \(thing)"
        case .export: "Saved a part of \(thing)"
        case .read: "Opened \(thing)"
        default: "Worked on \(thing)"
        }
    }

    /// The post somebody held on the item then, or else their roles.
    private func part(of account: String, _ file: CaseFile<WorkItemLife>, at instant: Date) throws -> String {
        let posts = file.at(instant).posts.filter { $0.value == account }.map(\.key.title).sorted()
        if !posts.isEmpty { return posts.joined(separator: ", ") }
        let day = asking.day(of: instant).rawValue
        let roles = try String.fetchAll(
            db,
            sql: """
                SELECT DISTINCT holding.role FROM holding JOIN account ON account.id = holding.account
                WHERE account.name = ? AND holding.fromDay <= ? AND coalesce(holding.toDay, ?) >= ?
                """, arguments: [account, day, Day.never.rawValue, day]
        ).compactMap(Role.init(rawValue:)).filter { $0.program == .support && $0 != .member }.map(\.title).sorted()
        return roles.isEmpty ? "The program itself" : roles.joined(separator: ", ")
    }
}
