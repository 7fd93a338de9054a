import Casework
import Directives
import Foundation
import HTTPTypes
import Pages
import Records

/// One's own account. Everyone has these pages, whatever roles they hold (`D20-04:VII.A`).
extension Office {
    static let ownAccountRoutes: [Route] =
        Route.both("/account", .seeOwnAccount) { try await $0.office.ownAccount($0) } page: { visit, own in
            .page(visit.office.ownAccountPage(visit, own))
        }
        + Route.json("/account/session", .seeOwnAccount) { SessionReading(secondsLeft: Int($0.session.secondsLeft), csrf: $0.csrf) }
        + Route.change("/account/ended-sessions", .changeOwnAccount) { try await $0.office.endSessions($0) }
        + Route.change("/account/email", .changeOwnAccount) { try await $0.office.changeEmail($0) }
        + Route.page("/account/passphrase", .changeOwnAccount) { visit in .page(visit.office.passphrasePage(visit, [])) }
        + Route.change("/account/passphrase", .changeOwnAccount) { try await $0.office.changePassphrase($0) }

    /// The session as JSON tells it, with the token that a change in JSON carries. Another site's page can send this
    /// session's cookie here and cannot read the answer.
    struct SessionReading: Codable, Sendable {
        var secondsLeft: Int
        var csrf: String
    }

    /// The account as JSON tells it.
    struct OwnAccountReading: Codable, Sendable {
        struct Held: Codable, Sendable {
            var role: Role
            var title: String
            var scope: String
            var from: Day
            var to: Day?
            var designeeOf: String?
            var provision: String
        }
        struct Browser: Codable, Sendable {
            var id: Int64
            var device: String
            var address: String
            var begun: Date
            var seen: Date
            var thisOne: Bool
        }
        var username: String
        var name: String
        var secondFactor: Bool
        var secondFactorRequired: Bool
        var recoveryCodesLeft: Int
        var email: String?
        var calendarSince: Date?
        var roles: [Held]
        var sessions: [Browser]
    }

    private func ownAccount(_ visit: Visit) async throws -> OwnAccountReading {
        let own = try await records.ownAccount(at: machineNow(), for: visit.asking)
        let units = try await caches.unitNames(self)
        return OwnAccountReading(
            username: own.account.name, name: own.account.title, secondFactor: own.account.hasSecondFactor,
            secondFactorRequired: department.requiresSecondFactor, recoveryCodesLeft: own.recoveryCodes,
            email: own.email?.text, calendarSince: own.calendarSince,
            roles: own.account.holdings.map { holding in
                OwnAccountReading.Held(
                    role: holding.role, title: holding.role.title, scope: words(for: holding.scope, units), from: holding.from, to: holding.to,
                    designeeOf: holding.designeeOf, provision: holding.role.cites.rawValue)
            },
            sessions: own.sessions.map {
                OwnAccountReading.Browser(
                    id: $0.id, device: $0.device, address: $0.address, begun: $0.begun, seen: $0.seen, thisOne: $0.id == visit.session.id)
            })
    }

    private func words(for scope: Scope, _ units: UnitNames) -> String {
        switch scope {
        case .department: "The department"
        case .unit(let key): units.title(key)
        case .item(let reference): reference
        }
    }

    private func ownAccountPage(
        _ visit: Visit, _ own: OwnAccountReading, typed: String? = nil, problems: [FormProblem] = []
    ) -> OwnAccountPage {
        var frame = visit.frame()
        frame.banner = visit.query["done"].flatMap(Done.init(rawValue:)).map { Frame.Banner($0.sentence) }
        return OwnAccountPage(
            frame: frame, name: own.name, username: own.username,
            secondFactor: own.secondFactor ? .on(recoveryCodes: own.recoveryCodesLeft) : .off(required: own.secondFactorRequired),
            holdings: own.roles.map {
                OwnAccountPage.HeldRole(
                    role: $0.role, scope: $0.scope, from: $0.from, to: $0.to, designeeOf: $0.designeeOf,
                    ended: $0.to.map { $0 < visit.day } ?? false)
            },
            sessions: own.sessions.map {
                OwnAccountPage.Browser(
                    id: $0.id, device: $0.device, address: $0.address, begun: $0.begun, seen: $0.seen, isThisOne: $0.thisOne)
            },
            email: typed ?? own.email ?? "", mailIsSetUp: mail != nil, calendarSince: own.calendarSince, problems: problems)
    }

    /// What the last act did, as the address says it.
    enum Done: String {
        case passphrase, ended, others, off, email, noEmail, calendarEnded

        var sentence: String {
            switch self {
            case .passphrase: "Your passphrase is changed, and every other browser is signed out."
            case .ended: "The session has ended; that browser has to sign in again."
            case .others: "Every other session has ended."
            case .email: "Letters about notices go to your new address."
            case .noEmail: "Your address is taken away, and no letters go to it any more."
            case .calendarEnded: "Your calendar is shut. Its address opens nothing any more."
            case .off: "The second factor is off. Your passphrase alone opens your account now."
            }
        }

        var link: Link { Paths.ownAccount.with([("done", rawValue)]) }
    }

    private func endSessions(_ visit: Visit) async throws -> Answer {
        let chosen = visit.form["session"] ?? ""
        if chosen == "others" {
            try await records.endOtherSessions(keeping: visit.session.id, for: visit.asking)
            return .seeOther(Done.others.link)
        }
        guard let session = Int64(chosen) else { throw Problem.badRequest("Choose the session that is to end.") }
        try await records.endSession(session, for: visit.asking)
        return .seeOther(Done.ended.link)
    }

    // MARK: Letters

    private func changeEmail(_ visit: Visit) async throws -> Answer {
        if visit.form["step"] == "remove" {
            try await records.setOwnEmail(nil, for: visit.asking)
            return .seeOther(Done.noEmail.link)
        }
        let typed = visit.form["email"] ?? ""
        do {
            let address = try EmailAddress(typed)
            if let mail = department.mail, !mail.mayWrite(to: address) { return try await emailRefused(visit, typed, Office.ownDomains(mail.domains ?? [])) }
            try await records.setOwnEmail(address, for: visit.asking)
            return .seeOther(Done.email.link)
        } catch let problem as EmailAddress.Problem {
            return try await emailRefused(visit, typed, problem.description)
        }
    }

    private func emailRefused(_ visit: Visit, _ typed: String, _ sentence: String) async throws -> Answer {
        let page = ownAccountPage(visit, try await ownAccount(visit), typed: typed, problems: [FormProblem(field: "email", sentence)])
        return .page(.unprocessableContent, page.html)
    }

    private static func ownDomains(_ domains: [String]) -> String {
        "Letters go to the Department’s own addresses alone: those that end in \(domains.map { "@" + $0 }.joined(separator: " or "))."
    }

    // MARK: The passphrase

    private func passphrasePage(_ visit: Visit, _ problems: [FormProblem]) -> OwnPassphrasePage {
        OwnPassphrasePage(
            frame: visit.frame(), isFirst: visit.session.account.mustChange, shortest: Passphrase.shortest, problems: problems)
    }

    private func changePassphrase(_ visit: Visit) async throws -> Answer {
        func refused(_ problems: FormProblem...) -> Answer { .page(.unprocessableContent, passphrasePage(visit, problems).html) }
        let account = visit.session.account
        guard !account.demonstration else {
            return refused(FormProblem("The demonstration’s accounts keep the passphrases that its first page shows."))
        }
        let (old, new) = (visit.form.raw("passphrase"), visit.form.raw("new-passphrase"))
        guard !old.isEmpty else { return refused(FormProblem(field: "passphrase", "Enter the passphrase you have")) }
        guard new == visit.form.raw("repeated-passphrase") else {
            return refused(FormProblem(field: "repeated-passphrase", "The two new passphrases are not the same"))
        }
        let names = [account.name, account.title, department.name]
        if let problem = try await offPool({ Passphrase.problem(new, names: names) }) {
            return refused(FormProblem(field: "new-passphrase", problem.description))
        }
        guard Passphrase.normal(old) != Passphrase.normal(new) else {
            return refused(FormProblem(field: "new-passphrase", PassphraseProblem.sameAsBefore.description))
        }
        switch try await provePassphrase(visit, old) {
        case .proved: break
        case .notHeard: throw Problem.tooManyAttempts
        case .wrong, .codeNeeded: return refused(FormProblem(field: "passphrase", "This is not the passphrase you have"))
        }
        let salt = Passphrase.salt()
        guard let hash = try await signingDesk.check({ try Passphrase.hash(new, salt: salt) }) else { throw Problem.tooManyAttempts }
        let (token, csrf) = (Random.token(), Random.token())
        try await records.changePassphrase(
            salt: salt, hash: hash, proved: account.hash, session: visit.session.id, newToken: Random.hash(token), csrf: csrf, for: visit.asking)
        return .newToken(token, Done.passphrase.link)
    }

    /// Checks the passphrase of whoever is signed in already; the session is the second factor here.
    private func provePassphrase(_ visit: Visit, _ passphrase: String) async throws -> Proof {
        let account = visit.session.account
        let proof = try await prove(account.name, passphrase: passphrase, code: nil, from: visit.from)
        guard case .codeNeeded(let account) = proof else {
            if case .proved = proof { try await records.forgetAttempts(as: account.name) }
            return proof
        }
        return .proved(account)
    }
}
