import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// The program beside the test bundle, run as a command with its output kept.
struct Program {
    /// What a command left behind.
    struct Outcome: Sendable {
        var code: Int32
        /// Whether a signal ended it.
        var killed: Bool
        var output: String
        var errors: String
    }

    enum Problem: Error, CustomStringConvertible {
        case noProgram(String)
        case endless(String)
        case noPipe

        var description: String {
            switch self {
            case .noProgram(let path): "There is no program at \(path). Run the tests with bin/test, which builds it first."
            case .endless(let command): "mainstay \(command) was still running after two minutes and was stopped."
            case .noPipe: "The system gave no pipe."
            }
        }
    }

    /// The build puts the program into the folder of the test bundle.
    static func url() throws -> URL {
        let bundle = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
        let program = bundle.deletingLastPathComponent().appendingPathComponent("mainstay")
        guard FileManager.default.isExecutableFile(atPath: program.path) else { throw Problem.noProgram(program.path) }
        return program
    }

    /// Runs a command to its end; `input` is what is typed.
    static func run(_ arguments: String..., input: String = "") async throws -> Outcome { try await run(arguments, input: input) }

    /// - Parameter environment: what is set besides that of the tests.
    static func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) async throws -> Outcome {
        try await Running(try url(), arguments, input: input, environment: environment).outcome()
    }
}

/// A command under way, its output going to files so that it never waits for a reader.
final class Running: Sendable {
    let process: Process
    private let command: String
    private let folder: URL

    init(
        _ program: URL, _ arguments: [String], input: String = "", output: FileHandle? = nil, environment: [String: String] = [:]
    ) throws {
        command = arguments.joined(separator: " ")
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-said-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, content) in [("input", input), ("output", ""), ("errors", "")] {
            try Data(content.utf8).write(to: folder.appendingPathComponent(name))
        }
        process = Process()
        process.executableURL = program
        process.arguments = arguments
        if !environment.isEmpty { process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 } }
        process.standardInput = try FileHandle(forReadingFrom: folder.appendingPathComponent("input"))
        process.standardOutput = try output ?? FileHandle(forWritingTo: folder.appendingPathComponent("output"))
        process.standardError = try FileHandle(forWritingTo: folder.appendingPathComponent("errors"))
        try process.run()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// What it has said so far.
    func said(_ stream: String) throws -> String { try String(contentsOf: folder.appendingPathComponent(stream), encoding: .utf8) }

    /// Waits for the end.
    func outcome() async throws -> Program.Outcome {
        for _ in 0..<24_000 where process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
        guard !process.isRunning else {
            kill()
            throw Program.Problem.endless(command)
        }
        return Program.Outcome(
            code: process.terminationStatus, killed: process.terminationReason == .uncaughtSignal, output: try said("output"),
            errors: try said("errors"))
    }

    /// `kill -9`
    func kill() { Glibc.kill(process.processIdentifier, SIGKILL) }
}

/// A command whose progress lines go through a pipe that holds one of them: it stands still until each has been taken, so
/// that it can be killed at a known place.
final class Paced {
    let running: Running
    private let end: Int32

    init(_ arguments: [String]) throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Program.Problem.noPipe }
        end = ends[0]
        // In packet mode each line fills a slot of the pipe, and a page is one slot.
        guard fcntl(ends[1], F_SETFL, Paced.packets) == 0, fcntl(ends[1], Paced.setPipeSize, 4_096) >= 0,
            fcntl(end, F_SETFL, O_NONBLOCK) == 0, fcntl(end, F_SETFD, FD_CLOEXEC) == 0, fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0
        else { throw Program.Problem.noPipe }
        let write = FileHandle(fileDescriptor: ends[1], closeOnDealloc: false)
        running = try Running(try Program.url(), arguments + ["--progress", "lines"], output: write)
        close(ends[1])
    }

    /// `F_SETPIPE_SZ` and `O_DIRECT` of Linux, which the module of the C library does not name.
    private static let setPipeSize: Int32 = 1_031
    #if arch(arm64)
        private static let packets: Int32 = 0x10000
    #else
        private static let packets: Int32 = 0x4000
    #endif

    deinit {
        if running.process.isRunning { running.kill() }
        close(end)
    }

    /// The next line; nil when the command has ended.
    func line() async throws -> String? {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        for _ in 0..<60_000 {
            let count = read(end, &bytes, bytes.count)
            if count >= 0 { return count == 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self) }
            try await Task.sleep(for: .milliseconds(1))
        }
        throw Program.Problem.endless("with paced progress")
    }

    /// Takes lines up to the `number`th that has `words`, and waits until the command stands still behind the line after.
    func advance(to words: String, _ number: Int = 1) async throws {
        var seen = 0
        while seen < number {
            guard let line = try await line() else { throw Program.Problem.endless("ended before \"\(words)\"") }
            if line.contains(words) { seen += 1 }
        }
        var state = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
        for _ in 0..<60_000 where poll(&state, 1, 0) == 0 { try await Task.sleep(for: .milliseconds(1)) }
        try await Task.sleep(for: .milliseconds(50))
    }

    /// Lets it go on to its end.
    func finish() async throws -> Program.Outcome {
        while try await line() != nil {}
        return try await running.outcome()
    }
}
