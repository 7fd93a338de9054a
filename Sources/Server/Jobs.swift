import Directives
import Foundation
import Logging

/// Long work started from a page. Each job is this program itself, run as a command in a process of its own, so that
/// the server's memory stays small, a crash there is no crash here, and the same code path serves page and terminal.
package actor Jobs {
    package struct Job: Sendable, Codable {
        package enum State: String, Sendable, Codable, CaseIterable { case running, done, failed }
        package enum Kind: String, Sendable, Codable, CaseIterable { case `import`, month }
        package struct Stage: Sendable, Codable {
            package var title: String
            package var startedAt: Date
            package var endedAt: Date?
        }
        package var id: String
        package var kind: Kind
        /// The as-of day of a month.
        package var asOf: Day?
        package var title: String
        package var account: String
        package var startedAt: Date
        /// What it has done and is doing, in order.
        package var stages: [Stage]
        /// 0 to 1.
        package var fraction: Double
        package var state: State
        /// What to open when done: `run/3` or `import/2`.
        package var result: String?
        /// What went wrong, for a person.
        package var problem: String?
    }

    private enum Event: Sendable {
        case line(String)
        case ended(code: Int32, problem: String)
    }

    private var jobs: [String: Job] = [:]
    private var order: [String] = []
    private let executable: URL
    /// Of the jobs; it says where the department key is. Nil: that of this process.
    private let environment: [String: String]?
    private let machineNow: @Sendable () -> Date
    private let logger: Logger

    package init(
        executable: URL, environment: [String: String]? = nil, machineNow: @escaping @Sendable () -> Date, logger: Logger
    ) {
        self.executable = executable
        self.environment = environment
        self.machineNow = machineNow
        self.logger = logger
    }

    package func job(_ id: String) -> Job? { jobs[id] }

    /// The jobs still running, newest first.
    package var running: [Job] { order.reversed().compactMap { jobs[$0] }.filter { $0.state == .running } }

    package func start(
        _ kind: Job.Kind, _ title: String, asOf: Day? = nil, arguments: [String], account: String, at now: Date) throws -> Job {
        let id = String(Random.token().prefix(16))
        let job = Job(
            id: id, kind: kind, asOf: asOf, title: title, account: account, startedAt: now, stages: [], fraction: 0, state: .running, result: nil,
            problem: nil)
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments + ["--progress", "lines", "--by", account]
        if let environment { process.environment = environment }
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        jobs[id] = job
        order.append(id)
        let outputHandle = output.fileHandleForReading
        let errorHandle = errors.fileHandleForReading
        let (events, feed) = AsyncStream.makeStream(of: Event.self)
        // Reading a pipe blocks: it has a thread of its own, outside the concurrency pool.
        Thread.detachNewThread {
            var buffer = Data()
            while case let chunk = outputHandle.availableData, !chunk.isEmpty {
                buffer.append(chunk)
                while let end = buffer.firstIndex(of: 0x0A) {
                    feed.yield(.line(String(decoding: buffer[buffer.startIndex..<end], as: UTF8.self)))
                    buffer.removeSubrange(buffer.startIndex...end)
                }
            }
            let problem = String(decoding: errorHandle.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            feed.yield(.ended(code: process.terminationStatus, problem: problem))
            feed.finish()
        }
        Task {
            for await event in events {
                switch event {
                case .line(let line): read(line, of: id)
                case .ended(let code, let problem): end(id, code: code, problem: problem)
                }
            }
        }
        return job
    }

    /// Those of this server's life that failed, newest first.
    package var failed: [Job] { order.reversed().compactMap { jobs[$0] }.filter { $0.state == .failed } }

    /// Waits until the job has ended; for the server's own schedule.
    package func wait(for id: String) async {
        while jobs[id]?.state == .running { try? await Task.sleep(for: .milliseconds(100)) }
    }

    /// `progress 0.42 Training` or `result run/3`.
    private func read(_ line: String, of id: String) {
        let parts = line.split(separator: "\t", maxSplits: 2).map(String.init)
        guard let first = parts.first else { return }
        if first == "progress", parts.count == 3, let fraction = Double(parts[1]) {
            jobs[id]?.fraction = fraction
            if jobs[id]?.stages.last?.title != parts[2] {
                endStage(of: id)
                jobs[id]?.stages.append(Job.Stage(title: parts[2], startedAt: machineNow(), endedAt: nil))
            }
        } else if first == "result", parts.count > 1 {
            jobs[id]?.result = parts[1]
        }
    }

    private func endStage(of id: String) {
        if let last = jobs[id]?.stages.indices.last { jobs[id]?.stages[last].endedAt = machineNow() }
    }

    private func end(_ id: String, code: Int32, problem: String) {
        endStage(of: id)
        // With code 2 an import has refused a file; its report says which and why.
        if code == 0 || (code == 2 && jobs[id]?.result != nil) {
            jobs[id]?.state = .done
            jobs[id]?.fraction = 1
        } else {
            jobs[id]?.state = .failed
            let words = problem.trimmingCharacters(in: .whitespacesAndNewlines)
            let clean = words.hasPrefix("Error: ") ? String(words.dropFirst(7)) : words
            jobs[id]?.problem = clean.isEmpty ? "It was ended before it was done. Nothing of the last step was kept; start it again." : clean
        }
        logger.info("job ended", metadata: ["code": "\(code)"])
        // A hundred past jobs are enough to look back on.
        while order.count > 100, let oldest = order.first, jobs[oldest]?.state != .running {
            jobs[oldest] = nil
            order.removeFirst()
        }
    }
}
