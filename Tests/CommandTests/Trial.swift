import Directives
import Foundation
import SampleDepartment
import Testing
import Vault

/// What the suite shares: the files of a sample department, a data directory with its records and one with a month run.
/// Tests work on copies.
struct Prepared: Sendable {
    let folder: URL
    /// The files, and the department.yaml that goes with them.
    let files: URL
    let imported: URL
    let run: URL
    /// The tables of `imported` and of `run`.
    let whole: Tables
    let afterRun: Tables

    @TaskLocal static var current: Prepared?

    static let lastDay = "2017-12-31"
    static let asOf = "2018-01-01"

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-commands-\(UUID().uuidString)")
        files = folder.appendingPathComponent("files")
        imported = folder.appendingPathComponent("imported")
        run = folder.appendingPathComponent("run")
        let day = try #require(Day(iso: Prepared.lastDay))
        _ = try SampleDepartment(members: 400, years: 8, seed: 2_004, endsOn: day).write(to: files)
        let department = folder.appendingPathComponent("department.yaml")
        try Data(SampleDepartment.departmentFile.utf8).write(to: department)
        try await Prepared.succeed("init", imported.path, "--department", department.path)
        try await Prepared.succeed("import", files.path, "--data", imported.path, "--data-day", Prepared.lastDay)
        try FileManager.default.copyItem(at: imported, to: run)
        try await Prepared.succeed("month", "--data", run.path, "--as-of", Prepared.asOf)
        whole = try await Tables(imported.path)
        afterRun = try await Tables(run.path)
    }

    private static func succeed(_ arguments: String...) async throws {
        let outcome = try await Program.run(arguments)
        try #require(outcome.code == 0, "mainstay \(arguments.joined(separator: " ")): \(outcome.errors)")
    }
}

/// Prepares once for all the suites inside, and tidies up after them.
struct PreparedRecords: SuiteTrait, TestScoping {
    func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
        let prepared = try await Prepared()
        defer { try? FileManager.default.removeItem(at: prepared.folder) }
        try await Prepared.$current.withValue(prepared) { try await function() }
    }
}

/// The suites about the program as somebody meets it on a terminal. They start many processes and so take turns.
@Suite("The commands", .serialized, PreparedRecords())
struct CommandTests {}

/// A data directory and a directory of files of a test's own.
final class Trial {
    let folder: URL
    let prepared: Prepared
    var data: String { folder.appendingPathComponent("data").path }
    var files: String { folder.appendingPathComponent("files").path }

    enum Start { case department, imported, run }

    init(_ start: Start = .department, in place: URL = FileManager.default.temporaryDirectory) throws {
        prepared = try #require(Prepared.current)
        folder = place.appendingPathComponent("mainstay-trial-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("files"), withIntermediateDirectories: true)
        switch start {
        case .department:
            try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
            try Data(SampleDepartment.departmentFile.utf8).write(to: URL(fileURLWithPath: data + "/department.yaml"))
            try KeySource.write(.generate(), to: data + "/department.key")
        case .imported: try FileManager.default.copyItem(atPath: prepared.imported.path, toPath: data)
        case .run: try FileManager.default.copyItem(atPath: prepared.run.path, toPath: data)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    // MARK: Commands

    /// Runs a command on the trial's data directory.
    func run(_ command: String, _ arguments: String...) async throws -> Program.Outcome {
        try await Program.run([command] + arguments + ["--data", data])
    }

    /// Imports the trial's files, or the whole sample.
    func importFiles(_ directory: String? = nil) async throws -> Program.Outcome {
        try await run("import", directory ?? files, "--data-day", Prepared.lastDay)
    }

    var importAll: [String] { ["import", prepared.files.path, "--data", data, "--data-day", Prepared.lastDay] }
    var month: [String] { ["month", "--data", data, "--as-of", Prepared.asOf] }

    // MARK: Files

    func take(_ names: String...) throws {
        for name in names {
            try FileManager.default.copyItem(
                atPath: prepared.files.appendingPathComponent(name + ".csv").path, toPath: "\(files)/\(name).csv")
        }
    }

    /// Rewrites one of the trial's files.
    func edit(_ name: String, _ change: (inout Data) throws -> Void) throws {
        let url = URL(fileURLWithPath: "\(files)/\(name)")
        var content = try Data(contentsOf: url)
        try change(&content)
        try content.write(to: url)
    }

    func editLines(_ name: String, _ change: (inout [String]) throws -> Void) throws {
        try edit(name) { content in
            var lines = String(decoding: content, as: UTF8.self).components(separatedBy: "\n")
            try change(&lines)
            content = Data(lines.joined(separator: "\n").utf8)
        }
    }

    func writeDepartment(_ text: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: data + "/department.yaml")) }

    // MARK: The database

    var tables: Tables { get async throws { try await Tables(data) } }

    /// Runs SQL on the database, without the program.
    func sql(_ statement: String) async throws -> [[String]] { try await Database.rows(statement, in: data) }
}

extension Program.Outcome {
    /// Expects a refusal: this exit code, these words on standard error, and no raw error of the machinery.
    func expectRefused(_ code: Int32 = 1, _ words: String..., at location: SourceLocation = #_sourceLocation) {
        #expect(!killed && self.code == code, "exit code \(self.code)\(killed ? ", by a signal" : "")", sourceLocation: location)
        for word in words { #expect(errors.contains(word), "\(errors)", sourceLocation: location) }
        for machinery in ["SQLite error", "Fatal error", "NSCocoaErrorDomain", "DecodingError", "Optional("] {
            #expect(!errors.contains(machinery), "\(errors)", sourceLocation: location)
        }
    }

    func expectDone(at location: SourceLocation = #_sourceLocation) {
        #expect(code == 0 && !killed, "\(errors)", sourceLocation: location)
    }
}
