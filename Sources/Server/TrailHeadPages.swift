import Casework
import Directives
import Foundation
import HTTPTypes
import Logging
import Pages
import Records
import ServiceLifecycle

/// The signed heads: listed, fetched, and signed at the end of each month.
extension Office {
    static let trailHeadRoutes: [Route] =
        Route.both("/trail/heads", .signTrailHead, { try await $0.office.records.trailHeads(for: $0.asking) }) { visit, heads in
            .page(.ok, try await visit.office.headsPage(visit, heads).html)
        }
        + Route.change("/trail/heads", .signTrailHead) { try await $0.office.signHead($0) }
        + Route.page(Paths.Template.trailHead, .signTrailHead) { try await $0.office.headFile($0) }

    private func headsPage(_ visit: Visit, _ heads: [TrailHead], problem: FormProblem? = nil) async throws -> TrailHeadsPage {
        let due = try await records.monthsWithoutHead(calendar, for: visit.asking)
        let present = Month(of: visit.day)
        let key = try await records.trailPublicKey(for: visit.asking)
        return TrailHeadsPage(
            frame: visit.frame(),
            heads: heads.map { head in
                TrailHeadsPage.Head(
                    month: head.month, name: Office.month(head.month)?.name ?? head.month, lines: head.lines, digest: head.digestText, signed: head.at)
            },
            months: due.map { Choice(value: $0.iso, title: $0.name) } + [Choice(value: present.iso, title: "\(present.name), so far")],
            publicKey: key.base64, fingerprint: key.fingerprint, problem: problem)
    }

    static func month(_ text: String) -> Month? { Day(iso: text + "-01").map(Month.init) }

    private func signHead(_ visit: Visit) async throws -> Answer {
        let text = visit.form["month"] ?? ""
        guard let month = Office.month(text) else { return try await refused(visit, FormProblem(field: "month", "Choose a month of the list.")) }
        do {
            _ = try await records.signTrailHead(of: month, department: department.name, calendar, for: visit.asking)
            return .seeOther(Paths.trailHeads)
        } catch let problem as TrailSigningProblem {
            return try await refused(visit, FormProblem(field: "month", problem.description))
        }
    }

    private func refused(_ visit: Visit, _ problem: FormProblem) async throws -> Answer {
        let heads = try await records.trailHeads(for: visit.asking)
        return .page(.unprocessableContent, try await headsPage(visit, heads, problem: problem).html)
    }

    /// `2018-01-4711`: the month and the number of lines.
    private func headFile(_ visit: Visit) async throws -> Answer {
        let name = visit.parameters["head"] ?? ""
        guard let lines = Int64(name.dropFirst(8)),
            let head = try await records.trailHead(String(name.prefix(7)), lines: lines, for: visit.asking)
        else { throw Problem.notFound }
        return .text(name: head.fileName, Array(head.text.utf8))
    }

    /// Signs every month that is over and has no head yet. A month that cannot be signed does not keep the others from it.
    func signHeadsDue() async throws {
        var asking = Asking.console(user: "schedule", surroundings)
        asking.from = "schedule"
        for month in try await records.monthsWithoutHead(calendar, for: asking) {
            _ = try await records.signTrailHead(of: month, department: department.name, calendar, for: asking)
        }
    }
}

/// Looks every ten minutes whether a month is over whose head is not signed yet.
struct TrailHeadSchedule: Service {
    var office: Office

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await office.signHeadsDue()
                } catch {
                    // A broken trail is said again each time, until somebody looks.
                    office.logger.error("the head of the trail could not be signed", metadata: ["error": "\(type(of: error))"])
                }
                try? await Task.sleep(for: .seconds(600))
            }
        }
    }
}
