import Foundation
import GRDB

#if canImport(Glibc)
    import Glibc
#endif

/// A directory under construction. It is made beside its place under another name and moved there whole, so that what
/// bears the name is finished, however this ends.
struct BackupFolder {
    let target: URL
    /// Where it is made.
    let unfinished: URL

    static let unfinishedEnding = ".unfinished"

    /// - Parameter data: the data directory that is copied; nothing is written inside it.
    init(making target: URL, outside data: URL?) throws {
        self.target = target
        unfinished = URL(
            fileURLWithPath: target.path.hasSuffix("/") ? String(target.path.dropLast()) : target.path, isDirectory: false
        ).appendingPathExtension(String(BackupFolder.unfinishedEnding.dropFirst()))
        try BackupFolder.checkEmpty(target)
        if let data, BackupFolder.lies(target, inside: data) { throw BackupProblem.insideData(target.path) }
        var above = target.deletingLastPathComponent()
        while above.path != "/" && above.path != "." && !above.path.isEmpty {
            for kind in [BackupManifest.Kind.database, .keys]
            where FileManager.default.fileExists(atPath: above.appendingPathComponent(kind.fileName).path) {
                throw BackupProblem.insideBackup(target.path, backup: above.path)
            }
            above = above.deletingLastPathComponent()
        }
        // What an interrupted attempt left.
        try? FileManager.default.removeItem(at: unfinished)
        do {
            try FileManager.default.createDirectory(
                at: unfinished, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw BackupProblem.cannotWrite(target.path)
        }
    }

    private static func checkEmpty(_ target: URL) throws {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: target.path, isDirectory: &isDirectory) else { return }
        guard isDirectory.boolValue else { throw BackupProblem.notADirectory(target.path) }
        guard try FileManager.default.contentsOfDirectory(atPath: target.path).isEmpty else { throw BackupProblem.notEmpty(target.path) }
    }

    private static func lies(_ inner: URL, inside outer: URL) -> Bool {
        // A directory that is not there yet has no links to resolve; the one above it may.
        let parent = inner.deletingLastPathComponent().resolvingSymlinksInPath().standardizedFileURL.path
        let outer = outer.resolvingSymlinksInPath().standardizedFileURL.path
        return parent == outer || parent.hasPrefix(outer + "/")
            || inner.resolvingSymlinksInPath().standardizedFileURL.path == outer
    }

    /// Refuses what cannot fit before anything is copied. What else fills the disk meanwhile is met when it happens.
    func checkRoom(for bytes: Int64) throws {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: unfinished.path)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else { return }
        if free < bytes + 65_536 { throw BackupProblem.noRoom(target.path) }
    }

    func write(_ content: Data, as name: String) throws {
        let path = unfinished.appendingPathComponent(name).path
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: path)
        else { throw BackupProblem.cannotWrite(target.path) }
        do {
            try file.write(contentsOf: content)
            try file.close()
        } catch {
            throw BackupProblem.noRoom(target.path)
        }
    }

    /// Copies a database as it stands at one instant, while others write to it.
    func copy(_ source: some DatabaseReader, as name: String, progress: (Double) -> Void) throws {
        let file = unfinished.appendingPathComponent(name)
        let queue = try DatabaseQueue(path: file.path)
        chmod(file.path, 0o600)
        // The pages come from one reading transaction: writers go on, and nothing they do gets into the copy.
        try withoutActuallyEscaping(progress) { progress in
            try source.backup(to: queue, pagesPerStep: 128) { step in
                progress(Double(step.completedPageCount) / Double(max(step.totalPageCount, 1)))
            }
        }
        try queue.writeWithoutTransaction { db in
            // One file, without a log beside it.
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
        }
        try queue.close()
    }

    /// Writes the sums of all files, as `sha256sum -c` reads them, and what the backup says about itself.
    func describe(_ manifest: inout BackupManifest, _ names: [String]) throws {
        manifest.files = try names.map { name in
            let file = unfinished.appendingPathComponent(name)
            let (sum, bytes) = try FileSum.sha256(of: file)
            return BackupManifest.File(name: name, bytes: bytes, sha256: sum)
        }
        try write(BackupManifest.encoder.encode(manifest), as: manifest.kind.fileName)
        let own = try FileSum.sha256(of: unfinished.appendingPathComponent(manifest.kind.fileName)).sum
        let lines = manifest.files.map { "\($0.sha256)  \($0.name)\n" } + ["\(own)  \(manifest.kind.fileName)\n"]
        try write(Data(lines.joined().utf8), as: FileSum.listName)
    }

    /// Puts it in its place. What was reported as done outlives a power cut.
    func publish() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: unfinished.path) {
            try BackupFolder.sync(unfinished.appendingPathComponent(name).path, failing: target.path)
        }
        try BackupFolder.sync(unfinished.path, failing: target.path)
        guard rename(unfinished.path, target.path) == 0 else { throw BackupProblem.cannotWrite(target.path) }
        try BackupFolder.sync(target.deletingLastPathComponent().path, failing: target.path)
    }

    func abandon() { try? FileManager.default.removeItem(at: unfinished) }

    private static func sync(_ path: String, failing target: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BackupProblem.cannotWrite(target) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw BackupProblem.noRoom(target) }
    }
}
