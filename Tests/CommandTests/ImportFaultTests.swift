import Foundation
import Testing

extension CommandTests {
    @Suite("An import takes what is right and names what is not")
    struct ImportFaultTests {
        @Test("A directory that is not there, or holds no file that is known")
        func directory() async throws {
            let trial = try Trial(.imported)
            let before = try await trial.tables
            try await trial.importFiles("/nowhere/at/all").expectRefused(1, "/nowhere/at/all", "Nothing was changed")
            try await trial.importFiles().expectRefused(1, trial.files, "member", ".csv.gz", "Nothing was changed")
            try trial.take("member")
            try await trial.run("import", trial.files, "--data-day", "2099-01-01").expectRefused(1, "1 Jan 2099", "Nothing was changed")
            #expect(try await trial.tables == before)
        }

        @Test(
            "A profile that cannot be read or used is refused with its line",
            arguments: [
                ("name: x\nsourcs: []\nsources: []\n", ["line 2", "\"sourcs\""]),
                ("nme: x\n", ["\"name\""]),
                ("name: [x\n", ["not valid YAML"]),
                ("", ["empty"]),
                (
                    "name: x\nsources:\n  - file: member\n    records:\n      - { kind: membr, key: id }\n",
                    ["line 5", "\"membr\"", "useOfForce"]
                ),
                ("name: x\nsources: []\n", ["names no file"]),
            ])
        func profile(text: String, says: [String]) async throws {
            let trial = try Trial(.imported)
            try trial.take("member")
            let before = try await trial.tables
            let profile = URL(fileURLWithPath: trial.files + "/profile.yaml")
            try Data(text.utf8).write(to: profile)
            let outcome = try await trial.importFiles()
            outcome.expectRefused(1, "profile.yaml")
            for words in says { #expect(outcome.errors.contains(words), "\(outcome.errors)") }
            try FileManager.default.removeItem(at: profile)
            try await trial.run("import", trial.files, "--profile", "/nowhere/p.yaml").expectRefused(1, "p.yaml", "cannot be read")
            #expect(try await trial.tables == before)
        }

        /// How a good file is spoilt, and what the refusal must say.
        struct Spoilt: CustomTestStringConvertible, Sendable {
            var testDescription: String
            /// What lies in the directory afterwards.
            var file = "use_of_force.csv"
            var spoil: @Sendable (Trial) async throws -> Void
            var says: String

            static let all = [
                Spoilt(
                    testDescription: "gzip that ends in the middle", file: "use_of_force.csv.gz",
                    spoil: { trial in
                        try await trial.pack()
                        try trial.edit("use_of_force.csv.gz") { $0 = $0.prefix($0.count / 2) }
                    }, says: "ends in the middle"),
                Spoilt(
                    testDescription: "gzip that ends in its last bytes", file: "use_of_force.csv.gz",
                    spoil: { trial in
                        try await trial.pack()
                        try trial.edit("use_of_force.csv.gz") { $0 = $0.dropLast(3) }
                    }, says: "ends in the middle"),
                Spoilt(
                    testDescription: "gzip that is damaged", file: "use_of_force.csv.gz",
                    spoil: { trial in
                        try await trial.pack()
                        try trial.edit("use_of_force.csv.gz") { content in
                            let middle = content.count / 2
                            for place in middle..<(middle + 8) { content[place] = ~content[place] }
                        }
                    }, says: "damaged"),
                Spoilt(
                    testDescription: "gzip whose checksum is wrong", file: "use_of_force.csv.gz",
                    spoil: { trial in
                        try await trial.pack()
                        try trial.edit("use_of_force.csv.gz") { $0[$0.count - 6] ^= 0xFF }
                    }, says: "damaged"),
                Spoilt(
                    testDescription: "a name in .gz for a plain file", file: "use_of_force.csv.gz",
                    spoil: { trial in
                        try FileManager.default.moveItem(
                            atPath: trial.files + "/use_of_force.csv", toPath: trial.files + "/use_of_force.csv.gz")
                    }, says: "is not gzip"),
                Spoilt(
                    testDescription: "Latin-1",
                    spoil: { trial in
                        try trial.edit("use_of_force.csv") { content in
                            let place = try #require(content.range(of: Data("\n".utf8), in: 4_000..<content.count)).lowerBound
                            content.insert(0xE9, at: place)
                        }
                    }, says: "iconv -f WINDOWS-1252 -t UTF-8"),
                Spoilt(
                    testDescription: "UTF-16",
                    spoil: { trial in
                        try trial.edit("use_of_force.csv") { $0 = try #require(String(decoding: $0, as: UTF8.self).data(using: .utf16)) }
                    }, says: "UTF-16"),
                Spoilt(
                    testDescription: "a missing column",
                    spoil: { trial in
                        try trial.editLines("use_of_force.csv") { $0[0] = $0[0].replacingOccurrences(of: "member", with: "mmber") }
                    }, says: "no column \"member\""),
                Spoilt(
                    testDescription: "a column twice",
                    spoil: { trial in
                        try trial.editLines("use_of_force.csv") { $0[0] = $0[0].replacingOccurrences(of: "taser", with: "date") }
                    }, says: "\"date\" appears twice"),
                Spoilt(
                    testDescription: "a quotation mark never closed",
                    spoil: { trial in
                        try trial.editLines("use_of_force.csv") { $0[900] = "\"" + $0[900] }
                    }, says: "never closed"),
                Spoilt(
                    testDescription: "an empty file", spoil: { trial in try trial.edit("use_of_force.csv") { $0 = Data() } },
                    says: "is empty"),
                Spoilt(
                    testDescription: "a tenth of the rows bad",
                    spoil: { trial in
                        try trial.editLines("use_of_force.csv") { lines in
                            for line in stride(from: 1, to: lines.count - 1, by: 10) { lines[line] += ",too,many" }
                        }
                    }, says: "rows are bad, more than the 5 % allowed"),
            ]
        }

        @Test("A file that cannot be taken whole is refused by name, leaves nothing, and the others are kept", arguments: Spoilt.all)
        func refused(spoilt: Spoilt) async throws {
            let trial = try Trial()
            try trial.take("member", "use_of_force", "award")
            try await spoilt.spoil(trial)
            let outcome = try await trial.importFiles()
            outcome.expectRefused(2, "\(spoilt.file) was refused", spoilt.says)
            #expect(outcome.output.contains(spoilt.says), "the report says it too")
            let tables = try await trial.tables
            #expect(try tables.rows("useOfForce") == 0)
            #expect(try tables.rows("member") == 400 && tables.rows("award") > 1_000)
            let noted = try await trial.sql("SELECT file, state FROM importFile ORDER BY id")
            #expect(noted == [["member.csv", "imported"], [spoilt.file, "refused"], ["award.csv", "imported"]])

            // Put right, only this file is new.
            for name in ["use_of_force.csv", "use_of_force.csv.gz"] {
                try? FileManager.default.removeItem(atPath: "\(trial.files)/\(name)")
            }
            try trial.take("use_of_force")
            try await trial.importFiles().expectDone()
            let states = try await trial.sql("SELECT file, state FROM importFile WHERE import = 2 ORDER BY id")
            #expect(states == [["member.csv", "unchanged"], ["use_of_force.csv", "imported"], ["award.csv", "unchanged"]])
        }

        @Test("One bad row goes to quarantine with line, column, value and reason; the rest of its file is taken")
        func quarantine() async throws {
            let trial = try Trial()
            try trial.take("member", "use_of_force")
            var rows = 0
            try trial.editLines("use_of_force.csv") { lines in
                rows = lines.count - 2
                func change(_ line: Int, _ column: Int, _ value: String) {
                    var fields = lines[line - 1].components(separatedBy: ",")
                    fields[column] = value
                    lines[line - 1] = fields.joined(separator: ",")
                }
                change(7, 1, "99999")
                change(12, 2, "2017-02-30")
                change(20, 2, "2030-01-01")
            }
            let outcome = try await trial.importFiles()
            outcome.expectDone()
            for words in ["use_of_force.csv line 7", "\"99999\"", "line 12", "\"2017-02-30\"", "line 20"] {
                #expect(outcome.output.contains(words), "\(outcome.output)")
            }
            let kept = try await trial.sql("SELECT file, line, \"column\", value, reason FROM quarantine ORDER BY line")
            #expect(
                kept.map { Array($0.prefix(4)) } == [
                    ["use_of_force.csv", "7", "member", "99999"], ["use_of_force.csv", "12", "date", "2017-02-30"],
                    ["use_of_force.csv", "20", "date", "2030-01-01"],
                ])
            #expect(kept.map { $0[4] }.allSatisfy { !$0.isEmpty } && kept[0][4].contains("No member has this number"))
            #expect(try await trial.tables.rows("useOfForce") == rows - 3)
        }

        @Test("The same files twice change nothing, and say so")
        func twice() async throws {
            let trial = try Trial()
            let first = try await Program.run(trial.importAll)
            first.expectDone()
            #expect(!first.output.contains("Nothing changed"))
            let before = try await trial.tables
            #expect(before.records.difference(trial.prepared.whole.records).isEmpty)
            let second = try await Program.run(trial.importAll)
            second.expectDone()
            #expect(second.output.contains("Nothing changed: every record was already here."))
            let after = try await trial.tables
            #expect(before.records.difference(after.records).isEmpty)
            #expect(try await trial.sql("SELECT DISTINCT state FROM importFile WHERE import = 2") == [["unchanged"]])
        }

        @Test("Both name.csv and name.csv.gz: refused, because nobody can tell which is meant")
        func both() async throws {
            let trial = try Trial()
            try trial.take("member", "award")
            try await trial.pack("award", keeping: true)
            try await trial.importFiles().expectRefused(2, "award.csv was refused", "award.csv.gz", "Keep one of them")
            #expect(try await trial.tables.rows("award") == 0)
        }
    }
}

extension Trial {
    /// Packs one of the trial's files.
    func pack(_ name: String = "use_of_force", keeping: Bool = false) async throws {
        let arguments = ["gzip"] + (keeping ? ["--keep"] : []) + ["\(files)/\(name).csv"]
        let outcome = try await Running(URL(fileURLWithPath: "/usr/bin/env"), arguments).outcome()
        try #require(outcome.code == 0, "\(outcome.errors)")
    }
}
