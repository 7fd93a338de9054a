import Casework
import Directives
import Foundation
import Testing

@testable import Server

/// What the directive wants in a jacket is read in from the department's files and stands in it, in the JSON and on the
/// page, with the fields it names.
@Suite("What stands in a jacket")
struct JacketContentTests {
    private func shows(_ kind: String, under paragraph: Citation, _ expected: [(fields: [String: String], words: [String])]) async throws {
        try await JacketStation.shared.value.shows(kind, under: paragraph, expected)
    }

    // MARK: Conduct

    @Test("D20-04:III.C.1 Every reported use of force, with its day, its report and what happened")
    func useOfForce() async throws {
        try await shows("useOfForce", under: "D20-04:III.C.1", [
            (["report": "F-11", "forceLevel": "5", "resistanceLevel": "3", "taser": "1"], ["Fri 4 Mar 2016", "Report F-11", "highest force 5", "Taser", "Person injured", "Sat 5 Mar 2016"]),
            (["report": "F-12", "forceLevel": "4", "taser": "0"], ["Wed 5 Apr 2017", "Report F-12", "highest force 4"]),
        ])
    }

    @Test("D20-04:III.C.2 Every arrest the member made, with its day and record number, and what came of it")
    func arrest() async throws {
        try await shows("arrest", under: "D20-04:III.C.2", [
            (["recordNumber": "A-21", "chargeClass": "felony", "disposition": "dismissed"], ["Tue 5 Apr 2016", "Record number A-21", "Felony", "Dismissed", "known since Thu 1 Sep 2016"]),
            (["recordNumber": "A-22", "chargeClass": "warrant"], ["Record number A-22", "Warrant", "open"]),
        ])
    }

    @Test("D20-04:III.C.3 Injuries and deaths in custody, under the Log Number or U Number of their investigation")
    func custody() async throws {
        try await shows("custodyInjury", under: "D20-04:III.C.3", [
            (["logNumber": "U-31", "harm": "injury"], ["Log number U-31", "Injury"]), (["logNumber": "CL-32", "harm": "death"], ["Log number CL-32", "Death"]),
        ])
    }

    @Test("D20-04:III.C.4 Injuries and deaths from a member's conduct, under the Log Number or U Number of their investigation")
    func conductInjury() async throws {
        try await shows("conductInjury", under: "D20-04:III.C.4", [
            (["logNumber": "U-41", "harm": "injury"], ["Log number U-41", "Injury"]), (["logNumber": "CL-42", "harm": "death"], ["Log number CL-42", "Death"]),
        ])
    }

    @Test("D20-04:III.C.5 Vehicle pursuits and collisions on duty, each of its own kind")
    func driving() async throws {
        try await shows("vehiclePursuit", under: "D20-04:III.C.5", [
            (["report": "P-51", "onDuty": "1", "finding": "out_of_policy"], ["Fri 17 Jun 2016", "Report P-51", "On duty", "Not within policy"])
        ])
        try await shows("collision", under: "D20-04:III.C.5", [
            (["report": "C-52", "onDuty": "1", "injury": "1", "finding": "preventable"], ["Sat 18 Jun 2016", "Report C-52", "On duty", "Someone injured", "Preventable"])
        ])
    }

    // MARK: Complaints

    @Test("D20-04:III.C.6, D20-04:III.C.6.a, D20-04:III.C.6.b Every complaint stands once under its Log Number, with the nature of the allegation and the outcome of the investigation, or as open")
    func complaint() async throws {
        try await shows("complaint", under: "D20-04:III.C.6", [
            (
                ["logNumber": "CL-61", "nature": "excessive_force", "finding": "sustained", "discipline": "suspension", "suspensionDays": "5"],
                ["Log number CL-61", "Civilian agency", "Excessive force", "Sustained", "Suspension", "days of suspension 5", "known since Mon 9 Jan 2017"]
            ),
            (["logNumber": "CL-62", "nature": "verbal_abuse"], ["Log number CL-62", "Verbal abuse", "open"]),
        ])
    }

    @Test("D20-04:III.C.6.a, D20-04:III.C.6.c Every allegation of a Log Number has its own nature and its own disposition: one sustained, one unfounded")
    func allegations() async throws {
        try await shows("allegation", under: "D20-04:III.C.6.a", [
            (["logNumber": "CL-61", "number": "1", "nature": "excessive_force", "disposition": "sustained"], ["Log number CL-61", "number 1", "Excessive force", "Sustained"]),
            (["logNumber": "CL-61", "number": "2", "nature": "verbal_abuse", "disposition": "unfounded"], ["Log number CL-61", "number 2", "Verbal abuse", "Unfounded"]),
        ])
    }

    @Test("D20-04:III.C.7 Claims against the City, the Department and the member, each under its Log Number and with its result")
    func claims() async throws {
        try await shows("civilClaim", under: "D20-04:III.C.7", [
            (["logNumber": "U-71", "defendant": "city", "result": "settled"], ["Log number U-71", "The City", "Settled", "amount 25000"]),
            (["logNumber": "U-72", "defendant": "department"], ["Log number U-72", "The Department", "open"]),
            (["logNumber": "U-73", "defendant": "member", "result": "judgment"], ["Log number U-73", "The member", "Adverse judgment"]),
        ])
    }

    // MARK: Courts

    @Test("D20-04:III.C.8 Criminal proceedings, under their Log Number and with the day on which they became known")
    func criminal() async throws {
        try await shows("criminalProceeding", under: "D20-04:III.C.8", [
            (["logNumber": "U-81", "court": "Circuit Court", "result": "dismissed"], ["Mon 1 Aug 2016", "Log number U-81", "Circuit Court", "Tue 9 Aug 2016", "Dismissed"])
        ])
    }

    @Test("D20-04:III.C.9 A court's finding against the member's credibility, under its Log Number and with the court")
    func credibility() async throws {
        try await shows("credibilityFinding", under: "D20-04:III.C.9", [
            (["logNumber": "U-91", "court": "District Court"], ["Log number U-91", "District Court", "Fri 19 Aug 2016"])
        ])
    }

    @Test("D20-04:III.C.10 A finding of untruthfulness, under its Log Number, with the office that reported it and whether at a suppression hearing")
    func untruthfulness() async throws {
        try await shows("untruthfulnessFinding", under: "D20-04:III.C.10", [
            (["logNumber": "U-101", "source": "states_attorney", "suppressionHearing": "1"], ["Log number U-101", "State's Attorney", "At a suppression hearing"]),
            (["logNumber": "U-102", "source": "us_attorney", "suppressionHearing": "0"], ["Log number U-102", "United States Attorney"]),
        ])
    }

    @Test("D20-04:III.C.11 A prosecution declined over the member's credibility, under its Log Number and with whichever of the three authorities declined")
    func declined() async throws {
        try await shows("prosecutionDeclined", under: "D20-04:III.C.11", [
            (["logNumber": "U-111", "source": "states_attorney"], ["Log number U-111", "State's Attorney"]),
            (["logNumber": "U-112", "source": "us_attorney"], ["Log number U-112", "United States Attorney"]),
            (["logNumber": "U-113", "source": "other_prosecutor"], ["Log number U-113", "Another prosecutor"]),
        ])
    }

    @Test("D20-04:III.C.12 Restraining and protective orders, under their Log Number and with the order's day")
    func orders() async throws {
        try await shows("protectiveOrder", under: "D20-04:III.C.12", [
            (["logNumber": "U-121", "orderKind": "restraining"], ["Sat 1 Oct 2016", "Log number U-121", "Restraining order", "open"]),
            (["logNumber": "U-122", "orderKind": "protective"], ["Sun 2 Oct 2016", "Log number U-122", "Protective order", "Ended"]),
        ])
    }

    @Test("D20-04:III.C.8.NOTE, D20-04:III.C.12.NOTE Where criminal proceedings or an order are shown, the duty to report them stands beside them, and that nothing follows here; elsewhere it does not")
    func duties() async throws {
        let jacket = try await JacketStation.shared.value
        try await jacket.visit { browser in
            for (kind, told, untold) in [
                ("criminalProceeding", "duty to report criminal proceedings", "duty to report restraining"),
                ("protectiveOrder", "duty to report restraining and protective orders", "duty to report criminal"),
            ] {
                let page = JacketStation.words(try await browser.get("/members/\(jacket.member.rawValue)/jacket?kind=\(kind)").text)
                #expect(page.contains(told) && page.contains("opens no investigation and takes no disciplinary step") && !page.contains(untold), "\(kind)")
            }
            let page = JacketStation.words(try await browser.get("/members/\(jacket.member.rawValue)/jacket?kind=arrest").text)
            #expect(!page.contains("duty to report"))
        }
    }

    // MARK: Discipline, service

    @Test("D20-04:III.C.13 The disciplinary history: the measure, its days, what came of it")
    func discipline() async throws {
        try await shows("discipline", under: "D20-04:III.C.13", [
            (["logNumber": "CL-61", "penalty": "suspension", "days": "5", "result": "served"], ["Fri 20 Jan 2017", "Suspension", "days 5", "Served"])
        ])
    }

    @Test("D20-04:III.C.14 Corrective action without discipline, with its day and the system it is kept in")
    func correctiveAction() async throws {
        try await shows("correctiveAction", under: "D20-04:III.C.14", [
            (["system": "Supervisor log", "action": "counseling"], ["Wed 2 Nov 2016", "Source system Supervisor log", "Counseling"])
        ])
    }

    @Test("D20-04:III.C.15 Camera violations by Log Number and by SPAR, with the camera")
    func cameras() async throws {
        try await shows("cameraViolation", under: "D20-04:III.C.15", [
            (["source": "spar", "reference": "S-151", "camera": "body_worn", "finding": "sustained"], ["Summary Punishment Action Report", "number S-151", "Body-worn", "Sustained"]),
            (["source": "log_number", "reference": "CL-152", "camera": "in_car"], ["Log Number investigation", "number CL-152", "In-car", "open"]),
        ])
    }

    @Test("D20-04:III.C.16 Awards and commendations, among the other records and with the decision")
    func awards() async throws {
        try await shows("award", under: "D20-04:III.C.16", [
            (["award": "Life saving award", "decision": "granted"], ["Thu 1 Dec 2016", "Life saving award", "Granted"])
        ])
        let jacket = try await JacketStation.shared.value
        try await jacket.visit { browser in
            let page = try await browser.get("/members/\(jacket.member.rawValue)/jacket").text
            #expect(page.contains("id=\"award-") && page.contains("id=\"discipline-"))
        }
    }

    @Test("D20-04:III.C.17 Sick leave by period and hours, and no reason of any sort")
    func sickLeave() async throws {
        try await shows("sickLeave", under: "D20-04:III.C.17", [(["hours": "16.0"], ["Sat 10 Dec 2016", "Hours 16", "known since Mon 12 Dec 2016"])])
        let jacket = try await JacketStation.shared.value
        try await jacket.visit { browser in
            let entries = try await JacketStation.entries(browser, jacket.member.rawValue).filter { $0.kind == "sickLeave" }
            #expect(entries.allSatisfy { Set($0.fields.keys) == ["hours"] })
        }
    }

    @Test("D20-04:III.C.18 Missed court appearances by Log Number and by SPAR, with the court's day")
    func missedCourt() async throws {
        try await shows("missedCourt", under: "D20-04:III.C.18", [
            (["source": "spar", "reference": "S-181", "finding": "sustained"], ["Tue 10 Jan 2017", "Summary Punishment Action Report", "number S-181", "Sustained"]),
            (["source": "log_number", "reference": "CL-182"], ["Wed 11 Jan 2017", "Log Number investigation", "number CL-182", "open"]),
        ])
    }

    @Test("D20-04:III.C.19 The training history: course, hours, result")
    func training() async throws {
        try await shows("training", under: "D20-04:III.C.19", [
            (["course": "De-escalation", "hours": "8.0", "result": "completed"], ["Wed 1 Mar 2017", "De-escalation", "hours 8", "Completed"])
        ])
    }

    @Test("D20-04:III.C.20 The present rank and assignment stand at the top, every earlier one with its days below; as of a day, those of that day")
    func posts() async throws {
        try await shows("rankHeld", under: "D20-04:III.C.20", [
            (["rank": "police_officer"], ["Police officer, since Mon 4 Jan 2010"]), (["rank": "sergeant"], ["Sergeant, since Mon 2 May 2016"]),
        ])
        try await shows("posting", under: "D20-04:III.C.20", [
            (["unit": "5", "kind": "assignment"], ["Mon 4 Jan 2010", "Unit 5", "Assignment", "known since Tue 30 Jun 2015"]),
            (["unit": "4", "kind": "detail"], ["Thu 1 Mar 2012", "Unit 4", "Detail", "known since Thu 31 May 2012"]),
            (["unit": "6", "kind": "assignment"], ["Wed 1 Jul 2015", "Unit 6", "Assignment", "to date"]),
        ])
        let jacket = try await JacketStation.shared.value
        try await jacket.visit { browser in
            // What stands above the records: who it is, as of the day.
            for (day, rank, unit) in [("2018-01-02", "Sergeant", "006th District"), ("2014-06-01", "Police officer", "005th District"), ("2012-04-01", "Police officer", "004th District")] {
                let page = try await browser.get("/members/\(jacket.member.rawValue)/jacket?as-of=\(day)&kind=training").text
                let head = JacketStation.words(page.components(separatedBy: "Twenty kinds of record").first ?? "")
                #expect(head.contains(rank) && head.contains(unit), "\(day)")
            }
        }
    }
}
