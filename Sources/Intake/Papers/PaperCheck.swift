import Foundation

/// Tells what a file is by what is in it, and refuses what could do more than be read.
///
/// The files are kept sealed and given back under the type found here, to be saved and never shown in place; the check is
/// for whoever opens them afterwards. It is no virus scanner.
package enum PaperCheck {
    package static let mostMegabytes = 10
    package static let mostBytes = mostMegabytes * 1_048_576

    package static func kind(of content: Data) throws(PaperRefusal) -> PaperKind {
        guard !content.isEmpty else { throw .empty }
        guard content.count <= mostBytes else { throw .tooLarge(megabytes: mostMegabytes) }
        let bytes = [UInt8](content)
        let kind = try begins(bytes)
        switch kind {
        case .pdf: try PDFCheck(bytes).check()
        case .png: try ImageCheck.png(bytes)
        case .jpeg: try ImageCheck.jpeg(bytes)
        case .text: try text(content)
        }
        try onlyOneThing(bytes, kind)
        return kind
    }

    private static func begins(_ bytes: [UInt8]) throws(PaperRefusal) -> PaperKind {
        if bytes.starts(with: Array("%PDF-".utf8)) { return .pdf }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw .notUTF8 }
        // Text in an older encoding has no zero bytes; what has them is some other kind of file.
        guard !bytes.contains(0) else { throw .unknown }
        guard String(data: Data(bytes), encoding: .utf8) != nil else {
            throw bytes.contains { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D].contains($0) } ? .unknown : .notUTF8
        }
        return .text
    }

    private static func text(_ content: Data) throws(PaperRefusal) {
        for byte in content where byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0C && byte != 0x0D || byte == 0x7F {
            throw .controlCharacters
        }
    }

    /// Programs look for a web page or a PDF in the first kilobyte of a file, and for an archive at its end.
    private static func onlyOneThing(_ bytes: [UInt8], _ kind: PaperKind) throws(PaperRefusal) {
        let head = bytes.prefix(1_024).map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
        for mark in ["<!doctype", "<html", "<head", "<body", "<script", "<iframe", "<svg", "<?xml", "<?php"] where head.contains(mark) {
            throw .doubtful(kind, also: .webPage)
        }
        if kind != .pdf, head.contains("%pdf-") { throw .doubtful(kind, also: .pdf) }
        if kind == .text, head.starts(with: Array("%!".utf8)) { throw .doubtful(kind, also: .program) }
        // The record at the end of a ZIP archive stands in the last 64 KB and a little.
        if bytes.suffix(65_600).contains("PK\u{5}\u{6}") { throw .doubtful(kind, also: .archive) }
    }
}

extension Collection where Element == UInt8 {
    /// Whether the bytes of an ASCII text stand anywhere.
    func contains(_ text: String) -> Bool { place(of: Array(text.utf8)) != nil }

    func place(of wanted: [UInt8]) -> Index? {
        guard let first = wanted.first else { return nil }
        var position = startIndex
        while let hit = self[position...].firstIndex(of: first) {
            if self[hit...].starts(with: wanted) { return hit }
            position = index(after: hit)
        }
        return nil
    }
}
