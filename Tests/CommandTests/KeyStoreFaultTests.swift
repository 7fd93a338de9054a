import Foundation
import Testing

extension CommandTests {
    @Suite("A key store that cannot be written, and a disk that is full while something is sealed", .enabled(if: Disk.canMount, "Mounting needs root."))
    struct KeyStoreFaultTests {
        private static let passphrase = "seven wet otters knit\n"

        private func add(_ trial: Trial, _ name: String) async throws -> Program.Outcome {
            try await Program.run(["account", "add", name, "--title", "Ana Lyst", "--role", "auditor", "--data", trial.data], input: Self.passphrase)
        }

        @Test("While the key store may not be written nothing is done, in words; afterwards all is as it was")
        func readOnly() async throws {
            let trial = try Trial(.run)
            _ = try await trial.run("check")
            let before = try await trial.sql("SELECT (SELECT count(*) FROM account), (SELECT count(*) FROM trail)")
            let store = trial.data + "/mainstay.keys"
            try await Disk.command("mount", "--bind", store, store)
            var bound = true
            defer { if bound { Disk.detach(store) } }
            try await Disk.command("mount", "-o", "remount,bind,ro", store)
            let refused = try await add(trial, "a.dmin")
            refused.expectRefused(1)
            #expect(refused.errors.contains("cannot be") || refused.errors.contains("written"), "\(refused.errors)")
            try await Program.run(["month", "--data", trial.data, "--as-of", "2018-02-01"]).expectRefused(1)
            Disk.detach(store)
            bound = false
            #expect(try await trial.sql("SELECT (SELECT count(*) FROM account), (SELECT count(*) FROM trail)") == before)
            try await add(trial, "a.dmin").expectDone()
            try await trial.run("trail", "verify").expectDone()
            let check = try await trial.run("check", "--all")
            #expect(check.code == 0, "\(check.output)")
        }

        @Test("A disk that is full while notes are sealed keeps every note that was answered, and no half of another")
        func fullWhileSealing() async throws {
            let disk = try await Disk(kilobytes: 60_000)
            let trial = try Trial(.run, in: disk.folder)
            try await Program.run(
                ["account", "add", "analyst", "--title", "Ana Lyst", "--role", "osuAnalyst", "--data", trial.data], input: "a passphrase of some length\n"
            ).expectDone()
            let served = try await Served(trial.data)
            try await served.signIn("analyst", "a passphrase of some length", choosing: "seven wet otters knit")
            let reference = try #require(try await trial.sql("SELECT reference FROM workItem ORDER BY id LIMIT 1").first?.first)
            let page = "/officer-support/work-items/\(reference)/notes"
            #expect(try await served.get(page).status == 200)
            try await disk.leave(kilobytes: 0)
            var (written, refused) = (0, 0)
            for number in 0..<400 where refused < 3 {
                let status = try await served.post(page, ["text": "note \(number) " + String(repeating: "heron ", count: 300), "once": "a-form-of-its-own-\(number)"])
                if status == 303 {
                    written += 1
                } else {
                    refused += 1
                    #expect(status == 503, "\(status)")
                }
            }
            #expect(refused == 3)
            try await disk.resize(kilobytes: 400_000)
            #expect(try await served.get(page).status == 200)
            served.running.process.terminate()
            _ = try await served.running.outcome()
            #expect(try await trial.sql("SELECT count(*) FROM workItemNote") == [[String(written)]])
            try await trial.run("trail", "verify").expectDone()
            let check = try await trial.run("check", "--all")
            #expect(check.code == 0, "\(check.output)")
            try await disk.unmount()
        }
    }
}
