import Casework
import Directives
import Foundation
import Pages

/// The screens of retention, destruction and holds.
extension Samples {
    private var custodian: Frame { frame([.seeRetention, .setRetention, .seeDestruction, .secondDestruction, .seeHolds, .placeHold, .liftHold]) }
    private var supervisor: Frame { frame([.seeRetention, .seeDestruction, .proposeDestruction, .confirmDestruction]) }

    func retention() throws -> [(String, any Screen)] {
        try tables() + forms() + destruction() + holds()
    }

    private func rows(_ schedule: RetentionSchedule?, _ authorities: [RetentionPage.Authority]) -> [RetentionPage.Row] {
        RetentionKind.allCases.map { kind in
            RetentionPage.Row(
                kind: kind, schedule: kind == .workItems ? schedule : nil, note: kind == .workItems && schedule != nil ? "Agreed in March." : nil,
                authorities: kind == .workItems ? authorities : [], isKept: kind == .workItems)
        }
    }

    private func tables() throws -> [(String, any Screen)] {
        let schedule = RetentionSchedule(months: 18, from: try day(2018, 1, 2), authority: "RS-9", citation: "50 ILCS 205/7")
        let authorities = [
            RetentionPage.Authority(
                id: 1, authority: DisposalAuthority(reference: "DA-14", issuedBy: "Local Records Commission", from: try day(2017, 1, 1), to: nil)),
            RetentionPage.Authority(
                id: 2,
                authority: DisposalAuthority(
                    reference: "DA-9", issuedBy: "Local Records Commission", from: try day(2015, 1, 1), to: try day(2016, 12, 31)), note: "Superseded."),
        ]
        return [
            ("retention", RetentionPage(frame: supervisor, rows: rows(nil, []), secondPerson: true, authorityRequired: true, sets: false)),
            (
                "retention-set",
                RetentionPage(frame: custodian, rows: rows(schedule, authorities), secondPerson: false, authorityRequired: true, sets: true)
            ),
        ]
    }

    private func forms() throws -> [(String, any Screen)] {
        var typed = SchedulePage.Typed()
        typed.years = "one"
        typed.authority = "RS-9"
        var authority = AuthorityPage.Typed()
        authority.from = "2018-01-02"
        var hold = PlaceHoldPage.Typed()
        hold.reference = "18 C 1234"
        hold.program = ProgramKey.support.rawValue
        return [
            ("schedule", SchedulePage(frame: custodian, kind: .workItems, typed: SchedulePage.Typed())),
            (
                "schedule-wrong",
                SchedulePage(
                    frame: custodian, kind: .workItems, typed: typed,
                    problems: [
                        FormProblem(field: "years", "Write a whole number from 0 to 100."),
                        FormProblem(field: "citation", "Give the law or rule it rests on."),
                    ])
            ),
            (
                "authority",
                AuthorityPage(
                    frame: custodian, kind: .workItems, typed: authority,
                    problems: [FormProblem(field: "reference", "Give the reference of the authority.")])
            ),
            ("place-hold", PlaceHoldPage(frame: custodian, typed: PlaceHoldPage.Typed())),
            (
                "place-hold-wrong",
                PlaceHoldPage(
                    frame: custodian, typed: hold,
                    problems: [
                        FormProblem(field: "scope", "Say what is held: a member, a program, a record or a span of dates."),
                        FormProblem(field: "review", "Give the day, as 2018-01-02."),
                    ])
            ),
        ]
    }

    // MARK: Destruction

    private func destruction() throws -> [(String, any Screen)] {
        let due = try [("K7QF2MXAB4TZ6RYW3NHJ5CDE", 12, "due, no authority"), ("Q2ZB7LMWX5VT3PKD6RSA4HYN", 20, "on hold")].map {
            DestructionPage.Due(mark: $0.0, dueOn: try day(2017, 12, $0.1), records: 2, state: $0.2)
        }
        let kind = DestructionPage.Kind(
            kind: .workItems, months: 12, authority: nil, files: 214, open: 96, running: 116, noSchedule: 0, due: due)
        let unset = DestructionPage.Kind(
            kind: .workItems, months: nil, authority: nil, files: 214, open: 96, running: 0, noSchedule: 118, due: [])
        let batches = [
            DestructionPage.Batch(id: 2, kind: .workItems, files: 2, proposed: now, state: "proposed; its list of papers comes next"),
            DestructionPage.Batch(id: 1, kind: .workItems, files: 0, proposed: now.addingTimeInterval(-9e6), state: "destroyed"),
        ]
        let until = try day(2018, 2, 2)
        return [
            ("destruction", DestructionPage(frame: supervisor, until: until, kinds: [kind], batches: batches)),
            ("destruction-unset", DestructionPage(frame: supervisor, until: until, kinds: [unset], batches: [])),
            ("destruction-nothing", DestructionPage(frame: supervisor, until: until, kinds: [], batches: [])),
            ("batch-print", try batch(.print)),
            ("batch-confirm", try batch(.confirm(destroys: false), problems: [FormProblem(field: "final", "Say that you know it cannot be undone.")])),
            ("batch-second", try batch(.second)),
            ("batch-certificate", certificate(nothing: false)),
            ("batch-nothing", certificate(nothing: true)),
            (
                "paper-list",
                PaperListPage(
                    frame: supervisor, id: 2, kind: .workItems,
                    lines: [
                        PaperListPage.Line(
                            mark: "K7QF2MXAB4TZ6RYW3NHJ5CDE", member: "Hazel Plover (4711)",
                            papers: ["Work Item W-2016-01-001: printed pages, notes, attached papers"])
                    ])
            ),
        ]
    }

    private func batch(_ next: DestructionBatchPage.Next, problems: [FormProblem] = []) throws -> DestructionBatchPage {
        DestructionBatchPage(
            frame: supervisor, id: 2, kind: .workItems, state: "proposed",
            steps: [
                DestructionBatchPage.Step(title: "Proposed", words: "Tue 2 Jan 2018, 08:00, mainstay"),
                DestructionBatchPage.Step(title: "Confirmed", words: "not yet"),
            ], files: [DestructionBatchPage.File(mark: "K7QF2MXAB4TZ6RYW3NHJ5CDE", dueOn: try day(2017, 12, 12))], next: next,
            certificate: nil, problems: problems)
    }

    private func certificate(nothing: Bool) -> DestructionBatchPage {
        DestructionBatchPage(
            frame: supervisor, id: 1, kind: .workItems, state: nothing ? "over; nothing was destroyed" : "destroyed",
            steps: [DestructionBatchPage.Step(title: "Proposed", words: "Tue 2 Jan 2018, 08:00, mainstay")], files: [],
            next: .nothing("The batch is over."),
            certificate: DestructionBatchPage.Certificate(
                rows: nothing
                    ? [("Left out", "1: on hold")]
                    : [("Batch", "1"), ("Files", "3, each with its key"), ("SHA-256 of what went", String(repeating: "0a1b", count: 16))],
                nothing: nothing))
    }

    // MARK: Holds

    private func hold(_ review: Day) throws -> Hold {
        Hold(
            reference: "18 C 1234", authority: "General Counsel, 2 January 2018", matter: "A suit about an arrest.",
            scope: HoldScope(program: .support, from: try day(2016, 1, 1), to: try day(2016, 12, 31)), from: try day(2018, 1, 2),
            reviewOn: review, to: nil)
    }

    private func holds() throws -> [(String, any Screen)] {
        let hold = try hold(try day(2018, 1, 9))
        return [
            ("holds-none", HoldsPage(frame: custodian, holds: [])),
            (
                "holds",
                HoldsPage(
                    frame: custodian,
                    holds: [
                        HoldsPage.Row(id: 2, hold: hold, state: "in force", isOver: false),
                        HoldsPage.Row(id: 1, hold: hold, state: "lifted Tue 2 Jan 2018", isOver: true),
                    ])
            ),
            (
                "hold",
                HoldPage(
                    frame: custodian, id: 2, hold: hold, memberNumber: "4711", state: "in force", placed: "Tue 2 Jan 2018, 08:00, legal-custodian",
                    lifted: nil, liftingReason: nil,
                    files: [
                        HoldPage.File(
                            mark: "K7QF2MXAB4TZ6RYW3NHJ5CDE", member: "Hazel Plover (4711)", records: ["W-2016-01-001"],
                            state: "due since Tue 12 Dec 2017; out of everybody else’s sight", isSetAside: true),
                        HoldPage.File(
                            mark: "AB4TZ6RYW3NHJ5CDEK7QF2MX", member: "Juniper Alder (4712)", records: ["W-2017-12-003"], state: "open",
                            isSetAside: false),
                    ], problems: [FormProblem(field: "reason", "Say why the hold is lifted.")])
            ),
            (
                "hold-lifted",
                HoldPage(
                    frame: custodian, id: 1, hold: hold, memberNumber: nil, state: "lifted Tue 2 Jan 2018",
                    placed: "Mon 1 Jan 2018, 08:00, legal-custodian", lifted: "Tue 2 Jan 2018, 08:00, legal-custodian", liftingReason: "Settled.",
                    files: [])
            ),
        ]
    }
}
