import Directives
import Testing

@Suite("Provisions of a directive")
struct ProvisionTests {
    @Test("The provisions of the Officer Support System are there in the directive's order")
    func support() throws {
        let all = try Provision.all(program: "support")
        #expect(all.count == 203)
        #expect(all.first?.id == "D20-04:I.A")
        #expect(all.allSatisfy { $0.id.rawValue.hasPrefix("D20-04:") })
    }

    @Test("A citation finds its provision, the second part of a paragraph and a defined term included", arguments: [
        ("D20-04:V.A.2", Provision.Kind.deadline, "48 hours"), ("D20-04:VI.B.3#2", .deadline, "14 days"),
    ] as [(Citation, Provision.Kind, String)])
    func named(citation: Citation, kind: Provision.Kind, clock: String) throws {
        let provision = try #require(try Provision.named(citation))
        #expect(provision.kind == kind)
        #expect(provision.clock == clock)
    }

    @Test("A defined term is a provision; one that does not exist is not")
    func glossary() throws {
        #expect(try Provision.named("D20-04:GLOSSARY.WORK-ITEM") != nil)
        #expect(try Provision.named("D20-04:IX.Z.9") == nil)
    }

    @Test("An unknown program is an error that names the known ones")
    func unknownProgram() {
        #expect(throws: Provision.Problem.noSuchProgram("parking")) { try Provision.all(program: "parking") }
        #expect(Provision.Problem.noSuchProgram("parking").description.contains("support"))
    }

    private static let header = "id\tkind\twho\tparaphrase\tclock\tsoftware"
    private static let good = "A:1\trule\tall\tSays so.\t-\tDoes it."

    @Test("A good line is read whole")
    func goodLine() throws {
        let provision = try #require(try Provision.parse([Self.header, Self.good].joined(separator: "\n"), file: "f").first)
        #expect(provision == Provision(id: "A:1", kind: .rule, who: "all", paraphrase: "Says so.", clock: nil, software: "Does it."))
    }

    @Test("A list with a fault is refused with its line", arguments: [
        ("other headers", ["id\tkind"], 1), ("a value too few", [header, "A:1\trule\tall\tSays so.\t-"], 2),
        ("an empty value", [header, "A:1\trule\tall\t\t-\tDoes it."], 2),
        ("an unknown kind", [header, "A:1\twish\tall\tSays so.\t-\tDoes it."], 2), ("the same id twice", [header, good, good], 3),
    ])
    func faults(fault: String, lines: [String], number: Int) {
        #expect { try Provision.parse(lines.joined(separator: "\n"), file: "provisions.tsv") } throws: { error in
            guard case Provision.Problem.badLine(_, number, _) = error else { return false }
            return true
        }
    }
}
