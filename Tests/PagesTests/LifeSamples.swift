import Casework
import Directives
import Foundation
import OfficerSupport
import Pages

extension Samples {
    /// The steps of a Work Item, the item for several readers, the member's own page.
    func life() throws -> [(String, any Screen)] {
        var answering = try workItem()
        answering.comparison = nil
        answering.review = nil
        answering.plan = plan()
        answering.conversation = [entry(9, "Conversation held", [.init(asks: "Notes of the conversation", words: ["We spoke for an hour.\nA new child, <nights>."])])]
        answering.guidance = [entry(6, "Guidance given", [.init(asks: "Guidance", words: ["Ask open questions."])])]
        var status = try workItem()
        (status.evidence, status.comparison, status.review) = (nil, nil, nil)
        status.identity.memberName = nil
        status.standing.leading = []
        return [
            ("work-item-answering", answering), ("work-item-status", status), ("step", stepPage(.assignSupervisor)),
            ("step-conversation", stepPage(.holdConversation)), ("step-plan", stepPage(.submitPlan)), ("step-delay", stepPage(.reportDelay)),
            ("step-confirm", stepPage(.findValid)), ("step-wrong", refusedStep()), ("step-changed", changedStep(true)), ("step-past", changedStep(false)),
            ("step-not-yet", stepPage(.respond, .notYet([.init(Objection("First open the member’s jacket from this Work Item and review it.", cites: "D20-04:VI.B.1#2"), way: ("Open the jacket.", Paths.jacket(4711, item: "W-2041")))]))),
            ("own-item", ownItem(full: true)), ("own-item-new", ownItem(full: false)), ("own-items", OwnItemsPage(frame: frame(), references: ["W-2041", "W-1702"])),
            ("guide-sheet", guideSheet()), ("work-item-figures", try figures()), ("command", command(full: true)), ("command-empty", command(full: false)),
            (
                "posting-review",
                ResiliencyCasePage(
                    frame: frame(), program: .support, title: "Review N-7QK4MW", name: names[0], status: "Waits for the commander",
                    facts: ["006th District", "in the command since 2 Jan 2018"], links: [(words: "Work Item W-2042", link: Paths.workItem("W-2042"))],
                    notes: [ResiliencyCasePage.Note("Work Item W-2041 still belongs to 005th District.", cites: "D20-04:VI.D.3.c")], standing: try standing(),
                    content: ResiliencyCasePage.Content(
                        heading: "Work Item history", rows: [(name: "Work Item W-2041", lines: ["With the overseer, 005th District", "Raised Tue 2 Jan 2018, 09:00"])]),
                    grounds: Grounds(sentence: "The commander reviews the application for each member who is new to the command.", cites: "D20-04:VI.D.3"))
            ),
        ]
    }

    func standing() throws -> CaseStanding {
        let obstacle = StepPage.Obstacle(Objection("First record the review of the item’s details.", cites: "D20-04:V.A.1"))
        return CaseStanding(
            leading: [
                CaseStep(
                    title: "Record the review", says: "The analyst reviews the details of the item before deciding.", cites: "D20-04:V.A.1",
                    link: Paths.workItemStep("W-2041", "review"), clock: clock("Decide validity", "D20-04:V.A.2", hours: 44, of: 48), obstacles: []),
                CaseStep(
                    title: "Decide that it is valid", says: "The item is valid and goes on.", cites: "D20-04:V.A.2",
                    link: Paths.workItemStep("W-2041", "findValid"), clock: nil, obstacles: [obstacle]),
            ],
            further: [
                CaseStep(title: "Give guidance", says: "", cites: "D20-04:V.B.1", link: Paths.workItemStep("W-2041", "guide"), clock: nil, obstacles: []),
                CaseStep(title: "Send a reminder", says: "", cites: "D20-04:VI.D.1.b#2", link: Paths.workItemStep("W-2041", "remind"), clock: nil, obstacles: [obstacle]),
            ], waiting: "Nothing waits for you here.", posts: [(title: "Overseer of the item", name: names[4]), (title: "Assigned supervisor", name: names[5])],
            clocks: [
                clock("Decide validity", "D20-04:V.A.2", hours: 44, of: 48), clock("Forward to the area representative", "D20-04:V.A.4", hours: 88, of: 92),
                clock("Assign a supervisor", "D20-04:V.B.2", hours: -60, of: 48),
            ], entries: [entry(2, "Found valid", []), entry(1, "Reviewed by the Officer Support Unit", [.init(asks: "What the review found", words: [String(repeating: "Read in full. ", count: 9)])])])
    }

    private func command(full: Bool) -> CommandPage {
        let rule = clock("Assign the supervisor", "D20-04:VI.A.1", hours: -5, of: 72).rule
        return CommandPage(
            frame: frame(), title: "005th District", units: [Choice(value: "5", title: "005th District", selected: true), Choice(value: "6", title: "006th District")],
            items: full
                ? [
                    .init(reference: "W-2041", state: "With the overseer", with: "\(names[4]), overseer of the item", clock: clock("Assign the supervisor", "D20-04:VI.A.1", hours: -5, of: 72)),
                    .init(reference: "W-2042", state: "Plan returned for corrections", with: names[5], clock: nil),
                ] : [],
            shares: full
                ? [
                    .init(name: names[5], office: "Supervisor, 005th District", open: 2, closed: 3, own: 4, ownTaken: 3, tookNoPart: false),
                    .init(name: names[6], office: "Supervisor, 005th District", open: 0, closed: 0, own: 1, ownTaken: 0, tookNoPart: true),
                ] : [], coordinators: full ? [names[7]] : [],
            figures: full
                ? [.init(rule: rule, met: 4, explained: 1, late: 1, running: 1, overdue: 1, used: [0.1, 0.4, 0.9, 1, 1.2, 3, 0.5, 1.1], stillRuns: [false, false, false, false, false, false, true, true])] : [],
            since: calendar.day(of: now).adding(months: -12),
            arrivals: full ? [.init(title: "Look at the history of a member who came on 2 January", link: Paths.help, clock: clock("Review", "D20-04:VI.D.3", hours: 200, of: 336))] : [])
    }

    func entry(_ number: Int, _ title: String, _ answers: [CaseEntry.Answer]) -> CaseEntry {
        CaseEntry(
            number: number, title: title, who: names[number % names.count], at: now.addingTimeInterval(Double(number - 20) * 7_200),
            happened: number % 3 == 0 ? now.addingTimeInterval(Double(number - 22) * 7_200) : nil, answers: answers)
    }

    private func plan() -> WorkItemPlan {
        WorkItemPlan(
            version: 2, submitted: now.addingTimeInterval(-90_000), by: names[5],
            supports: [
                .init(title: "Employee Assistance Program", kind: "Support", state: "Made available", since: now.addingTimeInterval(-80_000), hasEnded: false),
                .init(title: "Report writing", kind: "Training", state: "Declined", since: now.addingTimeInterval(-70_000), hasEnded: true),
            ], answers: [.init(asks: "How the plan is to help the member’s performance", words: ["Reports in time again."])], stressors: "A new child, nights.",
            corrections: ["Say how often you will meet."])
    }

    // MARK: Steps

    /// A form as the table draws it, with something to choose from.
    func stepPage(_ step: WorkItemStep, _ standing: StepPage.Standing = .open, answers: [String: [String]]? = nil, problems: [Objection] = []) -> StepPage {
        let row = WorkItemLife.rows.first { $0.step == step }
        let readers = Readers(own: [.post(.assignedSupervisor)], marks: [.open, .forwarded])
        return StepPage(
            frame: frame(), record: StepPage.Record(title: "Work Item W-2041", link: Paths.workItem("W-2041"), about: names[0]),
            title: step.title, says: row?.says ?? "", cites: row?.cites ?? "D20-04:V.A",
            fields: (row?.asks ?? []).map { prompt in
                StepField(prompt: prompt, choices: choices(prompt), answers: answers.map { $0[prompt.key] ?? [] }, readers: readers.sentence(of: prompt.layer))
            }, action: Paths.workItemStep("W-2041", step.rawValue), version: 7, form: "c2FtcGxlLWZvcm0tMDAwMQ",
            clock: clock("Assign the supervisor", "D20-04:VI.A.1", hours: 20, of: 72), standing: standing, problems: problems,
            grounds: Grounds(sentence: "The item was given to you to oversee.", cites: "D20-04:VI.A"))
    }

    private func choices(_ prompt: Prompt) -> [Prompt.Choice] {
        switch prompt.kind {
        case .one(let choices), .many(let choices): choices
        case .oneOf: (0..<(prompt.key == "supervisor" ? 12 : 3)).map { Prompt.Choice("account-\($0)", names[$0 % names.count], note: "Supervisor, 007th District", proposed: $0 == 0) }
        case .manyOf: prompt.key == "supports" ? [Prompt.Choice("eap", "Employee Assistance Program", note: "Every member and their family.")] : []
        default: []
        }
    }

    private func refusedStep() -> StepPage {
        stepPage(
            .assignSupervisor, answers: ["supervisor": ["account-1"], "reason": ["absent"], "direction": ["<b>by the commander"]],
            problems: [
                Objection("Rowan Finch does not outrank the member. Choose somebody of higher rank.", cites: "D20-04:VI.A.1.NOTE", field: "supervisor"),
                Objection("Then this supervisor would hold every open item of the unit. Choose another one.", cites: "D20-04:VI.D.2"),
            ])
    }

    private func changedStep(_ stillPossible: Bool) -> StepPage {
        stepPage(
            .holdConversation, .changed([.init(done: "Delay reported", who: names[4], at: now.addingTimeInterval(-600))], stillPossible: stillPossible),
            answers: ["happened": ["2018-01-01", "14:20"], "private": ["yes"], "notes": ["\nA long talk."]])
    }

    // MARK: The member

    func ownItem(full: Bool) -> OwnItemPage {
        OwnItemPage(
            frame: frame([.seeOwnWork]), reference: "W-2041", state: "Conversation scheduled", told: now.addingTimeInterval(-200_000), unit: "007th District",
            supervisor: full ? names[5] : nil, overseer: names[4],
            reasons: [
                .init(sentence: "4 complaints in 24 months.", records: ["Tue 3 Oct 2017: Verbal abuse", "Wed 12 Apr 2017: Search or arrest"], more: 2),
                .init(sentence: "Moved to this unit 5 months ago.", records: [], more: 0),
            ],
            supports: full ? [.init(title: "Employee Assistance Program", state: "Made available", since: now.addingTimeInterval(-9_000))] : [],
            appointment: full ? .init(at: now.addingTimeInterval(90_000), place: "Room 2") : nil,
            replies: full ? [.init(at: now.addingTimeInterval(-7_000), text: "Thank you <all>.")] : [],
            lookers: full ? [.init(part: "Assigned supervisor", what: "Opened the item", at: now.addingTimeInterval(-8_000))] : [],
            askedForAnother: full ? nil : now.addingTimeInterval(-600),
            reply: full ? .init(fields: stepPage(.reply).fields, version: 9, form: "c2FtcGxlLWZvcm0tMDAwMQ") : nil, mayAskForAnother: full,
            grounds: Grounds(sentence: "It is about you, and you were told of it in person.", cites: "D20-04:VI.A.2"))
    }

    func guideSheet() -> GuideSheetPage {
        GuideSheetPage(
            frame: frame(), reference: "W-2041", memberName: names[0], rank: "Police officer",
            indicators: ["4 complaints in 24 months.", "9 uses of force in 12 months.", "Moved to this unit 5 months ago."], sharing: WorkItemLife.sharingStatement,
            edition: "Edition 3 of Tue 2 Jan 2018", supports: ["Employee Assistance Program", "Peer support", "Sleep clinic"],
            grounds: Grounds(sentence: "The item was assigned to you.", cites: "D20-04:VI.B.1"))
    }
}
