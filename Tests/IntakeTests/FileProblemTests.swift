import Foundation
import Testing

@testable import Intake

@Suite("Files that are refused whole")
struct FileProblemTests {
    private func problem(_ name: String, _ bytes: [UInt8]) throws -> FileProblem? {
        let scratch = try Scratch()
        do {
            _ = try scratch.rows(scratch.write(name, bytes))
            return nil
        } catch let problem as FileProblem {
            return problem
        }
    }

    @Test("Latin-1 is detected, with the line and how to convert it")
    func latin1() throws {
        let found = try problem("a.csv", Array("name\nWren\nZo".utf8) + [0xEB] + Array("\n".utf8))
        #expect(found == .notUTF8(line: 3))
        #expect(found?.description.contains("iconv -f WINDOWS-1252 -t UTF-8") == true)
    }

    @Test("UTF-8 cut in the middle of a letter is refused")
    func cutLetter() throws {
        #expect(try problem("a.csv", Array("name\n".utf8) + [0xC3]) == .notUTF8(line: 2))
    }

    @Test("UTF-16 is named as such", arguments: [[0xFF, 0xFE], [0xFE, 0xFF]] as [[UInt8]])
    func utf16(mark: [UInt8]) throws {
        #expect(try problem("a.csv", mark + [0x61, 0, 0x0A, 0]) == .utf16)
    }

    @Test("a NUL byte is refused, in quotes too", arguments: ["a,b\n1,\u{0}2\n", "a,b\n1,\"\u{0}\"\n"])
    func nul(text: String) throws {
        #expect(try problem("a.csv", Array(text.utf8)) == .nulByte(line: 2))
    }

    @Test("a quotation mark that is never closed is traced to its row")
    func unclosed() throws {
        #expect(try problem("a.csv", Array("a,b\n1,2\n3,\"4\n5,6\n".utf8)) == .unclosedQuote(line: 3))
    }

    @Test("a row without end does not fill the memory")
    func long() throws {
        let text = "a\n\"" + String(repeating: "x", count: 3 << 20) + "\"\n"
        #expect(try problem("a.csv", Array(text.utf8)) == .rowTooLong(line: 2))
    }

    @Test("a gzip file cut anywhere is truncated, never read as if it were whole", arguments: [0, 1, 5, 10, 40, -9, -1])
    func truncated(cut: Int) throws {
        let scratch = try Scratch()
        let packed = try scratch.gzip((0..<2000).map { "\($0),\($0 * 7919 % 1009)" }.joined(separator: "\n"))
        let kept = cut >= 0 ? cut : packed.count + cut
        #expect(try problem("a.csv.gz", Array(packed.prefix(kept))) == .truncatedGzip)
    }

    @Test("a damaged gzip file is named as such")
    func corrupt() throws {
        let scratch = try Scratch()
        var packed = try scratch.gzip((0..<2000).map { "\($0),\($0 * 7919 % 1009)" }.joined(separator: "\n"))
        packed[packed.count - 6] ^= 0xFF
        guard case .corruptGzip = try problem("a.csv.gz", packed) else {
            Issue.record("a wrong checksum was accepted")
            return
        }
    }

    @Test("a plain file named .gz is refused, a packed file without the ending is read")
    func endings() throws {
        #expect(try problem("a.csv.gz", Array("a,b\n1,2\n".utf8)) == .notGzip)
        let scratch = try Scratch()
        #expect(try problem("a.csv", scratch.gzip("a,b\n1,2\n")) == nil)
    }

    @Test("a file that is not there says why")
    func absent() throws {
        let scratch = try Scratch()
        #expect(throws: FileProblem.unreadable("No such file or directory")) {
            try FileBytes(scratch.url.appendingPathComponent("none.csv"))
        }
    }

    @Test("the SHA-256 is that of the file on the disk")
    func digest() throws {
        let scratch = try Scratch()
        let reader = try FileBytes(scratch.write("a.csv", "abc"))
        let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
        defer { buffer.deallocate() }
        while try reader.read(into: buffer, count: 16) > 0 {}
        // NIST's example for "abc".
        #expect(reader.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
