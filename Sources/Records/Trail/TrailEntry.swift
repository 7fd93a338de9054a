import Casework
import Directives
import Foundation

/// One line of the trail: when, who, what kind, what came of it, about which opaque record, on what ground
/// (`D20-04:VII.A`; the content CJIS 5.4 asks for).
package struct TrailEntry: Hashable, Sendable, Codable {
    package enum Kind: String, CaseIterable, Sendable, Codable {
        case signIn, account, grant, read, act, export, print, upload, run, `import`, hold, destruction, setting, key, backup, trail

        package var title: String {
            switch self {
            case .signIn: "Sign-in"
            case .account: "Account"
            case .grant: "Role"
            case .read: "Reading"
            case .act: "Act"
            case .export: "Export"
            case .print: "Print"
            case .upload: "Upload"
            case .run: "Monthly run"
            case .import: "Import"
            case .hold: "Hold"
            case .destruction: "Destruction"
            case .setting: "Setting"
            case .key: "Keys"
            case .backup: "Backup"
            case .trail: "Trail"
            }
        }
    }

    package enum Outcome: String, CaseIterable, Sendable, Codable {
        case done, refused, failed

        package var title: String {
            switch self {
            case .done: "Done"
            case .refused: "Refused"
            case .failed: "Failed"
            }
        }
    }

    package var at: Date
    /// The account's name; `console:root` for a command on the machine, `mainstay` for the program by itself.
    package var actor: String
    package var designeeOf: String?
    package var kind: Kind
    /// The act, as `seeWorkItem`, or a word of a closed list, as `signedIn`. Never anything that was typed.
    package var act: String
    package var outcome: Outcome
    /// The opaque mark of a record about a person, or the number of a thing that is about nobody, as `run/3`.
    package var record: String
    /// The provision on which it was granted.
    package var ground: String
    package var from: String

    package init(
        at: Date, actor: String, designeeOf: String? = nil, kind: Kind, act: String, outcome: Outcome, record: String = "",
        ground: String = "", from: String
    ) {
        self.at = at
        self.actor = actor
        self.designeeOf = designeeOf
        self.kind = kind
        self.act = act
        self.outcome = outcome
        self.record = record
        self.ground = ground
        self.from = from
    }

    /// By somebody who asked, with the act that was decided.
    package init(
        _ asking: Asking, kind: Kind, act: String, outcome: Outcome = .done, record: String = "", ground: Ground? = nil
    ) {
        self.init(
            at: asking.now, actor: asking.actor.account, designeeOf: ground?.designeeOf, kind: kind, act: act, outcome: outcome,
            record: record, ground: ground?.cites.rawValue ?? "", from: asking.from)
    }
}
