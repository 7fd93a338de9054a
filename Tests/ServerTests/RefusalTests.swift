import Casework
import Directives
import Foundation
import GRDB
import HTTPTypes
import Records
import Testing

@testable import Server

/// What is forbidden and what is not there cannot be told apart: not by the page, the JSON, the status, the headers, nor
/// by what the database does (ambiguity 7.4).
@Suite("Forbidden and absent are one answer")
struct RefusalTests {
    /// What a person outside can see of an answer, without the reference, which is new each time.
    private struct Seen: Equatable {
        var status: Int
        var headers: [String]
        var text: String

        init(_ page: Browser.Page) {
            status = page.status
            headers = page.headers.filter { $0.name != .date }.map { "\($0.name): \($0.value)" }.sorted()
            text = page.text.replacing(/Reference [A-Za-z0-9_-]{8}/, with: "Reference").replacing(/"reference":"[^"]*"/, with: "")
        }
    }

    /// Each address of a single record, as it is and as it would be for one that is not there.
    private static let pairs = [
        ("/officer-support/work-items/{reference}", "{reference}", "W-1999-01-001"), ("/members/{member}/jacket", "{member}", "99999999"),
        ("/accounts/{account}", "{account}", "nobody-at-all"), ("/grants/{grant}", "{grant}", "99999999"), ("/runs/{run}", "{run}", "99999999"),
        ("/runs/{run}/scores.csv", "{run}", "99999999"), ("/imports/{import}", "{import}", "99999999"),
        ("/imports/{import}/quarantine", "{import}", "99999999"),
        ("/officer-support/work-items/{reference}/notes", "{reference}", "W-1999-01-001"),
        ("/officer-support/work-items/{reference}/closing", "{reference}", "W-1999-01-001"),
        ("/officer-support/work-items/{reference}/access", "{reference}", "W-1999-01-001"), ("/members/{member}/access", "{member}", "99999999"),
        ("/holds/{hold}", "{hold}", "99999999"), ("/destruction/{batch}", "{batch}", "99999999"),
        ("/destruction/{batch}/papers", "{batch}", "99999999"), ("/destruction/{batch}/certificate.txt", "{batch}", "99999999"),
    ]

    /// A hold and a batch of the station's own, the first of each.
    private static func addHoldAndBatch(to station: Station, about member: MemberID) async throws {
        let custodian = try Station.asking([.legalCustodian])
        let number = try #require(try await station.office.records.member(member)).sourceID
        let hold = Hold(
            reference: "18 C 1", authority: "General Counsel", matter: "", scope: HoldScope(), from: custodian.day,
            reviewOn: custodian.day.adding(days: 90), to: nil)
        let id = try await station.office.records.placeHold(HoldRequest(hold: hold, memberNumber: number), for: custodian)
        #expect(id == 1)
        try await station.addBatch()
    }

    @Test("D20-04:VII.C No role can tell a record it may not see from one that does not exist")
    func eachRole() async throws {
        // A house of its own: what the database does is counted, so nobody else may be at work in it.
        let station = try await Station.make()
        defer { station.remove() }
        let walk = try await Walk(station)
        try await Self.addHoldAndBatch(to: station, about: walk.member)
        let day = try #require(Day(2018, 1, 2))
        try await station.visit { browser in
            for role in Role.grantable {
                let name = "apart-\(role.rawValue.lowercased())"
                try await station.addAccount(name, roles: [role])
                browser.forgetCookies()
                try await browser.arrive(as: name)
                let actor = try await station.actor(name)
                for route in Office.routes where route.method == .get {
                    guard let pair = Self.pairs.first(where: { $0.0 == RouteTable.template(route) }),
                        let line = RouteTable.lines[RouteTable.key(route)], !walk.opens(route, line, to: actor, on: day),
                        // The walk finds no hold and no batch; here there is one of each.
                        line.about != .absent || Access.decide(line.act, by: actor, on: day).ground == nil
                    else { continue }
                    let real = walk.address(route).replacingOccurrences(of: "999999", with: "1")
                    let absent = route.path.replacingOccurrences(of: pair.1, with: pair.2)
                    let (forbidden, forbiddenWork) = try await station.measured { try await browser.get(real) }
                    let (missing, missingWork) = try await station.measured { try await browser.get(absent) }
                    #expect(Seen(forbidden) == Seen(missing), "\(role) \(real)")
                    #expect(forbidden.status == 404)
                    #expect(forbiddenWork == missingWork, "\(role) \(real): \(forbiddenWork) and \(missingWork)")
                    #expect(forbiddenWork.lines == 1)
                }
            }
        }
    }

    @Test("A refusal is said at a full step since the request began, so that its time does not tell what was found")
    func time() async throws {
        let station = try await Station.shared.value
        let step = Duration.milliseconds(40)
        try await station.visit(station.office { $0.refusalStep = step }) { browser in
            try await browser.signIn("sergeant-005")
            for path in ["/officer-support/work-items/W-1999-01-001", "/api/v1/members/1/jacket", "/nowhere"] {
                let began = ContinuousClock.now
                #expect(try await browser.get(path).status == 404)
                #expect(ContinuousClock.now - began >= step, "\(path)")
            }
        }
    }

    @Test("The pages of changes tell no more than the others", arguments: ["/grants/{grant}/end", "/accounts/{account}/disabling", "/designations/{designation}/end"])
    func changes(path: String) async throws {
        let station = try await Station.shared.value
        let walk = try await Walk(station)
        try await station.visit { browser in
            try await browser.signIn("osu-analyst")
            let real = path.replacingOccurrences(of: "{grant}", with: String(walk.grant)).replacingOccurrences(of: "{account}", with: "auditor")
                .replacingOccurrences(of: "{designation}", with: String(walk.grant))
            let absent = path.replacing(/\{\w+\}/, with: "99999999")
            let forbidden = try await browser.post(real, ["to": "2018-01-02"])
            let missing = try await browser.post(absent, ["to": "2018-01-02"])
            #expect(Seen(forbidden) == Seen(missing))
            #expect(forbidden.status == 404)
        }
    }

    @Test("Lists, counts and the navigation hold nothing of what may not be seen")
    func counts() async throws {
        let station = try await Station.shared.value
        let walk = try await Walk(station)
        try await station.visit { browser in
            for account in ["area-representative", "commander-005", "sergeant-005", "member-005", "administrator", "auditor"] {
                try await browser.signIn(account)
                let page = try await browser.get("/work").text
                #expect(!page.contains("thing waiting") && !page.contains("things waiting"), "\(account)")
                #expect(!page.contains(walk.reference), "\(account)")
            }
        }
    }
}
