import Casework
import Directives
import Foundation
import HTTPTypes
import Pages
import Records

/// Naming a designee for one's own role, and ending it (ambiguity 7.8).
extension Office {
    static let designationRoutes: [Route] =
        Route.both("/designations", .designate, { try await $0.office.records.designations(for: $0.asking) }) { visit, own in
            let entered = DesignationsPage.Entered(holding: "", account: "", from: visit.day.iso, to: "", confirmed: false)
            return .page(try await visit.office.designationsPage(visit, own, entered))
        }
        + Route.change("/designations", .designate) { try await $0.office.designate($0) }
        + Route.page(Paths.Template.designation, .designate) { try await $0.office.endDesignationPage($0, problems: []) }
        + Route.change(Paths.Template.designationEnd, .designate) { try await $0.office.endDesignation($0) }

    private func designationsPage(
        _ visit: Visit, _ own: OwnDesignations, _ entered: DesignationsPage.Entered, problems: [FormProblem] = []
    ) async throws -> DesignationsPage {
        let units = try await caches.unitNames(self)
        return DesignationsPage(
            frame: visit.frame(), roles: own.roles.map { $0.row(units, visit, mayEnd: false) },
            made: own.made.map { $0.row(units, visit, mayEnd: true) }, entered: entered, problems: problems)
    }

    private func designate(_ visit: Visit) async throws -> Answer {
        let form = visit.form
        let own = try await records.designations(for: visit.asking)
        let entered = DesignationsPage.Entered(
            holding: form["holding"] ?? "", account: form["account"]?.lowercased() ?? "", from: form["from"] ?? "", to: form["to"] ?? "",
            confirmed: form["confirmed"] == "yes")
        var problems: [FormProblem] = []
        let holding = own.roles.first { String($0.id) == entered.holding }
        if holding == nil { problems.append(FormProblem(field: "holding", "Choose one of your roles.")) }
        if entered.account.isEmpty { problems.append(FormProblem(field: "account", "Name the account of the designee.")) }
        let from = Day(iso: entered.from)
        if from == nil { problems.append(FormProblem(field: "from", "Write the first day as 2018-01-31.")) }
        let to = Day(iso: entered.to)
        if to == nil { problems.append(FormProblem(field: "to", "Write the last day as 2018-01-31; a designation needs one.")) }
        if problems.isEmpty, let holding, let from {
            do {
                try await records.designate(
                    entered.account, under: holding.id, from: from, to: to, confirmed: entered.confirmed, for: visit.asking)
                return .seeOther(Paths.designations)
            } catch let problem as GrantProblem {
                problems.append(FormProblem(field: problem.field, problem.description))
            }
        }
        return .page(.unprocessableContent, try await designationsPage(visit, own, entered, problems: problems).html)
    }

    private func endDesignationPage(_ visit: Visit, problems: [FormProblem]) async throws -> Answer {
        guard let id = visit.parameters["designation"].flatMap(Int64.init),
            let line = try await records.designations(for: visit.asking).made.first(where: { $0.id == id })
        else { throw Problem.notFound }
        let page = EndRolePage(
            frame: visit.frame(), row: line.row(try await caches.unitNames(self), visit, mayEnd: true), action: Paths.designationEnd(id),
            back: Paths.designations, to: visit.form["to"] ?? visit.day.iso, problems: problems)
        return .page(problems.isEmpty ? .ok : .unprocessableContent, page.html)
    }

    private func endDesignation(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameters["designation"].flatMap(Int64.init) else { throw Problem.notFound }
        guard let day = visit.form["to"].flatMap({ Day(iso: $0) }) else {
            return try await endDesignationPage(visit, problems: [FormProblem(field: "to", "Write the last day as 2018-01-31.")])
        }
        do {
            try await records.endDesignation(id, lastDay: day, for: visit.asking)
        } catch let problem as GrantProblem {
            return try await endDesignationPage(visit, problems: [FormProblem(field: "to", problem.description)])
        }
        return .seeOther(Paths.designations)
    }
}
