import Foundation

/// Where the department key comes from. It is read once, when a command or the server starts.
package enum KeySource: Sendable, Equatable {
    /// A file that only this account may read.
    case file(String)
    /// The key itself, from the environment variable of this name.
    case environment(String)
    /// A command that prints the key, for a vault product to answer.
    case command(String)

    /// `MAINSTAY_KEY`, `MAINSTAY_KEY_COMMAND`, `MAINSTAY_KEY_FILE`, in this order; else the file beside the data.
    package static func found(in environment: [String: String], file: String?, command: String?, otherwise path: String) -> KeySource {
        if let file { return .file(file) }
        if let command { return .command(command) }
        if environment["MAINSTAY_KEY"] != nil { return .environment("MAINSTAY_KEY") }
        if let command = environment["MAINSTAY_KEY_COMMAND"] { return .command(command) }
        return .file(environment["MAINSTAY_KEY_FILE"] ?? path)
    }

    /// Where the key lies, for a message. Never the key.
    package var place: String {
        switch self {
        case .file(let path): path
        case .environment(let name): "the environment variable \(name)"
        case .command(let command): "the command `\(command)`"
        }
    }

    package func read(_ environment: [String: String]) throws(VaultError) -> DepartmentKey {
        switch self {
        case .file(let path): try KeySource.read(file: path)
        case .environment(let name):
            if let text = environment[name] { try DepartmentKey(base64: text) } else { throw .noDepartmentKey("the variable \(name)") }
        case .command(let command): try KeySource.read(command: command)
        }
    }

    private static func read(file path: String) throws(VaultError) -> DepartmentKey {
        // Behind a link it is the file itself that must be shut.
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: real) else { throw .noDepartmentKey(path) }
        if let mode = attributes[.posixPermissions] as? NSNumber, mode.intValue & 0o077 != 0 { throw .readableByOthers(path) }
        guard let bytes = FileManager.default.contents(atPath: real) else { throw .unreadableDepartmentKey(path) }
        return try DepartmentKey(base64: String(decoding: bytes, as: UTF8.self))
    }

    private static func read(command: String) throws(VaultError) -> DepartmentKey {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        let output = Pipe()
        process.standardOutput = output
        do { try process.run() } catch { throw .commandFailed("it could not be started") }
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw .commandFailed("it ended with status \(process.terminationStatus)") }
        return try DepartmentKey(base64: String(decoding: bytes, as: UTF8.self))
    }

    /// Writes a key file that only this account may read; refuses to write over one.
    package static func write(_ key: DepartmentKey, to path: String) throws(VaultError) {
        guard !FileManager.default.fileExists(atPath: path) else { throw .keyFileExists(path) }
        let made = FileManager.default.createFile(
            atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        guard made, (try? Data((key.base64 + "\n").utf8).write(to: URL(fileURLWithPath: path))) != nil else {
            throw .cannotWriteKey(path)
        }
        // A file written whole takes the mask's permissions on some systems.
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
}
