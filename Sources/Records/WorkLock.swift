import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A lock on the data directory that the operating system releases when the process ends, however it ends.
package final class WorkLock {
    package enum Purpose: String, Sendable {
        /// One server for a data directory.
        case serving
        /// One import or monthly run at a time.
        case working
        /// One backup at a time.
        case backup
    }

    package struct Held: Error, CustomStringConvertible {
        package var purpose: Purpose
        package var holder: String
        package var description: String {
            switch purpose {
            case .serving: "Another Mainstay server is running on this data directory (\(holder)). Stop it first, or choose another directory with --data."
            case .working: "An import or a monthly run is under way on this data directory (\(holder)). Wait until it has finished. Nothing was changed."
            case .backup: "A backup of this data directory is under way (\(holder)). Wait until it has finished."
            }
        }
    }

    private let descriptor: Int32

    /// Takes the lock, or throws `Held` at once with the process that has it.
    package init(_ purpose: Purpose, in directory: URL) throws {
        let file = directory.appendingPathComponent("\(purpose.rawValue).lock")
        let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw RecordsError.cannotOpen(path: file.path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            var bytes = [UInt8](repeating: 0, count: 64)
            let count = Glibc.read(descriptor, &bytes, 64)
            close(descriptor)
            let holder = count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : "another process"
            throw Held(purpose: purpose, holder: holder.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        ftruncate(descriptor, 0)
        let text = Array("process \(getpid())\n".utf8)
        _ = Glibc.write(descriptor, text, text.count)
        self.descriptor = descriptor
    }

    deinit {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
