import CQRencode

/// A text as a square of dots for a camera, drawn as one path. Black on white whatever the page's colours: many cameras
/// read nothing else.
package struct QRCode: Component {
    /// Whether each module is dark, row by row.
    package let modules: [[Bool]]
    private let title: String

    /// The empty border that the standard asks for, in modules.
    private static let quiet = 4

    /// - Parameter title: what the picture is, for those who do not see it.
    package init(_ text: String, title: String) {
        self.title = title
        modules = QRCode.modules(of: text)
    }

    /// Empty where the text does not fit into the largest code.
    private static func modules(of text: String) -> [[Bool]] {
        guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return [] }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard let bytes = code.pointee.data else { return [] }
        return (0..<width).map { row in (0..<width).map { bytes[row * width + $0] & 1 == 1 } }
    }

    package var body: Node {
        guard !modules.isEmpty else { return .nothing }
        let size = Double(modules.count + 2 * QRCode.quiet)
        return SVG.svg(.class("qr"), .role("img"), .viewBox(size, size)) {
            SVG.title { title }
            SVG.rect(.class("qr-paper"), .width(size), .height(size))
            SVG.path(.class("qr-dots"), .d(path))
        }
    }

    /// Each run of dark modules in a row is a rectangle.
    private var path: String {
        var result = ""
        for (row, line) in modules.enumerated() {
            var column = 0
            while column < line.count {
                guard line[column] else {
                    column += 1
                    continue
                }
                let start = column
                while column < line.count, line[column] { column += 1 }
                result += "M\(start + QRCode.quiet) \(row + QRCode.quiet)h\(column - start)v1h-\(column - start)z"
            }
        }
        return result
    }
}
