import Directives

// D20-04 III.C.13 to III.C.19: discipline and correction, cameras, awards, leave, court, training.
extension RecordKind {
    private static let spar: Field = .code(
        "source", "Kind", ["log_number": "Log Number investigation", "spar": "Summary Punishment Action Report"],
        "Log Number or SPAR.", required: true)
    private static let reference: Field = .text("reference", "Number", "The Log Number or the SPAR number.", required: true)
    private static let finding: Field = .code("finding", "Finding", findings, "The finding.").asOutcome

    package static let discipline = RecordKind(
        "discipline", number: 13, "Disciplinary history", one: "disciplinary measure", many: "disciplinary measures",
        cites: "D20-04:III.C.13", happened: DateMeaning("date", "Date"), known: DateMeaning("known", "Known", required: false),
        outcomeKnown: DateMeaning("ended", "Served or reversed", required: false, pending: "not recorded"),
        [
            .text("logNumber", "Log number", "The investigation it came from, where there is one."),
            .code(
                "penalty", "Measure",
                [
                    "violation_noted": "Violation noted", "reprimand": "Reprimand", "suspension": "Suspension",
                    "separation": "Separation", "other": "Other",
                ], "The measure.", required: true),
            .integer("days", "Days", 0...3650, "The days of a suspension."),
            .code(
                "result", "Result",
                ["served": "Served", "reduced": "Reduced", "reversed": "Reversed", "not_served": "Not served"], "What came of it."
            ).asOutcome,
        ])

    package static let correctiveAction = RecordKind(
        "correctiveAction", number: 14, "Corrective action without discipline", one: "corrective action", many: "corrective actions",
        cites: "D20-04:III.C.14", happened: DateMeaning("date", "Date"), known: DateMeaning("known", "Known", required: false),
        [
            .text("system", "Source system", "The system it is kept in.", required: true),
            .code(
                "action", "Action",
                [
                    "counseling": "Counseling", "training": "Training", "mentoring": "Mentoring", "debriefing": "Debriefing",
                    "other": "Other",
                ], "The kind of action."),
        ])

    package static let cameraViolation = RecordKind(
        "cameraViolation", number: 15, "Body-worn and in-car camera violations", one: "camera violation", many: "camera violations",
        cites: "D20-04:III.C.15", happened: DateMeaning("date", "Date", required: false), known: DateMeaning("known", "Known"),
        outcomeKnown: DateMeaning("closed_date", "Closed", required: false),
        [
            spar, reference,
            .code("camera", "Camera", ["body_worn": "Body-worn", "in_car": "In-car"], "The camera.", required: true), finding,
        ])

    package static let award = RecordKind(
        "award", number: 16, "Awards and commendations", one: "award", many: "awards", cites: "D20-04:III.C.16",
        happened: DateMeaning("date", "Date"), known: DateMeaning("known", "Known", required: false),
        outcomeKnown: DateMeaning("decided", "Decided", required: false, pending: "not decided"),
        [
            .text("award", "Award", "The name of the award or commendation.", required: true),
            .code("status", "Status", ["requested": "Requested", "received": "Received"], "As first recorded."),
            .code("decision", "Decision", ["granted": "Granted", "denied": "Denied"], "What was decided.").asOutcome,
        ])

    package static let sickLeave = RecordKind(
        "sickLeave", number: 17, "Sick leave", one: "period of sick leave", many: "periods of sick leave", cites: "D20-04:III.C.17",
        happened: DateMeaning("start", "Start"), known: DateMeaning("known", "Known", required: false),
        outcomeKnown: DateMeaning("end", "End", required: false, pending: "to date"),
        [.decimal("hours", "Hours", "Hours of sick leave used. No medical reason is stored.").asOutcome])

    package static let missedCourt = RecordKind(
        "missedCourt", number: 18, "Missed court appearances", one: "missed court appearance", many: "missed court appearances",
        cites: "D20-04:III.C.18", happened: DateMeaning("court_date", "Court date"), known: DateMeaning("known", "Known"),
        outcomeKnown: DateMeaning("closed_date", "Closed", required: false),
        [spar, reference, finding])

    package static let training = RecordKind(
        "training", number: 19, "Training", one: "training", many: "trainings", cites: "D20-04:III.C.19",
        happened: DateMeaning("date", "Date"), known: DateMeaning("known", "Known", required: false),
        [
            .text("course", "Course", "The course.", required: true), .decimal("hours", "Hours", "Credited hours."),
            .code("result", "Result", ["completed": "Completed", "failed": "Not passed", "absent": "Absent"], "The result."),
        ])
}
