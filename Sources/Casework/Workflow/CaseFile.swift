import Directives
import Foundation

/// One thing that happened to a record. It is never changed; the state, the posts and the clocks are worked out from these.
package struct CaseEvent<Program: Workflow>: Hashable, Sendable {
    /// 1 is the first step after the record was made.
    package var number: Int
    package var step: Program.Step
    /// The state after it.
    package var state: Program.State
    /// When it was written down, by the department's clock.
    package var at: Date
    /// When it took place, where that is another instant: a talk in person is written down afterwards.
    package var happened: Date
    package var account: String
    /// The account whose designee acted.
    package var designeeOf: String?
    /// What was entered, as far as the reader may see it.
    package var entered: Entered

    package init(
        number: Int, step: Program.Step, state: Program.State, at: Date, happened: Date? = nil, account: String, designeeOf: String? = nil,
        entered: Entered = Entered()
    ) {
        self.number = number
        self.step = step
        self.state = state
        self.at = at
        self.happened = happened ?? at
        self.account = account
        self.designeeOf = designeeOf
        self.entered = entered
    }
}

/// A record with its log. Its state, posts, marks and clocks at any past instant follow from the log up to then.
package struct CaseFile<Program: Workflow>: Sendable {
    package var reference: String
    package var subject: MemberID
    /// The unit at the beginning; `unit` is the one at the end of the log.
    package var firstUnit: String
    package var opened: Date
    package var events: [CaseEvent<Program>]

    package init(reference: String, subject: MemberID, unit: String, opened: Date, events: [CaseEvent<Program>] = []) {
        self.reference = reference
        self.subject = subject
        firstUnit = unit
        self.opened = opened
        self.events = events
    }

    /// The record as it stood at an instant.
    package func at(_ instant: Date) -> CaseFile {
        var file = self
        file.events = events.filter { $0.at <= instant }
        return file
    }

    package var state: Program.State { events.last?.state ?? Program.initial }
    /// How many steps were taken; a form carries it, so that nobody acts on a page that is no longer true.
    package var version: Int { events.last?.number ?? 0 }
    package var isOpen: Bool { !Program.ends.contains(state) }

    package func last(_ step: Program.Step) -> CaseEvent<Program>? { events.last { $0.step == step } }
    package func last(of steps: Set<Program.Step>) -> CaseEvent<Program>? { events.last { steps.contains($0.step) } }
    package func has(_ step: Program.Step) -> Bool { events.contains { $0.step == step } }
    package func all(_ step: Program.Step) -> [CaseEvent<Program>] { events.filter { $0.step == step } }
    /// The events after the last one of a step.
    package func since(_ step: Program.Step) -> ArraySlice<CaseEvent<Program>> {
        events[(events.lastIndex { $0.step == step }.map { $0 + 1 } ?? 0)...]
    }

    /// The unit the record belongs to: a step may have moved it.
    package var unit: String { events.last { $0.entered[CaseFile.unitKey] != nil }?.entered[CaseFile.unitKey] ?? firstUnit }
    /// The prompt by which a step moves a record to another unit.
    package static var unitKey: String { "unit" }

    /// Who holds which post, by account.
    package var posts: [RecordFacts.Post: String] {
        var held: [RecordFacts.Post: String] = [:]
        for event in events {
            guard let row = Engine.row(event.step, Program.self) else { continue }
            for post in row.relieves { held[post] = nil }
            for post in row.takes { held[post] = event.account }
            for (post, key) in row.appoints { if let account = event.entered[key] { held[post] = account } }
        }
        return held
    }

    package var marks: Set<RecordFacts.Mark> {
        var marks: Set<RecordFacts.Mark> = []
        for event in events {
            guard let row = Engine.row(event.step, Program.self) else { continue }
            marks.subtract(row.clears)
            marks.formUnion(row.marks)
        }
        if isOpen { marks.insert(.open) }
        return marks
    }

    /// What the decision about somebody's sight needs to know. Worked out from the whole log: whoever needs it twice keeps it.
    package var facts: RecordFacts {
        RecordFacts(subject: subject, unit: unit, reference: reference, posts: posts.mapValues { [$0] }, marks: marks)
    }
}
