import Casework
import Foundation
import HTTPTypes
import Pages
import Records
import Vault

/// Setting up, renewing and turning off one's second factor.
extension Office {
    static let secondFactorRoutes: [Route] =
        Route.page("/account/second-factor", .changeOwnAccount) { visit in .page(try await visit.office.secondFactorPage(visit, [])) }
        + Route.change("/account/second-factor", .changeOwnAccount) { try await $0.office.changeSecondFactor($0) }
        + Route.change("/account/second-factor/confirmation", .changeOwnAccount) { try await $0.office.confirmSecondFactor($0) }

    private func secondFactorPage(_ visit: Visit, _ problems: [FormProblem]) async throws -> SecondFactorPage {
        let account = visit.session.account
        let state: SecondFactorPage.State
        if let pending = try await records.pendingSecondFactor(session: visit.session.id, for: visit.asking) {
            state = .pending(
                address: pending.address(issuer: "Mainstay \(department.name)", account: account.name), secret: pending.text)
        } else if account.hasSecondFactor {
            state = .on(recoveryCodes: try await records.ownAccount(at: machineNow(), for: visit.asking).recoveryCodes)
        } else {
            state = .off
        }
        return SecondFactorPage(
            frame: visit.frame(), state: state, required: department.requiresSecondFactor, isFirst: duty(of: account) == .secondFactor,
            problems: problems)
    }

    private func refused(_ visit: Visit, _ problems: FormProblem...) async throws -> Answer {
        .page(.unprocessableContent, try await secondFactorPage(visit, problems).html)
    }

    private func changeSecondFactor(_ visit: Visit) async throws -> Answer {
        let account = visit.session.account
        if visit.form["step"] == "stop" {
            try await records.stopSecondFactor(session: visit.session.id, for: visit.asking)
            return .seeOther(Paths.ownSecondFactor)
        }
        guard account.hasSecondFactor else {
            try await records.beginSecondFactor(.generate(), session: visit.session.id, for: visit.asking)
            return .seeOther(Paths.ownSecondFactor)
        }
        let (step, passphrase, code) = (visit.form["step"] ?? "", visit.form.raw("passphrase"), visit.form["code"] ?? "")
        guard ["codes", "renew", "off"].contains(step) else { return try await refused(visit, FormProblem(field: "step", "Choose what you would like to do")) }
        guard step != "off" || !department.requiresSecondFactor else {
            return try await refused(visit, FormProblem(field: "step", "Your department requires a second factor; move it to another device instead"))
        }
        guard !passphrase.isEmpty else { return try await refused(visit, FormProblem(field: "passphrase", "Enter your passphrase")) }
        guard !code.isEmpty else { return try await refused(visit, FormProblem(field: "code", "Enter the code that your app shows")) }
        switch try await prove(account.name, passphrase: passphrase, code: code, from: visit.from) {
        case .proved: try await records.forgetAttempts(as: account.name)
        case .notHeard: throw Problem.tooManyAttempts
        case .wrong, .codeNeeded:
            return try await refused(
                visit,
                FormProblem(field: "passphrase", "The passphrase or the code is not right. A code is good once: wait for the next one and try again"))
        }
        switch step {
        case "codes":
            let codes = Office.recoveryCodes()
            try await records.renewRecoveryCodes(codes, for: visit.asking)
            return .page(RecoveryCodesPage(frame: visit.frame(), codes: codes))
        case "renew":
            try await records.beginSecondFactor(.generate(), session: visit.session.id, for: visit.asking)
            return .seeOther(Paths.ownSecondFactor)
        default:
            try await records.removeSecondFactor(for: visit.asking)
            return .seeOther(Done.off.link)
        }
    }

    /// The recovery codes come with this answer, because they are shown once and kept nowhere.
    private func confirmSecondFactor(_ visit: Visit) async throws -> Answer {
        guard let code = visit.form["code"] else {
            return try await refused(visit, FormProblem(field: "code", "Enter the six figures that your app shows"))
        }
        let codes = Office.recoveryCodes()
        do {
            try await records.confirmSecondFactor(
                code: String(code.prefix(100)), session: visit.session.id, recovery: codes, at: machineNow(), for: visit.asking)
        } catch SecondFactorProblem.wrongCode {
            return try await refused(
                visit, FormProblem(field: "code", "This is not the code. Check that the device’s clock is right, and enter the one it shows now"))
        } catch SecondFactorProblem.notBegun {
            return .seeOther(Paths.ownSecondFactor)
        }
        var shown = visit
        shown.session.account.hasSecondFactor = true
        return .page(RecoveryCodesPage(frame: shown.frame(), codes: codes))
    }

    private static func recoveryCodes() -> [String] { (0..<RecoveryCode.count).map { _ in RecoveryCode.generate() } }
}
