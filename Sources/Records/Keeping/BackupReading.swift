import Foundation

/// A backup whose files are what was written: every sum was checked.
package struct BackupReading: Sendable {
    package let folder: URL
    package let manifest: BackupManifest

    /// - Throws: `BackupProblem`, with the file that is missing or was changed.
    package init(_ folder: URL, kind: BackupManifest.Kind, progress: (Double) -> Void = { _ in }) throws {
        self.folder = folder
        func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path) }
        let other: BackupManifest.Kind = kind == .database ? .keys : .database
        guard holds(kind.fileName) else {
            if holds(other.fileName) { throw BackupProblem.wrongKind(folder.path, found: other) }
            if holds(kind.copyName), holds(FileSum.listName) { throw BackupProblem.missingFile(folder.appendingPathComponent(kind.fileName).path) }
            throw BackupProblem.notABackup(folder.path)
        }
        let list = folder.appendingPathComponent(FileSum.listName)
        guard let text = FileManager.default.contents(atPath: list.path) else { throw BackupProblem.missingFile(list.path) }
        guard let sums = FileSum.list(String(decoding: text, as: UTF8.self)) else { throw BackupProblem.damagedFile(list.path) }
        // First what describes the rest.
        try BackupReading.check(folder.appendingPathComponent(kind.fileName), sums[kind.fileName]) { _ in }
        guard let bytes = FileManager.default.contents(atPath: folder.appendingPathComponent(kind.fileName).path),
            let manifest = try? BackupManifest.decoder.decode(BackupManifest.self, from: bytes), manifest.kind == kind
        else { throw BackupProblem.newerFormat(folder.path) }
        guard manifest.format <= BackupManifest.newestFormat else { throw BackupProblem.newerFormat(folder.path) }
        self.manifest = manifest
        let total = Double(max(manifest.files.reduce(0) { $0 + $1.bytes }, 1))
        var done: Int64 = 0
        for file in manifest.files {
            // A sum in the list and one in the description: whichever was changed, the file is named.
            guard sums[file.name] == file.sha256 else { throw BackupProblem.damagedFile(list.path) }
            try BackupReading.check(folder.appendingPathComponent(file.name), file.sha256) { progress(Double(done + $0) / total) }
            done += file.bytes
        }
    }

    private static func check(_ file: URL, _ expected: String?, progress: (Int64) -> Void) throws {
        guard let expected else { throw BackupProblem.damagedFile(file.deletingLastPathComponent().appendingPathComponent(FileSum.listName).path) }
        guard FileManager.default.fileExists(atPath: file.path) else { throw BackupProblem.missingFile(file.path) }
        guard let sum = try? FileSum.sha256(of: file, progress: progress), sum.sum == expected else {
            throw BackupProblem.damagedFile(file.path)
        }
    }

    package func file(_ name: String) -> URL { folder.appendingPathComponent(name) }
}

/// Where a restore takes its keys from.
package enum RestoredKeys: Sendable {
    case backup(BackupReading)
    /// A key store that is, or was, in use.
    case store(URL)
    /// They are lost: the installation goes on with new ones, and what was sealed stays closed.
    case new

    /// What a person named: a backup of the keys, a data directory, or a key store.
    package init(at path: String) throws {
        let place = URL(fileURLWithPath: path)
        func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: place.appendingPathComponent(name).path) }
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { throw BackupProblem.noKeys(path) }
        if !isDirectory.boolValue {
            self = .store(place)
        } else if holds(BackupManifest.Kind.keys.fileName) {
            self = .backup(try BackupReading(place, kind: .keys))
        } else if holds(BackupManifest.Kind.keys.copyName) {
            self = .store(place.appendingPathComponent(BackupManifest.Kind.keys.copyName))
        } else {
            throw BackupProblem.noKeys(path)
        }
    }

    /// The directory in which `department.key` may lie, where nothing else names it.
    package var directory: URL? {
        switch self {
        case .backup, .new: nil
        case .store(let file): file.deletingLastPathComponent()
        }
    }
}
