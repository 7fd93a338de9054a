import Casework
import Directives
import OfficerSupport
import Pages
import Records

/// The command's Work Items for those who answer for it (`D20-04:VI.C.1`, `D20-04:VI.D.1.b`, `D20-04:VI.D.2`).
extension Office {
    static let commandRoutes: [Route] = Route.both("/officer-support/command", .seeCommand, { try await $0.office.command($0) }) { visit, command in
        .page(try await visit.office.commandPage(visit, command))
    }

    private func command(_ visit: Visit) async throws -> CommandSummary {
        do {
            return try await records.command(visit.query["unit"], rules, for: visit.asking)
        } catch is NotThere {
            throw Problem.notFound
        }
    }

    private func commandPage(_ visit: Visit, _ command: CommandSummary) async throws -> CommandPage {
        let names = try await caches.unitNames(self)
        let rules = Dictionary(uniqueKeysWithValues: WorkItemLife.deadlines.map { ($0.rule.key, $0.rule) })
        return CommandPage(
            frame: visit.frame(), title: command.unit.isEmpty ? "Command" : names.title(command.unit),
            units: command.units.map { Choice(value: $0, title: names.title($0), count: nil, selected: $0 == command.unit) },
            items: command.items.map { item in
                CommandPage.Item(
                    reference: item.reference, state: item.state.title,
                    with: [item.with, item.post?.lowercased()].compactMap { $0 }.joined(separator: ", "), clock: item.clock)
            },
            shares: command.shares.map {
                CommandPage.Share(
                    name: $0.name, office: $0.office, open: $0.open, closed: $0.closed, own: $0.own, ownTaken: $0.ownTaken, tookNoPart: $0.tookNoPart)
            }, coordinators: command.coordinators,
            figures: command.figures.compactMap { figure in
                rules[figure.rule].map {
                    CommandPage.Figure(
                        rule: $0, met: figure.met, explained: figure.explained, late: figure.late, running: figure.running, overdue: figure.overdue,
                        used: figure.used, stillRuns: figure.stillRuns)
                }
            }, since: command.since, arrivals: try await arrivals(visit, command.unit))
    }

    /// Members who are new to the command and wait for the reader's review (`D20-04:VI.D.3`).
    private func arrivals(_ visit: Visit, _ unit: String) async throws -> [CommandPage.Arrival] {
        try await records.due(for: visit.asking, limit: 200).items.filter { $0.kind == .postingReview && $0.unit == unit }.map { item in
            CommandPage.Arrival(title: "\(item.title): review \(item.reference)", link: Paths.postingReview(item.reference), clock: item.clock)
        }
    }
}
