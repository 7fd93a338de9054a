import Casework

/// What "My work" shows somebody, read at one moment.
package struct MyWork: Sendable {
    package var waiting: DueList
    package var others: DueList
    package var own: MyOwn
}

/// What somebody has of their own, as a subject: to be linked to, quietly.
package struct MyOwn: Sendable {
    /// One's own Work Items of which one was told, newest first.
    package var items: [String] = []
    package var hasResiliency = false
    package init() {}
}

extension Records {
    /// What waits for whoever asks and what they watch over, so many lines of each, and what is their own.
    package func myWork(waiting: Int, others: Int, for asking: Asking) async throws -> MyWork {
        let asksResiliency = Access.ask(.seeResiliency, by: asking.actor, on: asking.day) != nil
        return try await listing(.seeOwnWork, asking) { [keys, kept] db in
            var own = MyOwn()
            own.items = try Records.ownItems(for: asking, in: db)
            own.hasResiliency = try asksResiliency && Records.hasOwnResiliency(for: asking, keys, in: db)
            return MyWork(
                waiting: try Records.due(for: asking, 0, waiting, kept, in: db), others: try Records.dueOfOthers(for: asking, 0, others, kept, in: db), own: own)
        }
    }
}
