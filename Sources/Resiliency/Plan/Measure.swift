import Directives

/// What an RSS action plan may hold (`SRV-017:IV.C` and `IV.D.3`). The list is open (`SRV-017:IV.C#3`).
package enum Measure: String, CaseIterable, Sendable, Codable {
    case training, mentoring, referral, administrativeDuties, accompaniedDuty, other

    package var title: String {
        switch self {
        case .training: "Additional training"
        case .mentoring: "Mentoring Program (voluntary)"
        case .referral: "Referral to services and resources"
        case .administrativeDuties: "Administrative support duties (sworn officers)"
        case .accompaniedDuty: "A supervisor accompanies the officer on duty (sworn officers)"
        case .other: "Another measure"
        }
    }

    package var cites: Citation {
        switch self {
        case .training: "SRV-017:IV.C.1"
        case .mentoring: "SRV-017:IV.C.2"
        case .referral: "SRV-017:IV.C.3"
        case .administrativeDuties: "SRV-017:IV.D.3"
        case .accompaniedDuty: "SRV-017:IV.D.3#2"
        case .other: "SRV-017:IV.C#3"
        }
    }

    /// Only sworn officers can be assigned so (`SRV-017:IV.D.3`).
    package var isForSwornOnly: Bool { self == .administrativeDuties || self == .accompaniedDuty }
}

/// A service or an outside resource that a plan may refer to. An unvetted one cannot be chosen (`SRV-017:IV.C.3.d`).
package struct Resource: Hashable, Sendable, Codable {
    package var key: String
    package var title: String
    /// The directive or the address under which it is found.
    package var source: String
    package var isVetted: Bool
    package var isOutside: Bool
    package var cites: Citation

    package init(key: String, title: String, source: String, isVetted: Bool, isOutside: Bool, cites: Citation) {
        self.key = key
        self.title = title
        self.source = source
        self.isVetted = isVetted
        self.isOutside = isOutside
        self.cites = cites
    }

    /// What the directive names itself.
    package static let seeds = [
        Resource(key: "eap", title: "Employee Assistance Program", source: "SRV-016", isVetted: true, isOutside: false, cites: "SRV-017:IV.C.3.a"),
        Resource(key: "chaplain", title: "Chaplain Program", source: "PER-059", isVetted: true, isOutside: false, cites: "SRV-017:IV.C.3.b"),
        Resource(key: "peer", title: "Peer Support Program", source: "PER-001", isVetted: true, isOutside: false, cites: "SRV-017:IV.C.3.c"),
        Resource(
            key: "club100", title: "100 Club of Illinois", source: "https://www.100clubil.org", isVetted: true, isOutside: true, cites: "SRV-017:IV.C.3.d"),
    ]
}

/// How far a measure or a referral has come, and nothing of its content (`SRV-017:IV.C.3`).
package enum MeasureStanding: String, CaseIterable, Sendable, Codable {
    case offered, accepted, declined, done

    package var title: String {
        switch self {
        case .offered: "Offered"
        case .accepted: "Accepted"
        case .declined: "Declined"
        case .done: "Done"
        }
    }
}
