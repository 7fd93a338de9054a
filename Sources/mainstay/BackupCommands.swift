import ArgumentParser
import Casework
import Directives
import Foundation
import Records
import Vault

/// `mainstay backup DIR`
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the database, or with --keys the key store, while the server runs.",
        discussion: """
            A backup of the database holds mainstay.sqlite, department.yaml, backup.json and SHA256SUMS, and no key. The key store is backed up \
            apart, with --keys, and kept for a short time only: what is destroyed can be opened as long as an old copy of its key lives. The \
            department key is in no backup; keep a copy of it yourself.
            """)

    @OptionGroup var data: DataOption
    @OptionGroup var showing: ProgressOptions
    @Argument(help: "The directory to make; with --prune, the directory in which backups of the keys lie.") var directory: String
    @Flag(name: .long, help: "Back up the key store, still wrapped by the department key, instead of the database.") var keys = false
    @Flag(name: .long, help: "With --keys: back up nothing, delete the backups of the keys in the directory whose day has come.") var prune = false

    func validate() throws {
        if prune, !keys { throw ValidationError("--prune deletes backups of the keys: give --keys with it.") }
    }

    func run() async throws {
        let installation = try await Installation.open(data)
        let target = URL(fileURLWithPath: directory, isDirectory: true)
        if prune { return try prune(target, installation) }
        if keys { return try backUpKeys(target, installation) }
        let printer = ProgressPrinter(showing.progress)
        let manifest = try await onThread {
            try installation.records.backUp(into: target, programVersion: Mainstay.version, for: installation.asking()) { printer.show($0, $1) }
        }
        printer.finish()
        guard showing.progress != .lines else { return }
        say("\(directory): the database as of line \(manifest.trail?.entries ?? 0) of the trail, \(Backup.size(manifest)), and department.yaml.")
        say("  No key is in it. Back up the keys apart (`mainstay backup --keys`), and check it with `cd \(directory) && sha256sum -c SHA256SUMS`.")
    }

    private func backUpKeys(_ target: URL, _ installation: Installation) throws {
        let asking = installation.asking()
        let days = installation.department.keeping?.keyBackupDays ?? Department.standardKeyBackupDays
        let manifest = try installation.records.backUpKeys(
            into: target, expiresAt: asking.now.addingTimeInterval(Double(days) * 86_400), programVersion: Mainstay.version, for: asking)
        let day = manifest.expiresAt.map { installation.surroundings.calendar.day(of: $0).long } ?? ""
        say("\(directory): the key store, wrapped by the department key \(manifest.departmentKey).")
        say("  THESE KEYS CAN STILL OPEN WHAT IS DESTROYED until \(day). Keep them apart from every backup of the database,")
        say("  and delete them by that day: `mainstay backup --keys --prune DIR`, with the directory in which they lie.")
    }

    private func prune(_ target: URL, _ installation: Installation) throws {
        let gone = try installation.records.pruneKeyBackups(in: target, for: installation.asking())
        for folder in gone { say("Deleted \(folder.path).") }
        let left = try installation.records.keyBackups(in: target, for: installation.asking())
        for folder in left.foreign { complain("\(folder.path) is of another installation and was let alone.") }
        say("\(gone.count) backups of the keys were due and are deleted; \(left.living.count) are kept until their day.")
    }

    private static func size(_ manifest: BackupManifest) -> String {
        let bytes = Double(manifest.files.reduce(0) { $0 + $1.bytes })
        return bytes < 1e6 ? "\(Int(bytes / 1_000)) KB" : "\((bytes / 1e5).rounded() / 10) MB"
    }
}

/// `mainstay restore BACKUP --into DIR --keys KEYS`
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup into an empty place, with its keys, and say what can be opened.",
        discussion: """
            Every file is checked before anything is written. The keys come from the key store in use, which is the best, from a backup of the \
            keys, or are made anew when they are lost for good. What was destroyed stays destroyed. Everyone signs in again.
            """)

    @Argument(help: "The backup of the database.") var backup: String
    @Option(name: .long, help: "The data directory to make.") var into: String
    @Option(name: .long, help: "The data directory with the key store in use, a key store, or a backup of the keys.") var keys: String?
    @Flag(name: .long, help: "The keys are lost: go on with new ones. What was sealed under the old ones is never read again.") var newKeys = false
    @OptionGroup var key: KeyOption
    @OptionGroup var showing: ProgressOptions

    struct NoKeys: Error, CustomStringConvertible {
        var description: String {
            "A backup of the database holds no keys, and what is sealed in it does not open without them. Name the data directory with the key store in use, or a backup of the keys, with --keys. If they are lost for good, give --new-keys: what they sealed is lost then, everything else is restored. Nothing was changed."
        }
    }

    func validate() throws {
        if newKeys, keys != nil { throw ValidationError("Give --keys or --new-keys, not both.") }
    }

    func run() async throws {
        guard newKeys || keys != nil else { throw NoKeys() }
        let printer = ProgressPrinter(showing.progress)
        let folder = URL(fileURLWithPath: backup, isDirectory: true)
        let reading = try await onThread { try BackupReading(folder, kind: .database) { printer.show("Checking the backup", $0 * 0.3) } }
        let department = try StrictYAML.read(Department.self, from: reading.file(Records.departmentFile))
        try department.check()
        let source = try keys.map { try RestoredKeys(at: $0) } ?? .new
        let target = URL(fileURLWithPath: into, isDirectory: true)
        let beside = source.directory ?? target
        let given = try key.given()
        let place = given.source(beside: beside).place
        let restoration = Restoration(reading, keys: source, key: try given.read(beside: beside))
        let asking = Asking.console(
            user: NSUserName(), Surroundings(now: Installation.machineNow, calendar: try department.calendar()))
        let report = try await onThread { try restoration.restore(into: target, for: asking) { printer.show($0, $1) } }
        printer.finish()
        guard showing.progress != .lines else { return }
        explain(report, reading.manifest, place)
    }

    private func explain(_ report: RestoreReport, _ manifest: BackupManifest, _ place: String) {
        say("\(into): restored from the backup of \(manifest.takenAt.formatted(.iso8601)).")
        say("  The trail stands at line \(report.trailLines), and says that it was restored.")
        if report.linesSince > 0 { say("  The key store knew \(report.linesSince) lines more: what was done after the backup is not in it.") }
        if newKeys {
            say("  New keys were made. \(report.filesLost) files that were sealed under the old ones stay closed for good; second factors and holds must be set anew.")
        } else {
            say("  \(report.filesThatOpen) sealed files open. \(report.filesDestroyed) were destroyed and stay destroyed.")
            if report.filesLost > 0 {
                complain("  \(report.filesLost) sealed files do not open: their keys are newer than this key store. Name a newer one with --keys, if there is one.")
            }
        }
        say("  \(report.sessionsEnded) sessions were ended: everyone signs in again.")
        say("Next: `mainstay check --all --data \(into)`, then `mainstay serve --data \(into)`; the department key stays at \(place), name it as you did here.")
    }
}
