import Casework
import Directives
import Foundation
import Records
import Server
import Vault

/// An opened data directory: the records, the department's file, the clock.
struct Installation {
    var directory: URL
    /// Where the department key was found, for the processes the server starts.
    var key: GivenKey
    var records: Records
    var department: Department
    var surroundings: Surroundings
    var demonstration: DemonstrationClock?

    enum Problem: Error, CustomStringConvertible {
        case noDirectory(String)
        case noDepartment(String)
        case notEmpty(String)
        case cannotMake(String)

        var description: String {
            switch self {
            case .noDirectory(let path): "There is no directory \(path). Make an installation with `mainstay init \(path)`, or name another with --data."
            case .noDepartment(let path): "\(path) holds no department.yaml, so it is no Mainstay installation. Make one with `mainstay init`, or name another directory with --data."
            case .notEmpty(let path): "\(path) already holds an installation. Nothing was changed."
            case .cannotMake(let path): "The directory \(path) cannot be made or written. Check the path and the permissions."
            }
        }
    }

    /// The one place where the machine's clock is read.
    static let machineNow: @Sendable () -> Date = { Date() }

    /// Whoever runs this command, for the trail. A server's own child acts for the account that asked for the work.
    func asking(by account: String? = nil) -> Asking {
        var asking = Asking.console(user: NSUserName(), surroundings)
        if let account {
            asking.actor.account = account
            asking.from = "web"
        }
        return asking
    }

    /// Opens what `mainstay init` or `mainstay demo` made. A demonstration's commands run at the demonstration's time.
    static func open(_ options: DataOption) async throws -> Installation {
        try await open(options.data, try options.key.given())
    }

    static func open(_ path: String, _ given: GivenKey) async throws -> Installation {
        let directory = URL(fileURLWithPath: path, isDirectory: true)
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory.path, isDirectory: &isDirectory), isDirectory.boolValue else {
            throw Problem.noDirectory(path)
        }
        let file = directory.appendingPathComponent("department.yaml")
        guard FileManager.default.fileExists(atPath: file.path) else { throw Problem.noDepartment(path) }
        let department = try StrictYAML.read(Department.self, from: file)
        try department.check()
        let calendar = try department.calendar()
        let database = directory.appendingPathComponent("mainstay.sqlite").path
        let records = try Records(path: database, key: try departmentKey(given, directory, database))
        if let saved = try await DemonstrationClock.saved(in: records) {
            let clock = DemonstrationClock(startingAt: saved, machineNow: machineNow)
            return Installation(
                directory: directory, key: given, records: records, department: department,
                surroundings: Surroundings(now: { clock.now }, calendar: calendar), demonstration: clock)
        }
        return Installation(
            directory: directory, key: given, records: records, department: department,
            surroundings: Surroundings(now: machineNow, calendar: calendar), demonstration: nil)
    }

    private static func departmentKey(_ given: GivenKey, _ directory: URL, _ database: String) throws -> DepartmentKey {
        do {
            return try given.read(beside: directory)
        } catch VaultError.noDepartmentKey(let place) where Records.isFromBeforeKeys(database) {
            throw VaultError.notYetKeyed(place: place)
        }
    }

    /// Makes the directory, readable by this account alone, with the department's file in it.
    static func make(_ path: String, department: String, _ given: GivenKey) throws {
        let directory = URL(fileURLWithPath: path, isDirectory: true)
        let file = directory.appendingPathComponent("department.yaml")
        guard !FileManager.default.fileExists(atPath: file.path) else { throw Problem.notEmpty(path) }
        // The text is checked before anything is written.
        let understood = try StrictYAML.decode(Department.self, from: department, file: "department.yaml")
        try understood.check()
        _ = try understood.calendar()
        do {
            try FileManager.default.createDirectory(
                at: directory.appendingPathComponent("inbox"), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: directory.path)
            // A key that the environment or a vault product gives is not made here.
            if case .file(let keyFile) = given.source(beside: directory), !FileManager.default.fileExists(atPath: keyFile) {
                try KeySource.write(.generate(), to: keyFile)
            }
            try Data(department.utf8).write(to: file, options: .atomic)
        } catch let error as VaultError {
            throw error
        } catch {
            throw Problem.cannotMake(path)
        }
    }
}
