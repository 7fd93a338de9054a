import Casework
import Directives
import Testing

@Suite("Who may see and do what")
struct AccessTests {
    /// The written table: who is granted each act. Changing the code means changing this line too.
    private static let granted: [Act: Set<Role>] = [
        .seeOwnWork: Set(Role.allCases),
        .seeQueue: [.osuAnalyst, .osuSupervisor],
        .seeWorkItem: [.osuAnalyst, .osuSupervisor],
        .seeJacket: [.osuAnalyst, .osuSupervisor],
        .seeRuns: [.osuAnalyst, .osuSupervisor, .auditor],
        .startRun: [.osuAnalyst, .osuSupervisor],
        .seeScores: [.osuAnalyst, .osuSupervisor],
        .seeImports: [.osuAnalyst, .osuSupervisor, .auditor, .administrator],
        .seeQuarantine: [.osuAnalyst, .osuSupervisor, .administrator],
        .startImport: [.osuAnalyst, .osuSupervisor, .administrator],
        .setDemonstrationClock: [.administrator],
    ]

    private func actor(_ roles: Set<Role>, member: Int64? = nil) -> Actor {
        Actor(account: "a", name: "Juniper Alder", roles: roles, member: member.map(MemberID.init(rawValue:)))
    }

    @Test("Every act is granted to the roles of the table and to no other", arguments: Act.allCases)
    func table(act: Act) throws {
        let roles = try #require(Self.granted[act], "the table has no line for \(act)")
        for role in Role.allCases {
            let decision = Access.decide(act, .about(MemberID(rawValue: 7)), by: actor([role]))
            #expect((decision.ground != nil) == roles.contains(role), "\(act) by \(role)")
        }
    }

    @Test("Nobody without a role does anything", arguments: Act.allCases)
    func noRole(act: Act) { #expect(Access.decide(act, by: actor([])).ground == nil) }

    @Test("Nobody acts on, or reads by a role, a record about themselves (ambiguity 7.7)", arguments: Act.allCases)
    func oneself(act: Act) {
        let everything = actor(Set(Role.allCases), member: 7)
        #expect(Access.decide(act, .about(MemberID(rawValue: 7)), by: everything).ground == nil)
        #expect(Access.decide(act, .about(MemberID(rawValue: 8)), by: everything).ground != nil)
        #expect(Access.decide(act, by: everything).ground != nil)
    }

    @Test("Roles add up: one that is granted is enough")
    func manyRoles() {
        #expect(Access.decide(.seeJacket, .about(MemberID(rawValue: 7)), by: actor([.administrator, .osuAnalyst])).ground != nil)
        #expect(Access.decide(.seeJacket, .about(MemberID(rawValue: 7)), by: actor([.administrator, .auditor])).ground == nil)
    }

    @Test("Each grant says why, and on what provision that exists", arguments: Act.allCases)
    func grounds(act: Act) throws {
        let ground = try #require(Access.decide(act, by: actor(Set(Role.allCases))).ground)
        #expect(ground.sentence.hasSuffix("."))
        #expect(try Provision.named(ground.cites) != nil)
    }

    @Test("Each role is named by a provision that exists", arguments: Role.allCases)
    func roles(role: Role) throws {
        #expect(!role.title.isEmpty)
        #expect(try Provision.named(role.cites) != nil)
    }
}
