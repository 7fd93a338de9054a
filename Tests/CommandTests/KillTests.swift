import Foundation
import Testing

extension CommandTests {
    @Suite("kill -9 in the middle loses nothing and leaves nothing half-written")
    struct KillTests {
        /// Every file that the import notes as done is whole, and of every other nothing is there.
        private func expectWholeFiles(_ trial: Trial, _ left: Tables) async throws {
            let whole = trial.prepared.whole
            let done = Set(try await trial.sql("SELECT kinds FROM importFile").map { $0[0] })
            #expect(done.allSatisfy { whole.content[$0] != nil }, "each file of the sample has one kind of record")
            for (kind, content) in left.records.content where kind != "(indexes)" {
                #expect(done.contains(kind) ? content == whole.content[kind] : content.rows == 0, "\(kind)")
            }
            // Killed among its first steps it has the indexes of the steps that were done, of which later ones drop some.
            if left.content["grdb_migrations"] == whole.content["grdb_migrations"] {
                #expect(left.content["(indexes)"] == whole.content["(indexes)"])
            } else {
                #expect(done.isEmpty)
            }
        }

        @Test(
            "An import that is killed keeps whole files only; imported again, the records are those of an import that was not",
            arguments: [
                ("Reading member.csv", 1), ("Reading arrest.csv", 1), ("Reading arrest.csv", 5), ("Reading complaint.csv", 1),
                ("Reading protective_order.csv", 1), ("Reading training.csv", 1),
            ])
        func importKilled(stage: String, number: Int) async throws {
            let trial = try Trial()
            let paced = try Paced(trial.importAll)
            try await paced.advance(to: stage, number)
            paced.running.kill()
            let outcome = try await paced.running.outcome()
            try #require(outcome.killed, "it stood still and was killed")

            #expect(try await trial.sql("PRAGMA integrity_check") == [["ok"]])
            #expect(try await trial.sql("SELECT id, state FROM import") == [["1", "running"]])
            let left = try await trial.tables
            try await expectWholeFiles(trial, left)
            #expect(try left.rows("training") == 0, "the last file was not done")
            // A month does not take a part of the records for the whole.
            try await Program.run(trial.month).expectRefused(1, "There are no records yet")

            try await Program.run(trial.importAll).expectDone()
            #expect(try await trial.sql("SELECT id, state FROM import ORDER BY id") == [["1", "interrupted"], ["2", "finished"]])
            #expect(try await trial.tables.records.difference(trial.prepared.whole.records).isEmpty)
        }

        @Test("An import of changed files that is killed leaves each file's old records or its new ones; imported again, all are new")
        func updateKilled() async throws {
            let whole = try Trial(.imported)
            try whole.take("member", "arrest", "award")
            try spoil(whole)
            try await whole.importFiles().expectDone()
            let after = try await whole.tables
            #expect(try after.rows("arrest") > 30_000, "a version more of every second arrest")

            let trial = try Trial(.imported)
            let before = try await trial.tables
            try trial.take("member", "arrest", "award")
            try spoil(trial)
            let paced = try Paced(["import", trial.files, "--data", trial.data, "--data-day", Prepared.lastDay])
            try await paced.advance(to: "Reading arrest.csv", 3)
            paced.running.kill()
            try #require(try await paced.running.outcome().killed)
            #expect(try await trial.tables.records.difference(before.records).isEmpty)
            try await trial.importFiles().expectDone()
            #expect(try await trial.tables.records.difference(after.records).isEmpty)
        }

        private func spoil(_ trial: Trial) throws {
            try trial.editLines("arrest.csv") { lines in
                for line in stride(from: 1, to: lines.count - 1, by: 2) {
                    var fields = lines[line].components(separatedBy: ",")
                    fields[1] = fields[1] == "10005" ? "10006" : "10005"
                    lines[line] = fields.joined(separator: ",")
                }
            }
        }

        @Test("An import that is killed at any moment, again and again, ends with the same records")
        func importKilledOften() async throws {
            let trial = try Trial()
            var interrupted = 0
            for wait in [20, 40, 60, 80, 100, 130, 160, 200] {
                let running = try Running(try Program.url(), trial.importAll)
                try await Task.sleep(for: .milliseconds(wait))
                running.kill()
                if try await running.outcome().killed { interrupted += 1 }
                guard FileManager.default.fileExists(atPath: trial.data + "/mainstay.sqlite") else { continue }
                #expect(try await trial.sql("PRAGMA integrity_check") == [["ok"]])
                if try await !trial.sql("SELECT 1 FROM sqlite_master WHERE name = 'importFile'").isEmpty {
                    try await expectWholeFiles(trial, try await trial.tables)
                }
            }
            #expect(interrupted > 0)
            try await Program.run(trial.importAll).expectDone()
            #expect(try await trial.tables.records.difference(trial.prepared.whole.records).isEmpty)
            #expect(try await trial.sql("SELECT count(*) FROM import WHERE state = 'running'") == [["0"]])
        }

        /// What a month leaves that does not depend on when it was run.
        private func result(_ data: String) async throws -> [[[String]]] {
            var rows: [[[String]]] = []
            for statement in [
                "SELECT month, fingerprint, scoresDigest, scored, raised, items, hex(models), settings FROM run",
                "SELECT run, member FROM score ORDER BY member",
                "SELECT member, district, unit, state FROM workItem ORDER BY member",
            ] {
                rows.append(try await Database.rows(statement, in: data))
            }
            // What is sealed is never the same bytes twice, so the program says what it is.
            let scores = try await Program.run(["scores", "1", "--data", data])
            rows.append(scores.output.split(separator: "\n").map { [String($0)] })
            return rows
        }

        @Test(
            "A month that is killed leaves no run, no score and no Work Item; run again, it gives what an undisturbed month gives",
            arguments: [
                ("Reading the records", 1), ("Counting features", 2), ("Training and testing", 1), ("Training and testing", 3),
                ("Calibrating", 1), ("Finding the reasons", 1),
            ])
        func monthKilled(stage: String, number: Int) async throws {
            let trial = try Trial(.imported)
            let before = try await trial.tables
            let paced = try Paced(trial.month)
            try await paced.advance(to: stage, number)
            paced.running.kill()
            try #require(try await paced.running.outcome().killed)
            #expect(try await trial.tables == before, "not one row was written")
            try await Program.run(trial.month).expectDone()
            let result = try await result(trial.data)
            #expect(try await result == self.result(trial.prepared.run.path))
            #expect(result[1].count > 250)
        }

        @Test("A month that is killed while it is written is there whole or not at all", arguments: [0, 2, 5, 10, 20])
        func monthKilledWriting(milliseconds: Int) async throws {
            let trial = try Trial(.imported)
            let paced = try Paced(trial.month)
            while let line = try await paced.line(), !line.contains("Making the Work Items") {}
            // The next line, "Writing the run", finds room now; what follows runs on.
            try await Task.sleep(for: .milliseconds(milliseconds))
            paced.running.kill()
            _ = try await paced.running.outcome()
            #expect(try await trial.sql("PRAGMA integrity_check") == [["ok"]])
            let left = try await trial.tables
            let whole = trial.prepared.afterRun
            for table in ["run", "score", "workItem"] {
                #expect(try left.rows(table) == (left.rows("run") == 0 ? 0 : whole.rows(table)), "\(table)")
            }
            if try left.rows("run") == 0 { try await Program.run(trial.month).expectDone() }
            #expect(try await result(trial.data) == result(trial.prepared.run.path))
        }
    }

    @Suite("Only one import or month at a time")
    struct OneAtATimeTests {
        @Test("While an import is under way, a second and a month are refused at once, and the first goes on undisturbed")
        func second() async throws {
            let trial = try Trial()
            let paced = try Paced(trial.importAll)
            try await paced.advance(to: "Reading arrest.csv", 2)
            let process = "process \(paced.running.process.processIdentifier)"
            try await Program.run(trial.importAll).expectRefused(1, "under way", process, "Nothing was changed")
            try await Program.run(trial.month).expectRefused(1, "under way", process, "Nothing was changed")
            try await paced.finish().expectDone()
            #expect(try await trial.sql("SELECT id, state FROM import") == [["1", "finished"]])
            #expect(try await trial.tables.records.difference(trial.prepared.whole.records).isEmpty)
        }

        @Test("While a month is under way, an import and a second month are refused at once; the records can be read")
        func duringMonth() async throws {
            let trial = try Trial(.imported)
            let paced = try Paced(trial.month)
            try await paced.advance(to: "Training and testing")
            try await Program.run(trial.importAll).expectRefused(1, "under way", "Nothing was changed")
            try await Program.run(trial.month).expectRefused(1, "under way", "Nothing was changed")
            try await trial.run("account", "list").expectDone()
            try await paced.finish().expectDone()
            #expect(try await trial.sql("SELECT count(*) FROM run") == [["1"]])
        }
    }
}
