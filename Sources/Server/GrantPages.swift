import Casework
import Directives
import Foundation
import HTTPTypes
import Pages
import Records

/// The register of roles: who holds what over what; granting and ending (`D20-04:VII.C`).
extension Office {
    static let grantLength = 50

    static let grantRoutes: [Route] =
        Route.both("/grants", .seeGrants, { try await $0.office.grants($0) }) { visit, list in
            .page(try await visit.office.grantsPage(visit, list))
        }
        + Route.page("/grants/new", .changeGrants) { visit in
            let entered = GrantPage.Entered(
                account: visit.query["account"] ?? "", role: visit.query["role"] ?? "", unit: "", from: visit.day.iso, to: "")
            return .page(try await visit.office.grantPage(visit, entered))
        }
        + Route.change("/grants", .changeGrants) { try await $0.office.grant($0) }
        + Route.page(Paths.Template.grant, .changeGrants) { try await $0.office.endGrantPage($0, problems: []) }
        + Route.change(Paths.Template.grantEnd, .changeGrants) { try await $0.office.endGrant($0) }

    // MARK: The list

    private func grants(_ visit: Visit) async throws -> GrantList {
        var query = GrantQuery()
        query.limit = Office.grantLength
        query.unit = visit.query["unit"]
        query.person = visit.query["person"]
        if let role = visit.query["role"] {
            guard let known = Role(rawValue: role) else { throw Problem.badRequest("\"\(role.prefix(40))\" is no role.") }
            query.role = known
        }
        if let standing = visit.query["standing"] {
            guard let known = GrantQuery.Standing(rawValue: standing) else {
                throw Problem.badRequest("\"\(standing.prefix(40))\" is no list of roles held; there are present, ended and all.")
            }
            query.standing = known
        }
        query.offset = (try visit.pageNumber() - 1) * query.limit
        return try await records.grants(query, for: visit.asking)
    }

    private func grantsPage(_ visit: Visit, _ list: GrantList) async throws -> GrantsPage {
        let units = try await caches.unitNames(self)
        let standing = visit.query["standing"] ?? GrantQuery.Standing.present.rawValue
        return GrantsPage(
            frame: visit.frame(), rows: list.rows.map { $0.row(units, visit, mayEnd: visit.may(.changeGrants)) }, total: list.total,
            page: try visit.pageNumber(), pages: max(1, (list.total + Office.grantLength - 1) / Office.grantLength),
            filter: GrantsPage.Filter(
                roles: Role.grantable.map { Choice(value: $0.rawValue, title: $0.title, selected: visit.query["role"] == $0.rawValue) },
                unit: visit.query["unit"] ?? "", person: visit.query["person"] ?? "",
                standings: GrantQuery.Standing.allCases.map { Choice(value: $0.rawValue, title: $0.words, selected: standing == $0.rawValue) }),
            mayGrant: visit.may(.changeGrants))
    }

    // MARK: Granting

    private func grantPage(_ visit: Visit, _ entered: GrantPage.Entered, problems: [FormProblem] = []) async throws -> GrantPage {
        let units = try await records.scopeUnits(for: visit.asking)
        let names = try await caches.unitNames(self)
        let accounts = try await records.accountRegister(for: visit.asking).filter { !$0.disabled }
        return GrantPage(
            frame: visit.frame(), entered: entered, accounts: accounts.map { Choice(value: $0.name, title: $0.title) },
            units: units.map { Choice(value: $0, title: names.title($0)) }, problems: problems)
    }

    private func grant(_ visit: Visit) async throws -> Answer {
        let form = visit.form
        let entered = GrantPage.Entered(
            account: form["account"]?.lowercased() ?? "", role: form["role"] ?? "", unit: form["unit"] ?? "", from: form["from"] ?? "",
            to: form["to"] ?? "")
        var problems: [FormProblem] = []
        if entered.account.isEmpty { problems.append(FormProblem(field: "account", "Name the account.")) }
        let role = Role(rawValue: entered.role)
        if role == nil { problems.append(FormProblem(field: "role", "Choose a role.")) }
        let from = Day(iso: entered.from)
        if from == nil { problems.append(FormProblem(field: "from", "Write the first day as 2018-01-31.")) }
        let to = Day(iso: entered.to)
        if to == nil, !entered.to.isEmpty { problems.append(FormProblem(field: "to", "Write the last day as 2018-01-31, or leave it empty.")) }
        guard problems.isEmpty, let role, let from else {
            return .page(.unprocessableContent, try await grantPage(visit, entered, problems: problems).html)
        }
        do {
            try await records.grant(
                role, to: entered.account, over: entered.unit.isEmpty ? .department : .unit(entered.unit), from: from, to: to,
                for: visit.asking)
        } catch let problem as GrantProblem {
            let page = try await grantPage(visit, entered, problems: [FormProblem(field: problem.field, problem.description)])
            return .page(.unprocessableContent, page.html)
        }
        return .seeOther(Paths.grants.with([("person", entered.account)]))
    }

    // MARK: Ending

    private func endGrantPage(_ visit: Visit, problems: [FormProblem]) async throws -> Answer {
        guard let id = visit.parameters["grant"].flatMap(Int64.init), let line = try await records.grantLine(id, for: visit.asking) else {
            throw Problem.notFound
        }
        let page = EndRolePage(
            frame: visit.frame(), row: line.row(try await caches.unitNames(self), visit, mayEnd: true), action: Paths.grantEnd(id),
            back: Paths.grants, to: visit.form["to"] ?? visit.day.iso, problems: problems)
        return .page(problems.isEmpty ? .ok : .unprocessableContent, page.html)
    }

    private func endGrant(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameters["grant"].flatMap(Int64.init) else { throw Problem.notFound }
        guard let day = visit.form["to"].flatMap({ Day(iso: $0) }) else {
            return try await endGrantPage(visit, problems: [FormProblem(field: "to", "Write the last day as 2018-01-31.")])
        }
        do {
            try await records.endHolding(id, lastDay: day, for: visit.asking)
        } catch let problem as GrantProblem {
            return try await endGrantPage(visit, problems: [FormProblem(field: "to", problem.description)])
        }
        return .seeOther(Paths.grants)
    }
}

extension GrantQuery.Standing {
    fileprivate var words: String {
        switch self {
        case .present: "Now and to come"
        case .ended: "Ended"
        case .all: "All"
        }
    }
}

extension Scope {
    /// What a role is held over, in words.
    func words(_ units: UnitNames) -> String {
        switch self {
        case .department: Scope.Kind.department.title
        case .unit(let key): units.title(key)
        case .item(let reference): "Item \(reference)"
        }
    }
}

extension HeldRole {
    /// As a list shows it. One's own is ended by somebody else, and what has ended is ended.
    func row(_ units: UnitNames, _ visit: Visit, mayEnd: Bool) -> RoleRow {
        RoleRow(
            id: id, account: account, person: title, role: role, over: scope.words(units), from: from, to: to, designeeOf: principalTitle,
            condition: condition, by: grantedBy, mayEnd: mayEnd && account != visit.actor.account && (to.map { $0 > visit.day } ?? true))
    }
}

extension Visit {
    /// The number of the page asked for, from 1.
    func pageNumber() throws -> Int {
        guard let text = query["page"] else { return 1 }
        guard let number = Int(text), (1...10_000).contains(number) else { throw Problem.badRequest("\"\(text.prefix(40))\" is no page number.") }
        return number
    }
}
