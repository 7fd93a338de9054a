import Foundation
import Testing

/// A word that may not stand in the sources, why, and where it may after all.
private struct Ban {
    var words: String
    var because: String
    var except: [String] = []
}

/// What is wrong in a file, as `path:line: why`.
private func faults(_ file: House.SourceFile, _ ban: Ban) -> [String] {
    guard !ban.except.contains(where: { file.path.hasPrefix($0) }) else { return [] }
    return file.code.filter { $0.line.contains(ban.words) }.map { "\(file.path):\($0.number): \(ban.because)" }
}

@Suite("The rules of the house")
struct StyleTests {
    private static let banned = [
        Ban(words: "Date()", because: "time is passed in as Surroundings", except: ["Sources/mainstay/"]),
        Ban(words: "Date.now", because: "time is passed in as Surroundings", except: ["Sources/mainstay/"]),
        Ban(words: "Day.today", because: "time is passed in as Surroundings", except: ["Sources/mainstay/"]),
        Ban(words: "fatalError(", because: "errors are values that a person can act on"),
        Ban(words: "preconditionFailure(", because: "errors are values that a person can act on"),
        Ban(words: "try!", because: "errors are values that a person can act on"),
        Ban(words: "nonisolated(unsafe)", because: "no global mutable state"),
    ]

    @Test("The sources do without these words", arguments: banned.map(\.words))
    func bans(words: String) throws {
        let ban = try #require(Self.banned.first { $0.words == words })
        let found = try House.sources().flatMap { faults($0, ban) }
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test("The check sees a banned word in code, and none in a comment or where it is allowed")
    func bansAreSeen() {
        let ban = Self.banned[0]
        func file(_ path: String, _ line: String) -> House.SourceFile { House.SourceFile(path: path, text: "import Foundation\n\(line)\n") }
        #expect(faults(file("Sources/Risk/A.swift", "let now = Date()"), ban) == ["Sources/Risk/A.swift:2: time is passed in as Surroundings"])
        #expect(faults(file("Sources/Risk/A.swift", #"let link = "http://a", now = Date()"#), ban).count == 1)
        #expect(faults(file("Sources/Risk/A.swift", "// never Date()"), ban).isEmpty)
        #expect(faults(file("Sources/mainstay/A.swift", "let now = Date()"), ban).isEmpty)
    }

    @Test("Only one file of the program reads the machine's clock")
    func oneClock() throws {
        let files = try House.sources().filter { file in
            file.target == "mainstay" && file.code.contains { $0.line.contains("Date()") || $0.line.contains("Date.now") }
        }
        #expect(files.count <= 1, "\(files.map(\.path))")
    }

    @Test("Nothing is left for later")
    func nothingForLater() throws {
        // Written in two parts, so that this file does not find itself.
        let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
        for file in try House.sources() + House.tests() {
            let found = words.filter { file.text.contains($0) }
            #expect(found.isEmpty, "\(file.path)")
        }
    }

    @Test("A promise about concurrency that the compiler cannot check gives its reason in the line before")
    func uncheckedSendable() throws {
        for file in try House.sources() {
            for (number, line) in file.code where line.contains("@unchecked Sendable") {
                let before = number >= 2 ? file.lines[number - 2].drop { $0 == " " } : ""
                #expect(before.hasPrefix("//"), "\(file.path):\(number)")
            }
        }
    }

    /// The tables as they were first written are a document of SQL, never edited after a release.
    private static let migrations = "Sources/Records/Schema/"

    @Test("Files are short enough to be read: at most 450 lines")
    func length() throws {
        for file in try House.sources() + House.tests() where !file.path.hasPrefix(Self.migrations) {
            #expect(file.lines.count <= 451, "\(file.path) has \(file.lines.count - 1) lines")
        }
    }

    @Test("A score cannot read what only the fairness report may: race, gender, year of birth")
    func noDemographicsInScores() throws {
        let words = /\b(?:Demographics|demographics|race|gender|birthYear|birth_year)\b/
        for file in try House.sources() where file.target == "Risk" && !file.path.contains("Fairness") {
            for (number, line) in file.code { #expect(!line.contains(words), "\(file.path):\(number): \(line)") }
        }
        #expect("let race = 1".contains(words) && !"func trace() { braces }".contains(words))
    }

    @Test("What git keeps holds no paths of one machine and no package hosts")
    func noMachine() throws {
        // Written in parts, so that this file does not find itself.
        let words = ["/wo" + "rk/", "/ro" + "ot/", "/home" + "/", "py" + "pi.org", "files.python" + "hosted", "deb.debian" + ".org", "registry." + "npmjs"]
        for path in try House.tracked() where !path.hasSuffix(".gz") && !path.hasSuffix(".png") {
            let content = try Data(contentsOf: House.root.appendingPathComponent(path))
            let found = words.filter { content.range(of: Data($0.utf8)) != nil }
            #expect(found.isEmpty, "\(path)")
        }
    }
}
