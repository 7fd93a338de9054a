import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport

/// The events of Work Items.
enum SupportEventTable: CaseEventTable {
    static let name = "supportEvent"
    static let program = ProgramKey.support
    static let recordKind = "workItem"
    static let layers: [Layer] = [.status, .indicators, .plan, .stressors, .conversation, .reviewNotes]
}

extension WorkItemLife: CaseProgram {
    typealias Events = SupportEventTable

    static let noun = "Work Item"
    static let table = "workItem"
    static let layerActs: [(layer: Layer, act: Act)] = [
        (.status, .seeStatus), (.indicators, .seeWorkItem), (.plan, .seePlan), (.stressors, .seeStressors), (.conversation, .seeConversation),
        (.reviewNotes, .seeReviewNotes),
    ]
    static func path(_ reference: String) -> String { "/officer-support/work-items/\(reference)" }
    /// Whoever could not act in time, and whoever answers for it (`D20-04:VI.A.2.b#2`, `D20-04:VI.A.3`).
    static let toldOfReturn: [Telling.Whom] = [.post(.overseer), .post(.assignedSupervisor)]
    static func ownPath(_ reference: String) -> String { "/officer-support/own/\(reference)" }

    static func find(_ reference: String, in db: Database) throws -> CaseRow? {
        let statement = try db.cachedStatement(sql: "SELECT id, member, firstUnit, generatedAt, marks, unit FROM workItem WHERE reference = ?")
        return try Row.fetchOne(statement, arguments: [reference]).map { row in
            CaseRow(
                id: row[0], reference: reference, subject: MemberID(rawValue: row[1]), unit: row[2],
                opened: Date(timeIntervalSince1970: row[3]), marks: MarkBits.marks(row[4]), presentUnit: row[5])
        }
    }

    static func keep(_ file: CaseFile<WorkItemLife>, _ row: CaseRow, _: WorkCalendar, _ keys: KeyStore, in db: Database) throws {
        try keys.update(WorkItemTable.self, row: row.id, in: db) { sealed in
            sealed.set("state", file.state.rawValue)
            sealed.set("unit", file.unit)
            sealed.set("marks", MarkBits.number(file.marks))
            guard let last = file.events.last, !file.isOpen else { return }
            sealed.set("closedAt", last.at.timeIntervalSince1970)
            sealed.set("closedBy", last.account)
            guard last.step == .closeDuplicative else { return }
            let earlier = try last.entered["earlier"].flatMap { try Int64.fetchOne(db, sql: "SELECT id FROM workItem WHERE reference = ?", arguments: [$0]) }
            sealed.set("duplicateOf", earlier)
            try sealed.seal(last.entered["reason"] ?? "", in: WorkItemTable.closingReason)
        }
    }

    static func world(
        _ file: CaseFile<WorkItemLife>, _ row: CaseRow, _ rules: DepartmentRules, _ asking: Asking, _ keys: KeyStore, in db: Database
    ) throws -> WorkItemWorld {
        try WorkItemSurroundings(file: file, row: row, rules: rules, asking: asking, keys: keys, kept: nil, db: db).world()
    }

    static func worldOnPage(
        _ file: CaseFile<WorkItemLife>, _ row: CaseRow, _ rules: DepartmentRules, _ asking: Asking, _ keys: KeyStore, _ kept: Kept, in db: Database
    ) throws -> WorkItemWorld {
        try WorkItemSurroundings(file: file, row: row, rules: rules, asking: asking, keys: keys, kept: kept, db: db).onPage()
    }
}

/// Reads the world of one item: as much as the state it is in can ask for, and no more.
private struct WorkItemSurroundings {
    let file: CaseFile<WorkItemLife>
    let row: CaseRow
    let rules: DepartmentRules
    let asking: Asking
    let keys: KeyStore
    let kept: Kept?
    let db: Database

    private var people: UnitPeople { UnitPeople(day: asking.day, rules: rules, besides: file.subject, kept, in: db) }

    /// What the item's page needs: whether there is anybody who could oversee it, where the member has gone, what was
    /// looked at, and the words behind what was answered.
    func onPage() throws -> WorkItemWorld {
        var world = WorkItemWorld()
        let people = people
        if file.state == .generated { try readReview(into: &world) }
        if file.state == .forwarded || WorkItemState.withOverseer.contains(file.state) {
            world.overseers = try people.holders(of: UnitPeople.overseers, over: file.unit)
        }
        if WorkItemState.withOverseer.contains(file.state) {
            world.jacketOpenedBy = try jacketOpened()
            try readMove(into: &world, people)
        }
        if file.has(.contactUnit) { world.supportUnit = try people.holders(of: [.osuAnalyst, .osuSupervisor], over: file.unit) }
        let supports = try Records.supportWords(kept, in: db)
        world.supportTitles = supports.titles
        world.editions = supports.edition.map { [Prompt.Choice(String($0), "Edition \($0)", proposed: true)] } ?? []
        return world
    }

    func world() throws -> WorkItemWorld {
        var world = WorkItemWorld()
        let people = people
        switch file.state {
        case .generated:
            try readReview(into: &world)
        case .valid:
            world.representatives = try people.holders(of: [.areaRepresentative], over: file.unit)
        default: break
        }
        if file.state == .forwarded || WorkItemState.withOverseer.contains(file.state) {
            world.overseers = try people.holders(of: UnitPeople.overseers, over: file.unit)
        }
        if WorkItemState.withOverseer.contains(file.state) {
            world.memberLevel = rules.level(try people.rank(of: file.subject))
            let immediate = try people.namedSupervisor(of: file.subject)
            world.immediateIsKnown = immediate != nil
            world.supervisors = try people.holders(of: UnitPeople.supervisors, over: file.unit, immediate: immediate)
                .sorted { ($0.isImmediate ? 0 : 1, $0.name) < ($1.isImmediate ? 0 : 1, $1.name) }
            world.othersOfUnit = try others(people)
            world.supportUnit = try people.holders(of: [.osuAnalyst, .osuSupervisor], over: file.unit)
            world.jacketOpenedBy = try jacketOpened()
            try readMove(into: &world, people)
        }
        try readSupports(into: &world)
        return world
    }

    private func readMove(into world: inout WorkItemWorld, _ people: UnitPeople) throws {
        guard let moved = try people.unit(of: file.subject), moved != file.unit, try people.isOn(moved) else { return }
        world.newUnit = (moved, try people.title(of: moved))
        world.overseersOfNewUnit = try people.holders(of: UnitPeople.overseers, over: moved)
        world.representativesOfNewUnit = try people.holders(of: [.areaRepresentative], over: moved)
    }

    private func readReview(into world: inout WorkItemWorld) throws {
        let notes = try db.cachedStatement(sql: "SELECT count(*) > 0 FROM workItemNote WHERE workItem = ?")
        world.hasReviewNote = try Bool.fetchOne(notes, arguments: [row.id]) ?? false
        let unsealing = Unsealing(keys, in: db)
        guard let stored = try Row.fetchOne(db, sql: "SELECT * FROM workItem WHERE id = ?", arguments: [row.id]), let item = try WorkItem(stored, unsealing, figures: false)
        else { return }
        let preceding = try Records.preceding(item, unsealing, for: asking, in: db)
        world.preceding = preceding?.reference
        world.closing = item.obstacles(toClosingAfter: preceding)
    }

    /// A plan is made of the edition that holds; old plans are read by the titles of any (`D20-04:V.B.4`).
    private func readSupports(into world: inout WorkItemWorld) throws {
        world.supportTitles = try Records.supportTitles(in: db)
        guard !world.supportTitles.isEmpty else { return }
        let (edition, supports) = try Records.currentSupports(in: db)
        world.supports = supports.map { Prompt.Choice($0.key, $0.title, note: $0.eligibility) }
        world.editions = [Prompt.Choice(String(edition), "Edition \(edition)", proposed: true)]
    }

    /// The other open items of the unit that somebody has, and whether that is the immediate supervisor (`D20-04:VI.D.2`).
    private func others(_ people: UnitPeople) throws -> [WorkItemWorld.OtherItem] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT casePost.account, workItem.member, account.member FROM workItem
                    JOIN casePost ON casePost.kind = 'workItem' AND casePost.record = workItem.id AND casePost.post = 'assignedSupervisor'
                    LEFT JOIN account ON account.name = casePost.account
                    WHERE workItem.unit = ? AND workItem.marks & 1 AND workItem.id <> ?
                    """), arguments: [file.unit, row.id])
        return try rows.map { other in
            let named = try people.namedSupervisor(of: MemberID(rawValue: other[1]))
            return WorkItemWorld.OtherItem(supervisor: other[0], isImmediate: named != nil && named?.rawValue == other[2] as Int64?)
        }
    }

    /// Who opened the jacket from this item since it was last given to somebody.
    private func jacketOpened() throws -> Set<String> {
        let given = file.events.last { [.assignSupervisor, .reassign, .changeSupervisor].contains($0.step) }?.at ?? .distantPast
        return Set(try String.fetchAll(
            db.cachedStatement(sql: "SELECT account FROM jacketOpening WHERE program = 'support' AND record = ? AND at >= ?"),
            arguments: [row.id, given.timeIntervalSince1970]))
    }
}
