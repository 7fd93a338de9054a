import Directives
import Testing

@testable import Resiliency

@Suite("Three incidents within 12 months")
struct TwelveMonthsTests {
    private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

    /// What counts, and what does not (ambiguity 3.1).
    @Test(
        "SRV-017:III.C.5 SRV-017:IV.D.4 The span is shorter than 12 months, by the days on which it happened",
        arguments: [
            (["2025-03-10", "2025-09-01", "2026-03-09"], true),
            (["2025-03-10", "2025-09-01", "2026-03-10"], false),
            // Leap days: the year after 29 February ends with 28 February.
            (["2024-02-29", "2024-06-01", "2025-02-27"], true),
            (["2024-02-29", "2024-06-01", "2025-02-28"], false),
            (["2024-02-28", "2024-06-01", "2025-02-27"], true),
            (["2023-03-01", "2023-06-01", "2024-02-29"], true),
            // Over the end of the year: not by calendar years.
            (["2025-11-30", "2025-12-31", "2026-01-01"], true),
            // Two events of one day are two, and three are three.
            (["2026-05-05", "2026-05-05", "2026-05-06"], true),
            (["2026-05-05", "2026-05-05", "2026-05-05"], true),
            (["2026-05-05", "2026-05-05"], false),
            ([], false),
            // Four, of which the last three fit.
            (["2024-01-01", "2025-03-10", "2025-09-01", "2026-03-09"], true),
            // Four, of which only the first three fit.
            (["2025-03-10", "2025-09-01", "2026-03-09", "2028-01-01"], true),
            // In any order of writing down.
            (["2026-03-09", "2025-03-10", "2025-09-01"], true),
        ])
    func spans(days: [String], demanded: Bool) throws {
        #expect((TwelveMonths.demanded(try days.map(day)) != nil) == demanded)
    }

    @Test("SRV-017:III.C.5 The three that lie latest are the ones that are named")
    func latest() throws {
        let days = try ["2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01"].map(day)
        #expect(TwelveMonths.demanded(days) == Array(days.suffix(3)))
    }

    @Test(
        "SRV-017:III.C.5 A plan answers what lay before it; one incident after it demands another (ambiguity 3.1)",
        arguments: [("2025-03-02", false), ("2025-03-01", false), ("2025-02-28", true), ("2024-12-31", true)])
    func answered(plan: String, demanded: Bool) throws {
        let days = try ["2025-01-01", "2025-02-01", "2025-03-01"].map(day)
        #expect((TwelveMonths.demanded(days, answered: try day(plan)) != nil) == demanded)
    }
}
