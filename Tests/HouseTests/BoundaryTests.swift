import Foundation
import Testing

/// Which target may import which. SwiftPM lets a target import what it does not declare once that is built for another
/// reason, so the table is checked against `Package.swift` and against every `import` line.
enum Layers {
    static let allowed: [String: Set<String>] = [
        "Vault": ["Crypto"],
        "Directives": ["Yams"],
        "Casework": ["Directives"],
        "Mail": ["Casework", "CCurl"],
        "Spreadsheet": ["CXlsxWriter"],
        "Jacket": ["Casework", "Directives"],
        "Intake": ["Jacket", "Casework", "Directives", "CZlib", "Crypto", "Yams"],
        "Risk": ["Jacket", "Casework", "Directives", "CXGBoost", "Crypto"],
        "OfficerSupport": ["Risk", "Jacket", "Casework", "Directives"],
        "Resiliency": ["Casework", "Directives"],
        "Records": ["OfficerSupport", "Resiliency", "Risk", "Intake", "Jacket", "Casework", "Directives", "Vault", "GRDB", "GRDBSQLite", "Crypto"],
        "Pages": ["OfficerSupport", "Resiliency", "Risk", "Intake", "Jacket", "Casework", "Directives", "CQRencode"],
        "Server": [
            "Pages", "Records", "Mail", "Spreadsheet", "OfficerSupport", "Resiliency", "Risk", "Intake", "Jacket", "Casework", "Directives", "Vault", "Hummingbird",
            "HummingbirdCore", "NIOCore", "NIOSSL", "NIOHTTPTypes", "HTTPTypes", "Logging", "ServiceLifecycle", "UnixSignals", "Crypto",
            "CryptoExtras",
        ],
        "SampleDepartment": ["Jacket", "Casework", "Directives"],
        "mainstay": [
            "Server", "Pages", "Records", "OfficerSupport", "Resiliency", "Risk", "Intake", "Jacket", "Casework", "Directives", "SampleDepartment", "Vault",
            "ArgumentParser", "Logging", "ServiceLifecycle", "Hummingbird",
        ],
    ]

    /// What comes with Swift and may be imported anywhere.
    static let platform: Set<String> = ["Foundation", "Glibc", "Synchronization", "Dispatch"]

    /// The modules a Swift file imports, with the number of the line. A column `import INTEGER NOT NULL` is none.
    static func imports(_ text: String) -> [(module: String, line: Int)] {
        let pattern =
            /^\s*(?:@[A-Za-z_]+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?([A-Za-z_][A-Za-z0-9_]*)(?:\.[A-Za-z0-9_.]+)?\s*(?:;.*|\/\/.*)?$/
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            line.wholeMatch(of: pattern).map { (module: String($0.1), line: index + 1) }
        }
    }

    /// What is wrong with the imports of a file, in words.
    static func faults(_ text: String, path: String, target: String) -> [String] {
        guard let allowed = allowed[target] else { return ["\(path): the target \(target) has no line in the table of layers"] }
        return imports(text).filter { !allowed.contains($0.module) && !platform.contains($0.module) }.map {
            "\(path):\($0.line): \(target) may not import \($0.module)"
        }
    }

    /// The targets of Package.swift with what each depends on.
    static func declared(in manifest: String) -> [String: Set<String>] {
        var named: [String: String] = [:]
        for match in manifest.matches(of: /let (\w+): Target\.Dependency = \.product\(name: "(\w+)"/) { named[String(match.1)] = String(match.2) }
        var result: [String: Set<String>] = [:]
        for match in manifest.matches(of: /\.(?:executableTarget|target)\(/) {
            let block = balanced(manifest[match.range.upperBound...])
            guard let name = block.firstMatch(of: /name: "(\w+)"/)?.1, let start = block.firstMatch(of: /dependencies: \[/) else { continue }
            let list = balanced(block[start.range.upperBound...])
            // A package's own name stands beside the product's and is no module.
            let products = list.replacing(/,\s*package: "[^"]*"/, with: "")
            var modules = Set(products.matches(of: /"(\w+)"/).map { String($0.1) })
            let words = products.replacing(/"[^"]*"/, with: "").split { !$0.isLetter && !$0.isNumber }.map(String.init)
            for word in words { if let module = named[word] { modules.insert(module) } }
            result[String(name)] = modules
        }
        return result
    }

    /// Up to the bracket that closes the one just opened.
    private static func balanced(_ text: Substring) -> Substring {
        var depth = 1
        for index in text.indices {
            switch text[index] {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            default: break
            }
            if depth == 0 { return text[..<index] }
        }
        return text
    }
}

@Suite("Targets import only what lies below them")
struct BoundaryTests {
    @Test("Package.swift declares exactly the dependencies of the table")
    func manifest() throws {
        let declared = Layers.declared(in: try House.text("Package.swift"))
        #expect(Set(declared.keys) == Set(Layers.allowed.keys))
        for (target, modules) in declared { #expect(modules == Layers.allowed[target], "\(target)") }
    }

    @Test("Every import of every source file is allowed to its target")
    func imports() throws {
        let files = try House.sources()
        #expect(files.count > 30)
        let faults = files.flatMap { Layers.faults($0.text, path: $0.path, target: $0.target) }
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    }

    @Test("The check fails on a bad import, in whatever form it is written", arguments: [
        "import Records", "@preconcurrency import Records", "package import Records", "import struct Records.Store", "  import Records",
        "@_exported public import Records", "import Hummingbird",
    ])
    func badImport(line: String) {
        let text = "import Foundation\nimport Directives\n\(line)\n"
        #expect(Layers.faults(text, path: "Sources/Casework/Bad.swift", target: "Casework").count == 1)
        #expect(Layers.faults(text, path: "Sources/Stray/Bad.swift", target: "Stray").count == 1, "a target without a line is refused")
    }

    @Test("No layer reaches up: the table has no cycle, and only the store and the pages' side know a database or a server")
    func acyclic() {
        var settled: Set<String> = []
        var left = Set(Layers.allowed.keys)
        while let next = left.first(where: { target in (Layers.allowed[target] ?? []).intersection(left).subtracting([target]).isEmpty }) {
            settled.insert(next)
            left.remove(next)
        }
        #expect(left.isEmpty, "\(left)")
        for (module, users) in [("GRDB", ["Records"]), ("CXGBoost", ["Risk"]), ("CCurl", ["Mail"]), ("CXlsxWriter", ["Spreadsheet"]), ("NIOCore", ["Server"])] {
            #expect(Layers.allowed.filter { $0.value.contains(module) }.map(\.key) == users)
        }
    }
}
