import Foundation

/// The repository as files: what the rules of the house are checked on.
struct House {
    struct SourceFile: Sendable {
        /// From the root: `Sources/Risk/Feature.swift`.
        let path: String
        let text: String
        let lines: [Substring]
        /// The lines without comments, each with its number.
        let code: [(number: Int, line: String)]

        init(path: String, text: String) {
            self.path = path
            self.text = text
            lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            code = lines.enumerated().map { (number: $0.offset + 1, line: House.withoutComment($0.element)) }
        }

        /// The target or test target the file belongs to.
        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    }

    /// The folder of Package.swift above this file; links are followed.
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String { try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8) }

    /// The Swift files of the program and of the tests, in a fixed order, read once.
    static func sources() throws -> [SourceFile] { try sourceFiles.get() }
    static func tests() throws -> [SourceFile] { try testFiles.get() }

    private static let sourceFiles = Result { try swift("Sources") }
    private static let testFiles = Result { try swift("Tests") }

    private static func swift(_ folder: String) throws -> [SourceFile] {
        let base = root.appendingPathComponent(folder)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: base.path)
        return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            SourceFile(path: "\(folder)/\(path)", text: try text("\(folder)/\(path)"))
        }
    }

    /// The files git tracks, or would if they were added now.
    static func tracked() throws -> [String] {
        let git = Process()
        git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        git.arguments = ["git", "-C", root.path, "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        let pipe = Pipe()
        git.standardOutput = pipe
        try git.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        git.waitUntilExit()
        let paths = Set(String(decoding: data, as: UTF8.self).split(separator: "\0").map(String.init)).sorted()
        return paths.filter { FileManager.default.fileExists(atPath: root.appendingPathComponent($0).path) }
    }

    /// The line up to a comment. A `//` inside a string literal is not one.
    static func withoutComment(_ line: Substring) -> String {
        var inString = false
        var previous: UInt8 = 0x20
        for (index, byte) in zip(line.utf8.indices, line.utf8) {
            if byte == UInt8(ascii: "\""), previous != UInt8(ascii: "\\") { inString.toggle() }
            if byte == UInt8(ascii: "/"), previous == byte, !inString { return String(line[..<line.utf8.index(before: index)]) }
            previous = byte
        }
        return String(line)
    }
}
