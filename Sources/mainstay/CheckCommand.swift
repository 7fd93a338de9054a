import ArgumentParser
import Casework
import Directives
import Foundation
import Records
import Vault

/// `mainstay check`
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Verify database, keys, sealed fields, trail, files and disk, and say what to do about each fault.",
        discussion: "It may run while the server runs, and changes nothing. The exit code is 0 when all is well and 3 when there is a fault.")

    @OptionGroup var data: DataOption
    @OptionGroup var showing: ProgressOptions
    @Flag(name: .long, help: "Open every sealed field, not a sample of each column.") var all = false
    @Flag(name: .long, help: "Print the findings as JSON.") var json = false
    @Option(name: .long, help: "The directory in which backups of the keys lie: names those that should be deleted.") var keyBackups: String?

    func run() async throws {
        let given = try data.key.given()
        let directory = URL(fileURLWithPath: data.data, isDirectory: true)
        var lines = DirectoryCheck(directory: directory, key: given.source(beside: directory)).lines
        do {
            let installation = try await Installation.open(data.data, given)
            let printer = ProgressPrinter(showing.progress)
            let (all, keyBackups) = (all, keyBackups)
            lines += try await onThread {
                try installation.records.check(all: all, for: installation.asking()) { printer.show($0, $1) }
            }
            printer.finish()
            if let keyBackups { lines += try Check.keyBackupLines(URL(fileURLWithPath: keyBackups, isDirectory: true), installation) }
        } catch {
            lines.append(CheckLine("opening", .fault, "\(error)", remedy: "Do what the message says, then check again."))
        }
        try show(lines)
        if lines.contains(where: { $0.state == .fault }) { throw ExitCode(3) }
    }

    private func show(_ lines: [CheckLine]) throws {
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return say(String(decoding: try encoder.encode(lines), as: UTF8.self))
        }
        for line in lines {
            let state = line.state == .fault ? "FAULT" : line.state.rawValue
            say("\(state.padding(toLength: 6, withPad: " ", startingAt: 0))\(line.subject.padding(toLength: 9, withPad: " ", startingAt: 0))\(line.says)")
            if let remedy = line.remedy { say("               → \(remedy)") }
        }
        let faults = lines.count { $0.state == .fault }
        say(faults == 0 ? "All is well." : "\(faults) fault\(faults == 1 ? "" : "s").")
    }

    private static func keyBackupLines(_ folder: URL, _ installation: Installation) throws -> [CheckLine] {
        let found = try installation.records.keyBackups(in: folder, for: installation.asking())
        let calendar = installation.surroundings.calendar
        let overdue = found.expired.map { ($0.folder, "was to be deleted on \(calendar.day(of: $0.expiresAt).long)") }
            + found.unfinished.map { ($0, "was left by an interrupted backup") }
        if overdue.isEmpty { return [CheckLine("backups", .ok, "No backup of the keys in \(folder.path) is past its day; \(found.living.count) are kept.")] }
        return overdue.map { folder, why in
            CheckLine(
                "backups", .fault, "The backup of the keys \(folder.path) \(why): it can still open what is destroyed.",
                remedy: "`mainstay backup --keys --prune \(folder.deletingLastPathComponent().path)`")
        }
    }
}

/// What can be seen from outside: who may read the files, and how much room there is.
struct DirectoryCheck {
    var directory: URL
    var key: KeySource

    var lines: [CheckLine] {
        var lines: [CheckLine] = []
        lines.append(closed(directory.path, "The data directory"))
        for name in ["mainstay.sqlite", "mainstay.keys"] {
            let path = directory.appendingPathComponent(name).path
            // The directory shuts them; the key store is shut on its own besides.
            if name == "mainstay.keys", FileManager.default.fileExists(atPath: path) { lines.append(closed(path, "The key store")) }
        }
        if case .file(let path) = key { lines.append(contentsOf: keyFile(path)) }
        lines.append(departmentLine)
        lines.append(roomLine)
        return lines
    }

    private func closed(_ path: String, _ what: String) -> CheckLine {
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: real),
            let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue
        else { return CheckLine("files", .fault, "\(what) \(path) is not there.", remedy: "Name the right one, or restore the last backup.") }
        guard mode & 0o077 == 0 else {
            return CheckLine(
                "files", .fault, "\(what) \(path) is open to other accounts of this machine (mode \(String(mode, radix: 8))).",
                remedy: "chmod \(attributes[.type] as? FileAttributeType == .typeDirectory ? "700" : "600") \(path)")
        }
        return CheckLine("files", .ok, "\(what) \(path) is open to this account alone.")
    }

    private func keyFile(_ path: String) -> [CheckLine] {
        var lines = [closed(path, "The key file")]
        if URL(fileURLWithPath: path).deletingLastPathComponent().standardizedFileURL.path == directory.standardizedFileURL.path {
            lines.append(
                CheckLine("files", .note, "The department key lies in the data directory: whoever copies the directory has both. Move it, and name it with MAINSTAY_KEY_FILE."))
        }
        return lines
    }

    private var departmentLine: CheckLine {
        do {
            let department = try StrictYAML.read(Department.self, from: directory.appendingPathComponent("department.yaml"))
            try department.check()
            _ = try department.calendar()
            return CheckLine("files", .ok, "department.yaml is understood.")
        } catch {
            return CheckLine("files", .fault, "\(error)", remedy: "Correct department.yaml, or take it from the last backup.")
        }
    }

    private var roomLine: CheckLine {
        func size(_ name: String) -> Int64 {
            let attributes = try? FileManager.default.attributesOfItem(atPath: directory.appendingPathComponent(name).path)
            return (attributes?[.size] as? NSNumber)?.int64Value ?? 0
        }
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: directory.path)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
            return CheckLine("disk", .fault, "How much room the disk has cannot be told.", remedy: "Check that \(directory.path) is there.")
        }
        // A large import, and the writing anew after a destruction, each need about the size of the database.
        let needed = max(2 * size("mainstay.sqlite"), 200_000_000)
        let said = "\(free / 1_000_000) MB are free on the disk of the data directory"
        return free >= needed
            ? CheckLine("disk", .ok, said + ".")
            : CheckLine("disk", .fault, said + "; \(needed / 1_000_000) MB should be.", remedy: "Free some space.")
    }
}
