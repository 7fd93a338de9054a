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
        + Route.page("/runs/elsewhere/new", .startRun) { .page($0.office.startItemImportPage($0, asOf: $0.office.today.firstOfMonth.iso)) }
        + Route.upload("/runs/elsewhere", .startRun, upTo: ScoredFile.mostBytes) { try await $0.office.importItems($0) }

    /// More faults than anybody mends one by one; the page says how many there are.
    private static let faultsShown = 200

    private func itemImportsPage(_ visit: Visit, _ imports: [ItemImportRow]) -> ItemImportsPage {
        var frame = visit.frame()
        if let done = visit.query["done"].flatMap(Int64.init), let row = imports.first(where: { $0.id == done && $0.state == .finished }) {
            frame.banner = Frame.Banner(
                "\(Figures.plural(row.items, "Work Item")) made, scored by \(row.source). \(row.items == 1 ? "It waits" : "They wait") in the queue.")
        }
        return ItemImportsPage(
            frame: frame,
            imports: imports.map {
                ItemImportsPage.Row(
                    id: $0.id, source: $0.source, asOf: $0.asOf, file: $0.file, sha256: $0.sha256, at: $0.at, by: $0.account,
                    problems: $0.state == .refused ? $0.problems : nil, rows: $0.rows, members: $0.members, items: $0.items, elsewhere: $0.elsewhere,
                    withoutUnit: $0.withoutUnit)
            })
    }

    private func startItemImportPage(
        _ visit: Visit, source: String = "", asOf: String, problems: [FormProblem] = [], faults: [ScoredProblem] = [], checked: [String] = []
    ) -> StartItemImportPage {
        StartItemImportPage(
            frame: visit.frame(), source: source, asOf: asOf, problems: problems,
            faults: faults.prefix(Self.faultsShown).map {
                StartItemImportPage.Fault(line: $0.line, field: $0.field, what: $0.what, advice: $0.advice)
            }, faultsTotal: faults.count, checked: checked, categories: Outcome.allCases.map(\.key), mostMegabytes: ScoredFile.mostMegabytes,
            mostRows: ScoredFile.mostRows)
    }

    // MARK: Handing one in

    private func importItems(_ visit: Visit) async throws -> Answer {
        let (source, asOf) = (visit.form["source"] ?? "", visit.form["as-of"] ?? "")
        var problems: [FormProblem] = []
        if case .failure(let problem) = ScoringSource.read(source) { problems.append(FormProblem(field: "source", "\(problem.what) \(problem.advice)")) }
        let day = Day(iso: asOf)
        if day == nil { problems.append(FormProblem(field: "as-of", "Enter the day, as 2018-01-01.")) }
        let file = visit.form.file("file")
        if file == nil { problems.append(FormProblem(field: "file", "Choose a file.")) }
        guard problems.isEmpty, let day, let file else {
            return .page(.unprocessableContent, startItemImportPage(visit, source: source, asOf: asOf, problems: problems).html)
        }
        let onlyCheck = visit.form["do"] == "check"
        do {
            let report = try await takenIn(file, source, day, onlyCheck: onlyCheck, visit)
            if let entry = report.entry, entry.state == .finished { return .seeOther(Paths.itemImports.with([("done", String(entry.id))])) }
            let faults = report.problems.filter { $0.field != "as-of" }
            let page = startItemImportPage(
                visit, source: source, asOf: asOf,
                problems: report.problems.filter { $0.field == "as-of" }.map { FormProblem(field: "as-of", "\($0.what) \($0.advice)") }, faults: faults,
                checked: report.problems.isEmpty ? words(of: report) : [])
            return .page(report.problems.isEmpty ? .ok : .unprocessableContent, page.html)
        } catch let held as WorkLock.Held {
            return refused(visit, source, asOf, held.description)
        } catch let problem as MonthProblem {
            return refused(visit, source, asOf, problem.description)
        } catch let problem as LedgerProblem {
            return refused(visit, source, asOf, problem.description)
        }
    }

    private func refused(_ visit: Visit, _ source: String, _ asOf: String, _ sentence: String) -> Answer {
        .page(.unprocessableContent, startItemImportPage(visit, source: source, asOf: asOf, problems: [FormProblem(sentence)]).html)
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
