import Casework
import Directives
import Foundation
import HTTPTypes
import OfficerSupport
import Pages
import Records

/// The Officer Support Unit's desk for the supports document (`D20-04:IV.A.2`).
extension Office {
    static let supportsDraftRoutes: [Route] =
        Route.both("/officer-support/supports/draft", .draftSupports, { try await $0.office.records.supportsDraft(for: $0.asking) }) { visit, view in
            .page(visit.office.draftPage(visit, view))
        }
        + Route.page("/officer-support/supports/draft/supports/new", .draftSupports) { visit in
            .page(try await visit.office.supportForm(visit, nil, SupportFormPage.Typed()))
        }
        + Route.change("/officer-support/supports/draft/supports", .draftSupports) { try await $0.office.addSupport($0) }
        + Route.page(Paths.Template.draftSupport, .draftSupports) { visit in
            let entry = try await visit.office.draftEntry(visit)
            return .page(try await visit.office.supportForm(visit, entry, SupportFormPage.Typed(entry.support)))
        }
        + Route.change(Paths.Template.draftSupport, .draftSupports) { try await $0.office.changeSupport($0) }
        + Route.change(Paths.Template.draftSupportRemoval, .draftSupports) { try await $0.office.takeSupportOut($0) }
        + Route.change(Paths.Template.draftRecommendations, .draftSupports) { try await $0.office.recommendSupport($0) }
        + Route.change(Paths.Template.draftRecommendationEnd, .draftSupports) { try await $0.office.takeRecommendationBack($0) }

    private func draftPage(_ visit: Visit, _ view: SupportsDraftView, note: String = "", problems: [FormProblem] = []) -> SupportsDraftPage {
        var frame = visit.frame()
        frame.banner = problems.isEmpty ? visit.query["done"].flatMap { Office.draftBanners[$0] }.map(Frame.Banner.init) : nil
        return SupportsDraftPage(
            frame: frame, title: department.supportsTitle, draft: view.draft, difference: view.difference, update: view.update, note: note,
            problems: problems)
    }

    private static let draftBanners = [
        "added": "The support is in the draft. Members see it once the edition is published.",
        "changed": "Saved in the draft. Members see it once the edition is published.",
        "taken-out": "The support is out of the draft. Members see it until the edition is published.",
        "reviewed": "The review is recorded: this quarter’s update is done.",
    ]

    /// The desk once more, with a note that was not taken.
    func draftPageAgain(_ visit: Visit, note: String, _ problems: [FormProblem]) async throws -> Answer {
        let view = try await records.supportsDraft(for: visit.asking)
        return .page(.unprocessableContent, draftPage(visit, view, note: note, problems: problems).html)
    }

    // MARK: One support

    private func draftEntry(_ visit: Visit) async throws -> SupportsDraft.Entry {
        guard let key = visit.parameters["support"], let entry = try await records.supportsDraft(for: visit.asking).draft[key] else {
            throw Problem.notFound
        }
        return entry
    }

    private func supportForm(
        _ visit: Visit, _ entry: SupportsDraft.Entry?, _ typed: SupportFormPage.Typed, meanwhile: Support? = nil, problems: [FormProblem] = []
    ) async throws -> SupportFormPage {
        let draft = try await records.supportsDraft(for: visit.asking).draft
        return SupportFormPage(
            frame: visit.frame(), edition: (draft.basedOn ?? 0) + 1, entry: entry, typed: typed,
            form: visit.form["once"] ?? Random.token(), meanwhile: meanwhile, problems: problems)
    }

    private func addSupport(_ visit: Visit) async throws -> Answer {
        let typed = SupportFormPage.Typed(visit.form)
        do {
            try await records.changeSupports(.add(try typed.support(key: ""), form: visit.form.raw("once")), for: visit.asking)
            return .seeOther(Paths.supportsDraft.with([("done", "added")]))
        } catch let problem as SupportsProblem {
            return .page(.unprocessableContent, try await supportForm(visit, nil, typed, problems: problem.formProblems).html)
        }
    }

    private func changeSupport(_ visit: Visit) async throws -> Answer {
        let typed = SupportFormPage.Typed(visit.form)
        return try await supportAnswer(visit, typed) {
            .change(try typed.support(key: visit.parameters["support"] ?? ""), version: visit.formVersion)
        }
    }

    private func takeSupportOut(_ visit: Visit) async throws -> Answer {
        try await supportAnswer(visit, nil, done: "taken-out") { .takeOut(visit.parameters["support"] ?? "", version: visit.formVersion) }
    }

    private func recommendSupport(_ visit: Visit) async throws -> Answer {
        let typed = SupportFormPage.Typed(visit.form)
        return try await supportAnswer(visit, typed, isRecommendation: true) {
            guard let stressor = Stressor(rawValue: typed.stressor) else {
                throw SupportsProblem.fields([SupportsProblem.Field("stressor", "Choose what it helps with.")])
            }
            let mark = Recommendation(support: visit.parameters["support"] ?? "", stressor: stressor, basis: typed.basis, on: visit.day)
            return .recommend(mark, version: visit.formVersion)
        }
    }

    private func takeRecommendationBack(_ visit: Visit) async throws -> Answer {
        try await supportAnswer(visit, nil, isRecommendation: true) {
            guard let stressor = visit.form["stressor"].flatMap(Stressor.init(rawValue:)) else { throw Problem.badRequest("Nothing was named to be taken back.") }
            return .takeBack(stressor, of: visit.parameters["support"] ?? "", version: visit.formVersion)
        }
    }

    /// Makes a change to a support that is in the draft. What is refused comes back with what was typed; where somebody
    /// else was faster, with what stands there now beside it.
    private func supportAnswer(
        _ visit: Visit, _ typed: SupportFormPage.Typed?, done: String = "changed", isRecommendation: Bool = false,
        _ change: () throws -> SupportsChange
    ) async throws -> Answer {
        do {
            try await records.changeSupports(try change(), for: visit.asking)
            guard isRecommendation, let key = visit.parameters["support"] else { return .seeOther(Paths.supportsDraft.with([("done", done)])) }
            return .seeOther(Paths.draftSupport(key).at("recommendations"))
        } catch let problem as SupportsProblem {
            let key = visit.parameters["support"] ?? ""
            let entry = try await records.supportsDraft(for: visit.asking).draft[key]
            // Nobody knows of a support that is neither in the draft nor typed into the form.
            if entry == nil, typed == nil || isRecommendation { throw Problem.notFound }
            var filled = isRecommendation ? entry.map { SupportFormPage.Typed($0.support) } ?? SupportFormPage.Typed() : typed ?? entry.map { SupportFormPage.Typed($0.support) } ?? SupportFormPage.Typed()
            if isRecommendation, let typed {
                filled.stressor = typed.stressor
                filled.basis = typed.basis
            }
            let isStale = problem.isStale
            let page = try await supportForm(
                visit, entry, filled, meanwhile: isStale && !isRecommendation ? entry?.support : nil, problems: problem.formProblems)
            return .page(isStale ? .conflict : .unprocessableContent, page.html)
        }
    }
}

extension Visit {
    /// The version of what the form showed; a form without one fits nothing.
    var formVersion: Int { form["version"].flatMap(Int.init) ?? -1 }
}

extension SupportsProblem {
    var formProblems: [FormProblem] {
        if case .fields(let fields) = self { return fields.map { FormProblem(field: $0.name, $0.sentence) } }
        return [FormProblem(description)]
    }

    /// Whether the thing changed while the form was open.
    var isStale: Bool {
        switch self {
        case .changedMeanwhile, .takenOut, .published: true
        case .fields, .tooMany, .nothingChanged, .noSupports, .noEdition, .oldForm: false
        }
    }
}

extension SupportFormPage.Typed {
    fileprivate init(_ form: Form) {
        self.init()
        title = form.line("title")
        kind = form["kind"] ?? ""
        description = ReviewNote.typed(form["description"] ?? "")
        contact = form.line("contact")
        eligibility = form.line("eligibility")
        confidential = form["confidential"] ?? ""
        confidentiality = form.line("confidentiality")
        stressor = form["stressor"] ?? ""
        basis = form.line("basis")
    }

    /// The support as typed, with all that is wrong with it at once.
    fileprivate func support(key: String) throws(SupportsProblem) -> Support {
        let support = Support(
            key: key, title: title, kind: Support.Kind(rawValue: kind) ?? .other, description: description, contact: contact,
            eligibility: eligibility, isConfidential: confidential == "yes", confidentiality: confidentiality)
        var problems = support.problems
        if Support.Kind(rawValue: kind) == nil { problems.append(SupportsProblem.Field("kind", "Choose a kind.")) }
        if confidential != "yes", confidential != "no" {
            problems.append(SupportsProblem.Field("confidential", "Say whether it is confidential."))
        }
        guard problems.isEmpty else {
            // In the order of the form.
            let order = ["title", "kind", "description", "contact", "eligibility", "confidential", "confidentiality"]
            throw .fields(problems.sorted { (order.firstIndex(of: $0.name) ?? 0) < (order.firstIndex(of: $1.name) ?? 0) })
        }
        return support
    }
}

extension Form {
    /// A text of one line, whatever was pasted into its field.
    func line(_ name: String) -> String {
        (self[name] ?? "").split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

/// The draft as JSON tells it.
extension SupportsDraftView: ToldAs {
    struct Shape: Codable {
        var version: Int
        var basedOn: Int?
        var supports: [Support]
        var recommendations: [Recommendation]
        var selfAssessment: SelfAssessment
        var difference: SupportsDifference
        var update: QuarterlyUpdate
    }

    var shape: Shape {
        Shape(
            version: draft.version, basedOn: draft.basedOn, supports: draft.supports, recommendations: draft.recommendations,
            selfAssessment: draft.selfAssessment, difference: difference, update: update)
    }
}
