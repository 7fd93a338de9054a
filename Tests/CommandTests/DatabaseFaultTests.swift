import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

extension CommandTests {
    @Suite("A database that cannot be used is told apart by its reason, and left as it is")
    struct DatabaseFaultTests {
        private static let commands = [
            ["month", "--as-of", "2018-01-01"], ["replay", "1"], ["scores", "1"], ["serve", "--port", "0"], ["account", "list"],
        ]

        @Test("A database of a newer version is not touched", arguments: commands)
        func newer(command: [String]) async throws {
            let trial = try Trial(.run)
            _ = try await trial.sql("INSERT INTO grdb_migrations VALUES ('2999-01 of the next version')")
            let before = try await trial.tables
            try await Program.run(command + ["--data", trial.data]).expectRefused(
                1, "newer version of Mainstay", "mainstay.sqlite", "Nothing was changed")
            try await Program.run(trial.importAll).expectRefused(1, "newer version of Mainstay")
            #expect(try await trial.tables == before)
        }

        @Test("A file that is no database is not touched", arguments: commands)
        func noDatabase(command: [String]) async throws {
            let trial = try Trial()
            let text = String(repeating: "This is a letter and no database.\n", count: 200)
            let file = URL(fileURLWithPath: trial.data + "/mainstay.sqlite")
            try Data(text.utf8).write(to: file)
            try await Program.run(command + ["--data", trial.data]).expectRefused(1, "mainstay.sqlite is not a Mainstay database", "--data")
            #expect(try String(contentsOf: file, encoding: .utf8) == text)
        }

        @Test("A damaged database is called damaged, whichever page is hit", arguments: [0.2, 0.4, 0.6, 0.8])
        func damaged(place: Double) async throws {
            let trial = try Trial(.run)
            _ = try await trial.sql("PRAGMA wal_checkpoint(TRUNCATE)")
            let file = URL(fileURLWithPath: trial.data + "/mainstay.sqlite")
            var content = try Data(contentsOf: file)
            let start = Int(Double(content.count / 4_096) * place) * 4_096
            let end = min(content.count, start + content.count / 5)
            for index in start..<end { content[index] = UInt8(truncatingIfNeeded: index &* 2_654_435_761 >> 7) }
            try content.write(to: file)
            var told = 0
            for command in [
                ["replay", "1"], ["scores", "1"], ["month", "--as-of", "2018-02-01"], ["import", trial.prepared.files.path],
            ] {
                let outcome = try await Program.run(command + ["--data", trial.data])
                // What does not read the damaged pages cannot know.
                guard outcome.code != 0 else { continue }
                outcome.expectRefused(1, "mainstay.sqlite is damaged", "last backup")
                told += 1
            }
            #expect(told > 0)
        }

        @Test(
            "A full disk ends an import with a clear message; with room again it gives the same records",
            .enabled(if: Disk.canMount, "Mounting a small disk needs root."))
        func fullDiskAtImport() async throws {
            let disk = try await Disk(kilobytes: 3_000)
            let trial = try Trial(in: disk.folder)
            try await Program.run(trial.importAll).expectRefused(1, "mainstay.sqlite is full", "Free some space and try again")
            let kept = try await trial.tables
            let whole = trial.prepared.whole
            for (kind, content) in kept.records.content where kind != "(indexes)" {
                #expect(content.rows == 0 || content == whole.content[kind], "\(kind) is half there")
            }
            try await disk.resize(kilobytes: 40_000)
            try await Program.run(trial.importAll).expectDone()
            #expect(try await trial.tables.records.difference(whole.records).isEmpty)
            #expect(try await trial.sql("PRAGMA integrity_check") == [["ok"]])
            try await disk.unmount()
        }

        @Test(
            "A full disk ends a month with a clear message and no run; with room again it gives the same scores",
            .enabled(if: Disk.canMount, "Mounting a small disk needs root."))
        func fullDiskAtMonth() async throws {
            let disk = try await Disk(kilobytes: 40_000)
            let trial = try Trial(.imported, in: disk.folder)
            _ = try await trial.sql("PRAGMA wal_checkpoint(TRUNCATE)")
            // Room to open the database, none for a run.
            try await disk.leave(kilobytes: 60)
            try await Program.run(trial.month).expectRefused(1, "mainstay.sqlite is full", "Free some space and try again")
            try await disk.resize(kilobytes: 40_000)
            let left = try await trial.tables
            #expect(try left.rows("run") == 0 && left.rows("score") == 0 && left.rows("workItem") == 0)
            try await Program.run(trial.month).expectDone()
            // Sealed anew each time, so the figures are compared as they are read.
            let scores = try await trial.run("scores", "1")
            let expected = try await Trial(.run).run("scores", "1")
            #expect(scores.code == 0 && scores.output.split(separator: "\n").count > 100 && scores.output == expected.output)
            try await disk.unmount()
        }

        @Test(
            "A data directory that may not be written is named, and left as it is",
            .enabled(if: Disk.canMount, "Mounting a read-only disk needs root."))
        func readOnly() async throws {
            let disk = try await Disk(kilobytes: 40_000)
            let trial = try Trial(.run, in: disk.folder)
            let before = try await trial.tables
            try await disk.remount("ro")
            for command in Self.commands + [["import", trial.prepared.files.path]] {
                try await Program.run(command + ["--data", trial.data]).expectRefused(1, "mainstay.sqlite", "may write there")
            }
            try await Program.run("init", disk.folder.path + "/new").expectRefused(1, disk.folder.path + "/new", "permissions")
            try await disk.remount("rw")
            #expect(try await trial.tables == before)
            try await disk.unmount()
        }
    }
}

/// A small disk in memory, to be filled.
final class Disk {
    let folder: URL

    static let canMount: Bool = {
        guard geteuid() == 0 else { return false }
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-mount-\(UUID().uuidString)").path
        guard mkdir(place, 0o700) == 0 else { return false }
        defer { rmdir(place) }
        guard mount("tmpfs", place, "tmpfs", 0, "size=64k") == 0 else { return false }
        return umount(place) == 0
    }()

    init(kilobytes: Int) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-disk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await Disk.command("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.path)
    }

    deinit {
        umount2(folder.path, Int32(MNT_DETACH))
        rmdir(folder.path)
    }

    func resize(kilobytes: Int) async throws { try await remount("size=\(kilobytes)k") }

    /// Makes the disk so small that this much is free.
    func leave(kilobytes: Int) async throws {
        let used = try await Disk.command("df", "--output=used", "-k", folder.path).split(separator: "\n").last.flatMap {
            Int($0.filter(\.isNumber))
        }
        try await resize(kilobytes: try #require(used) + kilobytes)
    }

    func remount(_ option: String) async throws { try await Disk.command("mount", "-o", "remount,\(option)", folder.path) }

    func unmount() async throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
        }
        try await Disk.command("umount", folder.path)
    }

    /// Lets go of what was mounted at a place, busy or not.
    static func detach(_ place: String) { umount2(place, Int32(MNT_DETACH)) }

    @discardableResult
    static func command(_ words: String...) async throws -> String {
        let outcome = try await Running(URL(fileURLWithPath: "/usr/bin/env"), words).outcome()
        try #require(outcome.code == 0, "\(words): \(outcome.errors)")
        return outcome.output
    }
}
