import Casework
import Directives
import Foundation
import GRDB
import Vault

/// A program whose records begin with somebody's step, and not with a run.
protocol BegunByStep: CaseProgram {
    /// Writes the row of a new record, before its first step.
    static func make(about subject: MemberID, unit: String, at: Date, _ keys: KeyStore, in db: Database) throws -> CaseRow
    /// Why somebody who begins such records may not begin one about this person: themselves, or nobody of theirs.
    static func objection(aboutOneself: Bool) -> Objection
}

/// A record that was just begun.
package struct BegunRecord: Sendable, Hashable {
    package var reference: String
    package var taken: TakenStep
}

extension Records {
    /// Makes a record by its first step, or refuses it; record, step and all that follows are one transaction.
    ///
    /// - Parameter form: What makes the form one of its kind; sent twice it makes one record.
    /// - Throws: `CaseProblem`; `NotThere` where the asker begins no such records at all.
    func begin<Program: BegunByStep>(
        _ step: Program.Step, _ entered: Entered, about subject: MemberID, of _: Program.Type, form: String, _ rules: DepartmentRules, for asking: Asking
    ) async throws -> BegunRecord {
        guard let table = Engine.row(step, Program.self), table.from == [Program.initial] else { throw NotThere() }
        do {
            return try await act(
                table.act, asking, on: { db in
                    let people = UnitPeople(day: asking.day, rules: rules, besides: subject, in: db)
                    return Found(
                        facts: RecordFacts(subject: subject, unit: try people.unit(of: subject)), file: SubjectFile(Program.program, member: subject),
                        record: "\(Program.Events.recordKind)/new", word: step.rawValue)
                }
            ) { [keys] db, _ in
                guard form.utf8.count >= 16 else { throw CaseProblem.oldForm }
                let once = try keys.index("\(form)|\(step.rawValue)", for: "\(Program.Events.name).once", of: SubjectFile(Program.program, member: subject), in: db)
                if let begun = try CaseLog.begun(once, of: Program.self, in: db) { return begun }
                guard let unit = try UnitPeople(day: asking.day, rules: rules, besides: subject, in: db).unit(of: subject) else { throw NotThere() }
                let row = try Program.make(about: subject, unit: unit, at: asking.now, keys, in: db)
                let following = Following(rules: rules, asking: asking, keys: keys)
                let number = try CaseLog.attempt(step, entered, on: row, of: Program.self, once: once, following, in: db)
                return BegunRecord(reference: row.reference, taken: number)
            }
        } catch is NotThere {
            guard Access.mayAsk(table.act, by: asking.actor, on: asking.day) else { throw NotThere() }
            throw CaseProblem.refused([Program.objection(aboutOneself: asking.actor.member == subject)])
        }
    }
}

extension CaseLog {
    /// The record that this form has made before.
    fileprivate static func begun<Program: BegunByStep>(_ once: Data, of _: Program.Type, in db: Database) throws -> BegunRecord? {
        let event = try Row.fetchOne(
            db, sql: """
                SELECT \(Program.table).reference, \(Program.Events.name).number, \(Program.Events.name).state FROM \(Program.Events.name)
                JOIN \(Program.table) ON \(Program.table).id = \(Program.Events.name).record WHERE once = ? AND number = 1
                """, arguments: [once])
        return event.map { BegunRecord(reference: $0[0], taken: TakenStep(number: $0[1], state: Program.State(rawValue: $0[2])?.title ?? "", again: true)) }
    }

    /// Takes a step in the transaction of whatever gave rise to it, with all that follows. Who may was decided there.
    @discardableResult
    static func attempt<Program: CaseProgram>(
        _ step: Program.Step, _ entered: Entered, on row: CaseRow, of _: Program.Type, once: Data? = nil, _ following: Following, in db: Database
    ) throws -> TakenStep {
        guard let table = Engine.row(step, Program.self) else { throw NotThere() }
        let (asking, keys) = (following.asking, following.keys)
        let file: CaseFile<Program> = try CaseLog.file(row, of: Program.self, Unsealing(keys, in: db), in: db)
        let world = try Program.world(file, row, following.rules, asking, keys, in: db)
        switch Engine.attempt(step, entered, on: file, world, by: asking.actor, at: asking.now, following.rules.calendar) {
        case .refused(let objections): throw CaseProblem.refused(objections)
        case .taken(let event):
            try CaseLog.append(event, asks: table.asks, to: row, of: Program.self, once: once ?? Data(UUID().uuidString.utf8), keys, in: db)
            var after = file
            after.events.append(event)
            try CaseLog.settle(after, row, before: file.posts, following.rules.calendar, keys, in: db)
            try CaseLog.tell(table.tells, event, after, row, on: asking.day, in: db)
            try Program.follow(event, after, row, following, in: db)
            return TakenStep(number: event.number, state: after.state.title, again: false)
        }
    }

    /// A step that Mainstay takes by itself, because something else happened: the log names it as its own.
    static func play<Program: CaseProgram>(
        _ step: Program.Step, _ entered: Entered = Entered(), on row: CaseRow, of _: Program.Type, _ following: Following, in db: Database
    ) throws {
        var own = following
        own.asking.actor = Actor(account: "mainstay", name: "Mainstay", holdings: [], member: nil)
        try attempt(step, entered, on: row, of: Program.self, own, in: db)
    }
}

extension Records {
    /// A record that is not there yet, with the world its first form draws from; nil where the asker may begin none about
    /// this person.
    func blank<Program: BegunByStep>(
        _ subject: MemberID, of _: Program.Type, _ rules: DepartmentRules, for asking: Asking
    ) async throws -> CaseView<Program>? {
        // The form tells something of the employee, so that it was opened is written down.
        guard let act = Program.rows.first(where: { $0.from == [Program.initial] })?.act,
            try await open(act, asking, locate: { db in
                Found(
                    facts: RecordFacts(subject: subject, unit: try UnitPeople.unit(of: subject, on: asking.day, in: db)),
                    file: SubjectFile(Program.program, member: subject), record: "\(Program.Events.recordKind)/new")
            }, read: { _ in true }) != nil
        else { return nil }
        return try await read { [keys] db in
            let people = UnitPeople(day: asking.day, rules: rules, besides: subject, in: db)
            guard let unit = try people.unit(of: subject) else { return nil }
            let file = CaseFile<Program>(reference: "", subject: subject, unit: unit, opened: asking.now)
            let row = CaseRow(id: 0, reference: "", subject: subject, unit: unit, opened: asking.now, marks: [], presentUnit: unit)
            let world = try Program.world(file, row, rules, asking, keys, in: db)
            let offers = Engine.offers(file, world, by: asking.actor, at: asking.now, rules.calendar)
            guard let ground = offers.first?.ground else { return nil }
            return CaseView(file: file, layers: Set(Program.Events.layers), offers: offers, world: world, clocks: [], posts: [:], names: [:], ground: ground)
        }
    }
}
