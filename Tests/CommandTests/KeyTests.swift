import Foundation
import Testing
import Vault

extension CommandTests {
    @Suite("The department key: named in several ways, never shown, refused when it is not the one")
    struct KeyTests {
        /// Every command that opens an installation.
        private static let commands = [
            ["month", "--as-of", "2018-01-01"], ["replay", "1"], ["scores", "1"], ["serve", "--port", "0"], ["account", "list"],
            ["backup", "nowhere/backup"], ["key", "rotate", "--new-key-file", "new.key"], ["import", "."],
        ]

        private func write(_ text: String, _ name: String, in trial: Trial, mode: Int = 0o600) throws -> String {
            let path = trial.folder.appendingPathComponent(name).path
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            return path
        }

        /// Takes the key out of the data directory.
        private func takeKey(_ trial: Trial) throws -> String {
            let path = trial.data + "/department.key"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try FileManager.default.removeItem(atPath: path)
            return text.trimmingCharacters(in: .whitespacesAndNewlines)
        }

        @Test("Every command refuses a key that is missing, another's, no key, or readable by others, by name, and changes nothing", arguments: commands)
        func faults(command: [String]) async throws {
            let trial = try Trial(.run)
            let before = try await trial.tables
            let key = try takeKey(trial)
            let new = try write(DepartmentKey.generate().base64, "new.key", in: trial)
            let command = command.map { $0 == "new.key" ? new : $0 == "nowhere/backup" ? trial.folder.path + "/backup" : $0 } + ["--data", trial.data]
            try await Program.run(command).expectRefused(1, "no department key", trial.data + "/department.key", "--key-file")
            let cases: [(String, [String])] = [
                (try write(DepartmentKey.generate().base64, "other.key", in: trial), ["is not the one this data directory was sealed with"]),
                (try write("hunter2", "garbled.key", in: trial), ["not 32 bytes in base64"]),
                (try write(key, "open.key", in: trial, mode: 0o644), ["can be read by other accounts", "chmod 600"]),
                (trial.folder.path + "/none.key", ["no department key", "none.key"]),
            ]
            for (file, words) in cases {
                let outcome = try await Program.run(command + ["--key-file", file])
                outcome.expectRefused(1)
                for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
                #expect(!outcome.errors.contains(key) && !outcome.output.contains(key))
            }
            try await Program.run(command + ["--key-command", "exit 7"]).expectRefused(1, "status 7", "Nothing was opened")
            #expect(try await trial.tables == before)
            #expect(!FileManager.default.fileExists(atPath: trial.folder.path + "/backup"))
        }

        @Test("The key may come from a file, the environment or a command; an option goes first, and two options are one too many")
        func places() async throws {
            let trial = try Trial(.imported)
            let key = try takeKey(trial)
            let file = try write(key + "\n", "my.key", in: trial)
            let list = ["account", "list", "--data", trial.data]
            try await Program.run(list + ["--key-file", file]).expectDone()
            // The command does not see a key in its environment.
            try await Program.run(list + ["--key-command", "test -z \"$MAINSTAY_KEY\" && cat \(file)"], environment: ["MAINSTAY_KEY": "garbled"]).expectDone()
            for environment in [["MAINSTAY_KEY": key], ["MAINSTAY_KEY_FILE": file], ["MAINSTAY_KEY_COMMAND": "cat \(file)"]] {
                try await Program.run(list, environment: environment).expectDone()
            }
            try await Program.run(list, environment: ["MAINSTAY_KEY": "garbled"]).expectRefused(1, "not 32 bytes")
            try await Program.run(list + ["--key-file", file, "--key-command", "cat \(file)"]).expectRefused(1, "once", "--key-file", "--key-command")
            let print = try await Program.run(["key", "fingerprint", "--data", trial.data, "--key-file", file])
            #expect(try print.output == DepartmentKey(base64: key).fingerprint + "\n")
        }

        @Test("A server whose key is in its environment gives it to the work it starts, and shows it to nobody else")
        func children() async throws {
            let trial = try Trial(.imported)
            let key = try takeKey(trial)
            try trial.writeDepartment(try String(contentsOfFile: trial.data + "/department.yaml", encoding: .utf8)
                .replacingOccurrences(of: "scheduled: false", with: "scheduled: true"))
            let served = try await Served(trial.data, environment: ["MAINSTAY_KEY": key])
            let process = "/proc/\(served.running.process.processIdentifier)"
            for file in ["environ", "cmdline"] {
                let shown = try #require(FileManager.default.contents(atPath: "\(process)/\(file)"))
                #expect(!shown.isEmpty && shown.range(of: Data(key.utf8)) == nil, "\(file)")
            }
            // The month of today is due, so the server starts it: a process of its own, which opens the same data.
            var runs = 0
            for _ in 0..<600 where runs == 0 {
                try await Task.sleep(for: .milliseconds(100))
                runs = Int(try await trial.sql("SELECT count(*) FROM run")[0][0]) ?? 0
            }
            #expect(runs == 1)
            served.running.process.terminate()
            let outcome = try await served.running.outcome()
            #expect(!outcome.output.contains(key) && !outcome.errors.contains(key))
        }

        @Test("mainstay key new writes a key that only this account may read, shows its fingerprint alone, and never writes over one")
        func new() async throws {
            let trial = try Trial()
            let path = trial.folder.appendingPathComponent("new.key").path
            let made = try await Program.run("key", "new", path)
            made.expectDone()
            let text = try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(try made.output.contains(DepartmentKey(base64: text).fingerprint) && !made.output.contains(text))
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
            try await Program.run("key", "new", path).expectRefused(1, path, "already", "Nothing was changed")
            #expect(try String(contentsOfFile: path, encoding: .utf8).contains(text))
        }

        @Test("After a change of the key the old one is refused and the new one opens; no record was written; while a server runs it is refused")
        func rotate() async throws {
            let trial = try Trial(.run)
            let new = trial.folder.appendingPathComponent("new.key").path
            try await Program.run("key", "new", new).expectDone()
            let served = try await Served(trial.data)
            try await trial.run("key", "rotate", "--new-key-file", new).expectRefused(1, "Another Mainstay server", "Stop it first")
            served.running.process.terminate()
            _ = try await served.running.outcome()

            let before = try await trial.tables
            try await trial.run("key", "rotate").expectRefused(64, "--new-key-file")
            try await trial.run("key", "rotate", "--new-key-file", new + ".none").expectRefused(1, "none")
            try await trial.run("key", "rotate", "--new-key-file", trial.data + "/department.key").expectRefused(1, "the one in use")
            #expect(try await trial.tables == before)
            try await trial.run("key", "rotate", "--new-key-file", new).expectDone()
            #expect(try await trial.tables.difference(before) == ["trail"])
            try await trial.run("scores", "1").expectRefused(1, "is not the one this data directory was sealed with")
            let scores = try await trial.run("scores", "1", "--key-file", new)
            scores.expectDone()
            let kept = try await Program.run(["scores", "1", "--data", trial.prepared.run.path])
            #expect(scores.output == kept.output)
            let check = try await trial.run("check", "--all", "--key-file", new)
            #expect(check.code == 0, "\(check.output)")
        }

        @Test("A change of the key that is killed leaves the old key or the new one, never a mix", arguments: [1, 20, 60, 99])
        func rotateKilled(percent: Int) async throws {
            let trial = try Trial(.run)
            let new = trial.folder.appendingPathComponent("new.key").path
            try await Program.run("key", "new", new).expectDone()
            let paced = try Paced(["key", "rotate", "--new-key-file", new, "--data", trial.data])
            try await paced.advance(to: "Wrapping the keys anew", percent)
            paced.running.kill()
            try #require(try await paced.running.outcome().killed)
            let keys = [trial.data + "/department.key", new]
            var opening: [String] = []
            for key in keys {
                let outcome = try await trial.run("check", "--all", "--key-file", key)
                if outcome.code == 0 { opening.append(key) } else { #expect(outcome.output.contains("is not the one this data directory was sealed with")) }
            }
            #expect(opening.count == 1, "\(opening)")
            if opening == [keys[0]] { try await trial.run("key", "rotate", "--new-key-file", new).expectDone() }
            try await trial.run("scores", "1", "--key-file", new).expectDone()
        }

        @Test("An installation from before there were keys says what to run, and is then brought up to date by itself")
        func before() async throws {
            let trial = try Trial()
            _ = try takeKey(trial)
            _ = try await trial.sql("CREATE TABLE before (id INTEGER PRIMARY KEY)")
            try await trial.run("serve", "--port", "0").expectRefused(1, "from before records were sealed", "mainstay key new", "Nothing was changed")
            #expect(!FileManager.default.fileExists(atPath: trial.data + "/mainstay.keys"))
            try await Program.run("key", "new", trial.data + "/department.key").expectDone()
            let served = try await Served(trial.data)
            #expect(try await served.get("/health").status == 200)
            #expect(try await trial.sql("SELECT count(*) FROM keyed WHERE store IS NOT NULL") == [["1"]])
        }
    }
}
