import Directives

/// Why an actor may do something. It is shown on the page and written to the trail.
package struct Ground: Hashable, Sendable {
    package var sentence: String
    package var cites: Citation
    /// The account whose designee acts, where that is the ground.
    package var designeeOf: String?

    package init(sentence: String, cites: Citation, designeeOf: String? = nil) {
        self.sentence = sentence
        self.cites = cites
        self.designeeOf = designeeOf
    }
}

package enum Decision: Sendable {
    case granted(Ground)
    case refused
    package var ground: Ground? { if case .granted(let ground) = self { ground } else { nil } }
}

/// One line of a program's table: who may do what to which records, and why.
package struct AccessRow: Sendable {
    package enum Who: Hashable, Sendable {
        /// A role held over the record's unit, the record, or the department.
        case role(Role)
        /// A post on this one record.
        case post(RecordFacts.Post)
        /// The member the record is about.
        case subject
        /// Everyone who signs in.
        case everyone
    }

    package var acts: [Act]
    package var who: [Who]
    /// What must have happened to the record, and what must not.
    package var when: Set<RecordFacts.Mark>
    package var unless: Set<RecordFacts.Mark>
    /// Whether the provision says "or designee": only then does a designee's holding count (ambiguity 7.8).
    package var orDesignee: Bool
    package var sentence: String
    package var cites: Citation

    package init(
        _ acts: Act..., by who: [Who], orDesignee: Bool = false, when: Set<RecordFacts.Mark> = [], unless: Set<RecordFacts.Mark> = [],
        _ sentence: String, cites: Citation
    ) {
        self.acts = acts
        self.who = who
        self.when = when
        self.unless = unless
        self.orDesignee = orDesignee
        self.sentence = sentence
        self.cites = cites
    }
}

/// The one place that decides who may see and do what. Whatever no row of the tables grants is refused, and a refusal
/// reads the same as "there is no such thing" (ambiguity 7.4).
package enum Access {
    /// The tables, one for each program; `docs/access.md` is written from them.
    package static let tables: [(program: ProgramKey, rows: [AccessRow])] = [(.support, supportRows), (.resiliency, resiliencyRows), (.office, officeRows)]

    private static let rowsByAct: [Act: [AccessRow]] = {
        var result: [Act: [AccessRow]] = [:]
        for row in tables.flatMap(\.rows) { for act in row.acts { result[act, default: []].append(row) } }
        return result
    }()

    /// The rows that speak of an act, for whoever must say the same in another language, as a list read by SQL.
    package static func rows(_ act: Act) -> [AccessRow] { rowsByAct[act] ?? [] }

    /// The program whose table speaks of an act.
    package static func program(of act: Act) -> ProgramKey { programs[act] ?? .office }

    /// The first table that speaks of an act has it.
    private static let programs: [Act: ProgramKey] = Dictionary(
        tables.flatMap { table in table.rows.flatMap(\.acts).map { ($0, table.program) } }, uniquingKeysWith: { first, _ in first })

    /// Every act that the Officer Support System's table speaks of.
    package static let supportActs: Set<Act> = Set(supportRows.flatMap(\.acts))

    /// May this actor do this, on this day, to this record? Without a record the act is about the whole department.
    ///
    /// Nobody acts on, or reads by a role, a record about themselves (ambiguity 7.7): for those only the rows of the
    /// member's own view count.
    package static func decide(_ act: Act, _ record: RecordFacts? = nil, by actor: Actor, on day: Day) -> Decision {
        // What should be gone and is only kept by a hold is out of everyone's sight (ambiguity 7.1).
        guard record?.marks.contains(.setAside) != true else { return .refused }
        let own = record?.subject.map { $0 == actor.member } ?? false
        for row in rows(act) {
            // Where no record is meant nothing has happened to it: a row that waits for something does not hold.
            let marks = record?.marks ?? []
            guard row.when.isSubset(of: marks), row.unless.isDisjoint(with: marks) else { continue }
            for who in row.who where !own || who == .subject {
                if let ground = ground(row, who, record, actor, day) { return .granted(ground) }
            }
        }
        return .refused
    }

    /// The ground on which an actor may ask for a list: a role held over anything at all, or everybody's right. What
    /// the list then holds is decided line by line.
    package static func ask(_ act: Act, by actor: Actor, on day: Day) -> Ground? {
        for row in rows(act) {
            for who in row.who {
                switch who {
                case .role(let role):
                    guard let holding = held(role, row, actor, day, { _ in true }) else { continue }
                    return Ground(sentence: row.sentence, cites: row.cites, designeeOf: holding.designeeOf)
                case .everyone: return Ground(sentence: row.sentence, cites: row.cites)
                case .post, .subject: continue
                }
            }
        }
        return nil
    }

    /// Whether there may be a record to which the actor could do this: enough to knock at a door, never to open it.
    package static func mayAsk(_ act: Act, by actor: Actor, on day: Day) -> Bool {
        if ask(act, by: actor, on: day) != nil { return true }
        return rows(act).flatMap(\.who).contains { who in
            switch who {
            case .post: actor.holdings.contains { $0.covers(day) }
            case .subject: actor.member != nil
            case .role, .everyone: false
            }
        }
    }

    private static func ground(_ row: AccessRow, _ who: AccessRow.Who, _ record: RecordFacts?, _ actor: Actor, _ day: Day) -> Ground? {
        switch who {
        case .everyone: return Ground(sentence: row.sentence, cites: row.cites)
        case .role(let role):
            guard let holding = held(role, row, actor, day, { $0.reaches(record) }) else { return nil }
            return Ground(sentence: row.sentence, cites: row.cites, designeeOf: holding.designeeOf)
        case .post(let post):
            guard record?.posts[post]?.contains(actor.account) == true else { return nil }
            return Ground(sentence: row.sentence, cites: row.cites)
        case .subject:
            guard let record, let member = actor.member, record.subject == member else { return nil }
            return Ground(sentence: row.sentence, cites: row.cites)
        }
    }

    /// The holding by which a row counts for the actor. An own one goes before one as a designee.
    private static func held(
        _ role: Role, _ row: AccessRow, _ actor: Actor, _ day: Day, _ reaches: (Holding) -> Bool
    ) -> Holding? {
        let held = actor.holdings.filter { $0.role == role && $0.covers(day) && reaches($0) }
        return held.first { $0.designeeOf == nil } ?? (row.orDesignee ? held.first : nil)
    }
}
