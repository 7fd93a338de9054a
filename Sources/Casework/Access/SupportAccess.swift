import Directives

/// Who may see which layer of a Work Item, and why (D20-04 IV to VII, ambiguities 2.17 to 2.19).
///
/// Stressors and the conversation have the closed list of VI.B.4.c: the Officer Support Unit is not on it. A former
/// assigned supervisor holds no post and so sees nothing. The member's own view opens with the in-person notice.
extension Access {
    static let supportRows: [AccessRow] = [
        // Layer 1: status and clocks
        AccessRow(
            .seeQueue, .seeStatus, by: [.role(.osuAnalyst), .role(.osuSupervisor)],
            "The Officer Support Unit receives and reviews every Work Item.", cites: "D20-04:V.A"),
        AccessRow(
            .seeStatus, by: [.role(.areaRepresentative)], when: [.forwarded],
            "The area representative receives the valid items of the area.", cites: "D20-04:V.B"),
        AccessRow(
            .seeStatus, by: [.post(.overseer), .post(.assignedSupervisor)],
            "The item was given to you.", cites: "D20-04:VI.A"),
        AccessRow(
            .seeStatus, by: [.role(.captain)], when: [.forwarded], unless: [.duplicative],
            "The captain watches that items are completed.", cites: "D20-04:VI.C.1"),
        AccessRow(
            .seeStatus, by: [.role(.ossCoordinator)], when: [.forwarded], unless: [.duplicative],
            "The coordinator keeps track of the items' statuses.", cites: "D20-04:VI.D.1.b"),
        AccessRow(
            .seeStatus, by: [.role(.watchOperationsLieutenant)], when: [.forwarded, .open], unless: [.duplicative],
            "The watch operations lieutenant reviews the officers under direct command every month.", cites: "D20-04:VI.A.8"),
        AccessRow(
            .seeStatus, .seeWorkItem, .seePlan, by: [.role(.auditDivision)], when: [.auditSample],
            "The Audit Division examines a sample under a recorded audit.", cites: "D20-04:VII.D"),

        AccessRow(
            .seeStatus, by: [.role(.unitCommander), .role(.commandingOfficer)], when: [.forwarded, .open], unless: [.duplicative],
            "The commander sees that items are answered in the command, and by whom.", cites: "D20-04:VI.D.2"),

        // The items of a command together: layer 1, and figures
        AccessRow(
            .seeCommand, by: [.role(.unitCommander), .role(.commandingOfficer)],
            "The commander sees to it that items are answered in the command, and by whom.", cites: "D20-04:VI.D.2"),
        AccessRow(
            .seeCommand, by: [.role(.captain)],
            "The captain ensures that the items of the command are completed.", cites: "D20-04:VI.C.1"),
        AccessRow(
            .seeCommand, by: [.role(.ossCoordinator)],
            "The coordinator keeps track of the items' statuses.", cites: "D20-04:VI.D.1.b"),
        AccessRow(
            .seeCommand, by: [.role(.watchOperationsLieutenant)],
            "The watch operations lieutenant sees to it that supervisors respond in time.", cites: "D20-04:VI.A.3"),
        AccessRow(
            .seeCommand, by: [.role(.areaRepresentative)],
            "The area representative moves every item and plan of the area to completion.", cites: "D20-04:V.B"),
        AccessRow(
            .seeCommand, by: [.role(.osuAnalyst), .role(.osuSupervisor)],
            "The Officer Support Unit supports commands in responding to items.", cites: "D20-04:IV.A"),

        // Members who are new to a command
        AccessRow(
            .seePostingReview, by: [.role(.unitCommander), .role(.commandingOfficer)],
            "The commander reviews the application for each member who is new to the command.", cites: "D20-04:VI.D.3"),
        AccessRow(
            .seeArrivalHistory, by: [.role(.unitCommander), .role(.commandingOfficer)], when: [.open],
            "The commander looks at the history of a member who is new to the command.", cites: "D20-04:VI.D.3.a"),
        AccessRow(
            .reviewPosting, by: [.role(.unitCommander), .role(.commandingOfficer)], when: [.open],
            "The commander reviews the application for each member who is new to the command.", cites: "D20-04:VI.D.3"),
        AccessRow(
            .followPostings, by: [.role(.console)],
            "Mainstay follows the personnel register by itself.", cites: "D20-04:VI.D.3"),

        // Layer 2: indicators and snapshot
        AccessRow(
            .seeWorkItem, by: [.role(.osuAnalyst), .role(.osuSupervisor)],
            "The Officer Support Unit reviews the details behind every Work Item.", cites: "D20-04:V.A.1"),
        AccessRow(
            .seeWorkItem, by: [.role(.areaRepresentative)], when: [.forwarded],
            "The area representative reviews the items of the area.", cites: "D20-04:V.B.1"),
        AccessRow(
            .seeWorkItem, by: [.post(.overseer), .post(.assignedSupervisor)],
            "Whoever answers an item reviews what raised it.", cites: "D20-04:VI.B.1"),

        // Layer 3: the plan
        AccessRow(
            .seePlan, by: [.role(.osuSupervisor)],
            "The OSU supervisor guides and corrects plans.", cites: "D20-04:VI.B.6"),
        AccessRow(
            .seePlan, by: [.role(.areaRepresentative)], when: [.forwarded],
            "The area representative reviews every plan of the area.", cites: "D20-04:V.B.3"),
        AccessRow(
            .seePlan, by: [.post(.overseer), .post(.assignedSupervisor)],
            "The plan is written and reviewed where the item was given.", cites: "D20-04:VI.B.5"),

        // Layer 4: stressors
        AccessRow(
            .seeStressors, by: [.role(.areaRepresentative)], when: [.forwarded, .planSubmitted],
            "A submitted plan cannot be reviewed without its stressors.", cites: "D20-04:V.B.3"),
        AccessRow(
            .seeStressors, .seeConversation, by: [.post(.overseer), .post(.assignedSupervisor)],
            "The conversation is shared with the overseer and the assigned supervisor alone.", cites: "D20-04:VI.B.4.c"),

        // Layer 5: the conversation
        AccessRow(
            .seeConversation, by: [.role(.areaRepresentative)], when: [.forwarded, .sharedWithRepresentative],
            "It was shared with you, as needed, with a reason.", cites: "D20-04:VI.B.4.c"),

        // The jacket
        AccessRow(
            .seeJacket, by: [.role(.osuAnalyst), .role(.osuSupervisor)],
            "The Officer Support Unit reviews the details behind every Work Item.", cites: "D20-04:V.A.1"),
        AccessRow(
            .seeJacket, by: [.role(.areaRepresentative)], when: [.forwarded, .open],
            "The area representative reviews the jacket behind an item of the area.", cites: "D20-04:V.B.1"),
        AccessRow(
            .seeJacket, by: [.post(.overseer), .post(.assignedSupervisor)], when: [.open],
            "Whoever answers an item reviews the member's jacket.", cites: "D20-04:VI.B.1#2"),
        AccessRow(
            .seeJacket, by: [.role(.watchOperationsLieutenant)],
            "The watch operations lieutenant reviews the system's data on the officers under direct command every month.",
            cites: "D20-04:VI.A.8"),

        // Who has looked
        AccessRow(
            .seeAccessHistory, by: [.role(.osuAnalyst), .role(.osuSupervisor)],
            "The Officer Support Unit watches over who opens what identifies a member.", cites: "D20-04:I.G"),

        // The member
        AccessRow(
            .seeOwnItem, by: [.subject], when: [.memberNotified], unless: [.duplicative],
            "It is about you, and you were told of it in person.", cites: "D20-04:VI.A.2"),

        // The unit's own notes, and the one way to close an item before it is forwarded
        AccessRow(
            .seeReviewNotes, .writeReviewNote, by: [.role(.osuAnalyst), .role(.osuSupervisor)],
            "The Officer Support Unit notes what its review found.", cites: "D20-04:V.A.1"),
        AccessRow(
            .closeDuplicative, by: [.role(.osuAnalyst)], when: [.open], unless: [.forwarded],
            "The analyst closes an item that repeats the one before it.", cites: "D20-04:V.A.3"),

        // The life of an item
        AccessRow(
            .decideValidity, by: [.role(.osuAnalyst)], when: [.open], unless: [.forwarded],
            "The analyst reviews the item and decides its validity.", cites: "D20-04:V.A.2"),
        AccessRow(
            .forwardItem, by: [.role(.osuAnalyst)], when: [.open], unless: [.forwarded],
            "The analyst forwards valid items.", cites: "D20-04:V.A.4"),
        AccessRow(
            .representItem, by: [.role(.areaRepresentative)], when: [.forwarded, .open],
            "The area representative moves every item and plan of the area to completion.", cites: "D20-04:V.B"),
        AccessRow(
            .guideItem, by: [.role(.areaRepresentative)], when: [.forwarded, .open],
            "The area representative guides supervisors.", cites: "D20-04:V.B.1"),
        AccessRow(
            .guideItem, by: [.role(.osuAnalyst), .role(.osuSupervisor)], when: [.forwarded, .open],
            "The Officer Support Unit guides commanding officers and supervisors.", cites: "D20-04:IV.A"),
        AccessRow(
            .overseeItem, by: [.post(.overseer)], when: [.open],
            "The item was given to you to oversee.", cites: "D20-04:VI.A"),
        AccessRow(
            .tellMember, by: [.post(.overseer), .post(.assignedSupervisor)], when: [.open],
            "The member is told in person by the overseer, or by the supervisor on the overseer's direction.", cites: "D20-04:VI.A.2"),
        AccessRow(
            .reportDelay, by: [.post(.overseer), .post(.assignedSupervisor)], when: [.open],
            "Whoever cannot act in time says so.", cites: "D20-04:VI.A.2.b"),
        AccessRow(
            .returnPlan, by: [.post(.overseer)], when: [.open, .planSubmitted],
            "The overseer names the corrections that the plan needs.", cites: "D20-04:VI.A.5"),
        AccessRow(
            .returnPlan, by: [.role(.areaRepresentative)], when: [.open, .forwarded, .planSubmitted],
            "The area representative names what the plan lacks.", cites: "D20-04:V.B.3.NOTE"),
        AccessRow(
            .returnPlan, by: [.role(.osuSupervisor)], when: [.open, .planSubmitted],
            "The OSU supervisor corrects plans.", cites: "D20-04:VI.B.6"),
        AccessRow(
            .answerItem, by: [.post(.assignedSupervisor)], when: [.open],
            "The item was assigned to you.", cites: "D20-04:VI.B.1"),
        AccessRow(
            .connectSupports, by: [.post(.assignedSupervisor), .role(.areaRepresentative)], when: [.open, .forwarded],
            "The supervisor and the area representative connect the member with supports.", cites: "D20-04:V.B.4"),
        AccessRow(
            .shareConversation, by: [.post(.overseer), .post(.assignedSupervisor)], when: [.open],
            "The conversation is shared as needed, with a reason.", cites: "D20-04:VI.B.4.c"),
        AccessRow(
            .remind, by: [.role(.ossCoordinator)], when: [.forwarded, .open], unless: [.duplicative],
            "The coordinator reminds supervisors.", cites: "D20-04:VI.D.1.b#2"),
        AccessRow(
            .answerOwnItem, by: [.subject], when: [.memberNotified, .open], unless: [.duplicative],
            "It is about you, and you were told of it in person.", cites: "D20-04:VI.A.2.a"),
        // The supports document
        AccessRow(
            .seeSupports, by: [.everyone],
            "The supports are open to every member at any time, and that somebody read of them is written down nowhere.", cites: "D20-04:III.B"),
        AccessRow(
            .draftSupports, .publishSupports, by: [.role(.osuAnalyst), .role(.osuSupervisor)],
            "The Officer Support Unit keeps the supports document current.", cites: "D20-04:IV.A.2"),

        // The data and the model
        AccessRow(
            .seeRuns, by: [.role(.osuAnalyst), .role(.osuSupervisor), .role(.auditDivision), .role(.auditor), .role(.console)],
            "The Officer Support Unit runs the application; auditors examine how it ran.", cites: "D20-04:IV#2"),
        AccessRow(
            .seeRuns,
            by: [
                .role(.committeeChair), .role(.committeeViceChair), .role(.committeeGeneralCounsel), .role(.committeeLaborRelations),
                .role(.committeeProfessionalStandards), .role(.committeeLodge7), .role(.committeeUnit156), .role(.committeeDistrict),
            ], orDesignee: true,
            "The committee evaluates the application by its figures, and sees no named item.", cites: "D20-04:VIII.A"),
        AccessRow(
            .startRun, .seeScores, by: [.role(.osuAnalyst), .role(.osuSupervisor), .role(.console)],
            "The Officer Support Unit runs and maintains the application.", cites: "D20-04:IV#2"),
        AccessRow(
            .seeImports,
            by: [.role(.osuAnalyst), .role(.osuSupervisor), .role(.auditDivision), .role(.auditor), .role(.administrator), .role(.console)],
            "Whoever answers for the data sees how good they are.", cites: "D20-04:IV.C.NOTE#2"),
        AccessRow(
            .seeQuarantine, by: [.role(.osuAnalyst), .role(.osuSupervisor), .role(.console)],
            "Whoever mends the files sees the rows that were not taken in.", cites: "D20-04:IV.C.NOTE#2"),
        AccessRow(
            .startImport, by: [.role(.osuAnalyst), .role(.osuSupervisor), .role(.administrator), .role(.console)],
            "The Department's data are brought up to date each month.", cites: "D20-04:IV.C.NOTE#2"),
    ]
}
