import Foundation
import Testing

extension CommandTests {
    @Suite("A month is run once, and can be computed again")
    struct MonthTests {
        @Test("Before any import, and before its day has come, a month is not run")
        func tooEarly() async throws {
            let empty = try Trial()
            try await empty.run("month", "--as-of", Prepared.asOf).expectRefused(1, "There are no records yet", "mainstay import")
            let trial = try Trial(.imported)
            let before = try await trial.tables
            try await trial.run("month", "--as-of", "2099-01-01").expectRefused(1, "Thursday 1 January 2099", "has not come yet")
            #expect(try await trial.tables == before)
        }

        @Test("The same month a second time is refused, by any of its days, and changes nothing")
        func twice() async throws {
            let trial = try Trial(.run)
            let before = try await trial.tables
            for day in [Prepared.asOf, "2018-01-20"] {
                try await trial.run("month", "--as-of", day).expectRefused(
                    1, "January 2018", "run 1", "mainstay replay 1", "Nothing was changed")
            }
            #expect(try await trial.tables == before)
        }

        @Test("A run that does not exist is refused with the runs there are", arguments: ["replay", "scores"])
        func unknownRun(command: String) async throws {
            try await Trial(.imported).run(command, "1").expectRefused(1, "There is no run 1", "mainstay month")
            try await Trial(.run).run(command, "7").expectRefused(1, "There is no run 7", "1 (2018-01)")
            try await Trial(.run).run(command, "2018-02").expectRefused(1, "There is no run 2018-02", "1 (2018-01)")
        }

        @Test("A replay finds every score equal bit for bit, also after records were corrected by a later import, and writes nothing")
        func replay() async throws {
            let trial = try Trial(.run)
            try trial.take("member", "use_of_force")
            // The later import takes every second report of a use of force to another member.
            try trial.editLines("use_of_force.csv") { lines in
                for line in stride(from: 1, to: lines.count - 1, by: 2) {
                    var fields = lines[line].components(separatedBy: ",")
                    fields[1] = fields[1] == "10005" ? "10006" : "10005"
                    lines[line] = fields.joined(separator: ",")
                }
            }
            let changed = try await trial.run("import", trial.files, "--data-day", "2018-01-01")
            changed.expectDone()
            #expect(
                try await trial.sql("SELECT rowsChanged > 500 FROM importFile WHERE file = 'use_of_force.csv' AND import = 2") == [["1"]])
            let before = try await trial.tables
            for name in ["1", "2018-01"] {
                let outcome = try await trial.run("replay", name)
                outcome.expectDone()
                #expect(outcome.output.contains("The same: every one of") && outcome.output.contains("bit for bit"))
            }
            #expect(try await trial.tables == before)
        }

        @Test("A replay sees that a score was altered, and ends with a code of its own")
        func altered() async throws {
            let trial = try Trial(.run)
            _ = try await trial.sql("UPDATE score SET figures = zeroblob(length(figures)) WHERE member = (SELECT min(member) FROM score)")
            let outcome = try await trial.run("replay", "1")
            outcome.expectRefused(3)
            #expect(outcome.output.contains("Different: 1 of"))
        }

        @Test("A replay sees that the records of the run were altered")
        func alteredRecords() async throws {
            let trial = try Trial(.run)
            _ = try await trial.sql("UPDATE useOfForce SET member = 1 WHERE id % 2 = 0")
            let outcome = try await trial.run("replay", "1")
            outcome.expectRefused(3)
            #expect(outcome.output.contains("The input is not what it was"))
        }

        @Test("The scores are a CSV with a header and one row for each scored member, with probabilities")
        func scores() async throws {
            let trial = try Trial(.run)
            let outcome = try await trial.run("scores", "2018-01")
            outcome.expectDone()
            var lines = outcome.output.components(separatedBy: "\n")
            #expect(lines.removeFirst() == "source_id,force,suspension,off_duty,domestic_substance,any")
            #expect(lines.removeLast().isEmpty)
            #expect(try await trial.sql("SELECT scored FROM run") == [[String(lines.count)]])
            let known = Set(try await trial.sql("SELECT sourceKey FROM member").map { $0[0] })
            var seen: Set<String> = []
            for line in lines {
                let fields = line.components(separatedBy: ",")
                let numbers = fields.dropFirst().compactMap(Double.init)
                try #require(fields.count == 6 && numbers.count == 5, "\(line)")
                #expect(known.contains(fields[0]) && seen.insert(fields[0]).inserted)
                #expect(numbers.allSatisfy { (0...1).contains($0) }, "\(line)")
                // The union is at least the likeliest of the four and at most their sum.
                let sum = numbers.dropLast().reduce(0, +)
                #expect(numbers[4] >= (numbers.dropLast().max() ?? 0) - 1e-12 && numbers[4] <= min(1, sum) + 1e-12, "\(line)")
            }
            let file = trial.folder.appendingPathComponent("scores.csv")
            try await trial.run("scores", "1", "--output", file.path).expectDone()
            #expect(try String(contentsOf: file, encoding: .utf8) == outcome.output)
        }

        @Test("Scores that cannot be written are refused with the file's name", arguments: ["/nowhere/scores.csv", "/proc/scores.csv"])
        func unwritable(path: String) async throws {
            try await Trial(.run).run("scores", "1", "--output", path).expectRefused(1, path, "cannot be written")
        }
    }
}
