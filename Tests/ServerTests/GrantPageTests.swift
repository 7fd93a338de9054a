import Casework
import Directives
import Foundation
import Records
import Testing

@testable import Server

@Suite("Accounts, roles and designees by their pages")
struct GrantPageTests {
    @Test("D20-04:VII.C An administrator adds an account, grants a role, ends it; the person gets in with the passphrase shown once")
    func wholeWay() async throws {
        let station = try await Station.shared.value
        try await station.visit { browser in
            try await browser.signIn("administrator")
            let added = try await browser.post("/accounts", ["name": "New.Analyst", "title": "Rook Thistle"])
            #expect(added.status == 200 && added.text.contains("is shown once"))
            let passphrase = String(try #require(added.text.firstMatch(of: /([a-z2-9]{5}(?:-[a-z2-9]{5}){3})/)).1)
            #expect(try await !browser.get("/accounts/new.analyst").text.contains(passphrase))
            let granted = try await browser.post(
                "/grants", ["account": "new.analyst", "role": "osuAnalyst", "unit": "", "from": "2018-01-02", "to": ""])
            #expect(granted.status == 303 && granted.location == "/grants?person=new.analyst")
            let list = try await browser.get("/grants?person=new.analyst").text
            #expect(list.contains("Rook Thistle") && list.contains("OSU analyst") && list.contains("The whole department"))
            let line = try #require(try await station.office.records.grants(
                { var query = GrantQuery(); query.person = "new.analyst"; return query }(), for: try Station.asking()).rows.first)
            let ended = try await browser.post("/grants/\(line.id)/end", ["to": "2018-01-05"])
            #expect(ended.status == 303)
            #expect(try await browser.get("/grants?person=new.analyst").text.contains("last day Fri 5 Jan 2018"))
            #expect(try await station.readings(by: "administrator").contains { $0.act == "roleEnded" && $0.kind == .grant })
        }
    }

    @Test("What is wrong with a grant is said at its field, and what was typed stays", arguments: [
        (["account": "", "role": "osuAnalyst", "from": "2018-01-02"], "account"), (["account": "auditor", "role": "wizard", "from": "2018-01-02"], "role"),
        (["account": "sergeant-005", "role": "captain", "from": "2018-01-02"], "unit"),
        (["account": "sergeant-005", "role": "captain", "unit": "<b>", "from": "2018-01-02"], "unit"),
        (["account": "sergeant-005", "role": "osuAnalyst", "from": "2017-01-02"], "from"), (["account": "sergeant-005", "role": "osuAnalyst", "from": "soon"], "from"),
        (["account": "sergeant-005", "role": "osuAnalyst", "from": "2018-01-02", "to": "2018-02-31"], "to"),
        (["account": "auditor", "role": "osuAnalyst", "from": "2018-01-02"], "account"), (["account": "administrator", "role": "member", "from": "2018-01-02"], "account"),
        (["account": "sergeant-005", "role": "console", "from": "2018-01-02"], "role"),
    ])
    func wrong(fields: [String: String], field: String) async throws {
        let station = try await Station.shared.value
        try await station.visit { browser in
            try await browser.signIn("administrator")
            let page = try await browser.post("/grants", fields)
            #expect(page.status == 422)
            #expect(page.text.contains("href=\"#\(field)\""), "\(fields)")
            #expect(!page.text.contains("<b>"))
            if let account = fields["account"], !account.isEmpty { #expect(page.text.contains("value=\"\(account)\"")) }
        }
    }

    @Test("Nobody changes their own account here, and the last administrator stays")
    func ownAccount() async throws {
        let station = try await Station.shared.value
        try await station.visit { browser in
            try await browser.signIn("administrator")
            for change in ["disabling", "reset", "member"] {
                let page = try await browser.post("/accounts/administrator/\(change)", ["number": ""])
                #expect(page.status == 422 && page.text.contains("This is your own account"), "\(change)")
            }
            #expect(try await browser.get("/accounts/administrator").status == 200)
        }
    }

    @Test("An account is linked to a member by number, to one that is nobody else's")
    func linking() async throws {
        let station = try await Station.shared.value
        let records = station.office.records
        try await station.addAccount("to-link", roles: [])
        let taken = try #require(try await records.accountRegister(for: try Station.asking([.console])).first { $0.memberNumber != nil })
        try await station.visit { browser in
            try await browser.signIn("administrator")
            let nobody = try await browser.post("/accounts/to-link/member", ["number": "no-such-number"])
            #expect(nobody.status == 422 && nobody.text.contains("No member has the number"))
            let other = try await browser.post("/accounts/to-link/member", ["number": taken.memberNumber ?? ""])
            #expect(other.status == 422 && other.text.contains("has the account"))
        }
    }

    @Test("D20-04:VIII.A.1 A principal names a designee with a box to confirm; the designee acts, and cannot name another")
    func designating() async throws {
        let station = try await Station.shared.value
        try await station.addAccount("seat-chair", roles: [.committeeChair])
        try await station.addAccount("seat-designee", roles: [])
        let holding = try #require(try await station.office.records.grants(
            { var query = GrantQuery(); query.person = "seat-chair"; return query }(), for: try Station.asking()).rows.first)
        try await station.visit { browser in
            try await browser.arrive(as: "seat-chair")
            var fields = ["holding": String(holding.id), "account": "seat-designee", "from": "2018-01-02", "to": "2018-06-30"]
            let unconfirmed = try await browser.post("/designations", fields)
            #expect(unconfirmed.status == 422 && unconfirmed.text.contains("an exempt member"))
            fields["confirmed"] = "yes"
            #expect(try await browser.post("/designations", fields).status == 303)
            #expect(try await browser.get("/designations").text.contains("designee of Seat-Chair"))
            browser.forgetCookies()
            try await browser.arrive(as: "seat-designee")
            #expect(try await browser.get("/runs").status == 200)
            #expect(try await browser.get("/designations").status == 404)
        }
    }

    @Test("Everybody may read who may see what, as a page and as JSON, with every role in it")
    func accessTable() async throws {
        let station = try await Station.shared.value
        try await station.visit { browser in
            try await browser.signIn("member-005")
            let page = try await browser.get("/access").text
            let json = try await browser.get("/api/v1/access").text
            for role in Role.allCases {
                let title = role.title.replacingOccurrences(of: "'", with: "&#39;")
                #expect(page.contains(title) || page.contains(role.title), "\(role)")
            }
            #expect(json.contains("\"program\":\"support\""))
        }
    }
}
