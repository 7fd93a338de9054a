import Casework
import Directives
import Foundation
import OfficerSupport
import Testing

/// The clocks of a Work Item to the second, in America/Chicago with the federal holidays. Instants are written as the clock
/// on the wall shows them; `*` marks the second of an hour that comes twice.
@Suite("The clocks of a Work Item")
struct DeadlineTests {
    @Test("Every deadline of the directive is there, with its limit, its ground and who holds it", arguments: [
        ("validity", Limit.hours(48), "D20-04:V.A.2", [Telling.Whom.role(.osuAnalyst)]),
        ("forwarding", .workingDays(3), "D20-04:V.A.4", [.role(.osuAnalyst)]),
        ("overseer", .hours(48), "D20-04:V.B.2", [.post(.representative)]),
        ("representativeReview", .workingDays(3), "D20-04:V.B.NOTE", [.post(.representative)]),
        ("notice", .hours(48), "D20-04:VI.A.2", [.post(.overseer)]),
        ("assignment", .hours(72), "D20-04:VI.A.1", [.post(.overseer)]),
        ("response", .hours(72), "D20-04:VI.A.3", [.post(.assignedSupervisor), .post(.overseer)]),
        ("conversation", .days(14), "D20-04:VI.B.3#2", [.post(.assignedSupervisor)]),
        ("planReview", .workingDays(3), "D20-04:V.B.NOTE", [.post(.representative)]),
        ("verification", .workingDays(3), "D20-04:V.B.NOTE", [.post(.representative)]),
        ("session", .days(14), "D20-04:VI.B.8#2", [.post(.assignedSupervisor)]),
    ] as [(String, Limit, Citation, [Telling.Whom])])
    func table(key: String, limit: Limit, cites: Citation, holders: [Telling.Whom]) throws {
        let deadline = try Self.deadline(key)
        #expect(deadline.rule.limit == limit && deadline.rule.cites == cites && deadline.holders == holders)
        #expect(WorkItemLife.deadlines.count == 11)
    }

    @Test("D20-04:V.A.2, D20-04:V.B.2, D20-04:VI.A.2 48 hours are 48 real hours, whatever lies between", arguments: ["validity", "overseer", "notice"], [
        ("2026-11-05 09:00:00", "2026-11-07 09:00:00"),  // into a weekend
        ("2026-03-07 09:00:00", "2026-03-09 10:00:00"),  // an hour is skipped on 8 March
        ("2026-10-31 09:00:00", "2026-11-02 08:00:00"),  // an hour comes twice on 1 November
        ("2026-11-01 01:30:00", "2026-11-03 00:30:00"),  // from the first of the two
        ("2026-11-01 01:30:00*", "2026-11-03 01:30:00"),  // from the second
        ("2026-11-25 16:00:00", "2026-11-27 16:00:00"),  // Thanksgiving
        ("2026-12-31 20:15:00", "2027-01-02 20:15:00"),  // year end
        ("2028-02-28 12:00:00", "2028-03-01 12:00:00"),  // a leap day
        ("2026-03-06 02:30:00", "2026-03-08 03:30:00"),  // it would be due at a time that does not exist
    ])
    func fortyEightHours(key: String, dates: (String, String)) throws { try expect(key, dates.0, dates.1) }

    @Test("D20-04:VI.A.1, D20-04:VI.A.3 72 hours are 72 real hours", arguments: ["assignment", "response"], [
        ("2026-03-06 23:59:00", "2026-03-10 00:59:00"), ("2026-10-30 12:00:00", "2026-11-02 11:00:00"), ("2026-12-24 08:00:00", "2026-12-27 08:00:00"),
        ("2026-12-30 00:00:00", "2027-01-02 00:00:00"), ("2028-02-27 00:00:00", "2028-03-01 00:00:00"), ("2026-11-25 23:59:59", "2026-11-28 23:59:59"),
    ])
    func seventyTwoHours(key: String, dates: (String, String)) throws { try expect(key, dates.0, dates.1) }

    @Test("D20-04:V.A.4, D20-04:V.B.NOTE Three working days end with the third; the first day, weekends and holidays do not count", arguments: [
        "forwarding", "representativeReview", "planReview", "verification",
    ], [
        ("2026-11-24 10:00:00", "2026-11-30 23:59:59"),  // Thanksgiving and the weekend after it
        ("2026-11-25 23:59:59", "2026-12-01 23:59:59"),
        ("2026-11-26 10:00:00", "2026-12-01 23:59:59"),  // received on the holiday itself
        ("2026-12-22 08:00:00", "2026-12-28 23:59:59"),  // Christmas is a Friday, the weekend follows
        ("2026-12-23 08:00:00", "2026-12-29 23:59:59"),
        ("2026-12-30 08:00:00", "2027-01-05 23:59:59"),  // New Year's Day, a Friday
        ("2028-02-25 17:00:00", "2028-03-01 23:59:59"),  // a leap day that is a working day
        ("2026-03-06 09:00:00", "2026-03-11 23:59:59"),  // over the clock change in spring
        ("2026-10-30 09:00:00", "2026-11-04 23:59:59"),  // and in autumn
        ("2026-11-06 23:59:59", "2026-11-12 23:59:59"),  // Friday night; Veterans Day on Wednesday
        ("2026-11-07 00:00:00", "2026-11-12 23:59:59"),  // one second later it is Saturday, and nothing changes
        ("2026-11-08 23:59:59", "2026-11-12 23:59:59"), ("2026-11-09 00:00:00", "2026-11-13 23:59:59"),
    ])
    func workingDays(key: String, dates: (String, String)) throws { try expect(key, dates.0, dates.1) }

    @Test("D20-04:VI.B.3#2, D20-04:VI.B.8#2 Fourteen days end with the fourteenth, on whatever day it falls", arguments: ["conversation", "session"], [
        ("2026-11-07 10:00:00", "2026-11-21 23:59:59"),  // a Saturday
        ("2026-11-08 10:00:00", "2026-11-22 23:59:59"),  // a Sunday
        ("2026-12-11 10:00:00", "2026-12-25 23:59:59"),  // a holiday
        ("2026-12-24 10:00:00", "2027-01-07 23:59:59"),  // year end
        ("2026-02-22 10:00:00", "2026-03-08 23:59:59"),  // the day of 23 hours
        ("2026-10-18 00:00:00", "2026-11-01 23:59:59"),  // the day of 25
        ("2028-02-15 23:59:00", "2028-02-29 23:59:59"),  // the leap day
        ("2028-02-16 00:00:00", "2028-03-01 23:59:59"),
    ])
    func fourteenDays(key: String, dates: (String, String)) throws { try expect(key, dates.0, dates.1) }

    @Test("An act in the last second is in time, and one second later is not", arguments: WorkItemLife.deadlines.map(\.rule.key))
    func lastSecond(key: String) throws {
        let deadline = try Self.deadline(key)
        for start in ["2026-03-06 09:00:00", "2026-10-30 09:00:00", "2026-12-24 09:00:00"] {
            let (file, due) = try begun(deadline, start)
            // The day of a session that was offered is entered to the minute.
            let late = deadline.stopsAt == nil ? 1.0 : 60.0
            let last = deadline.stopsAt == nil ? due : due.addingTimeInterval(-59)
            for step in deadline.stops {
                for (instant, state) in [(last, Clock.State.met), (last.addingTimeInterval(late), .missed)] {
                    var file = file
                    file.log(step, at: max(file.opened, deadline.stopsAt == nil ? instant : file.opened), happened: instant, [
                        "session": [Story.text(instant)], "support": ["eap"],
                    ])
                    let clock = try #require(try deadline.clocks(file, [], Story.calendar).first?.clock)
                    #expect(clock.due == due && clock.stopped == instant, "\(key) stopped by \(step)")
                    #expect(clock.state(at: instant) == state && clock.state(at: due.addingTimeInterval(9_000_000)) == state, "\(key) by \(step)")
                }
            }
        }
    }

    @Test("D20-04:VI.A.2.b, D20-04:VI.A.2.b#2 A delay notice moves no due date; what is late for it is missed with an explanation, everything else is missed")
    func delays() throws {
        for deadline in WorkItemLife.deadlines where ["assignment", "notice", "response", "conversation"].contains(deadline.rule.key) {
            let (start, due) = try begun(deadline, "2026-11-05 09:00:00")
            func late(_ delayed: [String], from: String, until: String?) throws -> Clock {
                var file = start
                var answers = ["delayed": delayed, "delay": ["furlough"], "from": [from]]
                answers[until == nil ? "return-unknown" : "return"] = [until ?? "yes"]
                file.log(.reportDelay, at: try Self.instant("2026-11-06 10:00:00"), answers)
                file.log(try #require(deadline.stops.first), at: try Self.instant("2026-12-15 10:00:00"))
                return try #require(try file.clocks(Story.calendar).first { $0.clock.rule.key == deadline.rule.key }).clock
            }
            let explained = try late([deadline.rule.key], from: "2026-11-06", until: "2026-11-30")
            #expect(explained.due == due && explained.state(at: .distantFuture) == .missedExplained)
            #expect(explained.absences.map(\.reason) == ["Furlough"])
            #expect(try late([deadline.rule.key, "response"], from: "2026-11-06", until: nil).state(at: .distantFuture) == .missedExplained)
            // Notified for something else; away before; away only after it was late.
            #expect(try late([deadline.rule.key == "notice" ? "response" : "notice"], from: "2026-11-06", until: nil).state(at: .distantFuture) == .missed)
            #expect(try late([deadline.rule.key], from: "2026-10-01", until: "2026-11-05").state(at: .distantFuture) == .missed)
            #expect(try late([deadline.rule.key], from: "2026-12-01", until: nil).state(at: .distantFuture) == .missed)
        }
    }

    @Test("While a clock runs it is overdue, explained or not: the clock of the directive never pauses (ambiguity 1.6)")
    func neverPauses() throws {
        var (file, due) = try begun(Self.deadline("response"), "2026-11-05 09:00:00")
        file.log(.reportDelay, at: try Self.instant("2026-11-06 10:00:00"), [
            "delayed": ["response"], "delay": ["other"], "words": ["A funeral"], "from": ["2026-11-06"], "return-unknown": ["yes"],
        ])
        let clock = try #require(try file.clocks(Story.calendar).first { $0.clock.rule.key == "response" }).clock
        #expect(clock.due == due && clock.absences.map(\.reason) == ["A funeral"] && clock.absences.map(\.until) == [nil])
        #expect(clock.state(at: due) == .dueSoon && clock.state(at: due.addingTimeInterval(1)) == .overdue)
        // From Thursday 09:00 to Monday 09:00; away since Friday midnight.
        let monday = try Self.instant("2026-11-09 09:00:00")
        #expect(clock.used(at: monday, withoutAbsences: false) == 96 * 3_600 && clock.used(at: monday, withoutAbsences: true) == 15 * 3_600)
    }

    @Test("D20-04:VI.A.2.a The new supervisor's 72 hours begin anew, the fourteen days go on, and what was late already stays late (ambiguity 2.12)")
    func anew() throws {
        var file = Self.file("2026-11-02 09:00:00")
        func at(_ text: String) throws -> Date { try Self.instant(text) }
        file.log(.assignOverseer, at: try at("2026-11-03 09:00:00"))
        file.log(.assignSupervisor, at: try at("2026-11-03 10:00:00"), ["supervisor": ["sergeant"]])
        file.log(.notifyMember, at: try at("2026-11-04 12:00:00"), happened: try at("2026-11-03 15:00:00"))
        file.log(.reassign, at: try at("2026-11-05 10:00:00"), ["supervisor": ["other"]])
        func clocks(_ key: String) throws -> [Clock] { try file.clocks(Story.calendar).filter { $0.clock.rule.key == key }.map(\.clock) }
        // In time until then: one clock, that of whoever has it now.
        #expect(try clocks("response").map(\.start) == [try at("2026-11-05 10:00:00")])
        #expect(try clocks("response").map(\.due) == [try at("2026-11-08 10:00:00")])
        #expect(try clocks("conversation").map(\.start) == [try at("2026-11-03 15:00:00")])
        #expect(try clocks("conversation").map(\.due) == [try at("2026-11-17 23:59:59")])
        // Late by then: the former supervisor's stays as missed.
        file.log(.reassign, at: try at("2026-11-09 10:00:00"), ["supervisor": ["third"]])
        file.log(.respond, at: try at("2026-11-10 10:00:00"))
        #expect(try clocks("response").map(\.stopped) == [try at("2026-11-09 10:00:00"), try at("2026-11-10 10:00:00")])
        #expect(try clocks("response").map { $0.state(at: .distantFuture) } == [.missed, .met])
        #expect(try clocks("conversation").map(\.due) == [try at("2026-11-17 23:59:59")])
    }

    @Test("D20-04:VI.D.3.c A move keeps every clock and gives the new overseer 72 hours for the assignment")
    func move() throws {
        var file = Self.file("2026-11-02 09:00:00")
        for (step, hour) in [(WorkItemStep.forward, "10"), (.assignOverseer, "11"), (.assignSupervisor, "12"), (.notifyMember, "13")] {
            file.log(step, at: try Self.instant("2026-11-02 \(hour):00:00"))
        }
        let before = try file.clocks(Story.calendar)
        let moved = try Self.instant("2026-11-05 08:00:00")
        file.log(.move, at: moved, ["unit": ["6"], "overseer": ["new"]])
        let after = try file.clocks(Story.calendar)
        #expect(after.filter { $0.clock.start != moved } == before)
        let new = after.filter { $0.clock.start == moved }.map(\.clock)
        #expect(new.map(\.rule.key) == ["assignment"] && new.map(\.due) == [moved.addingTimeInterval(72 * 3_600)])
        // Moved before anybody was assigned: the first 72 hours go on.
        var early = Self.file("2026-11-02 09:00:00")
        early.log(.assignOverseer, at: try Self.instant("2026-11-02 11:00:00"))
        early.log(.move, at: moved, ["unit": ["6"], "overseer": ["new"]])
        #expect(try early.clocks(Story.calendar).filter { $0.clock.rule.key == "assignment" }.map(\.clock.due) == [try Self.instant("2026-11-05 11:00:00")])
    }

    @Test("D20-04:V.B.NOTE, D20-04:V.B.5 Each support that was reported has three working days of its own")
    func verifications() throws {
        var file = Self.file("2026-11-02 09:00:00")
        func at(_ text: String) throws -> Date { try Self.instant(text) }
        file.log(.reportCompletion, at: try at("2026-11-02 10:00:00"), ["support": ["eap", "peer"]])
        file.log(.reportCompletion, at: try at("2026-11-09 10:00:00"), ["support": ["peer", "sleep"]])
        file.log(.verifyCompletion, at: try at("2026-11-10 10:00:00"), ["support": ["eap"]])
        file.log(.recordDeclined, at: try at("2026-11-11 10:00:00"), ["support": ["sleep"]])
        let clocks = try file.clocks(Story.calendar).filter { $0.clock.rule.key == "verification" }
        let byName = Dictionary(grouping: clocks) { $0.of ?? "" }
        #expect(clocks.count == 3)
        #expect(try byName["eap"]?.map(\.clock.due) == [at("2026-11-05 23:59:59")] && byName["eap"]?[0].clock.state(at: .distantFuture) == .missed)
        // Reported twice, the first counts; nobody stopped it.
        #expect(try byName["peer"]?.map(\.clock.start) == [at("2026-11-02 10:00:00")] && byName["peer"]?[0].clock.stopped == nil)
        // 11 November is a holiday: two working days later is the 12th, three the 13th.
        #expect(try byName["sleep"]?.map(\.clock.due) == [at("2026-11-13 23:59:59")] && byName["sleep"]?[0].clock.state(at: .distantFuture) == .met)
    }

    @Test("D20-04:V.B.NOTE, D20-04:VI.B.6 Each submission of a plan begins its own three working days; a return or the representative's review stops them")
    func planReviews() throws {
        var file = Self.file("2026-11-02 09:00:00")
        func at(_ text: String) throws -> Date { try Self.instant(text) }
        file.log(.submitPlan, at: try at("2026-11-03 10:00:00"))
        file.log(.returnPlan, at: try at("2026-11-05 10:00:00"))
        file.log(.resubmitPlan, at: try at("2026-11-24 10:00:00"))
        file.log(.reviewPlanAsOverseer, at: try at("2026-11-25 10:00:00"))
        file.log(.reviewPlanAsRepresentative, at: try at("2026-12-01 00:00:00"))
        let clocks = try file.clocks(Story.calendar).filter { $0.clock.rule.key == "planReview" }.map(\.clock)
        #expect(clocks.map { $0.state(at: .distantFuture) } == [.met, .missed])
        #expect(try clocks.map(\.due) == [at("2026-11-06 23:59:59"), at("2026-11-30 23:59:59")])
    }

    @Test("D20-04:VI.B.8#2 The session's clock runs from the wish and stops at the date that is offered, not at the day of the offer (ambiguity 2.20)")
    func session() throws {
        func clock(wish: String, offered: String, on: String) throws -> Clock {
            var file = Self.file("2026-11-02 09:00:00")
            file.log(.wishSession, at: try Self.instant(on), happened: try Self.instant(wish))
            file.log(.wishSession, at: try Self.instant(on), happened: try Self.instant(on))
            file.log(.offerSession, at: try Self.instant(on), ["session": [offered]])
            return try #require(try file.clocks(Story.calendar).first { $0.clock.rule.key == "session" }).clock
        }
        let last = try clock(wish: "2026-11-03 10:00:00", offered: "2026-11-17T23:59", on: "2026-11-04 10:00:00")
        #expect(try last.stopped == Self.instant("2026-11-17 23:59:00") && last.state(at: .distantFuture) == .met)
        #expect(try clock(wish: "2026-11-03 10:00:00", offered: "2026-11-18T00:00", on: "2026-11-04 10:00:00").state(at: .distantFuture) == .missed)
        // A second wish does not begin it anew.
        #expect(try last.start == Self.instant("2026-11-03 10:00:00"))
    }

    @Test("What still runs when a record ends, ends with it")
    func ended() throws {
        var file = Self.file("2026-11-02 09:00:00")
        let end = try Self.instant("2026-11-03 09:00:00")
        file.log(.closeDuplicative, at: end, state: .closedDuplicative)
        #expect(try file.clocks(Story.calendar).map(\.clock.stopped) == [end, end])
        #expect(try Engine.tasks(file, Story.calendar).isEmpty)
    }

    // MARK: Helping

    static func deadline(_ key: String) throws -> Deadline<WorkItemLife> { try #require(WorkItemLife.deadlines.first { $0.rule.key == key }) }

    static func file(_ opened: String) -> CaseFile<WorkItemLife> {
        CaseFile(reference: "W-1", subject: MemberID(rawValue: 7), unit: "5", opened: (try? instant(opened)) ?? .distantPast)
    }

    /// `2026-11-05 09:00:00` on the wall in Chicago; with `*` the second time it is shown.
    static func instant(_ text: String) throws -> Date {
        let parts = text.dropLast(text.hasSuffix("*") ? 1 : 0).split { " :".contains($0) }
        let day = try #require(Day(iso: parts[0]))
        let first = Story.calendar.instant(day, hour: try #require(Int(parts[1])), minute: try #require(Int(parts[2])), second: try #require(Int(parts[3])))
        return text.hasSuffix("*") ? first.addingTimeInterval(3_600) : first
    }

    /// A file in which the deadline has begun at an instant, and when it is due.
    private func begun(_ deadline: Deadline<WorkItemLife>, _ start: String) throws -> (CaseFile<WorkItemLife>, Date) {
        let instant = try Self.instant(start)
        var file = Self.file(start)
        switch try #require(deadline.starts.first) {
        case .opening: break
        case .step(let step): file.log(step, at: instant, happened: instant.addingTimeInterval(-7_200), ["support": ["eap"]])
        // Written down afterwards, it counts from when it took place.
        case .happened(let step):
            file.opened = instant.addingTimeInterval(-7_200)
            file.log(step, at: instant.addingTimeInterval(7_200), happened: instant)
        }
        return (file, try #require(try deadline.clocks(file, [], Story.calendar).first).clock.due)
    }

    private func expect(_ key: String, _ from: String, _ due: String) throws {
        let (file, found) = try begun(Self.deadline(key), from)
        let clock = try #require(try Self.deadline(key).clocks(file, [], Story.calendar).first).clock
        #expect(try clock.start == Self.instant(from))
        #expect(try found == Self.instant(due), "\(key) from \(from)")
    }
}

extension CaseFile where Program == WorkItemLife {
    /// Writes a step into the log as if it had been taken.
    mutating func log(
        _ step: WorkItemStep, at: Date, happened: Date? = nil, state: WorkItemState = .followUp, _ answers: [String: [String]] = [:]
    ) {
        events.append(
            CaseEvent(number: version + 1, step: step, state: state, at: at, happened: happened, account: "somebody", entered: Entered(answers)))
    }
}
