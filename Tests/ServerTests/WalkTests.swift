import Casework
import Directives
import Foundation
import HTTPTypes
import Records
import Testing

@testable import Server

/// Every route as everybody: each role by itself, over the department and over single units, nobody's role, a stranger.
@Suite("Every address as every role")
struct WalkTests {
    @Test("Each route has a line in the written table, and each line a route")
    func complete() {
        #expect(Set(Office.routes.map(RouteTable.key)) == Set(RouteTable.lines.keys))
        for route in Office.routes { #expect(RouteTable.lines[RouteTable.key(route)]?.act == route.act, "\(RouteTable.key(route))") }
    }

    @Test("The walk leaves no part of an address open")
    func filled() async throws {
        let walk = try await Walk(try await Station.shared.value)
        for route in Office.routes { #expect(!walk.address(route).contains("{"), "\(route.path)") }
    }

    @Test("D20-04:VII.C Each role opens what the table grants it and nothing else", .serialized, arguments: Role.grantable)
    func eachRole(role: Role) async throws {
        let station = try await Station.shared.value
        let walk = try await Walk(station)
        let name = "walk-\(role.rawValue.lowercased())"
        try await station.addAccount(name, roles: [role])
        let actor = Actor(account: name, name: "", roles: [role], member: nil)
        try await station.visit { browser in
            try await browser.arrive(as: name)
            try await walk.check(name, actor, browser)
        }
    }

    @Test("D20-04:V.A The demonstration's accounts open what the table grants them", arguments: DemonstrationPerson.all.map(\.account))
    func demonstration(account: String) async throws {
        let station = try await Station.shared.value
        let walk = try await Walk(station)
        let actor = try await station.actor(account)
        try await station.visit { browser in
            try await browser.signIn(account)
            try await walk.check(account, actor, browser)
        }
    }

    @Test("D20-04:V.B, D20-04:VI.A.8 A role over a unit opens nothing of another unit", arguments: [Role.areaRepresentative, .watchOperationsLieutenant, .captain, .unitCommander])
    func unitScoped(role: Role) async throws {
        let station = try await Station.shared.value
        let walk = try await Walk(station)
        let unit = try #require(walk.jacket.unit)
        let other = unit == "24" ? "23" : "24"
        for (number, scope) in [unit, other].enumerated() {
            let name = "walk-\(role.rawValue.lowercased())-\(number)"
            try await station.addAccount(name, roles: [])
            try await station.office.records.grant(
                role, to: name, over: .unit(scope), from: try #require(Day(2018, 1, 2)), to: nil, for: try Station.asking())
            let actor = try await station.actor(name)
            let reaches = try #require(actor.holdings.first).units.contains(unit)
            #expect(reaches == (scope == unit))
            try await station.visit { browser in
                try await browser.arrive(as: name)
                try await walk.check(name, actor, browser)
                let jacket = try await browser.get("/members/\(walk.member.rawValue)/jacket")
                #expect(jacket.status == (role == .watchOperationsLieutenant && reaches ? 200 : 404))
            }
        }
    }

    @Test("Whoever holds no role sees their own account, the help and the table of rights, and nothing else")
    func noRole() async throws {
        let station = try await Station.shared.value
        let walk = try await Walk(station)
        try await station.addAccount("walk-nobody", roles: [])
        try await station.visit { browser in
            try await browser.arrive(as: "walk-nobody")
            try await walk.check("nobody", Actor(account: "walk-nobody", name: "", roles: [], member: nil), browser)
        }
    }

    @Test("A stranger is asked to sign in by pages and told so by JSON, the same whether or not there is such a record")
    func stranger() async throws {
        let station = try await Station.shared.value
        let walk = try await Walk(station)
        try await station.visit { browser in
            for route in Office.routes {
                let page = route.method == .get ? try await browser.get(walk.address(route)) : try await browser.post(walk.address(route), [:])
                if route.path.hasPrefix("/api/") {
                    #expect(page.status == 401, "\(route.path)")
                } else {
                    #expect(page.status == 303 && page.location?.hasPrefix("/sign-in") == true, "\(route.path) gives \(page.status)")
                }
                #expect(!page.text.contains(walk.reference) || page.text.contains("return-to"))
            }
        }
    }
}
