import Casework
import Directives
import Foundation
import HTTPTypes
import Pages
import Records

/// A program's records as JSON, under the addresses of their pages: the whole life for reading, a step for taking. A step
/// that comes as JSON is decided, taken and written down by the same function as one that comes from a form.
extension CaseDoor {
    /// The JSON routes of a record, beside its page.
    ///
    /// - Parameters:
    ///   - template: The address of the record's page.
    ///   - step: The act that lets somebody as far as the record's steps.
    func json(at template: String, reading: Act, step: Act) -> [Route] {
        let steps = Program.rows.filter(has).map(\.step.rawValue)
        return Route.json(template + "/life", reading) { try await life($0) }
            + Route.jsonChange(template + "/steps/{step}", step, parts: ["step": steps], answers: StepTaken.self) { try await takeJSON($0) }
    }

    private func takeJSON(_ visit: Visit) async throws -> Answer {
        let reference = visit.parameters["reference"] ?? ""
        // The same to everybody and of every record: it is said before anything is looked up.
        let fields = try SentFields(visit.sent, only: ["version", "once", "answers"])
        let (version, once, answers) = (try fields.count("version"), try fields.once(), try fields.answers())
        guard let row = row(visit) else { throw try await absent(visit) }
        do {
            let strays = strays(answers, row)
            // What a step asks for is told to those alone who may take it.
            guard strays.isEmpty else { throw CaseProblem.refused(strays) }
            let taken = try await takes(row.step, Entered(answers), reference, version, once, visit)
            return try await told(taken, reference, visit)
        } catch let problem as CaseProblem {
            let (view, offer) = try await stillThere(row, reference, visit)
            return try refusal(problem, offer, row, view, since: version, visit)
        }
    }

    /// What was sent and is not what the step asks for: it would be lost in silence.
    private func strays(_ answers: [String: SentAnswer], _ row: WorkflowRow<Program>) -> [Objection] {
        answers.sorted { $0.key < $1.key }.compactMap { key, answer in
            let shown = SentFields.shown(key)
            guard let prompt = row.asks.first(where: { $0.key == key }) else {
                return Objection("This step does not ask for “\(shown)”.", cites: row.cites, field: shown)
            }
            switch answer {
            case .flag where prompt.kind != .confirmation: return Objection("“\(prompt.asks)” is not answered with yes or no.", cites: prompt.cites, field: key)
            case .texts(let texts) where texts.count > 1 && prompt.kind.takesOneAnswer: return Objection("“\(prompt.asks)” takes one answer.", cites: prompt.cites, field: key)
            case .flag, .texts: return nil
            }
        }
    }

    private func told(_ taken: TakenStep, _ reference: String, _ visit: Visit) async throws -> Answer {
        // The step is taken, whatever becomes of the answer; it may have closed the door through which it came.
        let view = try? await opens(reference, visit)
        let told = StepTaken(
            reference: reference, number: taken.number, state: Program.State.allCases.first { $0.title == taken.state }?.rawValue ?? "",
            stateTitle: taken.state, again: taken.again, version: view?.file.version, waiting: view.flatMap { life($0, visit).waiting },
            steps: view.map { steps($0, visit) })
        return .told(taken.again ? .ok : .created, try Route.json(told), at: pageLink(reference).asJSON("life"))
    }

    private func refusal(
        _ problem: CaseProblem, _ offer: Engine.Offer<Program>?, _ row: WorkflowRow<Program>, _ view: CaseView<Program>, since version: Int, _ visit: Visit
    ) throws -> Answer {
        let mark = String(Random.token().prefix(8))
        switch problem {
        case .changed:
            return .told(
                .conflict,
                try Route.json(
                    StepConflict(
                        error: "Somebody else acted on the record since version \(version). Nothing was done.", reference: mark, version: view.file.version,
                        stillPossible: offer != nil,
                        changes: changes(view, since: version, visit).map { StepConflict.Change(title: $0.done, name: $0.who, at: $0.at) })))
        case .refused(let objections):
            return .told(
                .unprocessableContent,
                try Route.json(StepRefused(error: objections.first?.sentence ?? "This cannot be done.", reference: mark, objections: objections)))
        case .oldForm: throw Problem.unreadable("It must be new for each change.", field: "once")
        }
    }
}

/// What came of a step, and what follows as far as the reader still sees the record.
struct StepTaken: Codable, Sendable {
    var reference: String
    /// The number of its event.
    var number: Int
    var state: String
    var stateTitle: String
    /// The same was sent before: nothing was done again.
    var again: Bool
    var version: Int?
    var waiting: String?
    var steps: [CaseLife.Step]?
}

/// Somebody else acted in between.
struct StepConflict: Codable, Sendable {
    var error: String
    var reference: String
    var version: Int
    var stillPossible: Bool
    /// As far as the reader may see it, the oldest first.
    var changes: [Change]

    struct Change: Codable, Sendable {
        var title: String
        var name: String
        var at: Date
    }
}

/// Everything that stands in the way of a step, each with the provision that says so.
struct StepRefused: Codable, Sendable {
    var error: String
    var reference: String
    var objections: [Objection]
}

extension Entered {
    /// Answers that were sent, as a form would give them.
    fileprivate init(_ answers: [String: SentAnswer]) {
        var entered: [String: [String]] = [:]
        for (key, answer) in answers {
            switch answer {
            case .flag(let flag): entered[key] = flag ? ["yes"] : []
            case .texts(let texts): entered[key] = texts.map(Form.plain).filter { !$0.isEmpty }
            }
        }
        self.init(entered.filter { !$0.value.isEmpty })
    }
}
