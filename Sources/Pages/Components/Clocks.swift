import Directives
import Foundation

/// A due date as three things at once: date and time, words, and a bar of the time gone.
struct DueDate: Component {
    var clock: Clock
    var wording: Wording

    var body: Node {
        let state = clock.state(at: wording.now)
        let local = Local(clock.due, wording.calendar.zone)
        return div(.class("due \(state.className)")) {
            time(.class("due-when"), .datetime(local.machine)) { local.moment }
            span(.class("due-words")) { wording.state(of: clock) }
            ClockBar(clock: clock, now: wording.now)
        }
    }
}

/// The share of the time given that is gone. It says nothing that the words beside it do not.
struct ClockBar: Component {
    var clock: Clock
    var now: Date

    var body: Node {
        let share = clock.share(at: now)
        let over = share > 1
        // An overdue bar is drawn to 1.25 times its length, so that the end of the time given shows as a gap.
        let gone = over ? 80.0 : share * 80
        return SVG.svg(
            .class("clock-bar"), .viewBox(100, 6), .preserveAspectRatio("none"), .aria("hidden", "true"), .focusable(false)
        ) {
            SVG.rect(.class("clock-whole"), .x(0), .y(2), .width(80), .height(2))
            SVG.rect(.class("clock-gone"), .x(0), .y(1), .width(gone), .height(4))
            if over { SVG.rect(.class("clock-over"), .x(82), .y(1), .width(18), .height(4)) }
        }
    }
}

/// The clocks of a case, each with its holder and the provision that sets it.
struct ClockList: Component {
    var clocks: [Clock]
    var wording: Wording

    var body: Node {
        ol(.class("clocks")) {
            for clock in clocks {
                li {
                    p(.class("clock-title")) {
                        span { clock.rule.title }
                        CitationLink(clock.rule.cites)
                    }
                    DueDate(clock: clock, wording: wording)
                    p(.class("small")) { clock.rule.limit == .stated ? "\(clock.rule.holder), by the day that is stated" : "\(clock.rule.holder), within \(clock.rule.limit.words) of \(wording.moment(clock.start))" }
                    for absence in clock.absences {
                        // The clock runs on; what explains a delay stands beside it (D20-04:VI.A.2.b).
                        p(.class("small clock-absence")) {
                            "Delay: \(absence.reason), since \(wording.calendar.day(of: absence.from).short), \(absence.until.map { "expected back \(wording.calendar.day(of: $0).short)" } ?? "return not known")."
                        }
                    }
                    if let circumstance = clock.circumstance { p(.class("small clock-absence")) { "Late, with a circumstance: \(circumstance)" } }
                    if !clock.absences.isEmpty {
                        p(.class("small")) {
                            "Time used: \(wording.span(clock.used(at: wording.now, withoutAbsences: false))), without the explained absence \(wording.span(clock.used(at: wording.now, withoutAbsences: true)))."
                        }
                    }
                }
            }
        }
    }
}

/// Those that run, and behind them those that have stopped.
struct CaseClocks: Component {
    var clocks: [Clock]
    var wording: Wording

    var body: Node {
        let running = clocks.filter { $0.stopped == nil }
        let stopped = clocks.filter { $0.stopped != nil }
        return .group([
            running.isEmpty ? p(.class("small")) { "No clock runs." } : ClockList(clocks: running, wording: wording).body,
            stopped.isEmpty
                ? .nothing
                : details(.class("stopped")) {
                    summary { summed(stopped) }
                    ClockList(clocks: stopped, wording: wording)
                },
        ])
    }

    /// "9 have stopped: 7 met, 1 late, 1 late and explained"
    private func summed(_ stopped: [Clock]) -> String {
        var (met, late, explained) = (0, 0, 0)
        for clock in stopped {
            switch clock.state(at: wording.now) {
            case .missed: late += 1
            case .missedExplained: explained += 1
            default: met += 1
            }
        }
        let parts = [(met, "met"), (late, "late"), (explained, "late and explained")].filter { $0.0 > 0 }.map { "\(Figures.count($0.0)) \($0.1)" }
        return "\(Figures.count(stopped.count)) stopped: \(parts.joined(separator: ", "))"
    }
}

extension Clock.State {
    fileprivate var className: String {
        switch self {
        case .running: "running"
        case .dueSoon: "due-soon"
        case .overdue: "overdue"
        case .met: "met"
        case .missed, .missedExplained: "missed"
        }
    }
}
