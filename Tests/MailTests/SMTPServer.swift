import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// A real SMTP server in a process of its own (`server.py`), for one test.
final class SMTPServer {
    let folder: URL
    private(set) var port = 0
    private var process = Process()
    private let options: [String]

    enum Problem: Error, CustomStringConvertible {
        case noEnvironment(String)
        case silent(String)

        var description: String {
            switch self {
            case .noEnvironment(let path): "There is no Python with aiosmtpd at \(path). Run the tests with bin/test, which prepares it."
            case .silent(let said): "The mail server of the tests did not start: \(said)"
            }
        }
    }

    private static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    init(_ options: String...) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.options = options
        try await start()
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Starts it, on the port it had before.
    func start() async throws {
        let python = Self.root.appendingPathComponent(".build/browser/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python.path) else { throw Problem.noEnvironment(python.path) }
        let said = folder.appendingPathComponent("said")
        try Data().write(to: said)
        process = Process()
        process.executableURL = python
        process.arguments = [Self.root.appendingPathComponent("Tests/MailTests/server.py").path, folder.path, "--port", String(port)] + options
        let sink = try FileHandle(forWritingTo: said)
        process.standardOutput = sink
        process.standardError = sink
        try process.run()
        for _ in 0..<1_000 {
            let text = try String(contentsOf: said, encoding: .utf8)
            if let number = text.split(separator: "\n").first.flatMap({ Int($0) }) {
                port = number
                return
            }
            guard process.isRunning else { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Problem.silent(try String(contentsOf: said, encoding: .utf8))
    }

    func stop() {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// What it says to the next letters; see `server.py`.
    func answer(_ words: String?) throws {
        let file = folder.appendingPathComponent("answer")
        if let words { try Data(words.utf8).write(to: file) } else { try? FileManager.default.removeItem(at: file) }
    }

    /// The letters it took, in their order, as they came.
    func letters() throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".eml") }
        return try names.sorted { (Int($0.dropLast(4)) ?? 0) < (Int($1.dropLast(4)) ?? 0) }.map {
            String(decoding: try Data(contentsOf: folder.appendingPathComponent($0)), as: UTF8.self)
        }
    }

    /// A certificate made for this test, with its key beside it.
    static func certificate(in folder: URL, name: String = "localhost") throws -> (chain: String, key: String) {
        let (chain, key) = (folder.appendingPathComponent("\(name).pem").path, folder.appendingPathComponent("\(name)-key.pem").path)
        let openssl = Process()
        openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        openssl.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", chain,
            "-days", "2", "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)",
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        try #require(openssl.terminationStatus == 0)
        return (chain, key)
    }
}
