import Directives
import Foundation

/// Plays a program's table: what can be done now, and what comes of doing it.
package enum Engine {
    package static func row<Program: Workflow>(_ step: Program.Step, _: Program.Type) -> WorkflowRow<Program>? {
        Program.rows.first { $0.step == step }
    }

    /// A step somebody may take now: it stands in the table for this state, and the access table grants the act on this
    /// record. What stands in the way before anything is entered is told with it.
    package struct Offer<Program: Workflow>: Sendable {
        package var row: WorkflowRow<Program>
        package var ground: Ground
        /// What must first be done, by whom it may be.
        package var obstacles: [Objection]
    }

    /// What this person may do to the record now.
    package static func offers<Program: Workflow>(
        _ file: CaseFile<Program>, _ world: Program.World, by actor: Actor, at now: Date, _ calendar: WorkCalendar
    ) -> [Offer<Program>] {
        let facts = file.facts
        let day = calendar.day(of: now)
        return Program.rows.compactMap { row in
            guard row.from.contains(file.state), let ground = Access.decide(row.act, facts, by: actor, on: day).ground else { return nil }
            let question = Question(file: file, entered: Entered(), world: world, actor: actor, now: now, calendar: calendar)
            return Offer(row: row, ground: ground, obstacles: row.when.flatMap { $0.check(question) }.filter { $0.field == nil })
        }
    }

    /// What came of an attempt. `refused` holds every objection at once.
    package enum Outcome<Program: Workflow>: Sendable {
        case taken(CaseEvent<Program>)
        case refused([Objection])
    }

    /// Takes a step, or says everything that stands in its way. Who may do it was decided before; whether the table has
    /// such a step in this state is decided here.
    ///
    /// - Parameter happened: When it took place, where the form asks; never later than now.
    package static func attempt<Program: Workflow>(
        _ step: Program.Step, _ entered: Entered, on file: CaseFile<Program>, _ world: Program.World, by actor: Actor, designeeOf: String? = nil,
        at now: Date, _ calendar: WorkCalendar
    ) -> Outcome<Program> {
        guard let row = row(step, Program.self) else { return .refused([]) }
        guard row.from.contains(file.state) else {
            return .refused([Objection("“\(step.title)” cannot be done now: the record is “\(file.state.title)”.", cites: row.cites)])
        }
        let asked = row.asks.filter { $0.isAsked(entered) }
        let kept = entered.kept(asked)
        var objections = asked.flatMap { prompt in
            prompt.objections(kept.answers[prompt.key] ?? [], choices: choices(prompt, file, world), calendar)
        }
        // A field that is not answered as asked says so once; what else is wrong with it is told once it is.
        let wrong = Set(objections.compactMap(\.field))
        let question = Question(file: file, entered: kept, world: world, actor: actor, now: now, calendar: calendar)
        for objection in row.when.flatMap({ $0.check(question) }) where objection.field.map({ !wrong.contains($0) }) ?? true {
            objections.append(objection)
        }
        let happened = kept.moment(happenedKey, calendar)
        if let happened, happened > now {
            objections.append(Objection("It is written down after it took place: the time given has not come yet.", cites: row.cites, field: happenedKey))
        }
        // A time is given to the minute: what took place in the minute in which the record was made is not before it.
        if let happened, happened.addingTimeInterval(60) <= file.opened {
            objections.append(Objection("The time given lies before the record was made.", cites: row.cites, field: happenedKey))
        }
        guard objections.isEmpty else { return .refused(objections) }
        var event = CaseEvent<Program>(
            number: file.version + 1, step: step, state: file.state, at: now, happened: happened, account: actor.account,
            designeeOf: designeeOf, entered: kept)
        if let to = row.to {
            var after = file
            after.events.append(event)
            if row.provided.map({ $0.holds(after) }) ?? true { event.state = to }
        }
        return .taken(event)
    }

    /// The prompt that tells when something took place.
    package static let happenedKey = "happened"

    /// What a form shows of a prompt's answers: those that a guard would refuse in any case are left out.
    package static func offered<Program: Workflow>(_ prompt: Prompt, _ file: CaseFile<Program>, _ world: Program.World) -> [Prompt.Choice] {
        let choices = Engine.choices(prompt, file, world)
        guard case .oneOf(let source) = prompt.kind else { return choices }
        let withheld = Program.withheld(source, file)
        return withheld.isEmpty ? choices : choices.filter { !withheld.contains($0.value) }
    }

    /// What a prompt takes as an answer, on this record, in this world.
    package static func choices<Program: Workflow>(_ prompt: Prompt, _ file: CaseFile<Program>, _ world: Program.World) -> [Prompt.Choice] {
        switch prompt.kind {
        case .one(let choices), .many(let choices): choices
        case .oneOf(let source), .manyOf(let source): Program.choices(source, file, world)
        case .line, .text, .confirmation, .day, .moment, .lines: []
        }
    }
}
