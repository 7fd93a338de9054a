import Directives

/// The roles Mainstay knows, each named by the provision that creates it.
package enum Role: String, CaseIterable, Codable, Sendable {
    case osuAnalyst, osuSupervisor, areaRepresentative, commandingOfficer, watchOperationsLieutenant, supervisor, member
    case auditor, administrator

    package var title: String {
        switch self {
        case .osuAnalyst: "OSU analyst"
        case .osuSupervisor: "OSU supervisor"
        case .areaRepresentative: "OSS area representative"
        case .commandingOfficer: "Commanding officer"
        case .watchOperationsLieutenant: "Watch operations lieutenant"
        case .supervisor: "Supervisor"
        case .member: "Member"
        case .auditor: "Auditor"
        case .administrator: "Administrator (IT)"
        }
    }

    package var cites: Citation {
        switch self {
        case .osuAnalyst: "D20-04:V.A"
        case .osuSupervisor: "D20-04:IV.A"
        case .areaRepresentative: "D20-04:V.B"
        case .commandingOfficer: "D20-04:V.B.2"
        case .watchOperationsLieutenant: "D20-04:V.B.2"
        case .supervisor: "D20-04:VI.B"
        case .member: "D20-04:III.B"
        case .auditor: "D20-04:VII.D"
        case .administrator: "D20-04:VII.A"
        }
    }
}

/// The person acting: an account with its roles, and the member behind it where there is one.
package struct Actor: Hashable, Sendable {
    package var account: String
    package var name: String
    package var roles: Set<Role>
    package var member: MemberID?

    package init(account: String, name: String, roles: Set<Role>, member: MemberID?) {
        self.account = account
        self.name = name
        self.roles = roles
        self.member = member
    }
}

/// Everything a person can do in Mainstay. A route cannot exist without one of these.
package enum Act: String, CaseIterable, Sendable, Codable {
    case seeOwnWork, seeQueue, seeWorkItem, seeJacket
    case seeRuns, startRun, seeScores
    case seeImports, seeQuarantine, startImport
    case setDemonstrationClock
}

/// What the act is about, as far as the decision depends on it.
package enum Thing: Hashable, Sendable {
    case nothing
    /// A record about this member.
    case about(MemberID)
}

/// Why an actor may do something. It is shown on the page and written to the trail.
package struct Ground: Hashable, Sendable {
    package var sentence: String
    package var cites: Citation
}

package enum Decision: Sendable {
    case granted(Ground)
    case refused
    package var ground: Ground? { if case .granted(let ground) = self { ground } else { nil } }
}

/// The one place that decides who may see and do what. Whatever is not granted below is refused, and a refusal reads
/// the same as "there is no such thing".
package enum Access {
    private struct Rule {
        var roles: Set<Role>
        var sentence: String
        var cites: Citation
    }

    private static func rule(for act: Act) -> Rule {
        switch act {
        case .seeOwnWork:
            Rule(roles: Set(Role.allCases), sentence: "Everyone who signs in sees what waits for them.", cites: "D20-04:IV.C")
        case .seeQueue, .seeWorkItem:
            Rule(
                roles: [.osuAnalyst, .osuSupervisor],
                sentence: "The Officer Support Unit receives and reviews every Work Item.", cites: "D20-04:V.A")
        case .seeJacket:
            Rule(
                roles: [.osuAnalyst, .osuSupervisor],
                sentence: "The Officer Support Unit reviews the details behind every Work Item.", cites: "D20-04:V.A.1")
        case .seeRuns:
            Rule(
                roles: [.osuAnalyst, .osuSupervisor, .auditor],
                sentence: "The Officer Support Unit runs the application; auditors examine how it ran.", cites: "D20-04:IV#2")
        case .startRun, .seeScores:
            Rule(
                roles: [.osuAnalyst, .osuSupervisor],
                sentence: "The Officer Support Unit runs and maintains the application.", cites: "D20-04:IV#2")
        case .seeImports:
            Rule(
                roles: [.osuAnalyst, .osuSupervisor, .auditor, .administrator],
                sentence: "Whoever answers for the data sees how good they are.", cites: "D20-04:IV.C.NOTE#2")
        case .seeQuarantine:
            Rule(
                roles: [.osuAnalyst, .osuSupervisor, .administrator],
                sentence: "Whoever mends the files sees the rows that were not taken in.", cites: "D20-04:IV.C.NOTE#2")
        case .startImport:
            Rule(
                roles: [.osuAnalyst, .osuSupervisor, .administrator],
                sentence: "The Department's data are brought up to date each month.", cites: "D20-04:IV.C.NOTE#2")
        case .setDemonstrationClock:
            Rule(
                roles: [.administrator],
                sentence: "The demonstration's clock is set by its administrator.", cites: "D20-04:IV#2")
        }
    }

    /// May this actor do this to this thing? Nobody acts on, or reads by a role, a record about themselves
    /// (ambiguity 7.7).
    package static func decide(_ act: Act, _ thing: Thing = .nothing, by actor: Actor) -> Decision {
        let rule = rule(for: act)
        guard !rule.roles.isDisjoint(with: actor.roles) else { return .refused }
        if case .about(let subject) = thing, subject == actor.member { return .refused }
        return .granted(Ground(sentence: rule.sentence, cites: rule.cites))
    }
}
