import Casework
import Directives
import GRDB
import OfficerSupport

/// What of a program's records somebody may see, as a condition of SQL, worked out from the rows of `Access`: a list holds
/// exactly the items that `Access.decide` would grant one by one, and its counts no others (ambiguity 7.4).
struct Visibility {
    /// About the program's table.
    private(set) var sql: String
    private(set) var arguments: StatementArguments

    /// Whether it holds for every record.
    var isEverything: Bool { sql == Visibility.everything }

    private static let everything = "((1))"

    private struct Part {
        var sql: String
        var arguments: StatementArguments = []
    }

    init(_ act: Act, of actor: Actor, on day: Day, in program: any CaseProgram.Type = WorkItemLife.self) {
        let table = program.table
        var ways: [Part] = []
        var own: [Part] = []
        for row in Access.rows(act) {
            guard let state = Visibility.marks(row, table) else { continue }
            for who in row.who {
                switch who {
                case .everyone: ways.append(Part(sql: state))
                case .role(let role):
                    for holding in actor.holdings where holding.role == role && holding.covers(day) {
                        guard holding.designeeOf == nil || row.orDesignee else { continue }
                        ways.append(Visibility.reach(of: holding, state, table))
                    }
                case .subject: own.append(Part(sql: state))
                case .post(let post):
                    let held = "EXISTS (SELECT 1 FROM casePost WHERE kind = '\(program.kind.rawValue)' AND record = \(table).id AND post = ? AND account = ?)"
                    ways.append(Part(sql: state == "1" ? held : "\(state) AND \(held)", arguments: [post.rawValue, actor.account]))
                }
            }
        }
        self.init(ways: ways, own: own, member: actor.member, table)
    }

    /// Rows about others, and rows about oneself.
    private init(ways: [Part], own: [Part], member: MemberID?, _ table: String) {
        (sql, arguments) = ("", [])
        var either: [String] = []
        func add(_ parts: [Part], _ limit: String?) {
            guard !parts.isEmpty else { return }
            let any = parts.contains { $0.sql == "1" } ? [Part(sql: "1")] : parts
            let sql = any.map { "(\($0.sql))" }.joined(separator: " OR ")
            either.append(limit.map { any.first?.sql == "1" ? $0 : "(\(sql)) AND \($0)" } ?? (any.first?.sql == "1" ? "1" : sql))
            for part in any { arguments += part.arguments }
            if limit != nil { arguments += [member?.rawValue] }
        }
        add(ways, member == nil ? nil : "\(table).member IS NOT ?")
        if member != nil { add(own, "\(table).member IS ?") }
        sql = either.isEmpty ? "0" : "(" + either.map { "(\($0))" }.joined(separator: " OR ") + ")"
    }

    /// The condition under which a row holds, by the marks that are kept; `1` when it always does, nil when it never can: a
    /// mark that is not kept is worked out for one record at a time.
    private static func marks(_ row: AccessRow, _ table: String) -> String? {
        guard row.when.allSatisfy(MarkBits.isKept) else { return nil }
        let (with, without) = (MarkBits.number(row.when), MarkBits.number(row.unless))
        if with == 0, without == 0 { return "1" }
        return "\(table).marks & \(with | without) = \(with)"
    }

    /// The items that a holding reaches.
    private static func reach(of holding: Holding, _ state: String, _ table: String) -> Part {
        var conditions = state == "1" ? [] : [state]
        var arguments: StatementArguments = []
        switch holding.scope {
        case .department: break
        case .unit:
            conditions.append("\(table).unit IN (\(holding.units.map { _ in "?" }.joined(separator: ", ")))")
            arguments += StatementArguments(holding.units.sorted())
        case .item(let reference):
            conditions.append("\(table).reference = ?")
            arguments += [reference]
        }
        if let principal = holding.principal {
            conditions.append("\(table).member IS NOT ?")
            arguments += [principal.rawValue]
        }
        return Part(sql: conditions.isEmpty ? "1" : conditions.joined(separator: " AND "), arguments: arguments)
    }
}
