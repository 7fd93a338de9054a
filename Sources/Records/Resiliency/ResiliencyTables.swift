import Casework

/// The rows of the Resiliency Support System's records. What they say stands in their events.

enum IncidentTable: SealedTable {
    static let name = "incident"
    static let program = ProgramKey.resiliency
}

enum ResiliencyPlanTable: SealedTable {
    static let name = "resiliencyPlan"
    static let program = ProgramKey.resiliency
}

enum ThirdIncidentTable: SealedTable {
    static let name = "thirdIncident"
    static let program = ProgramKey.resiliency
}

enum ReferralTable: SealedTable {
    static let name = "referral"
    static let program = ProgramKey.resiliency
}

enum IncidentEventTable: CaseEventTable {
    static let name = "incidentEvent"
    static let program = ProgramKey.resiliency
    static let recordKind = "incident"
    static let layers: [Layer] = [.status, .incident, .contacts]
}

enum ResiliencyPlanEventTable: CaseEventTable {
    static let name = "resiliencyPlanEvent"
    static let program = ProgramKey.resiliency
    static let recordKind = "resiliencyPlan"
    static let layers: [Layer] = [.status, .rssPlan, .planNotes]
}

enum ThirdIncidentEventTable: CaseEventTable {
    static let name = "thirdIncidentEvent"
    static let program = ProgramKey.resiliency
    static let recordKind = "thirdIncident"
    static let layers: [Layer] = [.status]
}

enum ReferralEventTable: CaseEventTable {
    static let name = "referralEvent"
    static let program = ProgramKey.resiliency
    static let recordKind = "referral"
    static let layers: [Layer] = [.status, .incident]
}
