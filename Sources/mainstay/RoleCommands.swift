import ArgumentParser
import Casework
import Directives
import Foundation
import Records

/// `mainstay role grant|end|list`
struct Roles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Grant and end roles, and list who holds them.", subcommands: [Grant.self, End.self, List.self])

    struct Grant: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Grant a role to an account.",
            discussion: "`mainstay access` prints the roles with what each is held over and what it may do.")
        @OptionGroup var data: DataOption
        @Argument(help: "The account's name.") var account: String
        @Argument(help: "The role, as osuAnalyst or areaRepresentative.") var role: String
        @Option(name: .long, help: "The unit it is held over, for a role that takes one: its key in the department's register.") var unit: String?
        @Option(name: .long, help: "The first day, as 2018-01-31; today without it.") var from: String?
        @Option(name: .long, help: "The last day, if there is one.") var to: String?

        func run() async throws {
            guard let granted = Role(rawValue: role), granted != .console else {
                throw ValidationError("There is no role \"\(role)\". The roles are \(Role.grantable.map(\.rawValue).joined(separator: ", ")).")
            }
            let installation = try await Installation.open(data)
            let first = try from.map { try RoleDay.read($0, "--from") } ?? installation.surroundings.today
            let last = try to.map { try RoleDay.read($0, "--to") }
            let id = try await installation.records.grant(
                granted, to: account.lowercased(), over: unit.map(Scope.unit) ?? .department, from: first, to: last,
                for: installation.asking())
            let until = last.map { " to \($0.short)" } ?? ""
            say("Grant \(id): \(account.lowercased()) holds the role \(granted.title)\(unit.map { " over \($0)" } ?? "") from \(first.short)\(until).")
        }
    }

    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give a role its last day; `mainstay role list` shows the numbers.")
        @OptionGroup var data: DataOption
        @Argument(help: "The number of the grant.") var id: Int64
        @Option(name: .long, help: "The last day, today or later; today without it.") var to: String?

        func run() async throws {
            let installation = try await Installation.open(data)
            let last = try to.map { try RoleDay.read($0, "--to") } ?? installation.surroundings.today
            do {
                try await installation.records.endHolding(id, lastDay: last, for: installation.asking())
            } catch is NotThere {
                throw ValidationError("There is no grant \(id). `mainstay role list` shows the numbers. Nothing was changed.")
            }
            say("Grant \(id) ends on \(last.short).")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List who holds which role over what, from when to when and by whom.")
        @OptionGroup var data: DataOption
        @Flag(name: .long, help: "Those that have ended too.") var all = false

        func run() async throws {
            let installation = try await Installation.open(data)
            var query = GrantQuery()
            query.standing = all ? .all : .present
            query.limit = 100_000
            for held in try await installation.records.grants(query, for: installation.asking()).rows {
                let over =
                    switch held.scope {
                    case .department: "department"
                    case .unit(let key): key
                    case .item(let reference): reference
                    }
                let principal = held.designeeOf.map { "\tdesignee of \($0)" } ?? ""
                say("\(held.id)\t\(held.account)\t\(held.role.rawValue)\t\(over)\t\(held.from.iso)\t\(held.to?.iso ?? "-")\tby \(held.grantedBy)\(principal)")
            }
        }
    }
}

private enum RoleDay {
    static func read(_ text: String, _ option: String) throws -> Day {
        guard let day = Day(iso: text) else { throw ValidationError("\(option) \"\(text)\" is no date. Write it as 2018-01-31. Nothing was changed.") }
        return day
    }
}

/// `mainstay access`: who may see and do what, from the tables that decide it.
struct PrintAccess: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access", abstract: "Print who may see and do what, and every role.",
        discussion: "The text is docs/access.md; with --program it is the part of one program.")
    @Option(name: .long, help: "One program: \(ProgramKey.allCases.map(\.rawValue).joined(separator: ", ")).") var program: String?

    func run() throws {
        guard let program else { return say(AccessDocument.text()) }
        guard let key = ProgramKey(rawValue: program) else {
            throw ValidationError("There is no program \"\(program)\"; there are: \(ProgramKey.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        say(AccessDocument.text(key))
    }
}
