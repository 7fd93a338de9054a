import Casework
import Foundation
import HTTPTypes
import OfficerSupport
import Testing

@testable import Records
@testable import Server

@Suite("Where Work Items come from")
struct RunAloneTests {
    @Test("D20-04:I.B A Work Item comes of the computer's run: no address takes one that somebody made, and none is stored without its run")
    func runAlone() async throws {
        let changes = Office.routes.filter { $0.method != .get && $0.path.contains("/work-items") }
        #expect(!changes.isEmpty)
        for route in changes { #expect(route.path.contains("/work-items/{reference}/"), "\(route.path)") }

        let records = try await Station.shared.value.office.records
        let row = try #require(try await records.queue(.init(), for: try Station.asking()).rows.first)
        var item = try #require(try await records.workItem(row.reference, for: try Station.asking())).value.item
        item.reference = "W-2018-01-777"
        await #expect(throws: (any Error).self) {
            try await records.write { [keys = records.keys, item] db in try keys.insert(item, run: 999, in: db) }
        }
        let kept = try await records.workItem("W-2018-01-777", for: try Station.asking())?.ground
        #expect(kept == nil)
    }
}
