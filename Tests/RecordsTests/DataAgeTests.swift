import Casework
import Directives
import Foundation
import OfficerSupport
import SampleDepartment
import Testing

@testable import Records

@Suite("How old the data behind a run are")
struct DataAgeTests {
    @Test("D20-04:IV.C.NOTE#2 A run keeps the day through which its data are complete, and warns where they were not updated in the month")
    func age() async throws {
        let bench = try ImportBench()
        let end = try #require(Day(2017, 11, 30))
        let asOf = try #require(Day(2018, 1, 1))
        bench.day = end
        _ = try SampleDepartment(members: 400, seed: 20_04, endsOn: end).write(to: bench.files)
        try bench.importFiles()
        let department = try StrictYAML.decode(Department.self, from: SampleDepartment.departmentFile, file: "department.yaml")
        let calendar = try department.calendar()
        let now = calendar.instant(asOf.adding(days: 1), hour: 9)
        let surroundings = Surroundings(now: { now }, calendar: calendar)
        let asking = Asking.console(user: "bench", surroundings)
        let run = try bench.records.runMonth(
            asOf: asOf, department: department, surroundings: surroundings, programVersion: "test", for: asking
        ) { _, _ in }
        #expect(run.dataDay == end)
        let documents = try #require(try await bench.records.runDocuments(run.id, for: asking))
        let summary = try JSONDecoder().decode(RunSummary.self, from: Data(documents.summary.utf8))
        #expect(summary.warnings.contains { $0.contains("complete only through \(end.short)") && $0.contains("between then and \(asOf.short)") })
    }
}
