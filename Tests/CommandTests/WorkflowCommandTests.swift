import Foundation
import Testing

extension CommandTests {
    @Suite("mainstay workflow and mainstay provisions, from outside")
    struct WorkflowCommandTests {
        @Test("The table is printed in words and drawn into a file, without a data directory")
        func workflow() async throws {
            let text = try await Program.run("workflow", "support")
            text.expectDone()
            #expect(text.output.hasPrefix("# The life of a Work Item\n") && text.output.contains("D20-04:VI.A.1.NOTE"))
            let trial = try Trial()
            let file = trial.folder.appendingPathComponent("life.svg").path
            let drawn = try await Program.run("workflow", "support", "--svg", file)
            drawn.expectDone()
            #expect(drawn.output.contains("15 states"))
            #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("<svg xmlns="))
        }

        @Test("A program without a table and a file that cannot be written are refused in words")
        func refused() async throws {
            try await Program.run("workflow", "peer").expectRefused(64, "no workflow of a program \"peer\"", "support")
            try await Program.run("workflow", "support", "--svg", "/nowhere/life.svg").expectRefused(1, "/nowhere/life.svg", "cannot be written")
            try await Program.run("provisions", "peer").expectRefused(64, "\"peer\"", "support")
        }

        @Test("Each provision is printed with where it is enforced and what proves it")
        func provisions() async throws {
            let text = try await Program.run("provisions", "support")
            text.expectDone()
            #expect(text.output.hasPrefix("# D20-04, provision by provision\n") && text.output.contains("| D20-04:V.A.2 |"))
        }

        @Test("D20-04:IV.C.NOTE, D20-04:V.A.2 The month gives each item its first things to do: the analyst's, due with the validity")
        func firstTasks() async throws {
            let trial = try Trial(.run)
            let items = try await trial.sql("SELECT count(*) FROM workItem WHERE state = 'generated'")
            #expect(items != [["0"]])
            #expect(try await trial.sql("SELECT count(*) FROM workItem WHERE id NOT IN (SELECT record FROM caseTask WHERE program = 'support' AND role = 'osuAnalyst')") == [["0"]])
            #expect(try await trial.sql("SELECT count(*) FROM caseTask JOIN workItem ON workItem.id = caseTask.record WHERE caseTask.subject <> workItem.member OR caseTask.unit <> workItem.unit") == [["0"]])
            #expect(
                try await trial.sql(
                    "SELECT count(DISTINCT record) FROM caseTask JOIN workItem ON workItem.id = caseTask.record WHERE coalesce(caseTask.rule, caseTask.toward) = 'validity' AND caseTask.due = workItem.validityDueAt"
                ) == items)
            #expect(try await trial.sql("SELECT count(*) FROM caseTask WHERE holder IS NOT NULL") == [["0"]])
            #expect(try await trial.sql("SELECT count(*) FROM supportEvent") == [["0"]])
        }
    }
}
