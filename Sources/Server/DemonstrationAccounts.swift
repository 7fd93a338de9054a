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
    /// For those who are members: the ranks, any of them, and the unit to look for; the member lends the account the
    /// invented name. Of several who fit, each account has another one.
    package var ranks: [String] = []
    package var unit: String?
    /// Whether somebody with a Work Item is looked for before anybody else.
    package var withItem = false
    /// What a role that is held over a unit is held over: the first of these that the department has; without any, `unit`.
    package var over: [String] = []
    /// For those who need not be members.
    package var name: String
    package var can: String

    package var passphrase: String { "\(account) demonstration" }

    /// The member that the account is linked to: of those who fit and have no account yet, the one longest in the register.
    /// In a small department, whoever leads may come from elsewhere.
    func member(among personnel: Personnel, raised: Set<MemberID>, besides taken: Set<MemberID>) -> MemberID? {
        guard let unit else { return nil }
        let fitting = personnel.unitOf.filter { member, _ in !taken.contains(member) && personnel.rankOf[member].map(ranks.contains) == true }
        let inUnit = fitting.filter { $0.value == unit }.keys
        if withItem, let found = inUnit.filter(raised.contains).min() { return found }
        return inUnit.min() ?? (roles == [.member] ? nil : fitting.keys.min())
    }

    package static let all: [DemonstrationPerson] = [
        DemonstrationPerson(
            account: "osu-analyst", roles: [.osuAnalyst], name: "Linden Heron",
            can: "Sees the queue of new Work Items, each item with its reasons, the jackets behind them, the runs and the imports; starts an import and the month."),
        DemonstrationPerson(
            account: "osu-supervisor", roles: [.osuSupervisor], name: "Rowan Sandpiper",
            can: "Sees what the analysts see and answers for the deadlines."),
        DemonstrationPerson(
            account: "area-representative", roles: [.areaRepresentative], over: ["area-1", "5"], name: "Hazel Plover",
            can: "Receives valid Work Items from the analyst, names the overseer, reviews Action Plans, verifies supports and closes items."),
        DemonstrationPerson(
            account: "commander-005", roles: [.commandingOfficer, .workUnitCommander], ranks: ["commander", "command"], unit: "5", name: "Alder Crane",
            can: "Commanding officer of the 005th District: tells the member in person, assigns a supervisor, reviews the plan; approves RSS action plans. Sees an item once it is given to them."),
        DemonstrationPerson(
            account: "lieutenant-005", roles: [.watchOperationsLieutenant, .resiliencyChain], ranks: ["lieutenant"], unit: "5", name: "Willow Kestrel",
            can: "Watch operations lieutenant of the 005th District: oversees Work Items like the commanding officer, and reviews the own officers each month; determines whether an incident meets the RSS criteria."),
        DemonstrationPerson(
            account: "sergeant-005", roles: [.supervisor, .resiliencySupervisor], ranks: ["sergeant"], unit: "5", name: "Maple Wren",
            can: "Supervisor in the 005th District: responds, speaks with the member, works out the Action Plan and follows it up. Sees an item once it is assigned; documents incidents and carries out RSS action plans."),
        DemonstrationPerson(
            account: "second-sergeant-005", roles: [.supervisor], ranks: ["sergeant"], unit: "5", name: "Sorrel Finch",
            can: "Another supervisor of the 005th District, for a member who would rather not speak with the first."),
        DemonstrationPerson(
            account: "coordinator-005", roles: [.ossCoordinator], ranks: ["sergeant"], unit: "5", name: "Poplar Dove",
            can: "Coordinator of the 005th District: follows where its items stand, reminds, and learns nothing of what is in them."),
        DemonstrationPerson(
            account: "member-005", roles: [.member], ranks: ["police_officer"], unit: "5", withItem: true, name: "Birch Swallow",
            can: "Member of the 005th District: learns of an item in person first, and nothing here before; then has a page of their own."),
        DemonstrationPerson(
            account: "commander-004", roles: [.commandingOfficer], ranks: ["commander", "command"], unit: "4", name: "Oak Tern",
            can: "Commanding officer of the 004th District: gets the item of a member who moves there."),
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
        let register = try await accounts(for: asking)
        let present = Set(register.map(\.name))
        // A demonstration that was made before a part was written gets it, too.
        for person in DemonstrationPerson.all {
            guard let account = register.first(where: { $0.name == person.account }) else { continue }
            let later = person.roles.filter { role in role.scope != .department && !account.holdings.contains { $0.role == role } }
            if !later.isEmpty { try await grantOverUnit(person, later, for: asking) }
        }
        let missing = DemonstrationPerson.all.filter { !present.contains($0.account) }
        guard !missing.isEmpty else { return }
        let roster = Ledger.Roster(rawValue: department.roster) ?? .appointment
        let personnel = try await personnel(on: day, ladder: department.ranks, roster: roster)
        let raised = Set(try await membersWithItems(for: asking))
        var taken = Set(try await demonstrationAccounts().compactMap(\.member))
        for person in missing {
            let member = person.member(among: personnel, raised: raised, besides: taken)
            if let member { taken.insert(member) }
            var title = person.name
            if let member, let found = try await self.member(member), !found.name.isEmpty { title = found.name }
            let salt = Passphrase.salt()
            try await addAccount(
                name: person.account, title: title, member: member, roles: Set(person.roles.filter { $0.scope == .department }), salt: salt,
                hash: try Passphrase.hash(person.passphrase, salt: salt), demonstration: true, for: asking)
            try await grantOverUnit(person, person.roles, for: asking)
        }
    }

    /// The roles over a unit. A department without such a unit has nobody who holds them.
    private func grantOverUnit(_ person: DemonstrationPerson, _ roles: [Role], for asking: Asking) async throws {
        let units = Set(try await scopeUnits(for: asking))
        guard let unit = (person.over + [person.unit].compactMap { $0 }).first(where: units.contains) else { return }
        for role in roles where role.scope != .department {
            try await grant(role, to: person.account, over: .unit(unit), from: asking.day, to: nil, for: asking)
        }
    }
}
