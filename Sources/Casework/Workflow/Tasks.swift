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
    /// The clock it leads up to, where it has none of its own: the due date is that one's, and is shown as that one's.
    package var toward: String?
    package var due: Date?
    /// When the clock behind the due date began.
    package var began: Date?
    /// The accounts that would be refused: a role asks everybody who holds it but these.
    package var refused: Set<String> = []
}

extension Engine {
    /// What is to be done on a record now: the steps that lead on, each with the clock it stops. A step without a figure of
    /// its own is due with the clock that it leads up to, and says so; one that leads up to none has no due date. A clock
    /// of somebody who has nothing else to do that is due as early stands for itself.
    package static func tasks<Program: Workflow>(
        _ file: CaseFile<Program>, _ calendar: WorkCalendar
    ) throws(WorkCalendar.Problem) -> [CaseTask] {
        guard file.isOpen else { return [] }
        var running = try file.clocks(calendar).filter { $0.clock.stopped == nil }
        let since = file.events.last?.at ?? file.opened
        let leading = Program.rows.filter { $0.from.contains(file.state) && Program.leadsOn($0.step, file) }
        func deadline(_ clock: CaseClock) -> Deadline<Program>? { Program.deadlines.first { $0.rule.key == clock.clock.rule.key } }

        let stopping = leading.map { row in
            running.firstIndex { deadline($0)?.stops.contains(row.step) ?? false }.map { running.remove(at: $0) }
        }
        var tasks: [CaseTask] = []
        for (row, own) in zip(leading, stopping) {
            let next = own == nil ? running.first { deadline($0)?.needs.contains(row.step) ?? false } : nil
            tasks.append(
                CaseTask(
                    step: row.step.rawValue, title: row.step.title, cites: own?.clock.rule.cites ?? row.cites, holders: own?.holders ?? holders(of: row),
                    since: own?.clock.start ?? since, rule: own?.clock.rule.key, toward: next?.clock.rule.key, due: (own ?? next)?.clock.due,
                    began: (own ?? next)?.clock.start, refused: Program.refused(row.step, file)))
        }
        // No deadline passes unseen: whoever holds it has something to do that is due no later.
        let leadingOn = tasks
        for clock in running
        where !leadingOn.contains(where: { !Set($0.holders).isDisjoint(with: clock.holders) && $0.due.map { $0 <= clock.clock.due } ?? false }) {
            let step = deadline(clock).flatMap { deadline in Program.rows.first { deadline.stops.contains($0.step) } }
            tasks.append(
                CaseTask(
                    step: step?.step.rawValue ?? "", title: clock.clock.rule.title, cites: clock.clock.rule.cites, holders: clock.holders,
                    since: clock.clock.start, rule: clock.clock.rule.key, due: clock.clock.due, began: clock.clock.start))
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
