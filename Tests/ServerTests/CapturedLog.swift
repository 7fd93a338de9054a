import Foundation
import Logging
import Synchronization

/// Everything that anybody logs, at whatever level.
final class CapturedLog: Sendable {
    private let captured = Mutex<[String]>([])

    var lines: [String] { captured.withLock { $0 } }

    /// A logger that keeps nothing back.
    func logger() -> Logger {
        var logger = Logger(label: "captured") { _ in Keeper(log: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Keeper: LogHandler {
        let log: CapturedLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(
            level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata?, source: String, file: String, function: String, line: UInt
        ) {
            let all = self.metadata.merging(metadata ?? [:]) { $1 }
            log.captured.withLock { $0.append("\(level) \(source): \(message) \(all)") }
        }
    }
}
