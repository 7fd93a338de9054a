import Foundation
import SampleDepartment
import Testing

extension CommandTests {
    @Suite("Accounts are kept from the command line")
    struct AccountTests {
        private static let passphrase = "seven wet otters knit\n"

        private func add(_ trial: Trial, _ name: String, _ more: String..., input: String = passphrase) async throws -> Program.Outcome {
            try await Program.run(["account", "add", name, "--title", "Ana Lyst", "--data", trial.data] + more, input: input)
        }

        @Test("The first administrator comes from the command line, is listed, and changes the passphrase first")
        func first() async throws {
            let trial = try Trial()
            let added = try await add(trial, "A.Lyst", "--role", "administrator")
            added.expectDone()
            #expect(added.output.contains("a.lyst") && added.output.contains("Administrator (IT)"))
            let list = try await trial.run("account", "list")
            list.expectDone()
            #expect(list.output == "a.lyst\tAna Lyst\tAdministrator (IT)\tmust change the passphrase\n")
            let stored = try await trial.sql("SELECT mustChange, hex(hash) FROM account")
            #expect(stored.first?.first == "1" && stored.first?.last?.count == 64)
            let trail = try await trial.sql("SELECT kind, act, record, origin FROM trail ORDER BY id")
            #expect(trail.contains(["account", "accountAdded", "account/a.lyst", "terminal"]))
            #expect(trail.contains(["grant", "roleGranted", "account/a.lyst/administrator", "terminal"]))
        }

        @Test("Typed wrongly: no role, a role that is none, the machine's own, a scope for a role that takes none; exit code 64 and nothing is added")
        func wrongUse() async throws {
            let trial = try Trial(.imported)
            try await add(trial, "a.lyst").expectRefused(64, "--role", "osuAnalyst")
            try await add(trial, "a.lyst", "--role", "boss").expectRefused(64, "\"boss\"", "osuAnalyst")
            try await add(trial, "a.lyst", "--role", "console").expectRefused(64, "console")
            try await add(trial, "a.lyst", "--role", "auditor", "--scope", "5").expectRefused(64, "auditor", "--scope")
            try await Program.run("account", "add", "a.lyst", "--role", "auditor", "--data", trial.data).expectRefused(64, "--title")
            try await Program.run("account", "reset", "--data", trial.data).expectRefused(64, "<name>")
            #expect(try await trial.sql("SELECT count(*) FROM account") == [["0"]])
        }

        @Test("A passphrase that is too short, too long, common, a name, or missing is refused in words that do not repeat it", arguments: [
            "short", String(repeating: "x y z ", count: 50), "correct horse battery staple", "ana lyst ana lyst!", "",
        ])
        func weak(passphrase: String) async throws {
            let trial = try Trial()
            let refused = try await add(trial, "a.lyst", "--role", "auditor", input: passphrase + "\n")
            refused.expectRefused(64, "Nothing was changed")
            #expect(passphrase.isEmpty || !refused.errors.contains(passphrase))
            #expect(try await trial.sql("SELECT count(*) FROM account") == [["0"]])
        }

        @Test("A name that is taken or cannot be one, a unit and a member that do not exist, an account that does not exist: exit code 1")
        func refused() async throws {
            let trial = try Trial(.imported)
            try await add(trial, "a.lyst", "--role", "administrator").expectDone()
            try await add(trial, "A.LYST", "--role", "auditor").expectRefused(1, "a.lyst", "already")
            for name in ["a/b", "mainstay", "a", "-", String(repeating: "a", count: 65)] {
                try await Program.run(
                    ["account", "add", "--title", "Ana", "--role", "auditor", "--data", trial.data, "--", name], input: AccountTests.passphrase
                ).expectRefused(1, "2 to 64")
            }
            try await add(trial, "b.lyst", "--role", "supervisor", "--scope", "nowhere").expectRefused(1, "nowhere", "unit")
            try await add(trial, "b.lyst", "--role", "osuAnalyst", "--member", "0").expectRefused(1, "number 0")
            for command in ["disable", "enable", "reset"] {
                try await Program.run(["account", command, "nobody", "--data", trial.data], input: AccountTests.passphrase)
                    .expectRefused(1, "no account")
            }
            try await trial.run("account", "disable", "a.lyst").expectRefused(1, "administrator")
            #expect(try await trial.sql("SELECT name, disabled FROM account") == [["a.lyst", "0"]])
        }

        @Test("A role held over a unit reaches that unit; reset ends what there was; disabled and enabled again")
        func kept() async throws {
            let trial = try Trial(.imported)
            try await add(trial, "s.geant", "--role", "supervisor", "--scope", "5").expectDone()
            #expect(try await trial.sql("SELECT role, scopeKind, scope FROM holding") == [["supervisor", "unit", "5"]])
            let before = try await trial.sql("SELECT hex(hash) FROM account")
            try await Program.run(["account", "reset", "s.geant", "--data", trial.data], input: "another plum and a vest\n").expectDone()
            #expect(try await trial.sql("SELECT hex(hash) FROM account") != before)
            #expect(try await trial.sql("SELECT mustChange, secondFactor IS NULL FROM account") == [["1", "1"]])
            try await trial.run("account", "disable", "s.geant").expectDone()
            #expect(try await trial.run("account", "list").output.contains("disabled"))
            try await trial.run("account", "disable", "s.geant").expectRefused(1, "disabled already")
            try await trial.run("account", "enable", "s.geant").expectDone()
            let acts = try await trial.sql("SELECT act FROM trail WHERE kind = 'account' ORDER BY id").flatMap { $0 }
            #expect(acts == ["accountAdded", "accountReset", "accountDisabled", "accountEnabled"])
        }

        @Test("A department file that says neither required nor offered is refused with the key")
        func secondFactor() async throws {
            let trial = try Trial()
            let text = SampleDepartment.departmentFile
            try trial.writeDepartment(text.replacingOccurrences(of: "secondFactor: offered", with: "secondFactor: never"))
            try await trial.run("account", "list").expectRefused(1, "security → secondFactor", "required", "offered")
            try trial.writeDepartment(text.replacingOccurrences(of: "secondFactor: offered", with: "secondfactor: offered"))
            try await trial.run("account", "list").expectRefused(1, "secondFactor")
            try trial.writeDepartment(text.replacingOccurrences(of: "security:\n  secondFactor: offered\n", with: ""))
            try await trial.run("account", "list").expectDone()
        }
    }
}
