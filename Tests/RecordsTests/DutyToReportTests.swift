import Directives
import Intake
import Jacket
import Testing

@testable import Records

@Suite("What members have to report themselves")
struct DutyToReportTests {
    /// The rows of every table of records about people and of everything that could be begun about one.
    private func rows(_ bench: ImportBench) throws -> [String: Int] {
        let tables = RecordKind.all.map(\.key) + ["workItem", "postingReview", "caseTask", "caseClock", "notice", "letter"]
        return Dictionary(uniqueKeysWithValues: try tables.map { ($0, try bench.count($0)) })
    }

    @Test("D20-04:III.C.8.NOTE, D20-04:III.C.12.NOTE Criminal proceedings and an order that become known begin nothing: no complaint, no discipline, no item, no task; their own rows are all there is of them")
    func nothingBegins() throws {
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        try bench.importFiles()
        var expected = try rows(bench)
        try bench.write("criminal_proceeding.csv", "member,log_number,date,known\n1,U-1,2017-05-01,2017-05-05\n")
        try bench.write("protective_order.csv", "member,log_number,order_date,known\n1,U-2,2017-05-02,2017-05-06\n")
        for _ in 0..<2 {
            let report = try bench.importFiles()
            #expect(report.refused.isEmpty)
            bench.day = bench.day.adding(days: 31)
        }
        expected["criminalProceeding"] = 1
        expected["protectiveOrder"] = 1
        let found = try rows(bench)
        #expect(found == expected)
    }
}
