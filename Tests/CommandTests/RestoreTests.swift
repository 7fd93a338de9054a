import Foundation
import Testing

extension CommandTests {
    @Suite("What is backed up can be restored")
    struct RestoreTests {
        private static let passphrase = "seven wet otters knit"

        /// A department with a month run and somebody who signs in with a passphrase of her own.
        private func department() async throws -> Trial {
            let trial = try Trial(.run)
            try await Program.run(
                ["account", "add", "analyst", "--title", "Ana Lyst", "--role", "osuAnalyst", "--data", trial.data],
                input: "a passphrase of some length\n"
            ).expectDone()
            let served = try await Served(trial.data)
            try await served.signIn("analyst", "a passphrase of some length", choosing: Self.passphrase)
            served.running.process.terminate()
            _ = try await served.running.outcome()
            return trial
        }

        private func path(_ name: String, _ trial: Trial) -> String { trial.folder.appendingPathComponent(name).path }

        /// The trail as text, so that one can be compared with the beginning of another.
        private func trail(_ data: String) async throws -> [[String]] {
            try await Database.rows("SELECT id, at, actor, kind, act, record, hex(hash) FROM trail ORDER BY id", in: data)
        }

        /// Restores and expects the same as in the backup, and a department that works.
        private func expectRestored(_ backup: String, _ keys: String, _ trial: Trial, _ name: String) async throws {
            let restored = path(name, trial)
            let key = ["--key-file", trial.data + "/department.key"]
            let outcome = try await Program.run(["restore", backup, "--into", restored, "--keys", keys] + key)
            outcome.expectDone()
            #expect(outcome.output.contains("sealed files open. 0 were destroyed") && outcome.output.contains("everyone signs in again"))
            let (saved, back) = try await (Tables(backup), Tables(restored))
            #expect(Set(saved.difference(back)).isSubset(of: ["trail", "session", "signInAttempt"]), "\(saved.difference(back))")
            #expect(try back.rows("session") == 0 && back.rows("score") > 250)
            let (before, after) = try await (trail(backup), trail(restored))
            #expect(Array(after.prefix(before.count)) == before)
            #expect(after.dropFirst(before.count).map { [$0[3], $0[4]] } == [["backup", "restored"]])

            let check = try await Program.run(["check", "--all", "--data", restored] + key)
            #expect(check.code == 0 && check.output.contains("All is well."), "\(check.output)")
            let served = try await Served(restored, with: key)
            try await served.signIn("analyst", Self.passphrase)
            let queue = try await served.get("/officer-support/work-items")
            #expect(queue.status == 200 && queue.text.contains("Ana Lyst"))
            served.running.process.terminate()
            _ = try await served.running.outcome()
        }

        @Test("A backup taken while people sign in and read is one picture of one instant; restored elsewhere with the keys, it serves")
        func live() async throws {
            let trial = try await department()
            let served = try await Served(trial.data)
            try await served.signIn("analyst", Self.passphrase)
            let reading = try served.browser.start("get", "/officer-support/work-items", times: 400, on: served.port)
            let other = Browser()
            for number in 1...3 {
                try await trial.run("backup", path("backup-\(number)", trial)).expectDone()
                try await served.signIn("analyst", Self.passphrase, browser: other)
            }
            try await trial.run("backup", "--keys", path("keys", trial)).expectDone()
            #expect(try await reading.outcome().code == 0, "the readers noticed nothing")
            let live = try await self.trail(trial.data)
            for number in 1...3 {
                let backup = path("backup-\(number)", trial)
                let sums = try await Running(URL(fileURLWithPath: "/usr/bin/env"), ["sh", "-c", "cd \(backup) && sha256sum -c SHA256SUMS"]).outcome()
                #expect(sums.code == 0, "\(sums.errors)")
                #expect(try await Database.rows("PRAGMA integrity_check", in: backup) == [["ok"]])
                let saved = try await self.trail(backup)
                #expect(!saved.isEmpty && saved == Array(live.prefix(saved.count)))
            }
            #expect(live.filter { $0[4] == "backedUp" }.count == 3 && live.filter { $0[4] == "keysBackedUp" }.count == 1)
            try await expectRestored(path("backup-3", trial), trial.data, trial, "restored")
            try await expectRestored(path("backup-1", trial), path("keys", trial), trial, "restored-with-backed-up-keys")
        }

        @Test("A backup that is killed in the middle leaves no backup and disturbs nobody; the next one is whole", arguments: [1, 4, 8])
        func killed(step: Int) async throws {
            let trial = try await department()
            let served = try await Served(trial.data)
            try await served.signIn("analyst", Self.passphrase)
            let backup = path("backup", trial)
            let paced = try Paced(["backup", backup, "--data", trial.data])
            try await paced.advance(to: "Copying the database", step)
            // While it stands still in the middle, people go on.
            #expect(try await served.get("/officer-support/work-items").status == 200)
            try await trial.run("backup", path("second", trial)).expectRefused(1, "backup", "under way", "process \(paced.running.process.processIdentifier)")
            paced.running.kill()
            try #require(try await paced.running.outcome().killed)
            #expect(!FileManager.default.fileExists(atPath: backup))
            #expect(try await trial.sql("PRAGMA integrity_check") == [["ok"]])
            #expect(try await served.get("/officer-support/work-items").status == 200)

            try await trial.run("backup", backup).expectDone()
            #expect(!FileManager.default.fileExists(atPath: backup + ".unfinished"))
            try await expectRestored(backup, trial.data, trial, "restored")
        }

        @Test("A restore that is killed leaves no data directory; the next one is whole")
        func restoreKilled() async throws {
            let trial = try await department()
            let (backup, restored) = (path("backup", trial), path("restored", trial))
            try await trial.run("backup", backup).expectDone()
            for stage in ["Checking the backup", "Copying the backup"] {
                let paced = try Paced(["restore", backup, "--into", restored, "--keys", trial.data])
                try await paced.advance(to: stage)
                paced.running.kill()
                try #require(try await paced.running.outcome().killed)
                #expect(!FileManager.default.fileExists(atPath: restored), "\(stage)")
            }
            try await expectRestored(backup, trial.data, trial, "restored")
        }

        @Test("A backup with one bit changed, a file cut short or a file missing is refused by the file's name, and nothing is restored")
        func damaged() async throws {
            let trial = try await department()
            let backup = path("backup", trial)
            try await trial.run("backup", backup).expectDone()
            for name in ["mainstay.sqlite", "department.yaml", "backup.json", "SHA256SUMS"] {
                let file = URL(fileURLWithPath: "\(backup)/\(name)")
                let content = try Data(contentsOf: file)
                var flipped = content
                flipped[content.count / 3] ^= 0x10
                for change in [flipped, content.prefix(content.count - 1)] {
                    try change.write(to: file)
                    try await Program.run("restore", backup, "--into", path("restored", trial), "--keys", trial.data)
                        .expectRefused(1, name, "Use another backup")
                }
                try FileManager.default.removeItem(at: file)
                try await Program.run("restore", backup, "--into", path("restored", trial), "--keys", trial.data)
                    .expectRefused(1, name, "missing")
                try content.write(to: file)
            }
            #expect(!FileManager.default.fileExists(atPath: path("restored", trial)))
            try await expectRestored(backup, trial.data, trial, "restored")
        }

        @Test("Keys and database are never put together: keys are asked for, a backup of keys is no backup of the database, and says how long its keys open what is destroyed")
        func apart() async throws {
            let trial = try Trial(.imported)
            let (backup, keys) = (path("backup", trial), path("keys", trial))
            try await trial.run("backup", backup).expectDone()
            let taken = try await trial.run("backup", "--keys", keys)
            taken.expectDone()
            #expect(taken.output.contains("THESE KEYS CAN STILL OPEN WHAT IS DESTROYED until"))
            let manifest = try String(contentsOfFile: keys + "/keys.json", encoding: .utf8)
            #expect(manifest.contains("expiresAt") && manifest.contains("can open records that were destroyed"))
            #expect(try await trial.sql("SELECT round((expiresAt - takenAt) / 86400) FROM keyBackup") == [["30.0"]])
            try await trial.run("backup", "--keys", backup + "/keys").expectRefused(1, "inside the backup", "Name another directory")
            try await trial.run("backup", "--keys", backup).expectRefused(1, backup, "not empty")
            try await trial.run("backup", trial.data + "/backup").expectRefused(1, "inside the data directory")
            try await Program.run("restore", backup, "--into", path("r", trial)).expectRefused(1, "holds no keys", "--keys", "--new-keys")
            try await Program.run("restore", keys, "--into", path("r", trial), "--keys", trial.data).expectRefused(1, "backup of the keys", "--keys")
            try await Program.run("restore", backup, "--into", path("r", trial), "--keys", backup).expectRefused(1, "holds no key store")
            try await Program.run("restore", trial.files, "--into", path("r", trial), "--keys", trial.data).expectRefused(1, "is no backup")
            try await Program.run("restore", backup, "--into", trial.data, "--keys", trial.data).expectRefused(1, "not empty", "Nothing was changed")
            #expect(!FileManager.default.fileExists(atPath: path("r", trial)))
        }

        @Test(
            "A backup to a full disk, to a read-only one, and to where this account may not write is refused, and nothing is left there",
            .enabled(if: Disk.canMount, "Mounting a small disk needs root."))
        func badPlaces() async throws {
            let trial = try Trial(.imported)
            let disk = try await Disk(kilobytes: 800)
            let place = disk.folder.path + "/backup"
            try await trial.run("backup", place).expectRefused(1, place, "is full", "Nothing is left there")
            #expect(try FileManager.default.contentsOfDirectory(atPath: disk.folder.path).isEmpty)
            try await disk.resize(kilobytes: 40_000)
            try await trial.run("backup", place).expectDone()
            try await disk.remount("ro")
            try await trial.run("backup", disk.folder.path + "/next").expectRefused(1, "cannot be written", "read-only")
            try await disk.remount("rw")
            try await disk.unmount()
            try await trial.run("backup", "/proc/backup").expectRefused(1, "/proc/backup", "cannot be written")
            try await trial.run("backup", "--keys", "/proc/apart").expectRefused(1, "/proc/apart", "cannot be written")
            #expect(try await trial.sql("SELECT count(*) FROM keyBackup") == [["0"]])
        }
    }
}
