import Casework
import Directives
import Foundation
import HTTPTypes
import OfficerSupport
import Pages
import Records
import Risk

/// Files of members whom a model outside of Mainstay scored: the list of them, and handing one in (`D20-04:IV.B`, `IV.C`;
/// ambiguity 2.27).
extension Office {
    static let itemImportRoutes: [Route] =
        Route.both("/runs/elsewhere", .seeRuns, { try await $0.office.records.itemImports(for: $0.asking) }) { visit, imports in
            .page(visit.office.itemImportsPage(visit, imports))
        }
        + Route.page("/runs/elsewhere/new", .startRun) { visit in
            .page(try await visit.office.startItemImportPage(visit, ItemImportForm(asOf: visit.office.today.firstOfMonth.iso)))
        }
        + Route.upload("/runs/elsewhere", .startRun, upTo: ScoredFile.mostBytes) { try await $0.office.importItems($0) }

    /// What was typed, to be shown again.
    private struct ItemImportForm {
        var source = ""
        var asOf: String
    }

    /// More faults than anybody mends one by one; the page says how many there are.
    private static let faultsShown = 200

    private func itemImportsPage(_ visit: Visit, _ imports: [ItemImportRow]) -> ItemImportsPage {
        var frame = visit.frame()
        if let done = visit.query["done"].flatMap(Int64.init), let row = imports.first(where: { $0.id == done && $0.state == .finished }) {
            frame.banner = Frame.Banner(Office.made(row))
        }
        return ItemImportsPage(
            frame: frame,
            imports: imports.map {
                ItemImportsPage.Row(
                    id: $0.id, source: $0.source, asOf: $0.asOf, file: $0.file, sha256: $0.sha256, at: $0.at, by: $0.account,
                    problems: $0.state == .refused ? $0.problems : nil, rows: $0.rows, members: $0.members, items: $0.items, elsewhere: $0.elsewhere,
                    withoutUnit: $0.withoutUnit, first: $0.first, last: $0.last, recordsThrough: $0.warnings.isEmpty ? nil : $0.dataDay)
            })
    }

    private static func made(_ row: ItemImportRow) -> String {
        let items = "\(Figures.plural(row.items, "Work Item")) made, scored by \(row.source)."
        return row.items == 0 ? items : "\(items) \(row.items == 1 ? "It waits" : "They wait") in the queue."
    }

    private func startItemImportPage(
        _ visit: Visit, _ form: ItemImportForm, problems: [FormProblem] = [], faults: [ScoredProblem] = [], checked: [String] = [],
        warnings: [String] = []
    ) async throws -> StartItemImportPage {
        StartItemImportPage(
            frame: visit.frame(), source: form.source, asOf: form.asOf, sources: try await pastSources(visit), problems: problems,
            faults: faults.prefix(Self.faultsShown).map {
                StartItemImportPage.Fault(line: $0.line, field: $0.field, what: $0.what, advice: $0.advice)
            }, faultsTotal: faults.count, checked: checked, warnings: warnings,
            categories: Outcome.allCases.map { StartItemImportPage.Category(key: $0.key, title: $0.title, cites: $0.cites) },
            mostMegabytes: ScoredFile.mostMegabytes, mostRows: ScoredFile.mostRows)
    }

    /// The names by which sources were known before, the last first: a name typed anew is another source.
    private func pastSources(_ visit: Visit) async throws -> [String] {
        guard visit.may(.seeRuns) else { return [] }
        var seen: Set<String> = []
        return try await records.itemImports(for: visit.asking).filter { $0.state == .finished }.map(\.source).filter { seen.insert($0).inserted }
    }

    // MARK: Handing one in

    private func importItems(_ visit: Visit) async throws -> Answer {
        // Nothing is made that was not asked for by its name.
        let way = visit.form.raw("do")
        guard way == "check" || way == "import" else { throw Problem.badRequest("The form does not say whether to check the file or to import it.") }
        let form = ItemImportForm(source: visit.form["source"] ?? "", asOf: visit.form["as-of"] ?? "")
        var problems: [FormProblem] = []
        if case .failure(let problem) = ScoringSource.read(form.source) {
            problems.append(FormProblem(field: "source", "\(problem.what) \(problem.advice)"))
        }
        let day = Day(iso: form.asOf)
        if day == nil { problems.append(FormProblem(field: "as-of", "Enter the day, as 2018-01-01.")) }
        let file = visit.form.file("file")
        if file == nil { problems.append(FormProblem(field: "file", "Choose a file.")) }
        guard problems.isEmpty, let day, let file else {
            return .page(.unprocessableContent, try await startItemImportPage(visit, form, problems: problems).html)
        }
        guard itemReading.enter() else { return try await refused(visit, form, .conflict, "Another file is being read. Try again in a minute; nothing was changed.") }
        defer { itemReading.leave() }
        do {
            let report = try await takenIn(file, form.source, day, onlyCheck: way == "check", visit)
            return try await answer(visit, form, report)
        } catch let held as WorkLock.Held {
            return try await refused(visit, form, .conflict, held.description)
        } catch let problem as MonthProblem {
            return try await refused(visit, form, .unprocessableContent, problem.description)
        } catch let problem as LedgerProblem {
            return try await refused(visit, form, .unprocessableContent, problem.description)
        } catch let problem as WorkCalendar.Problem {
            return try await refused(visit, form, .unprocessableContent, "\(problem.description) No Work Item was made.")
        }
    }

    private func answer(_ visit: Visit, _ form: ItemImportForm, _ report: ItemImportReport) async throws -> Answer {
        if let entry = report.entry, entry.state == .finished {
            // Their numbers are kept nowhere: they are told once, to whoever handed the file in.
            guard report.withoutUnit.isEmpty else {
                return .page(
                    .ok, ItemImportDonePage(frame: visit.frame(), made: Office.made(entry), withoutUnit: report.withoutUnit, warnings: report.warnings).html)
            }
            return .seeOther(Paths.itemImports.with([("done", String(entry.id))]))
        }
        let isInOrder = report.problems.isEmpty
        let page = try await startItemImportPage(
            visit, form, problems: report.problems.filter { $0.field == "as-of" }.map { FormProblem(field: "as-of", "\($0.what) \($0.advice)") },
            faults: report.problems.filter { $0.field != "as-of" }, checked: isInOrder ? words(of: report) : [], warnings: report.warnings)
        return .page(isInOrder ? .ok : .unprocessableContent, page.html)
    }

    private func refused(_ visit: Visit, _ form: ItemImportForm, _ status: HTTPResponse.Status, _ sentence: String) async throws -> Answer {
        .page(status, try await startItemImportPage(visit, form, problems: [FormProblem(sentence)]).html)
    }

    /// Reading the department's records blocks: it has a thread of its own, outside the concurrency pool.
    private func takenIn(_ file: UploadedFile, _ source: String, _ day: Day, onlyCheck: Bool, _ visit: Visit) async throws -> ItemImportReport {
        let asking = visit.asking
        return try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { [records, department, surroundings] in
                continuation.resume(
                    with: Result {
                        try records.importItems(
                            file.content, named: file.name, source: source, asOf: day, onlyCheck: onlyCheck, department: department,
                            surroundings: surroundings, for: asking)
                    })
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    private func words(of report: ItemImportReport) -> [String] {
        var words = [
            "\(Figures.plural(report.rows, "row")) of \(Figures.plural(report.members, "member")).",
            "\(Figures.plural(report.items, "Work Item")) would be made.",
        ]
        if report.elsewhere > 0 { words.append("\(Figures.plural(report.elsewhere, "member")) of districts where the program is not on would get none.") }
        for number in report.withoutUnit { words.append("Member \(number) has no unit on record, so there is no district to which an item could go.") }
        return words
    }
}
