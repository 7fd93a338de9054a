import Directives
import Foundation

/// Where each provision of a directive is enforced and which test proves it, read off the citations in the code.
struct Coverage {
    /// What cites a provision: the file and, in a test, the words of the test.
    struct Proof: Hashable, Comparable {
        var file: String
        var name: String
        static func < (left: Proof, right: Proof) -> Bool { (left.file, left.name) < (right.file, right.name) }
    }

    var enforced: [Citation: Set<String>] = [:]
    var proofs: [Citation: Set<Proof>] = [:]

    private static let directives = ["D20-04", "SRV-017", "PER-001", "PER-055", "OPS-092"]

    /// Citations as they are written in code and comments: a directive, a colon, a paragraph.
    static func citations(in text: some StringProtocol) -> [Citation] {
        let bytes = Array(text.utf8)
        var result: [Citation] = []
        for colon in bytes.indices where bytes[colon] == UInt8(ascii: ":") {
            guard let directive = directives.first(where: { bytes[..<colon].suffix($0.utf8.count).elementsEqual($0.utf8) }) else { continue }
            var paragraph = bytes[(colon + 1)...].prefix(while: isPartOfParagraph)
            // The full stop of a sentence is none of the paragraph's.
            while let last = paragraph.last, !isLetterOrDigit(last) { paragraph.removeLast() }
            if !paragraph.isEmpty { result.append(Citation(rawValue: "\(directive):\(String(decoding: paragraph, as: UTF8.self))")) }
        }
        return result
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool { byte < 0x80 && (Character(UnicodeScalar(byte)).isLetter || (0x30...0x39).contains(byte)) }

    private static func isPartOfParagraph(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || ".-#".utf8.contains(byte) }

    init(sources: [House.SourceFile], tests: [House.SourceFile]) {
        for file in sources {
            for citation in Coverage.citations(in: file.text) { enforced[citation, default: []].insert(file.path) }
        }
        for file in tests where file.target != "HouseTests" {
            for (citation, name) in Coverage.proofs(in: file.text) {
                proofs[citation, default: []].insert(Proof(file: file.path, name: name))
            }
        }
    }

    /// The provisions a test file claims to prove, each with the words of its test: those in the words of a `@Test` or
    /// `@Suite`, in a doc comment before it or in a comment after it. A citation in the code itself proves nothing.
    static func proofs(in text: String) -> [(Citation, String)] {
        let declarations = text.matches(of: /@(?:Test|Suite)\(\s*"((?:[^"\\]|\\.)*)"/)
        var result: [(Citation, String)] = []
        for (index, declaration) in declarations.enumerated() {
            let name = String(declaration.1)
            let before = index == 0 ? text[..<declaration.range.lowerBound] : text[declarations[index - 1].range.upperBound..<declaration.range.lowerBound]
            let after = index + 1 < declarations.count ? text[declaration.range.upperBound..<declarations[index + 1].range.lowerBound] : text[declaration.range.upperBound...]
            let comments = [name] + lines(of: after, beginningWith: "// ") + lines(of: before, beginningWith: "/// ")
            result += comments.flatMap { citations(in: $0) }.map { ($0, name) }
        }
        return result
    }

    private static func lines(of text: Substring, beginningWith mark: String) -> [String] {
        text.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { $0.hasPrefix(mark) }.map(String.init)
    }

    /// The page `docs/provisions/support.md`: what has no proof comes first.
    func page(_ provisions: [Provision], _ directive: String, _ system: String) -> String {
        let open = provisions.filter { proofs[$0.id] == nil }
        let proven = provisions.filter { proofs[$0.id] != nil }
        let ours = open.filter { $0.kind != .human && $0.kind != .training }
        let people = open.filter { $0.kind == .human || $0.kind == .training }
        var lines = [
            "# \(directive), provision by provision",
            "",
            "Each provision of the \(system)'s directive in our own words, where the code enforces it and which test proves it. The numbers are the directive's; where one paragraph holds several provisions, the others are `#2`, `#3`. This page is read off the citations in the code: `RECORD=1 bin/test` writes it again, and a test fails when it is stale.",
            "",
            "**\(provisions.count) provisions: \(proven.count) with a proof, \(ours.count) without, \(people.count) about people and training without.**",
            "",
            "## Without a proof yet",
            "",
        ]
        lines += reasons(ours)
        lines += ["", "## Without a proof: what people do, and training", ""] + reasons(people)
        lines += ["", "## Proven", ""] + table(proven)
        return lines.joined(separator: "\n") + "\n"
    }

    private func reasons(_ provisions: [Provision]) -> [String] {
        guard !provisions.isEmpty else { return ["None."] }
        return ["| provision | what it says | enforced in | why there is no proof |", "|---|---|---|---|"]
            + provisions.map { provision in
                row([provision.id.rawValue, provision.paraphrase, places(provision), Unproved.reason(provision.id) ?? "–"])
            }
    }

    private func places(_ provision: Provision) -> String {
        let places = (enforced[provision.id] ?? []).sorted().map { "`\($0.replacing("Sources/", with: ""))`" }
        return places.isEmpty ? "–" : places.joined(separator: "<br>")
    }

    private func row(_ cells: [String]) -> String { "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |" }

    private func table(_ provisions: [Provision]) -> [String] {
        guard !provisions.isEmpty else { return ["None."] }
        return ["| provision | what it says | enforced in | proven by |", "|---|---|---|---|"]
            + provisions.map { provision in
                let tests = (proofs[provision.id] ?? []).sorted().map { "\($0.name) (`\($0.file.replacing("Tests/", with: ""))`)" }
                return row([provision.id.rawValue, provision.paraphrase, places(provision), tests.joined(separator: "<br>")])
            }
    }
}
