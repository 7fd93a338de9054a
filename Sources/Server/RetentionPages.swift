import Casework
import Directives
import Foundation
import HTTPTypes
import Pages
import Records

/// The retention table, the department's schedules, and the authorities on which records are destroyed (ambiguities 3.7, 7.2).
extension Office {
    static let retentionRoutes: [Route] =
        Route.both("/retention", .seeRetention, { try await $0.office.records.retention(for: $0.asking) }) { visit, view in
            .page(visit.office.retentionPage(visit, view))
        }
        + Route.page("/retention/schedules/new", .setRetention) { visit in
            .page(SchedulePage(frame: visit.frame(), kind: try visit.kindToSchedule(visit.query["kind"] ?? RetentionKind.workItems.rawValue), typed: .fresh(visit)))
        }
        + Route.change("/retention/schedules", .setRetention) { try await $0.office.setSchedule($0) }
        + Route.page("/retention/authorities/new", .setRetention) { visit in
            .page(AuthorityPage(frame: visit.frame(), kind: try visit.kindToDestroy(visit.query["kind"] ?? RetentionKind.workItems.rawValue), typed: .fresh(visit)))
        }
        + Route.change("/retention/authorities", .setRetention) { try await $0.office.fileAuthority($0) }
        + Route.change(Paths.Template.authorityEnd, .setRetention) { visit in
            guard let id = visit.parameters["authority"].flatMap(Int64.init) else { throw Problem.notFound }
            do {
                try await visit.office.records.endAuthority(id, for: visit.asking)
            } catch RetentionProblem.noAuthority {
                throw Problem.notFound
            }
            return .seeOther(Paths.retention)
        }
        + Route.change("/retention/rules", .setRetention) { visit in
            try await visit.office.records.setDestructionRules(
                DestructionRules(secondPerson: visit.form["second"] == "yes", authorityRequired: visit.form["authority"] == "yes"),
                for: visit.asking)
            return .seeOther(Paths.retention)
        }

    private func retentionPage(_ visit: Visit, _ view: RetentionView) -> RetentionPage {
        RetentionPage(
            frame: visit.frame(),
            rows: view.lines.map { line in
                RetentionPage.Row(
                    kind: line.kind, schedule: line.schedule?.schedule, note: line.schedule?.note,
                    authorities: line.authorities.map { RetentionPage.Authority(id: $0.id, authority: $0.authority, note: $0.note) },
                    isKept: line.isKept)
            }, secondPerson: view.rules.secondPerson, authorityRequired: view.rules.authorityRequired, sets: visit.may(.setRetention))
    }

    // MARK: Schedules

    private func setSchedule(_ visit: Visit) async throws -> Answer {
        let kind = try visit.kindToSchedule(visit.form["kind"])
        let typed = SchedulePage.Typed(visit.form)
        var entered = CheckedForm(visit.form)
        let years = entered.number("years", upTo: 100)
        let months = entered.number("months", upTo: 1_199)
        let from = entered.day("from")
        let authority = entered.text("authority", "Give the reference of the schedule.")
        let citation = entered.text("citation", "Give the law or rule it rests on.")
        let note = entered.text("note", nil, longest: CheckedForm.long)
        let period = (years ?? 0) * 12 + (months ?? 0)
        if entered.problems.isEmpty, !(1...1_200).contains(period) {
            entered.problems.append(FormProblem(field: "years", "Give a period of at least one month and at most 100 years."))
        }
        guard let from, let authority, let citation, entered.problems.isEmpty else {
            let page = SchedulePage(frame: visit.frame(), kind: kind, typed: typed, problems: entered.problems)
            return .page(.unprocessableContent, page.html)
        }
        try await records.setSchedule(
            RetentionSchedule(months: period, from: from, authority: authority, citation: citation), of: kind, note: note, for: visit.asking)
        return .seeOther(Paths.retention)
    }

    // MARK: Authorities

    private func fileAuthority(_ visit: Visit) async throws -> Answer {
        let kind = try visit.kindToDestroy(visit.form["kind"])
        let typed = AuthorityPage.Typed(visit.form)
        var entered = CheckedForm(visit.form)
        let reference = entered.text("reference", "Give the reference of the authority.")
        let issuer = entered.text("issuer", "Say who issued it.")
        let from = entered.day("from")
        let to = entered.optionalDay("to")
        let note = entered.text("note", nil, longest: CheckedForm.long)
        if let from, let to, to < from {
            entered.problems.append(FormProblem(field: "to", "The last day must be \(from.short) or later."))
        }
        guard let reference, let issuer, let from, entered.problems.isEmpty else {
            let page = AuthorityPage(frame: visit.frame(), kind: kind, typed: typed, problems: entered.problems)
            return .page(.unprocessableContent, page.html)
        }
        try await records.fileAuthority(
            DisposalAuthority(reference: reference, issuedBy: issuer, from: from, to: to), of: kind, note: note, for: visit.asking)
        return .seeOther(Paths.retention)
    }
}

// MARK: What is entered

/// Reads the fields of a form and collects, in their order, what is wrong with them.
struct CheckedForm {
    static let long = 4_000
    private let form: Form
    var problems: [FormProblem] = []

    init(_ form: Form) { self.form = form }

    /// A line of text; `missing` is what to say when it is empty, nil where it may be.
    mutating func text(_ name: String, _ missing: String?, longest: Int = 200) -> String? {
        guard let text = form[name] else {
            if let missing { problems.append(FormProblem(field: name, missing)) }
            return nil
        }
        guard text.count <= longest else {
            problems.append(FormProblem(field: name, "Use at most \(longest) characters; these are \(text.count)."))
            return nil
        }
        return text
    }

    mutating func number(_ name: String, upTo limit: Int) -> Int? {
        guard let text = form[name] else { return nil }
        guard let number = Int(text), (0...limit).contains(number) else {
            problems.append(FormProblem(field: name, "Write a whole number from 0 to \(limit)."))
            return nil
        }
        return number
    }

    mutating func day(_ name: String) -> Day? {
        guard form[name] != nil else {
            problems.append(FormProblem(field: name, "Give the day, as 2018-01-02."))
            return nil
        }
        return optionalDay(name)
    }

    mutating func optionalDay(_ name: String) -> Day? {
        guard let text = form[name] else { return nil }
        guard let day = Day(iso: text), (1900...2200).contains(day.year) else {
            problems.append(FormProblem(field: name, "Write the day as 2018-01-02, between 1900 and 2200."))
            return nil
        }
        return day
    }
}

extension Visit {
    /// A kind to which no directive gives a period.
    fileprivate func kindToSchedule(_ name: String?) throws -> RetentionKind {
        guard let kind = name.flatMap(RetentionKind.init(rawValue:)), RetentionTable.entry(kind).rule == .noSchedule else {
            throw Problem.notFound
        }
        return kind
    }

    /// A kind that can come to an end at all.
    fileprivate func kindToDestroy(_ name: String?) throws -> RetentionKind {
        guard let kind = name.flatMap(RetentionKind.init(rawValue:)) else { throw Problem.notFound }
        switch RetentionTable.entry(kind).rule {
        case .period, .noSchedule: return kind
        case .keep, .purged: throw Problem.notFound
        }
    }
}

extension SchedulePage.Typed {
    fileprivate static func fresh(_ visit: Visit) -> SchedulePage.Typed {
        var typed = SchedulePage.Typed()
        typed.from = visit.day.iso
        return typed
    }

    fileprivate init(_ form: Form) {
        self.init()
        years = form["years"] ?? ""
        months = form["months"] ?? ""
        from = form["from"] ?? ""
        authority = form["authority"] ?? ""
        citation = form["citation"] ?? ""
        note = form["note"] ?? ""
    }
}

extension AuthorityPage.Typed {
    fileprivate static func fresh(_ visit: Visit) -> AuthorityPage.Typed {
        var typed = AuthorityPage.Typed()
        typed.from = visit.day.iso
        return typed
    }

    fileprivate init(_ form: Form) {
        self.init()
        reference = form["reference"] ?? ""
        issuer = form["issuer"] ?? ""
        from = form["from"] ?? ""
        to = form["to"] ?? ""
        note = form["note"] ?? ""
    }
}
