import Casework
import Directives
import Testing

private typealias Unit = Casework.Unit

@Suite("Who may see and do what")
struct AccessTests {
    /// The written table for an open item that is with the Officer Support Unit: who is granted each act. Changing the
    /// code means changing this line too.
    private static let granted: [Act: Set<Role>] = [
        .seeOwnWork: everyone, .seeQueue: osu, .seeStatus: osu, .seeWorkItem: osu, .seePlan: [.osuSupervisor], .seeStressors: [],
        .seeConversation: [], .seeJacket: osu.union([.watchOperationsLieutenant]), .seeOwnItem: [], .seeReviewNotes: osu, .writeReviewNote: osu,
        .seeCommand: osu.union([.unitCommander, .commandingOfficer, .captain, .ossCoordinator, .watchOperationsLieutenant, .areaRepresentative]),
        .seePostingReview: commanders, .seeArrivalHistory: commanders, .reviewPosting: commanders, .followPostings: [.console],
        .seeAccessHistory: osu, .closeDuplicative: [.osuAnalyst], .decideValidity: [.osuAnalyst], .forwardItem: [.osuAnalyst],
        // What follows the forwarding belongs to the area's representative, to posts on the item, and to the member.
        .representItem: [], .guideItem: [], .overseeItem: [], .tellMember: [], .reportDelay: [], .returnPlan: [], .answerItem: [],
        .connectSupports: [], .shareConversation: [], .remind: [], .answerOwnItem: [],
        // Of the Resiliency Support System: an open record about whom nobody has a post, neither vacant nor under determination.
        .seeResiliency: everyone, .seeResiliencyCase: section, .seeIncident: section, .seeContacts: section, .seeOwnCase: [],
        .seeRSSPlan: section.union([.resiliencyChain, .workUnitCommander, .divisionHead]), .seePlanNotes: section.union([.workUnitCommander, .divisionHead]),
        .seeThirdIncident: section.union([.resiliencySupervisor]), .seeReferral: section, .seeResiliencyRegister: section, .seeEvaluation: section,
        .seeFiledEvaluation: section.union([.chiefOfStaff]), .documentIncident: [.resiliencySupervisor], .answerIncident: [], .takeOverCase: [],
        .determineIncident: [], .settleIncident: section, .withdrawIncident: section, .followEmployee: [.console], .initiatePlan: [.resiliencySupervisor], .writePlan: section,
        .assistWithPlan: section, .approvePlan: [], .carryOutPlan: [], .answerOwnPlan: [], .separatePlan: section,
        .answerThirdIncident: section.union([.resiliencySupervisor]), .watchThirdIncident: section, .referToSection: [.dii], .settleReferral: section,
        .changeResiliencyLists: section, .writeEvaluation: section, .fileEvaluation: [.owsAdministrativeCoordinator],
        .seeSupports: everyone, .draftSupports: osu, .publishSupports: osu,
        .seeRuns: committee.union([.osuAnalyst, .osuSupervisor, .auditDivision, .auditor, .console]),
        .startRun: [.osuAnalyst, .osuSupervisor, .console], .seeScores: [.osuAnalyst, .osuSupervisor, .console],
        .seeImports: [.osuAnalyst, .osuSupervisor, .auditDivision, .auditor, .administrator, .console],
        .seeQuarantine: [.osuAnalyst, .osuSupervisor, .console],
        .startImport: [.osuAnalyst, .osuSupervisor, .administrator, .console],
        .seeOwnAccount: everyone, .changeOwnAccount: everyone, .fetchOwnCalendar: everyone, .seeAccessTable: everyone,
        .seeOwnNotices: everyone, .markOwnNotices: everyone, .seeDeliveries: [.administrator, .auditor, .console], .sendLetters: [.console],
        .seeAccounts: [.administrator, .console], .changeAccounts: [.administrator, .console], .changeGrants: [.administrator, .console],
        .seeGrants: [.administrator, .auditor, .console],
        .designate: [
            .superintendent, .taskForceCommander, .deflectionSupervisor, .deputyDirector, .owsDispatcher, .committeeChair, .committeeViceChair,
            .committeeGeneralCounsel, .committeeLaborRelations, .committeeProfessionalStandards,
        ],
        .seeTrail: [.auditor, .console], .signTrailHead: [.auditor, .console],
        .seeRetention: [.legalCustodian, .owsAdministrativeCoordinator, .osuSupervisor, .auditor, .administrator, .console],
        .setRetention: [.legalCustodian],
        .seeDestruction: [.owsAdministrativeCoordinator, .osuSupervisor, .legalCustodian, .auditor, .console],
        .proposeDestruction: [.owsAdministrativeCoordinator, .osuSupervisor, .console],
        .confirmDestruction: [.owsAdministrativeCoordinator, .osuSupervisor], .secondDestruction: [.legalCustodian],
        .seeHolds: [.legalCustodian], .placeHold: [.legalCustodian], .liftHold: [.legalCustodian],
        .makeBackup: [.console], .changeKeys: [.console], .setDemonstrationClock: [.administrator],
    ]
    private static let everyone = Set(Role.allCases)
    private static let commanders: Set<Role> = [.unitCommander, .commandingOfficer]
    private static let osu: Set<Role> = [.osuAnalyst, .osuSupervisor]
    private static let section: Set<Role> = [.owsSupervisor, .owsAdministrativeCoordinator]
    /// All seats but the recording secretary's.
    private static let committee: Set<Role> = [
        .committeeChair, .committeeViceChair, .committeeGeneralCounsel, .committeeLaborRelations, .committeeProfessionalStandards,
        .committeeLodge7, .committeeUnit156, .committeeDistrict,
    ]

    private static let day = Day(rawValue: 17_533)
    private let item = RecordFacts(subject: MemberID(rawValue: 7), unit: "5", reference: "W-2018-01-001", marks: [.open])

    private func actor(_ roles: Set<Role>, member: Int64? = nil) -> Actor {
        Actor(account: "a", name: "Juniper Alder", roles: roles, member: member.map(MemberID.init(rawValue:)))
    }

    private func granted(_ act: Act, _ record: RecordFacts?, _ actor: Actor, on day: Day = day) -> Ground? {
        Access.decide(act, record, by: actor, on: day).ground
    }

    @Test("D20-04:VII.D Where no single record is meant, a right that waits for what happens to one is no right")
    func withoutRecord() throws {
        let day = try #require(Day(2018, 1, 2))
        let audit = Actor(account: "audit", name: "", roles: [.auditDivision], member: nil)
        for act in [Act.seeWorkItem, .seeStatus, .seePlan] {
            #expect(Access.decide(act, by: audit, on: day).ground == nil, "\(act)")
            #expect(Access.decide(act, RecordFacts(subject: nil, marks: [.auditSample]), by: audit, on: day).ground != nil, "\(act)")
        }
    }

    @Test("D20-04:VII.A Every act is granted to the roles of the table and to no other", arguments: Act.allCases)
    func table(act: Act) throws {
        let roles = try #require(Self.granted[act], "the table has no line for \(act)")
        for role in Role.allCases {
            #expect((granted(act, item, actor([role])) != nil) == roles.contains(role), "\(act) by \(role)")
        }
    }

    @Test("D20-04:IV#2 The month's run, its scores, the rows that were not taken in and the supports document are the Officer Support Unit's; besides it only the machine's own, and for a new import the administrator's", arguments: [
        Act.startRun, .seeScores, .seeQuarantine, .startImport, .draftSupports, .publishSupports,
    ])
    func application(act: Act) {
        let holders = Set(Role.allCases.filter { granted(act, nil, actor([$0])) != nil })
        let others: Set<Role> = act == .startImport ? [.console, .administrator] : [.console]
        #expect(holders.isSuperset(of: Self.osu))
        #expect(holders.subtracting(Self.osu).isSubset(of: others), "\(holders)")
    }

    @Test("SRV-017:II.B The coordinator of the section has its database, its destruction and its yearly report")
    func coordinator() {
        let coordinator = actor([.owsAdministrativeCoordinator])
        for act in [Act.seeResiliencyRegister, .confirmDestruction, .fileEvaluation] { #expect(granted(act, nil, coordinator) != nil, "\(act)") }
        #expect(granted(.fileEvaluation, nil, actor([.owsSupervisor])) == nil)
        #expect(Role.owsAdministrativeCoordinator.scope == .department && Role.owsSupervisor.scope == .department)
    }

    @Test("D20-04:VI.B.4.c Stressors and the conversation are the overseer's and the assigned supervisor's, and never the Officer Support Unit's")
    func closedList() {
        var facts = item
        facts.posts = [.overseer: ["lieutenant"], .assignedSupervisor: ["sergeant"]]
        facts.marks = [.open, .forwarded, .planSubmitted]
        for act in [Act.seeStressors, .seeConversation] {
            for account in ["lieutenant", "sergeant"] {
                #expect(granted(act, facts, Actor(account: account, name: "", roles: [.supervisor], member: nil)) != nil)
            }
            #expect(granted(act, facts, Actor(account: "former", name: "", roles: [.supervisor], member: nil)) == nil)
            for role in [Role.osuAnalyst, .osuSupervisor, .captain, .ossCoordinator, .commandingOfficer, .auditor, .administrator] {
                #expect(granted(act, facts, actor([role])) == nil, "\(act) by \(role)")
            }
        }
        #expect(granted(.seeStressors, facts, actor([.areaRepresentative])) != nil)
        #expect(granted(.seeConversation, facts, actor([.areaRepresentative])) == nil)
        facts.marks.insert(.sharedWithRepresentative)
        #expect(granted(.seeConversation, facts, actor([.areaRepresentative])) != nil)
    }

    @Test("D20-04:V.B The area representative sees the items of the own area once they are forwarded, and no other's")
    func area() {
        let holding = Holding(role: .areaRepresentative, scope: .unit("Area 1"), units: ["Area 1", "5", "6"], from: Self.day)
        let representative = Actor(account: "r", name: "", holdings: [holding], member: nil)
        var facts = item
        #expect(granted(.seeWorkItem, facts, representative) == nil)
        facts.marks = [.open, .forwarded]
        #expect(granted(.seeWorkItem, facts, representative) != nil)
        facts.unit = "11"
        #expect(granted(.seeWorkItem, facts, representative) == nil)
        facts.unit = nil
        #expect(granted(.seeWorkItem, facts, representative) == nil)
    }

    @Test("D20-04:VI.A.2 The member sees the own item after the in-person notice, never before and never a duplicative one")
    func ownView() {
        let member = actor([.member], member: 7)
        var facts = item
        #expect(granted(.seeOwnItem, facts, member) == nil)
        facts.marks = [.open, .forwarded, .memberNotified]
        #expect(granted(.seeOwnItem, facts, member) != nil)
        #expect(granted(.seeOwnItem, facts, actor([.member], member: 8)) == nil)
        facts.marks.insert(.duplicative)
        #expect(granted(.seeOwnItem, facts, member) == nil)
    }

    @Test("A grant holds from its first day to its last, and not a day longer")
    func dated() throws {
        let holding = Holding(role: .osuAnalyst, scope: .department, from: Self.day, to: Self.day.adding(days: 2))
        let analyst = Actor(account: "a", name: "", holdings: [holding], member: nil)
        for (offset, expected) in [(-1, false), (0, true), (2, true), (3, false)] {
            #expect((granted(.seeQueue, nil, analyst, on: Self.day.adding(days: offset)) != nil) == expected)
            #expect(Access.mayAsk(.seeQueue, by: analyst, on: Self.day.adding(days: offset)) == expected)
        }
    }

    @Test("D20-04:VIII.A.1 An act by a designee says so where the provision has one; an own role goes before one held as a designee")
    func designee() throws {
        var holdings = [Holding(role: .committeeChair, scope: .department, from: Self.day, designeeOf: "chief")]
        let designee = Actor(account: "d", name: "", holdings: holdings, member: nil)
        #expect(try #require(granted(.seeRuns, nil, designee)).designeeOf == "chief")
        holdings.append(Holding(role: .committeeChair, scope: .department, from: Self.day))
        #expect(try #require(granted(.seeRuns, nil, Actor(account: "d", name: "", holdings: holdings, member: nil))).designeeOf == nil)
    }

    @Test("Where no designee is mentioned none counts, and a designee names none (ambiguity 7.8)", arguments: Role.allCases)
    func noDesignee(role: Role) {
        let designee = Actor(
            account: "d", name: "", holdings: [Holding(role: role, scope: .department, from: Self.day, designeeOf: "principal")], member: nil)
        let allowed: Set<Act> = Self.committee.contains(role) ? [.seeRuns] : []
        for act in Act.allCases where Self.granted[act] != Self.everyone {
            #expect((granted(act, item, designee) != nil) == allowed.contains(act), "\(act)")
            #expect((Access.ask(act, by: designee, on: Self.day) != nil) == allowed.contains(act), "\(act)")
        }
    }

    @Test("A designee stands in for nobody on a record about that very person (ambiguity 7.7)")
    func notAboutThePrincipal() {
        var holding = Holding(role: .committeeChair, scope: .department, from: Self.day, designeeOf: "chief", principal: MemberID(rawValue: 7))
        #expect(!holding.reaches(item))
        holding.principal = MemberID(rawValue: 8)
        #expect(holding.reaches(item))
    }

    @Test("What is about the whole department asks for a role over the whole department; a list asks for any")
    func wholeDepartment() {
        let holding = Holding(role: .osuAnalyst, scope: .unit("5"), units: ["5"], from: Self.day)
        let analyst = Actor(account: "a", name: "", holdings: [holding], member: nil)
        #expect(granted(.seeScores, nil, analyst) == nil)
        #expect(granted(.startRun, nil, analyst) == nil)
        #expect(Access.ask(.seeQueue, by: analyst, on: Self.day) != nil)
        #expect(granted(.seeWorkItem, item, analyst) != nil)
        var other = item
        other.unit = "6"
        #expect(granted(.seeWorkItem, other, analyst) == nil)
    }

    @Test("The auditor and the administrator have no part in what they check or grant (ambiguity 7.7)", arguments: Role.grantable)
    func apart(role: Role) {
        for alone in [Role.auditor, .administrator] { #expect(alone.goesWith(role) == (role == alone || role == .member)) }
        #expect(role.goesWith(.osuAnalyst) == ![.auditor, .administrator].contains(role))
        // The administrator has no right to any layer of any record.
        for act in Act.allCases where act.layer != nil { #expect(granted(act, item, actor([.administrator])) == nil) }
    }

    @Test("A role is held over what its catalogue entry says, or something inside it")
    func scopes() {
        #expect(Role.areaRepresentative.scope.reaches(.area) && Role.areaRepresentative.scope.reaches(.district))
        #expect(!Role.areaRepresentative.scope.reaches(.bureau) && !Role.areaRepresentative.scope.reaches(.department))
        #expect(Role.peerSupportAdvisor.scope.reaches(.region) && !Role.peerSupportAdvisor.scope.reaches(.area))
        #expect(!Role.osuAnalyst.scope.reaches(.district))
        for kind in Unit.Kind.allCases { #expect(!Scope.Kind.item.reaches(kind) && !Scope.Kind.department.reaches(kind)) }
    }

    @Test("Nobody without a role does anything but look after their own account", arguments: Act.allCases)
    func noRole(act: Act) {
        let open: Set<Act> = [
            .seeOwnWork, .seeSupports, .seeResiliency, .seeOwnAccount, .changeOwnAccount, .fetchOwnCalendar, .seeOwnNotices, .markOwnNotices, .seeAccessTable,
        ]
        #expect((granted(act, nil, actor([])) != nil) == open.contains(act))
    }

    @Test("Nobody acts on, or reads by a role, a record about themselves (ambiguity 7.7)", arguments: Act.allCases)
    func oneself(act: Act) throws {
        let everything = actor(Set(Role.allCases), member: 7)
        #expect(granted(act, item, everything) == nil)
        var other = item
        other.subject = MemberID(rawValue: 8)
        #expect((granted(act, other, everything) != nil) == !(try #require(Self.granted[act])).isEmpty)
    }

    @Test("Each row says why, on a provision that exists, and no act is without a row")
    func grounds() throws {
        let rows = Access.tables.flatMap(\.rows)
        for row in rows {
            #expect(row.sentence.hasSuffix("."))
            #expect(try Provision.named(row.cites) != nil, "\(row.cites)")
        }
        #expect(Set(rows.flatMap(\.acts)) == Set(Act.allCases))
    }

    @Test("Each role of the five directives is named by a provision that exists", arguments: Role.allCases)
    func roles(role: Role) throws {
        #expect(!role.title.isEmpty)
        #expect(try Provision.named(role.cites) != nil, "\(role.cites)")
        for cites in role.also + [role.designee].compactMap({ $0 }) { #expect(try Provision.named(cites) != nil, "\(cites)") }
        // A condition is asked for by a provision that allows a designee.
        #expect(role.designeeCondition == nil || role.designee != nil)
        let directive = ["support": "D20-04", "resiliency": "SRV-017", "peer": "PER-001", "liaison": "PER-055", "deflection": "OPS-092"][role.program.rawValue]
        if let directive { #expect(role.cites.rawValue.hasPrefix(directive)) }
    }
}
