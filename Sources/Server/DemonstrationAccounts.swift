import Casework
import Directives
import Foundation
import Records
import Risk

/// The people of the demonstration, one for each role. Their passphrases are shown on a page, so they exist in a
/// demonstration only.
package struct DemonstrationPerson: Sendable {
    package var account: String
    /// The first is the one by which they are known.
    package var roles: [Role]
    /// For those who are members: the rank and the unit to look for; the member lends the account the invented name.
    package var rank: String?
    package var unit: String?
    /// What a role that is held over a unit is held over: the first of these that the department has; without any, `unit`.
    package var over: [String] = []
    /// For those who need not be members.
    package var name: String
    package var can: String

    package var passphrase: String { "\(account) demonstration" }

    package static let all: [DemonstrationPerson] = [
        DemonstrationPerson(
            account: "osu-analyst", roles: [.osuAnalyst], name: "Linden Heron",
            can: "Sees the queue of new Work Items, each item with its reasons, the jackets behind them, the runs and the imports; starts an import and the month."),
        DemonstrationPerson(
            account: "osu-supervisor", roles: [.osuSupervisor], name: "Rowan Sandpiper",
            can: "Sees what the analysts see and answers for the deadlines."),
        DemonstrationPerson(
            account: "area-representative", roles: [.areaRepresentative], over: ["area-1", "5"], name: "Hazel Plover",
            can: "Receives valid Work Items from the analyst; none has been forwarded yet."),
        DemonstrationPerson(
            account: "commander-005", roles: [.commandingOfficer, .workUnitCommander], rank: "command", unit: "5", name: "Alder Crane",
            can: "Oversees Work Items of the 005th District once they are assigned; approves RSS action plans of the district; sees nothing before."),
        DemonstrationPerson(
            account: "lieutenant-005", roles: [.watchOperationsLieutenant, .resiliencyChain], rank: "lieutenant", unit: "5", name: "Willow Kestrel",
            can: "Watch operations lieutenant of the 005th District; sees an item once it is assigned, and determines whether an incident meets the RSS criteria."),
        DemonstrationPerson(
            account: "sergeant-005", roles: [.supervisor, .resiliencySupervisor], rank: "sergeant", unit: "5", name: "Maple Wren",
            can: "Supervisor in the 005th District; sees an item once it is assigned; documents incidents and carries out RSS action plans."),
        DemonstrationPerson(
            account: "member-005", roles: [.member], rank: "police_officer", unit: "5", name: "Birch Swallow",
            can: "Member of the 005th District; learns of an item in person first, and nothing here before."),
        DemonstrationPerson(
            account: "ows-supervisor", roles: [.owsSupervisor], name: "Bryony Dipper",
            can: "Officer Wellness Section: settles with supervisors what an incident needs, assists with RSS action plans, keeps the register."),
        DemonstrationPerson(
            account: "ows-coordinator", roles: [.owsAdministrativeCoordinator], name: "Sorrel Wagtail",
            can: "Officer Wellness Section: the same, keeps the criteria and resources, writes and files the yearly program evaluation."),
        DemonstrationPerson(
            account: "chief-of-staff", roles: [.chiefOfStaff], name: "Yarrow Bittern",
            can: "Receives the yearly program evaluation, and sees nothing else of the Resiliency Support System."),
        DemonstrationPerson(
            account: "dii", roles: [.dii], name: "Tansy Whimbrel",
            can: "Reports internal investigations to the Officer Wellness Section, and reads nothing there."),
        DemonstrationPerson(
            account: "auditor", roles: [.auditor], name: "Cedar Osprey",
            can: "Examines runs and imports, and opens no jacket and no Work Item."),
        DemonstrationPerson(
            account: "legal-custodian", roles: [.legalCustodian], name: "Laurel Harrier",
            can: "Sets how long records are kept, files disposal authorities, places holds that nobody else learns of, and confirms destruction as the second person."),
        DemonstrationPerson(
            account: "administrator", roles: [.administrator], name: "Aspen Martin",
            can: "Starts imports, reads quality reports and sets the demonstration's clock forward; opens no record about a member."),
    ]
}

extension Records {
    /// Adds those of the demonstration's accounts that are not there yet, each linked to a member of the right rank and unit where there is one.
    package func addDemonstrationAccounts(on day: Day, department: Department, for asking: Asking) async throws {
        let present = Set(try await accounts(for: asking).map(\.name))
        let missing = DemonstrationPerson.all.filter { !present.contains($0.account) }
        guard !missing.isEmpty else { return }
        let roster = Ledger.Roster(rawValue: department.roster) ?? .appointment
        let personnel = try await personnel(on: day, ladder: department.ranks, roster: roster)
        for person in missing {
            var member: MemberID?
            if let rank = person.rank, let unit = person.unit {
                member = personnel.unitOf.filter { $0.value == unit && personnel.rankOf[$0.key] == rank }.keys.min()
            }
            var title = person.name
            if let member, let found = try await self.member(member), !found.name.isEmpty { title = found.name }
            let salt = Passphrase.salt()
            try await addAccount(
                name: person.account, title: title, member: member, roles: Set(person.roles.filter { $0.scope == .department }), salt: salt,
                hash: try Passphrase.hash(person.passphrase, salt: salt), demonstration: true, for: asking)
            try await grantOverUnit(person, for: asking)
        }
    }

    /// The roles over a unit. A department without such a unit has nobody who holds them.
    private func grantOverUnit(_ person: DemonstrationPerson, for asking: Asking) async throws {
        let units = Set(try await scopeUnits(for: asking))
        guard let unit = (person.over + [person.unit].compactMap { $0 }).first(where: units.contains) else { return }
        for role in person.roles where role.scope != .department {
            try await grant(role, to: person.account, over: .unit(unit), from: asking.day, to: nil, for: asking)
        }
    }
}
