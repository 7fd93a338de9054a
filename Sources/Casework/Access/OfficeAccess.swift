import Directives

/// Who keeps the house: accounts, grants, the trail, retention, holds, keys.
///
/// Running the system is not reading it: the administrator opens no record about a member. The auditor reads who did
/// what to which opaque record, and never a record. The legal custodian alone knows of holds (ambiguity 7.1).
extension Access {
    static let officeRows: [AccessRow] = [
        AccessRow(
            .seeOwnWork, by: [.everyone],
            "Everyone who signs in sees what waits for them.", cites: "D20-04:IV.C"),
        AccessRow(
            .seeOwnAccount, .changeOwnAccount, .fetchOwnCalendar, by: [.everyone],
            "Everyone looks after their own account.", cites: "D20-04:VII.A"),
        AccessRow(
            .seeOwnNotices, .markOwnNotices, by: [.everyone],
            "Everyone reads what is said to them.", cites: "D20-04:VI.A"),
        AccessRow(
            .seeDeliveries, by: [.role(.administrator), .role(.auditor), .role(.console)],
            "That letters go out is seen to by the administrator and checked by the auditor, without what they say or to whom.",
            cites: "D20-04:VI.A"),
        AccessRow(
            .sendLetters, by: [.role(.console)],
            "The program sends what an act has queued.", cites: "D20-04:VI.A"),
        AccessRow(
            .seeAccessTable, by: [.everyone],
            "Everyone may know who may see what.", cites: "D20-04:VII.A"),
        AccessRow(
            .seeAccounts, .changeAccounts, .changeGrants, by: [.role(.administrator), .role(.console)],
            "The administrator keeps accounts and roles, and opens no record.", cites: "D20-04:VII.C"),
        AccessRow(
            .seeGrants, by: [.role(.administrator), .role(.auditor), .role(.console)],
            "Who holds which role is kept by the administrator and checked by the auditor.", cites: "D20-04:VII.C"),
        AccessRow(
            .designate, by: Role.allCases.filter { $0.designee != nil }.map(AccessRow.Who.role),
            "The directive lets the holder of this role name a designee; a designee names none.", cites: "D20-04:VIII.A.1"),
        AccessRow(
            .seeTrail, by: [.role(.auditor), .role(.console)],
            "The auditor accounts for every reading of a confidential record.", cites: "D20-04:VII.D"),
        AccessRow(
            .signTrailHead, by: [.role(.auditor), .role(.console)],
            "The head of the trail is handed to the union and the monitor.", cites: "D20-04:VII.D"),
        AccessRow(
            .seeRetention, by: [
                .role(.legalCustodian), .role(.owsAdministrativeCoordinator), .role(.osuSupervisor), .role(.auditor), .role(.administrator),
                .role(.console),
            ],
            "How long records are kept is open to those who answer for them.", cites: "SRV-017:IV.J.1"),
        AccessRow(
            .setRetention, by: [.role(.legalCustodian)],
            "The custodian files the authority without which nothing is destroyed.", cites: "SRV-017:IV.J.1#2"),
        AccessRow(
            .seeDestruction,
            by: [.role(.owsAdministrativeCoordinator), .role(.osuSupervisor), .role(.legalCustodian), .role(.auditor), .role(.console)],
            "Destruction is carried out and accounted for.", cites: "SRV-017:IV.J.1#2"),
        AccessRow(
            .proposeDestruction, by: [.role(.owsAdministrativeCoordinator), .role(.osuSupervisor), .role(.console)],
            "The program proposes what is due.", cites: "SRV-017:IV.J.1#2"),
        AccessRow(
            .confirmDestruction, by: [.role(.owsAdministrativeCoordinator), .role(.osuSupervisor)],
            "The program's own coordinator destroys what is due.", cites: "SRV-017:IV.J.1#2"),
        AccessRow(
            .secondDestruction, by: [.role(.legalCustodian)],
            "A second person confirms what cannot be undone.", cites: "SRV-017:IV.J.1#2"),
        AccessRow(
            .seeHolds, .placeHold, .liftHold, by: [.role(.legalCustodian)],
            "Holds are the legal custodian's alone; that one exists is itself confidential.", cites: "SRV-017:IV.J.1#2"),
        AccessRow(
            .makeBackup, .changeKeys, by: [.role(.console)],
            "Whoever holds the machine backs it up.", cites: "D20-04:VII.A"),
        AccessRow(
            .setDemonstrationClock, by: [.role(.administrator)],
            "The demonstration's clock is set by its administrator.", cites: "D20-04:IV#2"),
    ]
}
