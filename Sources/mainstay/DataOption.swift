import ArgumentParser
import Foundation
import Vault

#if canImport(Glibc)
    import Glibc
#endif

/// The data directory and its key, asked for by every command that touches records.
struct DataOption: ParsableArguments {
    @Option(name: .long, help: "The data directory, made by `mainstay init`.")
    var data: String = "mainstay-data"

    @OptionGroup var key: KeyOption
}

/// Where the department key is. Without an option: `MAINSTAY_KEY`, `MAINSTAY_KEY_COMMAND`, `MAINSTAY_KEY_FILE`, then
/// `department.key` in the data directory.
struct KeyOption: ParsableArguments {
    @Option(name: .long, help: "The file with the department key; otherwise MAINSTAY_KEY, MAINSTAY_KEY_COMMAND, MAINSTAY_KEY_FILE, or department.key in the data directory.")
    var keyFile: String?

    @Option(name: .long, help: "A command that prints the department key, for a vault product to answer.")
    var keyCommand: String?

    /// Takes the key's place from the options and the environment, once for a command.
    func given() throws -> GivenKey {
        if keyFile != nil, keyCommand != nil { throw VaultError.severalKeys }
        return GivenKey(file: keyFile, command: keyCommand, environment: GivenKey.takeEnvironment())
    }
}

/// What the options and the environment said about the department key.
struct GivenKey {
    private var file: String?
    private var command: String?
    /// As it was when the command started, the key included.
    private var environment: [String: String]

    init(file: String?, command: String?, environment: [String: String]) {
        self.file = file
        self.command = command
        self.environment = environment
    }

    /// The key itself must not reach whatever this process starts (a key command, a job), nor stay readable in what the
    /// system shows of the process: it is taken out of the environment, and its bytes are written over.
    static func takeEnvironment() -> [String: String] {
        let environment = ProcessInfo.processInfo.environment
        if let text = getenv("MAINSTAY_KEY") {
            memset(text, 0, strlen(text))
            unsetenv("MAINSTAY_KEY")
        }
        return environment
    }

    func source(beside directory: URL) -> KeySource {
        .found(in: environment, file: file, command: command, otherwise: directory.appendingPathComponent("department.key").path)
    }

    func read(beside directory: URL) throws(VaultError) -> DepartmentKey { try source(beside: directory).read(environment) }

    /// The environment of a child process of the server, which opens the same data: the key's place is told there and
    /// never on a command line, which every account of the machine can read.
    func forChildren(beside directory: URL) -> [String: String] {
        var children = environment
        for name in ["MAINSTAY_KEY", "MAINSTAY_KEY_FILE", "MAINSTAY_KEY_COMMAND"] { children[name] = nil }
        switch source(beside: directory) {
        case .file(let path): children["MAINSTAY_KEY_FILE"] = URL(fileURLWithPath: path).path
        case .environment(let name): children[name] = environment[name]
        case .command(let command): children["MAINSTAY_KEY_COMMAND"] = command
        }
        return children
    }
}
