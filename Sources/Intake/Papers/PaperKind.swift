/// What may be attached to a record, told by its content and never by its name.
package enum PaperKind: String, CaseIterable, Sendable, Codable {
    case pdf, png, jpeg, text

    package var title: String {
        switch self {
        case .pdf: "PDF"
        case .png: "PNG picture"
        case .jpeg: "JPEG picture"
        case .text: "plain text"
        }
    }

    /// The type it is served under.
    package var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        case .text: "text/plain; charset=utf-8"
        }
    }

    /// The endings a name may keep; the first is given to a name that has none of them.
    package var endings: [String] {
        switch self {
        case .pdf: ["pdf"]
        case .png: ["png"]
        case .jpeg: ["jpg", "jpeg"]
        case .text: ["txt", "csv", "md", "log"]
        }
    }
}
