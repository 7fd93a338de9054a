import Foundation
import SampleDepartment
import Testing

extension CommandTests {
    @Suite("What is typed wrongly is named, and nothing is done")
    struct UsageTests {
        @Test("An unknown command, and no command at all")
        func command() async throws {
            try await Program.run("improt", "x").expectRefused(64, "improt", "mainstay --help")
            let none = try await Program.run()
            #expect(none.output.contains("SUBCOMMANDS") && none.output.contains("import"))
        }

        @Test("An unknown flag, a missing argument, a value that is none of those known")
        func flag() async throws {
            let trial = try Trial(.imported)
            let before = try await trial.tables
            try await trial.run("month", "--as-off", "2018-01-01").expectRefused(64, "--as-off")
            try await trial.run("import").expectRefused(64, "<directory>")
            try await trial.run("month", "--progress", "loud").expectRefused(64, "loud", "'auto', 'lines' or 'none'")
            #expect(try await trial.tables == before)
        }

        @Test(
            "A day that does not exist or is written otherwise",
            arguments: ["2018-02-30", "1.1.2018", "01/01/2018", "2018-13-01", "soon", ""])
        func day(text: String) async throws {
            let trial = try Trial(.imported)
            let before = try await trial.tables
            try await trial.run("month", "--as-of", text).expectRefused(64, "\"\(text)\" is no day", "2018-01-01")
            try await trial.run("import", trial.files, "--data-day", text).expectRefused(64, "\"\(text)\" is no day", "2017-12-31")
            #expect(try await trial.tables == before)
        }

        @Test(
            "A data directory that is not there, is a file, or was not made by mainstay init",
            arguments: [
                ["import", "."], ["month"], ["replay", "1"], ["scores", "1"], ["serve", "--port", "0"], ["account", "list"],
            ])
        func noData(command: [String]) async throws {
            let trial = try Trial()
            let missing = trial.folder.appendingPathComponent("nowhere").path
            try await Program.run(command + ["--data", missing]).expectRefused(1, missing, "mainstay init")
            try await Program.run(command + ["--data", trial.data + "/department.yaml"]).expectRefused(
                1, "department.yaml", "mainstay init")
            try await Program.run(command + ["--data", trial.files]).expectRefused(1, trial.files, "department.yaml", "mainstay init")
            #expect(!FileManager.default.fileExists(atPath: missing))
            #expect(try FileManager.default.contentsOfDirectory(atPath: trial.files).isEmpty)
        }

        @Test("mainstay init does not touch what is there, and says when it cannot write or read")
        func initialize() async throws {
            let trial = try Trial(.imported)
            let before = try await trial.tables
            try await Program.run("init", trial.data).expectRefused(1, trial.data, "Nothing was changed")
            #expect(try await trial.tables == before)
            try await Program.run("init", "/proc/mainstay").expectRefused(1, "/proc/mainstay", "permissions")
            let target = trial.folder.appendingPathComponent("new").path
            try await Program.run("init", target, "--department", "nowhere.yaml").expectRefused(1, "nowhere.yaml")
            #expect(!FileManager.default.fileExists(atPath: target))
        }

        /// What is changed in a good department.yaml, and what the refusal must say.
        struct Mistake: CustomTestStringConvertible, Sendable {
            var testDescription: String
            var from: String
            var to: String
            var says: [String]

            static let all = [
                Mistake(testDescription: "an unknown key", from: "roster:", to: "rooster: x\nroster:", says: ["\"rooster\"", "spelling"]),
                Mistake(
                    testDescription: "an unknown key deep inside", from: "share: 0.2", to: "share: 0.2, cap: 3",
                    says: ["officerSupport.raise.cap"]),
                Mistake(testDescription: "a missing key", from: "zone: America/Chicago", to: "", says: ["\"zone\" is missing"]),
                Mistake(
                    testDescription: "no YAML", from: "name: Sample Police Department", to: "name: [Sample",
                    says: ["not valid YAML", "line"]),
                Mistake(
                    testDescription: "a word for a number", from: "multiple: 2", to: "multiple: two",
                    says: ["officerSupport → raise → multiple", "number"]),
                Mistake(
                    testDescription: "a word for true or false", from: "federal: true", to: "federal: maybe",
                    says: ["holidays → federal", "true"]),
                Mistake(
                    testDescription: "a time zone of another planet", from: "America/Chicago", to: "Mars/Olympus",
                    says: ["Mars/Olympus", "zone"]),
                Mistake(
                    testDescription: "a roster nobody keeps", from: "roster: appointment", to: "roster: payrol",
                    says: ["roster", "payrol", "payrollYear"]),
                Mistake(
                    testDescription: "years that run backwards", from: "through: 2035", to: "through: 1980",
                    says: ["holidays", "1990 to 1980"]),
                Mistake(
                    testDescription: "a share in per cent", from: "share: 0.2", to: "share: 20",
                    says: ["officerSupport → raise → share", "0.02"]),
                Mistake(
                    testDescription: "a multiple below nothing", from: "multiple: 2", to: "multiple: -2",
                    says: ["officerSupport → raise → multiple"]),
                Mistake(
                    testDescription: "no days between two entries", from: "security:", to: "resiliency: { monitoringDays: 0 }\nsecurity:",
                    says: ["resiliency → monitoringDays", "1 to 366"]),
                Mistake(
                    testDescription: "a rank twice", from: "key: detective", to: "key: sergeant", says: ["ranks", "\"sergeant\"", "twice"]),
            ]
        }

        @Test("A department.yaml with a mistake is refused with the file and the key", arguments: Mistake.all)
        func department(mistake: Mistake) async throws {
            let trial = try Trial(.imported)
            let before = try await trial.tables
            let text = SampleDepartment.departmentFile.replacingOccurrences(of: mistake.from, with: mistake.to)
            #expect(text != SampleDepartment.departmentFile)
            try trial.writeDepartment(text)
            let outcome = try await trial.run("month", "--as-of", Prepared.asOf)
            outcome.expectRefused(1, "department.yaml")
            for words in mistake.says { #expect(outcome.errors.contains(words), "\(outcome.errors)") }
            #expect(try await trial.tables == before)
            // Nor is an installation made with it.
            let target = trial.folder.appendingPathComponent("new").path
            let new = try await Program.run("init", target, "--department", trial.data + "/department.yaml")
            #expect(new.code != 0)
            #expect(!FileManager.default.fileExists(atPath: target))
        }

        @Test("An empty department.yaml, and one that is no text")
        func emptyDepartment() async throws {
            let trial = try Trial(.imported)
            try trial.writeDepartment("\n")
            try await trial.run("month").expectRefused(1, "department.yaml", "empty")
            try Data([0xFF, 0xFE, 0x00]).write(to: URL(fileURLWithPath: trial.data + "/department.yaml"))
            try await trial.run("month").expectRefused(1, "department.yaml", "cannot be read")
        }
    }
}
