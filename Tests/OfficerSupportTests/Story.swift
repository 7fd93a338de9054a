import Casework
import Directives
import Foundation
import OfficerSupport
import Testing

/// The life of one Work Item as a story: people of the 5th District, a clock that is set by hand, steps that are taken or
/// refused. Nothing here touches a database.
struct Story {
    static let calendar: WorkCalendar = {
        do {
            return try WorkCalendar(zone: "America/Chicago", holidays: WorkCalendar.federalHolidays(2025...2028), years: 2025...2028)
        } catch {
            fatalError("\(error)")
        }
    }()

    var file: CaseFile<WorkItemLife>
    var world = WorkItemWorld()
    var now: Date

    /// Thursday 5 November 2026, 09:00 in Chicago.
    init(_ opened: Date = Story.at(2026, 11, 5, 9)) {
        file = CaseFile(reference: "W-2026-11-001", subject: MemberID(rawValue: 7), unit: "5", opened: opened)
        now = opened
        world.memberLevel = 1
        world.immediateIsKnown = true
        world.representatives = [.init(account: "rep", name: "R. Rowan", member: nil, office: "Area representative")]
        world.overseers = [
            .init(account: "lieutenant", name: "L. Larch", member: MemberID(rawValue: 20), office: "Watch operations lieutenant", level: 3),
            .init(account: "xo", name: "C. Cedar", member: MemberID(rawValue: 21), office: "Captain", level: 4, isCaptain: true),
        ]
        world.supervisors = [
            .init(account: "sergeant", name: "S. Spruce", member: MemberID(rawValue: 30), office: "Supervisor", level: 2, isImmediate: true),
            .init(account: "other", name: "O. Osier", member: MemberID(rawValue: 31), office: "Supervisor", level: 2),
            .init(account: "equal", name: "E. Elder", member: MemberID(rawValue: 32), office: "Supervisor", level: 1),
            .init(account: "lieutenant", name: "L. Larch", member: MemberID(rawValue: 20), office: "Watch operations lieutenant", level: 3),
            .init(account: "xo", name: "C. Cedar", member: MemberID(rawValue: 21), office: "Captain", level: 4, isCaptain: true),
        ]
        world.supportUnit = [.init(account: "analyst", name: "A. Alder", member: nil, office: "OSU analyst")]
        world.editions = [.init("3", "Edition 3", proposed: true)]
        world.supports = [.init("eap", "Employee Assistance Program"), .init("peer", "Peer support"), .init("sleep", "Sleep clinic")]
        world.supportTitles = ["eap": "Employee Assistance Program", "peer": "Peer support", "sleep": "Sleep clinic"]
        world.closing = [.noEarlier]
    }

    static func at(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> Date {
        guard let date = Day(year, month, day) else { fatalError("no such day") }
        return calendar.instant(date, hour: hour, minute: minute)
    }

    /// `2026-11-05T09:00`
    static func text(_ instant: Date) -> String {
        let (hour, minute) = calendar.time(of: instant)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(calendar.day(of: instant).iso)T\(two(hour)):\(two(minute))"
    }

    static func actor(_ account: String) -> Actor {
        switch account {
        case "analyst": Actor(account: account, name: account, roles: [.osuAnalyst], member: nil)
        case "unit": Actor(account: account, name: account, roles: [.osuSupervisor], member: nil)
        case "rep": Actor(account: account, name: account, roles: [.areaRepresentative], member: nil)
        case "coordinator": Actor(account: account, name: account, roles: [.ossCoordinator], member: nil)
        case "captain", "xo": Actor(account: account, name: account, roles: [.captain], member: nil)
        case "auditor": Actor(account: account, name: account, roles: [.auditor], member: nil)
        case "member": Actor(account: account, name: account, roles: [.member], member: MemberID(rawValue: 7))
        default: Actor(account: account, name: account, roles: [.supervisor], member: nil)
        }
    }

    /// What stands in the way; nothing when the step was taken. Whoever has no right to it is refused as a person.
    mutating func attempt(_ step: WorkItemStep, _ account: String, _ answers: [String: [String]] = [:]) -> [Objection]? {
        guard let row = Engine.row(step, WorkItemLife.self),
            Access.decide(row.act, file.facts, by: Story.actor(account), on: Story.calendar.day(of: now)).ground != nil
        else { return nil }
        switch Engine.attempt(step, Entered(answers), on: file, world, by: Story.actor(account), at: now, Story.calendar) {
        case .refused(let objections): return objections
        case .taken(let event):
            file.events.append(event)
            return []
        }
    }

    /// What would stand in the way, without taking the step.
    func would(_ step: WorkItemStep, _ account: String, _ answers: [String: [String]]? = nil) -> [Objection]? {
        var copy = self
        return copy.attempt(step, account, answers ?? self.answers(step))
    }

    /// The provisions that refuse a step; none when it would be taken, nil when the person has no right to it.
    func refuses(_ step: WorkItemStep, _ account: String, _ answers: [String: [String]]? = nil) -> [Citation]? {
        would(step, account, answers)?.map(\.cites)
    }

    /// Takes a step that must succeed, some hours after the one before.
    mutating func does(
        _ step: WorkItemStep, _ account: String, _ answers: [String: [String]] = [:], after hours: Double = 1,
        _ location: SourceLocation = #_sourceLocation
    ) {
        now = now.addingTimeInterval(hours * 3_600)
        let objections = attempt(step, account, answers)
        #expect(objections == [], "\(step) by \(account)", sourceLocation: location)
    }

    // MARK: Answers that are as they should be

    func answers(_ step: WorkItemStep) -> [String: [String]] {
        let when = Story.text(now)
        return switch step {
        case .review, .reviewAsRepresentative: ["finding": ["Read in full."]]
        case .closeDuplicative: ["earlier": [world.preceding ?? ""], "reason": ["The profile data are the same."]]
        case .forward: ["representative": ["rep"]]
        case .assignOverseer: ["overseer": ["lieutenant"]]
        case .reviewAsOverseer: ["reviewed": ["yes"]]
        case .assignSupervisor: ["supervisor": ["sergeant"]]
        case .notifyMember: ["happened": [when], "in-person": ["yes"], "place": ["office"]]
        case .reassign, .changeSupervisor: ["supervisor": ["other"], "reason": ["uncomfortable"]]
        case .reportDelay: ["delayed": ["assignment"], "delay": ["furlough"], "from": [Story.calendar.day(of: now).iso], "return": [Story.calendar.day(of: now).adding(days: 3).iso]]
        case .respond: ["assessment": ["Two late reports in a month."]]
        case .contactUnit: ["person": ["analyst"], "happened": [when]]
        case .schedule: ["meeting": [Story.text(now.addingTimeInterval(86_400))], "place": ["Room 2"]]
        case .holdConversation:
            ["happened": [when], "indicators": ["yes"], "contributors": ["yes"], "list-given": ["yes"], "edition": ["3"], "private": ["yes"], "on-duty": ["yes"],
                "confidential": ["yes"], "sharing-told": ["yes"], "non-disciplinary": ["yes"], "notes": ["We spoke for an hour."]]
        case .recordRefusal, .meetAgain, .wishSession, .consultOnSession: ["happened": [when]]
        case .submitPlan: plan()
        case .resubmitPlan: plan().merging(["corrections": file.openCorrections.indices.map { String($0 + 1) }]) { first, _ in first }
        case .reviewPlanAsOverseer: ["answered": ["yes"], "appropriate": ["yes"]]
        case .reviewPlanAsRepresentative: ["needs-met": ["yes"]]
        case .returnPlan: ["corrections": ["Say how often you will meet."]]
        case .makeAvailable, .connect, .reportCompletion, .recordDeclined: ["support": file.supports.filter { !$0.state.hasEnded }.map(\.key), "happened": [when]]
        case .verifyCompletion: ["support": file.supports.filter { $0.state == .completionReported }.map(\.key), "happened": [when], "basis": ["Told by the member."]]
        case .endSupport: ["support": file.supports.filter { !$0.state.hasEnded }.map(\.key), "reason": ["Not needed any more."]]
        case .followUp: ["progress": ["Going well."]]
        case .offerSession: ["session": [Story.text(now.addingTimeInterval(5 * 86_400))]]
        case .share: ["reason": ["To find the right support."]]
        case .writeNote: ["note": ["Called in the evening."]]
        case .guide: ["kind": ["conversation"], "guidance": ["Ask open questions."]]
        case .move: ["unit": [world.newUnit?.key ?? ""], "overseer": [world.overseersOfNewUnit.first?.account ?? ""]]
        case .reply: ["reply": ["Thank you."]]
        case .findValid, .goOnWithout, .letSupervisorTell, .startFollowUp, .endFollowUp, .close, .remind, .askForAnother: [:]
        }
    }

    func plan(_ supports: [String] = ["eap", "sleep"]) -> [String: [String]] {
        [
            "stressors": ["A new child, nights."], "supports": supports, "performance": ["Reports in time again."], "follow-up": ["Every second week."],
            "worked-out": [Story.calendar.day(of: now).iso],
        ]
    }

    mutating func goes(_ step: WorkItemStep, _ account: String, after hours: Double = 1, _ location: SourceLocation = #_sourceLocation) {
        now = now.addingTimeInterval(hours * 3_600)
        let objections = attempt(step, account, answers(step))
        #expect(objections == [], "\(step) by \(account)", sourceLocation: location)
    }

    /// Up to a state, by the straight way.
    static func upTo(_ state: WorkItemState, _ opened: Date = Story.at(2026, 11, 5, 9)) -> Story {
        var story = Story(opened)
        let way: [(WorkItemStep, String)] = [
            (.review, "analyst"), (.findValid, "analyst"), (.forward, "analyst"), (.reviewAsRepresentative, "rep"), (.assignOverseer, "rep"),
            (.reviewAsOverseer, "lieutenant"), (.assignSupervisor, "lieutenant"), (.notifyMember, "lieutenant"), (.respond, "sergeant"),
            (.contactUnit, "sergeant"), (.schedule, "sergeant"), (.holdConversation, "sergeant"), (.submitPlan, "sergeant"),
            (.reviewPlanAsOverseer, "lieutenant"), (.reviewPlanAsRepresentative, "rep"), (.makeAvailable, "sergeant"), (.startFollowUp, "sergeant"),
            (.reportCompletion, "sergeant"), (.verifyCompletion, "rep"), (.endFollowUp, "sergeant"), (.close, "rep"),
        ]
        if state == .planToWrite {
            // The way of a member who did not wish to talk.
            story = upTo(.responded, opened)
            story.goes(.recordRefusal, "sergeant")
            story.goes(.goOnWithout, "lieutenant")
        }
        for (step, account) in way where story.file.state != state {
            if step == .respond { story.world.jacketOpenedBy = ["sergeant"] }
            story.goes(step, account)
        }
        #expect(story.file.state == state)
        return story
    }
}
