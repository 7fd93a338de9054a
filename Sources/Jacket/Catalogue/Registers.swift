import Directives

extension RecordKind {
    package static let member = RecordKind(
        "member", "Members", one: "member", many: "members", cites: "D20-04:III.C",
        happened: DateMeaning("appointed", "Appointed", required: false),
        outcomeKnown: DateMeaning("separated", "Separated", required: false, pending: "serving"),
        [
            .text("name", "Name", "The member's name as pages show it. Without it the number is shown.")
        ])

    package static let demographics = RecordKind(
        "demographics", "Demographic data", one: "row of demographic data", many: "rows of demographic data", cites: "D20-04:III.C",
        happened: DateMeaning("as_of", "As of", required: false),
        [
            .text("race", "Race", "Read by the fairness report alone; never by a score."),
            .text("gender", "Gender", "Read by the fairness report alone; never by a score."),
            .integer("birthYear", "Year of birth", 1880...2100, "Read by the fairness report alone; never by a score."),
        ])

    package static let unit = RecordKind(
        "unit", "Units", one: "unit", many: "units", cites: "D20-04:V.B",
        happened: DateMeaning("from", "From", required: false),
        outcomeKnown: DateMeaning("to", "To", required: false, pending: "to date"),
        about: .department,
        [
            .text("unit", "Unit", "The unit's number or short name.", required: true),
            .text("name", "Name", "The unit's full name.", required: true),
            .code(
                "kind", "Kind",
                [
                    "department": "Department", "bureau": "Bureau", "area": "Area", "region": "Region",
                    "district": "District", "section": "Section", "unit": "Unit",
                ], "What the unit is; the program is switched on by district."),
            .text("parent", "Part of", "The unit of which it is a part."),
        ])

    package static let rankHeld = RecordKind(
        "rankHeld", number: 20, "Ranks held", one: "rank held", many: "ranks held", cites: "D20-04:III.C.20",
        happened: DateMeaning("from", "From"), known: DateMeaning("known", "Known", required: false),
        [
            .text("rank", "Rank", "A key of the department's rank ladder.", required: true),
            .day("since", "In this rank since", "The day of the promotion, where the source has it."),
            .text("payGrade", "Pay grade", "As the payroll states it."),
        ])

    package static let posting = RecordKind(
        "posting", number: 20, "Assignments and details", one: "assignment", many: "assignments", cites: "D20-04:III.C.20",
        happened: DateMeaning("start", "Start"),
        outcomeKnown: DateMeaning("end", "End", required: false, pending: "to date"),
        [
            .text("unit", "Unit", "The unit's number or short name.", required: true),
            .code("kind", "Kind", ["assignment": "Assignment", "detail": "Detail"], "A detail goes before an assignment."),
        ])

    package static let supervision = RecordKind(
        "supervision", "Supervisors", one: "supervisor", many: "supervisors", cites: "D20-04:VI.A.1",
        happened: DateMeaning("start", "Start"),
        outcomeKnown: DateMeaning("end", "End", required: false, pending: "to date"),
        [
            .member("supervisor", "Supervisor", "The number of the member who supervises.")
        ])
}
