import Foundation
import Testing

extension CommandTests {
    @Suite("Items of members scored elsewhere are imported from a file")
    struct ItemTests {
        private static let source = "Harbor Risk Model 4.2"

        /// A file about three members of districts where the program is on.
        private func file(_ trial: Trial, _ more: String = "") async throws -> (path: String, members: Int) {
            let numbers = try await Database.rows(
                "SELECT DISTINCT member.sourceKey FROM workItem JOIN member ON member.record = workItem.member AND member.version = 1 ORDER BY member.record LIMIT 3",
                in: trial.prepared.run.path
            ).map { $0[0] }
            try #require(numbers.count == 3)
            let path = trial.files + "/scored.csv"
            let rows = numbers.map { "\($0),off_duty,\"Calls, at night.\",0.25,3,90\n\($0),force,Force in arrests.,,,\n" }.joined()
            try Data(("member,category,reason,score,rank,of\n" + rows + more).utf8).write(to: URL(fileURLWithPath: path))
            return (path, numbers.count)
        }

        private func arguments(_ path: String, _ trial: Trial) -> [String] {
            ["items", "import", path, "--source", Self.source, "--as-of", Prepared.asOf, "--data", trial.data]
        }

        private func importFile(_ path: String, _ trial: Trial, _ more: String...) async throws -> Program.Outcome {
            try await Program.run(arguments(path, trial) + more)
        }

        @Test("D20-04:IV.C A file is checked without a trace, taken once with references after those of the run, and refused the second time")
        func taken() async throws {
            let trial = try Trial(.run)
            let (path, members) = try await file(trial)
            let before = try await trial.tables
            let checked = try await importFile(path, trial, "--check")
            checked.expectDone()
            #expect(checked.output.contains("Checked, nothing was written") && checked.output.contains("3 Work Items"))
            #expect(try await trial.tables == before)

            let taken = try await importFile(path, trial)
            taken.expectDone()
            #expect(taken.output.contains("Items import 1") && taken.output.contains("6 rows, 3 members, 3 Work Items"))
            let items = try before.rows("workItem")
            #expect(try await trial.sql("SELECT count(*), count(DISTINCT reference) FROM workItem") == [[String(items + members), String(items + members)]])
            let first = String(items + 1)
            let number = String(repeating: "0", count: max(0, 3 - first.count)) + first
            #expect(try await trial.sql("SELECT min(id) > 0, min(reference) FROM workItem WHERE run IS NULL") == [["1", "W-2018-01-\(number)"]])

            try await importFile(path, trial).expectRefused(2, "imported already on", "No Work Item was made")
            #expect(try await trial.sql("SELECT state, items FROM itemImport ORDER BY id") == [["finished", "3"], ["refused", "0"]])
        }

        @Test("A file with rows that are wrong is refused with each of them, and makes nothing")
        func refused() async throws {
            let trial = try Trial(.run)
            let (path, _) = try await file(trial, "nobody,force,A reason.,,,\n10005,rage,,x,9,3\n")
            let before = try await trial.tables
            try await importFile(path, trial).expectRefused(
                2, "Line 8, member: No member has this number.", "Line 9, category", "Line 9, reason", "Line 9, score", "Line 9, rank", "scored.csv was refused")
            #expect(try await trial.tables.difference(before).allSatisfy { ["itemImport", "trail", "keyed"].contains($0) })
            try await importFile(trial.files + "/none.csv", trial).expectRefused(1, "cannot be read")
            let late = try await Program.run(["items", "import", path, "--source", Self.source, "--as-of", "2099-01-01", "--data", trial.data])
            late.expectRefused(2, "has not come yet")
            let noDay = try await Program.run(["items", "import", path, "--source", Self.source, "--as-of", "soon", "--data", trial.data])
            noDay.expectRefused(64, "is no day")
        }

        @Test("D20-04:IV.C.NOTE The month can be run after a file of the same month, and no reference is there twice")
        func beforeTheMonth() async throws {
            let trial = try Trial(.imported)
            let (path, members) = try await file(trial)
            try await importFile(path, trial).expectDone()
            try await Program.run(trial.month).expectDone()
            let items = try trial.prepared.afterRun.rows("workItem") + members
            #expect(try await trial.sql("SELECT count(*), count(DISTINCT reference) FROM workItem") == [[String(items), String(items)]])
            #expect(try await trial.sql("SELECT min(reference) FROM workItem WHERE run IS NOT NULL") == [["W-2018-01-004"]])
            #expect(try await trial.sql("SELECT min(reference), max(reference) FROM workItem WHERE run IS NULL") == [["W-2018-01-001", "W-2018-01-003"]])
        }

        @Test("An import of items that is killed leaves nothing; run again, it makes them")
        func killed() async throws {
            let trial = try Trial(.imported)
            let (path, members) = try await file(trial)
            let before = try await trial.tables
            let paced = try Paced(arguments(path, trial))
            try await paced.advance(to: "Reading the records")
            paced.running.kill()
            try #require(try await paced.running.outcome().killed)
            #expect(try await trial.tables == before, "not one row was written")
            try await importFile(path, trial).expectDone()
            #expect(try await trial.tables.rows("workItem") == members)
        }

        @Test("An import of items that is killed while it is written is there whole or not at all", arguments: [0, 2, 5, 10, 20])
        func killedWriting(milliseconds: Int) async throws {
            let trial = try Trial(.imported)
            let (path, members) = try await file(trial)
            let before = try await trial.tables
            let paced = try Paced(arguments(path, trial))
            while let line = try await paced.line(), !line.contains("Making the Work Items") {}
            // The next line, "Writing the Work Items", finds room now; what follows runs on.
            try await Task.sleep(for: .milliseconds(milliseconds))
            paced.running.kill()
            _ = try await paced.running.outcome()
            #expect(try await trial.sql("PRAGMA integrity_check") == [["ok"]])
            let left = try await trial.tables
            if try left.rows("itemImport") == 0 {
                #expect(left == before, "not one row of any table was written")
                try await importFile(path, trial).expectDone()
            }
            #expect(try await trial.sql("SELECT state, items FROM itemImport") == [["finished", String(members)]])
            #expect(try await trial.tables.rows("workItem") == members)
            #expect(try await trial.sql("SELECT count(*) FROM workItem WHERE NOT EXISTS (SELECT 1 FROM caseClock WHERE caseClock.record = workItem.id)") == [["0"]])
        }

        @Test("D20-04:IV.C.NOTE#2 The command says that the records are older than the day of the file, and makes the items all the same")
        func olderRecords() async throws {
            let trial = try Trial(.imported)
            let (path, members) = try await file(trial)
            let later = try await Program.run(["items", "import", path, "--source", Self.source, "--as-of", "2018-03-01", "--data", trial.data])
            later.expectDone()
            #expect(later.errors.contains("To be kept in mind: The Department's data are updated monthly"))
            #expect(try await trial.tables.rows("workItem") == members)
        }
    }
}
