import Casework
import Directives
import Foundation
import GRDB
import Vault

/// What falls due within a month, as numbers and opaque marks (ambiguity 3.7): the dry run of the batches to come.
package struct DestructionOutlook: Sendable, Hashable, Codable {
    package var from: Day
    /// One month ahead.
    package var until: Day
    package var kinds: [Kind]

    package struct Kind: Sendable, Hashable, Codable {
        package var kind: RetentionKind
        package var months: Int?
        package var authority: DisposalAuthority?
        /// Subject files, and why those not listed are not due.
        package var files: Int
        package var open: Int
        package var running: Int
        package var noSchedule: Int
        /// Due by the end of the month ahead, the earliest first.
        package var due: [DueFile]
    }

    package struct DueFile: Sendable, Hashable, Codable {
        package enum State: String, Sendable, Hashable, Codable, CaseIterable {
            /// Due, and nothing stands against it.
            case ready
            /// Falls due within the month.
            case soon
            case noAuthority
            /// That is all the program learns of it (ambiguity 7.1).
            case onHold
            /// In a batch that waits for confirmation.
            case proposed
        }
        package var mark: String
        package var dueOn: Day
        package var records: Int
        package var state: State
    }
}

/// One subject file as the gate sees it at an instant.
struct Standing {
    enum State { case open, noSchedule, running, due, noAuthority, onHold }
    var file: SubjectFile
    var records: [KeptRecord]
    var dueOn: Day?
    var state: State
}

/// The gate: whether a file may be destroyed, decided anew each time it is asked (ambiguities 3.6, 3.7, 7.1).
struct Gate {
    let destroyable: Destroyable
    let months: Int?
    let authority: DisposalAuthority?
    let authorityRequired: Bool
    let holds: [PlacedHold]
    let asking: Asking

    init(_ destroyable: Destroyable, for asking: Asking, _ keys: KeyStore, in db: Database) throws {
        self.destroyable = destroyable
        self.asking = asking
        months = try Schedules.months(destroyable.kind, on: asking.day, in: db)
        authority = try Schedules.authority(destroyable.kind, on: asking.day, in: db)
        authorityRequired = try Schedules.rules(in: db).authorityRequired
        holds = try Holds.all(keys, in: db)
    }

    func standing(of file: SubjectFile, _ records: [KeptRecord]) -> Standing {
        if records.contains(where: \.isOpen) { return Standing(file: file, records: records, dueOn: nil, state: .open) }
        guard let months, let due = Retention.due(records, months: months) else {
            return Standing(file: file, records: records, dueOn: nil, state: .noSchedule)
        }
        let state: Standing.State =
            if due > asking.day { .running
            } else if Holds.keepsBack(holds, file, records, on: asking.day) { .onHold
            } else if authorityRequired && authority == nil { .noAuthority
            } else { .due }
        return Standing(file: file, records: records, dueOn: due, state: state)
    }

    func standing(of file: SubjectFile, in db: Database) throws -> Standing {
        standing(of: file, try destroyable.records(of: file, for: asking, in: db))
    }

    /// Every file of the program.
    func standings(in db: Database) throws -> [Standing] {
        try destroyable.records(nil, asking, db).map { standing(of: $0.key, $0.value) }
    }
}

extension Records {
    /// What is due and will be, of the kinds that concern the asker; nothing about the asker's own file.
    package func destructionOutlook(for asking: Asking) async throws -> DestructionOutlook {
        let kinds = RetentionTable.kinds(for: asking.actor, on: asking.day)
        // The marks of files are made with the file's key where it has none yet, so this is a write.
        return try await act(.seeDestruction, asking, kind: .read, record: "destruction") { [keys] db, _ in
            DestructionOutlook(
                from: asking.day, until: asking.day.adding(months: 1),
                kinds: try Destroyable.all.filter { kinds.contains($0.kind) }.map { try Records.outlook($0, asking, keys, in: db) })
        }
    }

    private static func outlook(_ destroyable: Destroyable, _ asking: Asking, _ keys: KeyStore, in db: Database) throws -> DestructionOutlook.Kind {
        let gate = try Gate(destroyable, for: asking, keys, in: db)
        let until = asking.day.adding(months: 1)
        let standings = try gate.standings(in: db).filter { $0.file.member == nil || $0.file.member != asking.actor.member }
        let proposed = try Set(
            Int64.fetchAll(
                db,
                sql: """
                    SELECT destructionFile.key FROM destructionFile JOIN destructionBatch ON destructionBatch.id = destructionFile.batch
                    WHERE destructionBatch.kind = ? AND destructionBatch.state IN ('proposed', 'confirmed')
                    """, arguments: [destroyable.kind.rawValue]))
        var due: [DestructionOutlook.DueFile] = []
        for standing in standings {
            guard let on = standing.dueOn, on <= until else { continue }
            let key = try keys.makeKey(of: standing.file, in: db)
            let state: DestructionOutlook.DueFile.State =
                switch standing.state {
                case .onHold: .onHold
                case .noAuthority: .noAuthority
                case .due: proposed.contains(key.id) ? .proposed : .ready
                case .running, .open, .noSchedule: .soon
                }
            due.append(DestructionOutlook.DueFile(mark: FileMark.of(key), dueOn: on, records: standing.records.count, state: state))
        }
        func count(_ state: Standing.State) -> Int { standings.count { $0.state == state } }
        return DestructionOutlook.Kind(
            kind: destroyable.kind, months: gate.months, authority: gate.authority, files: standings.count, open: count(.open),
            running: standings.count { $0.state == .running && ($0.dueOn.map { $0 > until } ?? false) }, noSchedule: count(.noSchedule),
            due: due.sorted { ($0.dueOn, $0.mark) < ($1.dueOn, $1.mark) })
    }
}
