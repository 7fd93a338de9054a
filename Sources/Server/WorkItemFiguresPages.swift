import Casework
import Directives
import Foundation
import Jacket
import OfficerSupport
import Pages
import Records

/// All that the application saw when it made a Work Item, for those who may see its indicators.
extension Office {
    static let workItemFiguresRoutes: [Route] = Route.page(Paths.Template.workItemFigures, .seeWorkItem) { .page(try await $0.office.workItemFiguresPage($0)) }

    private func workItemFiguresPage(_ visit: Visit) async throws -> WorkItemFiguresPage {
        let absent = try await caches.absentKinds(self)
        let opened = try await records.workItemFigures(
            visit.parameters["reference"] ?? "", kinds: Records.jacketKinds.filter { !absent.contains($0.key) }, for: visit.asking)
        guard let opened else { throw Problem.notFound }
        let (file, item) = (opened.value.file, opened.value.file.item)
        let known = item.snapshot.asOf.adding(days: -1)
        let name = visit.memberName(opened.value.facts, file.member)
        let unit = try await caches.unitNames(self).title(item.unit)
        let facts: [String?] = [name == nil ? nil : file.member.sourceID, item.snapshot.rank, unit]
        return WorkItemFiguresPage(
            frame: visit.frame(),
            identity: WorkItemPage.Identity(
                reference: item.reference, memberName: name, facts: facts.compactMap { $0 }, status: item.state.title,
                links: opened.value.jacket.map { _ in [("Jacket as of \(known.short)", Paths.jacket(item.member.rawValue, asOf: known, item: item.reference))] } ?? []),
            generated: item.generatedAt, asOf: known,
            timeline: opened.value.jacket.map { jacket in
                timeline(jacket.records, items: jacket.items.filter { $0.generatedAt <= item.generatedAt }, asOf: known)
            }, groups: frozen(item), source: item.snapshot.source, grounds: Grounds(sentence: opened.ground.sentence, cites: opened.ground.cites))
    }

    private func frozen(_ item: WorkItem) -> [WorkItemFiguresPage.Group] {
        let profile = WorkItemFiguresPage.Group(
            title: "Profile data compared with the next item", figures: item.snapshot.profile.map { ($0.title, $0.value, "") })
        var order: [String] = []
        var groups: [String: [Snapshot.Figure]] = [:]
        for figure in item.snapshot.figures {
            if groups[figure.group] == nil { order.append(figure.group) }
            groups[figure.group, default: []].append(figure)
        }
        return [profile]
            + order.map { key in
                WorkItemFiguresPage.Group(
                    title: Office.groupTitle(key),
                    figures: (groups[key] ?? []).map { ($0.name, Figures.decimal($0.value, $0.value == $0.value.rounded() ? 0 : 2), $0.unit) })
            }
    }

    /// The group of inputs in words; groups made of one kind of record have its title.
    private static func groupTitle(_ key: String) -> String {
        if key.hasPrefix("kind_"), let kind = RecordKind.named(String(key.dropFirst(5))) { return kind.title }
        return key.replacingOccurrences(of: "_", with: " ").capitalizedFirst
    }

    private func timeline(_ jacket: [JacketRecord], items: [(reference: String, generatedAt: Date)], asOf day: Day) -> Strip {
        let axis = Office.axis(of: jacket, asOf: day)
        let byKind = Dictionary(grouping: jacket, by: \.kind)
        let rows = RecordKind.jacket.compactMap { kind -> Strip.Row? in
            let shown = (byKind[kind] ?? []).filter { axis.years.contains($0.date.year) }
            guard !shown.isEmpty else { return nil }
            return Strip.Row(
                title: kind.title,
                events: shown.map { record in
                    Strip.Event(
                        record.date, "\(record.date.short): \(Office.words(of: record, .report))",
                        open: kind.outcomeKnown != nil && record.outcomeKnownOn == nil)
                })
        }
        return Strip(axis: axis, rows: rows, marks: items.map { Strip.Mark(calendar.day(of: $0.generatedAt), "Work Item \($0.reference)") })
    }
}
