import Casework
import Foundation
import Pages

/// Work under way, with its stages.
extension Office {
    static let jobRoutes: [Route] = Route.both(Paths.Template.job, .seeImports, { try await $0.office.job($0) }) { visit, job in
        .page(try await visit.office.jobPage(visit, job))
    }

    private func job(_ visit: Visit) async throws -> Jobs.Job {
        guard let id = visit.parameters["job"], let job = await jobs.job(id) else { throw Problem.notFound }
        // The month is for those who may see runs; whoever may not is told of no such job.
        if job.kind == .month, !visit.may(.seeRuns) { throw Problem.notFound }
        return job
    }

    private func jobPage(_ visit: Visit, _ job: Jobs.Job) async throws -> JobPage {
        let machine = machineNow()
        let stages = job.stages.map { stage in
            JobPage.Stage(
                title: stage.title, state: stage.endedAt == nil ? .under : .done,
                seconds: (stage.endedAt ?? machine).timeIntervalSince(stage.startedAt))
        }
        let state: JobPage.State =
            switch job.state {
            case .running: .running
            case .failed: .failed(reason: job.problem ?? "It was ended before it was done.")
            case .done: finished(job)
            }
        return JobPage(
            frame: visit.frame(), id: job.id, title: job.title, area: job.kind == .month ? .runs : .imports,
            started: job.startedAt, stages: stages, share: job.fraction, words: job.stages.last?.title ?? "Starting", state: state)
    }

    private func finished(_ job: Jobs.Job) -> JobPage.State {
        let parts = (job.result ?? "").split(separator: "/").map(String.init)
        switch parts.first {
        case "run": return .finished(Paths.run(parts.last ?? ""), words: "The month has been run.")
        case "import": return .finished(Paths.import(parts.last ?? ""), words: "The import has finished.")
        default: return .finished(job.kind == .month ? Paths.runs : Paths.imports, words: "The work is done.")
        }
    }
}
