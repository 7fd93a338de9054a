import Foundation
import SampleDepartment
import Testing

extension CommandTests {
    @Suite("mainstay check says what is whole and what to do about what is not")
    struct CheckTests {
        struct Line: Decodable {
            var subject: String
            var state: String
            var says: String
            var remedy: String?
        }

        private func lines(_ trial: Trial, _ options: String..., code: Int32) async throws -> [Line] {
            let outcome = try await Program.run(["check", "--json", "--data", trial.data] + options)
            #expect(outcome.code == code, "\(outcome.output)\(outcome.errors)")
            for machinery in ["SQLite error", "NSCocoaErrorDomain", "Optional("] { #expect(!outcome.output.contains(machinery), "\(outcome.output)") }
            return try JSONDecoder().decode([Line].self, from: Data(outcome.output.utf8))
        }

        private func fault(_ subject: String, _ lines: [Line]) throws -> Line {
            let found = try #require(lines.first { $0.subject == subject && $0.state == "fault" }, "\(lines)")
            #expect(found.remedy?.isEmpty == false, "\(found)")
            return found
        }

        @Test("A whole installation is all well, also while it is served, and nothing is changed by looking")
        func whole() async throws {
            let trial = try Trial(.run)
            // A server whose month is due runs it by itself.
            try trial.writeDepartment(SampleDepartment.departmentFile.replacingOccurrences(of: "scheduled: true", with: "scheduled: false"))
            let before = try await trial.tables
            let served = try await Served(trial.data)
            for option in [[], ["--all"]] {
                let outcome = try await Program.run(["check", "--data", trial.data] + option)
                #expect(outcome.code == 0 && outcome.output.contains("All is well."), "\(outcome.output)")
            }
            let lines = try await lines(trial, code: 0)
            #expect(Set(lines.map(\.subject)).isSuperset(of: ["files", "disk", "database", "keys", "sealed"]))
            // Its own lines of the trail are all that it adds.
            let changed = try await trial.tables.difference(before)
            // A server notes whether mail is set up, writes the rows of clocks that are older than they are, and raises the reviews of the day.
            #expect(Set(changed).isSubset(of: ["trail", "setting", "caseTask", "caseClock", "caseWarning", "changeCount", "postingReview", "postingReviewEvent", "keyed", "notice"]), "\(changed)")
            #expect(try await served.get("/health").status == 200)
        }

        @Test("Files that others may read, and a department.yaml that is not understood, are named with what to do")
        func files() async throws {
            let trial = try Trial(.imported)
            func mode(_ mode: Int, _ name: String) throws {
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: trial.data + name)
            }
            try mode(0o755, "")
            let open = try fault("files", try await lines(trial, code: 3))
            #expect(open.says.contains(trial.data) && open.remedy == "chmod 700 \(trial.data)")
            try mode(0o700, "")
            try mode(0o644, "/department.key")
            #expect(try fault("files", try await lines(trial, code: 3)).remedy == "chmod 600 \(trial.data)/department.key")
            try mode(0o600, "/department.key")
            try trial.writeDepartment("name: [\n")
            #expect(try fault("files", try await lines(trial, code: 3)).says.contains("department.yaml"))
        }

        @Test("A field that was moved, a key store of another installation, and a damaged database are found")
        func content() async throws {
            let trial = try Trial(.run)
            _ = try await trial.sql("UPDATE score SET figures = (SELECT figures FROM score ORDER BY id DESC LIMIT 1) WHERE id = (SELECT min(id) FROM score)")
            let moved = try fault("sealed", try await lines(trial, "--all", code: 3))
            #expect(moved.says.contains("score.figures") && moved.says.contains("1 of"))

            let other = try Trial(.imported)
            for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: other.data + "/mainstay.keys" + ending) }
            #expect(try fault("opening", try await lines(other, code: 3)).says.contains("mainstay.keys is missing"))

            let damaged = try Trial(.run)
            _ = try await damaged.sql("PRAGMA wal_checkpoint(TRUNCATE)")
            let file = URL(fileURLWithPath: damaged.data + "/mainstay.sqlite")
            var content = try Data(contentsOf: file)
            for index in (content.count / 2)..<(content.count / 2 + 200_000) { content[index] = UInt8(truncatingIfNeeded: index &* 2_654_435_761 >> 7) }
            try content.write(to: file)
            let lines = try await lines(damaged, code: 3)
            #expect(lines.contains { $0.state == "fault" && $0.says.contains("damaged") }, "\(lines)")
        }

        @Test("A data directory copied while it is in use opens, or is refused by name, and the check never calls a torn copy well")
        func copiedInUse() async throws {
            let trial = try Trial(.run)
            let served = try await Served(trial.data)
            let reading = try served.browser.start("get", "/sign-in", times: 200, on: served.port)
            try await trial.run("account", "list").expectDone()
            // As a file manager would copy it, without the logs.
            let copy = try Trial()
            for name in ["mainstay.sqlite", "mainstay.keys", "department.key", "department.yaml"] {
                try? FileManager.default.removeItem(atPath: "\(copy.data)/\(name)")
                try FileManager.default.copyItem(atPath: "\(trial.data)/\(name)", toPath: "\(copy.data)/\(name)")
            }
            _ = try await reading.outcome()
            let outcome = try await copy.run("check", "--all")
            #expect([0, 3].contains(outcome.code), "\(outcome.errors)")
            for machinery in ["SQLite error", "Fatal error"] { #expect(!outcome.output.contains(machinery)) }
        }

        @Test("Backups of the keys past their day are named")
        func overdue() async throws {
            let trial = try Trial(.imported)
            let keys = trial.folder.appendingPathComponent("keys").path
            try await trial.run("backup", "--keys", keys + "/old").expectDone()
            #expect(try await lines(trial, "--key-backups", keys, code: 0).contains { $0.subject == "backups" && $0.state == "ok" })
            let file = URL(fileURLWithPath: keys + "/old/keys.json")
            let text = try String(contentsOf: file, encoding: .utf8)
            try Data(text.replacing(/"expiresAt" : "[^"]*"/, with: "\"expiresAt\" : \"2020-01-01T00:00:00Z\"").utf8).write(to: file)
            let overdue = try fault("backups", try await lines(trial, "--key-backups", keys, code: 3))
            #expect(overdue.says.contains("old") && overdue.remedy?.contains("--prune") == true)
            try await trial.run("backup", "--keys", "--prune", keys).expectDone()
            #expect(try FileManager.default.contentsOfDirectory(atPath: keys).isEmpty)
        }
    }
}
