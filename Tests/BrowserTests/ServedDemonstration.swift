import Directives
import Foundation
import SampleDepartment
import Testing

/// A demonstration of a small sample department, served by the program beside the test bundle for as long as the suite
/// runs.
final class ServedDemonstration: Sendable {
    let address: String
    private let process: Process
    private let folder: URL

    @TaskLocal static var current: ServedDemonstration?

    enum Problem: Error, CustomStringConvertible {
        case noProgram(String)
        case noBrowserEnvironment(String)
        case ended(code: Int32, said: String)
        case silent(said: String)

        var description: String {
            switch self {
            case .noProgram(let path): "There is no program at \(path). Run the tests with bin/test, which builds it first."
            case .noBrowserEnvironment(let path): "There is no Python with a browser at \(path). Run the tests with bin/test, which prepares it."
            case .ended(let code, let said): "mainstay demo ended with \(code) before it served a page:\n\(said)"
            case .silent(let said): "mainstay demo served no page within four minutes. It said:\n\(said)"
            }
        }
    }

    /// The folder of the test bundle, where the build puts the program too.
    private static var built: URL { (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])).deletingLastPathComponent() }

    private static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static let lastDay = "2017-12-31"

    /// - Parameter unlimited: Whether somebody may ask as often as they like.
    init(unlimited: Bool = false) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-browser-\(UUID().uuidString)")
        let records = folder.appendingPathComponent("records")
        let day = try #require(Day(iso: Self.lastDay))
        _ = try SampleDepartment(members: 400, years: 8, seed: 2_004, endsOn: day).write(to: records)
        try Data(SampleDepartment.departmentFile.utf8).write(to: records.appendingPathComponent("department.yaml"))

        let program = Self.built.appendingPathComponent("mainstay")
        guard FileManager.default.isExecutableFile(atPath: program.path) else { throw Problem.noProgram(program.path) }
        let output = folder.appendingPathComponent("output.txt")
        try Data().write(to: output)
        process = Process()
        process.executableURL = program
        process.arguments = [
            "demo", "--records", records.path, "--data", folder.appendingPathComponent("data").path, "--data-day", Self.lastDay, "--port", "0",
        ] + (unlimited ? ["--rate-limit", "off"] : [])
        let sink = try FileHandle(forWritingTo: output)
        process.standardOutput = sink
        process.standardError = sink
        process.standardInput = FileHandle.nullDevice
        try process.run()
        do {
            address = try await Self.address(told: output, by: process)
        } catch {
            process.terminate()
            throw error
        }
    }

    /// Waits for the line with the address.
    private static func address(told output: URL, by process: Process) async throws -> String {
        for _ in 0..<1_200 {
            let said = try String(contentsOf: output, encoding: .utf8)
            if let match = said.firstMatch(of: /Serving (http:\/\/127\.0\.0\.1:\d+)\n/) { return String(match.1) }
            guard process.isRunning else { throw Problem.ended(code: process.terminationStatus, said: said) }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw Problem.silent(said: try String(contentsOf: output, encoding: .utf8))
    }

    /// Walks a part of `walk.py` in the browser; what is wrong, or nothing.
    func walk(_ part: String) async throws -> String? { try await run("walk.py", [part, address], part) }

    /// Tries the JSON interface against its description as one account, for some seconds; what is wrong, or nothing.
    func tryInterface(as account: String, seconds: Int) async throws -> String? {
        try await run("interface.py", [account, address, String(seconds)], account)
    }

    private func run(_ script: String, _ arguments: [String], _ name: String) async throws -> String? {
        let python = Self.root.appendingPathComponent(".build/browser/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python.path) else { throw Problem.noBrowserEnvironment(python.path) }
        let said = folder.appendingPathComponent("\(script)-\(name).txt")
        try Data().write(to: said)
        let walk = Process()
        walk.executableURL = python
        walk.environment = ProcessInfo.processInfo.environment.merging(["MAINSTAY_RECORDS": folder.appendingPathComponent("records").path]) { $1 }
        walk.arguments = [Self.root.appendingPathComponent("Tests/BrowserTests/\(script)").path] + arguments
        let sink = try FileHandle(forWritingTo: said)
        walk.standardOutput = sink
        walk.standardError = sink
        try walk.run()
        while walk.isRunning { try await Task.sleep(for: .milliseconds(50)) }
        guard walk.terminationStatus != 0 else { return nil }
        return try String(contentsOf: said, encoding: .utf8)
    }

    func end() {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }
}

/// Serves a demonstration around a suite or a test.
struct Served: SuiteTrait, TestTrait, TestScoping {
    var unlimited = false

    func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
        let demonstration = try await ServedDemonstration(unlimited: unlimited)
        defer { demonstration.end() }
        try await ServedDemonstration.$current.withValue(demonstration) { try await function() }
    }
}
