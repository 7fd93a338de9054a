import CZlib
import Foundation
import Testing

@testable import Intake

@Suite("Papers are told by their content")
struct PaperTests {
    /// A PDF of one empty page, with what is put into its catalog and besides.
    static func pdf(_ catalog: String = "", objects: [UInt8] = [], end: String = "%%EOF\n") -> Data {
        var bytes = Array("%PDF-1.7\n%\u{E2}\u{E3}\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R \(catalog) >>\nendobj\n".utf8)
        bytes += Array("2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n".utf8)
        bytes += objects + Array("xref\n0 1\ntrailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n200\n\(end)".utf8)
        return Data(bytes)
    }

    /// Objects packed into a stream, as most programs write them.
    static func packed(_ objects: String, filter: String = "/Filter /FlateDecode", name: String = "ObjStm") -> [UInt8] {
        let plain = Array(objects.utf8)
        var packed = [UInt8](repeating: 0, count: 4_096)
        var count = UInt(packed.count)
        _ = compress(&packed, &count, plain, UInt(plain.count))
        return Array("9 0 obj\n<< /Type /\(name) /N 1 /First 4 \(filter) /Length \(count) >>\nstream\r\n".utf8) + packed[..<Int(count)]
            + Array("\nendstream\nendobj\n".utf8)
    }

    static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + content
        let sum = UInt32(crc32(0, named, UInt32(named.count)))
        func number(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
        return number(UInt32(content.count)) + named + number(sum)
    }

    static func png(_ extra: [UInt8] = [], end: [UInt8] = []) -> Data {
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        for part in [chunk("IHDR", [0, 0, 0, 2, 0, 0, 0, 1, 8, 0, 0, 0, 0]), extra, chunk("IDAT", [1, 2, 3]), chunk("IEND", []), end] { bytes += part }
        return Data(bytes)
    }

    static func jpeg(_ end: [UInt8] = [0xFF, 0xD9]) -> Data {
        let segments: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 2, 1, 1, 0x11, 0]
        let scan: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56]
        return Data(segments + scan + end)
    }

    @Test("A whole PDF, PNG, JPEG and plain text are taken, whatever their names")
    func taken() throws {
        #expect(try PaperCheck.kind(of: Self.pdf()) == .pdf)
        #expect(try PaperCheck.kind(of: Self.pdf(objects: Self.packed("1 0 << /Type /Font >>"))) == .pdf)
        #expect(try PaperCheck.kind(of: Self.pdf("/OpenAction [3 0 R /Fit]")) == .pdf)
        #expect(try PaperCheck.kind(of: Self.png()) == .png)
        #expect(try PaperCheck.kind(of: Self.jpeg()) == .jpeg)
        #expect(try PaperCheck.kind(of: Data("A line.\r\nשורה, 行, 🌳\n".utf8)) == .text)
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        var name: String
        var content: Data
        var refusal: PaperRefusal
        var testDescription: String { name }
    }

    static let refused: [Refused] = {
        let zip: [UInt8] = Array("PK\u{5}\u{6}".utf8) + [UInt8](repeating: 0, count: 18)
        let archive: [UInt8] = Array("PK\u{3}\u{4}".utf8) + zip
        let wrongSum: [UInt8] = [0, 0, 0, 1, 0x74, 0x45, 0x58, 0x74, 0x78, 0, 0, 0, 0]
        let trailing: [UInt8] = [0xFF, 0xD9] + Array("<script>".utf8)
        return [
            Refused(name: "nothing", content: Data(), refusal: .empty),
            Refused(name: "more than 10 MB", content: Data(repeating: 0x61, count: PaperCheck.mostBytes + 1), refusal: .tooLarge(megabytes: 10)),
            Refused(name: "a program", content: Data([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0]), refusal: .unknown),
            Refused(name: "an archive", content: Data(archive), refusal: .unknown),
            Refused(name: "a GIF", content: Data("GIF89a\u{1}\u{0}\u{1}\u{0}".utf8), refusal: .unknown),
            Refused(name: "text in UTF-16", content: Data([0xFF, 0xFE, 0x41, 0]), refusal: .notUTF8),
            Refused(name: "text in Latin 1", content: Data([0x63, 0x61, 0x66, 0xE9]), refusal: .notUTF8),
            Refused(name: "text with control characters", content: Data("a\u{1B}[31m".utf8), refusal: .controlCharacters),
            Refused(name: "a web page", content: Data("\u{FEFF}  <!DocType HTML><p>x".utf8), refusal: .doubtful(.text, also: .webPage)),
            Refused(name: "a drawing with scripts", content: Data("<svg onload=alert(1)>".utf8), refusal: .doubtful(.text, also: .webPage)),
            Refused(name: "PostScript", content: Data("%!PS-Adobe-3.0\n".utf8), refusal: .doubtful(.text, also: .program)),
            Refused(name: "text before a PDF", content: Data("hello\n".utf8) + pdf(), refusal: .doubtful(.text, also: .pdf)),
            Refused(name: "a PDF cut off", content: pdf().prefix(120), refusal: .damaged(.pdf)),
            Refused(name: "a PDF of an unknown version", content: Data("%PDF-X.7\nstartxref\n0\n%%EOF".utf8), refusal: .damaged(.pdf)),
            Refused(name: "a PDF with something behind", content: pdf() + Data("MZ".utf8), refusal: .doubtful(.pdf, also: .more)),
            Refused(name: "a PDF that is an archive too", content: pdf(objects: zip), refusal: .doubtful(.pdf, also: .archive)),
            Refused(name: "a PDF that is a web page too", content: pdf("<html><script>"), refusal: .doubtful(.pdf, also: .webPage)),
            Refused(name: "a script", content: pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), refusal: .active(.openAction)),
            Refused(name: "a script under a name in disguise", content: pdf("/AA << /O << /S /J#61vaScr#69pt >> >>"), refusal: .active(.script)),
            Refused(name: "a script in packed objects", content: pdf(objects: packed("1 0 << /S /JavaScript >>")), refusal: .active(.script)),
            Refused(
                name: "packed objects in disguise", content: pdf(objects: packed("1 0 << /S /Launch >>", name: "Obj#53tm")), refusal: .active(.launch)),
            Refused(
                name: "packed objects that cannot be looked at", content: pdf(objects: packed("1 0 << >>", filter: "/Filter [/ASCIIHexDecode /FlateDecode]")),
                refusal: .cannotBeChecked),
            Refused(
                name: "packed objects that are none", content: pdf(objects: Array("9 0 obj << /Type /ObjStm /Filter /FlateDecode >> stream\nxxxx".utf8)),
                refusal: .cannotBeChecked),
            Refused(name: "a command", content: pdf("/AA << /S /Launch /F (x.exe) >>"), refusal: .active(.launch)),
            Refused(name: "a file inside", content: pdf("/Names << /EmbeddedFiles 8 0 R >>"), refusal: .active(.embeddedFile)),
            Refused(name: "an action on opening", content: pdf("/OpenAction 8 0 R"), refusal: .active(.openAction)),
            Refused(name: "a form that sends", content: pdf("/A << /S /SubmitForm >>"), refusal: .active(.sendsForm)),
            Refused(name: "an XFA form", content: pdf("/AcroForm << /XFA 8 0 R >>"), refusal: .active(.form)),
            Refused(name: "a locked PDF", content: pdf("/Encrypt 8 0 R"), refusal: .encrypted),
            Refused(name: "a PNG cut off", content: png().prefix(40), refusal: .damaged(.png)),
            Refused(name: "a PNG with a wrong checksum", content: png(wrongSum), refusal: .damaged(.png)),
            Refused(name: "a PNG with something behind", content: png(end: zip), refusal: .doubtful(.png, also: .more)),
            Refused(name: "a PNG with a web page in it", content: png(chunk("tEXt", Array("x\u{0}<script>".utf8))), refusal: .doubtful(.png, also: .webPage)),
            Refused(name: "a PNG with a PDF in it", content: png(chunk("tEXt", Array("x\u{0}%PDF-1.4".utf8))), refusal: .doubtful(.png, also: .pdf)),
            Refused(name: "a JPEG cut off", content: jpeg([]), refusal: .damaged(.jpeg)),
            Refused(name: "a JPEG without a picture", content: Data([0xFF, 0xD8, 0xFF, 0xD9]), refusal: .damaged(.jpeg)),
            Refused(name: "a JPEG with something behind", content: jpeg(trailing), refusal: .doubtful(.jpeg, also: .more)),
        ]
    }()

    @Test("Whatever could do more than be read is refused, with the reason", arguments: refused)
    func refusal(_ paper: Refused) {
        #expect(throws: paper.refusal) { try PaperCheck.kind(of: paper.content) }
        #expect(paper.refusal.description.hasSuffix("."))
    }

    @Test("A small PDF that unpacks into a huge one is refused before it fills the memory")
    func bomb() throws {
        let zeros = [UInt8](repeating: 0x20, count: 70 * 1_048_576)
        var packed = [UInt8](repeating: 0, count: 200_000)
        var count = UInt(packed.count)
        #expect(compress(&packed, &count, zeros, UInt(zeros.count)) == Z_OK)
        let objects = Array("9 0 obj << /Type /ObjStm /Filter /FlateDecode >> stream\n".utf8) + packed[..<Int(count)]
        #expect(throws: PaperRefusal.cannotBeChecked) { try PaperCheck.kind(of: Self.pdf(objects: objects)) }
    }

    @Test("Any single byte of a picture changed, or any end cut off, never crashes the check")
    func fuzz() {
        for whole in [Self.png(), Self.jpeg(), Self.pdf(objects: Self.packed("1 0 << /Type /Font >>"))] {
            for index in whole.indices {
                var changed = whole
                changed[index] ^= 0xFF
                _ = try? PaperCheck.kind(of: changed)
                _ = try? PaperCheck.kind(of: whole.prefix(index))
            }
        }
    }

    @Test("A name is kept as far as it is fit for any machine, with the ending of what the file is", arguments: [
        ("Report of 3 October.pdf", PaperKind.pdf, "Report of 3 October.pdf"), ("C:\\Users\\x\\Scan.PDF", .pdf, "Scan.PDF"),
        ("../../etc/passwd", .text, "passwd.txt"), ("setup.exe", .pdf, "setup.exe.pdf"), ("photo.JPEG", .jpeg, "photo.JPEG"), ("", .png, "paper.png"),
        ("...", .text, "paper.txt"), ("CON.txt", .text, "_CON.txt"), ("lpt1", .text, "_lpt1.txt"), ("a\u{0}b\r\nc.txt", .text, "abc.txt"),
        ("invoice\u{202E}fdp.exe", .pdf, "invoicefdp.exe.pdf"), ("a<b>:\"|?*c.txt", .text, "a_b______c.txt"), ("  lots   of  space .txt ", .text, "lots of space.txt"),
        ("報告🌳.pdf", .pdf, "報告🌳.pdf"), ("notes.csv", .text, "notes.csv"),
    ])
    func names(name: String, kind: PaperKind, cleaned: String) { #expect(PaperName.cleaned(name, kind) == cleaned) }

    @Test("A very long name is cut, and its ending kept")
    func longName() {
        let name = PaperName.cleaned(String(repeating: "森", count: 5_000) + ".pdf", .pdf)
        #expect(name.utf8.count < 255)
        #expect(name.hasSuffix("森.pdf"))
    }
}
