import Foundation
import Testing
import Vault

@Suite("Where the department key comes from")
struct KeySourceTests {
    /// A directory of a test's own.
    private final class Folder {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID().uuidString)")
        init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(at: url) }
        func path(_ name: String) -> String { url.appendingPathComponent(name).path }
        func write(_ text: String, _ name: String, mode: Int = 0o600) throws -> String {
            try Data(text.utf8).write(to: url.appendingPathComponent(name))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
            return path(name)
        }
    }

    @Test("A key file is written for this account alone, read back, and never written over")
    func file() throws {
        let folder = try Folder()
        let key = DepartmentKey.generate()
        let path = folder.path("department.key")
        try KeySource.write(key, to: path)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try KeySource.file(path).read([:]).fingerprint == key.fingerprint)
        #expect(throws: VaultError.keyFileExists(path)) { try KeySource.write(.generate(), to: path) }
        #expect(try KeySource.file(path).read([:]).fingerprint == key.fingerprint)
        let nowhere = folder.path("nowhere/department.key")
        #expect(throws: VaultError.cannotWriteKey(nowhere)) { try KeySource.write(.generate(), to: nowhere) }
    }

    @Test("A missing, an empty, a shortened and a garbled key are refused by name, and so is one that others may read")
    func faults() throws {
        let folder = try Folder()
        let text = DepartmentKey.generate().base64
        #expect(throws: VaultError.noDepartmentKey(folder.path("none"))) { try KeySource.file(folder.path("none")).read([:]) }
        for (name, content) in [("empty", ""), ("short", String(text.dropLast(4))), ("garbled", "not a key\n"), ("twice", text + text)] {
            let path = try folder.write(content, name)
            #expect(throws: VaultError.malformedDepartmentKey) { try KeySource.file(path).read([:]) }
        }
        for mode in [0o640, 0o604, 0o666, 0o610] {
            let path = try folder.write(text, "open", mode: mode)
            #expect(throws: VaultError.readableByOthers(path)) { try KeySource.file(path).read([:]) }
        }
    }

    @Test("Behind a link it is the file itself that must be shut")
    func link() throws {
        let folder = try Folder()
        let key = DepartmentKey.generate()
        for (mode, refused) in [(0o400, false), (0o644, true)] {
            let file = try folder.write(key.base64, "real-\(mode)", mode: mode)
            let link = folder.path("link-\(mode)")
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
            if refused {
                #expect(throws: VaultError.readableByOthers(link)) { try KeySource.file(link).read([:]) }
            } else {
                #expect(try KeySource.file(link).read([:]).fingerprint == key.fingerprint)
            }
        }
    }

    @Test("The environment and a command give the key; a command that fails or prints something else is refused")
    func otherPlaces() throws {
        let key = DepartmentKey.generate()
        #expect(try KeySource.environment("MAINSTAY_KEY").read(["MAINSTAY_KEY": key.base64]).fingerprint == key.fingerprint)
        #expect(throws: VaultError.self) { try KeySource.environment("MAINSTAY_KEY").read([:]) }
        #expect(try KeySource.command("echo \(key.base64)").read([:]).fingerprint == key.fingerprint)
        #expect(throws: VaultError.commandFailed("it ended with status 3")) { try KeySource.command("exit 3").read([:]) }
        #expect(throws: VaultError.malformedDepartmentKey) { try KeySource.command("echo permission denied").read([:]) }
    }

    @Test("An option goes before the environment, and the environment before the file beside the data")
    func order() {
        let all = ["MAINSTAY_KEY": "k", "MAINSTAY_KEY_COMMAND": "c", "MAINSTAY_KEY_FILE": "f"]
        func found(_ environment: [String: String], file: String? = nil, command: String? = nil) -> KeySource {
            .found(in: environment, file: file, command: command, otherwise: "beside")
        }
        #expect(found(all, file: "option") == .file("option"))
        #expect(found(all, command: "option") == .command("option"))
        #expect(found(all) == .environment("MAINSTAY_KEY"))
        #expect(found(["MAINSTAY_KEY_COMMAND": "c", "MAINSTAY_KEY_FILE": "f"]) == .command("c"))
        #expect(found(["MAINSTAY_KEY_FILE": "f"]) == .file("f"))
        #expect(found([:]) == .file("beside"))
    }

    @Test("What says where the key is, and every refusal, leaves the key out")
    func silent() throws {
        let text = DepartmentKey.generate().base64
        for source in [KeySource.environment("MAINSTAY_KEY"), .file("k")] { #expect(!source.place.contains(text)) }
        do {
            _ = try KeySource.environment("MAINSTAY_KEY").read(["MAINSTAY_KEY": "x" + text])
            Issue.record("A key that is too long was read.")
        } catch {
            #expect(!"\(error)".contains(text))
        }
    }
}

@Suite("Keys wrapped by the department key")
struct WrappingTests {
    @Test("A wrapped key opens with the department key it was wrapped under, under its own name, and unchanged; otherwise not at all")
    func wrapped() throws {
        let (department, other) = (DepartmentKey.generate(), DepartmentKey.generate())
        #expect(department.fingerprint != other.fingerprint)
        let key = SubjectKey.generate(id: 7)
        let place = SubjectKey.Place("note", row: 1, "body")
        let sealed = try key.seal("A private sentence.", at: place)
        let wrapped = try key.wrapped(under: department)
        #expect(try SubjectKey(id: 7, wrapped: wrapped, under: department).openText(sealed, at: place) == "A private sentence.")
        #expect(throws: VaultError.cannotUnwrap("subjectKey/7")) { try SubjectKey(id: 7, wrapped: wrapped, under: other) }
        #expect(throws: VaultError.cannotUnwrap("subjectKey/8")) { try SubjectKey(id: 8, wrapped: wrapped, under: department) }
        for index in wrapped.indices {
            var changed = wrapped
            changed[index] ^= 1
            #expect(throws: VaultError.cannotUnwrap("subjectKey/7")) { try SubjectKey(id: 7, wrapped: changed, under: department) }
        }
        #expect(throws: VaultError.cannotUnwrap("subjectKey/7")) { try SubjectKey(id: 7, wrapped: Data(), under: department) }
        let house = HouseKey.generate(.custody)
        let wrappedHouse = try house.wrapped(under: department)
        #expect(throws: VaultError.cannotUnwrap("houseKey/trail")) { try HouseKey(.trail, wrapped: wrappedHouse, under: department) }
    }

    @Test("A sealed field changed by one bit, anywhere, does not open; nor does a shortened one")
    func bits() throws {
        let key = SubjectKey.generate(id: 1)
        let place = SubjectKey.Place("note", row: 1, "body")
        let sealed = try key.seal("Private.", at: place)
        for bit in 0..<(sealed.count * 8) {
            var changed = sealed
            changed[changed.startIndex + bit / 8] ^= 1 << (bit % 8)
            #expect(throws: VaultError.cannotOpen(table: "note", column: "body")) { try key.open(changed, at: place) }
        }
        for count in [0, 1, 12, 27, sealed.count - 1] {
            #expect(throws: VaultError.cannotOpen(table: "note", column: "body")) { try key.open(sealed.prefix(count), at: place) }
        }
    }

    @Test("The same words sealed twice differ, so that equal texts cannot be told from the file")
    func nonces() throws {
        let key = SubjectKey.generate(id: 1)
        let place = SubjectKey.Place("note", row: 1, "body")
        let sealed = try (0..<100).map { _ in try key.seal("Private.", at: place) }
        #expect(Set(sealed).count == 100)
    }

    @Test("What is changed under a new department key opens all that was sealed before")
    func rewrapped() throws {
        let (old, new) = (DepartmentKey.generate(), DepartmentKey.generate())
        let key = SubjectKey.generate(id: 3)
        let place = SubjectKey.Place("note", row: 1, "body")
        let sealed = try key.seal("Private.", at: place)
        let wrapped = try SubjectKey(id: 3, wrapped: try key.wrapped(under: old), under: old).wrapped(under: new)
        #expect(try SubjectKey(id: 3, wrapped: wrapped, under: new).openText(sealed, at: place) == "Private.")
        #expect(throws: VaultError.self) { try SubjectKey(id: 3, wrapped: wrapped, under: old) }
    }
}
