import Casework
import Directives
import Foundation
import HTTPTypes
import Pages
import Records

/// A step of any program as a page: the form, and what becomes of it.
extension CaseDoor {
    /// A step that the person may not take now, and one that does not exist, are not there.
    func form(_ visit: Visit) async throws -> Answer {
        let reference = visit.parameters["reference"] ?? ""
        guard let view = try await opens(reference, visit), let offer = offer(visit, view) else { throw Problem.notFound }
        return .page(try await page(offer, view, visit))
    }

    func take(_ visit: Visit) async throws -> Answer {
        let reference = visit.parameters["reference"] ?? ""
        guard let row = row(visit) else { throw try await absent(visit) }
        let version = visit.form["version"].flatMap(Int.init) ?? -1
        if visit.form["show"] != nil { return try await shown(row, reference, version, visit) }
        do {
            let taken = try await takes(row.step, visit.form.entered(row.asks), reference, version, visit.form.raw("once"), visit)
            // It went to somebody else, whose it is now: the page would not be there.
            guard !taken.leavesSight else { return .seeOther(Paths.myWork.with([("passed-on", row.step.rawValue)])) }
            return .seeOther(pageLink(reference).with([("done", String(taken.number))]))
        } catch let problem as CaseProblem {
            return try await again(row, reference, version, problem, visit)
        }
    }

    /// As much work as where the step exists and is not the person's.
    func absent(_ visit: Visit) async throws -> Problem {
        try await visit.office.records.noteRefusal(.seeStatus, for: visit.asking)
        return .notFound
    }

    func row(_ visit: Visit) -> WorkflowRow<Program>? {
        visit.parameters["step"].flatMap(Program.Step.init(rawValue:)).flatMap { Engine.row($0, Program.self) }.flatMap { has($0) ? $0 : nil }
    }

    private func offer(_ visit: Visit, _ view: CaseView<Program>) -> Engine.Offer<Program>? {
        guard let row = row(visit) else { return nil }
        return view.offers.first { $0.row.step == row.step }
    }

    /// The form with the questions that what was chosen asks for; nothing is done.
    private func shown(_ row: WorkflowRow<Program>, _ reference: String, _ version: Int, _ visit: Visit) async throws -> Answer {
        guard let view = try await opens(reference, visit), let offer = offer(visit, view) else { throw Problem.notFound }
        return .page(try await page(offer, row, view, visit, .open, version: version >= 0 ? version : nil))
    }

    // MARK: The form once more

    /// The record as it stands for somebody whose step was not taken. Whoever may not see it any more learns nothing of it.
    func stillThere(
        _ row: WorkflowRow<Program>, _ reference: String, _ visit: Visit
    ) async throws -> (view: CaseView<Program>, offer: Engine.Offer<Program>?) {
        guard let view = try await opens(reference, visit) else { throw Problem.notFound }
        let offer = offer(visit, view)
        // To somebody who has no right to it the step is not there, whatever was sent.
        guard offer != nil || mayEver(row, view, visit) else { throw Problem.notFound }
        return (view, offer)
    }

    /// The form with what was typed, and why it was not taken.
    private func again(
        _ row: WorkflowRow<Program>, _ reference: String, _ version: Int, _ problem: CaseProblem, _ visit: Visit
    ) async throws -> Answer {
        let (view, offer) = try await stillThere(row, reference, visit)
        // What the form knew of the record stays with it, but for somebody who has been told what changed.
        let known = version >= 0 ? version : nil
        switch problem {
        case .changed:
            return .page(.conflict, try await page(offer, row, view, visit, .changed(changes(view, since: version, visit), stillPossible: offer != nil)).html)
        case .refused(let objections):
            return .page(.unprocessableContent, try await page(offer, row, view, visit, offer == nil ? .past : .open, objections, version: known).html)
        case .oldForm:
            let words = "This form is from before you signed in, or was not made by Mainstay. Nothing was done. Send it once more from here."
            return .page(.unprocessableContent, try await page(offer, row, view, visit, offer == nil ? .past : .open, [Objection(words, cites: row.cites)], version: known).html)
        }
    }

    private func mayEver(_ row: WorkflowRow<Program>, _ view: CaseView<Program>, _ visit: Visit) -> Bool {
        Access.decide(row.act, view.file.facts, by: visit.actor, on: visit.day).ground != nil
    }

    func changes(_ view: CaseView<Program>, since version: Int, _ visit: Visit) -> [StepPage.Change] {
        view.file.events.filter { $0.number > version && view.layers.contains(layer($0.step)) }.map {
            StepPage.Change(done: $0.step.done, who: view.names[$0.account] ?? $0.account, at: $0.at)
        }
    }

    // MARK: The page

    private func page(_ offer: Engine.Offer<Program>, _ view: CaseView<Program>, _ visit: Visit) async throws -> StepPage {
        let obstacles = obstacles(offer, view)
        return try await page(offer, offer.row, view, visit, obstacles.isEmpty ? .open : .notYet(obstacles), fresh: true)
    }

    private func page(
        _ offer: Engine.Offer<Program>?, _ row: WorkflowRow<Program>, _ view: CaseView<Program>, _ visit: Visit, _ standing: StepPage.Standing,
        _ problems: [Objection] = [], version: Int? = nil, fresh: Bool = false
    ) async throws -> StepPage {
        let reference = view.file.reference
        let once = visit.form.raw("once")
        let isMark = once.wholeMatch(of: /[A-Za-z0-9_-]{16,64}/) != nil
        let ground = offer?.ground ?? view.ground
        var page = StepPage(
            frame: visit.frame(),
            record: StepPage.Record(
                title: "\(noun) \(reference)", link: pageLink(reference), about: try await about(view, visit), helps: helps(row.step, view)),
            title: row.step.title, says: row.says, cites: row.cites,
            fields: CaseForm.fields(
                row, view.file, view.world, typed: fresh ? nil : visit.form, filled: filled(row.step, view.file), readers: readers(view, visit),
                today: visit.day),
            action: stepLink(reference, row.step), version: version ?? view.file.version, form: isMark ? once : Random.token(),
            clock: clock(stoppedBy: row.step, view), standing: standing, problems: problems,
            grounds: Grounds(sentence: ground.sentence, cites: ground.cites))
        page.program = Program.program
        page.asksMore = row.asks.contains { $0.onlyIf != nil }
        return page
    }
}
