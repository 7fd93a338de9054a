import Foundation
import SampleDepartment
import Testing

extension CommandTests {
    @Suite("Addresses, mail settings, and a kill between the act and the mail")
    struct MailTests {
        private static let passphrase = "seven wet otters knit\n"

        private func settings(_ port: String, _ more: String = "") -> String {
            SampleDepartment.departmentFile
                + "mail:\n  server: smtp://127.0.0.1:\(port)\n  from: mainstay@example.gov\n  link: https://mainstay.example.gov\n\(more)"
        }

        private func addAccount(_ trial: Trial, _ more: String...) async throws -> Program.Outcome {
            try await Program.run(
                ["account", "add", "a.lyst", "--title", "Ana Lyst", "--role", "auditor", "--data", trial.data] + more, input: Self.passphrase)
        }

        @Test("An address is given with an account, changed and taken away, and what is none is refused before anything is done")
        func addresses() async throws {
            let trial = try Trial()
            try await addAccount(trial, "--email", "a.lyst@example.gov\r\nBcc: x@y.z").expectRefused(1, "no e-mail address")
            #expect(!FileManager.default.fileExists(atPath: trial.data + "/mainstay.sqlite"))
            try await addAccount(trial, "--email", "a.lyst@example.gov").expectDone()
            #expect(try await trial.sql("SELECT email IS NOT NULL, instr(email, 'example') FROM account") == [["1", "0"]])
            try await trial.run("account", "email", "a.lyst", "a@b").expectRefused(1, "no e-mail address")
            try await trial.run("account", "email", "nobody", "a@b.c").expectRefused(1, "no account")
            try await trial.run("account", "email", "A.Lyst", "other@example.gov").expectDone()
            try await trial.run("account", "email", "a.lyst").expectDone()
            #expect(try await trial.sql("SELECT email IS NULL FROM account") == [["1"]])
            #expect(try await trial.sql("SELECT act FROM trail WHERE act = 'emailSet'").count == 2)
            // The directory of the trial is open to others, which is another matter.
            let check = try await trial.run("check", "--all").output
            #expect(check.contains("sealed") && !check.contains("FAULT sealed") && !check.contains("FAULT keys") && !check.contains("FAULT database"), "\(check)")
        }

        @Test("Mail settings that make no sense, and a passphrase that others can read, keep the server from starting, with the key")
        func wrongSettings() async throws {
            let trial = try Trial()
            try trial.writeDepartment(settings("25").replacingOccurrences(of: "smtp://", with: "mail://"))
            try await trial.run("account", "list").expectRefused(1, "mail → server", "smtp://mail.example.gov:587")
            try trial.writeDepartment(settings("25", "  tsl: none\n"))
            try await trial.run("account", "list").expectRefused(1, "tsl")
            let file = trial.folder.appendingPathComponent("mail-passphrase").path
            try trial.writeDepartment(settings("25", "  user: mainstay\n  passphraseFile: \(file)\n"))
            try await trial.run("account", "list").expectDone()
            try await trial.run("serve", "--port", "0").expectRefused(1, "passphraseFile", file)
            try Data("secret\n".utf8).write(to: URL(fileURLWithPath: file))
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
            try await trial.run("serve", "--port", "0").expectRefused(1, "chmod 600", file)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
            try Data().write(to: URL(fileURLWithPath: file))
            try await trial.run("serve", "--port", "0").expectRefused(1, "no passphrase", file)
        }

        @Test("D20-04:VI.A Killed between the act and the mail, and again while it is sent: the letter goes out, each time as the same letter, and then no more")
        func killed() async throws {
            let trial = try Trial(.imported)
            let mail = try await Mailbox(in: trial.folder)
            try trial.writeDepartment(settings(mail.port, "  tls: none\n"))
            try await addAccount(trial, "--email", "a.lyst@example.gov").expectDone()
            // An act of a program has posted this and the machine stopped.
            _ = try await trial.sql(
                """
                INSERT INTO notice(account, program, reference, words, path, cause, at)
                VALUES (1, 'support', 'W-2018-01-003', 'Assign a supervisor.', '/officer-support/work-items/W-2018-01-003', '', 0)
                """)
            _ = try await trial.sql("INSERT INTO letter(notice, state, queuedAt, nextTry) SELECT 1, 'queued', unixepoch(), 0")

            // Taken by the mail server, which does not say so; the server is killed meanwhile.
            try mail.answer("hang")
            let first = try await Served(trial.data)
            #expect(try await mail.letters(atLeast: 1).count == 1)
            first.running.kill()
            _ = try await first.running.outcome()
            #expect(try await trial.sql("SELECT state, attempts FROM letter") == [["sending", "1"]])

            try mail.answer("")
            let second = try await Served(trial.data)
            let letters = try await mail.letters(atLeast: 2)
            for _ in 0..<200 where try await trial.sql("SELECT state FROM letter") != [["sent"]] { try await Task.sleep(for: .milliseconds(50)) }
            #expect(try await trial.sql("SELECT state, attempts FROM letter") == [["sent", "2"]])
            second.running.kill()
            _ = try await second.running.outcome()

            let third = try await Served(trial.data)
            try await Task.sleep(for: .seconds(5))
            third.running.process.terminate()
            let outcome = try await third.running.outcome()
            #expect(outcome.code == 0)
            #expect(try await mail.letters(atLeast: 2).count == 2, "nothing twice that was kept")
            let identities = letters.compactMap { $0.components(separatedBy: "\r\n").first { $0.hasPrefix("Message-ID:") } }
            #expect(identities.count == 2 && Set(identities).count == 1)
            for said in [try first.running.said("errors"), try second.running.said("errors"), outcome.errors] {
                for words in ["a.lyst", "example.gov", "W-2018"] { #expect(!said.contains(words), "\(said)") }
            }
        }

        @Test("A server that is told to stop while a letter hangs ends in order, soon, and the letter waits")
        func stopped() async throws {
            let trial = try Trial(.imported)
            let mail = try await Mailbox(in: trial.folder)
            try trial.writeDepartment(settings(mail.port, "  tls: none\n"))
            try await addAccount(trial, "--email", "a.lyst@example.gov").expectDone()
            _ = try await trial.sql(
                "INSERT INTO notice(account, program, reference, words, path, cause, at) VALUES (1, 'support', 'W-1', 'Do it.', '/work', '', 0)")
            _ = try await trial.sql("INSERT INTO letter(notice, state, queuedAt, nextTry) SELECT 1, 'queued', unixepoch(), 0")
            try mail.answer("hang")
            let served = try await Served(trial.data)
            _ = try await mail.letters(atLeast: 1)
            let begun = ContinuousClock.now
            served.running.process.terminate()
            #expect(try await served.running.outcome().code == 0)
            #expect(ContinuousClock.now - begun < .seconds(10))
            #expect(try await trial.sql("SELECT state FROM letter") == [["queued"]])
        }
    }
}

/// The SMTP server of `Tests/MailTests/server.py`, for commands that run in processes of their own.
private final class Mailbox {
    private let folder: URL
    private let running: Running
    let port: String

    private static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    init(in place: URL) async throws {
        folder = place.appendingPathComponent("mail")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        running = try Running(
            Self.root.appendingPathComponent(".build/browser/bin/python"),
            [Self.root.appendingPathComponent("Tests/MailTests/server.py").path, folder.path])
        for _ in 0..<1_000 {
            if let number = try running.said("output").split(separator: "\n").first {
                port = String(number)
                return
            }
            guard running.process.isRunning else { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Database.Failed(description: "the mail server did not start: \(try running.said("errors")). Run the tests with bin/test, which prepares it.")
    }

    deinit { running.kill() }

    func answer(_ words: String) throws { try Data(words.utf8).write(to: folder.appendingPathComponent("answer")) }

    /// Waits until so many have come.
    func letters(atLeast count: Int) async throws -> [String] {
        for _ in 0..<400 {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".eml") }.sorted()
            if names.count >= count { return try names.map { String(decoding: try Data(contentsOf: folder.appendingPathComponent($0)), as: UTF8.self) } }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Database.Failed(description: "\(count) letters did not come within twenty seconds")
    }
}
