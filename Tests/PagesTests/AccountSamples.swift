import Casework
import Directives
import Foundation
import Pages

extension Samples {
    /// The pages around one's own account.
    func ownAccount() throws -> [(String, any Screen)] {
        let address = "otpauth://totp/Mainstay%20Chicago%20Police%20Department:w.hawthorn?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        let typed = [
            LockedPage.Field(name: "kept.validity", value: "valid"),
            LockedPage.Field(name: "kept.in-person-note", value: "Two lines,\nthe second with <marks> & \"more\"."),
        ]
        let sent = typed.map { LockedPage.Field(name: String($0.name.dropFirst(5)), value: $0.value) }
        let wrong = [FormProblem(field: "passphrase", "This is not the passphrase you have")]
        return [
            ("sign-in-code", SignInCodePage(frame: stranger, ticket: "c2VhbGVk", returnTo: "/work")),
            ("sign-in-code-wrong", SignInCodePage(frame: stranger, ticket: "c2VhbGVk", problem: .wrong)),
            ("locked", LockedPage(frame: stranger, owner: "Wren Hawthorn", secondFactor: true, ticket: "c2VhbGVk", address: Paths.myWork, typed: typed)),
            (
                "locked-wrong",
                LockedPage(
                    frame: stranger, owner: "Wren Hawthorn", secondFactor: false, ticket: "c2VhbGVk", address: Paths.myWork, typed: typed,
                    problem: .wrong)
            ),
            ("kept-form", KeptFormPage(frame: frame(), address: Paths.myWork, typed: sent)),
            ("account", try account(.on(recoveryCodes: 9))),
            (
                "account-email-wrong",
                try account(.on(recoveryCodes: 9), email: "w.hawthorn <b>", problems: [FormProblem(field: "email", "This is no e-mail address")])
            ),
            ("calendar-address", CalendarAddressPage(frame: frame(), address: "https://mainstay.example.gov/calendar/c2FtcGxl.ics", isWhole: true)),
            ("calendar-path", CalendarAddressPage(frame: frame(), address: "/calendar/c2FtcGxl.ics", isWhole: false)),
            ("account-new", OwnAccountPage(frame: frame([]), name: "Wren Hawthorn", username: "w.hawthorn", secondFactor: .off(required: true), holdings: [], sessions: [])),
            ("passphrase", OwnPassphrasePage(frame: frame(), isFirst: false, shortest: 15)),
            ("passphrase-first", OwnPassphrasePage(frame: frame(), isFirst: true, shortest: 15, problems: wrong)),
            ("second-factor", SecondFactorPage(frame: frame(), state: .off, required: true, isFirst: true)),
            (
                "second-factor-pending",
                SecondFactorPage(
                    frame: frame(), state: .pending(address: address, secret: "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"), required: true, isFirst: true,
                    problems: [FormProblem(field: "code", "This is not the code")])
            ),
            ("second-factor-on", SecondFactorPage(frame: frame(), state: .on(recoveryCodes: 1), required: true, isFirst: false, problems: wrong)),
            ("recovery-codes", RecoveryCodesPage(frame: frame(), codes: (0..<10).map { "ABCD\($0 % 6 + 2)-EFGHI" })),
        ]
    }

    private func account(
        _ factor: OwnAccountPage.SecondFactor, email: String = "w.hawthorn@example.gov", problems: [FormProblem] = []
    ) throws -> OwnAccountPage {
        var banner = frame()
        banner.banner = Frame.Banner("The session has ended; that browser has to sign in again.")
        return OwnAccountPage(
            frame: banner, name: "Wren Hawthorn", username: "w.hawthorn", secondFactor: factor,
            holdings: [
                OwnAccountPage.HeldRole(
                    role: .osuAnalyst, scope: "The department", from: try day(2017, 3, 1), to: nil, designeeOf: nil, ended: false),
                OwnAccountPage.HeldRole(
                    role: .superintendent, scope: "The department", from: try day(2018, 1, 2), to: try day(2018, 1, 12), designeeOf: "l.crane",
                    ended: false),
            ],
            sessions: [
                OwnAccountPage.Browser(
                    id: 3, device: "Firefox on Windows", address: "10.20.30.41", begun: now.addingTimeInterval(-3_600), seen: now, isThisOne: true),
                OwnAccountPage.Browser(
                    id: 2, device: "Safari on iPhone", address: "2001:db8:10:20::30", begun: now.addingTimeInterval(-7_200),
                    seen: now.addingTimeInterval(-900), isThisOne: false),
            ], email: email, mailIsSetUp: true, calendarSince: problems.isEmpty ? now : nil, problems: problems)
    }
}
