import Casework
import Directives
import Foundation
import Jacket
import OfficerSupport
import Pages
import Records

/// A member's jacket as of a day (`D20-04:III.C`).
extension Office {
    static let jacketRoutes: [Route] =
        Route.both(Paths.Template.jacket, .seeJacket, { try await $0.office.jacketView($0) }) { visit, view in
            .page(try await visit.office.jacketPage(visit, view))
        }

    /// The jacket as JSON gives it and as the page draws it.
    struct JacketView: ToldAs, Sendable {
        var member: Member
        var asOf: Day
        var ground: Ground
        var file: MemberFile

        struct Shape: Codable {
            var member: Member
            var asOf: Day
            var ground: String
            var records: [Entry]
        }

        var shape: Shape { Shape(member: member, asOf: asOf, ground: ground.sentence, records: Office.entries(file.records)) }

        struct Entry: Codable, Sendable {
            var kind: String
            var number: Int?
            var cites: String
            var record: Int64
            var version: Int
            var happenedOn: Day?
            var knownOn: Day
            var outcomeKnownOn: Day?
            var fields: [String: String]
        }
    }

    private func jacketView(_ visit: Visit) async throws -> JacketView {
        guard let number = visit.parameters["member"].flatMap(Int64.init) else { throw Problem.notFound }
        let id = MemberID(rawValue: number)
        let asOf = try asOfDay(visit)
        let absent = try await caches.absentKinds(self)
        let kinds = Records.jacketKinds.filter { !absent.contains($0.key) }
        guard let opened = try await records.memberFile(id, asOf: asOf, kinds: kinds, from: visit.query["item"], for: visit.asking) else { throw Problem.notFound }
        return JacketView(member: opened.value.member, asOf: asOf, ground: opened.ground, file: opened.value)
    }

    private static func entries(_ records: [JacketRecord]) -> [JacketView.Entry] {
        records.map { record in
            var fields: [String: String] = [:]
            for (field, value) in zip(record.kind.fields, record.values) { fields[field.name] = value?.plain }
            return JacketView.Entry(
                kind: record.kind.key, number: record.kind.number, cites: record.kind.cites.rawValue, record: record.record,
                version: record.version, happenedOn: record.happenedOn, knownOn: record.knownOn, outcomeKnownOn: record.outcomeKnownOn,
                fields: fields)
        }
    }

    private func asOfDay(_ visit: Visit) throws -> Day {
        guard let text = visit.query["as-of"] else { return today }
        guard let day = Day(iso: text), day.year >= 1900 else {
            throw Problem.badRequest("\"\(text.prefix(40))\" is no date. Write the day as 2017-12-31.")
        }
        return day
    }

    // MARK: The page

    private func jacketPage(_ visit: Visit, _ view: JacketView) async throws -> JacketPage {
        let (absent, units) = try await (caches.absentKinds(self), caches.unitNames(self))
        let axis = Office.axis(of: view.file.records, asOf: view.asOf)
        let source = Office.withRanksOnce(view.file.records)
        let byKind = Dictionary(grouping: source, by: \.kind)
        let filter = visit.query["kind"].flatMap { RecordKind.named($0) }
        let listed = source.filter { filter == nil || $0.kind == filter }
            .sorted { ($0.date, $0.record) > ($1.date, $1.record) }
        let length = filter == nil ? 30 : 400
        let pages = max(1, (listed.count + length - 1) / length)
        let page = min(pages, max(1, visit.query["page"].flatMap(Int.init) ?? 1))
        let items = view.file.items.filter { calendar.day(of: $0.generatedAt) <= view.asOf }
        var shown = JacketPage(
            frame: visit.frame(), member: person(view, units), asOf: view.asOf, today: today, axis: axis,
            sections: Office.sections(byKind, axis: axis, absent: absent), postings: Office.postings(byKind[.posting] ?? [], units),
            marks: items.map { Strip.Mark(calendar.day(of: $0.generatedAt), "Work Item \($0.reference)") },
            rows: listed.dropFirst((page - 1) * length).prefix(length).map(row), kind: filter?.key, total: listed.count,
            page: page, pages: pages, grounds: Grounds(sentence: view.ground.sentence, cites: view.ground.cites))
        shown.item = visit.query["item"].flatMap { reference in view.file.items.contains { $0.reference == reference } ? reference : nil }
        return shown
    }

    private func person(_ view: JacketView, _ units: UnitNames) -> JacketPage.Person {
        let standing = Standing(view.file.records, on: view.asOf, department: department)
        return JacketPage.Person(
            id: view.member.id.rawValue, name: view.member.name.isEmpty ? view.member.sourceID : view.member.name,
            number: view.member.sourceID, rank: standing.rank, unit: standing.unit.map(units.title) ?? "No unit on record",
            appointed: view.member.appointed, separated: view.member.separated)
    }

    /// Twelve years are what a page can show; older records are in the totals and in the table.
    static func axis(of records: [JacketRecord], asOf: Day) -> TimeAxis {
        let first = records.lazy.filter { RecordKind.jacket.contains($0.kind) }.map(\.date).min() ?? asOf
        return TimeAxis(from: max(first, asOf.adding(years: -11).firstOfMonth), to: asOf)
    }

    private static func sections(
        _ byKind: [RecordKind: [JacketRecord]], axis: TimeAxis, absent: Set<String>
    ) -> [JacketPage.Section] {
        (1...20).map { number in
            let kinds = (RecordKind.jacket + [.posting, .rankHeld]).filter { $0.number == number }
            return JacketPage.Section(
                number: number, title: kinds.map(\.title).joined(separator: "; "), cites: Citation(rawValue: "D20-04:III.C.\(number)"),
                kinds: kinds.map { kind in
                    let records = byKind[kind] ?? []
                    return JacketPage.Kind(
                        key: kind.key, title: kind.title, quarters: axis.counts(of: records.map(\.date), perYear: 4), total: records.count,
                        absent: absent.contains(kind.key) ? "No source with such records has been imported." : nil)
                })
        }
    }

    private static func postings(_ records: [JacketRecord], _ units: UnitNames) -> [JacketPage.Posting] {
        records.compactMap { record in
            guard case .text(let unit)? = record["unit"] else { return nil }
            return JacketPage.Posting(
                unit: units.title(unit), detail: record["kind"] == .code("detail"), start: record.date, end: record.outcomeKnownOn)
        }.sorted { $0.start < $1.start }
    }

    static func anchor(_ kind: String, _ record: Int64) -> String { "\(kind)-\(record)" }

    /// A payroll states the same rank every year; the jacket shows it once, from the first year.
    private static func withRanksOnce(_ records: [JacketRecord]) -> [JacketRecord] {
        let held = records.filter { $0.kind == .rankHeld }.sorted { ($0.date, $0.record) < ($1.date, $1.record) }
        let first = held.indices.filter { $0 == 0 || held[$0]["rank"] != held[$0 - 1]["rank"] }.map { held[$0] }
        return records.filter { $0.kind != .rankHeld } + first
    }

    private func row(_ record: JacketRecord) -> JacketPage.Row {
        let hasOutcome = record.kind.outcomeKnown != nil
        // Where no field says what came of it, the date still says that it ended.
        let said = Office.words(of: record, .outcome)
        let outcome = said.isEmpty ? record.kind.outcomeKnown?.title : said
        return JacketPage.Row(
            anchor: Office.anchor(record.kind.key, record.record), happened: record.happenedOn, known: record.knownOn,
            kind: record.kind.title, summary: summary(record),
            outcome: record.outcomeKnownOn == nil ? record.kind.outcomeKnown?.pending : outcome,
            outcomeKnown: record.outcomeKnownOn, version: record.version, final: !hasOutcome)
    }

    private func summary(_ record: JacketRecord) -> String {
        guard record.kind == .rankHeld, case .text(let key)? = record["rank"] else { return Office.words(of: record, .report) }
        let title = department.ranks.first { $0.key == key }?.title ?? key
        guard case .day(let since)? = record["since"] else { return title }
        return "\(title), since \(since.short)"
    }

    /// The record in a line: codes in words, marks that are set, the rest with its name.
    static func words(of record: JacketRecord, _ part: Field.Part) -> String {
        var parts: [String] = []
        for (field, value) in zip(record.kind.fields, record.values) where field.part == part {
            switch value {
            case .code("other")?, .code("unknown")?: parts.append("\(field.title.lowercasedFirst): \(value?.words(field).lowercasedFirst ?? "")")
            case .code(let code)?: parts.append(field.words(for: code))
            case .flag(true)?: parts.append(field.title)
            case .flag(false)?, nil: break
            case .text(let text)?: parts.append(["award", "course", "name"].contains(field.name) ? text : "\(field.title.lowercasedFirst) \(text)")
            case let other?: parts.append("\(field.title.lowercasedFirst) \(other.words(field))")
            }
        }
        // "Domestic" as the nature and "Domestic" as a mark are said once.
        let distinct = parts.indices.filter { index in !parts[..<index].contains(parts[index]) }.map { parts[$0] }
        guard let first = distinct.first else { return part == .report ? record.kind.one.capitalizedFirst : "" }
        return ([first.capitalizedFirst] + distinct.dropFirst()).joined(separator: "; ")
    }
}

/// Rank and unit of a member on a day, worked out from the jacket as it was known then.
struct Standing {
    var rank: String
    var unit: String?

    init(_ records: [JacketRecord], on day: Day, department: Department) {
        let held = records.filter { $0.kind == .rankHeld }.max { ($0.date, $0.record) < ($1.date, $1.record) }
        if case .text(let key)? = held?["rank"] {
            rank = department.ranks.first { $0.key == key }?.title ?? key
        } else {
            rank = "No rank on record"
        }
        let postings = records.filter { $0.kind == .posting }.compactMap { record -> Posting? in
            guard case .text(let unit)? = record["unit"] else { return nil }
            return Posting(
                member: MemberID(rawValue: 0), unit: unit, kind: record["kind"] == .code("detail") ? .detail : .assignment,
                start: record.date, end: record.outcomeKnownOn)
        }
        unit = Personnel.place(postings, on: day)?.unit
    }
}

extension Value {
    /// The value for JSON and files: codes and dates as stored.
    var plain: String {
        switch self {
        case .day(let day): day.iso
        case .integer(let number): String(number)
        case .decimal(let number): String(number)
        case .flag(let flag): flag ? "1" : "0"
        case .code(let text), .text(let text): text
        }
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
