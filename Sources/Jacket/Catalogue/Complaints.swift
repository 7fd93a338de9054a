import Directives

// D20-04 III.C.6 to III.C.12: complaints, claims, courts.
extension RecordKind {
    static let findings: KeyValuePairs<String, String> = [
        "sustained": "Sustained", "not_sustained": "Not sustained", "unfounded": "Unfounded", "exonerated": "Exonerated",
        "no_affidavit": "No affidavit", "closed_no_finding": "Closed without a finding",
        "administratively_closed": "Administratively closed", "expunged": "Expunged", "other": "Other",
    ]

    static let natures: KeyValuePairs<String, String> = [
        "excessive_force": "Excessive force", "domestic": "Domestic", "substance": "Alcohol or drugs",
        "weapon_display": "Weapon display", "sexual_misconduct": "Sexual misconduct", "criminal": "Criminal conduct",
        "corruption": "Corruption", "coercion": "Coercion", "search_arrest": "Search or arrest",
        "conduct_unbecoming": "Conduct unbecoming", "custody_property": "Custody of property", "verbal_abuse": "Verbal abuse",
        "traffic": "Traffic", "supervisory": "Supervision", "medical": "Medical", "operations": "Operations and reports",
        "civil_suit": "Civil suit", "other": "Other", "unknown": "Not known",
    ]

    package static let complaint = RecordKind(
        "complaint", number: 6, "Complaints", one: "complaint", many: "complaints", cites: "D20-04:III.C.6",
        happened: DateMeaning("incident_date", "Incident", required: false), known: DateMeaning("filed_date", "Filed"),
        outcomeKnown: DateMeaning("closed_date", "Closed", required: false),
        [
            logNumber,
            .code("agency", "Investigated by", ["civilian": "Civilian agency", "internal": "Internal affairs"], "Who investigates."),
            .code("complainant", "Complainant", ["civilian": "A civilian", "employee": "An employee"], "Who complained."),
            .code(
                "location", "Place",
                [
                    "street": "Street", "residence": "Residence", "police_facility": "Police facility", "tavern": "Tavern",
                    "other": "Other",
                ], "The kind of place."),
            .code("nature", "Nature of the allegation", natures, "The most serious allegation (III.C.6.a).", required: true),
            .text("natureCode", "Department's code", "The department's own code of that allegation."),
            .integer("allegations", "Allegations", 0...999, "The number of different allegations."),
            .flag("excessiveForce", "Excessive force alleged", "1 when any allegation is of excessive force.", required: true),
            .flag("domestic", "Domestic", "1 when any allegation is domestic.", required: true),
            .flag("substance", "Alcohol or drugs", "1 when any allegation is of alcohol or drugs.", required: true),
            .flag("offDuty", "Off duty", "1 off duty, 0 on duty, empty when not known."),
            .code("finding", "Finding", findings, "The outcome of the investigation (III.C.6.b).").asOutcome,
            .flag("sustainedExcessiveForce", "Excessive force sustained", "1 when the sustained allegation itself is excessive force.")
                .asOutcome,
            .code(
                "discipline", "Discipline",
                [
                    "none": "No discipline", "violation_noted": "Violation noted", "reprimand": "Reprimand", "suspension": "Suspension",
                    "separation": "Separation", "resigned": "Resigned", "not_served": "Not served", "unknown": "Not known",
                ], "The discipline that followed."
            ).asOutcome,
            .integer("suspensionDays", "Days of suspension", 0...3650, "The days of a suspension.").asOutcome,
        ])

    package static let allegation = RecordKind(
        "allegation", number: 6, "Allegations", one: "allegation", many: "allegations", cites: "D20-04:III.C.6.a",
        happened: DateMeaning("incident_date", "Incident", required: false), known: DateMeaning("filed_date", "Filed"),
        outcomeKnown: DateMeaning("closed_date", "Closed", required: false),
        [
            logNumber,
            .integer("number", "Number", 1...999, "The number of the allegation within its Log Number.", required: true),
            .code("nature", "Nature", natures, "The nature of the allegation (III.C.6.a).", required: true),
            .code("disposition", "Disposition", findings, "The disposition of this allegation (III.C.6.c).").asOutcome,
        ])

    package static let complaintWitness = RecordKind(
        "complaintWitness", number: 6, "Named as a witness", one: "complaint with the member as a witness",
        many: "complaints with the member as a witness", cites: "D20-04:III.C.6",
        happened: DateMeaning("filed_date", "Filed"),
        [logNumber])

    package static let civilClaim = RecordKind(
        "civilClaim", number: 7, "Civil and administrative claims", one: "claim", many: "claims", cites: "D20-04:III.C.7",
        happened: DateMeaning("incident_date", "Incident", required: false), known: DateMeaning("filed_date", "Filed"),
        outcomeKnown: DateMeaning("closed_date", "Closed", required: false),
        [
            logNumber,
            .code(
                "defendant", "Defendant", ["city": "The City", "department": "The Department", "member": "The member"],
                "Against whom the claim is made.", required: true),
            .code(
                "result", "Result",
                ["settled": "Settled", "judgment": "Adverse judgment", "dismissed": "Dismissed", "defended": "Decided for the defendant"],
                "How the claim ended."
            ).asOutcome,
            .decimal("amount", "Amount", "The amount paid, in dollars.").asOutcome,
        ])

    package static let criminalProceeding = RecordKind(
        "criminalProceeding", number: 8, "Criminal proceedings", one: "criminal proceeding", many: "criminal proceedings",
        cites: "D20-04:III.C.8", happened: DateMeaning("date", "Begun", required: false), known: DateMeaning("known", "Known"),
        outcomeKnown: DateMeaning("closed_date", "Closed", required: false),
        [
            logNumber, .text("court", "Court", "The court."),
            .code(
                "result", "Result",
                ["dismissed": "Dismissed", "acquitted": "Acquitted", "convicted": "Convicted", "other": "Other"], "How it ended."
            ).asOutcome,
        ])

    package static let credibilityFinding = RecordKind(
        "credibilityFinding", number: 9, "Court findings on credibility", one: "court finding on credibility",
        many: "court findings on credibility", cites: "D20-04:III.C.9", happened: DateMeaning("date", "Date", required: false),
        known: DateMeaning("known", "Known"),
        [logNumber, .text("court", "Court", "The court that made the finding.", required: true)])

    package static let untruthfulnessFinding = RecordKind(
        "untruthfulnessFinding", number: 10, "Findings of untruthfulness", one: "finding of untruthfulness",
        many: "findings of untruthfulness", cites: "D20-04:III.C.10", happened: DateMeaning("date", "Date", required: false),
        known: DateMeaning("known", "Known"),
        [
            logNumber,
            .code(
                "source", "Reported by", ["states_attorney": "State's Attorney", "us_attorney": "United States Attorney"],
                "The office that reported the finding.", required: true),
            .flag("suppressionHearing", "At a suppression hearing", "1 when made at a suppression hearing.", required: true),
        ])

    package static let prosecutionDeclined = RecordKind(
        "prosecutionDeclined", number: 11, "Prosecutions declined over credibility", one: "prosecution declined over credibility",
        many: "prosecutions declined over credibility", cites: "D20-04:III.C.11",
        happened: DateMeaning("date", "Date", required: false), known: DateMeaning("known", "Known"),
        [
            logNumber,
            .code(
                "source", "Reported by",
                [
                    "states_attorney": "State's Attorney", "us_attorney": "United States Attorney",
                    "other_prosecutor": "Another prosecutor",
                ], "The authority that declined.", required: true),
        ])

    package static let protectiveOrder = RecordKind(
        "protectiveOrder", number: 12, "Restraining and protective orders", one: "protective order", many: "protective orders",
        cites: "D20-04:III.C.12", happened: DateMeaning("order_date", "Order"), known: DateMeaning("known", "Known"),
        outcomeKnown: DateMeaning("ended", "Ended", required: false),
        [
            logNumber,
            .code("orderKind", "Kind", ["restraining": "Restraining order", "protective": "Protective order"], "The kind of order."),
        ])
}
