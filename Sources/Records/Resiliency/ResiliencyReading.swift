import Casework
import Directives
import Foundation
import GRDB
import Resiliency

extension Records {
    // MARK: One record

    /// An incident for one reader, by the layers that are theirs; nil where there is none for them (`SRV-017:IV.I`).
    package func incident(_ reference: String, _ rules: DepartmentRules, for asking: Asking) async throws -> CaseView<IncidentLife>? {
        try await openCase(reference, of: IncidentLife.self, by: .seeResiliencyCase, rules, for: asking)
    }

    package func resiliencyPlan(_ reference: String, _ rules: DepartmentRules, for asking: Asking) async throws -> CaseView<PlanLife>? {
        try await openCase(reference, of: PlanLife.self, by: .seeRSSPlan, rules, for: asking)
    }

    package func thirdIncident(_ reference: String, _ rules: DepartmentRules, for asking: Asking) async throws -> CaseView<ThirdIncidentLife>? {
        try await openCase(reference, of: ThirdIncidentLife.self, by: .seeThirdIncident, rules, for: asking)
    }

    package func referral(_ reference: String, _ rules: DepartmentRules, for asking: Asking) async throws -> CaseView<ReferralLife>? {
        try await openCase(reference, of: ReferralLife.self, by: .seeReferral, rules, for: asking)
    }

    // MARK: Steps

    @discardableResult
    package func take(
        _ step: IncidentStep, _ entered: Entered, on reference: String, version: Int?, form: String, _ rules: DepartmentRules, for asking: Asking
    ) async throws -> TakenStep {
        // A plan's own first step notes it; nobody notes it by hand.
        guard step != .initiatePlan else { throw NotThere() }
        return try await take(step, entered, on: reference, of: IncidentLife.self, version: version, form: form, rules, for: asking)
    }

    @discardableResult
    package func take(
        _ step: PlanStep, _ entered: Entered, on reference: String, version: Int?, form: String, _ rules: DepartmentRules, for asking: Asking
    ) async throws -> TakenStep {
        try await take(step, entered, on: reference, of: PlanLife.self, version: version, form: form, rules, for: asking)
    }

    @discardableResult
    package func take(
        _ step: ThirdIncidentStep, _ entered: Entered, on reference: String, version: Int?, form: String, _ rules: DepartmentRules, for asking: Asking
    ) async throws -> TakenStep {
        // A plan's own first step answers it; nobody answers it by hand.
        guard step == .askCommander else { throw NotThere() }
        return try await take(step, entered, on: reference, of: ThirdIncidentLife.self, version: version, form: form, rules, for: asking)
    }

    @discardableResult
    package func take(
        _ step: ReferralStep, _ entered: Entered, on reference: String, version: Int?, form: String, _ rules: DepartmentRules, for asking: Asking
    ) async throws -> TakenStep {
        try await take(step, entered, on: reference, of: ReferralLife.self, version: version, form: form, rules, for: asking)
    }

    // MARK: Beginning

    package func documentIncident(
        _ entered: Entered, about subject: MemberID, form: String, _ rules: DepartmentRules, for asking: Asking
    ) async throws -> BegunRecord {
        try await begin(.document, entered, about: subject, of: IncidentLife.self, form: form, rules, for: asking)
    }

    package func initiatePlan(
        _ entered: Entered, about subject: MemberID, form: String, _ rules: DepartmentRules, for asking: Asking
    ) async throws -> BegunRecord {
        try await begin(.initiate, entered, about: subject, of: PlanLife.self, form: form, rules, for: asking)
    }

    package func referToSection(
        _ entered: Entered, about subject: MemberID, form: String, _ rules: DepartmentRules, for asking: Asking
    ) async throws -> BegunRecord {
        try await begin(.refer, entered, about: subject, of: ReferralLife.self, form: form, rules, for: asking)
    }

    /// A record that is not there yet, so that its first form can be drawn; nil where the asker may begin none about this
    /// person.
    package func blankIncident(about subject: MemberID, _ rules: DepartmentRules, for asking: Asking) async throws -> CaseView<IncidentLife>? {
        try await blank(subject, of: IncidentLife.self, rules, for: asking)
    }

    package func blankPlan(about subject: MemberID, _ rules: DepartmentRules, for asking: Asking) async throws -> CaseView<PlanLife>? {
        try await blank(subject, of: PlanLife.self, rules, for: asking)
    }

    package func blankReferral(about subject: MemberID, _ rules: DepartmentRules, for asking: Asking) async throws -> CaseView<ReferralLife>? {
        try await blank(subject, of: ReferralLife.self, rules, for: asking)
    }

    /// Employees who serve today and about whom the asker may begin a record: those of the units of the role held, by number
    /// or by the beginning of a name; never the asker.
    package func employees(_ act: Act, matching text: String, for asking: Asking, limit: Int = 50) async throws -> [Member] {
        try await listing(act, asking) { db in
            let escaped = text.map { "%_\\".contains($0) ? "\\\($0)" : String($0) }.joined()
            let roles = Set(Access.rows(act).flatMap(\.who).compactMap { who -> Role? in if case .role(let role) = who { role } else { nil } })
            let holdings = asking.actor.holdings.filter { roles.contains($0.role) && $0.covers(asking.day) }
            let everywhere = holdings.contains { $0.scope == .department }
            let units = Set(holdings.flatMap(\.units))
            let ids = try Int64.fetchAll(
                db,
                sql: """
                    SELECT m.record FROM member m
                    WHERE (m.sourceKey LIKE ? ESCAPE '\\' OR m.name LIKE ? ESCAPE '\\' OR m.name LIKE ? ESCAPE '\\')
                        AND m.version = (SELECT max(version) FROM member l WHERE l.sourceKey = m.sourceKey) AND m.record IS NOT ?
                        AND (? OR m.record IN (
                            SELECT member FROM posting WHERE unit IN (SELECT value FROM json_each(?)) AND happenedOn <= ? AND coalesce(outcomeKnownOn, ?) >= ?))
                    ORDER BY m.name, m.sourceKey LIMIT 2000
                    """,
                arguments: [
                    "\(escaped)%", "\(escaped)%", "% \(escaped)%", asking.actor.member?.rawValue, everywhere, String(decoding: try JSONEncoder().encode(units.sorted()), as: UTF8.self),
                    asking.day.rawValue, asking.day.rawValue, asking.day.rawValue,
                ])
            var found: [Member] = []
            for id in ids where found.count < limit {
                let member = MemberID(rawValue: id)
                if !everywhere {
                    guard let unit = try UnitPeople.unit(of: member, on: asking.day, in: db), holdings.contains(where: { $0.units.contains(unit) }) else { continue }
                }
                guard let known = try MemberReading.member(member, asOf: asking.day, in: db), known.separated.map({ $0 > asking.day }) ?? true else { continue }
                found.append(known)
            }
            return found
        }
    }
}

// MARK: Lists

/// A record of the program in a list: whom it is about for those who may see it, where it stands, and no word of what it says.
package struct ResiliencyRow: Hashable, Sendable, Codable {
    package var kind: CaseKind
    package var reference: String
    package var member: MemberID
    package var name: String
    package var unit: String
    package var state: String
    package var isOpen: Bool
    package var openedAt: Date
    /// Of an incident: the day it took place.
    package var occurredOn: Day?
    package var path: String
}

extension Records {
    /// Every incident, plan, duty and referral of the department, newest first: the confidential database of
    /// `SRV-017:IV.J.1`, open to the section alone. Each reading is a line of the trail.
    package func resiliencyRegister(of member: MemberID? = nil, openOnly: Bool = false, for asking: Asking) async throws -> [ResiliencyRow] {
        try await listing(.seeResiliencyRegister, asking, record: "resiliency/register") { [keys] db in
            try Records.resiliencyRows(member: member, openOnly: openOnly, asking, keys, in: db)
        }
    }

    /// The records that the asker may open one by one, for those outside the section. An office held over one's unit shows
    /// what it may show and nothing else.
    package func resiliencyCases(for asking: Asking) async throws -> [ResiliencyRow] {
        try await listing(.seeResiliency, asking, record: "resiliency/cases") { [keys] db in
            try Records.resiliencyRows(member: nil, openOnly: false, asking, keys, in: db).filter { $0.member != asking.actor.member }
        }
    }

    private static func resiliencyRows(member: MemberID?, openOnly: Bool, _ asking: Asking, _ keys: KeyStore, in db: Database) throws -> [ResiliencyRow] {
        let hidden = try Holds.keysSetAside(.resiliency, for: asking, keys, in: db)
        let apart = hidden.isEmpty ? "" : " AND key NOT IN (\(hidden.sorted().map(String.init).joined(separator: ", ")))"
        var rows: [ResiliencyRow] = []
        for program in ResiliencyPrograms.all { rows += try program.rows(member: member, openOnly: openOnly, asking, apart, in: db) }
        return rows.sorted { ($0.openedAt, $0.reference) > ($1.openedAt, $1.reference) }
    }
}

/// The four kinds of record, for lists.
enum ResiliencyPrograms {
    static let all: [any ResiliencyCase.Type] = [IncidentLife.self, PlanLife.self, ThirdIncidentLife.self, ReferralLife.self]
}

extension ResiliencyCase {
    fileprivate static func rows(member: MemberID?, openOnly: Bool, _ asking: Asking, _ apart: String, in db: Database) throws -> [ResiliencyRow] {
        guard let act = layerActs.first?.act else { return [] }
        let visible = Visibility(act, of: asking.actor, on: asking.day, in: Self.self)
        var arguments = visible.arguments
        if let member { arguments += [member.rawValue] }
        let found = try Row.fetchAll(
            db, sql: """
                SELECT reference, member, unit, state, openedAt, closedAt, occurredOn FROM \(table)
                WHERE \(visible.sql)\(apart)\(member == nil ? "" : " AND member = ?")\(openOnly ? " AND closedAt IS NULL" : "") ORDER BY id DESC
                """, arguments: arguments)
        return try found.map { row in
            let member = MemberID(rawValue: row[1])
            return ResiliencyRow(
                kind: kind, reference: row[0], member: member, name: try MemberReading.member(member, asOf: asking.day, in: db)?.name ?? "",
                unit: row[2], state: State(rawValue: row[3])?.title ?? "", isOpen: (row[5] as Double?) == nil,
                openedAt: Date(timeIntervalSince1970: row[4]), occurredOn: (row[6] as Int32?).map(Day.init(rawValue:)), path: path(row[0]))
        }
    }
}

// MARK: One's own

/// What an employee may know of themselves: that an incident was discussed, and the own plan (ambiguity 3.14).
package struct OwnResiliency: Hashable, Sendable, Codable {
    package var discussions: [Discussion]
    package var plans: [ResiliencyRow]

    package struct Discussion: Hashable, Sendable, Codable {
        package var occurredOn: Day?
        package var discussedOn: Day?
        /// Who held it, by name.
        package var with: String
    }
}

extension Records {
    /// Whether there is an own page: to be linked to, without a line of the trail for each page that does.
    package func hasOwnResiliency(for asking: Asking) async throws -> Bool {
        try await listing(.seeResiliency, asking) { [keys] db in try Records.hasOwnResiliency(for: asking, keys, in: db) }
    }

    static func hasOwnResiliency(for asking: Asking, _ keys: KeyStore, in db: Database) throws -> Bool {
        guard let member = asking.actor.member else { return false }
        let file = SubjectFile(.resiliency, member: member)
        guard try keys.key(of: file, in: db) != nil, try !Holds.isSetAside(file, for: asking, keys, in: db) else { return false }
        return try [(IncidentLife.self as any ResiliencyCase.Type, Act.seeOwnCase), (PlanLife.self, .seeRSSPlan)].contains { program, act in
            let visible = Visibility(act, of: asking.actor, on: asking.day, in: program)
            return try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM \(program.table) WHERE member = ? AND \(visible.sql))", arguments: [member.rawValue] + visible.arguments) ?? false
        }
    }

    package func ownResiliency(for asking: Asking) async throws -> OwnResiliency {
        try await listing(.seeResiliency, asking, record: "resiliency/own") { [keys] db in
            guard let member = asking.actor.member, try !Holds.isSetAside(SubjectFile(.resiliency, member: member), for: asking, keys, in: db) else {
                return OwnResiliency(discussions: [], plans: [])
            }
            let visible = Visibility(.seeOwnCase, of: asking.actor, on: asking.day, in: IncidentLife.self)
            let unsealing = Unsealing(keys, in: db)
            var discussions: [OwnResiliency.Discussion] = []
            for reference in try String.fetchAll(db, sql: "SELECT reference FROM incident WHERE \(visible.sql) ORDER BY id DESC", arguments: visible.arguments) {
                guard let row = try IncidentLife.find(reference, in: db) else { continue }
                let file: CaseFile<IncidentLife> = try CaseLog.file(row, of: IncidentLife.self, unsealing, in: db)
                let talk = file.last(.discuss)
                let names = try Records.names(Set([talk?.entered["discussed-by"]].compactMap { $0 }), in: db)
                discussions.append(
                    OwnResiliency.Discussion(occurredOn: file.occurred, discussedOn: talk?.entered.day("discussed"), with: names.values.first ?? ""))
            }
            let plans = try PlanLife.rows(member: member, openOnly: false, asking, "", in: db)
            return OwnResiliency(discussions: discussions, plans: plans)
        }
    }
}
