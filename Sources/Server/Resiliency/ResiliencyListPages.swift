import Casework
import Directives
import Foundation
import HTTPTypes
import Pages
import Records
import Resiliency

/// The lists that the section keeps: criteria and resources (`SRV-017:III.A.1`).
extension Office {
    static let resiliencyListRoutes: [Route] =
        Route.both(Paths.resiliencyLists.target, .changeResiliencyLists, { try await $0.office.records.resiliencyLists(for: $0.asking) }) { visit, lists in
            .page(visit.office.listsPage(visit, lists))
        }
        + Route.change(Paths.ownCriteria.target, .changeResiliencyLists) { try await $0.office.addCriterion($0) }
        + Route.change(Paths.Template.ownCriterion, .changeResiliencyLists) { visit in
            guard let active = visit.form["active"].flatMap(Office.yes) else { throw Problem.badRequest("The form does not say whether the criterion is on the list.") }
            try await visit.office.records.setCriterion(visit.parameters["criterion"] ?? "", active: active, for: visit.asking)
            return .seeOther(Paths.resiliencyLists.with([("done", active ? "criterion-back" : "criterion-off")]))
        }
        + Route.change(Paths.outsideResources.target, .changeResiliencyLists) { try await $0.office.addResource($0) }
        + Route.change(Paths.Template.resource, .changeResiliencyLists) { visit in
            guard let vetted = visit.form["vetted"].flatMap(Office.yes), let active = visit.form["active"].flatMap(Office.yes) else {
                throw Problem.badRequest("The form does not say how the resource is to stand.")
            }
            try await visit.office.records.setResource(visit.parameters["resource"] ?? "", isVetted: vetted, isActive: active, for: visit.asking)
            return .seeOther(Paths.resiliencyLists.with([("done", "resource")]))
        }

    private static func yes(_ word: String) -> Bool? { word == "yes" ? true : word == "no" ? false : nil }

    private static let listBanners = [
        "criterion": "The criterion is on the list: supervisors can choose it from now on.",
        "criterion-off": "The criterion is off the list. What it supported before stays.",
        "criterion-back": "The criterion is on the list again.",
        "resource-added": "The resource is on the list.",
        "resource": "The resource stands as the list now says. Plans written before keep what they say.",
    ]

    private func listsPage(
        _ visit: Visit, _ lists: ResiliencyLists, typed: ResiliencyListsPage.Typed = .init(), problems: [FormProblem] = []
    ) -> ResiliencyListsPage {
        var frame = visit.frame()
        if problems.isEmpty { frame.banner = visit.query["done"].flatMap { Office.listBanners[$0] }.map(Frame.Banner.init) }
        return ResiliencyListsPage(
            frame: frame, added: lists.added.map { .init(key: $0.key, title: $0.title, isActive: $0.isActive) },
            resources: lists.resources.map { .init($0.resource, isActive: $0.isActive) }, typed: typed, problems: problems)
    }

    private func addCriterion(_ visit: Visit) async throws -> Answer {
        var typed = ResiliencyListsPage.Typed()
        typed.criterion = visit.form["criterion"] ?? ""
        do {
            try await records.addCriterion(typed.criterion, for: visit.asking)
            return .seeOther(Paths.resiliencyLists.with([("done", "criterion")]))
        } catch let problem as ResiliencyListProblem {
            return try await listsAgain(visit, typed, [FormProblem(field: "criterion", problem.description)])
        }
    }

    private func addResource(_ visit: Visit) async throws -> Answer {
        var typed = ResiliencyListsPage.Typed()
        typed.resource = visit.form["resource"] ?? ""
        typed.source = visit.form["source"] ?? ""
        typed.isVetted = visit.form["vetted"] == "yes"
        do {
            try await records.addResource(typed.resource, source: typed.source, isVetted: typed.isVetted, for: visit.asking)
            return .seeOther(Paths.resiliencyLists.with([("done", "resource-added")]))
        } catch let problem as ResiliencyListProblem {
            return try await listsAgain(visit, typed, [FormProblem(field: problem.isAboutSource ? "source" : "resource", problem.description)])
        }
    }

    private func listsAgain(_ visit: Visit, _ typed: ResiliencyListsPage.Typed, _ problems: [FormProblem]) async throws -> Answer {
        let lists = try await records.resiliencyLists(for: visit.asking)
        return .page(.unprocessableContent, listsPage(visit, lists, typed: typed, problems: problems).html)
    }
}

extension ResiliencyListProblem {
    fileprivate var isAboutSource: Bool {
        switch self {
        case .empty(let field), .tooLong(let field), .named(_, let field): field == "Where it is found"
        case .there: false
        }
    }
}
