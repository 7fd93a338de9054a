/// What can stand against a backup or a restore, said so that a person can act on it.
package enum BackupProblem: Error, Equatable, CustomStringConvertible {
    case notEmpty(String)
    case notADirectory(String)
    case insideData(String)
    case insideBackup(String, backup: String)
    case cannotWrite(String)
    case noRoom(String)
    case notABackup(String)
    case wrongKind(String, found: BackupManifest.Kind)
    case newerFormat(String)
    case missingFile(String)
    case damagedFile(String)
    case noKeys(String)
    case expiredKeys(String, day: String)
    case trailBroken(line: Int64)
    case otherTrail(String)
    case cannotDelete(String)

    package var description: String {
        switch self {
        case .notEmpty(let path): "\(path) is there already and is not empty. Name a new directory. Nothing was changed."
        case .notADirectory(let path): "\(path) is a file, not a directory. Name a new directory. Nothing was changed."
        case .insideData(let path):
            "\(path) lies inside the data directory; what destroys the one would destroy the other. Name a directory on another disk."
        case .insideBackup(let path, let backup):
            "\(path) lies inside the backup \(backup). Keys and database are kept apart: a key in an old backup is a record that was not destroyed. Name another directory."
        case .cannotWrite(let path): "\(path) cannot be written. Check the path, its permissions, and that the disk is not mounted read-only. Nothing is left there."
        case .noRoom(let path): "The disk that holds \(path) is full. Nothing is left there. Free some space, or name a directory on another disk."
        case .notABackup(let path): "\(path) is no backup made by `mainstay backup`: it holds neither backup.json nor keys.json."
        case .wrongKind(let path, .keys): "\(path) is a backup of the keys. Name the backup of the database, and this one with --keys."
        case .wrongKind(let path, .database): "\(path) is a backup of the database and holds no keys. Name a backup of the keys, made with `mainstay backup --keys`."
        case .newerFormat(let path): "The backup \(path) was made by a newer version of Mainstay. Restore it with that version."
        case .missingFile(let path): "The backup is not whole: \(path) is missing. Nothing was restored. Use another backup."
        case .damagedFile(let path): "The backup is damaged: \(path) is not what was written there. Nothing was restored. Use another backup."
        case .noKeys(let path): "\(path) holds no key store. Name the data directory with the key store in use, its file mainstay.keys, or a backup of the keys."
        case .expiredKeys(let path, let day):
            "The backup of the keys \(path) was to be deleted on \(day): certificates of destruction say that nothing opens after that day. Delete it (`mainstay backup --keys DIR --prune`) and name the key store in use or a newer backup of it."
        case .trailBroken(let line): "The trail in this backup is broken at line \(line): the database was altered before it was backed up. Nothing was restored. Use an older backup."
        case .otherTrail(let path): "The key store \(path) knows another trail than the one in this backup: they do not belong together. Nothing was restored."
        case .cannotDelete(let path): "The expired backup of the keys \(path) cannot be deleted. Delete it by hand: its keys can still open what is destroyed."
        }
    }
}
