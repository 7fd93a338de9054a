import Casework
import Directives
import Foundation
import GRDB
import Resiliency

extension Destroyable {
    /// An employee's file in the Resiliency Support System: incidents, plans, duties, referrals. It is due one year after the
    /// latest incident took place, with nothing open (`SRV-017:IV.J.1#2`, ambiguity 3.6).
    static let resiliency = Destroyable(
        kind: .resiliencyRecords, program: .resiliency, records: ResiliencyFiles.records, parts: ResiliencyFiles.parts, papers: ResiliencyFiles.papers)
}

private enum ResiliencyFiles {
    private static let member = "CAST(substr(:subject, 8) AS INTEGER)"
    private static let kinds: [(kind: CaseKind, table: String, events: String, columns: [String], title: String)] = [
        (.incident, IncidentTable.name, IncidentEventTable.name, IncidentEventTable.columns, "Incidents"),
        (.resiliencyPlan, ResiliencyPlanTable.name, ResiliencyPlanEventTable.name, ResiliencyPlanEventTable.columns, "Action plans"),
        (.thirdIncident, ThirdIncidentTable.name, ThirdIncidentEventTable.name, ThirdIncidentEventTable.columns, "Mandatory plans"),
        (.referral, ReferralTable.name, ReferralEventTable.name, ReferralEventTable.columns, "Referrals"),
    ]

    static let parts: [Destroyable.Part] =
        kinds.flatMap { kind in
            let own = "record IN (SELECT id FROM \(kind.table) WHERE member = \(member))"
            return [
                Destroyable.Part(table: kind.events, title: "Steps of \(kind.title.lowercased())", condition: own, order: "id", sealed: kind.columns),
                Destroyable.Part(table: "caseTask", title: "Things to do", condition: "kind = '\(kind.kind.rawValue)' AND \(own)", order: "id"),
                Destroyable.Part(table: "caseClock", title: "Clocks", condition: "kind = '\(kind.kind.rawValue)' AND \(own)", order: "record, rule, turn, start"),
                Destroyable.Part(table: "caseWarning", title: "Reminders", condition: "kind = '\(kind.kind.rawValue)' AND \(own)", order: "record, rule, turn, start, what"),
                Destroyable.Part(table: "casePost", title: "Posts", condition: "kind = '\(kind.kind.rawValue)' AND \(own)", order: "record, post"),
            ]
        } + kinds.map { Destroyable.Part(table: $0.table, title: $0.title, condition: "member = \(member)", order: "id") }

    @Sendable static func records(_ file: SubjectFile?, _ asking: Asking, _ db: Database) throws -> [SubjectFile: [KeptRecord]] {
        var found: [SubjectFile: [KeptRecord]] = [:]
        if let file, file.member == nil { return found }
        for kind in kinds {
            let statement = try db.cachedStatement(
                sql: """
                    SELECT member, reference, openedAt, closedAt, occurredOn, counts, state FROM \(kind.table)
                    WHERE \(file == nil ? "1" : "member = ?") ORDER BY id
                    """)
            let rows = try Row.fetchCursor(statement, arguments: file.map { [$0.member?.rawValue] } ?? [])
            while let row = try rows.next() {
                let opened = asking.day(of: Date(timeIntervalSince1970: row[2]))
                let closed = (row[3] as Double?).map { asking.day(of: Date(timeIntervalSince1970: $0)) }
                let occurred = (row[4] as Int32?).map(Day.init(rawValue:))
                let isIncident = kind.kind == .incident && row[5] as Bool
                // An incident begins the year again, by the day it took place; what did not meet the criteria, a plan, a
                // duty and a referral go with the incidents, or after their own year when alone (ambiguity 3.6).
                found[SubjectFile(.resiliency, member: MemberID(rawValue: row[0])), default: []].append(
                    KeptRecord(
                        reference: row[1], from: min(occurred ?? opened, opened), to: closed, counted: occurred ?? opened, isOpen: closed == nil,
                        restarts: isIncident))
            }
        }
        return found
    }

    @Sendable static func papers(_ file: SubjectFile, _ db: Database) throws -> [String] {
        guard let member = file.member else { return [] }
        return try kinds.flatMap { kind in
            try String.fetchAll(db, sql: "SELECT reference FROM \(kind.table) WHERE member = ? ORDER BY id", arguments: [member.rawValue]).map {
                "\(kind.title) \($0): printed pages, notes, memoranda"
            }
        }
    }
}
