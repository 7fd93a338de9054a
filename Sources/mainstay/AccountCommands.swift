import ArgumentParser
import Casework
import Foundation
import Records
import Server

/// `mainstay account add|disable|list`
struct Accounts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Add, disable and list the accounts that may sign in.",
        subcommands: [Add.self, Disable.self, List.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add an account, or give an existing one new roles and a new passphrase.",
            discussion: "The passphrase is read from standard input, so that it stands in no command line and no history.")

        @OptionGroup var data: DataOption
        @Argument(help: "The name to sign in with.") var name: String
        @Option(name: .long, help: "The person's name as pages show it.") var title: String
        @Option(name: .long, help: "A role; may be repeated: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).") var role: [String]
        @Option(name: .long, help: "The department's number of the member behind the account, if there is one.") var member: String?

        func run() async throws {
            var roles: Set<Role> = []
            for key in role {
                guard let role = Role(rawValue: key) else {
                    throw ValidationError("There is no role \"\(key)\". The roles are \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
                }
                roles.insert(role)
            }
            guard !roles.isEmpty else { throw ValidationError("Name at least one role with --role.") }
            let installation = try await Installation.open(data.data)
            var person: MemberID?
            if let member {
                guard let found = try await installation.records.member(sourceID: member) else {
                    throw ValidationError("There is no member with the number \(member).")
                }
                person = found.id
            }
            guard let passphrase = try PassphrasePrompt.read(), passphrase.count >= Passphrase.shortest else {
                throw ValidationError("The passphrase must have at least \(Passphrase.shortest) characters. Nothing was changed.")
            }
            let salt = Passphrase.salt()
            try await installation.records.setAccount(
                name: name.lowercased(), title: title, member: person, roles: roles, salt: salt,
                hash: try Passphrase.hash(passphrase, salt: salt), demonstration: false)
            say("The account \(name.lowercased()) may sign in as \(roles.map(\.title).sorted().joined(separator: ", ")).")
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End an account's sessions and let it sign in no more.")
        @OptionGroup var data: DataOption
        @Argument(help: "The account's name.") var name: String

        func run() async throws {
            let installation = try await Installation.open(data.data)
            guard try await installation.records.disableAccount(named: name.lowercased()) else {
                throw ValidationError("There is no open account \(name).")
            }
            say("The account \(name.lowercased()) is disabled and its sessions have ended.")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts with their roles.")
        @OptionGroup var data: DataOption

        func run() async throws {
            for account in try await Installation.open(data.data).records.accounts() {
                let roles = account.roles.map(\.title).sorted().joined(separator: ", ")
                say("\(account.name)\t\(account.title)\t\(roles)\(account.disabled ? "\tdisabled" : "")")
            }
        }
    }
}
