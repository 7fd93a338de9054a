import Casework
import Directives
import Foundation
import GRDB
import Vault

/// A step was not taken; nothing was changed.
package enum CaseProblem: Error, Equatable {
    /// What the directive asks for is not there; all of it at once.
    case refused([Objection])
    /// Somebody else acted in between: what they did, oldest first, in the words of the log.
    case changed([Change])
    /// The form is from before a sign-in or was made by hand.
    case oldForm

    package struct Change: Hashable, Sendable {
        package var done: String
        package var at: Date
        package var name: String
        package init(done: String, at: Date, name: String) {
            self.done = done
            self.at = at
            self.name = name
        }
    }
}

/// What came of a step.
package struct TakenStep: Sendable, Hashable {
    /// The number of its event.
    package var number: Int
    /// The state's title after it.
    package var state: String
    /// The same form had been taken before: nothing was done again.
    package var again: Bool
    /// Whoever took it has no right to see the record any more: it went to somebody else.
    package var leavesSight = false
}

extension Records {
    /// Takes a step on a record, or refuses it: decision, guards, event, posts, marks, what is to be done next and notices
    /// are one transaction.
    ///
    /// - Parameters:
    ///   - version: How many steps the reader's page knew of; nil where the form shows what it depends on itself.
    ///   - form: What makes the form one of its kind; sent twice it is taken once.
    /// - Throws: `CaseProblem`; `NotThere` where the asker has no such right on such a record.
    @discardableResult
    func take<Program: CaseProgram>(
        _ step: Program.Step, _ entered: Entered, on reference: String, of _: Program.Type, version: Int?, form: String, _ rules: DepartmentRules,
        for asking: Asking
    ) async throws -> TakenStep {
        guard let table = Engine.row(step, Program.self) else { throw NotThere() }
        // First of all: the step may have closed the door through which it came, and whoever sent the form twice took it.
        if let taken = try await read({ [keys] db in
            var taken = try CaseLog.taken(step, form, on: reference, of: Program.self, by: asking.actor.account, keys, in: db)
            taken?.leavesSight = try Records.locate(Program.self, reference, in: db).map { Records.isOutOfSight($0.facts, of: Program.self, for: asking) } ?? true
            return taken
        }) {
            return taken
        }
        return try await act(
            table.act, asking, on: { db in try Records.locate(Program.self, reference, word: step.rawValue, in: db) }
        ) { [keys] db, ground in
            guard form.utf8.count >= 16 else { throw CaseProblem.oldForm }
            guard let row = try Program.find(reference, in: db) else { throw NotThere() }
            let unsealing = Unsealing(keys, in: db)
            let file: CaseFile<Program> = try CaseLog.file(row, of: Program.self, unsealing, in: db)
            let once = try keys.index("\(form)|\(step.rawValue)", for: "\(Program.Events.name).once", of: SubjectFile(Program.program, member: row.subject), in: db)
            if let number = try Int.fetchOne(
                db, sql: "SELECT number FROM \(Program.Events.name) WHERE record = ? AND once = ?", arguments: [row.id, once])
            {
                return TakenStep(number: number, state: file.state.title, again: true)
            }
            if let version, file.version != version {
                let names = try Records.names(of: file, in: db)
                throw CaseProblem.changed(
                    file.events.filter { $0.number > version }.map {
                        CaseProblem.Change(done: $0.step.done, at: $0.at, name: names[$0.account] ?? $0.account)
                    })
            }
            let world = try Program.world(file, row, rules, asking, keys, in: db)
            switch Engine.attempt(
                step, entered, on: file, world, by: asking.actor, designeeOf: ground.designeeOf, at: asking.now, rules.calendar)
            {
            case .refused(let objections): throw CaseProblem.refused(objections)
            case .taken(let event):
                try CaseLog.append(event, asks: table.asks, to: row, of: Program.self, once: once, keys, in: db)
                var after = file
                after.events.append(event)
                try CaseLog.settle(after, row, before: file.posts, rules.calendar, keys, in: db)
                try CaseLog.tell(table.tells, event, after, row, on: asking.day, in: db)
                try Program.follow(event, after, row, Following(rules: rules, asking: asking, keys: keys), in: db)
                return TakenStep(
                    number: event.number, state: after.state.title, again: false, leavesSight: Records.isOutOfSight(after.facts, of: Program.self, for: asking))
            }
        }
    }

    private static func isOutOfSight<Program: CaseProgram>(_ facts: RecordFacts, of _: Program.Type, for asking: Asking) -> Bool {
        (Program.layerActs.prefix(1).map(\.act) + [.seeOwnItem]).allSatisfy { Access.decide($0, facts, by: asking.actor, on: asking.day).ground == nil }
    }
}

extension CaseLog {
    /// What came of this form when this account sent it before; nil when it did not.
    static func taken<Program: CaseProgram>(
        _ step: Program.Step, _ form: String, on reference: String, of _: Program.Type, by account: String, _ keys: KeyStore, in db: Database
    ) throws -> TakenStep? {
        guard let row = try Program.find(reference, in: db), let key = try keys.key(of: SubjectFile(Program.program, member: row.subject), in: db) else { return nil }
        let once = key.index("\(form)|\(step.rawValue)", for: "\(Program.Events.name).once")
        let event = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT number, state FROM \(Program.Events.name) WHERE record = ? AND once = ? AND account = ?"),
            arguments: [row.id, once, account])
        return event.map { TakenStep(number: $0[0], state: Program.State(rawValue: $0[1])?.title ?? "", again: true) }
    }

    /// Puts a step into the log: who took it, when, and with what words. Nothing moves without such a line
    /// (`D20-04:IV.E`, `D20-04:V.B.6`, `D20-04:VI.A.7`, `D20-04:VI.B.9`).
    static func append<Program: CaseProgram>(
        _ event: CaseEvent<Program>, asks prompts: [Prompt], to row: CaseRow, of _: Program.Type, once: Data, _ keys: KeyStore, in db: Database
    ) throws {
        try keys.insert(into: Program.Events.self, of: SubjectFile(Program.program, member: row.subject), in: db) { sealed in
            sealed.set("record", row.id)
            sealed.set("number", event.number)
            sealed.set("step", event.step.rawValue)
            sealed.set("state", event.state.rawValue)
            sealed.set("at", event.at.timeIntervalSince1970)
            sealed.set("happened", event.happened.timeIntervalSince1970)
            sealed.set("account", event.account)
            sealed.set("designeeOf", event.designeeOf)
            sealed.set("once", once)
            for layer in Program.Events.layers {
                let keysOfLayer = prompts.filter { $0.layer == layer }.map(\.key)
                let words = event.entered.answers.filter { keysOfLayer.contains($0.key) }
                if !words.isEmpty { try sealed.seal(Entered(words), in: Program.Events.column(layer)) }
            }
        }
    }

    /// Gives a record that was just made its first things to do.
    static func begin<Program: CaseProgram>(_ reference: String, of _: Program.Type, _ calendar: WorkCalendar, _ keys: KeyStore, in db: Database) throws {
        guard let row = try Program.find(reference, in: db) else { return }
        let file = CaseFile<Program>(reference: reference, subject: row.subject, unit: row.unit, opened: row.opened)
        try CaseTasks.write(try Engine.tasks(file, calendar), of: file, row, on: calendar.day(of: row.opened), in: db)
        try CaseClocks.write(file, row, calendar, in: db)
    }

    /// Writes what follows from the log: the program's row, who holds which post, what is to be done and by when.
    static func settle<Program: CaseProgram>(
        _ file: CaseFile<Program>, _ row: CaseRow, before: [RecordFacts.Post: String]? = nil, _ calendar: WorkCalendar, _ keys: KeyStore, in db: Database
    ) throws {
        try Program.keep(file, row, calendar, keys, in: db)
        let posts = file.posts
        if posts != before {
            try db.execute(sql: "DELETE FROM casePost WHERE kind = ? AND record = ?", arguments: [Program.kind.rawValue, row.id])
            for (post, account) in posts {
                try db.execute(
                    sql: "INSERT INTO casePost(kind, record, post, account) VALUES (?, ?, ?, ?)",
                    arguments: [Program.kind.rawValue, row.id, post.rawValue, account])
            }
        }
        try CaseTasks.write(try Engine.tasks(file, calendar), of: file, row, on: calendar.day(of: file.events.last?.at ?? row.opened), in: db)
        try CaseClocks.write(file, row, calendar, in: db)
    }
}
