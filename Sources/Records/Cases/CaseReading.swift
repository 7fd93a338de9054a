import Casework
import Directives
import Foundation
import GRDB
import Vault

/// A record's log as one reader may see it.
package struct CaseView<Program: Workflow>: Sendable {
    package var file: CaseFile<Program>
    /// The layers that were opened.
    package var layers: Set<Layer>
    /// What the reader may do now.
    package var offers: [Engine.Offer<Program>]
    package var world: Program.World
    package var clocks: [CaseClock]
    /// Who holds which post, whatever the reader's layers: a way to the record says which of them it tells.
    package var posts: [RecordFacts.Post: String]
    /// The names behind the accounts of the log and the posts.
    package var names: [String: String]
    package var ground: Ground
}

enum CaseLog {
    /// The whole log, for the engine: opened in every layer.
    static func file<Program: CaseProgram>(_ row: CaseRow, of _: Program.Type, _ unsealing: Unsealing, in db: Database) throws -> CaseFile<Program> {
        try files(row, layers: [], ownAccount: nil, unsealing, in: db).whole
    }

    /// The whole log, and the log with the words of some layers. Whoever wrote an event reads all of it again.
    static func files<Program: CaseProgram>(
        _ row: CaseRow, layers: Set<Layer>, ownAccount: String?, _ unsealing: Unsealing, in db: Database
    ) throws -> (whole: CaseFile<Program>, seen: CaseFile<Program>) {
        let statement = try db.cachedStatement(
            sql: """
                SELECT id, key, number, step, state, at, happened, account, designeeOf, \(Program.Events.columns.joined(separator: ", "))
                FROM \(Program.Events.name) WHERE record = ? ORDER BY number
                """)
        var whole = CaseFile<Program>(reference: row.reference, subject: row.subject, unit: row.unit, opened: row.opened)
        var seen = whole
        let rows = try Row.fetchCursor(statement, arguments: [row.id])
        while let event = try rows.next() {
            guard let step = Program.Step(rawValue: event["step"]), let state = Program.State(rawValue: event["state"]) else { continue }
            var (entered, shown) = (Entered(), Entered())
            let account: String = event["account"]
            for layer in Program.Events.layers {
                guard let words = try unsealing.open(Program.Events.column(layer), of: event) else { continue }
                entered = entered.merging(words)
                if layers.contains(layer) || ownAccount == account { shown = shown.merging(words) }
            }
            whole.events.append(
                CaseEvent(
                    number: event["number"], step: step, state: state, at: Date(timeIntervalSince1970: event["at"]),
                    happened: Date(timeIntervalSince1970: event["happened"]), account: account, designeeOf: event["designeeOf"], entered: entered))
            var part = whole.events[whole.events.count - 1]
            part.entered = shown
            seen.events.append(part)
        }
        return (whole, seen)
    }

    /// The clocks of a record as a reader may see them: that a delay was reported is a matter of clocks, why it came is a
    /// matter of the layer in which the reason was written.
    static func clocks<Program: Workflow>(of whole: CaseFile<Program>, as seen: CaseFile<Program>, _ calendar: WorkCalendar) throws -> [CaseClock] {
        let known = Set(Program.absences(seen, calendar).map(\.reason))
        let written = Set(Program.deadlines.compactMap(\.explainedBy).flatMap { key in seen.events.compactMap { $0.entered[key] } })
        return try whole.clocks(calendar).map { clock in
            var clock = clock
            for index in clock.clock.absences.indices where !known.contains(clock.clock.absences[index].reason) {
                clock.clock.absences[index].reason = "A delay was reported"
            }
            if let circumstance = clock.clock.circumstance, !written.contains(circumstance) { clock.clock.circumstance = "it was written down" }
            return clock
        }
    }

    /// The layers that hold something in this record, without opening any.
    static func written<Program: CaseProgram>(_ row: CaseRow, of _: Program.Type, in db: Database) throws -> Set<Layer> {
        let counts = Program.Events.columns.map { "count(\($0))" }.joined(separator: ", ")
        guard let found = try Row.fetchOne(db.cachedStatement(sql: "SELECT \(counts) FROM \(Program.Events.name) WHERE record = ?"), arguments: [row.id])
        else { return [] }
        return Set(Program.Events.layers.enumerated().filter { (found[$0.offset] as Int) > 0 }.map(\.element))
    }
}

extension Records {
    /// Opens a record's life for one reader: the log with the layers that are theirs, what they may do, and the clocks. Each
    /// confidential layer that holds something and is opened is a line of the trail.
    ///
    /// - Parameter act: By what right it is asked for; absent and refused are the same nil.
    func openCase<Program: CaseProgram>(
        _ reference: String, of _: Program.Type, by act: Act, _ rules: DepartmentRules, for asking: Asking
    ) async throws -> CaseView<Program>? {
        guard let opened = try await open(act, asking, locate: { db in try Records.locate(Program.self, reference, in: db) }, read: { db in
            try Program.find(reference, in: db)
        }) else { return nil }
        let row = opened.value
        let granted = try await writeLine { [self] db -> Set<Layer> in
            guard let found = try Records.locate(Program.self, reference, in: db) else { return [] }
            return try grantLayers(of: found, row, Program.self, by: act, asking, in: db)
        }
        return try await read { [keys] db in
            try Records.caseView(row, layers: granted, ground: opened.ground, rules, asking, keys, in: db)
        }
    }

    /// The layers of a record that are the reader's, each that holds something with its line of the trail.
    ///
    /// - Parameters:
    ///   - act: What has its line already.
    ///   - shown: Layers that show something in any case, whatever the log holds.
    func grantLayers<Program: CaseProgram>(
        of found: Found, _ row: CaseRow, _: Program.Type, by act: Act, shown: Set<Layer> = [], _ asking: Asking, in db: Database
    ) throws -> Set<Layer> {
        let written = try CaseLog.written(row, of: Program.self, in: db).union(shown)
        var facts = found.facts
        if let file = found.file, found.isKeptInFile, try Holds.isSetAside(file, for: asking, keys, in: db) { facts.marks.insert(.setAside) }
        var granted: Set<Layer> = []
        for (layer, reading) in Program.layerActs {
            guard let ground = Access.decide(reading, facts, by: asking.actor, on: asking.day).ground else { continue }
            granted.insert(layer)
            guard layer != .status, reading != act, written.contains(layer) else { continue }
            try trail.append(
                TrailEntry(asking, kind: .read, act: reading.rawValue, outcome: .done, record: try mark(of: found, in: db), ground: ground), in: db)
        }
        return granted
    }

    /// A record as one reader sees it, once the layers are granted.
    ///
    /// - Parameter kept: For the record's page, which needs less of the record's world than a form.
    static func caseView<Program: CaseProgram>(
        _ row: CaseRow, layers: Set<Layer>, ground: Ground, _ rules: DepartmentRules, _ asking: Asking, _ keys: KeyStore, onPage kept: Kept? = nil,
        in db: Database
    ) throws -> CaseView<Program> {
        let unsealing = Unsealing(keys, in: db)
        let (whole, seen): (CaseFile<Program>, CaseFile<Program>) = try CaseLog.files(
            row, layers: layers, ownAccount: asking.actor.account, unsealing, in: db)
        let world = try kept.map { try Program.worldOnPage(whole, row, rules, asking, keys, $0, in: db) } ?? Program.world(whole, row, rules, asking, keys, in: db)
        return CaseView(
            file: seen, layers: layers, offers: Engine.offers(whole, world, by: asking.actor, at: asking.now, rules.calendar), world: world,
            clocks: try CaseLog.clocks(of: whole, as: seen, rules.calendar), posts: whole.posts, names: try Records.names(of: whole, in: db), ground: ground)
    }

    /// What the decision about a record needs to know: its marks and posts, as the last step left them.
    static func locate<Program: CaseProgram>(_: Program.Type, _ reference: String, word: String? = nil, in db: Database) throws -> Found? {
        guard let row = try Program.find(reference, in: db) else { return nil }
        return Found(
            facts: RecordFacts(
                subject: row.subject, unit: row.presentUnit, reference: reference, posts: try posts(Program.kind, row.id, in: db), marks: row.marks),
            file: SubjectFile(Program.program, member: row.subject), record: "\(Program.Events.recordKind)/\(reference)", word: word)
    }

    static func posts(_ kind: CaseKind, _ record: Int64, in db: Database) throws -> [RecordFacts.Post: Set<String>] {
        let statement = try db.cachedStatement(sql: "SELECT post, account FROM casePost WHERE kind = ? AND record = ?")
        var posts: [RecordFacts.Post: Set<String>] = [:]
        let rows = try Row.fetchCursor(statement, arguments: [kind.rawValue, record])
        while let row = try rows.next() {
            if let post = RecordFacts.Post(rawValue: row[0]) { posts[post, default: []].insert(row[1]) }
        }
        return posts
    }

    static func names<Program: Workflow>(of file: CaseFile<Program>, in db: Database) throws -> [String: String] {
        // Whoever was ever given a post is named in the log, also after somebody else took over.
        let appointed = file.events.flatMap { event in
            (Engine.row(event.step, Program.self)?.appoints.values).map { keys in keys.compactMap { event.entered[$0] } } ?? []
        }
        let accounts = Set(file.events.map(\.account)).union(appointed).union(file.events.compactMap(\.designeeOf))
        return try names(accounts, in: db)
    }

    static func names(_ accounts: Set<String>, in db: Database) throws -> [String: String] {
        let statement = try db.cachedStatement(sql: "SELECT title FROM account WHERE name = ?")
        var names: [String: String] = [:]
        for account in accounts { names[account] = try String.fetchOne(statement, arguments: [account]) }
        return names
    }
}
