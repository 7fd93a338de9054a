/// What can go wrong with keys and sealed text. No case carries what was sealed.
package enum VaultError: Error, Equatable, Sendable, CustomStringConvertible {
    case malformedDepartmentKey
    case noDepartmentKey(String)
    case unreadableDepartmentKey(String)
    case notYetKeyed(place: String)
    case severalKeys
    case readableByOthers(String)
    case wrongDepartmentKey(expected: String, found: String)
    case commandFailed(String)
    case keyFileExists(String)
    case cannotWriteKey(String)
    case sameDepartmentKey
    case noKeyStore(String)
    case foreignKeyStore(String)
    case damagedKeyStore(String)
    case keyDestroyed
    case cannotSeal
    case cannotUnwrap(String)
    case cannotOpen(table: String, column: String)

    package var description: String {
        switch self {
        case .malformedDepartmentKey:
            "The department key is not 32 bytes in base64. Check that the whole line was copied."
        case .noDepartmentKey(let place):
            "There is no department key at \(place). Without it nothing sealed can be read, so Mainstay does not start. Put the key file back, or name it with --key-file, MAINSTAY_KEY_FILE, MAINSTAY_KEY or MAINSTAY_KEY_COMMAND."
        case .unreadableDepartmentKey(let path):
            "The key file \(path) cannot be read by this account. Check its owner (`ls -l`). Nothing was opened."
        case .notYetKeyed(let place):
            "This installation is from before records were sealed and has no department key at \(place). Make one with `mainstay key new FILE`, keep a copy of it away from this machine, name it with --key-file FILE or MAINSTAY_KEY_FILE (or leave it at \(place)), and start again: the records are then brought up to date. Nothing was changed."
        case .severalKeys:
            "Name the department key once: either with --key-file or with --key-command."
        case .readableByOthers(let path):
            "The key file \(path) can be read by other accounts of this machine. Run `chmod 600` on it and start again."
        case .wrongDepartmentKey(let expected, let found):
            "The department key (\(found)) is not the one this data directory was sealed with (\(expected)). Nothing was opened. Put the right key back."
        case .commandFailed(let reason):
            "The command that should print the department key failed: \(reason). Nothing was opened."
        case .keyFileExists(let path):
            "There is a key at \(path) already. Nothing was changed. Name another file with --key-file."
        case .cannotWriteKey(let path):
            "The key file \(path) cannot be written. Check the folder and its permissions. Nothing was changed."
        case .sameDepartmentKey:
            "The new department key is the one in use. Make another with `mainstay key new FILE`. Nothing was changed."
        case .noKeyStore(let path):
            "The key store \(path) is missing beside the database. Nothing was opened. Put it back, or restore the last backup with the keys (`mainstay restore BACKUP --into DIR --keys BACKUP`)."
        case .foreignKeyStore(let path):
            "The key store \(path) belongs to another installation than the database beside it. Nothing was opened. Put the right one back."
        case .damagedKeyStore(let path):
            "The key store \(path) is damaged. Nothing was opened. Check the disk, and restore the last backup with the keys (`mainstay restore BACKUP --into DIR --keys BACKUP`)."
        case .keyDestroyed:
            "The key of this record has been destroyed, and the record with it."
        case .cannotSeal:
            "The text could not be sealed. Nothing was kept."
        case .cannotUnwrap(let name):
            "The key \(name) in the key store does not open with the department key: it was changed. Run `mainstay check`."
        case .cannotOpen(let table, let column):
            "A sealed field (\(table).\(column)) cannot be opened: it was changed, or moved from another record. Run `mainstay check`."
        }
    }
}
