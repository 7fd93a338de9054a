import Casework
import Foundation
import Testing

@testable import Server

@Suite("What leaves Mainstay")
struct OutwardTests {
    /// The addresses that give a file to take away. A further one is a decision, and a line here.
    private static let toTakeAway: Set<String> = [
        "/runs/{run}/scores.csv", "/trail.csv", "/destruction/{batch}/certificate.txt", "/resiliency/evaluations/{year}.csv",
        "/resiliency/evaluations/{year}.xlsx", "/api/v1/openapi.json",
    ]

    @Test("D20-04:III.NOTE Nothing is made for the evaluation of members' performance: the files to take away are a closed list, and no address, right or role speaks of it")
    func files() {
        let found = Set(Office.routes.map(\.path).filter { $0.contains(".") })
        #expect(found == Self.toTakeAway)
        let words = Office.routes.map(\.path) + Act.allCases.flatMap { [$0.rawValue, $0.title] } + Role.allCases.flatMap { [$0.rawValue, $0.title] }
        for word in words { #expect(!word.lowercased().contains("performance"), "\(word)") }
    }

    @Test("D20-04:III.NOTE No part of the program but the mail calls another machine, so that nothing is passed on to another system")
    func calls() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources")
        let found = try #require(FileManager.default.enumerator(atPath: sources.path))
        var callers: Set<String> = []
        var read = 0
        for case let path as String in found where path.hasSuffix(".swift") {
            let text = try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
            read += 1
            for means in ["URLSession", "AsyncHTTPClient", "FoundationNetworking", "ClientBootstrap", "import CCurl"] where text.contains(means) {
                callers.insert(String(path.prefix { $0 != "/" }))
            }
        }
        #expect(read > 300)
        #expect(callers == ["Mail"])
    }
}
