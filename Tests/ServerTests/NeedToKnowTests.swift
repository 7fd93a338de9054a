import Casework
import Directives
import Foundation
import HTTPTypes
import Intake
import Records
import Testing

@testable import Server

/// Side doors to confidential records: what lists, reports and exports tell beside what they are for.
@Suite("Side doors")
struct NeedToKnowTests {
    @Test("D20-04:VII.A The quality report names members, by number, to nobody who may not open their jackets", arguments: ["auditor", "administrator"])
    func reportWithoutNumbers(_ account: String) async throws {
        let station = try await Station.shared.value
        let whole = try #require(try await station.office.records.importReport(1, for: try Station.asking()))
        let numbers = whole.membersWithoutUnit.examples + whole.overlaps.examples.map(\.member)
        #expect(!numbers.isEmpty)
        try await station.visit { browser in
            try await browser.signIn(account)
            for path in ["/api/v1/imports/1", "/imports/1"] {
                let page = try await browser.get(path)
                #expect(page.status == 200)
                for number in numbers {
                    #expect(!page.text.contains("\"\(number)\"") && !page.text.contains(">\(number)<"))
                }
            }
        }
    }
}
