import Casework
import Directives
import Foundation
import Pages
import Records

/// A record's life for one reader as JSON tells it: where it stands, who has it, what runs, what happened, and what the
/// reader may do now. It holds nothing that the record's page does not show to the same reader.
struct CaseLife: Codable, Sendable {
    var reference: String
    /// What a record is called before its reference: "Work Item".
    var noun: String
    var program: ProgramKey
    var state: String
    var stateTitle: String
    var isOpen: Bool
    /// How many steps were taken; whoever takes the next one says which number they know of.
    var version: Int
    /// What the record waits for where nothing waits for the reader, in a sentence; nil to the member it is about.
    var waiting: String?
    var ground: Reason
    var posts: [Post]
    var clocks: [RunningClock]
    /// The newest first, by the reader's layers.
    var log: [Event]
    var steps: [Step]

    /// On which ground of which directive something is so.
    struct Reason: Codable, Sendable {
        var sentence: String
        var cites: Citation
    }

    struct Post: Codable, Sendable {
        var post: String
        var title: String
        var name: String
    }

    struct RunningClock: Codable, Sendable {
        var rule: String
        var title: String
        /// Whom the directive makes answerable, and who that is on this record.
        var holder: String
        var holders: [String]
        var cites: Citation
        /// What tells it apart from others of the same deadline.
        var of: String?
        var start: Date
        var due: Date
        var stopped: Date?
        var standing: Clock.State
        var words: String
        var absences: [Absence]

        struct Absence: Codable, Sendable {
            var reason: String
            var from: Date
            var until: Date?
        }
    }

    struct Event: Codable, Sendable {
        var number: Int
        var step: String
        /// What was done, as the log says it.
        var title: String
        var at: Date
        var happened: Date
        var name: String
        var designeeOf: String?
        var answers: [Answer]

        struct Answer: Codable, Sendable {
            var key: String
            var title: String
            var values: [String]
            /// The values as they are read: choices by their titles, days and times in words.
            var words: [String]
        }
    }

    /// A step that the reader may take now, or could but for what stands in the way.
    struct Step: Codable, Sendable {
        var step: String
        var title: String
        var says: String
        var cites: Citation
        /// Whether it is what leads on and is asked for; the others are at hand.
        var leadsOn: Bool
        /// The key of the running clock that it stops.
        var stops: String?
        var prompts: [Asked]
        var obstacles: [Objection]
    }

    struct Asked: Codable, Sendable {
        var key: String
        var asks: String
        var hint: String?
        var kind: Kind
        var required: Bool
        var cites: Citation
        /// Who reads the answer.
        var readers: String
        /// What a choice offers on this record; empty where nothing is chosen.
        var choices: [Prompt.Choice]
        /// What the record says already, to begin with.
        var filled: [String]
    }

    /// What an answer is.
    enum Kind: String, Codable, Sendable, CaseIterable { case line, text, lines, confirmation, one, many, day, moment }
}

extension CaseLife.Kind {
    init(_ kind: Prompt.Kind) {
        self =
            switch kind {
            case .line: .line
            case .text: .text
            case .lines: .lines
            case .confirmation: .confirmation
            case .one, .oneOf: .one
            case .many, .manyOf: .many
            case .day: .day
            case .moment: .moment
            }
    }
}

extension CaseDoor {
    func life(_ visit: Visit) async throws -> CaseLife {
        guard let view = try await opens(visit.parameters["reference"] ?? "", visit) else { throw Problem.notFound }
        return life(view, visit)
    }

    func life(_ view: CaseView<Program>, _ visit: Visit) -> CaseLife {
        let clocks = clocks(view)
        return CaseLife(
            reference: view.file.reference, noun: noun, program: Program.program, state: view.file.state.rawValue, stateTitle: view.file.state.title,
            isOpen: view.file.isOpen, version: view.file.version, waiting: postsTold == nil ? waiting(view, clocks, visit) : nil,
            ground: CaseLife.Reason(sentence: view.ground.sentence, cites: view.ground.cites),
            posts: named(view).map { post, account in CaseLife.Post(post: post.rawValue, title: post.title, name: view.names[account] ?? account) },
            clocks: clocks.map { clock($0, view, visit) }, log: view.file.events.reversed().filter { isTold($0, view, visit) }.map { event($0, view, visit) },
            steps: steps(view, visit))
    }

    func steps(_ view: CaseView<Program>, _ visit: Visit) -> [CaseLife.Step] {
        let readers = readers(view, visit)
        return view.offers.filter { has($0.row) }.map { offer in
            let step = offer.row.step
            let filled = filled(step, view.file)
            return CaseLife.Step(
                step: step.rawValue, title: step.title, says: offer.row.says, cites: offer.row.cites, leadsOn: Program.leadsOn(step, view.file),
                stops: clock(stoppedBy: step, view)?.rule.key,
                prompts: offer.row.asks.map { prompt in
                    CaseLife.Asked(
                        key: prompt.key, asks: prompt.asks, hint: prompt.hint, kind: CaseLife.Kind(prompt.kind), required: prompt.isRequired,
                        cites: prompt.cites, readers: readers.sentence(of: prompt.layer), choices: Engine.offered(prompt, view.file, view.world),
                        filled: filled.all(prompt.key))
                }, obstacles: offer.obstacles)
        }
    }

    /// Posts with whoever holds them, as far as this way to the record tells them.
    private func named(_ view: CaseView<Program>) -> [(RecordFacts.Post, String)] {
        (postsTold ?? RecordFacts.Post.allCases).compactMap { post in (postsTold == nil ? view.file.posts : view.posts)[post].map { (post, $0) } }
    }

    /// The log by layers; the member it is about, who has none, reads of it what they did themselves.
    private func isTold(_ event: CaseEvent<Program>, _ view: CaseView<Program>, _ visit: Visit) -> Bool {
        postsTold == nil ? view.layers.contains(layer(event.step)) : event.account == visit.actor.account && (Engine.row(event.step, Program.self).map(has) ?? false)
    }

    private func clock(_ running: CaseClock, _ view: CaseView<Program>, _ visit: Visit) -> CaseLife.RunningClock {
        let clock = running.clock
        return CaseLife.RunningClock(
            rule: clock.rule.key, title: clock.rule.title, holder: clock.rule.holder, holders: Array(Set(running.holders.map { words($0, view) })).sorted(),
            cites: clock.rule.cites, of: running.of.map { titles($0, view) ?? $0 }, start: clock.start, due: clock.due, stopped: clock.stopped,
            standing: clock.state(at: visit.now), words: visit.wording.state(of: clock),
            absences: clock.absences.map { CaseLife.RunningClock.Absence(reason: $0.reason, from: $0.from, until: $0.until) })
    }

    private func event(_ event: CaseEvent<Program>, _ view: CaseView<Program>, _ visit: Visit) -> CaseLife.Event {
        let prompts = Engine.row(event.step, Program.self)?.asks ?? []
        return CaseLife.Event(
            number: event.number, step: event.step.rawValue, title: event.step.done, at: event.at, happened: event.happened,
            name: view.names[event.account] ?? event.account, designeeOf: event.designeeOf.map { view.names[$0] ?? $0 },
            answers: prompts.compactMap { prompt in
                answer(event.entered, prompt, view, visit).map {
                    CaseLife.Event.Answer(key: prompt.key, title: prompt.asks, values: event.entered.all(prompt.key), words: $0.words)
                }
            })
    }
}
