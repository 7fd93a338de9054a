import Directives
import Foundation
import Testing

extension CommandTests {
    @Suite("Roles, rights and destruction from the command line")
    struct RoleTests {
        private func add(_ trial: Trial, _ name: String, _ role: String, _ more: String...) async throws -> Program.Outcome {
            try await Program.run(
                ["account", "add", name, "--title", "Ana Lyst", "--role", role, "--data", trial.data] + more, input: "seven wet otters knit\n")
        }

        @Test("A role is granted, listed and ended, each a line of the trail")
        func grantListEnd() async throws {
            let trial = try Trial(.imported)
            try await add(trial, "a.dmin", "administrator").expectDone()
            try await add(trial, "w.ren", "member").expectDone()
            let granted = try await trial.run("role", "grant", "W.Ren", "watchOperationsLieutenant", "--unit", "5", "--to", "2099-12-31")
            granted.expectDone()
            let id = try #require(granted.output.firstMatch(of: #/^Grant (\d+): w\.ren holds the role Watch operations lieutenant over 5 from /#)?.1)
            let list = try await trial.run("role", "list")
            list.expectDone()
            let line = try #require(list.output.split(separator: "\n").first { $0.hasPrefix("\(id)\t") })
            #expect(line.hasPrefix("\(id)\tw.ren\twatchOperationsLieutenant\t5\t") && line.contains("\t2099-12-31\tby console:"))
            #expect(list.output.contains("\ta.dmin\tadministrator\tdepartment\t"))

            try await trial.run("role", "end", String(id), "--to", "2099-06-30").expectDone()
            #expect(try await trial.run("role", "list").output.contains("\t2099-06-30\t"))
            let acts = try await trial.sql("SELECT act, record FROM trail WHERE kind = 'grant' AND record LIKE 'account/w.ren/w%' ORDER BY id")
            #expect(acts == [["roleGranted", "account/w.ren/watchOperationsLieutenant"], ["roleEnded", "account/w.ren/watchOperationsLieutenant"]])
        }

        @Test("A role that is none, the machine's own, a unit that is none or missing, a day that is none, an account or a grant that is none: in words, and nothing is changed")
        func refused() async throws {
            let trial = try Trial(.imported)
            try await add(trial, "a.dmin", "administrator").expectDone()
            try await add(trial, "w.ren", "member").expectDone()
            let before = try await trial.sql("SELECT * FROM holding")
            try await trial.run("role", "grant", "w.ren", "boss").expectRefused(64, "\"boss\"", "osuAnalyst")
            try await trial.run("role", "grant", "w.ren", "console").expectRefused(64, "console")
            try await trial.run("role", "grant", "w.ren", "captain").expectRefused(1, "is held over a unit")
            try await trial.run("role", "grant", "w.ren", "captain", "--unit", "nowhere").expectRefused(1, "nowhere", "register")
            try await trial.run("role", "grant", "w.ren", "auditDivision", "--unit", "5").expectRefused(1, "whole department")
            try await trial.run("role", "grant", "w.ren", "captain", "--unit", "5", "--from", "tomorrow").expectRefused(64, "--from", "2018-01-31")
            try await trial.run("role", "grant", "nobody.here", "osuAnalyst").expectRefused(1, "nobody.here", "list of accounts")
            try await trial.run("role", "end", "999").expectRefused(64, "no grant 999", "mainstay role list")
            try await trial.run("role", "end", "1").expectRefused(1, "last administrator")
            #expect(try await trial.sql("SELECT * FROM holding") == before)
            // What was typed for a name and is none stands nowhere.
            #expect(try await trial.sql("SELECT count(*) FROM trail WHERE record LIKE '%nobody%'") == [["0"]])
        }

        @Test("A role held over a unit is added with its scope, and refused without one in words that say which option is missing")
        func scope() async throws {
            let trial = try Trial(.imported)
            try await add(trial, "c.aptain", "captain").expectRefused(64, "captain is held over a unit", "--scope")
            try await add(trial, "c.aptain", "areaRepresentative").expectRefused(64, "areaRepresentative is held over an area", "--scope")
            #expect(try await trial.sql("SELECT count(*) FROM account") == [["0"]])
            try await add(trial, "c.aptain", "captain", "--scope", "5").expectDone()
        }

        @Test("The table of rights is printed as it stands in the documents, whole or of one program, without a data directory")
        func access() async throws {
            let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
                .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            let document = try String(contentsOf: root.appendingPathComponent("docs/access.md"), encoding: .utf8)
            let whole = try await Program.run("access")
            whole.expectDone()
            #expect(whole.output.trimmingCharacters(in: .newlines) == document.trimmingCharacters(in: .newlines))
            let part = try await Program.run("access", "--program", "support")
            part.expectDone()
            #expect(part.output.contains("OSU analyst") && !part.output.contains("Auditor of accesses | The whole"))
            try await Program.run("access", "--program", "gardening").expectRefused(64, "gardening", "support")
        }

        @Test("SRV-017:IV.J.1#2 What is due is listed and proposed by marks alone; a batch that is not over has no certificate")
        func destruction() async throws {
            let trial = try Trial(.run)
            let none = try await trial.run("destruction", "propose")
            none.expectDone()
            #expect(none.output.contains("Nothing is due"))
            // Items closed long ago, a schedule and an authority, as pages make them.
            _ = try await trial.sql("UPDATE workItem SET state = 'closedDuplicative', closedAt = 1514901600")
            _ = try await trial.sql(
                "INSERT INTO retentionSchedule(kind, months, fromDay, authority, citation, setAt, setBy) VALUES ('workItems', 12, 17000, 'RS-9', '50 ILCS 205', 0, 'c')")
            let listed = try await trial.run("destruction", "list")
            listed.expectDone()
            #expect(listed.output.contains("noAuthority") && listed.output.contains("1 year"))
            #expect(try await trial.run("destruction", "propose").output.contains("Nothing is due"))
            _ = try await trial.sql("INSERT INTO disposalAuthority(kind, reference, issuedBy, fromDay, filedAt, filedBy) VALUES ('workItems', 'DA-14', 'Commission', 17000, 0, 'c')")
            let proposed = try await trial.run("destruction", "propose")
            proposed.expectDone()
            #expect(proposed.output.hasPrefix("Batch 1: ") && proposed.output.contains("proposed"))
            let after = try await trial.run("destruction", "list")
            #expect(after.output.contains("Batch 1\t") && after.output.contains("\tproposed\n"))
            for name in try await trial.sql("SELECT DISTINCT reference FROM workItem UNION SELECT name FROM member WHERE record IN (SELECT member FROM workItem)").map({ $0[0] }) {
                #expect(!after.output.contains(name), "\(name)")
            }
            try await trial.run("destruction", "certificate", "1").expectRefused(64, "Batch 1 has no certificate")
            try await trial.run("destruction", "certificate", "7").expectRefused(64, "Batch 7 has no certificate", "mainstay destruction list")
            let kinds = try await trial.sql("SELECT kind, outcome FROM trail WHERE kind = 'destruction' ORDER BY id")
            #expect(!kinds.isEmpty && kinds.allSatisfy { $0[1] == "done" })
        }
    }
}
