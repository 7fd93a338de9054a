import Casework
import Directives
import Foundation
import HTTPTypes
import Pages
import Records

/// The legal custodian's desk. To everybody else these addresses do not exist (ambiguities 7.1, 7.4).
extension Office {
    static let holdRoutes: [Route] =
        Route.both("/holds", .seeHolds, { try await $0.office.records.holds(for: $0.asking) }) { visit, holds in
            .page(
                HoldsPage(
                    frame: visit.frame(),
                    holds: holds.reversed().map { placed in
                        HoldsPage.Row(id: placed.id, hold: placed.hold, state: placed.words(on: visit.day), isOver: placed.isOver(on: visit.day))
                    }))
        }
        + Route.page("/holds/new", .placeHold) { visit in
            var typed = PlaceHoldPage.Typed()
            typed.from = visit.day.iso
            typed.review = visit.day.adding(months: 6).iso
            return .page(PlaceHoldPage(frame: visit.frame(), typed: typed))
        }
        + Route.change("/holds", .placeHold) { try await $0.office.placeHold($0) }
        + Route.both(Paths.Template.hold, .seeHolds, { try await $0.office.holdView($0) }) { visit, view in
            .page(visit.office.holdPage(visit, view))
        }
        + Route.change(Paths.Template.holdLifting, .liftHold) { try await $0.office.liftHold($0) }
        + Route.page(Paths.Template.heldFile, .seeHolds) { visit in
            guard let hold = visit.parameters["hold"].flatMap(Int64.init), let mark = visit.parameters["file"],
                let parts = try await visit.office.records.heldContents(hold, file: mark, for: visit.asking)
            else { throw Problem.notFound }
            return .json(try Route.json(parts))
        }

    // MARK: Placing

    private func placeHold(_ visit: Visit) async throws -> Answer {
        let typed = PlaceHoldPage.Typed(visit.form)
        var entered = CheckedForm(visit.form)
        let reference = entered.text("reference", "Give the reference of the matter.")
        let authority = entered.text("authority", "Say on whose authority it is placed.")
        let member = entered.text("member", nil, longest: 40)
        let record = entered.text("record", nil, longest: 60)
        let span = (from: entered.optionalDay("span-from"), to: entered.optionalDay("span-to"))
        let from = entered.day("from")
        let review = entered.day("review")
        let to = entered.optionalDay("to")
        let matter = entered.text("matter", nil, longest: CheckedForm.long)
        func again(_ problems: [FormProblem]) -> Answer {
            .page(.unprocessableContent, PlaceHoldPage(frame: visit.frame(), typed: typed, problems: problems).html)
        }
        let program = visit.form["program"]
        if let program, ProgramKey(rawValue: program) == nil {
            entered.problems.append(FormProblem(field: "program", "Choose one of the programs."))
        }
        guard let reference, let authority, let from, let review, entered.problems.isEmpty else { return again(entered.problems) }
        let scope = HoldScope(program: program.flatMap(ProgramKey.init(rawValue:)), record: record, from: span.from, to: span.to)
        let hold = Hold(
            reference: reference, authority: authority, matter: matter ?? "", scope: scope, from: from, reviewOn: review, to: to)
        do {
            let id = try await records.placeHold(HoldRequest(hold: hold, memberNumber: member), for: visit.asking)
            return .seeOther(Paths.hold(id))
        } catch let problem as HoldProblem {
            return again([FormProblem(field: problem.field, problem.description)])
        }
    }

    // MARK: One hold

    private func holdView(_ visit: Visit) async throws -> HoldView {
        guard let id = visit.parameters["hold"].flatMap(Int64.init), let view = try await records.hold(id, for: visit.asking) else {
            throw Problem.notFound
        }
        return view
    }

    private func holdPage(_ visit: Visit, _ view: HoldView, typed: String = "", problems: [FormProblem] = []) -> HoldPage {
        let frame = visit.frame()
        let placed = view.placed
        return HoldPage(
            frame: frame, id: placed.id, hold: placed.hold, memberNumber: view.memberNumber, state: placed.words(on: visit.day),
            placed: "\(frame.wording.moment(placed.placedAt)), \(placed.placedBy)",
            lifted: placed.lifting.map { "\(frame.wording.moment($0.at)), \($0.by)" }, liftingReason: placed.lifting?.reason,
            files: view.files.map { file in
                HoldPage.File(
                    mark: file.mark, member: "\(file.memberName) (\(file.memberNumber))", records: file.records, state: file.words(on: visit.day),
                    isSetAside: file.setAside)
            }, typed: typed, problems: problems)
    }

    private func liftHold(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameters["hold"].flatMap(Int64.init) else { throw Problem.notFound }
        var entered = CheckedForm(visit.form)
        guard let reason = entered.text("reason", "Say why the hold is lifted.", longest: CheckedForm.long) else {
            let page = holdPage(visit, try await holdView(visit), typed: visit.form["reason"] ?? "", problems: entered.problems)
            return .page(.unprocessableContent, page.html)
        }
        do {
            try await records.liftHold(id, reason: reason, for: visit.asking)
        } catch let problem as HoldProblem {
            throw Problem.conflict(problem.description)
        }
        return .seeOther(Paths.hold(id))
    }
}

extension HoldProblem {
    /// The field of the form that it speaks of.
    fileprivate var field: String {
        switch self {
        case .noScope: "scope"
        case .noSuchMember, .oneself: "member"
        case .noSuchRecord: "record"
        case .dates(.span): "span-to"
        case .dates(.review): "review"
        case .dates(.end): "to"
        case .alreadyLifted: "reason"
        }
    }
}

extension PlacedHold {
    fileprivate func isOver(on day: Day) -> Bool { lifting != nil || (hold.to.map { $0 < day } ?? false) }

    fileprivate func words(on day: Day) -> String {
        if let lifting { return "lifted \(lifting.on.short)" }
        if let to = hold.to, to < day { return "ended \(to.short)" }
        return hold.from > day ? "from \(hold.from.short)" : "in force"
    }
}

extension HeldFile {
    fileprivate func words(on day: Day) -> String {
        if isOpen { return "open" }
        guard let dueOn else { return "kept; no schedule" }
        if setAside { return "due since \(dueOn.short); out of everybody else’s sight" }
        return dueOn <= day ? "due since \(dueOn.short)" : "due on \(dueOn.short)"
    }
}

extension PlaceHoldPage.Typed {
    fileprivate init(_ form: Form) {
        self.init()
        reference = form["reference"] ?? ""
        authority = form["authority"] ?? ""
        member = form["member"] ?? ""
        program = form["program"] ?? ""
        record = form["record"] ?? ""
        spanFrom = form["span-from"] ?? ""
        spanTo = form["span-to"] ?? ""
        from = form["from"] ?? ""
        review = form["review"] ?? ""
        to = form["to"] ?? ""
        matter = form["matter"] ?? ""
    }
}
