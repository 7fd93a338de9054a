import Casework
import Directives
import Foundation
import Pages

/// Accounts, roles, designees and the table of rights.
extension Samples {
    func office() throws -> [(String, any Screen)] {
        let frame = frame([.seeOwnWork, .seeAccounts, .changeAccounts, .seeGrants, .changeGrants, .designate, .seeAccessTable, .seeTrail])
        return accounts(frame) + (try roles(frame))
            + [("office", OfficePage(frame: frame)), ("access", AccessPage(frame: frame, tables: AccessTable.all))]
    }

    private func accounts(_ frame: Frame) -> [(String, any Screen)] {
        let rows = names.enumerated().map { index, name in
            AccountsPage.Row(
                name: name.lowercased().replacingOccurrences(of: " ", with: "."), person: name, disabled: index == 3, member: index % 2 == 0 ? name : nil,
                number: index % 2 == 0 ? "10\(index)" : nil, roles: index == 5 ? [] : ["OSU analyst"],
                lastSignIn: index == 7 ? nil : now.addingTimeInterval(Double(-index) * 80_000))
        }
        return [
            ("accounts", AccountsPage(frame: frame, rows: rows)), ("accounts-empty", AccountsPage(frame: frame, rows: [])),
            ("account-new", NewAccountPage(frame: frame, name: "", person: "", number: "")),
            (
                "account-new-wrong",
                NewAccountPage(
                    frame: frame, name: "Wren Hawthorn", person: "Wren Hawthorn", number: "0",
                    problems: [FormProblem(field: "name", "A name has small letters, digits, dots and hyphens."), FormProblem(field: "number", "No member has the number “0”.")])
            ),
            ("account", AccountPage(frame: frame, row: rows[0], roles: held(), own: false, number: "100")),
            ("account-own", AccountPage(frame: frame, row: rows[1], roles: [], own: true, number: "")),
            (
                "account-disabled",
                AccountPage(
                    frame: frame, row: rows[3], roles: [], own: false, number: "7",
                    problems: [FormProblem(field: "number", "That member has the account w.hawthorn already.")])
            ),
            (
                "one-time-passphrase",
                OneTimePassphrasePage(frame: frame, name: "juniper.alder", person: "Juniper Alder", passphrase: "k7mwq-zr3xa-9dfhe-pu2vb", added: true)
            ),
        ]
    }

    private func held() -> [RoleRow] {
        [
            RoleRow(
                id: 1, account: "juniper.alder", person: "Juniper Alder", role: .osuAnalyst, over: "The whole department",
                from: Day(rawValue: 17_400), to: nil, by: "console:root", mayEnd: true),
            RoleRow(
                id: 2, account: "wren.hawthorn", person: "Wren Hawthorn", role: .areaRepresentative, over: "Area 1", from: Day(rawValue: 17_540),
                to: Day(rawValue: 17_900), by: "aspen.swift", mayEnd: true),
            RoleRow(
                id: 3, account: "linden.heron", person: "Linden Heron", role: .committeeChair, over: "The whole department",
                from: Day(rawValue: 17_500), to: Day(rawValue: 17_520), designeeOf: "Rowan Finch", condition: .exempt, by: "rowan.finch", mayEnd: false),
        ]
    }

    private func roles(_ frame: Frame) throws -> [(String, any Screen)] {
        func filter(_ person: String) -> GrantsPage.Filter {
            GrantsPage.Filter(
                roles: Role.grantable.map { Choice(value: $0.rawValue, title: $0.title, selected: false) }, unit: "", person: person,
                standings: [Choice(value: "present", title: "Now and to come", selected: true), Choice(value: "all", title: "All")])
        }
        let empty = GrantPage.Entered(account: "", role: "", unit: "", from: "2018-01-02", to: "")
        let units = [Choice(value: "5", title: "005th District"), Choice(value: "area-1", title: "Area 1")]
        let chair = held()[2]
        let problem = FormProblem(field: "unit", "The department's register has no unit “55” on that day.")
        return [
            ("grants", GrantsPage(frame: frame, rows: held(), total: 3, page: 1, pages: 1, filter: filter(""), mayGrant: true)),
            ("grants-auditor", GrantsPage(frame: frame, rows: [], total: 0, page: 1, pages: 1, filter: filter("nobody"), mayGrant: false)),
            ("grant", GrantPage(frame: frame, entered: empty, accounts: [Choice(value: "juniper.alder", title: "Juniper Alder")], units: units)),
            (
                "grant-wrong",
                GrantPage(
                    frame: frame, entered: GrantPage.Entered(account: "juniper.alder", role: "captain", unit: "55", from: "2018-01-02", to: ""),
                    accounts: [], units: units, problems: [problem, FormProblem(field: "role", "Choose a role.")])
            ),
            ("end-role", EndRolePage(frame: frame, row: held()[1], action: Paths.grantEnd(2), back: Paths.grants, to: "2018-01-02")),
            (
                "designations",
                DesignationsPage(
                    frame: frame, roles: [chair], made: [held()[2]],
                    entered: DesignationsPage.Entered(holding: "", account: "", from: "2018-01-02", to: "", confirmed: false))
            ),
            (
                "designations-wrong",
                DesignationsPage(
                    frame: frame, roles: [chair, held()[0]], made: [],
                    entered: DesignationsPage.Entered(holding: "3", account: "zoe", from: "2018-01-02", to: "2019-01-09", confirmed: true),
                    problems: [FormProblem(field: "holding", "Choose one of your roles."), FormProblem(field: "confirmed", "Confirm it.")])
            ),
        ]
    }
}
