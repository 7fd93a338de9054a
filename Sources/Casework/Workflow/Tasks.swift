import Directives
import Foundation

/// Something that waits to be done on a record, by whom, and by when where the directive gives a limit.
package struct CaseTask: Hashable, Sendable {
    package var step: String
    package var title: String
    package var cites: Citation
    /// Who may do it and is asked to.
    package var holders: [Telling.Whom]
    package var since: Date
    /// The clock it stops; nil where the directive gives no figure.
    package var rule: String?
    package var due: Date?
}

extension Engine {
    /// What is to be done on a record now: the steps that lead on, each with the clock it stops; and every other clock that
    /// still runs, by the step that stops it.
    package static func tasks<Program: Workflow>(
        _ file: CaseFile<Program>, _ calendar: WorkCalendar
    ) throws(WorkCalendar.Problem) -> [CaseTask] {
        guard file.isOpen else { return [] }
        var running: [CaseClock] = []
        for clock in try file.clocks(calendar) where clock.clock.stopped == nil { running.append(clock) }
        let since = file.events.last?.at ?? file.opened
        var tasks: [CaseTask] = []
        var taken: Set<String> = []
        for row in Program.rows where row.from.contains(file.state) && Program.leadsOn(row.step, file) {
            let clock = running.first { clock in
                Program.deadlines.contains { $0.rule.key == clock.clock.rule.key && $0.stops.contains(row.step) }
            }
            if let clock { taken.insert(clock.clock.rule.key) }
            tasks.append(
                CaseTask(
                    step: row.step.rawValue, title: row.step.title, cites: clock?.clock.rule.cites ?? row.cites,
                    holders: clock?.holders ?? holders(of: row), since: clock?.clock.start ?? since, rule: clock?.clock.rule.key, due: clock?.clock.due))
        }
        for clock in running where !taken.contains(clock.clock.rule.key) {
            taken.insert(clock.clock.rule.key)
            let step = Program.deadlines.first { $0.rule.key == clock.clock.rule.key }.flatMap { deadline in
                Program.rows.first { deadline.stops.contains($0.step) }
            }
            tasks.append(
                CaseTask(
                    step: step?.step.rawValue ?? "", title: clock.clock.rule.title, cites: clock.clock.rule.cites, holders: clock.holders,
                    since: clock.clock.start, rule: clock.clock.rule.key, due: clock.clock.due))
        }
        return tasks
    }

    /// Whoever the access table lets take the step.
    private static func holders<Program: Workflow>(of row: WorkflowRow<Program>) -> [Telling.Whom] {
        var holders: [Telling.Whom] = []
        for who in Access.rows(row.act).flatMap(\.who) {
            switch who {
            case .role(let role): holders.append(.role(role))
            case .post(let post): holders.append(.post(post))
            case .subject: holders.append(.subject)
            case .everyone: continue
            }
        }
        return holders
    }
}
