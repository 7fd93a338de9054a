import Casework
import Directives
import Foundation
import HTTPTypes
import OfficerSupport
import Pages
import Records

/// The page on which the demonstration's administrator sets its clock forward.
extension Office {
    static let clockRoutes: [Route] =
        Route.page("/demo/clock", .setDemonstrationClock) { visit in
            guard visit.office.demonstration != nil else { throw Problem.notFound }
            return .page(try await visit.office.clockPage(visit, problems: []))
        }
        + Route.change("/demo/clock", .setDemonstrationClock) { try await $0.office.setClock($0) }

    private func setClock(_ visit: Visit) async throws -> Answer {
        guard let clock = demonstration else { throw Problem.notFound }
        let target: Date
        switch try chosenInstant(visit) {
        case .success(let instant): target = instant
        case .failure(let problem): return .page(.unprocessableContent, try await clockPage(visit, problems: problem.problems).html)
        }
        do {
            try clock.set(to: target)
        } catch {
            let problems = [FormProblem(field: "day", error.description)]
            return .page(.unprocessableContent, try await clockPage(visit, problems: problems).html)
        }
        try await clock.save(in: records)
        await followResiliencySoon()
        await sayWhatIsDue()
        return .seeOther(Paths.demoClock)
    }

    private struct WrongTarget: Error {
        var problems: [FormProblem]
    }

    private func chosenInstant(_ visit: Visit) throws -> Result<Date, WrongTarget> {
        guard let step = visit.form["step"].flatMap(DemoClockPage.Step.init(rawValue:)) else {
            return .failure(WrongTarget(problems: [FormProblem(field: "step", "Choose how far to set the clock.")]))
        }
        if step != .chosen {
            guard let target = try? instant(of: step, from: visit.now), isCovered(target) else {
                let sentence = "The calendar ends with \(calendar.years.upperBound); add years to department.yaml to go further."
                return .failure(WrongTarget(problems: [FormProblem(field: "step", sentence)]))
            }
            return .success(target)
        }
        guard let day = visit.form["day"].flatMap({ Day(iso: $0) }) else {
            return .failure(WrongTarget(problems: [FormProblem(field: "day", "Write the day as 2018-02-01.")]))
        }
        let time = (visit.form["time"] ?? "08:00").split(separator: ":").compactMap { Int($0) }
        guard time.count == 2, (0...23).contains(time[0]), (0...59).contains(time[1]) else {
            return .failure(WrongTarget(problems: [FormProblem(field: "time", "Write the time as 08:00.")]))
        }
        guard calendar.years.contains(day.year), day.year < calendar.years.upperBound else {
            let years = calendar.years
            return .failure(
                WrongTarget(problems: [
                    FormProblem(field: "day", "The clock can be set up to the end of \(years.upperBound - 1).")
                ]))
        }
        return .success(calendar.instant(day, hour: time[0], minute: time[1]))
    }

    /// Whether clocks and months can be counted from there on: the last year listed is needed for what falls due.
    private func isCovered(_ instant: Date) -> Bool { calendar.day(of: instant).year < calendar.years.upperBound }

    private func instant(of step: DemoClockPage.Step, from now: Date) throws -> Date {
        let today = calendar.day(of: now)
        switch step {
        case .hour: return now.addingTimeInterval(3_600)
        case .morning:
            let morning = calendar.instant(today, hour: 8)
            return morning > now ? morning : calendar.instant(today.adding(days: 1), hour: 8)
        case .day, .week:
            let time = calendar.time(of: now)
            return calendar.instant(today.adding(days: step == .day ? 1 : 7), hour: time.hour, minute: time.minute)
        case .month:
            let next = Month(of: today.firstOfMonth.adding(months: 1))
            return calendar.instant(try calendar.firstWorkingDay(of: next), hour: 8)
        case .chosen: return now
        }
    }

    private func clockPage(_ visit: Visit, problems: [FormProblem]) async throws -> DemoClockPage {
        let now = self.now
        let due = try await records.openDueDates()
        var choices: [DemoClockPage.Choice] = []
        for step in DemoClockPage.Step.allCases {
            guard step != .chosen else {
                choices.append(DemoClockPage.Choice(step: step, target: nil, consequences: []))
                continue
            }
            guard let target = try? instant(of: step, from: now), isCovered(target) else { continue }
            var consequences: [String] = []
            let passing = due.filter { $0 > now && $0 <= target }.count
            if passing > 0 { consequences.append(passing == 1 ? "1 deadline passes" : "\(Figures.count(passing)) deadlines pass") }
            let month = Month(of: calendar.day(of: target))
            let runDay = calendar.instant(try calendar.firstWorkingDay(of: month), hour: 8)
            let hasRun = try await records.hasRun(month)
            if department.officerSupport.scheduled, target >= runDay, !hasRun { consequences.append("the run of \(month.name) starts") }
            choices.append(DemoClockPage.Choice(step: step, target: target, consequences: consequences))
        }
        return DemoClockPage(frame: visit.frame(), choices: choices, problems: problems)
    }
}
