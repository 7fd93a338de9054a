import ArgumentParser
import Casework
import Directives
import Foundation
import Records
import Server

/// `mainstay account add|email|reset|disable|enable|list`
struct Accounts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Keep the accounts that may sign in.",
        discussion: "The first administrator is made here; everybody else may be made on the page \"Accounts\".",
        subcommands: [Add.self, Email.self, Reset.self, Disable.self, Enable.self, List.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add an account with its first roles.",
            discussion: """
                The passphrase is read from standard input, so that it stands in no command line and no history. Its owner chooses \
                another at the first sign-in.
                """)

        @OptionGroup var data: DataOption
        @Argument(help: "The name to sign in with.") var name: String
        @Option(name: .long, help: "The person's name as pages show it.") var title: String
        @Option(name: .long, help: "A role; may be repeated: \(Role.grantable.map(\.rawValue).joined(separator: ", ")).") var role: [String] = []
        @Option(name: .long, help: "The key of the unit, with all below it, over which the roles are held; without it the whole department.")
        var scope: String?
        @Option(name: .long, help: "The department's number of the member behind the account, if there is one.") var member: String?
        @Option(name: .long, help: "The e-mail address to which letters about notices go.") var email: String?

        func run() async throws {
            let roles = try chosenRoles()
            let address = try email.map { try EmailAddress($0) }
            let installation = try await Installation.open(data)
            let scope = try await chosenScope(roles, installation)
            var person: MemberID?
            if let member {
                guard let found = try await installation.records.member(sourceID: member) else {
                    throw CommandProblem("There is no member with the number \(member). Nothing was changed.")
                }
                person = found.id
            }
            let name = name.lowercased()
            let (salt, hash) = try Accounts.chosenPassphrase(names: [name, title, installation.department.name])
            try await installation.records.addAccount(
                name: name, title: title, member: person, roles: roles, scope: scope, salt: salt, hash: hash, demonstration: false,
                email: address, for: installation.asking())
            say("The account \(name) may sign in as \(roles.map(\.title).sorted().joined(separator: ", ")), and chooses a passphrase of its own first.")
        }

        private func chosenRoles() throws -> Set<Role> {
            let known = Role.grantable.map(\.rawValue).joined(separator: ", ")
            var roles: Set<Role> = []
            for key in role {
                guard let role = Role(rawValue: key), role != .console else {
                    throw ValidationError("There is no role \"\(key)\". The roles are \(known).")
                }
                roles.insert(role)
            }
            guard !roles.isEmpty else {
                throw ValidationError("An account without a role opens nothing. Name at least one with --role: \(known).")
            }
            return roles
        }

        private func chosenScope(_ roles: Set<Role>, _ installation: Installation) async throws -> Scope {
            guard let scope else {
                for role in roles.sorted(by: { $0.rawValue < $1.rawValue }) where role.scope != .department {
                    throw ValidationError("The role \(role.rawValue) is held over \(role.scope.title.lowercased()). Name the unit with --scope.")
                }
                return .department
            }
            for role in roles.sorted(by: { $0.rawValue < $1.rawValue }) where role.scope == .department || role.scope == .item {
                throw ValidationError("The role \(role.rawValue) is held over \(role.scope.title.lowercased()), not over a unit. Leave --scope out for it.")
            }
            guard try await installation.records.hasUnit(scope) else {
                throw CommandProblem("There is no unit with the key \(scope). Nothing was changed.")
            }
            return .unit(scope)
        }
    }

    struct Email: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say where letters about an account's notices go, or that none go out.",
            discussion: "Letters hold a reference and a link, and go out where `mail` is set up in department.yaml.")
        @OptionGroup var data: DataOption
        @Argument(help: "The account's name.") var name: String
        @Argument(help: "The address; without it letters end.") var address: String?

        func run() async throws {
            let address = try address.map { try EmailAddress($0) }
            let installation = try await Installation.open(data)
            try await installation.records.setEmail(address, ofAccount: name.lowercased(), for: installation.asking())
            say(address == nil ? "No letters go to the account \(name.lowercased()) any more." : "Letters about notices to the account \(name.lowercased()) go to the new address.")
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give an account a new passphrase, and take away its second factor.",
            discussion: """
                For who has lost the passphrase or the device. The passphrase is read from standard input; its owner chooses another at the \
                next sign-in. Sessions end, recovery codes count no more, a lock-out is lifted.
                """)
        @OptionGroup var data: DataOption
        @Argument(help: "The account's name.") var name: String

        func run() async throws {
            let installation = try await Installation.open(data)
            let name = name.lowercased()
            let account = try await installation.records.account(named: name)
            guard let account else { throw AccountProblem.noSuchAccount }
            let (salt, hash) = try Accounts.chosenPassphrase(names: [name, account.title, installation.department.name])
            try await installation.records.resetAccount(named: name, salt: salt, hash: hash, for: installation.asking())
            say("The account \(name) has a new passphrase, to be changed at the next sign-in, and no second factor. Its sessions have ended.")
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End an account's sessions and let it sign in no more.")
        @OptionGroup var data: DataOption
        @Argument(help: "The account's name.") var name: String

        func run() async throws {
            let installation = try await Installation.open(data)
            try await installation.records.disableAccount(named: name.lowercased(), for: installation.asking())
            say("The account \(name.lowercased()) is disabled and its sessions have ended.")
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let a disabled account sign in again.")
        @OptionGroup var data: DataOption
        @Argument(help: "The account's name.") var name: String

        func run() async throws {
            let installation = try await Installation.open(data)
            try await installation.records.enableAccount(named: name.lowercased(), for: installation.asking())
            say("The account \(name.lowercased()) may sign in again, with the passphrase and the roles it had.")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the accounts: name, person, roles held today, and what stands against signing in.")
        @OptionGroup var data: DataOption

        func run() async throws {
            let installation = try await Installation.open(data)
            for account in try await installation.records.accounts(for: installation.asking()) {
                let roles = account.actor.roles(on: installation.surroundings.today).map(\.title).sorted().joined(separator: ", ")
                var remarks: [String] = []
                if account.disabled { remarks.append("disabled") }
                if account.mustChange { remarks.append("must change the passphrase") }
                if account.hasSecondFactor { remarks.append("second factor") }
                say([account.name, account.title, roles, remarks.joined(separator: ", ")].joined(separator: "\t"))
            }
        }
    }

    /// Reads a passphrase and refuses a weak one.
    static func chosenPassphrase(names: [String]) throws -> (salt: Data, hash: Data) {
        try CommonPassphrases.verify()
        guard let passphrase = try PassphrasePrompt.read(), !passphrase.isEmpty else {
            throw ValidationError("No passphrase came on standard input. Nothing was changed.")
        }
        if let problem = Passphrase.problem(passphrase, names: names) { throw ValidationError("\(problem) Nothing was changed.") }
        let salt = Passphrase.salt()
        return (salt, try Passphrase.hash(passphrase, salt: salt))
    }
}
