import Casework
import Directives
import Foundation
import HTTPTypes
import Pages
import Records

/// What falls due, the batches, their papers and certificates (`SRV-017:IV.J.1#2`, ambiguity 3.7).
extension Office {
    static let destructionRoutes: [Route] =
        Route.both("/destruction", .seeDestruction, { try await $0.office.destructionView($0) }) { visit, view in
            .page(visit.office.destructionPage(visit, view))
        }
        + Route.change("/destruction/proposals", .proposeDestruction) { visit in
            try await visit.office.records.proposeDestruction(for: visit.asking)
            return .seeOther(Paths.destruction)
        }
        + Route.both(Paths.Template.batch, .seeDestruction, { try await $0.office.batchView($0) }) { visit, view in
            .page(visit.office.batchPage(visit, view))
        }
        + Route.page(Paths.Template.paperList, .confirmDestruction) { try await $0.office.paperListPage($0) }
        + Route.page(Paths.Template.certificateText, .seeDestruction) { visit in
            guard let certificate = try await visit.office.batchView(visit).certificate, certificate.files > 0 else { throw Problem.notFound }
            let wording = visit.frame().wording
            let text = certificate.text(department: visit.office.department.name) { wording.moment($0) }
            return .text(name: "certificate-\(certificate.batch).txt", Array(text.utf8))
        }
        + Route.change(Paths.Template.batchConfirmation, .confirmDestruction) { visit in
            try await visit.office.step(visit, asking: [
                ("papers", "Say that the papers on the list go with the batch."), ("final", "Say that you know it cannot be undone."),
            ]) { try await visit.office.records.confirmDestruction(of: $0, for: visit.asking) }
        }
        + Route.change(Paths.Template.batchSecond, .secondDestruction) { visit in
            try await visit.office.step(visit, asking: [("final", "Say that you know it cannot be undone.")]) {
                try await visit.office.records.confirmDestructionSecond(of: $0, for: visit.asking)
            }
        }
        + Route.change(Paths.Template.batchReturn, .secondDestruction) { visit in
            try await visit.office.step(visit, asking: []) { try await visit.office.records.returnBatch($0, for: visit.asking) }
        }

    // MARK: The outlook

    struct DestructionView: Codable, Sendable {
        var outlook: DestructionOutlook
        var batches: [DestructionBatch]
    }

    private func destructionView(_ visit: Visit) async throws -> DestructionView {
        DestructionView(
            outlook: try await records.destructionOutlook(for: visit.asking), batches: try await records.destructionBatches(for: visit.asking))
    }

    private func destructionPage(_ visit: Visit, _ view: DestructionView) -> DestructionPage {
        DestructionPage(
            frame: visit.frame(), until: view.outlook.until,
            kinds: view.outlook.kinds.map { kind in
                DestructionPage.Kind(
                    kind: kind.kind, months: kind.months, authority: kind.authority, files: kind.files, open: kind.open, running: kind.running,
                    noSchedule: kind.noSchedule,
                    due: kind.due.map { DestructionPage.Due(mark: $0.mark, dueOn: $0.dueOn, records: $0.records, state: $0.state.words) })
            },
            batches: view.batches.map {
                DestructionPage.Batch(id: $0.id, kind: $0.kind, files: $0.files, proposed: $0.proposed.at, state: $0.words)
            })
    }

    // MARK: One batch

    private func batchView(_ visit: Visit) async throws -> BatchView {
        guard let id = visit.parameters["batch"].flatMap(Int64.init), let view = try await records.destructionBatch(id, for: visit.asking)
        else { throw Problem.notFound }
        return view
    }

    private func batchPage(_ visit: Visit, _ view: BatchView, problems: [FormProblem] = []) -> DestructionBatchPage {
        let batch = view.batch
        let frame = visit.frame()
        func words(_ step: DestructionBatch.Step?) -> String {
            guard let step else { return "not yet" }
            return "\(frame.wording.moment(step.at)), \(step.by)\(step.designeeOf.map { ", designee of \($0)" } ?? "")"
        }
        var steps = [
            DestructionBatchPage.Step(title: "Proposed", words: words(batch.proposed)),
            DestructionBatchPage.Step(title: "Paper list made", words: words(batch.printed)),
            DestructionBatchPage.Step(title: "Confirmed", words: words(batch.confirmed)),
        ]
        if view.secondPersonNeeded || batch.second != nil {
            steps.append(DestructionBatchPage.Step(title: "Second person", words: words(batch.second)))
        }
        return DestructionBatchPage(
            frame: frame, id: batch.id, kind: batch.kind, state: batch.words, steps: steps,
            files: view.files.map { DestructionBatchPage.File(mark: $0.mark, dueOn: $0.dueOn) }, next: next(visit, view),
            certificate: view.certificate.map { certificate(frame, $0) }, problems: problems)
    }

    private func next(_ visit: Visit, _ view: BatchView) -> DestructionBatchPage.Next {
        let batch = view.batch
        let role = RetentionTable.entry(batch.kind).confirmedBy
        switch batch.state {
        case .destroyed, .nothing: return .nothing("The batch is over.")
        case .proposed:
            guard let role, visit.may(.confirmDestruction), visit.actor.roles(on: visit.day).contains(role) else {
                return .nothing("It waits for the \(role?.title ?? "person whom the department names") to print the list of papers and confirm it.")
            }
            return batch.printed == nil ? .print : .confirm(destroys: !view.secondPersonNeeded)
        case .confirmed:
            guard visit.may(.secondDestruction) else { return .nothing("It waits for the legal custodian, as the second person.") }
            return batch.confirmed?.by == visit.actor.account
                ? .nothing("You confirmed it. Another legal custodian confirms as the second person.") : .second
        }
    }

    private func certificate(_ frame: Frame, _ certificate: DestructionCertificate) -> DestructionBatchPage.Certificate {
        var rows: [(name: String, value: String)] = []
        if certificate.files > 0 {
            rows += [
                ("Batch", "\(certificate.batch)"), ("Destroyed", frame.wording.moment(certificate.destroyedAt)),
                ("Files", "\(Figures.count(certificate.files)), each with its key"),
            ]
            rows += certificate.counts.map { ($0.title, Figures.count($0.count)) }
        }
        rows += certificate.leftOut.map { ("Left out", "\(Figures.count($0.count)): \($0.title)") }
        guard certificate.files > 0 else { return DestructionBatchPage.Certificate(rows: rows, nothing: true) }
        rows += [
            ("Schedule", certificate.schedule), ("Disposal authority", certificate.authority), ("Confirmed by", certificate.confirmedBy),
        ]
        if let second = certificate.secondBy { rows.append(("Second person", second)) }
        rows += [
            ("SHA-256 of what went", certificate.digest), ("Line of the trail", "\(certificate.trailEntry)"),
            (
                "Backups of the keys",
                certificate.keysExpireAt.map { "the last that could still open it expires \(frame.wording.moment($0))" }
                    ?? "none on record could still open it"
            ),
            (
                "On the disk",
                certificate.erased
                    ? "both files written anew, both logs emptied"
                    : "a reader was in the way; the files are written anew as soon as it is gone"
            ),
        ]
        return DestructionBatchPage.Certificate(rows: rows, nothing: false)
    }

    private func paperListPage(_ visit: Visit) async throws -> Answer {
        let view = try await batchView(visit)
        do {
            let lines = try await records.paperList(of: view.batch.id, for: visit.asking)
            return .page(
                PaperListPage(
                    frame: visit.frame(), id: view.batch.id, kind: view.batch.kind,
                    lines: lines.map {
                        PaperListPage.Line(mark: $0.mark, member: "\($0.memberName) (\($0.memberNumber))", papers: $0.papers)
                    }))
        } catch let problem as DestructionProblem {
            throw Problem.conflict(problem.description)
        }
    }

    // MARK: Steps

    /// Takes a step that cannot be undone, once every box was ticked.
    private func step<Value>(
        _ visit: Visit, asking boxes: [(field: String, sentence: String)], _ body: (Int64) async throws -> Value
    ) async throws -> Answer {
        guard let id = visit.parameters["batch"].flatMap(Int64.init) else { throw Problem.notFound }
        let missing = boxes.filter { visit.form[$0.field] != "yes" }.map { FormProblem(field: $0.field, $0.sentence) }
        guard missing.isEmpty else {
            return .page(.unprocessableContent, batchPage(visit, try await batchView(visit), problems: missing).html)
        }
        do {
            _ = try await body(id)
        } catch let problem as DestructionProblem {
            throw Problem.conflict(problem.description)
        }
        return .seeOther(Paths.batch(id))
    }
}

extension DestructionOutlook.DueFile.State {
    fileprivate var words: String {
        switch self {
        case .ready: "due, goes into the next batch"
        case .soon: "not due yet"
        case .noAuthority: "due, no authority"
        case .onHold: "on hold"
        case .proposed: "due, in a batch"
        }
    }
}

extension DestructionBatch {
    fileprivate var words: String {
        switch state {
        case .proposed: printed == nil ? "proposed; its list of papers comes next" : "proposed; its list of papers was made"
        case .confirmed: "confirmed; waits for the second person"
        case .destroyed: "destroyed"
        case .nothing: "over; nothing was destroyed"
        }
    }
}
