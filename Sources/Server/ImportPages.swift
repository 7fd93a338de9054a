import Casework
import Directives
import Foundation
import HTTPTypes
import Intake
import Jacket
import Pages
import Records

/// Imports, their quality reports, and starting one from a folder of the inbox.
extension Office {
    static let quarantineLength = 100

    static let importRoutes: [Route] =
        Route.both("/imports", .seeImports, { try await $0.office.records.imports(for: $0.asking) }) { visit, list in
            .page(try await visit.office.importsPage(visit, list))
        }
        + Route.page("/imports/new", .startImport) { .page(try await $0.office.startImportPage($0, problems: [])) }
        + Route.change("/imports", .startImport) { try await $0.office.beginImport($0) }
        + Route.both(Paths.Template.import, .seeImports, { try await $0.office.importView($0) }) { visit, view in
            .page(try await visit.office.importPage(visit, view))
        }
        + Route.both(Paths.Template.quarantine, .seeQuarantine, { try await $0.office.quarantineView($0) }) { visit, view in
            .page(try await visit.office.quarantinePage(visit, view))
        }

    // MARK: The list

    private func importsPage(_ visit: Visit, _ list: [ImportEntry]) async throws -> ImportsPage {
        let job = await jobs.running.first { $0.kind == .import }
        var list = list
        if job == nil, list.contains(where: { $0.state == .running }) {
            // Left behind by a process that died; nothing happens while another one is at work.
            try records.markInterruptedImports()
            list = try await records.imports(for: visit.asking)
        }
        let rows = list.map { entry in
            let state: ImportsPage.Row.State =
                switch entry.state {
                case .finished: .finished
                case .running: job.map { .running(job: $0.id) } ?? .failed(reason: "Under way in another process.")
                case .interrupted: .failed(reason: "Interrupted. The files finished before are whole; run it again.")
                case .failed: .failed(reason: "It stopped before the end. The files finished before are whole.")
                }
            return ImportsPage.Row(
                id: String(entry.id), folder: entry.profile, started: entry.startedAt, by: entry.account ?? "the command line",
                state: state, read: entry.rowsRead, new: entry.rowsNew, changed: entry.rowsChanged, quarantined: entry.rowsQuarantined,
                refusedFiles: entry.filesRefused)
        }
        return ImportsPage(frame: visit.frame(), imports: rows, freshness: try await freshness(visit))
    }

    /// How far each kind of record reaches, over the latest imports: a delivery of one file says nothing of the others.
    func freshness(_ visit: Visit) async throws -> [Freshness] {
        var reach: [String: Day] = [:]
        for entry in try await records.imports(limit: 24, for: visit.asking) {
            for coverage in try await records.importReport(entry.id, for: visit.asking)?.coverage ?? [] {
                guard let latest = coverage.latestKnown else { continue }
                reach[coverage.kind] = max(latest, reach[coverage.kind] ?? latest)
            }
        }
        let expected = today.firstOfMonth.adding(days: -1).firstOfMonth
        return RecordKind.jacket.compactMap { kind in
            reach[kind.key].map { Freshness(source: kind.title, through: $0, behind: $0 < expected) }
        }
    }

    // MARK: Starting one

    /// The folders of the inbox; a link to a folder is one too.
    private func inboxFolders() -> [StartImportPage.Folder] {
        let manager = FileManager.default
        let names = ((try? manager.contentsOfDirectory(atPath: inbox.path)) ?? []).sorted().filter { !$0.hasPrefix(".") }
        return names.compactMap { name in
            let folder = inbox.appendingPathComponent(name).resolvingSymlinksInPath()
            guard let files = try? manager.contentsOfDirectory(atPath: folder.path) else { return nil }
            let records = files.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".csv.gz") }
            let bytes = records.reduce(0) { sum, file in
                let size = try? manager.attributesOfItem(atPath: folder.appendingPathComponent(file).path)[.size] as? Int
                return sum + (size ?? 0)
            }
            let profile = files.contains("profile.yaml") ? "profile.yaml" : nil
            return StartImportPage.Folder(
                name: name, files: records.count, bytes: bytes, profile: profile, selected: names.count == 1)
        }
    }

    private func startImportPage(_ visit: Visit, problems: [FormProblem]) async throws -> StartImportPage {
        StartImportPage(frame: visit.frame(), inbox: "inbox", folders: inboxFolders(), problems: problems)
    }

    private func beginImport(_ visit: Visit) async throws -> Answer {
        // Only a name that the inbox lists is taken, so no path of any other kind gets through.
        guard let name = visit.form["folder"], inboxFolders().contains(where: { $0.name == name }) else {
            let page = try await startImportPage(visit, problems: [FormProblem(field: "folder", "Choose a folder of the inbox.")])
            return .page(.unprocessableContent, page.html)
        }
        if let running = await jobs.running.first { return .seeOther(Paths.job(running.id)) }
        let job = try await startImport(folder: inbox.appendingPathComponent(name), account: visit.actor.account)
        return .seeOther(Paths.job(job.id))
    }

    // MARK: One import

    struct ImportView: Codable, Sendable {
        var entry: ImportEntry
        var report: ImportReport?
    }

    private func importView(_ visit: Visit) async throws -> ImportView {
        guard let id = visit.parameters["import"].flatMap(Int64.init), let entry = try await records.importEntry(id, for: visit.asking) else {
            throw Problem.notFound
        }
        var report = try await records.importReport(id, for: visit.asking)
        // Where the files lay on the server is nobody's business here.
        if let directory = report?.directory { report?.directory = URL(fileURLWithPath: directory).lastPathComponent }
        return ImportView(entry: entry, report: report)
    }

    private func importPage(_ visit: Visit, _ view: ImportView) async throws -> ImportPage {
        let report = view.report
        let files = (report?.files ?? []).map { file in
            ImportPage.File(
                name: file.file, kind: Figures.list(file.kinds.compactMap { RecordKind.named($0.kind)?.title }), read: file.rowsRead,
                new: file.rowsNew, changed: file.rowsChanged, unchanged: file.rowsUnchanged, quarantined: file.rowsQuarantined,
                refused: file.state == .refused ? file.reason ?? "Refused." : nil)
        }
        return ImportPage(
            frame: visit.frame(), id: String(view.entry.id), folder: view.entry.profile, profile: report?.profile,
            started: view.entry.startedAt, seconds: report?.seconds ?? 0, by: view.entry.account ?? "the command line", files: files,
            coverage: coverage(report, through: view.entry.dataDay), freshness: freshness(report), findings: findings(report))
    }

    private func freshness(_ report: ImportReport?) -> [Freshness] {
        (report?.coverage ?? []).filter { Office.isDated($0.kind) }.map { coverage in
            Freshness(
                source: RecordKind.named(coverage.kind)?.title ?? coverage.kind, through: coverage.latestKnown,
                behind: coverage.latestKnown.map { $0 < (report?.dataDay ?? today).adding(days: -45) } ?? true)
        }
    }

    /// Kinds whose records have dates of their own; units and demographic data have none to speak of.
    private static func isDated(_ kind: String) -> Bool { ![RecordKind.unit, .demographics].map(\.key).contains(kind) }

    /// Records by month, the last twelve years.
    private func coverage(_ report: ImportReport?, through day: Day) -> SmallMultiples {
        let axis = TimeAxis(from: day.adding(years: -11).firstOfMonth, to: day)
        let months = axis.count(perYear: 12)
        let rows = (report?.coverage ?? []).filter { Office.isDated($0.kind) }.map { coverage -> SmallMultiples.Row in
            var counts = [Int](repeating: 0, count: months)
            let parts = coverage.first.split(separator: "-").compactMap { Int($0) }
            if parts.count == 2 {
                let start = (parts[0] - axis.years.lowerBound) * 12 + parts[1] - 1
                for (offset, count) in coverage.counts.enumerated() where counts.indices.contains(start + offset) {
                    counts[start + offset] = count
                }
            }
            return SmallMultiples.Row(
                title: RecordKind.named(coverage.kind)?.title ?? coverage.kind, counts: counts, total: coverage.counts.reduce(0, +))
        }
        return SmallMultiples(axis: axis, perYear: 12, rows: rows, ownScales: true)
    }

    private func findings(_ report: ImportReport?) -> [ImportPage.Finding] {
        guard let report else { return [] }
        var findings = [
            ImportPage.Finding(
                title: "Active members without a unit", count: report.membersWithoutUnit.without, of: report.membersWithoutUnit.active,
                advice: "A member without a unit can be given no Work Item: there is no district it could go to."),
            ImportPage.Finding(
                title: "Overlapping assignments", count: report.overlaps.pairs, of: nil,
                advice: "\(Figures.plural(report.overlaps.members, "member")) with two assignments at a time; the later start counts."),
        ]
        for warning in report.warnings { findings.append(ImportPage.Finding(title: "Note", count: 1, of: nil, advice: warning)) }
        for file in report.files {
            for warning in file.warnings { findings.append(ImportPage.Finding(title: file.file, count: 1, of: nil, advice: warning)) }
        }
        return findings
    }

    // MARK: The rows not taken in

    struct QuarantineView: Codable, Sendable {
        var entry: ImportEntry
        var files: [String]
        var total: Int
        var page: Int
        var rows: [QuarantinedRow]
    }

    private func quarantineView(_ visit: Visit) async throws -> QuarantineView {
        let view = try await importView(visit)
        let files = (view.report?.files ?? []).filter { $0.rowsQuarantined > 0 }.map(\.file)
        let file = visit.query["file"].flatMap { name in files.first { $0 == name } }
        let page = try visit.pageNumber()
        let found = try await records.quarantine(
            of: view.entry.id, file: file, offset: (min(page, 100_000) - 1) * Office.quarantineLength, limit: Office.quarantineLength,
            for: visit.asking)
        return QuarantineView(entry: view.entry, files: files, total: found.total, page: page, rows: found.rows)
    }

    private func quarantinePage(_ visit: Visit, _ view: QuarantineView) async throws -> Pages.QuarantinePage {
        Pages.QuarantinePage(
            frame: visit.frame(), id: String(view.entry.id), importName: "Import \(view.entry.id)",
            files: view.files.map { Choice(value: $0, title: $0, selected: $0 == visit.query["file"]) },
            rows: view.rows.map {
                Pages.QuarantinePage.Row(file: $0.file, line: $0.line, column: $0.column, value: $0.value, reason: $0.reason)
            }, total: view.total, page: view.page, pages: max(1, (view.total + Office.quarantineLength - 1) / Office.quarantineLength))
    }
}
