import Casework
import Directives
import Foundation
import HTTPTypes
import Jacket
import OfficerSupport
import Pages
import Records
import Risk

/// One Work Item for one reader, by layers: its state and clocks, and with them whatever else is theirs to see (D20-04 V
/// and VI, ambiguity 2.17).
extension Office {
    static let workItemRoutes: [Route] =
        Route.page(Paths.Template.workItem, .seeStatus) { .page(try await $0.office.workItemPage($0)) }
        + Route.json(Paths.Template.workItem, .seeStatus) { try await $0.office.workItemView($0).shape }

    struct WorkItemView: Sendable {
        var life: CaseView<WorkItemLife>
        /// The item with its indicators, for those who may see them.
        var file: WorkItemFile?
        var standing: CaseStanding
    }

    private func workItemView(_ visit: Visit) async throws -> WorkItemView {
        let reference = visit.parameters["reference"] ?? ""
        guard let life = try await records.life(of: reference, rules, for: visit.asking) else { throw Problem.notFound }
        let file = life.layers.contains(.indicators) ? try await records.workItem(reference, for: visit.asking)?.value : nil
        return WorkItemView(life: life, file: file, standing: WorkItemDoors.item.standing(life, visit))
    }

    private func workItemPage(_ visit: Visit) async throws -> WorkItemPage {
        guard
            let sheet = try await records.workItemSheet(visit.parameters["reference"] ?? "", notes: 0..<Office.notesShown, rules, for: visit.asking)
        else { throw Problem.notFound }
        let view = WorkItemView(life: sheet.life, file: sheet.file, standing: WorkItemDoors.item.standing(sheet.life, visit))
        let (life, item, notes) = (view.life, view.file?.item, sheet.review)
        let isUnits = life.layers.contains(.reviewNotes)
        return WorkItemPage(
            frame: frame(visit, life), identity: try await identity(visit, view), standing: view.standing, plan: plan(visit, life),
            conversation: conversation(visit, life),
            guidance: life.layers.contains(.indicators)
                ? life.file.all(.guide).reversed().map { WorkItemDoors.item.entry($0, life, visit) } : [],
            evidence: try await view.file.asyncMap { try await evidence(visit, $0, sheet.behind, life.file.facts) },
            grounds: Grounds(sentence: life.ground.sentence, cites: life.ground.cites),
            comparison: isUnits && life.file.state == .generated ? view.file.flatMap(comparison) : nil,
            mayClose: view.file?.permitted.contains(.closeDuplicative) == true, review: notes.map { review(visit, life.file.reference, $0) },
            closed: life.file.state == .closedDuplicative
                ? item?.closedAt.map {
                    WorkItemPage.Closed(at: $0, by: notes?.closing?.by, reason: notes?.closing?.reason, earlier: notes?.closing?.earlier)
                } : nil)
    }

    private func identity(_ visit: Visit, _ view: WorkItemView) async throws -> WorkItemPage.Identity {
        let (life, units) = (view.life, try await caches.unitNames(self))
        let reference = life.file.reference
        let facts = life.file.facts
        let name = try await visit.memberName(life, facts, view.file?.member)
        var links: [(words: String, link: Link)] = []
        if Access.decide(.seeJacket, facts, by: visit.actor, on: visit.day).ground != nil {
            let known = view.file?.item.snapshot.asOf.adding(days: -1)
            links.append((known.map { "Jacket as of \($0.short)" } ?? "Jacket", Paths.jacket(life.file.subject.rawValue, asOf: known, item: reference)))
        }
        if Access.decide(.answerItem, facts, by: visit.actor, on: visit.day).ground != nil {
            links.append(("Guide for the conversation", Paths.guideSheet(reference)))
        }
        if visit.may(.seeAccessHistory) { links.append(("History of access", Paths.workItemAccess(reference))) }
        return WorkItemPage.Identity(
            reference: reference, memberName: name,
            facts: [name == nil ? nil : view.file?.member.sourceID, view.file?.item.snapshot.rank, units.title(life.file.unit)].compactMap { $0 },
            status: life.file.state.title, links: links)
    }

    /// The newest notes stand on the item's own page; all of them on theirs.
    private static let notesShown = 3

    /// With what the last act did.
    private func frame(_ visit: Visit, _ life: CaseView<WorkItemLife>) -> Frame {
        var frame = visit.frame()
        switch visit.query["done"] {
        case "note": frame.banner = Frame.Banner("Your note on Work Item \(life.file.reference) is written.")
        case "revision": frame.banner = Frame.Banner("Your revision is written; the note before it stays in the list of all notes.")
        case "paper": frame.banner = Frame.Banner("The paper is attached to Work Item \(life.file.reference).")
        case "closed" where life.file.state == .closedDuplicative:
            frame.banner = Frame.Banner("Work Item \(life.file.reference) is closed as duplicative. It has left the queue; nothing more is to be done.")
        default: frame.banner = WorkItemDoors.item.banner(life, visit)
        }
        return frame
    }

    // MARK: What led to it

    private func evidence(_ visit: Visit, _ found: WorkItemFile, _ behind: [JacketRecord], _ facts: RecordFacts) async throws -> WorkItemEvidence {
        let item = found.item
        let known = item.snapshot.asOf.adding(days: -1)
        return WorkItemEvidence(
            member: item.member.rawValue, reference: item.reference, asOf: known, categories: categories(item), horizon: 24,
            scored: item.snapshot.categories.first?.estimate?.of ?? 0, indicators: indicators(item, behind, asOf: known),
            trust: try await found.run.asyncMap { try await trust(visit, item, run: $0) }, elsewhere: elsewhere(visit, item),
            seesJacket: Access.decide(.seeJacket, facts, by: visit.actor, on: visit.day).ground != nil)
    }

    /// What another source gave, where it was not Mainstay that scored the member.
    private func elsewhere(_ visit: Visit, _ item: WorkItem) -> WorkItemEvidence.Elsewhere? {
        guard let source = item.snapshot.source else { return nil }
        return WorkItemEvidence.Elsewhere(
            source: source,
            categories: item.snapshot.categories.map { category in
                WorkItemEvidence.Elsewhere.Category(
                    title: category.outcome.title, cites: category.outcome.cites, score: category.given?.score.map(Figures.given),
                    place: category.given?.place.map { "\(Figures.count($0.rank)) of \(Figures.count($0.of))" })
            }, opensImports: visit.may(.seeRuns))
    }

    private func categories(_ item: WorkItem) -> [WorkItemPage.Category] {
        item.snapshot.categories.sorted { ($0.raised ? 0 : 1, $0.outcome.rawValue) < ($1.raised ? 0 : 1, $1.outcome.rawValue) }.compactMap { category in
            category.estimate.map {
                WorkItemPage.Category(
                    title: category.outcome.title, cites: category.outcome.cites, probability: $0.probability, forceWide: $0.baseRate, rank: $0.rank,
                    raised: category.raised)
            }
        }
    }

    /// Indicators that stand behind several categories are said once.
    private func indicators(_ item: WorkItem, _ jacket: [JacketRecord], asOf day: Day) -> [WorkItemPage.Indicator] {
        let byReference = Dictionary(
            jacket.map { (Snapshot.Reference(kind: $0.kind.key, record: $0.record), $0) }, uniquingKeysWith: { first, _ in first })
        var order: [String] = []
        var bySentence: [String: [Snapshot.Indicator]] = [:]
        for indicator in item.snapshot.reasons {
            if bySentence[indicator.sentence] == nil { order.append(indicator.sentence) }
            bySentence[indicator.sentence, default: []].append(indicator)
        }
        return order.compactMap { sentence in
            guard let group = bySentence[sentence], let first = group.first else { return nil }
            let shown = first.records.compactMap { byReference[$0] }.sorted { $0.date > $1.date }.prefix(12)
            return WorkItemPage.Indicator(
                sentence: sentence, peers: nil, outcomes: group.map(\.outcome.title),
                records: shown.map { record in
                    WorkItemPage.RecordLink(
                        words: "\(record.date.short): \(Office.words(of: record, .report))",
                        link: Paths.jacket(item.member.rawValue, asOf: day, kind: record.kind.key, item: item.reference)
                            .at(Office.anchor(record.kind.key, record.record)))
                }, more: first.records.count - shown.count)
        }
    }

    /// How often the run's method, on past months, put a member who had the event above one who had not.
    private func trust(_ visit: Visit, _ item: WorkItem, run: Int64) async throws -> WorkItemPage.Trust {
        let facts = try await caches.runFacts(visit, run)
        let pairs = item.snapshot.categories.filter(\.raised).compactMap { category -> (outcome: String, ofHundred: Int)? in
            facts?.areas[category.outcome].map { (category.outcome.title, Int(($0 * 100).rounded())) }
        }
        let years = item.snapshot.yearsOfService
        return WorkItemPage.Trust(
            run: visit.may(.seeRuns) ? String(run) : nil, runName: facts.map { $0.month.name } ?? "its run", pairs: pairs,
            newMemberYears: years.map { $0 < 3 } == true ? years : nil)
    }
}

extension Optional where Wrapped: Sendable {
    /// `map` for what takes its time.
    fileprivate func asyncMap<Value>(_ transform: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
