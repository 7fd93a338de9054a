import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Room kept for the key store's write-ahead log.
///
/// A transaction over both files is committed to the database first and to the key store second. Were the disk to fill
/// up between the two, the act would stand without its anchor, although its doer was told that nothing was kept. What the
/// second commit needs is therefore set aside beforehand: SQLite writes the log from its start again after every thousand
/// pages, so this much is enough.
enum LogReserve {
    /// A thousand pages of 4,096 bytes, each with its header, and some that a long reading may hold back.
    private static let bytes = 1_100 * (4_096 + 24)

    /// Where there is no room even for this, the next commit tells.
    static func make(beside store: String) {
        let descriptor = open(store + "-wal", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        posix_fallocate(descriptor, 0, bytes)
        close(descriptor)
    }
}
