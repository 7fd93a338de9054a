import Directives
import Foundation

/// A deadline of a program: which steps start it and which stop it. It never pauses.
package struct Deadline<Program: Workflow>: Sendable {
    package var rule: ClockRule
    package var starts: [Start]
    package var stops: Set<Program.Step>
    /// Whether a further start while it runs begins it anew (ambiguity 2.12); otherwise the first start counts. One that was
    /// late by then stays in the record as missed.
    package var restarts: Bool
    /// Who is answerable, so that it stands on their list.
    package var holders: [Telling.Whom]
    /// A prompt whose answer tells several of them apart: one clock for each support that was reported as done.
    package var each: String?
    /// The prompt whose moment stops it, where that and not the writing down counts: the day of a session that was offered.
    package var stopsAt: String?
    /// The prompt whose day is the limit, for a limit that the record states: the end of a plan's period.
    package var dueOn: String?
    /// The prompt in which the step that stops it says why it came late; what is late with it is told apart from what is
    /// late without.
    package var explainedBy: String?
    /// The steps that lead up to it and have no figure of their own: they are done in good time when this one is.
    package var needs: Set<Program.Step>
    /// Who hears of it beside its holders once it is overdue.
    package var overseen: [Telling.Whom]

    package enum Start: Hashable, Sendable {
        /// The record's beginning.
        case opening
        /// The step, when it was written down.
        case step(Program.Step)
        /// The step, when it took place: an in-person notice starts what it starts on the day it was given.
        case happened(Program.Step)
    }

    package init(
        _ rule: ClockRule, starts: [Start], stops: Set<Program.Step>, restarts: Bool = false, holders: [Telling.Whom], each: String? = nil,
        stopsAt: String? = nil, dueOn: String? = nil, explainedBy: String? = nil, needs: Set<Program.Step> = [], overseen: [Telling.Whom] = []
    ) {
        self.rule = rule
        self.starts = starts
        self.stops = stops
        self.restarts = restarts
        self.holders = holders
        self.each = each
        self.stopsAt = stopsAt
        self.dueOn = dueOn
        self.explainedBy = explainedBy
        self.needs = needs
        self.overseen = overseen
    }
}

/// A clock of one record, with who is answerable for it.
package struct CaseClock: Hashable, Sendable {
    package var clock: Clock
    package var holders: [Telling.Whom]
    /// What tells it apart from others of the same deadline.
    package var of: String?
    /// How many of its deadline began before it.
    package var turn: Int
}

extension Deadline {
    /// Its clocks in a record's life so far, oldest first. A clock that is still running when the record ends stops with
    /// the record: there is nothing left to do.
    package func clocks(_ file: CaseFile<Program>, _ absences: [Clock.Absence], _ calendar: WorkCalendar) throws(WorkCalendar.Problem) -> [CaseClock] {
        var done: [CaseClock] = []
        var running: [String: CaseClock] = [:]
        var stated: Day?
        func begin(_ start: Date, _ of: String) throws(WorkCalendar.Problem) {
            if var before = running[of] {
                guard restarts else { return }
                // What was late already stays late; a clock still in time gives way to the one of whoever comes next.
                if start > before.clock.due {
                    before.clock.stopped = start
                    done.append(before)
                }
            }
            let due = if let stated { calendar.end(of: stated) } else { try rule.due(from: start, calendar) }
            running[of] = CaseClock(
                clock: Clock(rule: rule.inForce(calendar), start: start, due: due), holders: holders,
                of: of.isEmpty ? nil : of, turn: done.count + running.count)
        }
        if starts.contains(.opening) { try begin(file.opened, "") }
        for event in file.events {
            if let day = dueOn.flatMap({ event.entered.day($0) }) { stated = day }
            let names = each.map { event.entered.all($0) } ?? [""]
            if stops.contains(event.step) {
                // Without a name the step speaks of all of them.
                for name in names.isEmpty ? Array(running.keys) : names {
                    guard var clock = running.removeValue(forKey: name) else { continue }
                    let stopped = Swift.max(clock.clock.start, stop(event, calendar))
                    clock.clock.stopped = stopped
                    if stopped > clock.clock.due { clock.clock.circumstance = explainedBy.flatMap { event.entered[$0] } }
                    done.append(clock)
                }
            }
            for start in starts {
                switch start {
                case .step(event.step): for name in names { try begin(event.at, name) }
                case .happened(event.step): for name in names { try begin(event.happened, name) }
                default: continue
                }
            }
        }
        if !file.isOpen, let end = file.events.last?.at {
            for name in running.keys.sorted() { if var clock = running[name] {
                clock.clock.stopped = Swift.max(clock.clock.start, end)
                done.append(clock)
            } }
        } else {
            done += running.values
        }
        return done.sorted { ($0.clock.start, $0.turn) < ($1.clock.start, $1.turn) }.map { clock in
            var clock = clock
            let end = clock.clock.stopped ?? .distantFuture
            clock.clock.absences = absences.filter { $0.bears(on: rule, from: clock.clock.start, to: end) }
            return clock
        }
    }

    /// What took place counts when it took place: a notice given in person in time is in time, though written down later.
    private func stop(_ event: CaseEvent<Program>, _ calendar: WorkCalendar) -> Date {
        stopsAt.flatMap { event.entered.moment($0, calendar) } ?? event.happened
    }
}

extension CaseFile {
    /// Every clock of the record so far, the one that is due first before the others.
    package func clocks(_ calendar: WorkCalendar) throws(WorkCalendar.Problem) -> [CaseClock] {
        let absences = Program.absences(self, calendar)
        var clocks: [CaseClock] = []
        for deadline in Program.deadlines { clocks += try deadline.clocks(self, absences, calendar) }
        return clocks.sorted { ($0.clock.due, $0.clock.rule.key, $0.turn) < ($1.clock.due, $1.clock.rule.key, $1.turn) }
    }
}
