import Foundation

/// The fairness report in one paragraph.
enum FairnessWording {
    static func paragraph(_ dimensions: [FairnessReport.Dimension], days: Int) -> String {
        var sentences: [String] = []
        if days > 0 {
            sentences.append(
                "This compares groups of members on \(days) past \(days == 1 ? "day" : "days"), taken together, with what followed.")
        } else {
            sentences.append("There is no past day to compare with what followed, so only the shares raised are shown.")
        }
        for dimension in dimensions { sentences.append(contentsOf: [sentence(dimension, past: days > 0)].compactMap { $0 }) }
        sentences.append(precision(dimensions))
        sentences.append(
            "Outcomes are themselves decisions of the complaint and discipline process, so equal precision does not show equal treatment. "
                + "The same members count once on each past day, so the exact tests there look surer than they are.")
        return sentences.joined(separator: " ")
    }

    private static func sentence(_ dimension: FairnessReport.Dimension, past: Bool) -> String? {
        let groups = past ? dimension.past : dimension.present
        let apart = groups.filter { $0.withinFourFifths == false && ($0.exactTest ?? 1) < 0.05 }
        guard groups.contains(where: { $0.ratio != nil }) else { return nil }
        if apart.isEmpty { return "By \(dimension.title.lowercased()) no group is raised at a clearly different rate." }
        let list = apart.map { group in
            "\(group.name.split(separator: "_").joined(separator: " ")) \(String(format: "%.1f", group.ratio ?? 0)) times as often as the others"
        }
        return "By \(dimension.title.lowercased()) the share raised differs: \(list.joined(separator: ", "))."
    }

    private static func precision(_ dimensions: [FairnessReport.Dimension]) -> String {
        let spreads = dimensions.compactMap { dimension -> String? in
            let values = dimension.past.compactMap(\.precision)
            guard values.count > 1, let low = values.min(), let high = values.max() else { return nil }
            return "\(dimension.title.lowercased()) \(percent(low)) to \(percent(high))"
        }
        if spreads.isEmpty { return "Too few were raised in any group to compare how often an outcome followed." }
        return "Of those raised, the share with an outcome afterwards ranges, by group, so: \(spreads.joined(separator: "; "))."
    }

    private static func percent(_ value: Double) -> String { "\(Int((value * 100).rounded())) %" }
}
