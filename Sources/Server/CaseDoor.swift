import Casework
import Directives
import Foundation
import Pages
import Records

/// One way to a program's records: the page they are seen on, and the steps that are taken from there. The next program
/// makes one and has its forms.
struct CaseDoor<Program: Workflow>: Sendable {
    /// What a record is called before its reference: "Work Item".
    var noun: String
    /// Opens a record for the reader; nil where there is none for them.
    var opens: @Sendable (String, Visit) async throws -> CaseView<Program>?
    var takes: @Sendable (_ step: Program.Step, Entered, _ on: String, _ version: Int, _ form: String, Visit) async throws -> TakenStep
    var pageLink: @Sendable (String) -> Link
    var stepLink: @Sendable (String, Program.Step) -> Link
    /// Whether a step is taken from here.
    var has: @Sendable (WorkflowRow<Program>) -> Bool
    /// The layer in which it stands that a step was taken at all.
    var layer: @Sendable (Program.Step) -> Layer
    var clockLayer: @Sendable (String) -> Layer
    /// What the record already says of a form's questions.
    var filled: @Sendable (Program.Step, CaseFile<Program>) -> Entered
    /// The words behind a stored value that no choice explains any more.
    var titles: @Sendable (String, CaseView<Program>) -> String?
    /// Where what stands in the way can be done.
    var way: @Sendable (Objection, CaseView<Program>) -> (words: String, link: Link)?
    /// Whom the record is about, for those who may know, and what helps to answer.
    var about: @Sendable (CaseView<Program>, Visit) async throws -> String?
    var helps: @Sendable (Program.Step, CaseView<Program>) -> [(words: String, link: Link)]
    /// At the door of the member it is about: the posts that are named to them. Of the log they read what they did themselves.
    var postsTold: [RecordFacts.Post]? = nil
    /// Whether a step has nothing left to do on the record: it is then not shown beside what is at hand.
    var isPast: @Sendable (Program.Step, CaseFile<Program>) -> Bool = { _, _ in false }
}

extension CaseDoor {
    // MARK: What the page of a record shows

    func standing(_ view: CaseView<Program>, _ visit: Visit) -> CaseStanding {
        let offers = view.offers.filter { has($0.row) }
        let leading = offers.filter { Program.leadsOn($0.row.step, view.file) }
        let clocks = clocks(view)
        let posts = view.file.posts
        return CaseStanding(
            leading: leading.map { caseStep($0, view, clocks) },
            further: offers.filter { offer in
                !leading.contains { $0.row.step == offer.row.step } && !isPast(offer.row.step, view.file)
            }.map { caseStep($0, view, clocks) },
            waiting: waiting(view, clocks, visit),
            posts: RecordFacts.Post.allCases.compactMap { post in
                posts[post].map { (title: post.title, name: view.names[$0] ?? $0) }
            }, clocks: clocks.map(\.clock), entries: view.file.events.reversed().filter { view.layers.contains(layer($0.step)) }.map { entry($0, view, visit) })
    }

    private func caseStep(_ offer: Engine.Offer<Program>, _ view: CaseView<Program>, _ clocks: [CaseClock]) -> CaseStep {
        CaseStep(
            title: offer.row.step.title, says: offer.row.says, cites: offer.row.cites, link: stepLink(view.file.reference, offer.row.step),
            clock: clock(stoppedBy: offer.row.step, clocks), obstacles: obstacles(offer, view))
    }

    func obstacles(_ offer: Engine.Offer<Program>, _ view: CaseView<Program>) -> [StepPage.Obstacle] {
        offer.obstacles.map { StepPage.Obstacle($0, way: way($0, view)) }
    }

    func clock(stoppedBy step: Program.Step, _ view: CaseView<Program>) -> Clock? { clock(stoppedBy: step, clocks(view)) }

    private func clock(stoppedBy step: Program.Step, _ clocks: [CaseClock]) -> Clock? {
        clocks.first { running in
            running.clock.stopped == nil && Program.deadlines.contains { $0.rule.key == running.clock.rule.key && $0.stops.contains(step) }
        }?.clock
    }

    /// The clocks that the reader may see; what explains a delay has a reason that only those who work on the record read.
    func clocks(_ view: CaseView<Program>) -> [CaseClock] {
        view.clocks.filter { view.layers.contains(clockLayer($0.clock.rule.key)) }.map { clock in
            guard !view.layers.contains(.indicators) else { return clock }
            var clock = clock
            for index in clock.clock.absences.indices { clock.clock.absences[index].reason = "explained" }
            if clock.clock.circumstance != nil { clock.clock.circumstance = "explained" }
            return clock
        }
    }

    func waiting(_ view: CaseView<Program>, _ clocks: [CaseClock], _ visit: Visit) -> String {
        guard view.file.isOpen else {
            let end = view.file.events.last.map { ", \(visit.wording.moment($0.at))" } ?? ""
            return "\(view.file.state.title)\(end). Nothing more is to be done."
        }
        return "Nothing waits for you here. " + (next(view, clocks, visit) ?? "It is “\(view.file.state.title)”.")
    }

    /// "Next: assign the supervisor (Willow Kestrel), due Thu 4 Jan 2018, 08:00."
    private func next(_ view: CaseView<Program>, _ clocks: [CaseClock], _ visit: Visit) -> String? {
        guard let first = clocks.first(where: { $0.clock.stopped == nil }) else { return nil }
        let posts = view.file.posts
        let who = first.holders.map { words($0, posts, view) }
        return "Next: \(first.clock.rule.title.lowercasedFirst) (\(Figures.list(Array(Set(who)).sorted()))), due \(visit.wording.moment(first.clock.due))."
    }

    func words(_ whom: Telling.Whom, _ view: CaseView<Program>) -> String { words(whom, view.file.posts, view) }

    private func words(_ whom: Telling.Whom, _ posts: [RecordFacts.Post: String], _ view: CaseView<Program>) -> String {
        switch whom {
        case .post(let post): posts[post].flatMap { view.names[$0] } ?? post.title.lowercasedFirst
        case .role(let role): role.title
        case .subject: "the member"
        }
    }

    func entry(_ event: CaseEvent<Program>, _ view: CaseView<Program>, _ visit: Visit, only layers: Set<Layer>? = nil) -> CaseEntry {
        let prompts = (Engine.row(event.step, Program.self)?.asks ?? []).filter { layers?.contains($0.layer) ?? true }
        let name = view.names[event.account] ?? (event.account == "mainstay" ? "Mainstay" : event.account)
        return CaseEntry(
            number: event.number, title: event.step.done, who: event.designeeOf.map { "\(name), for \(view.names[$0] ?? $0)" } ?? name, at: event.at,
            happened: abs(event.happened.timeIntervalSince(event.at)) < 60 ? nil : event.happened,
            // When it took place stands beside it.
            answers: prompts.filter { $0.key != Engine.happenedKey }.compactMap { answer(event.entered, $0, view, visit) })
    }

    func answer(_ entered: Entered, _ prompt: Prompt, _ view: CaseView<Program>, _ visit: Visit) -> CaseEntry.Answer? {
        let given = entered.all(prompt.key)
        guard !given.isEmpty else { return nil }
        let choices = Engine.choices(prompt, view.file, view.world)
        return CaseEntry.Answer(
            asks: prompt.asks,
            words: given.map { CaseForm.words($0, to: prompt, choices: choices, titles: { titles($0, view) }, visit.wording) })
    }

    /// What the last act did and what follows, read off the log and not off the address.
    func banner(_ view: CaseView<Program>, _ visit: Visit) -> Frame.Banner? {
        guard let number = visit.query["done"].flatMap(Int.init), let event = view.file.events.first(where: { $0.number == number }),
            event.account == visit.actor.account
        else { return nil }
        let follows = view.file.isOpen ? next(view, clocks(view), visit) : "Nothing more is to be done."
        return Frame.Banner(["\(event.step.done).", follows].compactMap { $0 }.joined(separator: " "))
    }

    /// The part that the reader has on a record, for what is said of an answer's readers.
    func readers(_ view: CaseView<Program>, _ visit: Visit) -> Readers {
        let posts = view.file.posts.filter { $0.value == visit.actor.account }.map { AccessRow.Who.post($0.key) }
        let roles = visit.actor.holdings.filter { $0.covers(visit.day) && $0.reaches(view.file.facts) }.map { AccessRow.Who.role($0.role) }
        let own: [AccessRow.Who] = view.file.subject == visit.actor.member ? [.subject] : posts + roles
        return Readers(own: Set(own), marks: view.file.facts.marks)
    }
}

extension Visit {
    var wording: Wording { Wording(now: now, calendar: office.calendar) }
}
