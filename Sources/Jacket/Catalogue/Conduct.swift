import Directives

// D20-04 III.C.1 to III.C.5: force, arrests, harm to people, driving.
extension RecordKind {
    package static let useOfForce = RecordKind(
        "useOfForce", number: 1, "Uses of force", one: "use of force", many: "uses of force", cites: "D20-04:III.C.1",
        happened: DateMeaning("date", "Date"), known: DateMeaning("known", "Reported", required: false),
        [
            .text("report", "Report", "The number of the report.", required: true),
            .text("event", "Event", "Reports with the same number are about the same event."),
            .integer(
                "forceLevel", "Highest force", 0...6,
                "0 presence, 1 verbal, 2 other, 3 holding or display, 4 take-down, open hand or chemical, 5 strike, taser or impact, 6 firearm."),
            .integer(
                "resistanceLevel", "Resistance", 0...4,
                "0 none or not known, 1 did not follow directions, 2 pulled away or fled, 3 attack, 4 deadly force or weapon."),
            .flag("taser", "Taser", "Whether a taser was discharged."),
            .flag("firearmDischarged", "Firearm discharged", "Whether a firearm was discharged."),
            .flag("subjectArmed", "Person armed", "Whether the person was armed."),
            .flag("subjectInjured", "Person injured", "Whether the person was injured."),
            .flag("subjectAllegedInjury", "Injury alleged", "Whether the person said they were injured."),
            .flag("officerInjured", "Member injured", "Whether the member was injured."),
            .flag("onDuty", "On duty", "Whether the member was on duty."),
            .flag("inUniform", "In uniform", "Whether the member was in uniform."),
            .text("unit", "Unit", "The member's unit at the time."),
        ])

    package static let arrest = RecordKind(
        "arrest", number: 2, "Arrests", one: "arrest", many: "arrests", cites: "D20-04:III.C.2",
        happened: DateMeaning("date", "Date"), known: DateMeaning("known", "Known", required: false),
        outcomeKnown: DateMeaning("disposed", "Disposed", required: false),
        [
            .text("recordNumber", "Record number", "The number of the arrest report.", required: true),
            .code(
                "chargeClass", "Most serious charge",
                [
                    "felony": "Felony", "misdemeanor": "Misdemeanor", "ordinance": "Ordinance", "traffic": "Traffic",
                    "warrant": "Warrant", "other": "Other",
                ], "The class of the most serious charge."),
            .code(
                "disposition", "Disposition",
                [
                    "charged": "Charged", "released": "Released without charge", "declined": "Prosecution declined",
                    "dismissed": "Dismissed", "convicted": "Convicted",
                ], "What came of the arrest."
            ).asOutcome,
        ])

    private static let harm: Field = .code(
        "harm", "Harm", ["injury": "Injury", "death": "Death"], "Whether the person was injured or died.", required: true)

    static let logNumber: Field = .text(
        "logNumber", "Log number", "The Log Number (CL) or Universal (U) Number of the investigation.", required: true)

    package static let custodyInjury = RecordKind(
        "custodyInjury", number: 3, "Injuries and deaths in custody", one: "injury in custody", many: "injuries in custody",
        cites: "D20-04:III.C.3", happened: DateMeaning("date", "Date"), known: DateMeaning("known", "Known", required: false),
        [logNumber, harm])

    package static let conductInjury = RecordKind(
        "conductInjury", number: 4, "Injuries and deaths from conduct", one: "injury from conduct", many: "injuries from conduct",
        cites: "D20-04:III.C.4", happened: DateMeaning("date", "Date"), known: DateMeaning("known", "Known", required: false),
        [logNumber, harm])

    private static let mustBeOnDuty: Field = .flag(
        "onDuty", "On duty", "Must be 1: only pursuits and collisions on duty belong to the jacket.", required: true)

    private static let drivingFinding: Field = .code(
        "finding", "Finding",
        ["in_policy": "Within policy", "out_of_policy": "Not within policy", "preventable": "Preventable", "not_preventable": "Not preventable"],
        "What the review found."
    ).asOutcome

    package static let vehiclePursuit = RecordKind(
        "vehiclePursuit", number: 5, "Vehicle pursuits", one: "vehicle pursuit", many: "vehicle pursuits", cites: "D20-04:III.C.5",
        happened: DateMeaning("date", "Date"), known: DateMeaning("known", "Known", required: false),
        outcomeKnown: DateMeaning("reviewed", "Reviewed", required: false),
        [.text("report", "Report", "The number of the report.", required: true), mustBeOnDuty, drivingFinding])

    package static let collision = RecordKind(
        "collision", number: 5, "Vehicle collisions", one: "vehicle collision", many: "vehicle collisions", cites: "D20-04:III.C.5",
        happened: DateMeaning("date", "Date"), known: DateMeaning("known", "Known", required: false),
        outcomeKnown: DateMeaning("reviewed", "Reviewed", required: false),
        [
            .text("report", "Report", "The number of the report.", required: true), mustBeOnDuty,
            .flag("injury", "Someone injured", "Whether anybody was injured."), drivingFinding,
        ])
}
