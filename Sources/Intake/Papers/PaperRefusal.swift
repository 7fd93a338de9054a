/// Why a file is not taken in as a paper. No case carries what the file says.
package enum PaperRefusal: Error, Hashable, CustomStringConvertible {
    case empty
    case tooLarge(megabytes: Int)
    case unknown
    case damaged(PaperKind)
    /// It can be read as something else too.
    case doubtful(PaperKind, also: Other)
    case active(Activity)
    case encrypted
    case cannotBeChecked
    case notUTF8
    case controlCharacters

    package enum Other: String, Sendable { case webPage, archive, pdf, more, program }

    /// What a PDF may do by itself; none of it is taken in.
    package enum Activity: String, Sendable, CaseIterable {
        case script, launch, embeddedFile, openAction, sendsForm, form, media

        var words: String {
            switch self {
            case .script: "it holds a script (JavaScript)"
            case .launch: "it can start another program (Launch)"
            case .embeddedFile: "it carries another file inside (EmbeddedFile)"
            case .openAction: "it acts by itself when it is opened (OpenAction)"
            case .sendsForm: "it can send what is typed into it elsewhere (SubmitForm)"
            case .form: "it is an interactive form with scripts of its own (XFA)"
            case .media: "it holds sound, film or a model that plays by itself (RichMedia)"
            }
        }
    }

    package var description: String {
        switch self {
        case .empty: "The file is empty. Choose another."
        case .tooLarge(let megabytes): "The file is larger than \(megabytes) MB. Make it smaller, or attach it in parts."
        case .unknown: "The file is none of what can be attached: PDF, PNG, JPEG or plain text in UTF-8. What counts is what is in the file, not its name."
        case .damaged(let kind): "The file begins as \(kind.words) but is damaged or cut off. Open it, save it anew, and attach that."
        case .doubtful(let kind, let also): "The file begins as \(kind.words), and \(also.words), so that two programs could read it in two ways. Save it anew and attach that."
        case .active(let activity): "This PDF is not taken in, because \(activity.words). Print it to a new PDF and attach that."
        case .encrypted: "This PDF is locked with a password, so what it holds cannot be checked. Save it without one and attach that."
        case .cannotBeChecked: "This PDF is packed in a way that cannot be checked. Print it to a new PDF and attach that."
        case .notUTF8: "The file is text, but not in UTF-8. Save it as UTF-8 and attach that."
        case .controlCharacters: "The file has characters that plain text does not have. Save it as plain text, or as a PDF, and attach that."
        }
    }
}

extension PaperKind {
    fileprivate var words: String {
        switch self {
        case .pdf: "a PDF"
        case .png: "a PNG picture"
        case .jpeg: "a JPEG picture"
        case .text: "plain text"
        }
    }
}

extension PaperRefusal.Other {
    fileprivate var words: String {
        switch self {
        case .webPage: "as a web page"
        case .archive: "ends as an archive"
        case .pdf: "as a PDF"
        case .more: "something follows its end"
        case .program: "as a program for a printer"
        }
    }
}
