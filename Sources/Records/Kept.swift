import Casework
import Directives
import GRDB
import Synchronization

/// Answers that were worked out from many rows, kept in memory for as long as nothing they were made of has changed: what
/// waits for an account, how many things, how many notices.
///
/// An answer holds references, counts, dates, roles and the names of units and supports, never what a record says. The question names the whole actor with
/// the roles of the moment and the day, so what is kept for one is no answer to another. An answer is kept with the counts
/// of the tables it was made of (`changeCount`), read in the same transaction; where they are others, it is made again.
final class Kept: Sendable {
    /// What an answer is about.
    enum Question: Hashable, Sendable {
        case due(Actor, Day, others: Bool, offset: Int, limit: Int)
        case dueCount(Actor, Day)
        case unreadNotices(Int64)
        case holdings(Int64, Day)
        case unitTree(Day)
        case supportWords
    }

    /// The groups of tables that an answer is made of.
    struct Sources: OptionSet, Sendable {
        var rawValue: Int
        static let work = Sources(rawValue: 1)
        static let people = Sources(rawValue: 2)
        static let notices = Sources(rawValue: 4)
        static let supports = Sources(rawValue: 8)
    }

    private struct Answer: Sendable {
        var value: any Sendable
        var counts: [Int64]
    }

    private static let most = 1_000
    private let answers = Mutex<[Question: Answer]>([:])

    /// The answer that is kept, or one worked out now.
    ///
    /// Only connections that read are served from memory: one that writes may stand in the middle of a change that is
    /// undone, and its counts with it.
    func answer<Value: Sendable>(_ question: Question, from sources: Sources, in db: Database, _ workOut: () throws -> Value) throws -> Value {
        guard db.configuration.readonly else { return try workOut() }
        let counts = try Kept.counts(sources, in: db)
        if let known = answers.withLock({ $0[question] }), known.counts == counts, let value = known.value as? Value { return value }
        let value = try workOut()
        answers.withLock { answers in
            if answers.count >= Kept.most { answers.removeAll(keepingCapacity: true) }
            answers[question] = Answer(value: value, counts: counts)
        }
        return value
    }

    private static func counts(_ sources: Sources, in db: Database) throws -> [Int64] {
        let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT work, people, notices, supports FROM changeCount"))
        guard let row else { return [] }
        return (0..<4).filter { sources.rawValue & (1 << $0) != 0 }.map { row[$0] }
    }
}
