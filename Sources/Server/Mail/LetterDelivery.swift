import Casework
import Directives
import Foundation
import Logging
import Mail
import Records
import ServiceLifecycle

/// Sends the letters that acts have queued, one after the other over one connection. The log gets a letter's number and
/// what came of it, never an address or a reference.
struct LetterDelivery: Service {
    var office: Office
    var connection: MailConnection

    init(office: Office, server: MailServer) {
        self.office = office
        connection = MailConnection(server)
    }

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await office.records.resumeLetters(for: .schedule(office.surroundings))
                    break
                } catch {
                    try? await Task.sleep(for: .seconds(2))
                }
            }
            while !Task.isCancelled {
                var pause = Duration.seconds(2)
                do {
                    // A server that cannot be spoken to is left alone for a while; each letter's own time runs besides.
                    if try await office.deliverLetters(over: connection) == false { pause = .seconds(20) }
                } catch {
                    // While an import writes, the next round does it.
                    office.logger.notice("letters could not be looked at yet", metadata: ["error": "\(type(of: error))"])
                }
                await connection.rest(politely: !Task.isCancelled)
                try? await Task.sleep(for: pause)
            }
        }
    }
}

extension Office {
    /// Notes for whoever posts notices, in this process or another, whether letters are to be queued.
    func noteWhetherMailIsSetUp() async throws {
        let word = mail == nil ? "off" : "on"
        guard try await records.setting(Records.mailSetting) != word else { return }
        try await records.setSetting(Records.mailSetting, to: word, by: nil, at: now)
    }

    /// Notes for lists which programs the department runs.
    func noteProgramsThatRun() async throws {
        let words = ProgramKey.allCases.filter(department.runs).map(\.rawValue).joined(separator: " ")
        guard try await records.setting(Records.programsSetting) != words else { return }
        try await records.setSetting(Records.programsSetting, to: words, by: nil, at: now)
    }

    /// Sends every letter whose time has come.
    ///
    /// - Returns: false when the mail server could not be spoken to; what is left waits.
    func deliverLetters(over connection: MailConnection) async throws -> Bool {
        guard let mail = department.mail else { return true }
        while !Task.isCancelled, let letter = try await records.nextLetter(for: .schedule(surroundings)) {
            let message = LetterText.message(letter, from: connection.server.from, link: mail.link, department: department.name, at: now)
            let outcome = await connection.send(message)
            try await settle(letter, outcome)
            if case .unreachable = outcome { return false }
        }
        return true
    }

    /// What came of it is kept even when the server is about to stop: otherwise the letter would go out again.
    private func settle(_ letter: LetterToSend, _ outcome: MailOutcome) async throws {
        let fate: LetterFate =
            switch outcome {
            case .sent: .sent
            case .unreachable(let words), .putOff(let words): .putOff(words)
            case .refused(let words): .refused(words)
            case .stopped: .unknown
            }
        let (records, surroundings) = (records, surroundings)
        try await Task { try await records.settle(letter, fate, for: .schedule(surroundings)) }.value
        switch outcome {
        case .sent, .stopped: break
        case .unreachable(let words), .putOff(let words), .refused(let words):
            logger.warning("a letter was not delivered", metadata: ["letter": "\(letter.id)", "attempt": "\(letter.attempts)", "because": "\(words)"])
        }
    }
}
