import Casework
import Directives
import Foundation
import GRDB
import Synchronization

/// Answers that were worked out from many rows, kept in memory for as long as nothing they were made of has changed: what
/// waits for an account, how many things, how many notices.
///
/// An answer holds references, counts, dates, roles and the names of units and supports, never what a record says. The
/// question names the whole actor with the roles of the moment and the day, so what is kept for one is no answer to another.
/// An answer is kept with the counts of the tables it was made of (`changeCount`), read in the same transaction; where they
/// are others, it is made again.
final class Kept: Sendable {
    /// What an answer is about.
    enum Question: Hashable, Sendable {
        case due(Actor, Day, others: Bool, offset: Int, limit: Int)
        case dueCount(Actor, Day)
        case unreadNotices(Int64)
        case holdings(Int64, Day)
        case unitTree(Day)
        case supportWords

        /// The day it is asked for; nil where the answer is the same on every day.
        var day: Day? {
            switch self {
            case .due(_, let day, _, _, _), .dueCount(_, let day), .holdings(_, let day), .unitTree(let day): day
            case .unreadNotices, .supportWords: nil
            }
        }
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
        var weight: Int
    }

    /// At most so many answers, and so many numbers of eight bytes in them: about 32 megabytes.
    private static let most = 4_000
    private static let heaviest = 4_000_000

    private struct Memory: Sendable {
        var answers: [Question: Answer] = [:]
        var weight = 0
        /// The day of the newest question that has one.
        var day: Day?
        /// How often everything was forgotten: what was worked out from before is not kept after.
        var emptied = 0

        mutating func keep(_ answer: Answer, to question: Question) {
            if let day = question.day { self.day = day }
            if let older = answers.removeValue(forKey: question) { weight -= older.weight }
            // What was asked on other days first: nobody asks that again.
            if isFull(with: answer) {
                let today = day
                answers = answers.filter { $0.key.day == nil || $0.key.day == today }
                weight = answers.values.reduce(0) { $0 + $1.weight }
            }
            if isFull(with: answer) { forget() }
            answers[question] = answer
            weight += answer.weight
        }

        mutating func forget() {
            answers.removeAll(keepingCapacity: true)
            weight = 0
        }

        private func isFull(with answer: Answer) -> Bool { answers.count >= Kept.most || weight + answer.weight > Kept.heaviest }
    }

    private let memory = Mutex<Memory>(Memory())
    /// Whoever asks what somebody else is just working out waits for that answer: after a change many ask the same at once.
    private let turns = (0..<64).map { _ in NSLock() }

    /// The answer that is kept, or one worked out now.
    ///
    /// Only connections that read are served from memory: one that writes may stand in the middle of a change that is
    /// undone, and its counts with it. Where the counts themselves are missing nothing is served and nothing is kept.
    ///
    /// - Parameter workOut: Asks no other question: two that wait for each other would wait for ever.
    func answer<Value: Sendable>(_ question: Question, from sources: Sources, in db: Database, _ workOut: () throws -> Value) throws -> Value {
        guard db.configuration.readonly, let counts = try Kept.counts(sources, in: db) else { return try workOut() }
        if let value: Value = known(question, counts) { return value }
        let turn = turns[Int(UInt(bitPattern: question.hashValue) % UInt(turns.count))]
        turn.lock()
        defer { turn.unlock() }
        if let value: Value = known(question, counts) { return value }
        let emptied = memory.withLock { $0.emptied }
        let value = try workOut()
        let answer = Answer(value: value, counts: counts, weight: (value as? any Weighed)?.weight ?? 16)
        memory.withLock { memory in
            if memory.emptied == emptied { memory.keep(answer, to: question) }
        }
        return value
    }

    private func known<Value: Sendable>(_ question: Question, _ counts: [Int64]) -> Value? {
        guard let known = memory.withLock({ $0.answers[question] }), known.counts == counts else { return nil }
        return known.value as? Value
    }

    /// Forgets everything, because something that an answer names must be nowhere any more.
    func empty() {
        memory.withLock { memory in
            memory.forget()
            memory.emptied += 1
        }
    }

    /// How many answers are kept.
    var count: Int { memory.withLock { $0.answers.count } }

    /// Nil where the database does not count its changes.
    private static func counts(_ sources: Sources, in db: Database) throws -> [Int64]? {
        let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT work, people, notices, supports FROM changeCount WHERE id = 1"))
        guard let row else { return nil }
        return (0..<4).filter { sources.rawValue & (1 << $0) != 0 }.map { row[$0] }
    }
}

/// An answer that is larger than most.
protocol Weighed {
    /// About how many numbers of eight bytes it is.
    var weight: Int { get }
}
