import ArgumentParser
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Writes a line at once. A pipe or a log file would otherwise see it only when a buffer is full.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

/// Writes a line to standard error.
func complain(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

/// How long work shows that it goes on.
enum ProgressStyle: String, ExpressibleByArgument, CaseIterable {
    /// A bar on a terminal, nothing elsewhere.
    case auto
    /// `progress`, fraction and stage, tab-separated, a line each: for the program that started this one.
    case lines
    case none
}

struct ProgressOptions: ParsableArguments {
    @Option(name: .long, help: "auto, lines or none.")
    var progress: ProgressStyle = .auto

    @Option(name: .customLong("by"), help: .hidden)
    var account: String?

    /// As without any flag.
    static var standard: ProgressOptions {
        var options = ProgressOptions()
        options.progress = .auto
        options.account = nil
        return options
    }
}

/// Prints progress, at most ten times a second.
final class ProgressPrinter: Sendable {
    private let style: ProgressStyle
    private let last = Mutex<(percent: Int, stage: String)>((-1, ""))

    init(_ style: ProgressStyle) { self.style = style == .auto && isatty(2) == 0 ? .none : style }

    func show(_ stage: String, _ fraction: Double) {
        let percent = Int((min(max(fraction, 0), 1) * 100).rounded(.down))
        let changed = last.withLock { last in
            guard last.percent != percent || last.stage != stage else { return false }
            last = (percent, stage)
            return true
        }
        guard changed else { return }
        switch style {
        case .lines: write(1, "progress\t\(Double(percent) / 100)\t\(stage)\n")
        case .auto:
            let filled = percent * 30 / 100
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
            write(2, "\r\u{1B}[K\(bar) \(percent) % \(stage)")
        case .none: break
        }
    }

    func finish(result: String? = nil) {
        if style == .auto { write(2, "\r\u{1B}[K") }
        if style == .lines, let result { write(1, "result\t\(result)\n") }
    }

    private func write(_ descriptor: Int32, _ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(descriptor, bytes, bytes.count)
    }
}
