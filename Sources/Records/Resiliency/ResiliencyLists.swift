import Casework
import Directives
import Foundation
import GRDB
import Resiliency

/// The lists that the section keeps: criteria of the department's own beside the directive's ten (`SRV-017:IV.A#3`), and the
/// resources that plans may refer to (`SRV-017:IV.C.3.d`).
package struct ResiliencyLists: Hashable, Sendable, Codable {
    package var added: [AddedCriterion]
    package var resources: [KeptResource]

    package struct AddedCriterion: Hashable, Sendable, Codable {
        package var key: String
        package var title: String
        package var isActive: Bool
    }

    package struct KeptResource: Hashable, Sendable, Codable {
        package var resource: Resource
        package var isActive: Bool
    }
}

/// What is wrong with an entry of a list.
package enum ResiliencyListProblem: Error, Hashable, CustomStringConvertible {
    case empty(String)
    case tooLong(String)
    case there(String)
    /// A member's name stands in it (`SRV-017:IV.I`).
    case named(String, field: String)

    package var description: String {
        switch self {
        case .empty(let field): "“\(field)” is empty. Nothing was changed."
        case .tooLong(let field): "“\(field)” takes at most 200 characters on one line. Nothing was changed."
        case .there(let title): "“\(title)” is on the list already. Nothing was changed."
        case .named(let name, _): Records.sentence(onName: name)
        }
    }
}

extension Records {
    package func resiliencyLists(for asking: Asking) async throws -> ResiliencyLists {
        try await reading(.changeResiliencyLists, asking) { db in
            ResiliencyLists(
                added: try Row.fetchAll(db, sql: "SELECT key, title, active FROM resiliencyCriterion ORDER BY title").map {
                    ResiliencyLists.AddedCriterion(key: $0[0], title: $0[1], isActive: $0[2])
                },
                resources: try Row.fetchAll(db, sql: "SELECT key, title, source, vetted, outside, cites, active FROM resiliencyResource ORDER BY outside, title").map {
                    ResiliencyLists.KeptResource(
                        resource: Resource(key: $0[0], title: $0[1], source: $0[2], isVetted: $0[3], isOutside: $0[4], cites: Citation(rawValue: $0[5])), isActive: $0[6])
                })
        }
    }

    /// Adds a criterion of the department's own.
    package func addCriterion(_ title: String, for asking: Asking) async throws {
        let title = try ResiliencyListProblem.checked(title, "Criterion")
        try await act(.changeResiliencyLists, asking, kind: .act, record: "resiliency/criteria") { db, _ in
            try ResiliencyListProblem.checkNames(title, "Criterion", in: db)
            guard try !(Bool.fetchOne(db, sql: "SELECT count(*) > 0 FROM resiliencyCriterion WHERE title = ? COLLATE NOCASE", arguments: [title]) ?? false)
            else { throw ResiliencyListProblem.there(title) }
            let number = try Int.fetchOne(db, sql: "SELECT count(*) + 1 FROM resiliencyCriterion") ?? 1
            try db.execute(sql: "INSERT INTO resiliencyCriterion(key, title, active) VALUES (?, ?, 1)", arguments: ["own-\(number)", title])
        }
    }

    /// Takes a criterion off the list, or puts it back; what it supported before stays.
    package func setCriterion(_ key: String, active: Bool, for asking: Asking) async throws {
        try await act(.changeResiliencyLists, asking, kind: .act, record: "resiliency/criteria") { db, _ in
            try db.execute(sql: "UPDATE resiliencyCriterion SET active = ? WHERE key = ?", arguments: [active, key])
            guard db.changesCount == 1 else { throw NotThere() }
        }
    }

    /// Adds an outside resource, vetted or not yet.
    package func addResource(_ title: String, source: String, isVetted: Bool, for asking: Asking) async throws {
        let title = try ResiliencyListProblem.checked(title, "Resource")
        let source = try ResiliencyListProblem.checked(source, "Where it is found")
        try await act(.changeResiliencyLists, asking, kind: .act, record: "resiliency/resources") { db, _ in
            try ResiliencyListProblem.checkNames(title, "Resource", in: db)
            try ResiliencyListProblem.checkNames(source, "Where it is found", in: db)
            guard try !(Bool.fetchOne(db, sql: "SELECT count(*) > 0 FROM resiliencyResource WHERE title = ? COLLATE NOCASE", arguments: [title]) ?? false)
            else { throw ResiliencyListProblem.there(title) }
            let number = try Int.fetchOne(db, sql: "SELECT count(*) + 1 FROM resiliencyResource WHERE key LIKE 'own-%'") ?? 1
            try db.execute(
                sql: "INSERT INTO resiliencyResource(key, title, source, vetted, outside, cites, active) VALUES (?, ?, ?, ?, 1, 'SRV-017:IV.C.3.d', 1)",
                arguments: ["own-\(number)", title, source, isVetted])
        }
    }

    /// Marks a resource as vetted or not, or takes it off the list.
    package func setResource(_ key: String, isVetted: Bool, isActive: Bool, for asking: Asking) async throws {
        try await act(.changeResiliencyLists, asking, kind: .act, record: "resiliency/resources") { db, _ in
            try db.execute(sql: "UPDATE resiliencyResource SET vetted = ?, active = ? WHERE key = ?", arguments: [isVetted, isActive, key])
            guard db.changesCount == 1 else { throw NotThere() }
        }
    }
}

extension ResiliencyListProblem {
    fileprivate static func checked(_ text: String, _ field: String) throws(ResiliencyListProblem) -> String {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !Entered.isBlank(text) else { throw .empty(field) }
        guard text.count <= 200, !text.contains(where: \.isNewline) else { throw .tooLong(field) }
        return text
    }

    fileprivate static func checkNames(_ text: String, _ field: String, in db: Database) throws {
        if let name = try NamesInText.found(in: text, db).first { throw ResiliencyListProblem.named(name, field: field) }
    }
}
