import Directives

/// The catalogue: of each role its program, what it is held over, the provision that names it and the one that allows
/// a designee.
extension Role {
    var entry: Entry {
        switch self {
        case .osuAnalyst: Entry(.support, "OSU analyst", .department, "D20-04:V.A")
        case .osuSupervisor: Entry(.support, "OSU supervisor", .department, "D20-04:VI.B.6")
        case .areaRepresentative: Entry(.support, "OSS area representative", .area, "D20-04:V.B")
        case .commandingOfficer: Entry(.support, "Commanding officer", .unit, "D20-04:V.B.2")
        case .watchOperationsLieutenant: Entry(.support, "Watch operations lieutenant", .unit, "D20-04:VI.A.8")
        case .unitSupervisor: Entry(.support, "Designated unit supervisor", .unit, "D20-04:V.B.2")
        case .captain: Entry(.support, "Captain (executive officer)", .unit, "D20-04:VI.C.1")
        case .unitCommander: Entry(.support, "District or unit commander", .unit, "D20-04:VI.D.3")
        case .ossCoordinator: Entry(.support, "OSS coordinator", .unit, "D20-04:VI.D.1")
        case .supervisor: Entry(.support, "Supervisor", .unit, "D20-04:VI.B")
        case .member: Entry(.support, "Member", .department, "D20-04:III.B")
        case .trainingAndSupportGroup: Entry(.support, "Training and Support Group", .department, "D20-04:IV.F.1#2")
        case .commandStaff: Entry(.support, "Command staff", .unit, "D20-04:III.A.1", also: ["D20-04:VIII.B.1"])
        case .auditDivision: Entry(.support, "Audit Division", .department, "D20-04:VII.D")
        case .superintendent: Entry(.support, "Superintendent", .department, "D20-04:VII.B", designee: "D20-04:VII.B")
        case .committeeChair, .committeeViceChair, .committeeGeneralCounsel, .committeeLaborRelations, .committeeProfessionalStandards,
            .committeeLodge7, .committeeUnit156, .committeeDistrict, .committeeSecretary: seat
        case .resiliencySupervisor: Entry(.resiliency, "Supervisor of an employee", .unit, "SRV-017:III.C.1")
        case .resiliencyChain: Entry(.resiliency, "Chain of command above the supervisor", .unit, "SRV-017:IV.B")
        case .workUnitCommander: Entry(.resiliency, "Work unit Commander", .unit, "SRV-017:III.D")
        case .divisionHead: Entry(.resiliency, "Division head", .unit, "SRV-017:III.D")
        case .owsSupervisor: Entry(.resiliency, "OWS Supervisor", .department, "SRV-017:II.D", also: ["PER-001:II.L"])
        case .owsAdministrativeCoordinator:
            Entry(.resiliency, "OWS Administrative Coordinator", .department, "SRV-017:II.B", also: ["PER-001:II.J"])
        case .dii: Entry(.resiliency, "Division of Internal Investigation (DII)", .department, "SRV-017:III.B", also: ["PER-001:IV.B.1.e"])
        case .chiefOfStaff: Entry(.resiliency, "Chief of Staff, Office of the Director", .department, "SRV-017:IV.J.2")
        case .owsRegionalCoordinator: Entry(.peer, "OWS Regional Coordinator", .region, "PER-001:II.K", also: ["SRV-017:II.C"])
        // The designee answers requests for a PSA and nothing else of the section's, so this is a role of its own.
        case .owsDispatcher:
            Entry(.peer, "Officer Wellness Section, dispatch of requests", .department, "PER-001:IV.B.2.c", designee: "PER-001:IV.B.2.b")
        case .peerSupportAdvisor: Entry(.peer, "Peer Support Advisor", .region, "PER-001:II.M")
        case .peerSupervisor: Entry(.peer, "Immediate supervisor of a Peer Support Advisor", .unit, "PER-001:IV.B.3.c")
        case .peerCommand: Entry(.peer, "Commander, Bureau Chief or Lab Director", .unit, "PER-001:IV.E.1")
        case .peerCommandStaff: Entry(.peer, "Command staff member told of a mandated report", .unit, "PER-001:IV.E.1#3")
        case .directorsOffice: Entry(.peer, "Director's Office", .department, "PER-001:IV.B.1.f")
        case .academyAndTraining:
            Entry(.peer, "Division of the Academy and Training (DAT)", .department, "PER-001:IV.B.3.a#2", also: ["SRV-017:II.A"])
        case .communicationsCenter: Entry(.peer, "Communications Command Center", .department, "PER-001:III.A.4")
        case .entityCommander: Entry(.liaison, "Entity commander", .unit, "PER-055:III.A.1")
        case .liaisonChain: Entry(.liaison, "Immediate supervisor and chain of the entity commander", .unit, "PER-055:III.A.2")
        case .deputyDirector:
            Entry(.liaison, "Deputy Director", .unit, "PER-055:III.A.2#2", also: ["PER-055:III.C.2"], designee: "PER-055:III.B.2")
        case .liaisonCommand: Entry(.liaison, "Command or supervisory personnel", .unit, "PER-055:III.B.3", also: ["PER-055:III.C.1"])
        case .liaisonRepresentative: Entry(.liaison, "Liaison representative", .item, "PER-055:III.C.1.a")
        case .officeOfTheDirector: Entry(.liaison, "Office of the Director", .department, "PER-055:III.C.2")
        case .deflectionProposer: Entry(.deflection, "DOP or DCI personnel", .unit, "OPS-092:III.D")
        case .deflectionSupervisor: Entry(.deflection, "DOP or DCI Supervisor", .unit, "OPS-092:III.C", designee: "OPS-092:III.C")
        case .taskForceCommander:
            Entry(.deflection, "MEG Director or Task Force Commander", .unit, "OPS-092:III.E", also: ["OPS-092:III.D"], designee: "OPS-092:III.E")
        case .deflectionCaseManager: Entry(.deflection, "Deflection Case Manager", .item, "OPS-092:II.B")
        case .evidenceCustodian: Entry(.deflection, "Evidence custodian", .unit, "OPS-092:III.D.2")
        case .legalCustodian: Entry(.office, "Legal custodian", .department, "SRV-017:IV.J.1#2")
        case .auditor: Entry(.office, "Auditor of accesses", .department, "D20-04:I.G")
        case .administrator: Entry(.office, "Administrator (IT)", .department, "D20-04:VII.C")
        case .console: Entry(.office, "Operator at the machine", .department, "D20-04:VII.C")
        }
    }

    /// The seats of the District Evaluation Committee (`D20-04:VIII.A.1`).
    private var seat: Entry {
        func seat(_ holder: String, _ letter: String, _ condition: DesigneeCondition? = nil) -> Entry {
            let cites = Citation(rawValue: "D20-04:VIII.A.1.\(letter)")
            return Entry(
                .support, "District Evaluation Committee, \(holder)", .department, cites, designee: condition == nil ? nil : cites,
                whoIs: condition)
        }
        return switch self {
        case .committeeChair: seat("Chief of the Bureau of Patrol", "a", .exempt)
        case .committeeViceChair: seat("Assistant Director of the Audit Section", "b", .supervisory)
        case .committeeGeneralCounsel: seat("General Counsel", "c", .supervisory)
        case .committeeLaborRelations: seat("Commander of Labor Relations", "d", .supervisory)
        case .committeeProfessionalStandards: seat("Director of Professional Standards and Compliance", "e", .supervisory)
        case .committeeLodge7: seat("FOP Chicago Lodge No. 7", "f")
        case .committeeUnit156: seat("PBPA of Illinois, Unit 156 - Sergeants", "g")
        case .committeeDistrict: seat("representative of a pilot district", "h")
        default: seat("recording secretary", "i")
        }
    }
}
