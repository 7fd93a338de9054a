import Directives

/// One's second factor: setting it up, renewing it, turning it off. Fields: `step` (`begin`), `passphrase`, `code`, `csrf`.
package struct SecondFactorPage: Screen {
    package var frame: Frame
    package var state: State
    package var required: Bool
    /// Nothing else opens before it is set up.
    package var isFirst: Bool
    package var problems: [FormProblem]

    package enum State: Sendable {
        case off
        /// The device is to read `address` or have `secret` typed in, and to answer with a code.
        case pending(address: String, secret: String)
        case on(recoveryCodes: Int)
    }

    package init(frame: Frame, state: State, required: Bool, isFirst: Bool, problems: [FormProblem] = []) {
        self.frame = frame
        self.state = state
        self.required = required
        self.isFirst = isFirst
        self.problems = problems
    }

    package var body: Node {
        Layout(problems.isEmpty ? "Second factor" : "Error: Second factor", frame, statement: false) {
            div(.class("measure")) {
                if !isFirst { p(.class("back")) { a(.href(Paths.ownAccount)) { "← Your account" } } }
                ErrorSummary(problems: problems)
                h1 { "Second factor" }
                switch state {
                case .off: beginning
                case .pending(let address, let secret): pending(address, secret)
                case .on(let codes): present(codes)
                }
            }
        }.body
    }

    @Markup private var beginning: Node {
        p(.class("lede")) {
            isFirst
                ? "The department asks everybody for a second factor, so this comes before anything else."
                : "With a second factor, a passphrase that somebody has seen opens nothing by itself."
        }
        p { "You need an authenticator app on a phone or a computer: any that shows six figures which change every half minute." }
        form(.post, .action(Paths.ownSecondFactor)) {
            CSRF(frame)
            button(.type("submit")) { "Set it up" }
        }
    }

    @Markup private func pending(_ address: String, _ secret: String) -> Node {
        ol(.class("steps")) {
            li { "Open your authenticator app and let it read this code, or type the secret into it." }
            li { "Enter the six figures that it shows then. Only with that does the second factor count." }
        }
        QRCode(address, title: "The secret for your authenticator app, as a code to be read by its camera")
        p {
            "Secret: "
            Node.element(Element("code", [.class("secret")], [.text(secret)]))
        }
        form(.post, .action(Paths.ownSecondFactorConfirmation), .novalidate, .class("stack")) {
            CSRF(frame)
            CodeField(hint: "Six figures from your authenticator app.", problem: problems.sentence(for: "code"))
            button(.type("submit")) { "Confirm" }
        }
        form(.post, .action(Paths.ownSecondFactor)) {
            CSRF(frame)
            input(.type("hidden"), .name("step"), .value("stop"))
            button(.type("submit"), .class("quiet")) { "Leave it as it was" }
        }
    }

    @Markup private func present(_ codes: Int) -> Node {
        p(.class("lede")) { "It is set up. You have \(Figures.plural(codes, "recovery code")) left; each opens the door once without your device." }
        form(.post, .action(Paths.ownSecondFactor), .novalidate, .class("stack")) {
            CSRF(frame)
            TextField(
                id: "passphrase", title: "Passphrase", problem: problems.sentence(for: "passphrase"),
                attributes: [.type("password"), .autocomplete("current-password"), .required])
            CodeField(problem: problems.sentence(for: "code"))
            Radios(
                name: "step", question: "What would you like to do?",
                rows: [
                    Radios.Row(value: "codes", title: "Get ten new recovery codes", hint: "The old ones count no more.", chosen: true),
                    Radios.Row(
                        value: "renew", title: "Move to another device",
                        hint: "A new secret takes the place of the old one once the new device has shown a code.", chosen: false),
                    Radios.Row(
                        value: "off", title: "Turn it off",
                        hint: required ? "Your department requires one." : "Your passphrase alone opens your account then.", chosen: false,
                        enabled: !required),
                ], problem: problems.sentence(for: "step"))
            button(.type("submit")) { "Go on" }
        }
    }
}

/// The recovery codes, shown this one time.
package struct RecoveryCodesPage: Screen {
    package var frame: Frame
    package var codes: [String]

    package init(frame: Frame, codes: [String]) {
        self.frame = frame
        self.codes = codes
    }

    package var body: Node {
        Layout("Recovery codes", frame, statement: false) {
            div(.class("measure")) {
                h1 { "Recovery codes" }
                p(.class("lede")) { "Your second factor is in force. These codes are shown now and never again." }
                p { "Each takes the place of your device once. Print them or write them down, and keep them where you keep keys, away from the device." }
                ul(.class("recovery-codes")) { for code in codes { li { Node.element(Element("code", [], [.text(code)])) } } }
                p { a(.href(Paths.ownAccount)) { "I have them: go on to your account" } }
            }
        }.body
    }
}
