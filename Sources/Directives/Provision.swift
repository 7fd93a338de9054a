import Foundation

/// One sentence of a directive that can be tested, in our own words, with what the software does about it.
///
/// Where a numbered paragraph holds several, the first has the plain number and the others `#2`, `#3`; `.NOTE` marks a
/// note and `GLOSSARY.` a defined term.
package struct Provision: Hashable, Sendable, Identifiable {
    package var id: Citation
    package var kind: Kind
    /// Who it binds, as the directive names them.
    package var who: String
    /// What it says, paraphrased.
    package var paraphrase: String
    /// The time it gives; nil where it gives none.
    package var clock: String?
    /// What can be checked in the software.
    package var software: String

    package init(id: Citation, kind: Kind, who: String, paraphrase: String, clock: String?, software: String) {
        self.id = id
        self.kind = kind
        self.who = who
        self.paraphrase = paraphrase
        self.clock = clock
        self.software = software
    }

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case catalogue, confidentiality, content, criterion, deadline, human, record, report, retention, role, rule, training, workflow
    }

    package enum Problem: Error, Equatable, CustomStringConvertible {
        case noSuchProgram(String)
        case missingFile(String)
        case badLine(file: String, line: Int, String)

        package var description: String {
            switch self {
            case .noSuchProgram(let name):
                "There are no provisions of a program \"\(name)\"; there are: \(Provision.directives.keys.sorted().joined(separator: ", "))."
            case .missingFile(let name):
                "The file \(name) is missing from the installation beside the program. Install Mainstay again, or copy the folder mainstay_Directives.resources to where the program is."
            case .badLine(let file, let line, let reason): "\(file), line \(line): \(reason)"
            }
        }
    }

    /// The folder of each program's directive.
    private static let directives = [
        "support": "d20-04", "resiliency": "srv-017", "peer": "per-001", "deflection": "ops-092", "liaison": "per-055",
    ]

    private static let columns = ["id", "kind", "who", "paraphrase", "clock", "software"]

    /// Every provision of a program's directive, in the directive's order. The files are read once.
    package static func all(program: String) throws(Problem) -> [Provision] {
        guard let list = lists[program] else { throw .noSuchProgram(program) }
        return try list.get()
    }

    /// The page `docs/provisions/support.md` as it was when the program was built: what is enforced where, and proved by which
    /// test. A test of the house compares the two.
    package static func coverage(program: String) throws(Problem) -> String {
        guard ["support", "resiliency"].contains(program), let directive = directives[program] else { throw .noSuchProgram(program) }
        return try content("Packs/\(directive)/coverage.md")
    }

    private static let lists: [String: Result<[Provision], Problem>] = directives.mapValues { directive in
        Result { () throws(Problem) in try read("Packs/\(directive)/provisions.tsv") }
    }

    private static func read(_ name: String) throws(Problem) -> [Provision] {
        try parse(try content(name), file: name)
    }

    private static func content(_ name: String) throws(Problem) -> String {
        let url = Bundle.module.bundleURL.appendingPathComponent(name)
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { throw .missingFile(name) }
        return text
    }

    /// The provision a citation names, looked up in the directive it begins with.
    package static func named(_ citation: Citation) throws(Problem) -> Provision? {
        let directive = citation.rawValue.prefix { $0 != ":" }.lowercased()
        guard let program = directives.first(where: { $0.value == directive })?.key else { return nil }
        return try all(program: program).first { $0.id == citation }
    }

    /// Reads tab-separated lines under a line of headers.
    package static func parse(_ text: String, file: String) throws(Problem) -> [Provision] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        guard let header = lines.first, header.split(separator: "\t").map(String.init) == columns else {
            throw .badLine(file: file, line: 1, "the headers must be \(columns.joined(separator: ", ")), separated by tabs.")
        }
        var result: [Provision] = []
        var seen: Set<Citation> = []
        for (index, line) in lines.dropFirst().enumerated() {
            let number = index + 2
            let values = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard values.count == columns.count, values.allSatisfy({ !$0.isEmpty }) else {
                throw .badLine(file: file, line: number, "six values are needed, none of them empty.")
            }
            guard let kind = Kind(rawValue: values[1]) else { throw .badLine(file: file, line: number, "the kind \"\(values[1])\" is not known.") }
            let id = Citation(rawValue: values[0])
            guard seen.insert(id).inserted else { throw .badLine(file: file, line: number, "\(id) stands twice.") }
            result.append(
                Provision(
                    id: id, kind: kind, who: values[2], paraphrase: values[3], clock: values[4] == "-" ? nil : values[4],
                    software: values[5]))
        }
        return result
    }
}
