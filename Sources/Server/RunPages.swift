import Casework
import Directives
import Foundation
import HTTPTypes
import Pages
import Records

/// The list of monthly runs, and starting one (`D20-04:IV.C.NOTE`).
extension Office {
    static let runRoutes: [Route] =
        Route.both("/runs", .seeRuns, { try await $0.office.records.runs(for: $0.asking) }) { visit, runs in
            .page(try await visit.office.runsPage(visit, runs))
        }
        + Route.page("/runs/new", .startRun) { .page(try await $0.office.startRunPage($0, problems: [])) }
        + Route.change("/runs", .startRun) { try await $0.office.startRun($0) }

    private func runsPage(_ visit: Visit, _ runs: [RunRow]) async throws -> RunsPage {
        let running = await jobs.running.filter { $0.kind == .month }.map { job in
            RunsPage.Row(
                id: job.id, month: Month(of: job.asOf ?? today), asOf: job.asOf ?? today.firstOfMonth, state: .running(job: job.id),
                scored: 0, items: 0, startedBy: job.account)
        }
        // A month that failed stays in the list until it has been run.
        let failed = await jobs.failed.filter { job in
            job.kind == .month && !runs.contains { $0.asOf == job.asOf }
        }.prefix(3).map { job in
            RunsPage.Row(
                id: job.id, month: Month(of: job.asOf ?? today), asOf: job.asOf ?? today.firstOfMonth,
                state: .failed(reason: job.problem ?? "It was ended before it was done."), scored: 0, items: 0, startedBy: job.account)
        }
        let finished = runs.map { run in
            RunsPage.Row(
                id: String(run.id), month: Month(of: run.asOf), asOf: run.asOf, state: .finished(run.finishedAt), scored: run.scored,
                items: run.items, startedBy: run.account ?? "the command line")
        }
        return RunsPage(frame: visit.frame(), runs: running + failed + finished)
    }

    // MARK: Starting one

    private func startRunPage(_ visit: Visit, problems: [FormProblem]) async throws -> StartRunPage {
        let runs = Dictionary(try await records.runs(for: visit.asking).map { ($0.month, String($0.id)) }, uniquingKeysWith: { first, _ in first })
        let months = startableMonths.map { month in
            StartRunPage.Choosable(
                month: month, asOf: month.first, run: runs[month.iso], selected: month == startableMonths.first)
        }
        return StartRunPage(
            frame: visit.frame(), months: months, freshness: try await freshness(visit),
            steps: [
                "What was known of every active sworn member before the first of the month is put together.",
                "Four models are trained on past months whose outcomes have been seen, and tested on months they were not trained on.",
                "Members over the line, in districts where the program is on, get a Work Item with its reasons.",
                "The analysts’ clocks start: 48 hours to decide validity, three working days to forward.",
            ], problems: problems)
    }

    /// The present month and the eleven before it.
    private var startableMonths: [Month] { (0..<12).map { Month(of: today.firstOfMonth.adding(months: -$0)) } }

    private func startRun(_ visit: Visit) async throws -> Answer {
        guard let month = visit.form["month"].flatMap({ text in startableMonths.first { $0.iso == text } }) else {
            return try await refuse(visit, "Choose the month to run.")
        }
        if try await records.hasRun(month) { return try await refuse(visit, "\(month.name) has been run already. A month is run once.") }
        guard try await records.latestImport() != nil else {
            return try await refuse(visit, "There are no records yet. Import them first.")
        }
        if let running = await jobs.running.first { return .seeOther(Paths.job(running.id)) }
        let job = try await startMonth(asOf: month.first, account: visit.actor.account)
        return .seeOther(Paths.job(job.id))
    }

    private func refuse(_ visit: Visit, _ sentence: String) async throws -> Answer {
        let page = try await startRunPage(visit, problems: [FormProblem(field: "month", sentence)])
        return .page(.unprocessableContent, page.html)
    }
}
