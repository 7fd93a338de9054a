import Foundation
import Intake
import Jacket

/// The files of a directory that a profile knows, in the order in which they are read.
struct ImportFiles: Sendable {
    struct Entry: Sendable {
        var source: ImportProfile.Source
        /// The name on the disk.
        var name: String
        var url: URL
        var size: Int64
        /// Both `x.csv` and `x.csv.gz` are there.
        var twice: Bool
    }

    var entries: [Entry] = []
    var warnings: [String] = []
    var totalSize: Int64 { entries.reduce(0) { $0 + $1.size } }

    init(in directory: URL, profile: ImportProfile) throws(ImportError) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory.path, isDirectory: &isDirectory), isDirectory.boolValue else {
            throw .noDirectory(directory.path)
        }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory.path) else {
            throw .unreadableDirectory(directory.path)
        }
        let tables = Set(names.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".csv.gz") })
        var taken: Set<String> = []
        for source in ImportFiles.ordered(profile.sources) {
            let present = ["\(source.file).csv", "\(source.file).csv.gz"].filter(tables.contains)
            taken.formUnion(present)
            guard let name = present.first else { continue }
            let url = directory.appendingPathComponent(name)
            let size = (try? FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int64) ?? 0
            entries.append(Entry(source: source, name: name, url: url, size: size, twice: present.count > 1))
        }
        guard !entries.isEmpty else {
            throw .nothingToImport(directory: directory.path, expected: profile.sources.map(\.file))
        }
        note(profile, tables.subtracting(taken))
    }

    /// Members come first, then the other kinds in the catalogue's order; a profile's order decides among equals.
    private static func ordered(_ sources: [ImportProfile.Source]) -> [ImportProfile.Source] {
        func place(_ source: ImportProfile.Source) -> Int {
            source.records.compactMap { RecordKind.all.firstIndex(of: $0.kind) }.min() ?? 0
        }
        return sources.enumerated().sorted { (place($0.element), $0.offset) < (place($1.element), $1.offset) }.map(\.element)
    }

    private mutating func note(_ profile: ImportProfile, _ others: Set<String>) {
        for name in others.sorted() {
            let base = name.hasSuffix(".gz") ? String(name.dropLast(7)) : String(name.dropLast(4))
            if let skipped = profile.skipped.first(where: { $0.file == base }) {
                warnings.append("\(name) was left out on purpose: \(skipped.reason)")
            } else {
                warnings.append("\(name) is not in the profile and was not read.")
            }
        }
    }
}
