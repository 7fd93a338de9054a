import Directives
import Foundation
import Testing

@Suite("Citations of provisions")
struct ProvisionCoverageTests {
    @Test("Every provision cited in the sources and tests exists")
    func citationsExist() throws {
        let known = try Set(["support", "resiliency"].flatMap { try Provision.all(program: $0).map(\.id) })
        for file in try House.sources() + House.tests() where !file.path.hasPrefix("Tests/HouseTests/") {
            for (number, line) in file.lines.enumerated() {
                for citation in Coverage.citations(in: line) where (citation.rawValue.hasPrefix("D20-04:") || citation.rawValue.hasPrefix("SRV-017:")) && !Self.meantToBeWrong(citation) {
                    #expect(known.contains(citation), "\(file.path):\(number + 1) cites \(citation), which does not exist")
                }
            }
        }
    }

    /// Chapter IX does not exist; tests cite it to show what happens then.
    private static func meantToBeWrong(_ citation: Citation) -> Bool { citation.rawValue.hasPrefix("D20-04:IX.") }

    @Test("A citation is recognised in code, in a comment, at the end of a sentence and in its parts", arguments: [
        (#"cites: "D20-04:V.A.2","#, ["D20-04:V.A.2"]), ("/// See (`D20-04:IV.C.NOTE#2`).", ["D20-04:IV.C.NOTE#2"]),
        ("as in D20-04:VI.A.2.b.", ["D20-04:VI.A.2.b"]), ("D20-04:GLOSSARY.WORK-ITEM, D20-04:IV#2;", ["D20-04:GLOSSARY.WORK-ITEM", "D20-04:IV#2"]),
        ("D20-04 III.C", []),
    ])
    func recognised(text: String, citations: [String]) {
        #expect(Coverage.citations(in: text).map(\.rawValue) == citations)
    }

    @Test("A citation in a test's words or in a comment at it proves; one in its code is only used there")
    func proofs() {
        let text = """
            // D20-04:I.A before any test
            @Test("D20-04:V.A.2: in 48 hours")
            func hours() { let rule = ClockRule(cites: "D20-04:V.A.4") }
            // D20-04:V.A.3 as well
            /// Begun by D20-04:IV.A.
            @Test(
                "the second", arguments: ["D20-04:V.B"])
            """
        let proofs = Coverage.proofs(in: text)
        #expect(proofs.map(\.0) == ["D20-04:V.A.2", "D20-04:V.A.3", "D20-04:IV.A"])
        #expect(proofs.map(\.1) == ["D20-04:V.A.2: in 48 hours", "D20-04:V.A.2: in 48 hours", "the second"])
    }

    @Test("Every provision has a proof, or a reason why it has none")
    func unproved() throws {
        let coverage = Coverage(sources: try House.sources(), tests: try House.tests())
        for provision in try Provision.all(program: "support") + Provision.all(program: "resiliency") where coverage.proofs[provision.id] == nil {
            #expect(Unproved.reason(provision.id) != nil, "\(provision.id) is proved by no test: name it in one that proves it, or give the reason in Unproved")
        }
        for id in Unproved.reasons.keys where !id.hasSuffix("*") {
            #expect(try Provision.named(Citation(rawValue: id)) != nil, "\(id)")
        }
    }

    @Test("docs/provisions says what the code says, and mainstay provisions prints it", arguments: [
        ("docs/provisions/support.md", "support"), ("Sources/Directives/Packs/d20-04/coverage.md", "support"),
        ("docs/provisions/resiliency.md", "resiliency"), ("Sources/Directives/Packs/srv-017/coverage.md", "resiliency"),
    ])
    func pageIsFresh(path: String, program: String) throws {
        let coverage = Coverage(sources: try House.sources(), tests: try House.tests())
        let page = coverage.page(
            try Provision.all(program: program), program == "support" ? "D20-04" : "SRV-017",
            program == "support" ? "Officer Support System" : "Resiliency Support System")
        let url = House.root.appendingPathComponent(path)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try page.write(to: url, atomically: true, encoding: .utf8)
        }
        let kept = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        #expect(kept == page, "The page is stale: run the tests once with RECORD=1 and look at the difference.")
    }
}
