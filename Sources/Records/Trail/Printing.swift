import Casework
import GRDB

/// What a page that was printed is about.
package enum PrintedPage: Sendable, Hashable {
    case workItem(String)
    case jacket(MemberID)
    /// A page about no single person, by the template of its address: nothing of it was typed.
    case page(String)
}

/// How the trail says that a record was printed.
enum PrintWords {
    static let workItem = "workItemPrinted"
    static let jacket = "jacketPrinted"
}

extension Records {
    /// Writes down that a page was printed, by the same decision that opened it. Somebody who may not open it printed
    /// nothing of it.
    package func notePrint(of page: PrintedPage, _ act: Act, for asking: Asking) async throws {
        switch page {
        case .workItem(let reference):
            try await notePrint(act, asking, PrintWords.workItem) { db in try Records.locate(workItem: reference, in: db) }
        case .jacket(let member):
            try await notePrint(act, asking, PrintWords.jacket) { db in try Records.locate(jacket: member, on: asking.day, in: db) }
        case .page(let template):
            _ = try await readingLogged(act, asking, record: template, kind: .print) { _ in true }
        }
    }

    private func notePrint(_ act: Act, _ asking: Asking, _ word: String, _ locate: @Sendable @escaping (Database) throws -> Found?) async throws {
        let printed: @Sendable (Database) throws -> Found? = { db in
            var found = try locate(db)
            found?.word = word
            return found
        }
        guard try await open(act, asking, kind: .print, locate: printed, read: { _ in true }) != nil else { throw NotThere() }
    }
}
