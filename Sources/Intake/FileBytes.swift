import CZlib
import Crypto
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A file read in pieces, unpacked on the way when it is gzip, with the SHA-256 of what lies on the disk.
///
/// Memory is bounded whatever the file's size. Used by one thread.
final class FileBytes {
    private let descriptor: Int32
    private var hash = SHA256()
    private var stream = z_stream()
    private var input: UnsafeMutablePointer<UInt8>
    private static let inputSize = 128 * 1024
    private var packed = false
    /// Whether a gzip stream has begun and not ended.
    private var inStream = false
    private var started = false
    /// Bytes of the file read so far, packed as they are.
    private(set) var position: Int64 = 0

    init(_ url: URL) throws(FileProblem) {
        descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
        input = UnsafeMutablePointer.allocate(capacity: FileBytes.inputSize)
        named = url.lastPathComponent
    }
    private let named: String

    /// What came with a form is read from memory, and never written to a file.
    init(_ content: Data) {
        descriptor = -1
        input = UnsafeMutablePointer.allocate(capacity: FileBytes.inputSize)
        named = ""
        self.content = content
    }
    /// What is left of it; nil for a file.
    private var content: Data?

    deinit {
        if packed { inflateEnd(&stream) }
        input.deallocate()
        if descriptor >= 0 { close(descriptor) }
    }

    /// The digest of the file, in hexadecimal; complete after `read` has returned 0.
    var sha256: String { hash.finalize().map { byte in
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0" + digits : digits
    }.joined() }

    /// Fills `target` with up to `count` bytes of content; 0 at the end.
    func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(FileProblem) -> Int {
        if !started { try start() }
        return packed ? try inflated(into: target, count: count) : try plain(into: target, count: count)
    }

    private func start() throws(FileProblem) {
        started = true
        stream.avail_in = UInt32(try refill())
        stream.next_in = input
        let gzip = stream.avail_in >= 2 && input[0] == 0x1F && input[1] == 0x8B
        if !gzip, named.hasSuffix(".gz") { throw stream.avail_in < 2 ? .truncatedGzip : .notGzip }
        if gzip {
            guard mainstay_inflate_start(&stream) == Z_OK else { throw .corruptGzip("zlib could not start") }
            packed = true
            inStream = true
        }
    }

    private func refill() throws(FileProblem) -> Int {
        if let content {
            let piece = content.prefix(FileBytes.inputSize)
            piece.copyBytes(to: input, count: piece.count)
            hash.update(bufferPointer: UnsafeRawBufferPointer(start: input, count: piece.count))
            position += Int64(piece.count)
            self.content = content.dropFirst(piece.count)
            return piece.count
        }
        var count = Glibc.read(descriptor, input, FileBytes.inputSize)
        while count < 0, errno == EINTR { count = Glibc.read(descriptor, input, FileBytes.inputSize) }
        guard count >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
        hash.update(bufferPointer: UnsafeRawBufferPointer(start: input, count: count))
        position += Int64(count)
        return count
    }

    private func plain(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(FileProblem) -> Int {
        if stream.avail_in == 0 {
            stream.avail_in = UInt32(try refill())
            stream.next_in = input
        }
        let taken = min(count, Int(stream.avail_in))
        guard taken > 0, let next = stream.next_in else { return 0 }
        target.update(from: next, count: taken)
        stream.next_in = next + taken
        stream.avail_in -= UInt32(taken)
        return taken
    }

    private func inflated(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(FileProblem) -> Int {
        stream.next_out = target
        stream.avail_out = UInt32(count)
        while stream.avail_out == UInt32(count) {
            if stream.avail_in == 0 {
                stream.avail_in = UInt32(try refill())
                stream.next_in = input
                if stream.avail_in == 0 {
                    if inStream { throw .truncatedGzip }
                    return 0
                }
            }
            if !inStream {
                // gzip files may be several streams one after the other.
                guard inflateReset(&stream) == Z_OK else { throw .corruptGzip("zlib could not start again") }
                inStream = true
            }
            switch inflate(&stream, Z_NO_FLUSH) {
            case Z_OK, Z_BUF_ERROR: continue
            case Z_STREAM_END: inStream = false
            default: throw .corruptGzip(stream.msg.map { String(cString: $0) } ?? "unknown reason")
            }
        }
        return count - Int(stream.avail_out)
    }
}
