import Casework
import Directives
import Foundation
import GRDB
import Testing

@testable import Records
@testable import Server

/// A department with the offices of the Resiliency Support System over the 5th District, and employees to write about.
struct ResiliencyStation {
    let station: Station
    /// Employees of the district, each for one test.
    let employees: [MemberID]
    let elsewhere: MemberID

    static let shared = Task {
        let station = try await Station.make()
        for (name, role, unit) in [
            ("rss-sergeant", Role.resiliencySupervisor, "5"), ("rss-second", .resiliencySupervisor, "5"), ("rss-lieutenant", .resiliencyChain, "5"),
            ("rss-commander", .workUnitCommander, "5"),
        ] {
            try await station.addAccount(name, roles: [])
            try await station.office.records.grant(role, to: name, over: .unit(unit), from: try #require(Day(2018, 1, 2)), to: nil, for: try Station.asking())
        }
        for (name, role) in [
            ("rss-oz", Role.owsSupervisor), ("rss-coordinator", .owsAdministrativeCoordinator), ("rss-dii", .dii), ("rss-nobody", .trainingAndSupportGroup),
        ] { try await station.addAccount(name, roles: [role]) }
        let day = try #require(Day(2018, 1, 2))
        let (employees, elsewhere) = try await station.office.records.read { db in
            let taken = try Set(Int64.fetchAll(db, sql: "SELECT member FROM account WHERE member IS NOT NULL"))
            var found: [MemberID] = []
            var other: MemberID?
            for id in try Int64.fetchAll(db, sql: "SELECT DISTINCT member FROM posting ORDER BY member") where !taken.contains(id) {
                let member = MemberID(rawValue: id)
                guard let unit = try UnitPeople.unit(of: member, on: day, in: db), try MemberReading.member(member, asOf: day, in: db)?.separated == nil else { continue }
                if unit == "5" { found.append(member) } else if other == nil, unit == "6" { other = member }
            }
            return (found, other)
        }
        return ResiliencyStation(station: station, employees: employees, elsewhere: try #require(elsewhere))
    }

    func visit(_ account: String, _ body: @escaping @Sendable (Browser) async throws -> Void) async throws {
        try await station.visit { browser in
            try await browser.arrive(as: account)
            try await body(browser)
        }
    }

    /// Fills a form in at an address and gives the page that follows.
    @discardableResult
    func does(_ address: String, _ account: String, _ fields: [String: String], refused: Bool = false) async throws -> (page: String, address: String) {
        let kept = LifePeople.Kept()
        let place = LifePeople.Kept()
        try await visit(account) { browser in
            let form = try await browser.get(address)
            try #require(form.status == 200, "\(account) finds no form at \(address): \(form.status)")
            let taken = try await browser.post(address, try LifePeople.hidden(form).merging(fields) { _, new in new })
            if refused {
                try #require(taken.status == 422, "\(address): \(taken.status)")
                kept.text = taken.text
                return
            }
            try #require(taken.status == 303, "\(address) by \(account): \(LifePeople.problems(taken))")
            let location = try #require(taken.location)
            place.text = String(location.prefix { $0 != "?" })
            let page = try await browser.get(location)
            #expect(page.status == 200)
            kept.text = page.text
        }
        return (kept.text, place.text)
    }

    static let incident = [
        "occurred": "2017-12-30", "criteria": "crash", "crash-preventable": "yes", "crash-state-vehicle": "yes", "crash-statement": "A snipe ran over the road.",
        "event": "A crash at walking pace.",
    ]

    /// An activated incident about an employee, by its address.
    func activated(_ employee: MemberID) async throws -> String {
        let address = try await does("/resiliency/incidents/new?member=\(employee.rawValue)", "rss-sergeant", Self.incident).address
        try await does("\(address)/steps/discuss", "rss-sergeant", ["discussed": "2018-01-01", "discussed-by": "rss-sergeant", "discussion": "Tired, said the employee."])
        try await does("\(address)/steps/submit", "rss-sergeant", ["evaluated": "yes", "reasoning": "Weighed with care."])
        try await does("\(address)/steps/findMet", "rss-lieutenant", ["reason": "The circumstances were unusual."])
        try await does("\(address)/steps/contact", "rss-sergeant", ["purpose": "activation", "with": "rss-oz", "day": "2018-01-02", "words": "The gannet was asked."])
        try await does(
            "\(address)/steps/activate", "rss-oz",
            ["supervisor": "rss-sergeant", "member-of-section": "rss-oz", "day": "2018-01-02", "outcome": "plan", "words": "A plan helps."])
        return address
    }
}
