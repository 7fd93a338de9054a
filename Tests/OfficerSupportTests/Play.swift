import Casework
import Directives
import Foundation
import OfficerSupport
import Testing

/// Numbers that are the same in every run.
struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
    mutating func one<Items: Collection>(of items: Items) -> Items.Element? { items.randomElement(using: &self) }
}

/// A Work Item in the hands of people who do what comes to their mind, with answers that are right, broken or missing.
struct Play {
    var story: Story
    var dice: Dice
    /// What was seen right after each step: the later reading of the past is compared with it.
    var seen: [Seen] = []
    var refused = 0
    var withoutRight = 0

    struct Seen {
        var at: Date
        var state: WorkItemState
        var posts: [RecordFacts.Post: String]
        var marks: Set<RecordFacts.Mark>
        var clocks: [CaseClock]
        var unit: String
    }

    static let accounts = ["analyst", "unit", "rep", "coordinator", "captain", "xo", "auditor", "member", "lieutenant", "sergeant", "other", "equal", "newcomer", "stranger"]
    static let reading: [Act] = [.seeStatus, .seeWorkItem, .seePlan, .seeStressors, .seeConversation, .seeJacket, .seeReviewNotes]
    static let doing: Set<Act> = Set(WorkItemLife.rows.map(\.act))

    init(seed: UInt64) {
        dice = Dice(state: seed)
        story = Story(Story.at(2026, 1 + Int(seed % 12), 1 + Int(seed % 27), Int(seed % 24), Int(seed % 60)))
        story.world.closing = seed % 7 == 0 ? [] : [.noEarlier]
        story.world.preceding = seed % 7 == 0 ? "W-2026-01-009" : nil
        story.world.representativesOfNewUnit = story.world.representatives
    }

    /// The member of the item holds every role besides: nothing of it may help.
    static func actor(_ account: String) -> Actor {
        account == "member" ? Actor(account: account, name: account, roles: Set(Role.allCases), member: MemberID(rawValue: 7)) : Story.actor(account)
    }

    var day: Day { Story.calendar.day(of: story.now) }

    mutating func move() {
        story.now = story.now.addingTimeInterval([0, 60, 1_800, 7_200, 86_400, 260_000][Int.random(in: 0..<6, using: &dice)])
        if dice.chance(6) {
            story.world.newUnit = story.world.newUnit == nil ? ("6", "006th District") : nil
            story.world.overseersOfNewUnit = [.init(account: "newcomer", name: "N. Nutmeg", member: MemberID(rawValue: 40), office: "Watch operations lieutenant", level: 3)]
        }
        if dice.chance(40), let account = dice.one(of: Play.accounts) { story.world.jacketOpenedBy.insert(account) }
        story.world.othersOfUnit = dice.chance(15) ? [.init(supervisor: "other", isImmediate: false)] : []
        let step = choose()
        guard let account = person(for: step) else { return }
        attempt(step, account, answers(step))
    }

    /// Mostly what leads on, often what the state allows, sometimes anything.
    private mutating func choose() -> WorkItemStep {
        let allowed = WorkItemLife.rows.filter { $0.from.contains(story.file.state) }.map(\.step)
        let leading = allowed.filter { WorkItemLife.leadsOn($0, story.file) }
        let pool = dice.chance(45) && !leading.isEmpty ? leading : dice.chance(75) && !allowed.isEmpty ? allowed : WorkItemStep.allCases
        return dice.one(of: pool) ?? .review
    }

    /// Mostly somebody who has the right, often anybody.
    private mutating func person(for step: WorkItemStep) -> String? {
        guard dice.chance(75), let row = Engine.row(step, WorkItemLife.self) else { return dice.one(of: Play.accounts) }
        let able = Play.accounts.filter { Access.decide(row.act, story.file.facts, by: Play.actor($0), on: day).ground != nil }
        return dice.one(of: able) ?? dice.one(of: Play.accounts)
    }

    private mutating func answers(_ step: WorkItemStep) -> [String: [String]] {
        var answers = story.answers(step)
        if dice.chance(35) {
            switch step {
            case .assignSupervisor, .reassign, .changeSupervisor:
                answers["supervisor"] = [dice.one(of: ["sergeant", "other", "equal", "lieutenant", "xo", "member"]) ?? ""]
                answers["reason"] = [dice.one(of: ["uncomfortable", "absent", "unavailable", "directed", "moved", "spite"]) ?? ""]
                if dice.chance(60) { answers["direction"] = ["The commander, today"] }
            case .assignOverseer, .move:
                answers["overseer"] = [dice.one(of: ["lieutenant", "xo", "newcomer", "member"]) ?? ""]
                if dice.chance(60) { answers["direction"] = ["The commander, today"] }
            case .submitPlan, .resubmitPlan:
                answers["supports"] = dice.chance(20) ? [] : [["eap"], ["eap", "peer"], ["sleep"]][Int.random(in: 0..<3, using: &dice)]
                if dice.chance(25) { answers["none"] = ["The member has what is needed."] }
            case .makeAvailable, .connect, .reportCompletion, .recordDeclined, .endSupport, .verifyCompletion:
                answers["support"] = [dice.one(of: story.file.supports.map(\.key) + ["eap", "none"]) ?? ""]
            default: break
            }
        }
        if dice.chance(15), let key = dice.one(of: answers.keys.sorted()) {
            answers[key] = [
                [], [""], [" \u{200B}\u{0}"], [String(repeating: "ü", count: 9_000)], ["2026-02-30"], ["2026-03-08T02:30"], ["9999-12-31T23:59"], ["no"], ["yes", "yes"],
                ["' OR 1=1 --"], ["eap", "eap"], ["a\nb"],
            ][Int.random(in: 0..<12, using: &dice)]
        }
        if dice.chance(4) { answers = [:] }
        return answers
    }

    private mutating func attempt(_ step: WorkItemStep, _ account: String, _ answers: [String: [String]]) {
        let before = story.file
        guard let row = Engine.row(step, WorkItemLife.self) else { return }
        guard Access.decide(row.act, before.facts, by: Play.actor(account), on: day).ground != nil else {
            withoutRight += 1
            return
        }
        switch Engine.attempt(step, Entered(answers), on: before, story.world, by: Play.actor(account), at: story.now, Story.calendar) {
        case .refused(let objections):
            refused += 1
            #expect(!objections.isEmpty && objections.allSatisfy { $0.cites.rawValue.hasPrefix("D20-04:") && !$0.sentence.isEmpty }, "\(step): \(objections)")
        case .taken(let event):
            story.file.events.append(event)
            check(event, row, before)
        }
    }

    // MARK: What must always hold

    private mutating func check(_ event: CaseEvent<WorkItemLife>, _ row: WorkflowRow<WorkItemLife>, _ before: CaseFile<WorkItemLife>) {
        let file = story.file
        let told: Comment = "step \(event.number), \(event.step) by \(event.account) in \(before.state)"
        #expect(event.number == before.version + 1, told)
        #expect(before.isOpen && row.from.contains(before.state), told)
        #expect(event.state == before.state || event.state == row.to, told)
        #expect(event.happened <= event.at && event.happened >= file.opened, told)
        #expect(Play.mayTake(event, before), told)
        // Posts change by what the row says and by nothing else.
        for post in RecordFacts.Post.allCases where row.appoints[post] == nil && !row.relieves.contains(post) { #expect(file.posts[post] == before.posts[post], told) }
        #expect(file.posts[.overseer] == nil || file.posts[.overseer] != file.posts[.assignedSupervisor], told)
        #expect(!file.posts.values.contains("member"), told)
        if row.appoints[.assignedSupervisor] != nil { #expect(file.posts[.assignedSupervisor].map { !["equal", "analyst", "rep"].contains($0) } ?? false, told) }
        checkClocks(told)
        checkSight(told)
        checkTasks(told)
        seen.append(
            Seen(
                at: event.at, state: file.state, posts: file.posts, marks: file.marks, clocks: (try? file.clocks(Story.calendar)) ?? [], unit: file.unit))
    }

    /// Who takes which step, by the directive and not by the program's table of rights.
    private static func mayTake(_ event: CaseEvent<WorkItemLife>, _ before: CaseFile<WorkItemLife>) -> Bool {
        let posts = before.posts
        let (overseer, supervisor) = (event.account == posts[.overseer], event.account == posts[.assignedSupervisor])
        return switch event.step {
        case .review, .closeDuplicative, .findValid, .forward: event.account == "analyst"
        case .reviewAsRepresentative, .assignOverseer, .reviewPlanAsRepresentative, .verifyCompletion, .move, .close: event.account == "rep"
        case .guide: ["rep", "analyst", "unit"].contains(event.account)
        case .reviewAsOverseer, .assignSupervisor, .letSupervisorTell, .reassign, .changeSupervisor, .reviewPlanAsOverseer, .goOnWithout: overseer
        case .notifyMember: overseer || supervisor && before.has(.letSupervisorTell)
        case .reportDelay, .share: overseer || supervisor
        case .returnPlan: overseer || ["rep", "unit"].contains(event.account)
        case .connect, .endSupport: supervisor || event.account == "rep"
        case .respond, .contactUnit, .schedule, .holdConversation, .recordRefusal, .submitPlan, .meetAgain, .resubmitPlan, .makeAvailable, .reportCompletion,
            .recordDeclined, .startFollowUp, .followUp, .endFollowUp, .wishSession, .consultOnSession, .offerSession, .writeNote:
            supervisor
        case .remind: event.account == "coordinator"
        case .askForAnother, .reply: event.account == "member" && before.has(.notifyMember)
        }
    }

    private func checkClocks(_ told: Comment) {
        let file = story.file
        for deadline in WorkItemLife.deadlines {
            guard let clocks = try? deadline.clocks(file, [], Story.calendar) else {
                Issue.record("the clocks of \(deadline.rule.key) cannot be worked out")
                continue
            }
            for clock in clocks.map(\.clock) {
                let due = try? deadline.rule.due(from: clock.start, Story.calendar)
                #expect(clock.due == due && clock.start < clock.due && clock.start <= clock.stopped ?? .distantFuture, told)
            }
            let running = clocks.filter { $0.clock.stopped == nil }
            #expect(file.isOpen || running.isEmpty, told)
            guard file.isOpen, deadline.each == nil else {
                #expect(Set(running.map(\.of)).count == running.count, told)
                continue
            }
            // It runs exactly when it began after what stopped it last.
            let stop = file.events.last { deadline.stops.contains($0.step) }?.number ?? -1
            let starts = deadline.starts.map { start in
                switch start {
                case .opening: 0
                case .step(let step), .happened(let step): file.events.last { $0.step == step }?.number ?? -1
                }
            }
            #expect(running.count == ((starts.max() ?? -1) > stop ? 1 : 0), told)
            for clock in clocks.map(\.clock) where clock.stopped != nil {
                let stops = file.events.filter { deadline.stops.contains($0.step) }.map { event in
                    max(clock.start, deadline.stopsAt.flatMap { event.entered.moment($0, Story.calendar) } ?? event.happened)
                }
                let anew = !deadline.restarts ? [] : file.events.flatMap { event in
                    deadline.starts.compactMap { start -> Date? in
                        switch start {
                        case .step(event.step): event.at
                        case .happened(event.step): event.happened
                        default: nil
                        }
                    }
                }
                #expect((stops + anew).contains(clock.stopped ?? .distantPast), told)
            }
        }
    }

    private func checkSight(_ told: Comment) {
        let file = story.file
        let facts = file.facts
        func may(_ act: Act, _ account: String) -> Bool { Access.decide(act, facts, by: Play.actor(account), on: day).ground != nil }
        // The member: nothing but the own view, and that from the in-person notice on and never of a duplicative item.
        let opened = file.has(.notifyMember) && file.state != .closedDuplicative
        #expect(may(.seeOwnItem, "member") == opened, told)
        #expect(may(.answerOwnItem, "member") == (opened && file.isOpen), told)
        for act in Play.doing.union(Play.reading) where act != .answerOwnItem { #expect(!may(act, "member"), "\(act) by the member") }
        // Somebody who had a post and has it no more.
        for account in ["lieutenant", "sergeant", "other", "xo", "newcomer", "equal", "stranger"] where !file.posts.values.contains(account) {
            for act in Play.reading + Array(Play.doing) where !(account == "xo" && act == .seeStatus) {
                #expect(!may(act, account), "\(act) by \(account) without a post", sourceLocation: #_sourceLocation)
            }
        }
        // The closed list of VI.B.4.c.
        for account in Play.accounts where may(.seeConversation, account) {
            #expect([file.posts[.overseer], file.posts[.assignedSupervisor]].contains(account) || account == "rep" && file.has(.share), told)
        }
        for account in Play.accounts where may(.seeStressors, account) {
            #expect([file.posts[.overseer], file.posts[.assignedSupervisor]].contains(account) || account == "rep" && file.has(.submitPlan), told)
        }
        if file.state == .closedDuplicative { for account in Play.accounts where may(.seeStatus, account) { #expect(["analyst", "unit"].contains(account), told) } }
    }

    private func checkTasks(_ told: Comment) {
        let file = story.file
        guard let tasks = try? Engine.tasks(file, Story.calendar), let clocks = try? file.clocks(Story.calendar) else {
            Issue.record("what is due cannot be worked out")
            return
        }
        #expect(file.isOpen || tasks.isEmpty, told)
        guard file.isOpen else { return }
        #expect(!tasks.isEmpty, told)
        for task in tasks { #expect(!task.holders.contains(.subject) && WorkItemStep(rawValue: task.step) != nil, told) }
        // No deadline passes unseen: whoever holds a running clock has something to do that is due no later.
        for clock in clocks where clock.clock.stopped == nil {
            let people = accounts(clock.holders)
            let list = tasks.filter { !accounts($0.holders).isDisjoint(with: people) }
            #expect(list.contains { $0.due.map { $0 <= clock.clock.due } ?? false }, "\(clock.clock.rule.key) is on nobody’s list")
        }
    }

    /// The posts' holders, and the roles by name; an empty post is the overseer's to fill.
    private func accounts(_ holders: [Telling.Whom]) -> Set<String> {
        let posts = story.file.posts
        var found: Set<String> = []
        for whom in holders {
            switch whom {
            case .post(let post): if let account = posts[post] { found.insert(account) }
            case .role(let role): found.insert(role == .areaRepresentative ? "rep" : role.rawValue)
            case .subject: found.insert("member")
            }
        }
        return found.isEmpty ? Set([posts[.overseer] ?? posts[.representative]].compactMap { $0 }) : found
    }

    /// The log read at each past instant says what was so then.
    func checkPast() throws {
        let file = story.file
        for (index, then) in seen.enumerated() where index + 1 == seen.count || seen[index + 1].at > then.at {
            let past = file.at(then.at)
            #expect(past.version == index + 1 && past.state == then.state && past.posts == then.posts && past.marks == then.marks && past.unit == then.unit)
            #expect(try past.clocks(Story.calendar) == then.clocks)
        }
        #expect(file.events.map(\.number) == Array(1...max(1, file.events.count)).prefix(file.events.count).map { $0 })
        #expect(file.at(file.opened.addingTimeInterval(-1)).events.isEmpty)
    }
}
