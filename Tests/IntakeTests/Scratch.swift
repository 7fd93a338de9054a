import Foundation
import Testing

@testable import Intake

/// A directory for one test, gone with it.
final class Scratch {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("intake-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ name: String, _ bytes: [UInt8]) throws -> URL {
        let file = url.appendingPathComponent(name)
        try Data(bytes).write(to: file)
        return file
    }

    func write(_ name: String, _ text: String) throws -> URL { try write(name, Array(text.utf8)) }

    /// The bytes packed by the system's gzip.
    func gzip(_ text: String) throws -> [UInt8] {
        let plain = try write("plain-\(UUID().uuidString)", text)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-kf", plain.path]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return Array(try Data(contentsOf: plain.appendingPathExtension("gz")))
    }

    /// Every row of the file as text.
    func rows(_ file: URL, bufferSize: Int = 256 * 1024) throws -> [[String]] {
        let reader = CSVReader(try FileBytes(file), bufferSize: bufferSize)
        var rows: [[String]] = []
        while try reader.next() { rows.append((0..<reader.count).map { reader.text($0) }) }
        return rows
    }
}
