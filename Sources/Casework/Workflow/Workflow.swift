import Directives
import Foundation

/// A word of a program's closed list, stored by its key and shown by its title.
package protocol WorkflowWord: RawRepresentable, CaseIterable, Hashable, Sendable, Codable where RawValue == String {
    var title: String { get }
}

/// A word for something that is done: by title before, and as the log says it afterwards.
package protocol WorkflowAct: WorkflowWord {
    var done: String { get }
}

/// The life of one kind of record, as a table that a captain could read: from which state, by which step, on whose act, to
/// which state, against which clocks, on what ground.
///
/// A program gives the words, the rows and the deadlines; `Engine` plays them, and the diagram, the forms, the list of what
/// somebody may do now and the table of provisions are read off the same rows. Nothing here knows a program.
package protocol Workflow: Sendable {
    associatedtype State: WorkflowWord
    associatedtype Step: WorkflowAct
    /// What the guards look at beside the record's own log, read in the transaction in which the step is taken.
    associatedtype World: Sendable

    /// The kind of record whose life this is; a program may have several.
    static var kind: CaseKind { get }
    /// What the table is called, as a heading says it: "The life of a Work Item".
    static var title: String { get }
    static var initial: State { get }
    /// The states from which nothing follows.
    static var ends: Set<State> { get }
    static var rows: [WorkflowRow<Self>] { get }
    static var deadlines: [Deadline<Self>] { get }
    /// The steps whose entries explain a delay, and how they are read.
    static func absences(_ file: CaseFile<Self>, _ calendar: WorkCalendar) -> [Clock.Absence]
    /// What a prompt that takes its choices from the world offers.
    static func choices(_ source: String, _ file: CaseFile<Self>, _ world: World) -> [Prompt.Choice]
    /// Answers of such a prompt that a guard refuses on this record whatever else is entered: they are not offered.
    static func withheld(_ source: String, _ file: CaseFile<Self>) -> Set<String>
    /// Whether a step is what leads on from where the record stands, and so is asked for; the others are at hand.
    static func leadsOn(_ step: Step, _ file: CaseFile<Self>) -> Bool
    /// The accounts that a step's guards would refuse whatever they entered: they are not asked for it by a role, as long as
    /// somebody else holds one.
    static func refused(_ step: Step, _ file: CaseFile<Self>) -> Set<String>
    /// The layer in which it stands that a step was taken at all, beside the words that were entered.
    static func layer(of step: Step) -> Layer
    /// The layer in which a clock stands, by the key of its rule.
    static func layer(ofClock key: String) -> Layer
    /// Whether the member the record is about may hear of it.
    static func tellsSubject(_ file: CaseFile<Self>) -> Bool
    /// Who is told what is due from a post that nobody holds, the nearest first.
    static var standsIn: [RecordFacts.Post] { get }
}

extension Workflow {
    package static var program: ProgramKey { kind.program }
    package static func absences(_ file: CaseFile<Self>, _ calendar: WorkCalendar) -> [Clock.Absence] { [] }
    package static func choices(_ source: String, _ file: CaseFile<Self>, _ world: World) -> [Prompt.Choice] { [] }
    package static func withheld(_ source: String, _ file: CaseFile<Self>) -> Set<String> { [] }
    package static func refused(_ step: Step, _ file: CaseFile<Self>) -> Set<String> { [] }
    package static func layer(of step: Step) -> Layer { .status }
    package static func layer(ofClock key: String) -> Layer { .status }
    package static func tellsSubject(_ file: CaseFile<Self>) -> Bool { false }
    package static var standsIn: [RecordFacts.Post] { [] }
}

/// One row: a step, where it leads, and everything that must hold.
///
/// A row never changes and is looked up for every event of every log, so it is shared and not copied.
package final class WorkflowRow<Program: Workflow>: Sendable {
    package let step: Program.Step
    /// The states in which the step can be taken.
    package let from: Set<Program.State>
    /// The state after it; nil where the state stays.
    package let to: Program.State?
    /// What must hold for the state to change; the step itself is taken either way. Two reviews stand side by side, and the
    /// second one makes the plan accepted.
    package let provided: Provided<Program>?
    /// Who: the access table says it for this act, and nothing else does.
    package let act: Act
    package let asks: [Prompt]
    package let when: [Guard<Program>]
    /// Whose post the answer to a prompt fills.
    package let appoints: [RecordFacts.Post: String]
    /// The posts that whoever takes the step holds from then on.
    package let takes: Set<RecordFacts.Post>
    package let relieves: Set<RecordFacts.Post>
    package let marks: Set<RecordFacts.Mark>
    package let clears: Set<RecordFacts.Mark>
    package let tells: [Telling]
    package let cites: Citation
    /// Further provisions that the row carries out.
    package let also: [Citation]
    /// What the step means, for the page that asks for it.
    package let says: String

    package init(
        _ step: Program.Step, from: Set<Program.State>, to: Program.State? = nil, provided: Provided<Program>? = nil, by act: Act, asks: [Prompt] = [],
        when: [Guard<Program>] = [], appoints: [RecordFacts.Post: String] = [:], takes: Set<RecordFacts.Post> = [], relieves: Set<RecordFacts.Post> = [],
        marks: Set<RecordFacts.Mark> = [], clears: Set<RecordFacts.Mark> = [], tells: [Telling] = [], cites: Citation,
        also: [Citation] = [], _ says: String
    ) {
        self.step = step
        self.from = from
        self.to = to
        self.provided = provided
        self.act = act
        self.asks = asks
        self.when = when
        self.appoints = appoints
        self.takes = takes
        self.relieves = relieves
        self.marks = marks
        self.clears = clears
        self.tells = tells
        self.cites = cites
        self.also = also
        self.says = says
    }
}

/// A condition by name, on the file as it will stand after the step.
package struct Provided<Program: Workflow>: Sendable {
    package var title: String
    package var holds: @Sendable (CaseFile<Program>) -> Bool

    package init(_ title: String, _ holds: @escaping @Sendable (CaseFile<Program>) -> Bool) {
        self.title = title
        self.holds = holds
    }
}

/// Something that must hold before a step is taken, by name. All guards that fail are told at once.
package struct Guard<Program: Workflow>: Sendable {
    /// What must hold, as the diagram and the help say it: "the supervisor outranks the member".
    package var title: String
    package var cites: Citation
    package var check: @Sendable (Question<Program>) -> [Objection]

    package init(_ title: String, cites: Citation, _ check: @escaping @Sendable (Question<Program>) -> [Objection]) {
        self.title = title
        self.cites = cites
        self.check = check
    }

    /// A guard that says one sentence where a condition fails.
    package init(_ title: String, cites: Citation, field: String? = nil, else sentence: String, _ holds: @escaping @Sendable (Question<Program>) -> Bool) {
        self.init(title, cites: cites) { holds($0) ? [] : [Objection(sentence, cites: cites, field: field)] }
    }
}

/// What a guard is asked about: the record as it stands, what was entered, the world beside it, who acts and when.
package struct Question<Program: Workflow>: Sendable {
    package var file: CaseFile<Program>
    package var entered: Entered
    package var world: Program.World
    package var actor: Actor
    package var now: Date
    package var calendar: WorkCalendar

    package init(file: CaseFile<Program>, entered: Entered, world: Program.World, actor: Actor, now: Date, calendar: WorkCalendar) {
        self.file = file
        self.entered = entered
        self.world = world
        self.actor = actor
        self.now = now
        self.calendar = calendar
    }

    package var today: Day { calendar.day(of: now) }
}

/// Why a step is refused, in a sentence that a person can act on, with the provision that says so.
package struct Objection: Hashable, Sendable, Codable {
    package var sentence: String
    package var cites: Citation
    /// The prompt it is about.
    package var field: String?

    package init(_ sentence: String, cites: Citation, field: String? = nil) {
        self.sentence = sentence
        self.cites = cites
        self.field = field
    }
}

/// Who hears of a step. The words are neutral: a notice holds the reference and what to do, never a name or an indicator.
package struct Telling: Hashable, Sendable {
    package enum Whom: Hashable, Sendable {
        case role(Role)
        case post(RecordFacts.Post)
        /// The member the record is about. It is sent only where the program's `tellsSubject` lets the member hear of it.
        case subject
    }
    package var whom: Whom
    /// What is said after the reference: "was given to you: assign a supervisor".
    package var words: String

    package init(_ whom: Whom, _ words: String) {
        self.whom = whom
        self.words = words
    }
}
