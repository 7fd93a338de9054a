import Casework
import Directives
import Foundation
import Pages
import Records

/// Who has opened a Work Item or a jacket (`D20-04:I.G`).
extension Office {
    static let accessHistoryRoutes: [Route] =
        Route.both(Paths.Template.workItemAccess, .seeAccessHistory, { try await $0.office.workItemHistory($0) }) { visit, view in
            .page(visit.office.historyPage(visit, view, .workItem(visit.parameters["reference"] ?? "")))
        }
        + Route.both(Paths.Template.jacketAccess, .seeAccessHistory, { try await $0.office.jacketHistory($0) }) { visit, view in
            .page(visit.office.historyPage(visit, view, .jacket(visit.parameters["member"].flatMap(Int64.init) ?? 0)))
        }

    private static let historyLength = 200

    struct HistoryView: ToldAs, Sendable {
        var total: Int
        var page: Int
        var readings: [AccessHistory.Reading]
        var ground: Ground

        struct Shape: Codable {
            var total: Int
            var page: Int
            var readings: [AccessHistory.Reading]
            var ground: String
        }

        var shape: Shape { Shape(total: total, page: page, readings: readings, ground: ground.sentence) }
    }

    private func workItemHistory(_ visit: Visit) async throws -> HistoryView {
        let page = try pageNumber(visit)
        guard let reference = visit.parameters["reference"] else { throw Problem.notFound }
        return try view(
            page,
            try await records.readings(
                ofWorkItem: reference, limit: Office.historyLength, offset: (page - 1) * Office.historyLength, for: visit.asking))
    }

    private func jacketHistory(_ visit: Visit) async throws -> HistoryView {
        let page = try pageNumber(visit)
        guard let member = visit.parameters["member"].flatMap(Int64.init) else { throw Problem.notFound }
        return try view(
            page,
            try await records.readings(
                ofJacket: MemberID(rawValue: member), limit: Office.historyLength, offset: (page - 1) * Office.historyLength, for: visit.asking))
    }

    private func view(_ page: Int, _ opened: Opened<AccessHistory>?) throws -> HistoryView {
        guard let opened else { throw Problem.notFound }
        return HistoryView(total: opened.value.total, page: page, readings: opened.value.readings, ground: opened.ground)
    }

    private func historyPage(_ visit: Visit, _ view: HistoryView, _ subject: AccessHistoryPage.Subject) -> AccessHistoryPage {
        AccessHistoryPage(
            frame: visit.frame(), subject: subject,
            rows: view.readings.map { reading in
                TrailRow(
                    number: reading.number, at: reading.at, account: reading.account, name: reading.name ?? "", designeeOf: reading.designeeOf,
                    kind: reading.kind.title, act: reading.act, outcome: TrailEntry.Outcome.done.title, record: "",
                    ground: reading.ground.isEmpty ? nil : Citation(rawValue: reading.ground), from: "")
            }, total: view.total, page: view.page, pages: max(1, (view.total + Office.historyLength - 1) / Office.historyLength),
            grounds: Grounds(sentence: view.ground.sentence, cites: view.ground.cites))
    }
}
