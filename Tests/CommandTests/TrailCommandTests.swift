import Foundation
import Testing

extension CommandTests {
    @Suite("mainstay trail, from outside")
    struct TrailCommandTests {
        @Test("D20-04:VII.D The trail is proved with exit code 0, and with 3 and the line once somebody edited the file")
        func verify() async throws {
            let trial = try Trial(.run)
            let whole = try await trial.run("trail", "verify")
            whole.expectDone()
            #expect(whole.output.contains("The trail holds: "))
            _ = try await trial.sql("DROP TRIGGER trailKeepsWords")
            _ = try await trial.sql("UPDATE trail SET actor = 'nobody' WHERE id = 2")
            let broken = try await trial.run("trail", "verify")
            #expect(broken.code == 3)
            #expect(broken.output.contains("Line 2 was altered"), "\(broken.output)")
            #expect(broken.output.contains("Proved up to line 1."))
        }

        @Test("Lines cut off at the end are counted, and still told after the next command has written its line")
        func cutOff() async throws {
            let trial = try Trial(.run)
            let count = try #require(Int(try await trial.sql("SELECT count(*) FROM trail")[0][0]))
            _ = try await trial.sql("DROP TRIGGER trailKeepsRows")
            _ = try await trial.sql("DELETE FROM trail WHERE id > \(count - 2)")
            let first = try await trial.run("trail", "verify")
            #expect(first.code == 3 && first.output.contains("2 lines are missing, \(count - 1) to \(count)"), "\(first.output)")
            let second = try await trial.run("trail", "verify")
            #expect(second.code == 3 && second.output.contains("lines \(count - 1) to \(count) had been cut off"), "\(second.output)")
        }

        @Test("It is proved while the server runs and is being read")
        func whileServing() async throws {
            let trial = try Trial(.run)
            try await Program.run(
                ["account", "add", "analyst", "--title", "Ana Lyst", "--role", "osuAnalyst", "--data", trial.data],
                input: "a passphrase of some length\n"
            ).expectDone()
            let served = try await Served(trial.data)
            try await served.signIn("analyst", "a passphrase of some length", choosing: "seven wet otters knit")
            let asking = try served.browser.start("get", "/officer-support/work-items", times: 300, on: served.port)
            for _ in 0..<4 { try await trial.run("trail", "verify").expectDone() }
            _ = try await asking.outcome()
            try await trial.run("trail", "verify").expectDone()
        }

        @Test("A head is signed, checked without the data, and by openssl with the recipe of docs/trail.md", .enabled(if: OpenSSL.isThere))
        func head() async throws {
            let trial = try Trial(.run)
            let file = trial.folder.appendingPathComponent("head.txt").path
            let month = try await trial.sql("SELECT strftime('%Y-%m', max(at) / 1000, 'unixepoch') FROM trail")[0][0]
            try await trial.run("trail", "head", "--month", month, "--output", file).expectDone()
            let checked = try await Program.run("trail", "check-head", file)
            checked.expectDone()
            #expect(checked.output.contains("Good: Sample Police Department, \(month)"))
            try await trial.run("trail", "verify", "--head", file).expectDone()
            #expect(try await OpenSSL.recipe(file) == 0)

            let text = try String(contentsOfFile: file, encoding: .utf8)
            let key = try #require(text.firstMatch(of: /public-key: (\S+)/)?.1)
            try await Program.run("trail", "check-head", file, "--public-key", String(key)).expectDone()
            let other = Data(repeating: 7, count: 32).base64EncodedString()
            #expect(try await Program.run("trail", "check-head", file, "--public-key", other).code == 3)
            try await Program.run("trail", "check-head", file, "--public-key", "short").expectRefused(64, "32 bytes")

            try text.replacing("lines: ", with: "lines: 1").write(toFile: file, atomically: true, encoding: .utf8)
            let forged = try await Program.run("trail", "check-head", file)
            #expect(forged.code == 3 && forged.output.contains("Not good"))
            #expect(try await OpenSSL.recipe(file) != 0)
            #expect(try await trial.run("trail", "verify", "--head", file).code == 3)
        }

        @Test("What is no head, no month, no file is refused in words")
        func refused() async throws {
            let trial = try Trial(.run)
            try await Program.run("trail", "check-head", trial.data + "/department.yaml").expectRefused(1, "department.yaml", "no head of a trail")
            try await Program.run("trail", "check-head", trial.data + "/nowhere").expectRefused(1, "nowhere", "cannot be read")
            try await trial.run("trail", "head", "--month", "January").expectRefused(64, "January", "2018-01")
            try await trial.run("trail", "head", "--month", "2099-01").expectRefused(1, "January 2099 has not begun")
            try await trial.run("trail", "head", "--month", "1999-01").expectRefused(1, "no line of January 1999")
        }

        @Test(
            "While the disk is full no page is shown, in words; with room again it is, and the trail holds",
            .enabled(if: Disk.canMount, "Mounting a small disk needs root."))
        func fullDisk() async throws {
            let disk = try await Disk(kilobytes: 60_000)
            let trial = try Trial(.run, in: disk.folder)
            try await Program.run(
                ["account", "add", "analyst", "--title", "Ana Lyst", "--role", "osuAnalyst", "--data", trial.data],
                input: "a passphrase of some length\n"
            ).expectDone()
            let served = try await Served(trial.data)
            try await served.signIn("analyst", "a passphrase of some length", choosing: "seven wet otters knit")
            #expect(try await served.get("/officer-support/work-items").status == 200)
            try await disk.leave(kilobytes: 0)
            // What is set aside already takes some more lines.
            var page = try await served.get("/officer-support/work-items")
            for _ in 0..<200 where page.status == 200 { page = try await served.get("/officer-support/work-items") }
            #expect(page.status == 503 && page.text.contains("written down first"), "\(page.status)")
            try await disk.resize(kilobytes: 60_000)
            #expect(try await served.get("/officer-support/work-items").status == 200)
            served.running.process.terminate()
            _ = try await served.running.outcome()
            let proof = try await trial.run("trail", "verify")
            proof.expectDone()
            #expect(!proof.output.contains("has not heard"), "nothing was committed to one file alone")
            try await disk.unmount()
        }
    }
}

/// The recipe of docs/trail.md, word for word.
enum OpenSSL {
    static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

    /// The recipe between its fences, so that the document itself is tried.
    private static func script() throws -> String {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appendingPathComponent("docs/trail.md"), encoding: .utf8)
        return String(try #require(text.firstMatch(of: /```sh\n(head -n 7[^`]*)```/)?.1))
    }

    /// Its exit code on a file.
    static func recipe(_ file: String) async throws -> Int32 {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-openssl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(atPath: file, toPath: folder.appendingPathComponent("head.txt").path)
        let script = "cd '\(folder.path)' && set -e\n" + (try Self.script())
        return try await Running(URL(fileURLWithPath: "/bin/sh"), ["-c", script]).outcome().code
    }
}
