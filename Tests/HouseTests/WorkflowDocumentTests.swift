import Casework
import Directives
import Foundation
import OfficerSupport
import Resiliency
import Testing

@Suite("The written workflow")
struct WorkflowDocumentTests {
    private static let document = WorkflowDocument(WorkItemLife.self)

    private static let documents = [
        "support": document, "posting-review": WorkflowDocument(PostingReviewLife.self), "resiliency": WorkflowDocument(IncidentLife.self), "resiliency-plan": WorkflowDocument(PlanLife.self),
        "resiliency-three": WorkflowDocument(ThirdIncidentLife.self), "resiliency-referral": WorkflowDocument(ReferralLife.self),
    ]

    @Test("docs/workflows says and draws what the tables say", arguments: documents.keys.sorted(), ["md", "svg"])
    func fresh(name: String, form: String) throws {
        let document = try #require(Self.documents[name])
        let text = form == "svg" ? WorkflowDiagram(document).svg : document.text(command: "mainstay workflow \(name)")
        let url = House.root.appendingPathComponent("docs/workflows/\(name).\(form)")
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        let kept = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        #expect(kept == text, "The document is stale: run the tests once with RECORD=1 and look at the difference.")
    }

    @Test("Every state, step, clock and citation of the table stands in the text, and every move in the drawing")
    func whole() throws {
        let text = Self.document.text(command: "mainstay workflow support")
        let drawing = WorkflowDiagram(Self.document).svg.replacing("&amp;", with: "&")
        for state in WorkItemState.allCases { #expect(text.contains(state.title) && drawing.contains(state.title.split(separator: " ")[0]), "\(state)") }
        for row in WorkItemLife.rows {
            #expect(text.contains("**\(row.step.title)**") && text.contains(row.cites.rawValue) && drawing.contains(row.step.title), "\(row.step)")
            if let to = row.to, !row.from.subtracting([to]).isEmpty { #expect(drawing.contains("\(row.step.title) → \(to.title)"), "\(row.step)") }
            for holds in row.when { #expect(text.contains(holds.title)) }
        }
        // A title may go on in the next line of the drawing.
        let words = drawing.matches(of: />([^<]+)<\/text>/).map { String($0.1) }.joined(separator: " ")
        for deadline in WorkItemLife.deadlines {
            #expect(text.contains("| \(deadline.rule.title) | \(deadline.rule.limit.words) |") && words.contains(deadline.rule.title), "\(deadline.rule.title)")
        }
        #expect(!drawing.contains("<script") && !drawing.contains("href"))
    }

    @Test("In the drawing nothing lies on top of something else or outside")
    func drawn() throws {
        let drawing = WorkflowDiagram(Self.document).svg
        let numbers = drawing.matches(of: /<text class="(\w+)" x="(\d+)" y="(\d+)">([^<]*)</).map { (kind: $0.1, x: Int($0.2) ?? 0, y: Int($0.3) ?? 0, words: $0.4) }
        let height = try #require(drawing.firstMatch(of: /viewBox="0 0 1200 (\d+)"/).flatMap { Int($0.1) })
        #expect(numbers.count > 60 && numbers.allSatisfy { $0.x > 0 && $0.y > 0 && $0.y < height })
        // A character of the small type is at most 7 pixels wide.
        for line in numbers { #expect(line.x + line.words.count * 7 < 1_200 || line.kind == "step" || line.kind == "small" && line.x + line.words.count * 6 < 1_200, "\(line.words)") }
        for (index, line) in numbers.enumerated() {
            #expect(!numbers[..<index].contains { $0.x == line.x && abs($0.y - line.y) < 11 }, "\(line.words) lies on another line")
        }
        #expect(drawing.components(separatedBy: "<text").count == drawing.components(separatedBy: "</text>").count)
    }
}
