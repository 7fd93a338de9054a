import Directives

/// The roles of the five directives and of the office, each named by the provision that creates it.
///
/// A role is held over a scope: the whole department, an area, a district, a Region, a unit, or one item. What it may
/// do stands in the tables of `Access`; that a role is listed here gives it nothing. Whoever has a part by the record
/// itself (the member it is about, the overseer, the author) holds a post on it and no role (`RecordFacts.Post`).
package enum Role: String, CaseIterable, Codable, Sendable {
    // Officer Support System (D20-04)
    case osuAnalyst, osuSupervisor, areaRepresentative, commandingOfficer, watchOperationsLieutenant, unitSupervisor
    case captain, unitCommander, ossCoordinator, supervisor, member, trainingAndSupportGroup, commandStaff, auditDivision
    case committeeChair, committeeViceChair, committeeGeneralCounsel, committeeLaborRelations, committeeProfessionalStandards
    case committeeLodge7, committeeUnit156, committeeDistrict, committeeSecretary, superintendent
    // Resiliency Support System (SRV-017)
    case resiliencySupervisor, resiliencyChain, workUnitCommander, divisionHead, owsSupervisor, owsAdministrativeCoordinator
    case dii, chiefOfStaff
    // Peer Support Program (PER-001)
    case owsRegionalCoordinator, owsDispatcher, peerSupportAdvisor, peerSupervisor, peerCommand, peerCommandStaff, directorsOffice
    case academyAndTraining, communicationsCenter
    // Liaison (PER-055)
    case entityCommander, liaisonChain, deputyDirector, liaisonCommand, liaisonRepresentative, officeOfTheDirector
    // Deflection (OPS-092)
    case deflectionProposer, deflectionSupervisor, taskForceCommander, deflectionCaseManager, evidenceCustodian
    // The office
    case legalCustodian, auditor, administrator
    /// Whoever runs the program on the machine itself, holds the key file and the data directory. Never granted.
    case console

    /// The roles that can be granted to an account.
    package static let grantable = allCases.filter { $0 != .console }

    package var title: String { entry.title }
    package var program: ProgramKey { entry.program }
    /// The widest thing the role is held over: a grant names one of these or something inside it.
    package var scope: Scope.Kind { entry.scope }
    package var cites: Citation { entry.cites }
    /// Where other directives name the same role.
    package var also: [Citation] { entry.also }
    /// The provision that allows a designee, where one does; without it no designation is possible (ambiguity 7.8).
    package var designee: Citation? { entry.designee }
    /// What the provision asks of the designee, where it asks for something.
    package var designeeCondition: DesigneeCondition? { entry.condition }

    /// What a designee must be, as it is printed (`D20-04:VIII.A.1`).
    package enum DesigneeCondition: String, CaseIterable, Codable, Sendable {
        case exempt, supervisory

        package var title: String {
            switch self {
            case .exempt: "an exempt member"
            case .supervisory: "a supervisory member"
            }
        }
    }

    /// Whether this role and another may be one account's (ambiguity 7.7). The auditor checks what all others do, and
    /// the administrator decides who they are: neither has a part in what they check or grant. That somebody is a
    /// member of the department stands in nobody's way.
    package func goesWith(_ other: Role) -> Bool {
        if self == other || self == .member || other == .member { return true }
        return !standsAlone && !other.standsAlone
    }

    private var standsAlone: Bool { self == .auditor || self == .administrator }

    struct Entry {
        var program: ProgramKey
        var title: String
        var scope: Scope.Kind
        var cites: Citation
        var also: [Citation]
        var designee: Citation?
        var condition: DesigneeCondition?
        init(
            _ program: ProgramKey, _ title: String, _ scope: Scope.Kind, _ cites: Citation, also: [Citation] = [], designee: Citation? = nil,
            whoIs condition: DesigneeCondition? = nil
        ) {
            self.program = program
            self.title = title
            self.scope = scope
            self.cites = cites
            self.also = also
            self.designee = designee
            self.condition = condition
        }
    }
}
