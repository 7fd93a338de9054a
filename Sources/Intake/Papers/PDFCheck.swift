import CZlib

/// Looks through a PDF (ISO 32000) for what it can do by itself.
///
/// Names are compared after their escapes are undone (`/J#61vaScript`), and objects that are packed into streams are
/// unpacked. A file whose objects cannot be looked at is refused rather than trusted.
struct PDFCheck {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Bounds against a small file that unpacks into a huge one.
    private static let mostUnpacked = 64 * 1_048_576
    private static let longestDictionary = 8_192

    private static let active: [String: PaperRefusal.Activity] = [
        "JavaScript": .script, "Launch": .launch, "EmbeddedFile": .embeddedFile, "EmbeddedFiles": .embeddedFile, "GoToE": .embeddedFile,
        "OpenAction": .openAction, "SubmitForm": .sendsForm, "ImportData": .sendsForm, "XFA": .form, "RichMedia": .media, "Rendition": .media,
    ]

    func check() throws(PaperRefusal) {
        try checkFrame()
        var packed: [Int] = []
        for (name, position) in names(in: bytes) {
            if name == "ObjStm" { packed.append(position) }
            try check(name, in: bytes, after: position)
        }
        var unpacked = 0
        for position in packed {
            let objects = try objects(packedAt: position, room: PDFCheck.mostUnpacked - unpacked)
            unpacked += objects.count
            for (name, position) in names(in: objects) { try check(name, in: objects, after: position) }
        }
    }

    /// It begins with its version, and ends with the place of its table, and nothing follows.
    private func checkFrame() throws(PaperRefusal) {
        let version = bytes.dropFirst(5).prefix(3)
        guard version.count == 3, version.first == 0x31 || version.first == 0x32, version.dropFirst().first == 0x2E else { throw .damaged(.pdf) }
        guard let end = bytes.lastIndex(where: { !PDFCheck.isSpace($0) }), bytes[...end].suffix(5).elementsEqual("%%EOF".utf8) else {
            throw bytes.contains("%%EOF") ? .doubtful(.pdf, also: .more) : .damaged(.pdf)
        }
        guard bytes[...end].suffix(1_024).contains("startxref") else { throw .damaged(.pdf) }
    }

    private func check(_ name: String, in bytes: [UInt8], after position: Int) throws(PaperRefusal) {
        if name == "Encrypt" { throw .encrypted }
        guard let activity = PDFCheck.active[name] else { return }
        // Where an array follows, it is the page to begin with; many programs write that.
        if activity == .openAction, bytes[position...].first(where: { !PDFCheck.isSpace($0) }) == UInt8(ascii: "[") { return }
        throw .active(activity)
    }

    /// Every name, with the place after it.
    private func names(in bytes: [UInt8]) -> [(name: String, after: Int)] {
        var found: [(String, Int)] = []
        var position = 0
        while let slash = bytes[position...].firstIndex(of: UInt8(ascii: "/")) {
            position = slash + 1
            var name: [UInt8] = []
            while position < bytes.count, name.count < 40, !PDFCheck.isSpace(bytes[position]), !PDFCheck.delimiters.contains(bytes[position]) {
                if bytes[position] == UInt8(ascii: "#"), let byte = PDFCheck.hexadecimal(bytes[(position + 1)...].prefix(2)) {
                    name.append(byte)
                    position += 3
                } else {
                    name.append(bytes[position])
                    position += 1
                }
            }
            // Only names of letters matter here, and streams are full of slashes that begin nothing.
            if name.count >= 3, name.allSatisfy({ (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }) {
                found.append((String(decoding: name, as: UTF8.self), position))
            }
        }
        return found
    }

    /// The objects of the stream whose dictionary has the name at the place.
    private func objects(packedAt position: Int, room: Int) throws(PaperRefusal) -> [UInt8] {
        let after = bytes[position...].prefix(PDFCheck.longestDictionary)
        let before = bytes[..<position].suffix(PDFCheck.longestDictionary)
        guard let stream = after.place(of: Array("stream".utf8)), let object = PDFCheck.lastPlace(of: Array("obj".utf8), in: before) else {
            throw .cannotBeChecked
        }
        let dictionary = Set(names(in: Array(bytes[object..<stream])).map(\.name))
        // Without a filter the objects stand in the clear and were looked at.
        guard dictionary.contains("Filter") else { return [] }
        let others = ["ASCIIHexDecode", "LZWDecode", "RunLengthDecode", "Crypt", "AHx", "LZW", "DecodeParms", "Predictor", "External"]
        guard dictionary.contains("FlateDecode"), dictionary.isDisjoint(with: others), !bytes[object..<stream].contains("ASCII85") else {
            throw .cannotBeChecked
        }
        var start = stream + 6
        if start < bytes.count, bytes[start] == 0x0D { start += 1 }
        guard start < bytes.count, bytes[start] == 0x0A else { throw .cannotBeChecked }
        guard let objects = PDFCheck.unpacked(bytes[(start + 1)...], room: room) else { throw .cannotBeChecked }
        return objects
    }

    /// A zlib stream, up to its own end; nil when it is none or larger than the room.
    private static func unpacked(_ packed: ArraySlice<UInt8>, room: Int) -> [UInt8]? {
        var stream = z_stream()
        guard mainstay_inflate_start(&stream) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        return packed.withUnsafeBufferPointer { input in
            // zlib does not write to its input; its type is older than `const`.
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.avail_in = UInt32(clamping: input.count)
            while true {
                let status = chunk.withUnsafeMutableBufferPointer { output in
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(output.count)
                    return inflate(&stream, Z_NO_FLUSH)
                }
                guard status == Z_OK || status == Z_STREAM_END else { return nil }
                let count = chunk.count - Int(stream.avail_out)
                guard result.count + count <= room else { return nil }
                result.append(contentsOf: chunk[..<count])
                if status == Z_STREAM_END { return result }
                if count == 0, stream.avail_in == 0 { return nil }
            }
        }
    }

    // MARK: Characters

    private static let delimiters = Set("()<>[]{}/%".utf8)

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) || byte == 0 }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
        digits.count == 2 ? UInt8(String(decoding: digits, as: UTF8.self), radix: 16) : nil
    }

    private static func lastPlace(of wanted: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        var place: Int?
        var rest = bytes
        while let found = rest.place(of: wanted) {
            place = found
            rest = rest[(found + 1)...]
        }
        return place
    }
}
