import Casework
import Foundation
import HTTPTypes
import Pages
import Records

/// The accounts of others, for their administrator, who opens no record (`D20-04:VII.C`).
extension Office {
    static let accountRoutes: [Route] =
        Route.both("/accounts", .seeAccounts, { try await $0.office.records.accountRegister(for: $0.asking) }) { visit, lines in
            .page(AccountsPage(frame: visit.frame(), rows: lines.map(\.row)))
        }
        + Route.page("/accounts/new", .changeAccounts) { visit in
            .page(NewAccountPage(frame: visit.frame(), name: "", person: "", number: ""))
        }
        + Route.change("/accounts", .changeAccounts) { try await $0.office.addAccount($0) }
        + Route.page(Paths.Template.account, .seeAccounts) { .page(try await $0.office.accountPage($0)) }
        + Route.change(Paths.Template.account + "/disabling", .changeAccounts) { visit in
            try await visit.office.changeAccount(visit) { try await visit.office.records.disableAccount(named: $0, for: visit.asking) }
        }
        + Route.change(Paths.Template.account + "/enabling", .changeAccounts) { visit in
            try await visit.office.changeAccount(visit) { try await visit.office.records.enableAccount(named: $0, for: visit.asking) }
        }
        + Route.change(Paths.Template.account + "/member", .changeAccounts) { visit in
            try await visit.office.changeAccount(visit) {
                try await visit.office.records.linkAccount($0, toMember: visit.form["number"], for: visit.asking)
            }
        }
        + Route.change(Paths.Template.account + "/reset", .changeAccounts) { try await $0.office.resetAccount($0) }

    private func accountPage(_ visit: Visit, problems: [FormProblem] = []) async throws -> AccountPage {
        guard let name = visit.parameters["account"], let line = try await records.accountLine(name, for: visit.asking) else {
            throw Problem.notFound
        }
        let units = try await caches.unitNames(self)
        let held = try await records.rolesOfAccount(name, for: visit.asking)
        return AccountPage(
            frame: visit.frame(), row: line.row, roles: held.map { $0.row(units, visit, mayEnd: false) }, own: name == visit.actor.account,
            number: visit.form["number"] ?? line.memberNumber ?? "", problems: problems)
    }

    /// Changes somebody else's account and shows it again, or says why not.
    private func changeAccount(_ visit: Visit, _ change: (String) async throws -> Void) async throws -> Answer {
        // Whoever is not there cannot be changed, and that is the same answer as for any other address.
        let page = try await accountPage(visit)
        guard !page.own else { return try await refuse(visit, nil, "This is your own account. Another administrator changes it.") }
        do {
            try await change(page.row.name)
        } catch let problem as AccountProblem {
            return try await refuse(visit, nil, problem.description)
        } catch let problem as LinkProblem {
            return try await refuse(visit, "number", problem.description)
        }
        return .seeOther(Paths.account(page.row.name))
    }

    private func refuse(_ visit: Visit, _ field: String?, _ sentence: String) async throws -> Answer {
        .page(.unprocessableContent, try await accountPage(visit, problems: [FormProblem(field: field, sentence)]).html)
    }

    // MARK: A passphrase for one sign-in

    private func resetAccount(_ visit: Visit) async throws -> Answer {
        let page = try await accountPage(visit)
        guard !page.own else { return try await refuse(visit, nil, "This is your own account. Change your passphrase on your account's page.") }
        let (passphrase, salt, hash) = try await oneTimePassphrase()
        try await records.resetAccount(named: page.row.name, salt: salt, hash: hash, for: visit.asking)
        return .page(
            OneTimePassphrasePage(
                frame: visit.frame(), name: page.row.name, person: page.row.person, passphrase: passphrase, added: false))
    }

    private func addAccount(_ visit: Visit) async throws -> Answer {
        let form = visit.form
        let (name, person, number) = (form["name"]?.lowercased() ?? "", form["title"] ?? "", form["number"])
        func refuse(_ field: String, _ sentence: String) -> Answer {
            let page = NewAccountPage(
                frame: visit.frame(), name: name, person: person, number: number ?? "", problems: [FormProblem(field: field, sentence)])
            return .page(.unprocessableContent, page.html)
        }
        let (passphrase, salt, hash) = try await oneTimePassphrase()
        do {
            let member = try await records.memberToLink(number, for: visit.asking)
            try await records.addAccount(
                name: name, title: person, member: member, roles: [], salt: salt, hash: hash, demonstration: false, for: visit.asking)
        } catch let problem as AccountProblem {
            return refuse(problem == .badTitle ? "title" : "name", problem.description)
        } catch let problem as LinkProblem {
            return refuse("number", problem.description)
        }
        return .page(OneTimePassphrasePage(frame: visit.frame(), name: name, person: person, passphrase: passphrase, added: true))
    }

    /// Twenty letters and figures in groups of five, without those that look alike: a hundred bits that can be read out.
    private func oneTimePassphrase() async throws -> (passphrase: String, salt: Data, hash: Data) {
        let letters = Array("abcdefghijkmnpqrstuvwxyz23456789")
        let drawn = Random.bytes(20).map { letters[Int($0) % letters.count] }
        let passphrase = stride(from: 0, to: drawn.count, by: 5).map { String(drawn[$0..<$0 + 5]) }.joined(separator: "-")
        let salt = Passphrase.salt()
        guard let hash = try await signingDesk.check({ try Passphrase.hash(passphrase, salt: salt) }) else { throw Problem.tooManyAttempts }
        return (passphrase, salt, hash)
    }
}

extension AccountLine {
    fileprivate var row: AccountsPage.Row {
        AccountsPage.Row(
            name: name, person: title, disabled: disabled, member: memberName, number: memberNumber, roles: roles, lastSignIn: lastSignIn)
    }
}
