import Casework
import Foundation
import Testing

@testable import Server

@Suite("A department runs either program alone")
struct ProgramSwitchTests {
    @Test("What is not run is not there: no page, no role to grant, no word in the navigation")
    func alone() async throws {
        let station = try await ResiliencyStation.shared.value.station
        let support = station.office { $0.department.programs = [.support] }
        let resiliency = station.office { $0.department.programs = [.resiliency] }
        try await station.visit(support) { browser in
            // Somebody for whom nothing waits: what waits is asked of the setting that the server notes when it starts.
            try await browser.arrive(as: "rss-second")
            for path in ["/resiliency", "/resiliency/incidents/new", "/api/v1/resiliency"] {
                let page = try await browser.get(path)
                #expect(page.status == 404, "\(path)")
            }
            let work = try await browser.get("/work")
            #expect(work.status == 200 && !work.text.contains("Resiliency"))
        }
        try await station.visit(resiliency) { browser in
            try await browser.arrive(as: "osu-analyst")
            for path in ["/officer-support/work-items", "/officer-support/supports", "/runs"] {
                let page = try await browser.get(path)
                #expect(page.status == 404, "\(path)")
            }
            let work = try await browser.get("/work")
            #expect(work.status == 200 && !work.text.contains("/officer-support/work-items\""))
        }
        try await station.visit(resiliency) { browser in
            try await browser.arrive(as: "administrator")
            let form = try await browser.get("/grants/new").text
            #expect(form.contains("OWS Supervisor") && !form.contains("OSU analyst") && form.contains("Auditor of accesses"))
        }
        try await station.visit { browser in
            try await browser.arrive(as: "rss-sergeant")
            let page = try await browser.get("/resiliency")
            #expect(page.status == 200)
        }
    }
}
