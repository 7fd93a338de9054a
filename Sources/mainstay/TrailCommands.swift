import ArgumentParser
import Casework
import Directives
import Foundation
import Records
import Server

/// `mainstay trail verify|head|check-head`
struct TrailCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trail", abstract: "Prove the trail, sign its head, check a head that somebody was given.",
        subcommands: [Verify.self, Head.self, CheckHead.self, Measure.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prove the trail from its first line to its last, and name the first broken link.",
            discussion: "Exit code 0 when it holds, 3 when not. It may run while the server runs.")

        @OptionGroup var data: DataOption
        @Option(name: .long, help: "A signed head that somebody was given: does the trail still carry it?") var head: String?

        func run() async throws {
            let given = try head.map(TrailCommands.read)
            let installation = try await Installation.open(data)
            let proof = try await installation.records.proveTrail(against: given, for: installation.asking())
            for gap in proof.gaps { say("Broken: \(gap)") }
            if let finding = proof.finding { say("Broken: \(finding)") }
            guard proof.holds else {
                if proof.finding != nil { say("Proved up to line \(proof.lines).") }
                throw ExitCode(3)
            }
            say("The trail holds: \(proof.lines) lines, the last with the digest \(proof.digest).")
            if proof.unheard > 0 { say("The key store has not heard of the last \(proof.unheard); they bear the department's code.") }
            if let given { say("It carries the head of \(given.month), \(given.lines) lines.") }
        }
    }

    struct Head: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sign the head of a month, and print it.",
            discussion: "Without --month: the last month that is over. The server signs these by itself. A head of the present month covers what has been written so far.")

        @OptionGroup var data: DataOption
        @Option(name: .long, help: "The month, as 2018-01.") var month: String?
        @Option(name: .long, help: "The file to write; standard output without it.") var output: String?

        func run() async throws {
            let installation = try await Installation.open(data)
            let (records, calendar) = (installation.records, installation.surroundings.calendar)
            var chosen = Month(of: installation.surroundings.today.firstOfMonth.adding(days: -1))
            if let month {
                guard let day = Day(iso: month + "-01") else { throw ValidationError("\"\(month)\" is no month. Write it as 2018-01.") }
                chosen = Month(of: day)
            }
            let head = try await records.signTrailHead(
                of: chosen, department: installation.department.name, calendar, for: installation.asking())
            guard let output else {
                FileHandle.standardOutput.write(Data(head.text.utf8))
                return
            }
            do {
                try Data(head.text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
            } catch {
                throw CommandProblem("The file \(output) cannot be written. Check the folder, the permissions and the free space.")
            }
            say("\(output): the head of \(chosen.name), \(head.lines) lines, signed with the key \(head.key.fingerprint).")
        }
    }

    struct CheckHead: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check-head", abstract: "Check the signature of a head, without a data directory.",
            discussion: "Exit code 0 when it is good, 3 when not.")

        @Argument(help: "The file of the head.") var file: String
        @Option(name: .long, help: "The department's public key as it was handed over, in base64.") var publicKey: String?

        func run() async throws {
            let head = try TrailCommands.read(file)
            guard head.isSigned else {
                say("Not good: the signature does not fit. The file was changed, or was not signed with the key in it.")
                throw ExitCode(3)
            }
            if let publicKey {
                guard let expected = Data(base64Encoded: publicKey.trimmingCharacters(in: .whitespacesAndNewlines)), expected.count == 32 else {
                    throw ValidationError("The public key is not 32 bytes in base64.")
                }
                guard expected == head.publicKey else {
                    say("Not good: it is signed with another key (\(head.key.fingerprint)) than the one given.")
                    throw ExitCode(3)
                }
            }
            say("Good: \(head.department), \(head.month), \(head.lines) lines, the last with the digest \(head.digestText).")
            if publicKey == nil {
                say("It is signed with the key in the file, fingerprint \(head.key.fingerprint). Compare that with the one you were handed, or give it with --public-key.")
            }
        }
    }

    private static func read(_ path: String) throws -> TrailHead {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)), data.count < 65_536, let text = String(data: data, encoding: .utf8) else {
            throw CommandProblem("The file \(path) cannot be read as a text. Check its name and permissions.")
        }
        do {
            return try TrailHead(text: text)
        } catch {
            throw CommandProblem("\(path): \(error)")
        }
    }
}

extension TrailCommands {
    /// For `bench/run`: what a line costs, and what a proof does.
    struct Measure: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Time the writing and the proving of lines.", shouldDisplay: false)

        @OptionGroup var data: DataOption
        @Option(name: .long, help: "How many lines are written, each by itself.") var lines = 100_000

        func run() async throws {
            let installation = try await Installation.open(data)
            let (records, asking) = (installation.records, installation.asking())
            let writing = try await timed { for _ in 0..<lines { try await records.noteReading(.seeTrail, "trail", for: asking) } }
            say("\(lines) lines: \((writing / Double(max(1, lines)) * 1e7).rounded() / 10) microseconds each")
            var proved: Int64 = 0
            let proving = try await timed { proved = try await records.proveTrail(for: asking).lines }
            say("\(proved) lines proved: \((proving * 1_000).rounded() / 1_000) s")
        }

        private func timed(_ work: () async throws -> Void) async throws -> Double {
            let began = ContinuousClock.now
            try await work()
            let time = began.duration(to: .now).components
            return Double(time.seconds) + Double(time.attoseconds) / 1e18
        }
    }
}
